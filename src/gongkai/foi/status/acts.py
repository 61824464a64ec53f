"""What may come next for an application (可办事项): lawful, possible after a warning, or impossible, and why.

Refuse the impossible, enter the unlawful: a second request for a supplement cannot be (一次性), a late
extension can, has no effect, and is entered after a warning and with a reason. Pure Python.
"""

from enum import StrEnum
from typing import NamedTuple

from gongkai.law.errors import GongkaiError


class Act(StrEnum):
    """A deed on an application (事项)."""

    CONFIRM_RECEIPT = "confirm_receipt"
    TRY_CONTACT = "try_contact"
    REQUEST_SUPPLEMENT = "request_supplement"
    UPHOLD_SUPPLEMENT = "uphold_supplement"
    SUPPLEMENT = "supplement"
    FIND_LAPSED = "find_lapsed"
    DEMAND_REASONS = "demand_reasons"
    GIVE_REASONS = "give_reasons"
    DELAY = "delay"
    TRANSFER = "transfer"
    CONSULT = "consult"
    CLOSE_CONSULTATION = "close_consultation"
    EXTEND = "extend"
    CHARGE = "charge"
    PAY = "pay"
    RELIEVE = "relieve"
    SPLIT = "split"
    DECIDE = "decide"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    ORDER_REDECISION = "order_redecision"
    REDECIDE = "redecide"
    ARCHIVE = "archive"

    @property
    def label(self) -> str:
        """The deed in Chinese."""
        return _TITLES[self]


_TITLES = {
    Act.CONFIRM_RECEIPT: "确认收到申请",
    Act.TRY_CONTACT: "登记联系申请人",
    Act.REQUEST_SUPPLEMENT: "告知补正",
    Act.UPHOLD_SUPPLEMENT: "认定逾期的补正告知有效",
    Act.SUPPLEMENT: "登记补正",
    Act.FIND_LAPSED: "认定逾期，不再处理",
    Act.DEMAND_REASONS: "要求说明理由",
    Act.GIVE_REASONS: "登记申请人的理由",
    Act.DELAY: "延迟答复",
    Act.TRANSFER: "转办",
    Act.CONSULT: "征求意见",
    Act.CLOSE_CONSULTATION: "登记意见",
    Act.EXTEND: "延期",
    Act.CHARGE: "收取信息处理费",
    Act.PAY: "登记缴费",
    Act.RELIEVE: "减免或者退还费用",
    Act.SPLIT: "拆分办理",
    Act.DECIDE: "签发答复",
    Act.DELIVER: "送达",
    Act.WITHDRAW: "登记撤回",
    Act.REOPEN: "撤销答复，重新办理",
    Act.ORDER_REDECISION: "登记责令重新答复",
    Act.REDECIDE: "重新答复",
    Act.ARCHIVE: "归档",
}


class How(StrEnum):
    """How a deed may be done now."""

    LAWFUL = "lawful"  # 可以办理
    WARNED = "warned"  # 提示后说明理由仍可办理
    IMPOSSIBLE = "impossible"  # 不能办理


class Chance(NamedTuple):
    """Whether a deed may be done, and if not simply so, why."""

    act: Act
    how: How
    why: str = ""
    law: str = ""


class ImpossibleAct(GongkaiError):
    """The deed cannot be: it has been, its time has not come, or something it stands on is missing."""


class UnlawfulAct(GongkaiError):
    """The deed is not as the law wants it. It may be entered all the same, with a reason, by who may."""
