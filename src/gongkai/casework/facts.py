"""Facts that every case shares: mail room, hand-overs, lateness. Their subject is the case
(``foi:2020-0002``) or a piece of mail (``mail:2020-0031``).
"""

from dataclasses import dataclass
from datetime import date
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


class OtherMatter(StrEnum):
    """What a piece of mail is that is no matter of open information (来件性质)."""

    PETITION = "petition"  # 信访、投诉举报
    OFFICIAL = "official"  # 公文、函件
    PRIVATE = "private"  # 私人信件
    PRINT = "print"  # 报刊、广告
    OTHER = "other"  # 其他


class Refusal(StrEnum):
    """Why something handed over was sent back (退回原因)."""

    WRONG_UNIT = "wrong_unit"  # 不属于本单位
    INCOMPLETE = "incomplete"  # 材料不全
    DAMAGED = "damaged"  # 破损、拆封
    OTHER = "other"  # 其他


class Purpose(StrEnum):
    """For what somebody looked at full particulars of a person (查看完整个人信息的用途)."""

    CONTACT = "contact"  # 与当事人联系
    DELIVERY = "delivery"  # 制作、送达文书
    IDENTITY = "identity"  # 核对身份
    DISPUTE = "dispute"  # 行政复议、行政诉讼举证
    OTHER = "other"  # 其他


class Ground(StrEnum):
    """Why the particulars of a person were erased (删除个人信息的事由). Law: PIPL 47."""

    EXPIRED = "expired"  # 保存期限届满
    ASKED = "asked"  # 个人请求
    MISTAKEN = "mistaken"  # 误登


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


@fact("casework.mail_registered", law="OGI 45")
@dataclass(frozen=True, slots=True, kw_only=True)
class MailRegistered(Fact):
    """A piece of mail was entered in a register as a case (来件立案). ``case`` is that case's subject."""

    case: str


@fact("casework.mail_diverted")
@dataclass(frozen=True, slots=True, kw_only=True)
class MailDiverted(Fact):
    """A piece of mail turned out to be no matter of open information (非政府信息公开来件) and left the
    register.

    ``to`` is the code of the organ that got it, empty where it stayed in the house; ``what`` says what it is.
    """

    what: OtherMatter
    to: str = ""


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


@fact("casework.sent_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack(Fact):
    """The organ of the fact sent back what was handed over to it (退回). ``to`` is the code of the organ that
    has it again.
    """

    to: str
    reason: Refusal


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


@fact("casework.unmasked", law="PIPL 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked(Fact):
    """Somebody looked at the full particulars of a person (查看完整个人信息). ``party`` is the number of the
    person in the case file, never a name; ``fields`` what was shown.
    """

    party: int
    purpose: Purpose
    fields: tuple[str, ...] = ()


@fact("casework.erased", law="PIPL 47")
@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Fact):
    """The particulars of a person were erased (删除个人信息). No count changes. ``papers`` is how many papers
    that showed them were erased with them.
    """

    party: int
    ground: Ground
    papers: int = 0


@fact("casework.held", law="RECON 48")
@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Fact):
    """People and papers of the case are kept while another case is pending (保全): nothing of it is erased.

    ``because`` is the subject of that case, such as a reconsideration or a lawsuit.
    """

    because: str


@fact("casework.hold_released")
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReleased(Fact):
    """The case for which people and papers were kept has ended (解除保全). ``because`` is its subject."""

    because: str


@fact("casework.recomputed", law="HOLIDAYS 2")
@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed(Fact):
    """A new or changed holiday notice moved the due day of a case (期限重新计算), open or counted as late.

    ``old_due`` and ``new_due`` are the days before and after; ``notice`` the numbers of the notices now
    followed; ``late_days`` the working days by which it had counted as late until then.
    """

    old_due: date
    new_due: date
    notice: str
    late_days: int = 0
