"""Chinese words for what stands in facts and rows of casework, as screens show them."""

from django.utils.translation import gettext_lazy as _

from gongkai.casework.facts import Carrier, Cause, OtherMatter, Refusal
from gongkai.desk.timeline import Wording
from gongkai.organs.queries import names

CARRIERS = {
    Carrier.POST_SIGNED: _("挂号、EMS"),
    Carrier.POST_ORDINARY: _("平常信函"),
    Carrier.COURIER: _("快递"),
    Carrier.IN_PERSON: _("当面递交"),
    Carrier.FAX: _("传真"),
    Carrier.EMAIL: _("电子邮件"),
    Carrier.EXCHANGE: _("机要、公文交换"),
}
MATTERS = {
    OtherMatter.PETITION: _("信访、投诉举报"),
    OtherMatter.OFFICIAL: _("公文、函件"),
    OtherMatter.PRIVATE: _("私人信件"),
    OtherMatter.PRINT: _("报刊、广告"),
    OtherMatter.OTHER: _("其他"),
}
REFUSALS = {
    Refusal.WRONG_UNIT: _("不属于本单位"),
    Refusal.INCOMPLETE: _("材料不全"),
    Refusal.DAMAGED: _("破损、拆封"),
    Refusal.OTHER: _("其他"),
}
CAUSES = {
    Cause.MAIL_ASTRAY: _("信函转接失误"),
    Cause.HANDED_OVER_LATE: _("流转迟延"),
    Cause.CONSULTATION: _("征求意见迟延"),
    Cause.SEARCH: _("检索困难"),
    Cause.WORKLOAD: _("办件量大"),
    Cause.SYSTEM: _("系统故障"),
    Cause.OTHER: _("其他"),
}
LOOKS = {"open": "open", "sent": "open", "held": "open", "case": "done", "other": "bad", "void": "bad"}
"""How the phase of a piece of mail looks on screens, beside its word."""


def wording(codes: set[str]) -> dict[str, Wording]:
    """How facts of casework are told on a timeline; ``codes`` are the organs that they name."""
    said = {
        str(key): str(words) for each in (CARRIERS, MATTERS, REFUSALS, CAUSES) for key, words in each.items()
    }
    values = said | names(codes)
    to = {"to": str(_("转给")), "unit": str(_("内设机构"))}
    return {
        kind: Wording(str(title), fields, values)
        for kind, title, fields in (
            ("casework.mail_arrived", _("签收来件"), {"carrier": str(_("来件方式"))}),
            ("casework.mail_handed_over", _("收发室转交"), to),
            ("casework.handed_over", _("转交"), to),
            ("casework.taken_over", _("签收"), {"sender": str(_("转出机关"))}),
            ("casework.sent_back", _("退回"), {"to": str(_("退给")), "reason": str(_("原因"))}),
            ("casework.mail_registered", _("登记立案"), {"case": str(_("案件"))}),
            ("casework.mail_diverted", _("转为其他来件"), {"what": str(_("性质")), "to": str(_("转给"))}),
            (
                "casework.lateness_explained",
                _("登记超期原因"),
                {"cause": str(_("原因")), "organ": str(_("责任机关"))},
            ),
            ("casework.unmasked", _("查看完整个人信息"), {}),
            ("casework.erased", _("删除个人信息"), {}),
            ("casework.held", _("因复议、诉讼保全个人信息和材料"), {}),
            ("casework.hold_released", _("解除保全"), {}),
            (
                "casework.recomputed",
                _("期限重新计算"),
                {"old_due": str(_("原期限")), "new_due": str(_("新期限")), "notice": str(_("依据"))},
            ),
        )
    }
