"""Days counted once more: a plain loop over the holiday notices as they stand in their files.

It shares nothing with the house's calendar and clock; tests of stories take from it what must come out.
"""

import tomllib
from collections.abc import Container
from datetime import date, timedelta
from importlib.resources import files

NOTICES = sorted(
    (
        notice
        for file in (files("gongkai.law") / "data" / "calendar").iterdir()
        for notice in tomllib.loads(file.read_text("utf-8"))["notices"]
    ),
    key=lambda notice: notice["published_on"],
)
ONE = timedelta(days=1)


def works(day: date, known_on: date = date.max) -> bool:
    """Whether people work on a day; the last notice published that speaks of it decides."""
    answer = day.weekday() < 5
    for notice in NOTICES:
        if notice["published_on"] > known_on:
            break
        for holiday in notice["holidays"]:
            if day in holiday["make_up_days"]:
                answer = True
            elif holiday["from"] <= day <= holiday["to"]:
                answer = False
    return answer


def after(start: date, count: int, *, without: Container[date] = (), known_on: date = date.max) -> date:
    """The ``count``-th working day after a day, those in ``without`` not counted."""
    day = start
    while count:
        day += ONE
        count -= works(day, known_on) and day not in without
    return day


def before(end: date, count: int) -> date:
    """The working day that lies so many working days before a day."""
    day = end
    while count:
        day -= ONE
        count -= works(day)
    return day


def working(first: date, last: date) -> set[date]:
    """The working days after ``first`` up to ``last``, included."""
    return {day for n in range(1, (last - first).days + 1) if works(day := first + n * ONE)}
