"""Chinese words for what stands in facts and rows of disclosure on request, as screens show them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.casework.wording import wording as of_casework
from gongkai.desk.timeline import Wording
from gongkai.foi.kinds import (
    ApplicantKind,
    Intake,
    Letter,
    Manner,
    Means,
    Opinion,
    OrderedBy,
    Party,
    ReleaseWithdrawal,
    Relief,
    Tariff,
)
from gongkai.foi.status import Meaning
from gongkai.law.outcomes import outcomes

APPLICANTS = {
    ApplicantKind.NATURAL_PERSON: _("自然人"),
    ApplicantKind.BUSINESS: _("商业企业"),
    ApplicantKind.RESEARCH: _("科研机构"),
    ApplicantKind.PUBLIC_WELFARE: _("社会公益组织"),
    ApplicantKind.LEGAL_SERVICE: _("法律服务机构"),
    ApplicantKind.OTHER_ORG: _("其他法人或者组织"),
}
INTAKES = {
    Intake.IN_PERSON: _("当面提交"),
    Intake.POST_SIGNED: _("挂号、特快专递"),
    Intake.POST_ORDINARY: _("平常信函"),
    Intake.WEB: _("网上申请"),
    Intake.EMAIL: _("电子邮件"),
    Intake.FAX: _("传真"),
}
PARTIES = {
    Party.THIRD_PARTY: _("第三方"),
    Party.ORGAN: _("其他机关"),
    Party.CO_MAKER: _("共同制作机关"),
}
OPINIONS = {
    Opinion.AGREED: _("同意公开"),
    Opinion.OBJECTED: _("不同意公开"),
    Opinion.SILENT: _("逾期未反馈"),
}
MEANINGS = {
    Meaning.AWAITED: _("等待答复"),
    Meaning.AGREED: _("同意公开"),
    Meaning.OBJECTED: _("不同意公开"),
    Meaning.DEEMED_AGREED: _("逾期未答复，视为同意"),
    Meaning.ORGAN_DECIDES: _("逾期未答复，由本机关决定"),
}
MANNERS = {
    Manner.POST: _("邮寄"),
    Manner.IN_PERSON: _("直接送达"),
    Manner.ENTRUSTED: _("委托其他机关送达"),
    Manner.ELECTRONIC: _("电子送达"),
}
LETTERS = {
    Letter.DECISION: _("答复书"),
    Letter.SUPPLEMENT_REQUEST: _("补正告知书"),
    Letter.EXTENSION: _("延期答复告知书"),
    Letter.CONSULTATION: _("征求意见书"),
    Letter.FEE_NOTICE: _("收费通知书"),
    Letter.REASONS_DEMAND: _("说明理由告知书"),
    Letter.DELAY: _("延迟答复告知书"),
    Letter.THIRD_PARTY_NOTICE: _("给第三方的告知书"),
    Letter.APOLOGY: _("致歉函"),
}
TARIFFS = {Tariff.BY_ITEM: _("按件计收"), Tariff.BY_PAGE: _("按量计收")}
RELIEFS = {Relief.WAIVED: _("免收"), Relief.REDUCED: _("减收"), Relief.REFUNDED: _("退还")}
ORDERED_BY = {OrderedBy.RECONSIDERATION: _("行政复议机关"), OrderedBy.COURT: _("人民法院")}
WITHDRAWALS = {
    ReleaseWithdrawal.PERSONAL: _("含有个人信息"),
    ReleaseWithdrawal.THIRD_PARTY: _("涉及第三方合法权益"),
    ReleaseWithdrawal.SECRECY: _("不应公开"),
    ReleaseWithdrawal.ERROR: _("内容有误"),
    ReleaseWithdrawal.OVERTAKEN: _("答复已经撤销或者变更"),
    ReleaseWithdrawal.OUTDATED: _("内容已经过时"),
}
MEANS = {
    Means.TELEPHONE: _("电话"),
    Means.MESSAGE: _("短信"),
    Means.EMAIL: _("电子邮件"),
    Means.VISIT: _("上门"),
}
ROLES = {
    "applicant": _("申请人"),
    "co_applicant": _("共同申请人"),
    "agent": _("代理人"),
    "third_party": _("第三方"),
}
"""Who somebody is in a case."""
PARTICULARS = {
    "name": _("姓名、名称"),
    "id_no": _("证件号码"),
    "phone": _("电话"),
    "address": _("地址"),
    "email": _("电子邮箱"),
    "contact": _("联系人"),
}

_YES_NO = {"True": _("是"), "False": _("否")}
_FACTS: dict[str, tuple[Promise | str, dict[str, Promise | str]]] = {
    "foi.registered": (_("登记申请，待确认收到"), {"intake": _("渠道"), "arrived_on": _("信函到达")}),
    "foi.contact_tried": (_("联系申请人"), {"means": _("方式"), "reached": _("是否联系上")}),
    "foi.received": (
        _("收到申请"),
        {"intake": _("渠道"), "applicant": _("申请人类别"), "items": _("事项数"), "split_from": _("拆分自")},
    ),
    "foi.split": (_("拆分办理"), {"into": _("拆分为")}),
    "foi.supplement_requested": (_("告知补正"), {"until": _("补正期限")}),
    "foi.supplement_upheld": (_("认定逾期的补正告知有效"), {}),
    "foi.supplemented": (_("收到补正"), {}),
    "foi.reasons_demanded": (_("要求说明理由"), {"until": _("期限")}),
    "foi.reasons_given": (_("申请人说明理由"), {"reasonable": _("理由是否合理")}),
    "foi.reply_delayed": (_("延迟答复"), {"working_days": _("工作日")}),
    "foi.consultation_opened": (_("征求意见"), {"party": _("对象"), "ref": _("编号")}),
    "foi.consultation_closed": (
        _("收到意见"),
        {"party": _("对象"), "opinion": _("意见"), "ref": _("编号")},
    ),
    "foi.extended": (_("延期答复"), {"working_days": _("延长工作日")}),
    "foi.decided": (_("作出答复"), {"outcome": _("结果"), "doc_no": _("文号")}),
    "foi.redecision_ordered": (_("责令重新答复"), {"ordered_by": _("作出机关"), "case": _("案号")}),
    "foi.redecided": (_("重新答复"), {"outcome": _("结果"), "doc_no": _("文号")}),
    "foi.delivered": (_("送达"), {"letter": _("文书"), "manner": _("方式"), "ref": _("编号")}),
    "foi.signed_for": (_("对方签收"), {"letter": _("文书")}),
    "foi.returned": (_("退件"), {"letter": _("文书")}),
    "foi.withdrawn": (_("申请人撤回"), {}),
    "foi.reopened": (_("撤销答复，重新办理"), {"reason": _("理由")}),
    "foi.transferred": (_("转办"), {"to": _("转给")}),
    "foi.fee_noticed": (_("告知收费"), {"amount": _("金额"), "tariff": _("计收方式")}),
    "foi.fee_paid": (_("缴费"), {"amount": _("金额")}),
    "foi.fee_relieved": (
        _("减免、退还费用"),
        {"relief": _("方式"), "amount": _("金额"), "reason": _("理由")},
    ),
    "foi.released": (_("选登答复"), {"version": _("版次"), "files": _("附件")}),
    "foi.release_withdrawn": (_("撤下选登"), {"reason": _("原因"), "text": _("说明")}),
    "foi.archived": (_("归档"), {"file_no": _("案卷号")}),
}


def outcome_title(key: str) -> str:
    """The Chinese name of an outcome; the key itself where the law knows none."""
    return outcomes()[key].title if key in outcomes() else key


def wording(codes: set[str]) -> dict[str, Wording]:
    """How facts of an application are told on a timeline; ``codes`` are the organs that they name."""
    casework = of_casework(codes)
    known = next(iter(casework.values())).values
    parts: tuple[dict[Any, Any], ...] = (
        APPLICANTS, INTAKES, PARTIES, OPINIONS, LETTERS, TARIFFS, RELIEFS, ORDERED_BY, MEANS, _YES_NO
    )  # fmt: skip
    values = dict(known) | {str(key): str(words) for each in parts for key, words in each.items()}
    values |= {key: each.title for key, each in outcomes().items()}
    # In person is a way to hand in, and a way to deliver: the words differ.
    own = {
        "foi.delivered": {str(key): str(words) for key, words in MANNERS.items()},
        "foi.release_withdrawn": {str(key): str(words) for key, words in WITHDRAWALS.items()},
    }
    return casework | {
        kind: Wording(
            str(title),
            {name: str(words) for name, words in fields.items()},
            values | own.get(kind, {}),
        )
        for kind, (title, fields) in _FACTS.items()
    }


def choices(words: dict[Any, Any], first: object = "") -> list[tuple[str, Any]]:
    """Words as the choices of a field; ``first`` is what an empty one says."""
    return [*([("", first)] if first else []), *((str(key), title) for key, title in words.items())]
