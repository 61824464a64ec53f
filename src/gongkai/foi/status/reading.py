"""Where an application stands on a day: phase, clocks, lateness, breaches, alarms. Facts in, nothing else.

Law: OGI 29 to OGI 45. Pure Python.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain

from gongkai.casework.counting import Clock, late_days, term
from gongkai.foi.kinds import Intake, Outcome
from gongkai.foi.status.consulting import Consultation, Meaning, consultations
from gongkai.foi.status.life import Facts, Life, Round, day_of, life
from gongkai.foi.status.terms import REPLY, reply_clock, side_clocks, unanswered_supplement, unpaid_fee
from gongkai.law.calendar import Calendar, beijing_day
from gongkai.law.calendar import calendar as calendar_at
from gongkai.law.due import Alternative, Breach, Due
from gongkai.ledger.kinds import Entered, standing

# The applicant let a term go by: nothing more is owed, so no reply can be late.
LAPSES = (Outcome.OTHER_NO_SUPPLEMENT, Outcome.OTHER_FEE_UNPAID)


class Phase(StrEnum):
    """Where an application stands (办理阶段)."""

    UNCONFIRMED = "unconfirmed"  # 待确认收到
    OPEN = "open"  # 办理中
    SUPPLEMENT_AWAITED = "supplement_awaited"  # 待补正
    REASONS_AWAITED = "reasons_awaited"  # 待说明理由
    CONSULTING = "consulting"  # 征求意见中
    FEE_AWAITED = "fee_awaited"  # 待缴费
    DECIDED = "decided"  # 已答复，待送达
    DELIVERED = "delivered"  # 已送达
    WITHDRAWN = "withdrawn"  # 已撤回
    ARCHIVED = "archived"  # 已归档

    @property
    def label(self) -> str:
        """The phase in Chinese."""
        return _PHASES[self]


_PHASES = {
    Phase.UNCONFIRMED: "待确认收到",
    Phase.OPEN: "办理中",
    Phase.SUPPLEMENT_AWAITED: "待补正",
    Phase.REASONS_AWAITED: "待说明理由",
    Phase.CONSULTING: "征求意见中",
    Phase.FEE_AWAITED: "待缴费",
    Phase.DECIDED: "已答复，待送达",
    Phase.DELIVERED: "已送达",
    Phase.WITHDRAWN: "已撤回",
    Phase.ARCHIVED: "已归档",
}


@dataclass(frozen=True, slots=True)
class Handling:
    """One round with its reply clock, how it ended, and by how many working days its reply was late.

    ``done_on`` is the legal day of the reply, or the day from which none was owed any more.
    """

    round: Round
    clock: Clock
    breaches: tuple[Breach, ...]
    outcome: Outcome | None
    done_on: date | None
    late_days: int


@dataclass(frozen=True, slots=True)
class Status:
    """Where an application stands at the end of ``as_of``. Days are legal days.

    ``due_on`` is None while receipt is not confirmed. ``late_days`` are working days by which a reply was
    late, ``overdue_days`` those by which one that is still owed is late on ``as_of``. ``waiting``: the
    applicant's turn, the clock will start anew. ``closed_on`` is what the report counts: the decision.
    """

    subject: str
    as_of: date
    phase: Phase
    facts: Facts
    handlings: tuple[Handling, ...]
    clocks: tuple[Clock, ...]
    consultations: tuple[Consultation, ...]
    breaches: tuple[Breach, ...]
    alternatives: tuple[Alternative, ...]
    calendar: Calendar
    waiting: bool = False
    overdue_days: int = 0

    @property
    def received_on(self) -> date | None:
        """The day of receipt in law."""
        return self.handlings[0].round.opened.happened_on if self.handlings else None

    @property
    def now(self) -> Handling | None:
        """The present (last) round."""
        return self.handlings[-1] if self.handlings else None

    @property
    def in_round(self) -> Facts:
        """The facts of the present round."""
        return self.now.round.facts if self.now else self.facts

    @property
    def due(self) -> Due | None:
        """The clock of the reply that is or was owed, with its explanation."""
        return self.now.clock.due if self.now else None

    @property
    def due_on(self) -> date | None:
        """Its last day."""
        return self.due.due_on if self.due else None

    @property
    def provisional(self) -> bool:
        """Whether that day may still move (暂定)."""
        return self.due is None or self.due.provisional

    @property
    def closed(self) -> bool:
        """Whether the present round has ended."""
        return self.now is not None and self.now.round.ended is not None

    @property
    def closed_on(self) -> date | None:
        """The day on which the application was decided or withdrawn, as table 三 counts it."""
        found = self.facts.last("foi.decided", "foi.withdrawn")
        return day_of(found)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that holds now, of a new decision where there is one."""
        return next((each.outcome for each in reversed(self.handlings) if each.outcome), None)

    @property
    def late_days(self) -> int:
        """By how many working days the latest reply was; the worst of all rounds."""
        return max((each.late_days for each in self.handlings), default=0)

    def clock(self, key: str) -> Clock | None:
        """The present clock of a key."""
        return next((each for each in reversed(self.clocks) if each.key == key), None)


