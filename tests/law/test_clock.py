"""The clock's answers, refusals and edges that no story tells."""

import json
from datetime import UTC, date, datetime

import pytest

from gongkai.law.calendar import CalendarUnknown
from gongkai.law.clock import (
    add_working_days,
    due,
    explain_due,
    late_working_days,
    working_days_used,
)
from gongkai.law.deadlines import UnknownDeadline, deadlines
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Extend, Pause, Restart, read_event
from gongkai.law.hours import due_at
from gongkai.law.parameters import ParameterUnknown
from gongkai.law.sources import unresolved

pytestmark = pytest.mark.law("OGI 30", "OGI 33", "CIVIL 201.1", "CIVIL 202", "CIVIL 203.1", "CIVIL 203.2")


def test_the_answer_of_the_command_line():
    answer = explain_due("foi.reply", date(2025, 9, 22)).as_json()
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
    assert answer["due_on"] == "2025-10-24" and answer["provisional"] is False
    assert answer["steps"][0] == {
        "on": "2025-09-22",
        "kind": "start",
        "counted": False,
        "why": "收到申请之日，当日不计入，自次日起算",
        "law": "CIVIL 201.1",
    }
    assert answer["steps"][-1]["number"] == 20
    assert answer["law"] == "OGI 33.2"


@pytest.mark.parametrize("key", deadlines())
def test_every_clock_answers_with_articles_that_resolve(key):
    rule = deadlines()[key]
    if rule.unit == "working_hours":
        answer = due_at(key, datetime(2025, 3, 3, 9, tzinfo=UTC))
        assert not unresolved([answer.law])
        return
    answer = due(key, date(2025, 3, 3), given=None if rule.parameter else 10)
    assert answer.due_on > answer.received and answer.law
    assert not unresolved([answer.law, *(step.law for step in answer.steps)])


@pytest.mark.parametrize(
    ("key", "events", "code", "says"),
    [
        ("foi.nothing", [], "unknown_deadline", "foi.reply"),
        ("hotline.handle_hours", [], "counted_in_hours", "按时刻"),
        ("foi.ordered_reply", [], "length_missing", "请写明期限"),
        ("foi.reply", [Pause("citizen", date(2025, 3, 4))], "impossible_event", "citizen"),
        ("foi.reply", [Restart("rain", on=date(2025, 3, 4))], "impossible_event", "rain"),
        ("hotline.sign", [Extend(1, date(2025, 3, 4))], "impossible_event", "不能延长"),
        ("foi.reply", [Extend(0, date(2025, 3, 4))], "extension_too_long", "至少1个"),
        ("hotline.petition_handle", [Extend(31, date(2025, 3, 4))], "extension_too_long", "最长延长30日"),
        (
            "hotline.petition_handle",
            [Extend(10, date(2025, 3, 4)), Extend(9, date(2025, 3, 5))],
            "extension_twice",
            "已经延长过",
        ),
        ("hotline.petition_handle", [Pause("organ", date(2025, 3, 4))], "impossible_event", "organ"),
    ],
)
def test_refusals_say_what_is_wrong(key, events, code, says):
    with pytest.raises(GongkaiError) as refused:
        due(key, date(2025, 3, 3), events)
    assert refused.value.code == code and says in refused.value.message


def test_a_fixed_length_cannot_be_given():
    with pytest.raises(GongkaiError, match="不能另给期限"):
        due("foi.reply", date(2025, 3, 3), given=30)


def test_unknown_deadline_is_its_own_error():
    with pytest.raises(UnknownDeadline):
        due("", date(2025, 3, 3))


@pytest.mark.parametrize("day", [date.min, date(1989, 12, 31), date(2101, 1, 1), date.max])
def test_days_out_of_reach_are_refused(day):
    with pytest.raises(GongkaiError) as refused:
        due("foi.reply", day)
    assert refused.value.code == "day_out_of_reach"


def test_before_the_first_rule_there_is_no_deadline():
    with pytest.raises(ParameterUnknown, match="最早自2008-05-01起"):
        due("foi.reply", date(2008, 4, 30))


