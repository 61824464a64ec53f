"""Stories of applications, run as they are written: facts with dates, then what must come out on which day.

Each is told again on other dates, where the law's own clock says what must come out. A key that the runner
does not know fails, so nothing goes unchecked.
"""

import random
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from gongkai.foi.kinds import Letter, Outcome
from gongkai.foi.status import Act, alarms, chance, days_left, status
from gongkai.law.calendar import BEIJING, calendar
from gongkai.law.clock import due, late_working_days
from gongkai.law.errors import GongkaiError
from gongkai.law.events import read_event
from gongkai.law.sources import unresolved
from gongkai.ledger.bodies import deed_from
from gongkai.ledger.kinds import Entered, body_of

FOLDER = Path(__file__).parent / "scenarios"
STORIES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
SHIFTS = (-371, -97, -28, -1, 1, 5, 30, 105, 161)


def cases():
    return [
        pytest.param(case, id=f"{name}-{n}")
        for name, story in STORIES.items()
        for n, case in enumerate(story["cases"], 1)
    ]


def told(listed, shift=0, subject="foi:2025-0001"):
    """The facts of a story as the ledger would hold them."""
    found = []
    for seq, raw in enumerate(listed, 1):
        body = dict(raw)
        kind, on = body.pop("kind"), body.pop("on") + timedelta(days=shift)
        voids, at = body.pop("voids", None), body.pop("at", time(9))
        body = {key: moved(value, shift) for key, value in body.items()}
        kept = body_of(deed_from(kind, body))
        moment = datetime.combine(on, at, BEIJING)
        found.append(Entered(seq, kind, subject, "410223-01", "410223", on, moment, kept, voids))
    return found


def moved(value, shift):
    return (value + timedelta(days=shift)).isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_a_title_a_text_and_its_articles(name):
    story = STORIES[name]
    assert set(story) <= {"title", "law", "story", "cases"}
    assert story["title"] and story["story"] and not unresolved(story["law"])


@pytest.mark.parametrize("case", cases())
def test_a_story_comes_out(case):
    assert set(case) <= {"say", "facts", "mail", "asked", "law"}
    facts, mail = told(case["facts"]), told(case.get("mail", []), subject="mail:2025-0001")
    for asked in case["asked"]:
        expected = dict(asked)
        found = standing_on(facts, mail, expected)
        for key, value in expected.items():
            EXPECTED[key](found, value)
        # Who entered what first does not matter.
        again = standing_on(shuffled(facts), mail, dict(asked))
        assert [each.due for each in again.clocks] == [each.due for each in found.clocks]
        assert (again.phase, again.late_days) == (found.phase, found.late_days)
        assert again.breaches == found.breaches


def shuffled(facts):
    """The same facts entered in another order: each keeps what it takes back."""
    order = list(range(len(facts)))
    random.Random(len(facts)).shuffle(order)
    new = {facts[old].seq: place for place, old in enumerate(order, 1)}
    return [
        Entered(
            new[each.seq],
            each.kind,
            each.subject,
            each.organ,
            each.region,
            each.happened_on,
            each.entered_at,
            each.body,
            new.get(each.voids) if each.voids else None,
        )
        for each in (facts[old] for old in order)
    ]


def standing_on(facts, mail, asked):
    known_at, as_of = asked.pop("known_at", None), asked.pop("as_of")
    notices = asked.pop("calendar_of", None)
    known = known_at and datetime.combine(known_at, time(23, 59), BEIJING)
    return status(facts, as_of=as_of, known_at=known, mail=mail, calendar=notices and calendar(notices))


LAWS = [pytest.param(param.values[0], id=param.id) for param in cases() if "law" in param.values[0]]


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("case", LAWS)
def test_the_same_story_on_other_dates_follows_the_clock_of_the_law(case, shift):
    law = dict(case["law"])
    days = timedelta(days=shift)
    events = [
        read_event({key: value + days if isinstance(value, date) else value for key, value in each.items()})
        for each in law.get("events", [])
    ]
    received, last = law["received"] + days, law["as_of"] + days
    answer = due(law["clock"], received, events, as_of=last, given=law.get("given"))
    found = status(told(case["facts"], shift), as_of=last)
    assert found.due == answer
    assert {each.code for each in answer.breaches} <= {each.code for each in found.breaches}
    if "replied" in law:
        assert found.late_days == late_working_days(answer.due_on, law["replied"] + days)


