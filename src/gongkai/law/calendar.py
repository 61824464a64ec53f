"""The working calendar (工作日历): what the State Council's holiday notices say, as known at a moment.

One file per year holds the notices for it, each with the day of its publication; a later notice overrides
an earlier one day by day. A year without a notice is unknown: never guessed from weekends. A notice may also
move days at the end of the year before it. Law: HOLIDAYS 2; WORKTIME 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import Any, NamedTuple

from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, exists, kept, read, take, take_only, take_or

BEIJING = timezone(timedelta(hours=8))
ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
CONFIDENCE = ("confirmed", "one_source", "memory")
_NOTICE_KEYS = frozenset(("number", "title", "issued_on", "published_on", "confidence", "note", "holidays"))
_HOLIDAY_KEYS = frozenset(("name", "from", "to", "make_up_days"))


class CalendarUnknown(GongkaiError):
    """The holiday notice for a year is not there, or was not yet published at the moment asked about."""

    def __init__(self, year: int, known_at: date | None) -> None:
        when = f"截至{known_at.isoformat()}，" if known_at else ""
        super().__init__(
            "calendar_unknown",
            f"{when}{year}年的放假安排尚未公布或尚未录入，不能确定工作日。"
            f"请在国务院办公厅公布通知后录入 calendar/{year}.toml。",
            law="HOLIDAYS 2",
            year=year,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A holiday notice, known from ``published_on`` on; ``off`` and ``make_up`` map a day to its holiday."""

    year: int
    number: str
    title: str
    issued_on: date
    published_on: date
    off: Mapping[date, str]
    make_up: Mapping[date, str]
    confidence: str = "confirmed"
    note: str = ""


class Day(NamedTuple):
    """One day: working or not, and why in Chinese. ``assumed`` when no notice for its year was known."""

    on: date
    working: bool
    why: str
    law: str
    assumed: bool = False


def weekday(day: date) -> str:
    """星期一 … 星期日.

    >>> weekday(date(2025, 9, 28))
    '星期日'
    """
    return f"星期{WEEKDAYS[day.weekday()]}"


def beijing_day(moment: date | datetime) -> date:
    """The day in Beijing of a moment; a moment without a zone is taken as Beijing time, a day as itself.

    >>> from datetime import UTC
    >>> beijing_day(datetime(2025, 10, 17, 16, 0, 1, tzinfo=UTC))
    datetime.date(2025, 10, 18)
    """
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date()


def file_of(year: int) -> str:
    """The law file of a year's notices."""
    return f"calendar/{year}.toml"


@kept
def notices(year: int) -> tuple[Notice, ...]:
    """The notices for a year in order of publication; none when the year has no file."""
    file = file_of(year)
    if not exists(file):
        return ()
    take_only(file, "", read(file), frozenset(("year", "notices")))
    if take(file, "", read(file), "year", int) != year:
        raise BrokenLawFile(file, "year", f"应为{year}，与文件名一致")
    found = [_notice(file, year, f"notices[{n}]", raw) for n, raw in enumerate(entries(file, "notices"), 1)]
    return tuple(sorted(found, key=lambda each: each.published_on))


def _notice(file: str, year: int, at: str, raw: Mapping[str, Any]) -> Notice:
    take_only(file, at, raw, _NOTICE_KEYS)
    issued_on = take(file, at, raw, "issued_on", date)
    published_on = take(file, at, raw, "published_on", date)
    if published_on < issued_on:
        raise BrokenLawFile(file, f"{at}.published_on", "公布日期不能早于成文日期")
    confidence = take(file, at, raw, "confidence", str)
    if confidence not in CONFIDENCE:
        raise BrokenLawFile(file, f"{at}.confidence", f"应为 {'、'.join(CONFIDENCE)} 之一")
    off: dict[date, str] = {}
    make_up: dict[date, str] = {}
    for n, holiday in enumerate(take(file, at, raw, "holidays", list), 1):
        _holiday(file, year, f"{at}.holidays[{n}]", holiday, off, make_up)
    return Notice(
        year=year,
        number=take(file, at, raw, "number", str),
        title=take(file, at, raw, "title", str),
        issued_on=issued_on,
        published_on=published_on,
        off=off,
        make_up=make_up,
        confidence=confidence,
        note=take_or(file, at, raw, "note", ""),
    )