def status(
    facts: Iterable[Entered],
    *,
    as_of: date,
    known_at: datetime | None = None,
    mail: Iterable[Entered] = (),
    calendar: Calendar | None = None,
) -> Status:
    """Where an application stands at the end of a day, as known at a moment.

    ``mail`` are the facts of the mail-room line that it came by; ``calendar`` asks under another calendar
    than that known at ``known_at``. The order of ``facts`` does not matter.
    """
    days = calendar or calendar_at(None if known_at is None else beijing_day(known_at))
    told = life(facts, as_of=as_of, known_at=known_at)
    handlings = tuple(_handling(each, as_of, days) for each in told.rounds)
    last = handlings[-1] if handlings else None
    sought = consultations(last.round.facts, as_of, days) if last else ()
    clocks = tuple(each.clock for each in handlings)
    clocks += tuple(side_clocks(last.round, days)) if last else ()
    clocks += tuple(each.clock for each in sought if each.clock)
    waiting = last is not None and last.round.ended is None and _waits(last)
    owed = last is not None and last.done_on is None and not waiting
    overdue = late_days(last.clock.due_on, as_of, days) if last and owed else 0
    signed_on = _signed_on(told, mail, as_of)
    return Status(
        subject=next((each.subject for each in told.facts), ""),
        as_of=as_of,
        phase=_phase(last, sought, waiting),
        facts=told.facts,
        handlings=handlings,
        clocks=clocks,
        consultations=sought,
        breaches=_in_order(
            _of_handlings(handlings), _overdue(last, overdue, as_of), _receipt(told, signed_on, as_of)
        ),
        alternatives=_alternatives(told, last, signed_on, days),
        calendar=days,
        waiting=waiting,
        overdue_days=overdue,
    )


def _handling(found: Round, as_of: date, calendar: Calendar) -> Handling:
    clock, breaches = reply_clock(found, as_of, calendar)
    ended, done_on = found.ended, found.replied_on
    outcome = Outcome(str(ended.body["outcome"])) if ended else None
    if ended is not None and (ended.kind == "foi.withdrawn" or outcome in LAPSES):
        done_on = ended.happened_on
    if done_on is None and found.next is not None:
        # Taken back before it was delivered: it was late up to then, or not at all.
        done_on = found.next.happened_on
    late = late_days(clock.due_on, done_on, calendar) if done_on and outcome not in LAPSES else 0
    return Handling(found, clock, breaches, outcome, done_on, late)


def _waits(last: Handling) -> bool:
    """Whether it is the applicant's turn: a supplement or a fee was asked for in time and has not come."""
    codes, facts = {each.code for each in last.breaches}, last.round.facts
    if unanswered_supplement(facts) and (
        "supplement_asked_late" not in codes or facts.first("foi.supplement_upheld")
    ):
        return True
    return unpaid_fee(facts) is not None and "fee_asked_late" not in codes


