"""Facts that every case shares: mail room, hand-overs, lateness. Their subject is the case
(``foi:2020-0002``) or a piece of mail (``mail:2020-0031``).
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.ledger.kinds import Fact, fact


class Carrier(StrEnum):
    """How a piece of mail came (来件方式)."""

    POST_SIGNED = "post_signed"  # 挂号、EMS
    POST_ORDINARY = "post_ordinary"  # 平常信函
    COURIER = "courier"  # 快递
    IN_PERSON = "in_person"  # 当面递交
    FAX = "fax"  # 传真
    EMAIL = "email"  # 电子邮件
    EXCHANGE = "exchange"  # 机要、公文交换


class Cause(StrEnum):
    """Cause of lateness (超期原因)."""

    MAIL_ASTRAY = "mail_astray"  # 信函转接失误
    HANDED_OVER_LATE = "handed_over_late"  # 流转迟延
    CONSULTATION = "consultation"  # 征求意见迟延
    SEARCH = "search"  # 检索困难
    WORKLOAD = "workload"  # 办件量大
    SYSTEM = "system"  # 系统故障
    OTHER = "other"  # 其他


@fact("casework.mail_arrived", law="OGI 31")
@dataclass(frozen=True, slots=True, kw_only=True)
class MailArrived(Fact):
    """A piece of mail reached the gate and was signed for (收文登记). ``happened_on`` is that day."""

    carrier: Carrier
    becomes: str = ""


@fact("casework.mail_handed_over")
@dataclass(frozen=True, slots=True, kw_only=True)
class MailHandedOver(Fact):
    """The mail room passed a piece of mail on (收发室转交). ``to`` is the code of the organ, ``unit`` its
    unit.
    """

    to: str
    unit: str = ""


@fact("casework.handed_over")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Fact):
    """A case was handed over (流转、转交). ``happened_on`` is the day of sending; ``to`` the code of the
    organ.
    """

    to: str
    unit: str = ""


@fact("casework.taken_over")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Fact):
    """The organ of the fact signed for a case handed over to it (签收). ``sender`` is the code of the
    organ it came from.
    """

    sender: str = ""
    unit: str = ""


@fact("casework.lateness_explained", law="OGI 47")
@dataclass(frozen=True, slots=True, kw_only=True)
class LatenessExplained(Fact):
    """Why a case was late (超期原因), with the organ that caused it. It excuses nothing and changes no clock.

    ``organ`` is the code of that organ, ``apologised`` whether the person was told and apologised to.
    """

    cause: Cause
    organ: str = ""
    apologised: bool = False
    note: str = ""
