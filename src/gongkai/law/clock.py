"""The clock (期限计算): facts + law + calendar → due day, and why.

Pure arithmetic, the same for every clock of ``deadlines.toml``. The day of receipt does not count; an answer
that was asked for (补正, 缴费) starts the term again; consultations are taken out of it, overlapping ones
once; an extension counts from the unextended due day. Nothing here asks what day it is.
Law: OGI 30; OGI 33; FEE2020 8; CIVIL 201.1.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from gongkai.law.calendar import ONE_DAY, Calendar, beijing_day
from gongkai.law.calendar import calendar as calendar_at
from gongkai.law.deadlines import deadline
from gongkai.law.due import Due
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Event
from gongkai.law.known import happened_by, require_possible, within_reach
from gongkai.law.terms import natural_term
from gongkai.law.working import WorkingTerm


def due(
    clock_key: str,
    received: date | datetime,
    events: Iterable[Event] = (),
    *,
    as_of: date | datetime | None = None,
    known_at: date | datetime | None = None,
    calendar: Calendar | None = None,
    given: int | None = None,
) -> Due:
    """When a clock runs out, and why.

    ``received`` is the day the clock starts from (not counted); ``as_of`` the day the question is asked for:
    what happened later is left out; ``known_at`` the moment whose calendar is used; ``given`` the length, for
    clocks whose length is fixed case by case. The order of ``events`` does not matter.

    >>> due("foi.reply", date(2025, 9, 22)).due_on
    datetime.date(2025, 10, 24)

    Raises: GongkaiError when the clock is unknown or the events cannot have happened.
    """
    rule = deadline(clock_key)
    start = within_reach(beijing_day(received))
    today = None if as_of is None else beijing_day(as_of)
    if today is not None and today < start:
        raise GongkaiError(
            "not_started",
            f"截至{today.isoformat()}，“{rule.title}”尚未起算（{rule.starts}为{start.isoformat()}）。请核对日期。",
            law=rule.law,
        )
    happened = happened_by(events, today)
    require_possible(rule, start, happened)
    days = calendar or calendar_at(None if known_at is None else beijing_day(known_at))
    length = rule.length(start, given)
    if rule.unit == "working_days":
        return WorkingTerm(rule, start, happened, days, today, length).answer()
    if rule.unit in ("natural_days", "months", "years"):
        return natural_term(rule, start, happened, days, length)
    raise GongkaiError(
        "counted_in_hours",
        f"“{rule.title}”以小时计，请按时刻计算（hours.due_at）。",
        law=rule.law,
        clock=clock_key,
    )


def explain_due(
    clock_key: str,
    received: date | datetime,
    *,
    events: Iterable[Event] = (),
    as_of: date | datetime | None = None,
    known_at: date | datetime | None = None,
    given: int | None = None,
) -> Due:
    """The due day of a clock with its explanation, as `gongkai due` shows it.

    >>> answer = explain_due("foi.reply", date(2025, 9, 22)).as_json()
    >>> answer["due_on"], answer["provisional"], answer["steps"][6]["why"]
    ('2025-10-24', False, '星期日，国庆节、中秋节调休上班（国办发明电〔2024〕12号）')

    Raises: GongkaiError as ``due``.
    """
    return due(clock_key, received, events, as_of=as_of, known_at=known_at, given=given)


def add_working_days(start: date, count: int, known_at: date | datetime | None = None) -> date:
    """The last of so many working days after a day, which itself does not count.

    >>> add_working_days(date(2026, 2, 10), 7)
    datetime.date(2026, 2, 26)

    Raises: CalendarUnknown.
    """
    days, day = _calendar(known_at), start
    while count > 0:
        day += ONE_DAY
        count -= days.day(day).working
    return day


def working_days_used(received: date, as_of: date, known_at: date | datetime | None = None) -> int:
    """The working days after the day of receipt up to and including a day.

    >>> working_days_used(date(2025, 9, 15), date(2025, 10, 13))
    16

    Raises: CalendarUnknown.
    """
    days = _calendar(known_at)
    span = max((as_of - received).days, 0)
    return sum(days.day(received + timedelta(days=n)).working for n in range(1, span + 1))


def late_working_days(due_on: date, done_on: date | datetime, known_at: date | datetime | None = None) -> int:
    """By how many working days something was late.

    0 on or before the due day (until 24:00 in Beijing), else the working days after it up to and including
    the day it was done, and at least 1.

    >>> late_working_days(date(2025, 10, 17), date(2025, 10, 24))
    5
    >>> late_working_days(date(2025, 10, 17), datetime(2025, 10, 18, 0, 0, 1))  # noqa: DTZ001 - Beijing time
    1

    Raises: CalendarUnknown. Law: CIVIL 203.2
    """
    done = beijing_day(done_on)
    if done <= due_on:
        return 0
    # Doubt D-006: done on a day off after the due day it is late, though no working day has passed.
    return max(1, working_days_used(due_on, done, known_at))


def _calendar(known_at: date | datetime | None) -> Calendar:
    return calendar_at(None if known_at is None else beijing_day(known_at))
