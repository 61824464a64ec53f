"""What must hold for every clock, whatever the dates."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar, Notice
from gongkai.law.clock import due
from gongkai.law.deadlines import deadlines
from gongkai.law.events import Extend, Pause, Restart

pytestmark = pytest.mark.law("OGI 33.2", "OGI 33.3")

DAYS = st.dates(date(2019, 5, 15), date(2025, 6, 30))
SPANS = st.integers(0, 40)
WORKING = [key for key, each in deadlines().items() if each.unit == "working_days" and each.parameter]
NATURAL = [key for key, each in deadlines().items() if each.unit in ("natural_days", "months", "years")]


@st.composite
def pauses(draw, received: date):
    sent_on = received + timedelta(days=draw(SPANS))
    reached_on = draw(st.one_of(st.none(), st.integers(0, 5).map(lambda n: sent_on + timedelta(days=n))))
    ended_on = draw(st.one_of(st.none(), SPANS.map(lambda n: (reached_on or sent_on) + timedelta(days=n))))
    return Pause(draw(st.sampled_from(["third_party", "co_maker", "organ"])), sent_on, reached_on, ended_on)


@st.composite
def lives(draw):
    """A day of receipt and what may have happened to the application since: any possible story."""
    received = draw(DAYS)
    events: list = draw(st.lists(pauses(received), max_size=3))
    latest = received
    if draw(st.booleans()):
        asked_on = received + timedelta(days=draw(st.integers(0, 20)))
        latest = on = asked_on + timedelta(days=draw(SPANS))
        events.append(Restart("supplement", asked_on=asked_on, on=on, confirmed=draw(st.booleans())))
    if draw(st.booleans()):
        # After the last restart: an extension of a term that is started again lapses with it (Doubt D-005).
        approved_on = latest + timedelta(days=draw(SPANS))
        events.append(Extend(draw(st.integers(1, 20)), approved_on))
    return received, events


def ask(received, events, calendar=None):
    return due("foi.reply", received, events, calendar=calendar)


@given(lives(), st.integers(1, 15))
def test_a_later_receipt_is_never_due_earlier(life, days):
    received, events = life
    later = received + timedelta(days=days)
    starts = [
        getattr(each, "sent_on", None) or getattr(each, "asked_on", None) or each.approved_on
        for each in events
    ]
    assume(all(later <= day for day in starts))
    assert ask(received, events).due_on <= ask(later, events).due_on


@given(
    st.sampled_from([*WORKING, *NATURAL]), st.dates(date(2024, 9, 1), date(2025, 3, 31)), st.integers(1, 30)
)
def test_every_clock_is_monotone(key, received, days):
    assert due(key, received).due_on <= due(key, received + timedelta(days=days)).due_on


@given(lives(), st.data())
def test_one_more_pause_never_brings_the_day_forward(life, data):
    received, events = life
    more = data.draw(pauses(received))
    assert ask(received, [*events, more]).due_on >= ask(received, events).due_on


def notice(day: date, *, off: bool) -> Notice:
    said = {day: "试"}
    return Notice(
        day.year, "试", "试", date(2007, 1, 1), date(2030, 1, 1), said if off else {}, {} if off else said
    )


@given(lives(), st.integers(1, 120))
def test_one_more_holiday_never_brings_the_day_forward(life, ahead):
    received, events = life
    extra = notice(received + timedelta(days=ahead), off=True)
    assert ask(received, events, Calendar(more=(extra,))).due_on >= ask(received, events).due_on


@given(lives(), st.integers(1, 120))
def test_one_more_make_up_day_never_pushes_the_day_back(life, ahead):
    received, events = life
    extra = notice(received + timedelta(days=ahead), off=False)
    assert ask(received, events, Calendar(more=(extra,))).due_on <= ask(received, events).due_on


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(life, random):
    received, events = life
    shuffled = [*events, *events[:1]]
    random.shuffle(shuffled)
    again = [each for n, each in enumerate(shuffled) if each not in shuffled[:n]]
    assert ask(received, again) == ask(received, events)


@given(lives(), SPANS)
def test_asking_on_a_day_knows_nothing_of_later_days(life, days):
    received, events = life
    as_of = received + timedelta(days=days)
    begun = [
        each
        for each in events
        if (getattr(each, "sent_on", None) or getattr(each, "asked_on", None) or each.approved_on) <= as_of
    ]
    assert due("foi.reply", received, events, as_of=as_of) == due("foi.reply", received, begun, as_of=as_of)


@given(lives())
def test_the_explanation_adds_up(life):
    received, events = life
    answer = ask(received, events)
    walked = [step for step in answer.steps if step.kind in ("counted", "off", "excluded")]
    span = (answer.due_on - answer.starts_on).days
    assert [step.on for step in walked] == [answer.starts_on + timedelta(days=n) for n in range(1, span + 1)]
    counted = [step for step in walked if step.counted]
    assert [step.number for step in counted] == list(range(1, len(counted) + 1))
    assert walked[-1].counted and walked[-1].on == answer.due_on
    extended = sum(each.days for each in events if isinstance(each, Extend))
    granted = extended if answer.unextended_on != answer.due_on else 0
    assert len(counted) == answer.length + granted


@given(lives())
def test_an_independent_count_comes_to_the_same_day(life):
    """The arithmetic again: plain loops over another calendar, consultations without own limits."""
    received, events = life
    plain = [
        Pause(each.party, each.sent_on, None, each.ended_on) for each in events if isinstance(each, Pause)
    ]
    closed = [(each.sent_on, each.ended_on) for each in plain if each.ended_on]

    def walk(start, count, closed=()):
        day = start
        while count:
            day += timedelta(days=1)
            if chinese_calendar.is_workday(day) and not any(a < day <= b for a, b in closed):
                count -= 1
        return day

    base = received
    restarts = [each for each in events if isinstance(each, Restart)]
    for each in restarts:
        if each.asked_on <= walk(received, 7) or each.confirmed:
            base = each.on
    expected = walk(base, 20, closed)
    extends = [each for each in events if isinstance(each, Extend)]
    for each in extends:
        if base <= each.approved_on <= expected:
            expected = walk(base, 20 + each.days, closed)
    assert ask(received, [*plain, *restarts, *extends]).due_on == expected