def test_the_law_in_force_on_the_day_of_receipt_decides():
    before, after = due("foi.reply", date(2019, 5, 14)), due("foi.reply", date(2019, 5, 15))
    assert (before.length, before.law, before.due_on) == (15, "OGI2007 24", date(2019, 6, 4))
    assert (after.length, after.law, after.due_on) == (20, "OGI 33.2", date(2019, 6, 13))


@pytest.mark.parametrize("start", [date(2030, 6, 3), date(1999, 12, 1)])
def test_a_clock_wholly_in_unknown_years_is_provisional(start):
    answer = due("oversight.reconsideration", start) if start.year > 2000 else None
    if answer is None:
        with pytest.raises(CalendarUnknown):
            add_working_days(start, 1)
        return
    assert answer.provisional and "2030" in answer.because[0]


def test_counting_functions_fail_closed():
    with pytest.raises(CalendarUnknown):
        late_working_days(date(2026, 12, 31), date(2027, 1, 4))
    with pytest.raises(CalendarUnknown):
        working_days_used(date(2026, 12, 30), date(2027, 1, 4))
    assert working_days_used(date(2026, 12, 31), date(2026, 12, 1)) == 0
    assert add_working_days(date(2026, 12, 30), 0) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("done_on", "late"),
    [
        (date(2025, 9, 30), 0),
        (date(2025, 10, 1), 1),  # a holiday: late, though no working day has passed
        (date(2025, 10, 8), 1),
        (date(2025, 10, 9), 1),
        (date(2025, 10, 11), 3),
    ],
)
def test_late_working_days_over_a_holiday(done_on, late):
    assert late_working_days(date(2025, 9, 30), done_on) == late


def test_late_working_days_as_known_then():
    assert late_working_days(date(2020, 1, 23), date(2020, 2, 3), date(2020, 1, 26)) == 3
    assert late_working_days(date(2020, 1, 23), date(2020, 2, 3)) == 1


def test_a_pause_without_any_end_counts_to_the_day_asked_for():
    sent = Pause("organ", date(2025, 3, 5))
    assert due("foi.reply", date(2025, 3, 3), [sent]).due_on == due("foi.reply", date(2025, 3, 3)).due_on
    asked = due("foi.reply", date(2025, 3, 3), [sent], as_of=date(2025, 3, 12))
    assert len(asked.excluded) == 5 and asked.provisional
    assert "2025-03-05发出" in asked.because[0]


def test_a_pause_after_the_due_day_changes_nothing():
    plain = due("foi.reply", date(2025, 3, 3))
    late = Pause("organ", plain.due_on, None, date(2025, 6, 30))
    answer = due("foi.reply", date(2025, 3, 3), [late], as_of=date(2025, 5, 30))
    assert answer.due_on == plain.due_on and not answer.provisional


def test_an_extension_in_a_term_that_is_started_again_lapses():
    supplement = Restart("supplement", asked_on=date(2025, 3, 6), on=date(2025, 3, 20))
    granted = Extend(20, date(2025, 3, 5))
    answer = due("foi.reply", date(2025, 3, 3), [granted, supplement])
    assert answer.due_on == due("foi.reply", date(2025, 3, 20)).due_on
    again = due("foi.reply", date(2025, 3, 3), [granted, supplement, Extend(20, date(2025, 3, 25))])
    assert again.due_on > answer.due_on


def test_a_fee_notice_within_an_extended_term_is_in_time():
    fee = Restart("fee", asked_on=date(2025, 4, 8), on=date(2025, 4, 10))
    assert due("foi.reply", date(2025, 3, 3), [fee]).breaches
    extended = due("foi.reply", date(2025, 3, 3), [Extend(20, date(2025, 3, 20)), fee])
    assert not extended.breaches and extended.starts_on == date(2025, 4, 10)


def test_natural_terms_extend_from_the_unrolled_day():
    plain = due("hotline.petition_handle", date(2025, 8, 4))
    assert plain.due_on == date(2025, 10, 9)  # the 60th day, 3 October, is in the holiday
    longer = due("hotline.petition_handle", date(2025, 8, 4), [Extend(30, date(2025, 9, 1))])
    assert longer.due_on == date(2025, 11, 3)  # 2 November is a Sunday
    late = due("hotline.petition_handle", date(2025, 8, 4), [Extend(30, date(2025, 10, 10))])
    assert late.due_on == date(2025, 10, 9) and late.breaches[0].code == "extension_void"


