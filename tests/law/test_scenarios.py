"""Stories that an official can read, run as they are written: facts with dates, then what must come out.

One runner for all files of ``scenarios/``; a key that it does not know fails, so nothing goes unchecked.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.clock import due, late_working_days
from gongkai.law.errors import GongkaiError
from gongkai.law.events import read_event
from gongkai.law.fees import fee
from gongkai.law.hours import due_at
from gongkai.law.receipt import receipt_day, service_day
from gongkai.law.sources import cite, unresolved

FOLDER = Path(__file__).parent / "scenarios"
STORIES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def cases(kind: str):
    return [
        pytest.param(case, id=f"{name}-{n}")
        for name, story in STORIES.items()
        for n, case in enumerate(story.get(kind, []), 1)
    ]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_a_title_a_text_and_its_articles(name):
    story = STORIES[name]
    assert set(story) <= {"title", "law", "story", "clocks", "hours", "fees", "days"}
    assert story["title"] and story["story"] and not unresolved(story["law"])


@pytest.mark.parametrize("case", cases("clocks"))
def test_clock(case):
    case = dict(case)
    case.pop("say", "")
    expected = {key: case.pop(key) for key in list(case) if key in EXPECTED}
    events = [read_event(each) for each in case.pop("events", [])]
    known_at = case.get("known_at")
    asked = {key: case.pop(key) for key in ("as_of", "known_at", "given") if key in case}
    clock, received = case.pop("clock"), case.pop("received")
    assert not case, "unknown keys in a story"
    if "refused" in expected:
        with pytest.raises(GongkaiError) as refusal:
            due(clock, received, events, **asked)
        assert refusal.value.code == expected.pop("refused")
        assert expected.pop("message_has") in refusal.value.message
        assert not expected
        return
    answer = due(clock, received, events, **asked)
    expected.setdefault("provisional", False)
    expected.setdefault("breaches", [])
    expected.setdefault("alternatives", [])
    for key, value in expected.items():
        EXPECTED[key](answer, value, known_at)
    assert not unresolved(step.law for step in answer.steps)
    assert due(clock, received, reversed(events), **asked) == answer


def equal(found, value):
    assert found == value


def check_days(kind):
    def check(answer, days, _):
        assert set(days) <= {step.on for step in answer.steps if step.kind == kind}

    return check


def check_done(answer, done, known_at):
    for each in done:
        assert late_working_days(answer.due_on, each["at"], known_at) == each["late_working_days"], each


def check_used(answer, used, _):
    for each in used:
        assert (answer.used(each["on"]), answer.left(each["on"])) == (each["days"], each["left"])


def check_says(answer, texts, _):
    for text in texts:
        assert any(text in step.why for step in answer.steps), text


EXPECTED = {
    "due_on": lambda answer, value, _: equal(answer.due_on, value),
    "unextended_on": lambda answer, value, _: equal(answer.unextended_on, value),
    "provisional": lambda answer, value, _: equal(answer.provisional, value),
    "because_has": lambda answer, value, _: equal(any(value in each for each in answer.because), True),
    "excluded": lambda answer, value, _: equal(len(answer.excluded), value),
    "breaches": lambda answer, value, _: equal([each.code for each in answer.breaches], value),
    "alternatives": lambda answer, value, _: equal(
        [each.due_on.isoformat() if each.due_on else "" for each in answer.alternatives], value
    ),
    "counted": check_days("counted"),
    "off": check_days("off"),
    "taken_out": check_days("excluded"),
    "done": check_done,
    "used": check_used,
    "says": check_says,
    "refused": None,
    "message_has": None,
}


@pytest.mark.parametrize("case", cases("hours"))
def test_hours(case):
    answer = due_at(case["clock"], case["started"], hours=case["hours"])
    assert answer.due_at == case["due_at"]
    assert answer.provisional is case.get("provisional", False)
    spent = sum((each.ends - each.begins).total_seconds() for each in answer.stretches)
    assert spent == case["hours"] * 3600


@pytest.mark.parametrize("case", cases("fees"))
def test_fee(case):
    asked = {key: case[key] for key in ("items", "pages", "on") if key in case}
    if "refused" in case:
        with pytest.raises(GongkaiError) as refusal:
            fee(**asked)
        assert refusal.value.code == case["refused"]
        assert cite(refusal.value.law)
    else:
        assert str(fee(**asked).yuan) == case["yuan"]


@pytest.mark.parametrize("case", cases("days"))
def test_day(case):
    case = dict(case)
    case.pop("say", "")
    expected, says = case.pop("on", None), case.pop("says")
    if "receipt" in case:
        found = receipt_day(case.pop("receipt"), **case)
    else:
        found = service_day(case.pop("service"), **case)
    assert found.on == expected
    assert says in found.why and not unresolved([found.law])


def test_the_stories_cover_the_clock_part_of_the_list():
    told = {name.split("-")[0] for name in STORIES}
    wanted = ["f01", "f02", "f03", "f05", "f06", "f07", "f08", "f09", "f10", "f11", "f12", "f13", "f14"]
    assert told >= {*wanted, "f19", "f24", "h05", "h06", "h07", "h17", "vectors", "shifted"}


def test_a_story_that_is_wrong_fails():
    wrong = {"clock": "foi.reply", "received": date(2025, 9, 22), "due_on": date(2025, 10, 23)}
    with pytest.raises(AssertionError):
        test_clock(wrong)
    with pytest.raises(AssertionError, match="unknown keys"):
        test_clock(wrong | {"deu_on": date(2025, 10, 24)})
