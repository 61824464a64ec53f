"""Terms in working hours (以工作小时计的期限): the clock runs only in the sessions of working days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gongkai.law.calendar import BEIJING, ONE_DAY, Calendar, beijing_day
from gongkai.law.calendar import calendar as calendar_at
from gongkai.law.deadlines import deadline
from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only
from gongkai.law.known import within_reach

FILE = "sessions.toml"


@dataclass(frozen=True, slots=True)
class Sessions:
    """The hours of a working day from a day on, in order, without overlap."""

    start: date
    hours: tuple[tuple[time, time], ...]
    law: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch that counted: from, to, and why its day is a working day."""

    begins: datetime
    ends: datetime
    why: str


@dataclass(frozen=True, slots=True)
class DueAt:
    """The moment at which a term in working hours runs out, with the stretches that it counted."""

    clock: str
    due_at: datetime
    provisional: bool
    stretches: tuple[Stretch, ...]
    law: str


@kept
def sessions() -> Sequence[Sessions]:
    """The sessions, by first day."""
    found = [_sessions(f"sessions[{n}]", raw) for n, raw in enumerate(entries(FILE, "sessions"), 1)]
    return sorted(found, key=lambda each: each.start)


def _sessions(at: str, raw: Mapping[str, Any]) -> Sessions:
    take_only(FILE, at, raw, frozenset(("from", "law", "hours")))
    hours: list[tuple[time, time]] = []
    for n, pair in enumerate(take(FILE, at, raw, "hours", list), 1):
        try:
            opens, closes = (time.fromisoformat(each) for each in pair)
        except (TypeError, ValueError) as error:
            raise BrokenLawFile(FILE, f"{at}.hours[{n}]", '应为["08:30", "12:00"]这样的时段') from error
        if closes <= opens or (hours and opens < hours[-1][1]):
            raise BrokenLawFile(FILE, f"{at}.hours[{n}]", "时段应按先后排列，不得重叠")
        hours.append((opens, closes))
    if not hours:
        raise BrokenLawFile(FILE, f"{at}.hours", "至少要有一个时段")
    return Sessions(take(FILE, at, raw, "from", date), tuple(hours), take(FILE, at, raw, "law", str))


def sessions_on(day: date) -> Sessions:
    """The sessions in use on a day.

    Raises: GongkaiError before the first.
    """
    for each in reversed(sessions()):
        if each.start <= day:
            return each
    raise GongkaiError("no_sessions", f"{day.isoformat()}没有办公时段的规定，请补充 {FILE}。", day=day)


def due_at(
    clock_key: str,
    started: datetime,
    *,
    hours: int | None = None,
    known_at: date | datetime | None = None,
    calendar: Calendar | None = None,
) -> DueAt:
    """When a term in working hours that started at a moment runs out.

    ``hours`` overrides the parameter of the clock (a rule of one's own may set another number); a moment
    without a zone is Beijing time, and so is the answer.

    >>> due_at("hotline.handle_hours", datetime(2020, 9, 25, 16, 0)).due_at  # noqa: DTZ001 - Beijing time
    datetime.datetime(2020, 9, 28, 16, 0)

    Raises: GongkaiError when the clock is not one in working hours.
    """
    rule = deadline(clock_key)
    if rule.unit != "working_hours":
        raise GongkaiError("not_in_hours", f"“{rule.title}”不以工作小时计，请按日计算。", law=rule.law)
    moment = started.astimezone(BEIJING).replace(tzinfo=None) if started.tzinfo else started
    day = within_reach(moment.date())
    count = hours if hours is not None else int(rule.length(day).value)
    if not 0 < count <= 10_000:
        raise GongkaiError("bad_hours", f"工作小时数“{count}”不合理，应在1至10000之间。", law=rule.law)
    days = calendar or calendar_at(None if known_at is None else beijing_day(known_at))
    left, provisional = timedelta(hours=count), False
    stretches: list[Stretch] = []
    while True:
        known = days.assume(day)
        provisional = provisional or known.assumed
        for begins, ends in _stretches(day, moment) if known.working else ():
            spent = min(left, ends - begins)
            left -= spent
            stretches.append(Stretch(begins, begins + spent, known.why))
            if not left:
                return DueAt(clock_key, begins + spent, provisional, tuple(stretches), rule.law)
        day += ONE_DAY


def _stretches(day: date, after: datetime) -> list[tuple[datetime, datetime]]:
    """The sessions of a day, cut at the moment the clock started."""
    spans = [
        (max(datetime.combine(day, opens), after), datetime.combine(day, closes))
        for opens, closes in sessions_on(day).hours
    ]
    return [(begins, ends) for begins, ends in spans if begins < ends]
