"""Where a reconsideration or lawsuit stands (复议、诉讼的办理状态): facts in, answers out. Pure Python.

``status`` reads, ``chances`` tells what may come next, ``require_possible`` refuses what cannot be. What was
done late happened: it is entered, and its breach shows by itself.
Law: RECON 48; RECON 54; LITIG 67; LITIG 85.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from gongkai.casework.counting import Clock, late_days, term
from gongkai.law.calendar import Calendar, beijing_day
from gongkai.law.calendar import calendar as calendar_at
from gongkai.law.due import Breach
from gongkai.law.errors import GongkaiError
from gongkai.ledger.kinds import Entered, standing
from gongkai.oversight.facts import Procedure, Result

RECONSIDERATION, LAWSUIT = "reconsideration", "lawsuit"
FILED = ("oversight.reconsideration_filed", "oversight.lawsuit_filed")
CONCLUDED = ("oversight.reconsideration_concluded", "oversight.lawsuit_concluded")
NOTICE, ANSWER = "oversight.notice_received", "oversight.answer_filed"
JUDGED, APPEALED = "oversight.lawsuit_judged", "oversight.lawsuit_appealed"
ANSWERS_WITHIN = {
    Procedure.SIMPLIFIED: "oversight.respondent_answer",
    Procedure.ORDINARY: "oversight.respondent_answer_ordinary",
}
DECIDED_WITHIN = {
    Procedure.SIMPLIFIED: "oversight.reconsideration_simple",
    Procedure.ORDINARY: "oversight.reconsideration_decide",
}
DEFENDANT = "oversight.defendant_answer"


class Phase(StrEnum):
    """Where a dispute stands (阶段)."""

    FILED = "filed"
    ANSWERING = "answering"
    HEARING = "hearing"
    JUDGED = "judged"
    APPEALED = "appealed"
    CONCLUDED = "concluded"
    VOID = "void"

    @property
    def label(self) -> str:
        """The phase in Chinese."""
        return _PHASES[self]


_PHASES = {
    Phase.FILED: "已受理，待收到通知",
    Phase.ANSWERING: "待答复举证",
    Phase.HEARING: "审理中",
    Phase.JUDGED: "一审已裁判，未生效",
    Phase.APPEALED: "二审审理中",
    Phase.CONCLUDED: "已审结",
    Phase.VOID: "已作废",
}


@dataclass(frozen=True)
class Status:
    """Where a dispute stands at the end of ``as_of``: its facts that hold, and what follows from them.

    Days are legal days.
    """

    subject: str
    as_of: date
    facts: tuple[Entered, ...]
    calendar: Calendar

    def last(self, *kinds: str) -> Entered | None:
        """The latest fact of these kinds."""
        return next((each for each in reversed(self.facts) if each.kind in kinds), None)

    @property
    def lawsuit(self) -> bool:
        """Whether it is before a court."""
        return self.subject.startswith(f"{LAWSUIT}:")

    @property
    def filed(self) -> Entered | None:
        """What opened it."""
        return self.last(*FILED)

    @property
    def concluded(self) -> Entered | None:
        """What ended it."""
        return self.last(*CONCLUDED)

    @property
    def pending(self) -> bool:
        """Whether it is open (尚未审结)."""
        return self.filed is not None and self.concluded is None

    @property
    def about(self) -> str:
        """The subject in dispute."""
        return str(self.filed.body.get("about", "")) if self.filed else ""

    @property
    def result(self) -> Result | None:
        """How it ended."""
        return Result(str(self.concluded.body["result"])) if self.concluded else None

    @cached_property
    def phase(self) -> Phase:
        """Where it stands."""
        if self.filed is None:
            return Phase.VOID
        return next((phase for kind, phase in _LEADS_TO if self.last(kind)), Phase.FILED)

    @cached_property
    def answer(self) -> Clock | None:
        """The clock of the organ's answer and evidence."""
        notice, answer = self.last(NOTICE), self.last(ANSWER)
        if notice is None:
            return None
        key = DEFENDANT if self.lawsuit else ANSWERS_WITHIN[_procedure(notice)]
        due = term(key, notice.happened_on, self.calendar)
        return Clock(due, "organ", answer.happened_on if answer else None) if due else None

    @cached_property
    def appeal(self) -> Clock | None:
        """The clock of an appeal against the judgment of first instance."""
        judged, appealed = self.last(JUDGED), self.last(APPEALED)
        if judged is None:
            return None
        key = "oversight.appeal_ruling" if judged.body.get("ruling") else "oversight.appeal"
        due = term(key, judged.happened_on, self.calendar)
        return Clock(due, "party", appealed.happened_on if appealed else None) if due else None

    @cached_property
    def decision(self) -> Clock | None:
        """The clock of the reconsideration organ itself."""
        filed, notice, ended = self.filed, self.last(NOTICE), self.concluded
        if self.lawsuit or filed is None or notice is None:
            return None
        due = term(DECIDED_WITHIN[_procedure(notice)], filed.happened_on, self.calendar)
        return Clock(due, "body", ended.happened_on if ended else None) if due else None

    @property
    def owed(self) -> Clock | None:
        """The clock by which the organ has to act now."""
        if self.phase is Phase.ANSWERING:
            return self.answer
        return self.appeal if self.phase is Phase.JUDGED else None

    @property
    def late_days(self) -> int:
        """By how many working days the answer was late."""
        if self.answer is None or self.answer.done_on is None:
            return 0
        return late_days(self.answer.due_on, self.answer.done_on, self.calendar)

    @property
    def overdue_days(self) -> int:
        """By how many working days an answer that is still owed is late on ``as_of``."""
        if self.phase is not Phase.ANSWERING or self.answer is None:
            return 0
        return late_days(self.answer.due_on, self.as_of, self.calendar)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """What was unlawful: an answer too late, or owed and late."""
        if self.answer is None or not (days := self.late_days or self.overdue_days):
            return ()
        due_on, done_on, law = self.answer.due_on, self.answer.done_on, self.answer.due.law
        if done_on is not None:
            why = f"应不晚于{due_on}答复举证，实际于{done_on}，逾期{days}个工作日"
            return (Breach("answered_late", done_on, why, law),)
        why = f"应不晚于{due_on}答复举证，截至{self.as_of}没有提交，已逾期{days}个工作日"
        return (Breach("answer_overdue", self.as_of, why, law),)