def _holiday(
    file: str, year: int, at: str, raw: Mapping[str, Any], off: dict[date, str], make_up: dict[date, str]
) -> None:
    take_only(file, at, raw, _HOLIDAY_KEYS)
    name = take(file, at, raw, "name", str)
    first, last = take(file, at, raw, "from", date), take(file, at, raw, "to", date)
    if not first <= last <= first + timedelta(days=30):
        raise BrokenLawFile(file, f"{at}.to", "应不早于起始日，一次放假不超过31天")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = take(file, at, raw, "make_up_days", list)
    for day in (*days, *worked):
        if not isinstance(day, date) or not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            raise BrokenLawFile(file, at, f"“{day}”不在{year}年（可以包括上一年12月）")
    for day in worked:
        if day.weekday() < 5:
            raise BrokenLawFile(file, f"{at}.make_up_days", f"{day.isoformat()}是{weekday(day)}，本来就上班")
        make_up[day] = name
    for day in days:
        off[day] = name


@dataclass(frozen=True)
class Calendar:
    """Working days as known at a moment.

    ``known_at`` is that moment (``None``: all that is on file now); ``more`` are notices besides those on
    file, to ask what they would change.
    """

    known_at: date | datetime | None = None
    more: tuple[Notice, ...] = ()
    _known: dict[int, list[Notice]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _days: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def known_on(self) -> date | None:
        """The day of ``known_at`` in Beijing."""
        return None if self.known_at is None else beijing_day(self.known_at)

    def notices(self, year: int) -> list[Notice]:
        """The notices for a year that were known, the latest last."""
        if year not in self._known:
            found = [*notices(year), *(each for each in self.more if each.year == year)]
            known = [each for each in found if self.known_on is None or each.published_on <= self.known_on]
            self._known[year] = sorted(known, key=lambda each: each.published_on)
        return self._known[year]

    def knows(self, year: int) -> bool:
        """Whether the notice for a year was known."""
        return bool(self.notices(year))

    def day(self, on: date) -> Day:
        """Whether a day is a working day, and why.

        >>> Calendar().day(date(2025, 9, 28)).why
        '星期日，国庆节、中秋节调休上班（国办发明电〔2024〕12号）'

        Raises: CalendarUnknown.
        """
        if not self.knows(on.year):
            raise CalendarUnknown(on.year, self.known_on)
        return self._day(on)

    def assume(self, on: date) -> Day:
        """As ``day``; in a year without a notice Monday to Friday are taken as working days, and it says so.

        >>> assumed = Calendar().assume(date(2035, 1, 1))
        >>> assumed.working, assumed.assumed, assumed.why
        (True, True, '2035年放假安排尚未公布或录入，暂按星期一为工作日推算')
        """
        if on not in self._days:
            self._days[on] = self._day(on) if self.knows(on.year) else self._assumed(on)
        return self._days[on]

    def _assumed(self, on: date) -> Day:
        if on.month == 12 and (moved := self._moved(on, on.year + 1)):
            return moved
        working = on.weekday() < 5
        kind = "工作日" if working else "休息日"
        why = f"{on.year}年放假安排尚未公布或录入，暂按{weekday(on)}为{kind}推算"
        return Day(on, working, why, "HOLIDAYS 2", assumed=True)

    def _day(self, on: date) -> Day:
        # December days may be moved by the notice for the next year, which is the later word on them.
        if on.month == 12 and (moved := self._moved(on, on.year + 1)):
            return moved
        if moved := self._moved(on, on.year):
            return moved
        if on.weekday() < 5:
            return Day(on, True, f"{weekday(on)}，工作日", "WORKTIME 7")
        return Day(on, False, f"{weekday(on)}，休息日", "WORKTIME 7")

    def _moved(self, on: date, year: int) -> Day | None:
        for notice in reversed(self.notices(year)):
            if on in notice.make_up:
                why = f"{weekday(on)}，{notice.make_up[on]}调休上班（{notice.number}）"
                return Day(on, True, why, "HOLIDAYS 2")
            if on in notice.off:
                return Day(on, False, f"{notice.off[on]}放假（{notice.number}）", "HOLIDAYS 2")
        return None


@kept
def calendar(known_at: date | None = None) -> Calendar:
    """The calendar as known on a day; kept, so that asking again costs nothing."""
    return Calendar(known_at)


def is_working_day(day: date, known_at: date | datetime | None = None) -> Day:
    """Whether a day is a working day and why: the answer's ``working`` and ``why``.

    >>> is_working_day(date(2020, 2, 1)).working, is_working_day(date(2020, 2, 1), date(2020, 1, 26)).working
    (False, True)

    Raises: CalendarUnknown.
    """
    return Calendar(known_at).day(day)
