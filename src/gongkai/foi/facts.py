"""Facts of disclosure on request (依申请公开). Subject: ``foi:2020-0001``, the application, never the
applicant.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.foi.kinds import (
    ApplicantKind,
    Intake,
    Letter,
    Manner,
    Means,
    Opinion,
    OrderedBy,
    Outcome,
    Party,
    ReleaseWithdrawal,
    Relief,
    Tariff,
)
from gongkai.ledger.kinds import Fact, fact

__all__ = [
    "ApplicantKind",
    "Intake",
    "Letter",
    "Manner",
    "Means",
    "Opinion",
    "OrderedBy",
    "Outcome",
    "Party",
    "ReleaseWithdrawal",
    "Relief",
    "Tariff",
]


@fact("foi.registered", law="OGI 31")
@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Fact):
    """An application came in whose day of receipt still has to be confirmed with the applicant (登记待确认).

    ``happened_on`` is the day the OGI unit had it, ``arrived_on`` the day it reached the organ's gate,
    ``submitted_on`` the day on the letter. No clock runs and nothing is counted until ``foi.received``.
    """

    applicant: ApplicantKind
    intake: Intake
    submitted_on: date | None = None
    arrived_on: date | None = None


@fact("foi.contact_tried", law="OGI 31")
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTried(Fact):
    """Contact with the applicant was tried, to confirm receipt (联系申请人确认); ``reached`` or not.

    A letter by ordinary post asks for it on the very day on which the OGI unit has it.
    """

    means: Means
    reached: bool


@fact("foi.received", law="OGI 31", opens="application", trait="applicant")
@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Fact):
    """An application was received (收到申请). ``happened_on`` is the day of receipt in law; the reply clock
    starts.

    Begins the application. ``items`` is the number of separate items asked for, ``submitted_on`` the day the
    applicant sent it, ``arrived_on`` the day it reached the organ's gate, where these differ. ``split_from``
    is the application that this one was split from (一事一申请); its earlier history is common to both.
    """

    applicant: ApplicantKind
    intake: Intake
    items: int = 1
    submitted_on: date | None = None
    arrived_on: date | None = None
    split_from: str = ""


@fact("foi.split", law="FEE2020 4")
@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Fact):
    """An application with several items was parted (拆分，一事一申请): its first item stays here.

    ``into`` are the subjects of the others; each has a ``foi.received`` of its own on the same day and is
    counted by itself.
    """

    into: tuple[str, ...]


@fact("foi.supplement_requested", law="OGI 30")
@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(Fact):
    """The applicant was asked, once, to make the application clear (告知补正). ``happened_on`` is the day of
    notice.

    ``until`` is the last day of the reasonable period (合理的补正期限) set by the organ.
    """

    until: date | None = None


@fact("foi.supplement_upheld", law="OGI 30")
@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementUpheld(Fact):
    """The head of the OGI unit decided that a request for a supplement stands although it came late
    (认定逾期的补正告知有效). Without this fact the first term goes on as if nothing had been asked.
    """


@fact("foi.supplemented", law="OGI 30")
@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(Fact):
    """The supplement came in (收到补正). ``happened_on`` is the day of its receipt: the reply clock starts
    anew.
    """


@fact("foi.reasons_demanded", law="OGI 35")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsDemanded(Fact):
    """The applicant was asked for the reasons of many or frequent applications (要求说明理由)."""

    until: date | None = None


@fact("foi.reasons_given", law="OGI 35")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsGiven(Fact):
    """The applicant gave reasons (说明理由); ``reasonable`` is what the organ found of them."""

    reasonable: bool


@fact("foi.reply_delayed", law="OGI 35")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDelayed(Fact):
    """A reasonable later time for the reply was set and told (延迟答复), the reasons given being reasonable.

    ``working_days`` count from the day of the notice, ``happened_on``; the reply clock of the Regulations
    gives way to this one.
    """

    working_days: int


@fact("foi.consultation_opened", law="OGI 32")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOpened(Fact):
    """An opinion was sought in writing (征求意见). ``happened_on`` is the day of dispatch: the clock pauses.

    ``party`` is whose; ``ref`` tells several consultations of one application apart ("1", "2").
    """

    party: Party
    ref: str = ""


@fact("foi.consultation_closed", law="OGI 32")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationClosed(Fact):
    """The opinion came in or its time ran out (收到意见). ``happened_on`` is the day of receipt: the clock
    goes on.
    """

    party: Party
    opinion: Opinion
    ref: str = ""


@fact("foi.extended", law="OGI 33.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Fact):
    """The time for reply was extended (延期): approved by the head of the OGI unit on ``happened_on``.

    ``working_days`` counts from the unextended due day; the law sets its limit. The applicant was told that
    day, unless ``foi.delivered`` of the extension letter says when.
    """

    working_days: int = 20


@fact("foi.decided", law="OGI 36", closes="application")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Fact):
    """The application was decided (答复). ``happened_on`` is the date of the decision letter. Ends the
    application.

    Counted once in table 三 by ``outcome``, however many items it has. ``doc_no`` is the number of the
    letter, ``items`` the outcome of each item in their order where there are several.
    """

    outcome: Outcome
    doc_no: str = ""
    items: tuple[Outcome, ...] | None = None


@fact("foi.redecision_ordered", law="OGI 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class RedecisionOrdered(Fact):
    """A new decision was ordered (责令重新答复). ``happened_on`` is the day the order was received.

    A new clock runs from it: of ``working_days`` where the order names a term, else of the Regulations.
    The first decision stays counted as it was. ``case`` is the subject of the reconsideration or lawsuit.
    """

    ordered_by: OrderedBy
    case: str = ""
    working_days: int | None = None


@fact("foi.redecided", law="OGI 51")
@dataclass(frozen=True, slots=True, kw_only=True)
class Redecided(Fact):
    """A new decision was made because one was set aside (重新答复). Never counted in table 三: the first one
    was.

    ``case`` is the subject of the reconsideration or lawsuit that ordered it.
    """

    outcome: Outcome
    ordered_by: OrderedBy
    case: str = ""
    doc_no: str = ""
    items: tuple[Outcome, ...] | None = None


@fact("foi.delivered", law="OGI 40")
@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Fact):
    """A letter was delivered (送达). ``happened_on`` is the legal day: posting for mail, signature
    otherwise.

    ``ref`` tells several consultations apart, and names the number of a decision. From when the addressee
    has to answer a posted letter, ``foi.signed_for`` says.
    """

    manner: Manner
    letter: Letter = Letter.DECISION
    ref: str = ""


@fact("foi.signed_for")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFor(Fact):
    """The addressee signed for a posted letter (对方签收). ``happened_on`` is that day: their time to answer
    counts from it. It changes nothing in whether the organ was in time.
    """

    letter: Letter = Letter.DECISION
    ref: str = ""


@fact("foi.returned", law="OGI 40")
@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Fact):
    """A posted letter came back (退件). The day of first posting still counts; the letter is sent again."""

    letter: Letter = Letter.DECISION
    ref: str = ""


@fact("foi.withdrawn", closes="application")
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """The applicant withdrew the application (撤回). Ends it; counted in table 三 as 其他处理·其他.

    ``outcome`` is fixed, so that one rule counts every way in which an application can end.
    """

    outcome: Outcome = field(init=False, default=Outcome.OTHER_MISC)


@fact("foi.reopened", reopens="application")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Fact):
    """A decision or withdrawal was taken back by the organ itself (撤销答复重新办理): the application is open
    again.

    Entered with ``voids`` naming the closing fact, which no longer counts from then on. The term counts anew
    from this day, except where ``excused`` names what the applicant had just cause to miss (补正、缴费期限):
    then the matter goes on where it stood. A new decision ordered by a reconsideration organ or a court is
    ``foi.redecided`` instead.
    """

    reason: str = ""
    excused: Letter | None = None


@fact("foi.transferred", law="OGI 36")
@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(Fact):
    """The application was passed on for handling (转办) to ``to``, the code of an organ. It still counts
    here, once.
    """

    to: str


@fact("foi.fee_noticed", law="FEE2020 6")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticed(Fact):
    """A fee notice (收费通知) was given on ``happened_on``. ``amount`` is in yuan, ``quantity`` in items or
    pages as the tariff says.

    The time to pay counts from the day the applicant received it: from ``foi.signed_for`` or
    ``foi.delivered`` of the fee notice, from ``happened_on`` where neither is on record.
    """

    amount: Decimal
    tariff: Tariff
    quantity: int = 0


@fact("foi.fee_paid", law="FEE2020 8")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid(Fact):
    """The processing fee was paid in full (缴费). ``amount`` is in yuan; the reply clock starts anew after
    that day.
    """

    amount: Decimal


@fact("foi.fee_relieved", law="OGI 42")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRelieved(Fact):
    """A fee was waived, reduced or paid back (减免、退还) by ``amount`` yuan, with the ``reason``.

    What was waived need not be paid; it neither starts the reply clock anew nor ends the application.
    """

    relief: Relief
    amount: Decimal
    reason: str = ""


@fact("foi.archived", law="OGI 45")
@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Fact):
    """The file of the application was archived (归档). ``file_no`` is the archive's number."""

    file_no: str = ""


@fact("foi.released", law="OGI 44")
@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Fact):
    """The answer was released to the public (答复选登), in words written for the public.

    ``version`` counts the releases of one application: a release again, after a withdrawal or a correction,
    is a new version. ``files`` is how many files went with it. Counted nowhere in the annual report.
    """

    version: int
    files: int = 0


@fact("foi.release_withdrawn", law="OGI 15")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWithdrawn(Fact):
    """A released answer was taken out of the disclosure log (撤下选登), for a coded ``reason``; ``text`` is
    what readers are told at its address.
    """

    version: int
    reason: ReleaseWithdrawal
    text: str
