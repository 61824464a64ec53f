"""Counting days and terms under a given calendar; a year not known yet never makes it fail. Pure Python."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.clock import due
from gongkai.law.due import Due
from gongkai.law.errors import GongkaiError


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs or ran: the law's answer, whose it is, and the day on which it was met, if it was.

    ``ref`` tells the clocks of several consultations apart.
    """

    due: Due
    whose: str
    done_on: date | None = None
    ref: str = ""

    @property
    def key(self) -> str:
        """The clock's key in the law's deadlines."""
        return self.due.clock

    @property
    def due_on(self) -> date:
        """Its last day."""
        return self.due.due_on

    def runs(self, as_of: date) -> bool:
        """Whether it still runs on a day."""
        return self.done_on is None and as_of <= self.due_on


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """The working days after a day up to and including another, as far as the calendar is known.

    >>> working_days(date(2025, 9, 15), date(2025, 10, 13), Calendar())
    16
    """
    return sum(calendar.assume(after + timedelta(days=n)).working for n in range(1, (until - after).days + 1))


def late_days(due_on: date, done_on: date, calendar: Calendar) -> int:
    """By how many working days something was late; at least 1 after the last day, 0 until its 24:00.

    >>> late_days(date(2025, 10, 17), date(2025, 10, 24), Calendar())
    5

    Law: CIVIL 203.2
    """
    # Doubt D-006: done on a day off after the due day it is late, though no working day has passed.
    return max(1, working_days(due_on, done_on, calendar)) if done_on > due_on else 0


def days_left(due_on: date, today: date, calendar: Calendar) -> int:
    """The working days left until the end of a due day; negative when it is past.

    >>> days_left(date(2025, 10, 17), date(2025, 10, 9), Calendar())
    7
    """
    if today <= due_on:
        return working_days(today, due_on, calendar)
    return -late_days(due_on, today, calendar)


def with_days_left(due_on: date, left: int, calendar: Calendar) -> date:
    """The first day on which no more than so many working days are left.

    >>> with_days_left(date(2025, 10, 17), 2, Calendar())
    datetime.date(2025, 10, 15)
    >>> with_days_left(date(2025, 10, 17), 5, Calendar())  # the worked Saturday, not the Sunday after it
    datetime.date(2025, 10, 11)
    """
    day, ahead = due_on, int(calendar.assume(due_on).working)
    while ahead <= left:
        day -= timedelta(days=1)
        ahead += calendar.assume(day).working
    return day


def term(key: str, start: date, calendar: Calendar, *, until: date | None = None) -> Due | None:
    """The term of a clock from a day on; of one whose length a letter set, up to ``until``.

    None where no law gave such a term yet on that day.
    """
    try:
        if until is None:
            return due(key, start, calendar=calendar)
        answer = due(key, start, calendar=calendar, given=max(working_days(start, until, calendar), 1))
        return replace(answer, due_on=until, unextended_on=until)
    except GongkaiError:
        return None