def test_the_stories_cover_the_list():
    wanted = {f"f{n:02d}" for n in (*range(1, 15), 17, 19, 24)}
    assert {name.split("-")[0] for name in STORIES} >= wanted
    assert sum("law" in case.values[0] for case in cases()) >= 12


def test_a_story_that_is_wrong_fails():
    case = {"facts": [RECEIVED], "asked": [{"as_of": date(2025, 9, 22), "due_on": date(2025, 10, 23)}]}
    with pytest.raises(AssertionError):
        test_a_story_comes_out(case)
    case = {"facts": [RECEIVED], "asked": [{"as_of": date(2025, 9, 22), "deu_on": date(2025, 10, 24)}]}
    with pytest.raises(KeyError):
        test_a_story_comes_out(case)


RECEIVED = {
    "kind": "foi.received",
    "on": date(2025, 9, 22),
    "applicant": "natural_person",
    "intake": "in_person",
}


def equal(get):
    def check(found, value):
        assert get(found) == value

    return check


def codes(listed):
    return [each.code for each in listed]


def check_acts(found, acts):
    for each in acts:
        asked = dict(each)
        act, how, has = Act(asked.pop("act")), asked.pop("how"), asked.pop("why_has", "")
        if "letter" in asked:
            asked["letter"] = Letter(asked["letter"])
        if "outcomes" in asked:
            asked["outcomes"] = [Outcome(one) for one in asked["outcomes"]]
        answer = chance(found, act, **asked)
        assert (answer.how, has in answer.why) == (how, True), (each, answer)
        assert not answer.law or not unresolved([answer.law])


def check_clocks(found, clocks):
    for each in clocks:
        clock = found.clock(each["key"])
        assert clock is not None, each
        assert clock.due_on == each["due_on"]
        assert clock.done_on == each.get("done_on", clock.done_on)
        assert "runs" not in each or clock.runs(found.as_of) == each["runs"]


def check_consultations(found, listed):
    assert [
        {"ref": each.ref, "meaning": each.meaning.value} | ({"due_on": each.due_on} if each.due_on else {})
        for each in found.consultations
    ] == listed


EXPECTED = {
    "phase": equal(lambda found: found.phase.value),
    "received_on": equal(lambda found: found.received_on),
    "due_on": equal(lambda found: found.due_on),
    "no_due_day": equal(lambda found: found.due_on is None),
    "provisional": equal(lambda found: found.provisional),
    "used": equal(lambda found: found.due.used(found.as_of)),
    "left": equal(days_left),
    "excluded": equal(lambda found: len(found.due.excluded)),
    "late_days": equal(lambda found: found.late_days),
    "overdue_days": equal(lambda found: found.overdue_days),
    "outcome": equal(lambda found: found.outcome),
    "closed_on": equal(lambda found: found.closed_on or ""),
    "rounds": equal(lambda found: len(found.handlings)),
    "breaches": equal(lambda found: codes(found.breaches)),
    "alarms": equal(lambda found: codes(alarms(found))),
    "red": equal(lambda found: [each.code for each in alarms(found) if each.level == "red"]),
    "told": equal(lambda found: sorted({role for each in alarms(found) for role in each.to})),
    "alternatives": equal(lambda found: [each.due_on or "" for each in found.alternatives]),
    "acts": check_acts,
    "clocks": check_clocks,
    "consultations": check_consultations,
    "steps_say": lambda found, texts: [
        pytest.fail(text) for text in texts if not any(text in step.why for step in found.due.steps)
    ],
}


def test_errors_of_stories_are_ours():
    with pytest.raises(GongkaiError):
        deed_from("foi.received", {"applicant": "nobody"})
