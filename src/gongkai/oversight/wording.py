"""Chinese words for what stands in facts and rows of oversight, as screens show them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.casework.wording import wording as of_casework
from gongkai.desk.timeline import Wording
from gongkai.ledger.kinds import Entered
from gongkai.oversight.facts import Measure, Panel, Procedure, Result
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION, Phase

KINDS = {RECONSIDERATION: _("行政复议"), LAWSUIT: _("行政诉讼")}
RESULTS = {
    Result.UPHELD: _("结果维持"),
    Result.CORRECTED: _("结果纠正"),
    Result.OTHER: _("其他结果"),
}
PROCEDURES = {
    Procedure.SIMPLIFIED: _("简易程序（五个工作日内答复举证）"),
    Procedure.ORDINARY: _("普通程序（十个工作日内答复举证）"),
}
PARTICULARS = {
    "name": _("姓名、名称"),
    "id_no": _("证件号码"),
    "phone": _("电话"),
    "address": _("地址"),
    "email": _("电子邮箱"),
    "contact": _("联系人"),
}
LOOKS = {
    Phase.FILED: "open",
    Phase.ANSWERING: "soon",
    Phase.HEARING: "open",
    Phase.JUDGED: "soon",
    Phase.APPEALED: "open",
    Phase.CONCLUDED: "done",
    Phase.VOID: "bad",
}
"""How a phase looks beside its word."""

_YES_NO = {"True": _("是"), "False": _("否")}
_RESULT, _REDECIDE = {"result": _("结果")}, {"redecide": _("责令重新答复")}
_FACTS: dict[str, tuple[Promise | str, dict[str, Promise | str]]] = {
    "oversight.reconsideration_filed": (_("行政复议受理"), {}),
    "oversight.lawsuit_filed": (
        _("行政诉讼立案"),
        {"after_reconsideration": _("复议后起诉")},
    ),
    "oversight.notice_received": (_("收到答复通知、应诉通知"), {"procedure": _("程序")}),
    "oversight.answer_filed": (_("提交答复和证据"), {}),
    "oversight.lawsuit_judged": (_("一审裁判送达"), {**_RESULT, "ruling": _("裁定")}),
    "oversight.lawsuit_appealed": (_("上诉"), {"by_organ": _("本机关上诉")}),
    "oversight.reconsideration_concluded": (_("行政复议审结"), {**_RESULT, **_REDECIDE}),
    "oversight.lawsuit_concluded": (_("行政诉讼审结"), {**_RESULT, **_REDECIDE}),
}


def wording(codes: set[str]) -> dict[str, Wording]:
    """How facts of a dispute are told on a timeline; ``codes`` are the organs that they name."""
    casework = of_casework(codes)
    parts: tuple[dict[Any, Any], ...] = (RESULTS, PROCEDURES, _YES_NO)
    values = {str(key): str(words) for each in parts for key, words in each.items()}
    return casework | {
        kind: Wording(str(title), {name: str(words) for name, words in fields.items()}, values)
        for kind, (title, fields) in _FACTS.items()
    }


def choices(words: dict[Any, Any], first: object = "") -> list[tuple[str, Any]]:
    """Words as the choices of a field; ``first`` is what an empty one says."""
    return [*([("", first)] if first else []), *((str(key), title) for key, title in words.items())]


SUPERVISED = {
    "oversight.inspected": _("监督检查"),
    "oversight.rectified": _("整改完成"),
    "oversight.trained": _("业务培训"),
    "oversight.appraised": _("考核评议"),
    "oversight.held_to_account": _("责任追究"),
}
"""What is entered beside disputes."""
PANELS = {Panel.GOVERNMENT: _("工作考核"), Panel.PUBLIC: _("社会评议")}
MEASURES = {
    Measure.CORRECTION_ORDERED: _("责令改正"),
    Measure.CRITICISED: _("通报批评"),
    Measure.TALKED_TO: _("约谈"),
    Measure.SANCTIONED: _("处分"),
    Measure.REFERRED: _("移送司法机关"),
}


_COUNTED = {"findings": _("问题%(n)d个"), "attendees": _("%(n)d人参加"), "persons": _("%(n)d人")}


def told_of(fact: Entered) -> str:
    """What such a fact says, in one line."""
    body = fact.body
    words = [str(body.get("topic", ""))]
    if fact.kind == "oversight.appraised":
        score = f"{body['score']}/{body['full']}" if body.get("score") and body.get("full") else ""
        words += [str(PANELS[Panel(body["panel"])]), f"{body['year']}年度", score, str(body.get("grade", ""))]
    if fact.kind == "oversight.held_to_account":
        words += [str(MEASURES[Measure(body["measure"])])]
    words += [str(unit) % {"n": body[name]} for name, unit in _COUNTED.items() if body.get(name)]
    return "，".join(each for each in words if each)