_KINDS = (*FILED, NOTICE, ANSWER, JUDGED, APPEALED, *CONCLUDED)
# What happened last says where it stands; of two that happened, the later in this life counts.
_LEADS_TO = (
    *((kind, Phase.CONCLUDED) for kind in CONCLUDED),
    (APPEALED, Phase.APPEALED),
    (JUDGED, Phase.JUDGED),
    (ANSWER, Phase.HEARING),
    (NOTICE, Phase.ANSWERING),
)


def status(facts: Iterable[Entered], *, as_of: date, known_at: datetime | None = None) -> Status:
    """Where a dispute stands at the end of a day, as known at a moment."""
    known = [each for each in facts if known_at is None or each.entered_at <= known_at]
    held = [each for each in standing(known) if each.happened_on <= as_of and each.kind in _KINDS]
    held.sort(key=lambda each: (each.happened_on, _KINDS.index(each.kind), each.seq))
    subject = next((each.subject for each in known), "")
    return Status(
        subject, as_of, tuple(held), calendar_at(None if known_at is None else beijing_day(known_at))
    )


def _procedure(notice: Entered) -> Procedure:
    # Doubt D-031: a notice that names no procedure.
    return Procedure(str(notice.body.get("procedure") or Procedure.SIMPLIFIED))


# ── what may come next ──


class Act(StrEnum):
    """A deed on a dispute (事项)."""

    RECEIVE_NOTICE = "receive_notice"
    FILE_ANSWER = "file_answer"
    JUDGE = "judge"
    APPEAL = "appeal"
    CONCLUDE = "conclude"
    TAKE_BACK = "take_back"

    @property
    def label(self) -> str:
        """The deed in Chinese."""
        return _TITLES[self]


_TITLES = {
    Act.RECEIVE_NOTICE: "登记收到通知",
    Act.FILE_ANSWER: "登记答复举证",
    Act.JUDGE: "登记一审裁判",
    Act.APPEAL: "登记上诉",
    Act.CONCLUDE: "登记审结",
    Act.TAKE_BACK: "作废最近一次登记",
}


