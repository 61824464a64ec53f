"""Role × verb × state: who may do what to a record where it stands, tried one by one."""

import itertools

import pytest
from office import NOW, Office, open_office, sample

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.law.errors import GongkaiError
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.permissions import NotPermitted, matrix, may
from gongkai.records import access, services
from gongkai.records.clearance import ImpossibleAct, State, Verdict
from gongkai.records.errors import UnknownRecord
from gongkai.records.facts import TakeDownReason
from gongkai.records.models import Record
from invented_county import GOVERNMENT, START, TOWN

VERBS = {
    "records.revise": lambda there, by, at: services.revise(there.subject, sample(title="改"), by=by, at=at),
    "records.submit": lambda there, by, at: services.submit(there.subject, sha256=there.sha256, by=by, at=at),
    "records.review_first": lambda there, by, at: decide(there, "first", by, at),
    "records.review_second": lambda there, by, at: decide(there, "second", by, at),
    "records.review_third": lambda there, by, at: decide(there, "third", by, at),
    "records.review_secrecy": lambda there, by, at: decide(there, "secrecy", by, at),
    "records.publish": lambda there, by, at: services.publish(
        there.subject, sha256=there.sha256, by=by, at=at
    ),
    "records.withdraw": lambda there, by, at: services.withdraw(
        there.subject, reason=TakeDownReason.ERROR, text="内容有误", by=by, at=at
    ),
    "records.force_publish": lambda there, by, at: services.force_publish(
        there.subject, sha256=there.sha256, reason="情况紧急，先行发布", by=by, at=at
    ),
}

# Where a record stands → the verbs that the rules of clearance allow there, and by whom (the posts allowed).
LAWFUL = {
    State.DRAFT: {"records.revise", "records.submit"},
    State.IN_CLEARANCE: {"records.revise", "records.review_first", "records.review_secrecy"},
    State.CLEARED: {"records.revise", "records.publish"},
    State.LIVE: {"records.publish", "records.withdraw"},
    State.WITHDRAWN: set(),
}


def decide(there, step, by, at):
    more = {"level": SecrecyLevel.NONE, "basis": "不涉密"} if step == "secrecy" else {}
    return services.decide(there.subject, step, Verdict.APPROVED, sha256=there.sha256, by=by, at=at, **more)


def stand(office: Office, state: State):
    """A record that stands there."""
    if state is State.DRAFT:
        return office.draft()
    if state is State.IN_CLEARANCE:
        return office.submitted()
    if state is State.CLEARED:
        return office.cleared()
    there = office.live()
    if state is State.WITHDRAWN:
        VERBS["records.withdraw"](there, office.clerk, office.later())
    return there


def open_with_every_role() -> Office:
    office = open_office()
    for role in Role:
        who = people.register(f"only-{role.value}", "某人")
        people.appoint(who, people.set_up_post(GOVERNMENT, role).pk, valid_from=START)
        office.actors[role.value] = actor_of(who, NOW.date())
    return office


@pytest.fixture
def office(sqlite_with):
    return sqlite_with(open_with_every_role)


@pytest.mark.parametrize("state", LAWFUL)
def test_every_role_at_every_verb_in_every_state(office, state):
    for verb, role in itertools.product(VERBS, Role):
        there = stand(office, state)
        by = office.actors[role.value]
        expected = verb in LAWFUL[state] and role in matrix().verbs[verb].roles
        before = Record.objects.values().get(subject=there.subject)
        try:
            VERBS[verb](there, by, office.later())
            done = True
        except GongkaiError as refusal:
            done = False
            unseen = not may(by, "records.read", before["organ"])
            assert isinstance(refusal, UnknownRecord) == unseen, (role, refusal.message)
            assert refusal.message and refusal.code
        assert done == expected, (role, verb, state)
        if not done:
            assert Record.objects.values().get(subject=there.subject) == before, "a refusal changes nothing"


def test_another_organs_record_is_not_there(office):
    there = office.draft()
    elsewhere = {}
    for role in Role:
        who = people.register(f"town-{role.value}", "镇里人")
        people.appoint(who, people.set_up_post(TOWN, role).pk, valid_from=START)
        elsewhere[role] = actor_of(who, NOW.date())
    county_wide = {Role.CLERK, Role.INSPECTOR, Role.SITE_EDITOR, Role.ADMINISTRATOR}
    for role, by in elsewhere.items():
        if role in county_wide:
            continue
        for act in VERBS.values():
            with pytest.raises(UnknownRecord) as unseen:
                act(there, by, office.later())
            with pytest.raises(UnknownRecord) as missing:
                access.record_for(by, "record:2020-999999")
            assert unseen.value.code == missing.value.code
            assert unseen.value.message.replace(there.subject, "") == missing.value.message.replace(
                "record:2020-999999", ""
            )
        assert not access.readable(by).exists()


def test_a_refusal_names_the_post_that_may(office):
    with pytest.raises(NotPermitted, match="政务公开办经办人") as refused:
        services.publish(office.cleared().subject, sha256="x", by=office.liaison, at=office.later())
    assert refused.value.law == "OGI 23"


def test_an_act_out_of_state_says_where_it_stands(office):
    there = office.draft()
    with pytest.raises(ImpossibleAct, match="现为“草稿”，不能发布"):
        services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
