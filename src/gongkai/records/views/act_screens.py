"""What the screen of each act says, asks and does (办理页). The pages themselves are in ``acts``."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.records import act_forms as asked
from gongkai.records import comments, services, workbench
from gongkai.records.acts import step_of
from gongkai.records.clearance import Verdict
from gongkai.records.facts import ExplainerForm, Openness, TakeDownReason
from gongkai.records.record_page import RecordPage
from gongkai.records.views.shared import subject_of

Form = Callable[[HttpRequest, RecordPage, Any], forms.Form]
Run = Callable[[HttpRequest, RecordPage, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class ActScreen:
    """The screen of an act: what it says before, its form, what does it, what it says afterwards.

    What is dangerous or ``final`` (cannot be taken back) is asked about once more.
    """

    about: str
    form: Form
    run: Run
    done: str
    danger: bool = False
    final: bool = False
    shows_content: bool = False
    law: str = ""


def _bound(form_class: type[forms.Form]) -> Form:
    return lambda request, page, data: form_class(data, initial={"sha256": page.sha256})


def _plain(form_class: type[forms.Form]) -> Form:
    return lambda request, page, data: form_class(data)


def _decide_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    secrecy = step_of(page, request.actor) == "secrecy"
    form_class = asked.DecideSecrecy if secrecy else asked.Decide
    return form_class(data, initial={"sha256": page.sha256, "key": secrets.token_hex(16)})


def _decide(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    level = given.get("level", "")
    services.decide(
        page.subject,
        step_of(page, request.actor),
        Verdict(given["verdict"]),
        sha256=given["sha256"],
        remarks=given["remarks"],
        level=SecrecyLevel(level) if level else None,
        basis=given.get("basis", ""),
        key=given["key"],
        by=request.actor,
        at=request.at,
    )


def _publish_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    explained = page.kind.explained and page.plan is not None and not page.plan.exempt
    return asked.Publish(data, initial={"sha256": page.sha256}, explained=explained)


def _publish(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.publish(
        page.subject,
        sha256=given["sha256"],
        publish_at=given["publish_at"],
        alone=given.get("alone", False),
        by=request.actor,
        at=request.at,
    )


def _withdraw(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.withdraw(
        page.subject,
        reason=TakeDownReason(given["reason"]),
        text=given["text"],
        manner=services.Manner(given["manner"]) if given["manner"] else None,
        by=request.actor,
        at=request.at,
    )


def _other(given: str) -> str:
    """The subject that somebody wrote as a number, a subject or an address."""
    number = given.strip().rstrip("/").rpartition("/")[2].removeprefix("record:")
    return subject_of(number) if number else ""


def _repeal(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.repeal(
        page.subject,
        changed_on=given["changed_on"],
        basis=given["basis"],
        replaced_by=_other(given["other"]),
        by=request.actor,
        at=request.at,
    )


def _amend(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.amend(
        page.subject,
        changed_on=given["changed_on"],
        basis=given["basis"],
        amended_by=_other(given["other"]),
        by=request.actor,
        at=request.at,
    )


def _plan_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    organs = workbench.organ_choices(request.actor, "records.plan_explainer", request.today)
    plan = page.plan
    initial: dict[str, Any] = {"organ": page.organ}
    if plan is not None and not plan.exempt:
        initial = {"kinds": plan.forms, "outline": plan.outline, "organ": plan.organ, "due_on": plan.due_on}
    return asked.Plan(data, organs=organs, initial=initial)


def _plan(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.plan_explainer(
        page.subject,
        forms=[ExplainerForm(each) for each in given["kinds"]],
        due_on=given["due_on"],
        organ=given["organ"],
        outline=given["outline"],
        by=request.actor,
        at=request.at,
    )


def _link_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    linked = {each.explainer.subject for each in page.explainers}
    suggested = [
        (subject.partition(":")[2], title)
        for subject, title in workbench.explainers(request.actor)
        if subject not in linked
    ]
    return asked.Link(data, suggested=suggested)


def _unlink_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    linked = [(each.explainer.subject, each.explainer.title) for each in page.unexplained]
    return asked.Unlink(data, linked=linked)


def _result_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    tally = comments.tally(request.actor, page.subject)
    return asked.CommentResult(data, initial={"result": tally.words})


def _link(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.link_explainer(
        page.subject,
        _other(given["explainer"]),
        form=ExplainerForm(given["form"]),
        by=request.actor,
        at=request.at,
    )


def _with(service: Callable[..., Any], *names: str, bound: bool = False) -> Run:
    """A service that takes what the form gives, by these names."""

    def run(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> Any:
        values = {name: given[name] for name in names}
        if bound:
            values["sha256"] = given["sha256"]
        return service(page.subject, **values, by=request.actor, at=request.at)

    return run


def _reassess(request: HttpRequest, page: RecordPage, given: dict[str, Any]) -> None:
    services.reassess(
        page.subject,
        openness=Openness(given["openness"]),
        ground=given["ground"],
        by=request.actor,
        at=request.at,
    )


def _describe_form(request: HttpRequest, page: RecordPage, data: Any) -> forms.Form:
    return asked.Describe(data, initial={"change_note": page.change_note, "major": page.major})


SCREENS = {
    "decide": ActScreen(
        _("请看完全文和附件再作决定。决定只对这一稿有效，稿件一经修改即重新审查。"),
        _decide_form,
        _decide,
        _("已办理。"),
        shows_content=True,
        law="OGI 17",
    ),
    "publish": ActScreen(
        _("发布后立即在网站上公开，并进入目录、搜索和订阅。"),
        _publish_form,
        _publish,
        _("已办理发布。"),
        law="OGI 23",
    ),
    "return": ActScreen(
        _("退回后由起草人修改，修改后重新审查。"),
        _bound(asked.Remarks),
        _with(services.return_, "remarks", bound=True),
        _("已退回。"),
    ),
    "cancel": ActScreen(
        _("取消后稿件仍在待发布，可以随时发布。"),
        _plain(forms.Form),
        _with(services.cancel),
        _("已取消定时发布。"),
    ),
    "force_publish": ActScreen(
        _(
            "只用于突发事件等必须立即公开的情况。保密审查不能省略；发布后会列入“紧急发布待补审”，由另一人补行审查。"
        ),
        _bound(asked.Reason),
        _with(services.force_publish, "reason", bound=True),
        _("已紧急发布，请尽快补行审查。"),
        danger=True,
        shows_content=True,
        law="OGI 17",
    ),
    "clear_forced": ActScreen(
        _("请看完全文，写明补行审查的意见。发现不应公开的，另行撤下。"),
        _bound(asked.Remarks),
        _with(services.clear_forced, "remarks", bound=True),
        _("已补行审查。"),
        shows_content=True,
        law="OGI 17",
    ),
    "withdraw": ActScreen(
        _("撤下后网站、搜索、订阅中立即不再显示内容，原地址显示撤下说明；登记和事实保留。"),
        _plain(asked.Withdraw),
        _withdraw,
        _("已撤下。"),
        danger=True,
    ),
    "repeal": ActScreen(
        _("废止后页面保留，顶部显示“已废止”和依据；目录中不再计为现行有效。"),
        _plain(asked.Validity),
        _repeal,
        _("已登记废止。"),
        danger=True,
        law="OGI 20",
    ),
    "amend": ActScreen(
        _("登记后页面注明已修改和依据；全文需要更新的，另行新建版本。"),
        _plain(asked.Validity),
        _amend,
        _("已登记修改。"),
        law="OGI 20",
    ),
    "extend_validity": ActScreen(
        _("延长后页面的效力沿革注明新的有效期和依据，到期提醒按新的有效期计算。"),
        _plain(asked.Extend),
        _with(services.extend_validity, "valid_until", "basis"),
        _("已延长有效期。"),
        law="NORMATIVE2018",
    ),
    "begin_edition": ActScreen(
        _("新版本从现有内容开始，审查通过并发布之前，网站上仍是原来的版本。"),
        _plain(asked.Describe),
        _with(services.begin_edition, "change_note", "major"),
        _("已新建版本，可以修改。"),
    ),
    "describe": ActScreen(
        _("修改说明随新版本一同公开。"),
        _describe_form,
        _with(services.describe_change, "change_note", "major"),
        _("已保存。"),
    ),
    "discard": ActScreen(
        _("作废后这一稿不再办理，稿件和过程保留备查；已经公开的版本不受影响。"),
        _bound(asked.Reason),
        _with(services.discard, "reason", bound=True),
        _("已作废。"),
        danger=True,
    ),
    "restore": ActScreen(
        _("恢复后成为草稿，可以修改；以前的审查意见不再有效，审查重新开始。"),
        _plain(forms.Form),
        _with(services.restore),
        _("已恢复为草稿。"),
    ),
    "plan_explainer": ActScreen(
        _("解读与文件同步组织、同步审签、同步部署。"),
        _plan_form,
        _plan,
        _("已保存解读方案。"),
        law="EXPLAIN2016",
    ),
    "exempt_explainer": ActScreen(
        _("确实不需要解读的文件，写明理由后可以免予解读。"),
        _plain(asked.Exempt),
        _with(services.exempt_explainer, "reason"),
        _("已登记免予解读。"),
    ),
    "link_explainer": ActScreen(
        _("关联后文件和解读页面互相链接；解读已备好的，与文件同时发布。"),
        _link_form,
        _link,
        _("已关联。"),
        law="EXPLAIN2016",
    ),
    "unlink_explainer": ActScreen(
        _("只能取消还没有与文件同时公开的关联；解读有误的，请撤下解读。"),
        _unlink_form,
        _with(services.unlink_explainer, "explainer"),
        _("已取消关联。"),
        final=True,
    ),
    "reassess": ActScreen(
        _("对不公开的信息定期评估，因情势变化可以公开的应当公开。"),
        _plain(asked.Reassess),
        _reassess,
        _("已登记评估。"),
        law="OGI 18",
    ),
    "open_comment": ActScreen(
        _("征求意见的起止和方式会显示在草案页面上。"),
        _plain(asked.Comment),
        _with(services.open_comment, "opens_on", "closes_on", "shorter_because", "address"),
        _("已开始征求意见。"),
        law="DECISION",
    ),
    "comment_result": ActScreen(
        _("采纳情况会显示在草案页面上，公布后不能再改，也不能再登记、答复意见。"),
        _result_form,
        _with(services.publish_result, "result"),
        _("已公布采纳情况。"),
        final=True,
        law="DECISION",
    ),
}
