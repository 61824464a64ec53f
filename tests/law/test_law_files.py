"""Each law file is run, not only read: a change in it changes an answer, and a broken one says where."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gongkai.law import files
from gongkai.law.calendar import BEIJING, CalendarUnknown, is_working_day, notices
from gongkai.law.catalogue import areas, disclosures
from gongkai.law.clock import due
from gongkai.law.fees import fee_by_page
from gongkai.law.files import BrokenLawFile, instead, text_of
from gongkai.law.hours import due_at
from gongkai.law.outcomes import outcomes_of_row
from gongkai.law.parameters import day_of_year, parameter, value
from gongkai.law.receipt import service_day
from gongkai.law.reconsideration import body_for
from gongkai.law.sources import cite

MORNING = datetime(2025, 3, 3, 9, tzinfo=BEIJING)

# file → (what stands there, what to put there, the question)
CHANGES = {
    "parameters.toml": (
        'value = 20, law = "OGI 26"',
        'value = 25, law = "OGI 26"',
        lambda: due("records.publish", date(2025, 9, 22)).due_on,
    ),
    "deadlines.toml": (
        'parameter = "foi.third_party_working_days"',
        'parameter = "foi.supplement_notice_working_days"',
        lambda: due("foi.third_party", date(2025, 4, 23)).due_on,
    ),
    "sources.toml": ('short = "条例"', 'short = "公开条例"', lambda: cite("OGI 26").short),
    "outcomes.toml": (
        'annual-2019 = "other", annual-2021 = "other_misc"',
        'annual-2019 = "other", annual-2021 = "granted"',
        lambda: outcomes_of_row("annual-2021", "granted"),
    ),
    "fees.toml": ('to = 0, yuan = "40"', 'to = 0, yuan = "40.5"', lambda: fee_by_page(250)),
    "areas.toml": ('title = "财政预决算"', 'title = "财政"', lambda: areas()["budget"].title),
    "disclosures.toml": (
        'title = "财政预算、决算信息"',
        'title = "财政信息"',
        lambda: disclosures()["a20_07_budget"].title,
    ),
    "sessions.toml": (
        '["14:30", "18:00"]',
        '["13:30", "17:00"]',
        lambda: due_at("hotline.handle_hours", MORNING, hours=6).due_at,
    ),
}
CHANGES["reconsideration.toml"] = (
    'to = ["upper"]',
    'to = ["region"]',
    lambda: body_for("office", "某县人民政府办公室", on=date(2025, 3, 3)).to,
)
CHANGES["receipts.toml"] = (
    'day = "posted_on"',
    'day = "signed_on"',
    lambda: service_day("post", posted_on=date(2025, 10, 17), signed_on=date(2025, 10, 30)).on,
)
CALENDARS = [name for name in files.names() if name.startswith("calendar/")]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_the_file_changes_an_answer(name):
    before, after, ask = CHANGES[name]
    text = text_of(name)
    assert before in text
    answer = ask()
    with instead(name, text.replace(before, after, 1)):
        assert ask() != answer
    assert ask() == answer


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_without_its_notices_is_unknown(name):
    year = int(name.split("/")[1].removesuffix(".toml"))
    day = next(iter(notices(year)[0].off))
    assert not is_working_day(date(year, 1, 1)).working
    moved = (
        text_of(name)
        .replace(f"from = {day.isoformat()}", f"from = {year}-07-01")
        .replace(f"to = {max_off(year)}", f"to = {year}-07-02")
    )
    with instead(name, moved):
        assert not is_working_day(date(year, 7, 1)).working
    with (
        instead(name, text_of(name).replace("published_on = ", "published_on = 9")),
        pytest.raises(BrokenLawFile),
    ):
        notices(year)


def max_off(year: int) -> str:
    """The last day of the first holiday of a year's first notice."""
    first = next(iter(notices(year)[0].off.values()))
    return max(day for day, name in notices(year)[0].off.items() if name == first).isoformat()


def test_every_law_file_is_covered():
    assert set(files.names()) == {*CHANGES, *CALENDARS}
    assert len(CALENDARS) == 19


def test_a_new_calendar_makes_a_year_known():
    with pytest.raises(CalendarUnknown):
        is_working_day(date(2027, 1, 8))
    assert due("foi.reply", date(2026, 12, 10)).provisional
    plain = 'year = 2027\n[[notices]]\nnumber = "试〔2026〕1号"\ntitle = "2027年"\nissued_on = 2026-11-05\n'
    plain += 'published_on = 2026-11-05\nconfidence = "confirmed"\n'
    plain += (
        'holidays = [{ name = "元旦", from = 2027-01-01, to = 2027-01-03, make_up_days = [2027-01-09] }]\n'
    )
    with instead("calendar/2027.toml", plain):
        answer = due("foi.reply", date(2026, 12, 10))
        assert not answer.provisional and answer.due_on == date(2027, 1, 8)
        assert is_working_day(date(2027, 1, 9)).working
        assert due("foi.reply", date(2026, 12, 10), known_at=date(2026, 11, 4)).provisional
    assert due("foi.reply", date(2026, 12, 10)).due_on == date(2027, 1, 7)


def test_a_missing_file():
    with pytest.raises(BrokenLawFile, match="读不到"):
        text_of("nothing.toml")


def test_instead_nests_and_gives_back():
    text = text_of("areas.toml")
    with instead("areas.toml", text.replace("财政预决算", "甲")):
        with instead("areas.toml", text.replace("财政预决算", "乙")):
            assert areas()["budget"].title == "乙"
        assert areas()["budget"].title == "甲"
    assert areas()["budget"].title == "财政预决算"


def test_parameters_of_the_brief():
    on = date(2025, 1, 1)
    wanted = {
        "foi.reply_working_days": 20,
        "foi.supplement_notice_working_days": 7,
        "foi.third_party_working_days": 15,
        "foi.co_maker_working_days": 15,
        "foi.extension_working_days": 20,
        "foi.fee_payment_working_days": 20,
        "records.publish_working_days": 20,
        "oversight.reconsideration_natural_days": 60,
        "oversight.lawsuit_direct_months": 6,
        "hotline.handle_working_days": 5,
    }
    assert {key: value(key, on=on) for key in wanted} == wanted
    assert day_of_year("reports.department_month_day", year=2021) == date(2021, 1, 31)
    assert day_of_year("reports.government_month_day", year=2026) == date(2026, 3, 31)
    assert day_of_year("reports.department_month_day", year=2019) == date(2019, 3, 31)
    with pytest.raises(Exception, match="是日期，不是数目"):
        value("reports.department_month_day", on=on)
    with pytest.raises(Exception, match="没有“x”这个参数"):
        parameter("x")


def test_money_is_exact():
    with instead("fees.toml", text_of("fees.toml").replace('yuan = "10"', 'yuan = "0.10"')):
        assert fee_by_page(33) == Decimal("0.30")