class ImpossibleStep(GongkaiError):
    """The deed cannot be: it has been, its time has not come, or something it stands on is missing."""


class Chance(NamedTuple):
    """Whether a deed can be done; if not, why, and by which article."""

    act: Act
    why_not: str = ""
    law: str = ""


def chance(now: Status, act: Act, *, on: date | None = None) -> Chance:
    """Whether a deed can be done on a legal day (that of the status unless given)."""
    day = on or now.as_of
    if now.filed is None:
        return Chance(act, "本件的登记已经作废")
    if day > now.as_of:
        return Chance(act, f"{day}还没有到，请核对日期")
    why, law = _RULES[act](now, day)
    return Chance(act, why, law)


def chances(now: Status) -> Iterator[Chance]:
    """Every deed that can be done today."""
    yield from (each for each in (chance(now, act) for act in Act) if not each.why_not)


def require_possible(now: Status, act: Act, *, on: date | None = None) -> None:
    """Refuse what cannot be. Raises ``ImpossibleStep``."""
    found = chance(now, act, on=on)
    if found.why_not:
        raise ImpossibleStep("impossible_step", f"不能{act.label}：{found.why_not}。", law=found.law, act=act)


def _not_before(now: Status, day: date, *kinds: str) -> str:
    """A deed stands on earlier ones and is not before them."""
    last = now.last(*kinds)
    return f"不能早于此前登记的事项（{last.happened_on}）" if last and day < last.happened_on else ""


def _receive_notice(now: Status, day: date) -> tuple[str, str]:
    if notice := now.last(NOTICE):
        return f"{notice.happened_on}已经收到通知", "RECON 48"
    if now.concluded:
        return "本件已经审结", ""
    return _not_before(now, day, *FILED), "RECON 48"


def _file_answer(now: Status, day: date) -> tuple[str, str]:
    if answer := now.last(ANSWER):
        return f"{answer.happened_on}已经答复举证", "RECON 48"
    if now.last(NOTICE) is None:
        return "请先登记收到答复通知、应诉通知的日期", "RECON 48"
    if now.concluded:
        return "本件已经审结", ""
    return _not_before(now, day, NOTICE), "RECON 48"


def _judge(now: Status, day: date) -> tuple[str, str]:
    if not now.lawsuit:
        return "行政复议没有一审裁判，请登记审结", "LITIG 85"
    if judged := now.last(JUDGED):
        return f"一审裁判已于{judged.happened_on}送达", "LITIG 85"
    if now.concluded:
        return "本件已经审结", ""
    return _not_before(now, day, *FILED, NOTICE, ANSWER), "LITIG 85"


def _appeal_filed(now: Status, day: date) -> tuple[str, str]:
    if now.last(JUDGED) is None:
        return "请先登记一审裁判", "LITIG 85"
    if appealed := now.last(APPEALED):
        return f"{appealed.happened_on}已经上诉", "LITIG 85"
    if now.concluded:
        return "本件已经审结", ""
    return _not_before(now, day, JUDGED), "LITIG 85"


def _conclude(now: Status, day: date) -> tuple[str, str]:
    if ended := now.concluded:
        return f"本件已于{ended.happened_on}审结", "OGI 50"
    if now.appeal is not None and now.last(APPEALED) is None and day <= now.appeal.due_on:
        why = f"上诉期到{now.appeal.due_on}届满，此前一审裁判没有生效；有人上诉的，请登记上诉"
        return why, "LITIG 85"
    return _not_before(now, day, *_KINDS), "OGI 50"


def _take_back(now: Status, day: date) -> tuple[str, str]:
    return "", ""


_RULES: Mapping[Act, Callable[[Status, date], tuple[str, str]]] = {
    Act.RECEIVE_NOTICE: _receive_notice,
    Act.FILE_ANSWER: _file_answer,
    Act.JUDGE: _judge,
    Act.APPEAL: _appeal_filed,
    Act.CONCLUDE: _conclude,
    Act.TAKE_BACK: _take_back,
}