def _phase(last: Handling | None, sought: tuple[Consultation, ...], waiting: bool) -> Phase:
    if last is None:
        return Phase.UNCONFIRMED
    facts, ended = last.round.facts, last.round.ended
    if ended is not None:
        if facts.first("foi.archived"):
            return Phase.ARCHIVED
        if ended.kind == "foi.withdrawn":
            return Phase.WITHDRAWN
        return Phase.DELIVERED if last.round.replied_on else Phase.DECIDED
    if waiting:
        return Phase.SUPPLEMENT_AWAITED if unanswered_supplement(facts) else Phase.FEE_AWAITED
    if any(each.meaning is Meaning.AWAITED for each in sought):
        return Phase.CONSULTING
    demanded, given = facts.last("foi.reasons_demanded"), facts.last("foi.reasons_given")
    if demanded and not (given and given.happened_on >= demanded.happened_on):
        return Phase.REASONS_AWAITED
    return Phase.OPEN


# ── what was unlawful ──


def _in_order(*found: Iterable[Breach]) -> tuple[Breach, ...]:
    return tuple(sorted(chain(*found), key=lambda each: (each.on, each.code)))


def _of_handlings(handlings: tuple[Handling, ...]) -> Iterator[Breach]:
    for each in handlings:
        yield from each.breaches
        if each.late_days and each.done_on:
            why = f"应不晚于{each.clock.due_on}答复，实际于{each.done_on}，逾期{each.late_days}个工作日"
            yield Breach("late", each.done_on, why, each.clock.due.law)


def _overdue(last: Handling | None, days: int, as_of: date) -> Iterator[Breach]:
    if last is not None and days:
        why = f"应不晚于{last.clock.due_on}答复，截至{as_of}尚未送达答复，已逾期{days}个工作日"
        yield Breach("overdue", as_of, why, last.clock.due.law)


def _receipt(told: Life, signed_on: date | None, as_of: date) -> Iterator[Breach]:
    """Receipt that was not confirmed as the Regulations say, or put on a later day than the signature."""
    registered, received = told.facts.first("foi.registered"), told.received
    if registered is not None and registered.body.get("intake") == Intake.POST_ORDINARY:
        day = registered.happened_on
        tried = any(each.happened_on == day for each in told.facts.all("foi.contact_tried"))
        if not tried and not (received and received.happened_on == day) and as_of > day:
            why = f"平常信函应当于收到当日（{day}）与申请人确认，当日没有联系记录"
            yield Breach("no_contact_tried", day, why, "OGI 31(2)")
    if signed_on and received is not None and signed_on < received.happened_on:
        why = f"收到申请之日登记为{received.happened_on}，但{signed_on}已经签收，应以签收之日为准"
        yield Breach("receipt_too_late", received.happened_on, why, "OGI 31(2)")


def _signed_on(told: Life, mail: Iterable[Entered], as_of: date) -> date | None:
    """The day on which the organ signed for the letter, as the mail room wrote it down."""
    if told.received is None or told.received.body.get("intake") != Intake.POST_SIGNED:
        return None
    arrived = [
        each.happened_on
        for each in standing(mail)
        if each.kind == "casework.mail_arrived" and each.happened_on <= as_of
    ]
    return min(arrived, default=None)


def _alternatives(
    told: Life, last: Handling | None, signed_on: date | None, calendar: Calendar
) -> tuple[Alternative, ...]:
    """Other due days under another reading, for the head to decide."""
    if last is None or told.received is None:
        return ()
    found = list(last.clock.due.alternatives)
    body, received_on = told.received.body, told.received.happened_on
    arrived = body.get("arrived_on") if body.get("intake") == Intake.POST_ORDINARY else None
    arrived_on = date.fromisoformat(str(arrived)) if arrived else None
    if arrived_on and arrived_on < received_on and (answer := term(REPLY, arrived_on, calendar)):
        why = f"较严的读法：自信函到达之日（{arrived_on}）起算"
        found.append(Alternative(answer.due_on, why, "PERIOD2015"))
    if signed_on and signed_on < received_on and (answer := term(REPLY, signed_on, calendar)):
        found.append(Alternative(answer.due_on, f"自签收之日（{signed_on}）起算", "OGI 31(2)"))
    return tuple(found)