def test_before_2019_there_was_no_term_for_the_supplement_notice_nor_for_the_third_party():
    supplement = Restart("supplement", asked_on=date(2018, 6, 4), on=date(2018, 6, 5))
    pause = Pause("third_party", date(2018, 6, 6), date(2018, 6, 7), date(2018, 8, 31))
    answer = due("foi.reply", date(2018, 3, 1), [supplement, pause])
    assert not answer.breaches and answer.starts_on == date(2018, 6, 5)
    assert answer.excluded[-1] == date(2018, 8, 31)


def test_a_natural_term_that_ends_in_an_unknown_year_is_provisional():
    answer = due("oversight.reconsideration", date(2026, 12, 1))
    assert answer.provisional and "2027年" in answer.because[0]
    sure = due("oversight.reconsideration", date(2026, 10, 1))
    assert not sure.provisional


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({}, "没有“”这种事件"),
        ({"event": "rain"}, "没有“rain”这种事件"),
        ({"event": "extend", "days": 3}, "缺少必填项"),
        ({"event": "extend", "days": 3, "approved_on": "soon"}, "应为日期"),
        ({"event": "pause", "party": "organ", "sent_on": "2025-03-04", "by": "x"}, "没有“by”这一项"),
        ({"event": "pause", "party": 3, "sent_on": "2025-03-04"}, "应为文字"),
        ({"event": "extend", "days": True, "approved_on": "2025-03-04"}, "应为整数"),
        ({"event": "restart", "reason": "fee", "confirmed": "maybe"}, "应为 true 或 false"),
    ],
)
def test_events_from_plain_values_are_checked(raw, says):
    with pytest.raises(GongkaiError, match=says):
        read_event(raw)


def test_events_from_text_are_those_of_the_classes():
    raw = {
        "event": "restart",
        "reason": "supplement",
        "asked_on": "2025-03-04",
        "on": None,
        "confirmed": "true",
    }
    assert read_event(raw) == Restart("supplement", asked_on=date(2025, 3, 4), confirmed=True)
    evening = datetime(2025, 3, 4, 16, 0, tzinfo=UTC)
    assert read_event({"event": "pause", "party": "organ", "sent_on": evening}).sent_on == date(2025, 3, 5)


@pytest.mark.parametrize("day", [date.max, date(2101, 1, 1)])
def test_events_out_of_reach_are_refused_at_once(day):
    for event in (Pause("organ", date(2025, 3, 4), None, day), Restart("fee", on=day), Extend(3, day)):
        with pytest.raises(GongkaiError) as refused:
            due("foi.reply", date(2025, 3, 3), [event])
        assert refused.value.code == "day_out_of_reach"
    with pytest.raises(GongkaiError, match="请写明期限"):
        due("foi.ordered_reply", date(2025, 3, 3), given=10**9)


def test_hours_refuse_what_they_cannot_count():
    with pytest.raises(GongkaiError, match="不以工作小时计"):
        due_at("foi.reply", datetime(2025, 3, 3, 9, tzinfo=UTC))
    with pytest.raises(GongkaiError, match="不合理"):
        due_at("hotline.handle_hours", datetime(2025, 3, 3, 9, tzinfo=UTC), hours=0)
    with pytest.raises(GongkaiError, match="没有办公时段"):
        due_at("hotline.handle_hours", datetime(2008, 3, 3, 9, tzinfo=UTC), hours=1)


def test_hours_know_the_calendar_of_the_moment():
    started = datetime(2020, 1, 23, 17, tzinfo=UTC).replace(hour=9)  # 17:00 in Beijing
    before = due_at("hotline.handle_hours", started, hours=2, known_at=date(2020, 1, 26))
    after = due_at("hotline.handle_hours", started, hours=2)
    assert (before.due_at.date(), after.due_at.date()) == (date(2020, 1, 31), date(2020, 2, 3))
