"""Facts of the county head's hotline (县长专线) and public interaction. Subjects: ``hotline:2020-0162``,
``briefing:2020-12``.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.ledger.kinds import Fact, fact


class Line(StrEnum):
    """Through which line a ticket came (受理渠道)."""

    COUNTY = "county"  # 县长专线直接受理
    CITY = "city"  # 市长专线转办


class Appeal(StrEnum):
    """What the caller wants (诉求类型)."""

    CONSULTATION = "consultation"  # 咨询
    HELP = "help"  # 求助
    COMPLAINT = "complaint"  # 投诉
    TIP_OFF = "tip_off"  # 举报
    SUGGESTION = "suggestion"  # 建议
    PRAISE = "praise"  # 表扬
    OTHER = "other"  # 其他


class Role(StrEnum):
    """Part of an organ in a ticket (承办角色)."""

    LEAD = "lead"  # 主办
    SUPPORT = "support"  # 协办


class ExchangeKind(StrEnum):
    """Form of public interaction (互动交流) on the site."""

    LETTER = "letter"  # 来信答复
    SURVEY = "survey"  # 意见征集、调查
    INTERVIEW = "interview"  # 在线访谈
    RESPONSE = "response"  # 回应关切


@fact("hotline.received", opens="ticket", trait="line")
@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Fact):
    """A matter was accepted as a ticket (受理). ``happened_on`` is the day of the call or of the referral.
    Opens it.

    ``category`` is the class of matter in the words of the line's own list.
    """

    line: Line
    appeal: Appeal
    category: str = ""


@fact("hotline.assigned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Fact):
    """The ticket was assigned to a handling organ (交办). ``to`` is its code; the clock of handling
    starts.
    """

    to: str
    role: Role = Role.LEAD


@fact("hotline.referred")
@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Fact):
    """The ticket was referred to another organ (转办), which answers for it from then on. ``to`` is its
    code.
    """

    to: str


@fact("hotline.returned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Fact):
    """The handling organ gave the ticket back (退回). ``reason`` in official words, without personal data."""

    reason: str = ""


@fact("hotline.extended")
@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Fact):
    """More time was approved (延期) before the old due day; ``working_days`` counts from that day."""

    working_days: int


@fact("hotline.chased")
@dataclass(frozen=True, slots=True, kw_only=True)
class Chased(Fact):
    """The hotline urged the handling organ (督办、催办). ``level`` rises with each urging."""

    level: int = 1


@fact("hotline.replied")
@dataclass(frozen=True, slots=True, kw_only=True)
class Replied(Fact):
    """The caller was answered (回复) by the organ of the fact."""


@fact("hotline.closed", closes="ticket")
@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """The ticket was closed (办结). ``line`` repeats the line it came through, so that closures count by
    line.
    """

    line: Line
    resolved: bool | None = None


@fact("hotline.reopened", opens="ticket", trait="line")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Fact):
    """The matter goes into another round (重办) under the same number. The earlier closure happened and
    stays.
    """

    line: Line
    round: int = 2


@fact("hotline.called_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class CalledBack(Fact):
    """The caller was called back (回访). ``satisfied`` is empty where the caller was not reached or did
    not rate.
    """

    reached: bool = True
    satisfied: bool | None = None


@fact("hotline.briefing_issued")
@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingIssued(Fact):
    """An issue of the briefing (简报) came out. ``issue`` is its number in the year ``year``."""

    year: int
    issue: int


@fact("hotline.exchange_published", law="OGI 6")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangePublished(Fact):
    """A piece of public interaction (互动交流) was published on the site. Subject: ``exchange:2020-021``."""

    form: ExchangeKind = ExchangeKind.LETTER
