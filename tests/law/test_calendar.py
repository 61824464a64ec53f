"""Every day of 2008–2026 against two independent packages, and what was known when."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import holidays
import pytest

from gongkai.law.calendar import (
    Calendar,
    CalendarUnknown,
    Notice,
    beijing_day,
    calendar,
    is_working_day,
    notices,
)

pytestmark = pytest.mark.law("HOLIDAYS 2", "WORKTIME 7")

YEARS = range(2008, 2027)
FIRST, LAST = date(2008, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

# Days on which we differ from a package on purpose, each with its reason. Empty: all 6,940 days agree.
DELIBERATE: dict[str, dict[date, str]] = {"chinese_calendar": {}, "holidays": {}}


def differences(other) -> dict[date, bool]:
    ours = calendar()
    return {day: ours.day(day).working for day in DAYS if ours.day(day).working != other(day)}


def test_every_day_agrees_with_chinese_calendar():
    assert set(differences(chinese_calendar.is_workday)) == set(DELIBERATE["chinese_calendar"])


def test_every_day_agrees_with_holidays():
    china = holidays.country_holidays("CN", years=YEARS)
    assert set(differences(china.is_working_day)) == set(DELIBERATE["holidays"])


def test_the_comparison_can_fail():
    wrong = {date(2020, 2, 1), date(2025, 9, 28)}
    found = differences(lambda day: chinese_calendar.is_workday(day) != (day in wrong))
    assert set(found) == wrong


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_working_days_of_a_year(year, expected):
    ours = calendar()
    assert sum(ours.day(day).working for day in DAYS if day.year == year) == expected


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_is_complete_and_published_before_its_year_or_its_change(year):
    found = notices(year)
    assert found, year
    assert found[0].published_on < date(year, 1, 1)
    for notice in found:
        assert f"〔{notice.issued_on.year}〕" in notice.number
        assert str(notice.year) in notice.title or notice.number == "国发明电〔2015〕1号"
        assert notice.off


def test_each_make_up_day_is_a_weekend_day_that_no_later_word_takes_back_but_one():
    worked = [(day, notice.number) for year in YEARS for notice in notices(year) for day in notice.make_up]
    taken_back = [day for day, _ in worked if day >= FIRST and not calendar().day(day).working]
    assert taken_back == [date(2020, 2, 1)]


@pytest.mark.parametrize(
    ("day", "before", "from_then"),
    [
        (date(2020, 1, 31), True, False),
        (date(2020, 2, 1), True, False),
        (date(2020, 2, 3), True, True),
    ],
)
def test_the_change_of_27_january_2020(day, before, from_then):
    assert is_working_day(day, date(2020, 1, 26)).working is before
    assert is_working_day(day, date(2020, 1, 27)).working is from_then
    assert is_working_day(day).working is from_then


def test_the_change_counts_from_beijing_midnight():
    eve = datetime(2020, 1, 26, 15, 59, 59, tzinfo=UTC)
    assert is_working_day(date(2020, 1, 31), eve).working
    assert not is_working_day(date(2020, 1, 31), eve + timedelta(seconds=1)).working


def test_may_2019_and_september_2015_changed_during_the_year():
    assert is_working_day(date(2019, 5, 3), date(2019, 3, 21)).working
    assert not is_working_day(date(2019, 5, 3), date(2019, 3, 22)).working
    assert is_working_day(date(2019, 5, 5)).why == "星期日，劳动节调休上班（国办发明电〔2019〕3号）"
    assert is_working_day(date(2015, 9, 3), date(2015, 5, 12)).working
    assert not is_working_day(date(2015, 9, 3)).working


def test_december_is_moved_by_the_notice_for_the_next_year():
    assert not is_working_day(date(2018, 12, 31)).working
    assert is_working_day(date(2018, 12, 29)).working
    assert is_working_day(date(2018, 12, 31), date(2018, 12, 5)).working
    assert is_working_day(date(2011, 12, 31)).why == "星期六，元旦调休上班（国办发明电〔2011〕45号）"


@pytest.mark.parametrize(
    ("day", "known_at"),
    [
        (date(2027, 1, 4), None),
        (date(2007, 12, 28), None),
        (date(2026, 1, 5), date(2025, 11, 3)),
    ],
)
def test_a_year_without_a_notice_is_unknown(day, known_at):
    with pytest.raises(CalendarUnknown) as refused:
        is_working_day(day, known_at)
    assert f"{day.year}年的放假安排" in str(refused.value)
    assert f"calendar/{day.year}.toml" in str(refused.value)
    assert refused.value.law == "HOLIDAYS 2"


def test_an_assumed_day_says_that_it_is_assumed():
    day = Calendar().assume(date(2027, 10, 1))
    assert day.working and day.assumed and "暂按星期五为工作日" in day.why
    assert not Calendar().assume(date(2027, 10, 2)).working


def test_a_notice_of_ones_own_changes_the_answer_and_nothing_else():
    storm = Notice(2025, "试", "试", date(2025, 6, 1), date(2025, 6, 1), {date(2025, 6, 16): "停工"}, {})
    assert not Calendar(more=(storm,)).day(date(2025, 6, 16)).working
    assert Calendar(date(2025, 5, 31), more=(storm,)).day(date(2025, 6, 16)).working
    assert calendar().day(date(2025, 6, 16)).working


def test_beijing_day():
    late = datetime(2025, 10, 17, 15, 59, 59, tzinfo=UTC)
    assert beijing_day(late) == date(2025, 10, 17)
    assert beijing_day(late + timedelta(seconds=1)) == date(2025, 10, 18)
    without_zone = datetime(2025, 10, 18, 0, 30)  # noqa: DTZ001 - taken as Beijing time
    assert beijing_day(without_zone) == date(2025, 10, 18)
