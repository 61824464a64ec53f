"""Terms in working days (以工作日计的期限), with restarts, pauses and an extension."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gongkai.law.calendar import ONE_DAY, Calendar
from gongkai.law.deadlines import SELF, Deadline, PauseRule, deadline
from gongkai.law.due import Alternative, Breach, Due, Step
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Event, Extend, Pause, Restart
from gongkai.law.parameters import UNITS, Value, parameter


class Closed(NamedTuple):
    """A stretch of days that do not count: after ``after``, up to and including ``until``."""

    rule: PauseRule
    after: date
    until: date
    open: bool = False

    def covers(self, day: date) -> bool:
        """Whether a day is taken out."""
        return self.after < day <= self.until


class Run(NamedTuple):
    """One run of the term from a base day, not restarted on its way."""

    base: date
    steps: tuple[Step, ...]
    unextended_on: date
    due_on: date
    breaches: tuple[Breach, ...] = ()


@dataclass
class WorkingTerm:
    """One question to a clock in working days, and the notes that gather while it is answered."""

    rule: Deadline
    received: date
    events: Sequence[Event]
    calendar: Calendar
    as_of: date | None
    length: Value
    notes: list[Step] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.days = int(self.length.value)
        self.closed = [self._closed(each) for each in self.events if isinstance(each, Pause)]

    def answer(self) -> Due:
        """The due day with its explanation."""
        # Doubt D-001: the Regulations do not say whether the day of receipt counts; it does not.
        base, opening = (
            self.received,
            Step(self.received, "start", f"{self.rule.starts}，当日不计入，自次日起算", "CIVIL 201.1"),
        )
        restarts = [each for each in self.events if isinstance(each, Restart)]
        for event in sorted((each for each in restarts if each.on), key=lambda each: each.on or date.max):
            run = self._run(base, event.on)
            if event.on and self._stands(event, run):
                self.breaches += run.breaches
                opening, base = self._restarted(event, run), event.on
        run = self._run(base, None)
        for event in restarts:
            if not event.on and event.asked_on and event.asked_on >= base:
                self._waiting(event, run)
        self.breaches += run.breaches
        self._doubts(run)
        steps = sorted((opening, *self.notes, *run.steps), key=lambda step: (step.on, _RANK[step.kind]))
        return Due(
            clock=self.rule.key,
            title=self.rule.title,
            received=self.received,
            starts_on=base,
            due_on=run.due_on,
            unextended_on=run.unextended_on,
            length=self.days,
            unit=self.rule.unit,
            law=self.length.law,
            steps=tuple(steps),
            because=tuple(self.because),
            breaches=tuple(sorted(self.breaches, key=lambda each: (each.on, each.code))),
            alternatives=tuple(self.alternatives),
        )

    # ── one run ──

    def _walk(self, base: date) -> Iterator[Step]:
        """The days after a base day, one by one: off, excluded or counted."""
        day, number = base, 0
        while True:
            day += ONE_DAY
            known = self.calendar.assume(day)
            closed = [each for each in self.closed if each.covers(day)]
            if not known.working:
                yield Step(day, "off", known.why, known.law, assumed=known.assumed)
            elif closed:
                titles = "、".join(dict.fromkeys(each.rule.title for each in closed))
                yield Step(
                    day, "excluded", f"{titles}，不计入期限", closed[0].rule.law, assumed=known.assumed
                )
            else:
                number += 1
                yield Step(day, "counted", known.why, known.law, number, known.assumed)

    def _run(self, base: date, until: date | None) -> Run:
        """The run from a base day; only extensions approved in it, before ``until``, belong to it."""
        # Doubt D-005: an extension of a term that is started again lapses with it.
        walk = self._walk(base)
        steps = _take(walk, self.days)
        unextended_on = due_on = steps[-1].on
        notes, breaches = [], []
        granted: Extend | None = None
        for event in self.events:
            if not isinstance(event, Extend) or event.approved_on < base:
                continue
            if until is not None and event.approved_on >= until:
                continue
            self._require_allowed(event, granted)
            if late := self._too_late(event, unextended_on):
                notes.append(Step(event.approved_on, "void", late.why, late.law))
                breaches.append(late)
                continue
            granted = event
            steps += _take(walk, event.days)
            due_on = steps[-1].on
            why = (
                f"批准延长{event.days}个工作日，自原期限{unextended_on.isoformat()}起算，"
                f"延至{due_on.isoformat()}"
            )
            notes.append(Step(event.approved_on, "extension", why, self._extension.law))
        return Run(base, (*notes, *steps), unextended_on, due_on, tuple(breaches))

    @property
    def _extension(self) -> Value:
        return parameter(self.rule.extension).on(self.received)

    def _require_allowed(self, event: Extend, granted: Extend | None) -> None:
        most = int(self._extension.value)
        if not 1 <= event.days <= most:
            raise GongkaiError(
                "extension_too_long",
                f"延长{event.days}个工作日不行：延长的期限最长不得超过{most}个工作日，且至少1个。请改正天数。",
                law=self._extension.law,
                days=event.days,
            )
        if granted is not None:
            raise GongkaiError(
                "extension_twice",
                f"“{self.rule.title}”已于{granted.approved_on.isoformat()}批准延长，不能再次延长。",
                law=self._extension.law,
                approved_on=granted.approved_on,
            )

    def _too_late(self, event: Extend, unextended_on: date) -> Breach | None:
        # Doubt D-008: an extension must be approved, and the applicant told, before the term runs out.
        for what, day in (("批准", event.approved_on), ("告知申请人", event.notified_on)):
            if day is not None and day > unextended_on:
                why = f"延期于{day.isoformat()}{what}，晚于原期限{unextended_on.isoformat()}，延期不生效"
                return Breach("extension_void", day, why, self._extension.law)
        return None

    # ── restarts ──

    def _stands(self, event: Restart, run: Run) -> bool:
        """Whether the answer starts the term again: not if it was asked for, or came, too late."""
        # Doubt D-004: what a supplement that was asked for too late does to the term.
        rule = self.rule.restarts[event.reason]
        if late := self._asked_late(event, run):
            self.breaches.append(late)
            if not event.confirmed and event.on:
                self.notes.append(Step(event.on, "void", f"{late.why}，原期限不变", rule.law))
                other = self._run(event.on, None).due_on
                why = f"如认定{rule.title}告知仍然有效，期限自{event.on.isoformat()}{rule.title}起重新计算"
                self.alternatives.append(Alternative(other, why, rule.law))
                return False
        if late := self._answered_late(event):
            self.breaches.append(late)
            self.notes.append(Step(late.on, "void", late.why, late.law))
            return False
        return True

    def _asked_late(self, event: Restart, run: Run) -> Breach | None:
        rule = self.rule.restarts[event.reason]
        if not rule.ask_within or event.asked_on is None:
            return None
        limit = run.due_on if rule.ask_within == SELF else self._end(rule.ask_within, self.received)
        if limit is None or event.asked_on <= limit:
            return None
        why = f"告知{rule.title}应不晚于{limit.isoformat()}，实际于{event.asked_on.isoformat()}作出，告知逾期"
        return Breach(f"{event.reason}_asked_late", event.asked_on, why, rule.law)

    def _answered_late(self, event: Restart) -> Breach | None:
        rule = self.rule.restarts[event.reason]
        told = event.reached_on or event.asked_on
        if not rule.answer_within or told is None or event.on is None:
            return None
        limit = self._end(rule.answer_within, told)
        if limit is None or event.on <= limit:
            return None
        law = deadline(rule.answer_within).law
        why = (
            f"{rule.title}应不晚于{limit.isoformat()}，实际于{event.on.isoformat()}，视为放弃，期限不重新起算"
        )
        return Breach(f"{event.reason}_answered_late", event.on, why, law)

    def _restarted(self, event: Restart, run: Run) -> Step:
        rule = self.rule.restarts[event.reason]
        why = (
            f"{rule.title}，当日不计入；原期限{run.due_on.isoformat()}作废，"
            f"自次日起重新计算{self.days}{UNITS[self.rule.unit]}"
        )
        return Step(event.on or run.base, "restart", why, rule.law)

    def _waiting(self, event: Restart, run: Run) -> None:
        """Asked for and not yet come: the term will start again, unless it was asked for too late."""
        rule = self.rule.restarts[event.reason]
        asked = event.asked_on.isoformat() if event.asked_on else ""
        if late := self._asked_late(event, run):
            self.breaches.append(late)
            if not event.confirmed:
                why = f"如认定{rule.title}告知仍然有效，期限自{rule.title}之日起重新计算"
                self.alternatives.append(Alternative(None, why, rule.law))
                return
        self.because.append(
            f"已于{asked}告知{rule.title}，尚未{rule.title}；期限自{rule.title}之日起重新计算"
        )

    # ── pauses ──

    def _closed(self, event: Pause) -> Closed:
        """The days that a consultation takes out: at most up to the last day of the one consulted."""
        # Doubt D-002: which days are "time needed for consulting"; D-007: one that is still open.
        rule = self.rule.pauses[event.party]
        limit = None
        if rule.answer_within and event.reached_on is not None:
            limit = self._end(rule.answer_within, event.reached_on)
        if event.ended_on is not None:
            return Closed(rule, event.sent_on, min(event.ended_on, limit or event.ended_on))
        if limit is None:
            return Closed(rule, event.sent_on, self.as_of or event.sent_on, open=True)
        if self.as_of is None or limit <= self.as_of:
            return Closed(rule, event.sent_on, limit)
        return Closed(rule, event.sent_on, self.as_of, open=True)

    def _end(self, clock_key: str, start: date) -> date | None:
        """The last day of another clock as the calendar is known; none before there was such a term."""
        other = deadline(clock_key)
        if not parameter(other.parameter).in_force(start):
            return None
        days = int(other.length(start).value)
        day = start
        while days:
            day += ONE_DAY
            days -= self.calendar.assume(day).working
        return day

    def _doubts(self, run: Run) -> None:
        """Why the day may still move: an unknown calendar, a consultation not yet answered."""
        for year in sorted({step.on.year for step in run.steps if step.assumed}):
            self.because.append(
                f"{year}年放假安排尚未公布或录入，该年暂按星期一至星期五为工作日推算，公布后重新计算"
            )
        for each in self.closed:
            if each.open and run.base <= each.until and each.after < run.due_on:
                self.because.append(
                    f"{each.rule.title}（{each.after.isoformat()}发出）尚未答复，暂扣除至{each.until.isoformat()}"
                )


_RANK = {"start": 0, "restart": 1, "counted": 2, "excluded": 2, "off": 2, "extension": 3, "void": 4}


def _take(walk: Iterator[Step], count: int) -> list[Step]:
    """Steps of a walk up to and including so many counted ones."""
    taken: list[Step] = []
    for step in walk:
        taken.append(step)
        count -= step.counted
        if not count:
            break
    return taken
