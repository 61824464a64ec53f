"""Role × verb × state: who may do what to an application where it stands, one by one; lists included."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from foi_office import asked, open_office, someone, written

from gongkai.casework import access as cases
from gongkai.casework.models import Deed, StatusRow
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import access, queries, services
from gongkai.foi.errors import UnknownApplication
from gongkai.foi.facts import Intake, Manner, Means, OrderedBy, Outcome, Party
from gongkai.foi.models import Reply
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.permissions import NotPermitted, matrix, may
from invented_county import COUNTY, HEALTH, OFFICE, START, TOWN

STATES = ("unconfirmed", "open", "drafted", "decided", "delivered", "withdrawn")


def sha_of(subject):
    reply = Reply.objects.filter(application=subject, replaced_at=None).first()
    return reply.sha256 if reply else "0" * 64


VERBS = {
    "foi.confirm_receipt": lambda subject, by: services.confirm_receipt(subject, Means.EMAIL, by),
    "foi.request_supplement": lambda subject, by: services.request_supplement(subject, 10, by),
    "foi.demand_reasons": lambda subject, by: services.demand_reasons(subject, 5, by),
    "foi.transfer": lambda subject, by: services.transfer(subject, HEALTH, by),
    "foi.consult": lambda subject, by: services.consult(subject, Party.ORGAN, "事项", by, organ=TOWN),
    "foi.extend": lambda subject, by: services.extend(subject, 10, by),
    "foi.split": lambda subject, by: services.split(subject, by),
    "foi.note": lambda subject, by: services.note(subject, "建议公开", by),
    "foi.draft": lambda subject, by: services.draft(
        subject, {1: given(), 2: given()}, services.File("稿.docx", b"x"), by
    ),
    "foi.review_secrecy": lambda subject, by: services.clear_secrecy(
        subject, sha_of(subject), SecrecyLevel.NONE, "不涉密", by
    ),
    "foi.sign": lambda subject, by: services.sign(subject, sha_of(subject), by, written=written),
    "foi.deliver": lambda subject, by: services.deliver(subject, Manner.POST, by, proof_no="XA1"),
    "foi.archive": lambda subject, by: services.archive(subject, by),
    "foi.withdraw": lambda subject, by: services.withdraw(subject, by),
    "foi.reopen": lambda subject, by: services.reopen(subject, "有误", by),
    "foi.order_redecision": lambda subject, by: services.order_redecision(
        subject, OrderedBy.COURT, "lawsuit:1", by
    ),
}

IN_HAND = {
    "foi.request_supplement", "foi.demand_reasons", "foi.transfer", "foi.consult", "foi.extend", "foi.split",
    "foi.draft", "foi.withdraw",
}  # fmt: skip
LAWFUL = {
    "unconfirmed": {"foi.confirm_receipt"},
    "open": IN_HAND,
    "drafted": IN_HAND | {"foi.review_secrecy", "foi.sign"},
    "decided": {"foi.deliver", "foi.reopen", "foi.order_redecision", "foi.review_secrecy"},
    "delivered": {"foi.archive", "foi.reopen", "foi.order_redecision", "foi.review_secrecy"},
    "withdrawn": {"foi.archive", "foi.reopen"},
}
ALWAYS = {"foi.note"}


def given():
    from foi_office import words

    return words(Outcome.GRANTED)


def stand(office, state):
    """An application that stands there."""
    if state == "unconfirmed":
        return services.register(asked("一", "二"), Intake.FAX, OFFICE, office.by("clerk")).subject
    subject = office.application("一", "二")
    if state == "withdrawn":
        services.withdraw(subject, office.by("clerk"))
    elif state != "open":
        sha256 = office.draft(subject)
        office.clear(subject, sha256)
        if state != "drafted":
            office.sign(subject, sha256)
        if state == "delivered":
            office.deliver(subject)
    return subject


@pytest.fixture
def office(sqlite, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = open_office()
    for role in Role:
        for organ in (OFFICE, TOWN):
            who = people.register(f"only-{organ}-{role.value}", "某人")
            people.appoint(
                who, people.set_up_post(organ, role, name=f"{role.value}-only").pk, valid_from=START
            )
            office.actors[f"{organ}-{role.value}"] = actor_of(who, office.at.date())
    return office


def kept(subject):
    row = StatusRow.objects.values().get(pk=subject)
    return row, len(reading.timeline(COUNTY, subject)), Deed.objects.filter(subject=subject).count()


@pytest.mark.parametrize("state", STATES)
def test_every_role_at_every_verb_in_every_state(office, state):
    for verb, role in itertools.product(VERBS, Role):
        subject = stand(office, state)
        by = office.by(f"{OFFICE}-{role.value}")
        expected = verb in LAWFUL[state] | ALWAYS and role in matrix().verbs[verb].roles
        before = kept(subject)
        try:
            VERBS[verb](subject, by)
            done = True
        except GongkaiError as refusal:
            done = False
            unseen = not may(by.actor, "foi.read", OFFICE)
            assert isinstance(refusal, UnknownApplication) == unseen, (role, verb, refusal.message)
            assert refusal.message and refusal.code
        assert done == expected, (role, verb, state)
        if not done:
            assert kept(subject) == before, "a refusal changes nothing"


def test_the_screens_acts_are_those_the_services_allow(office):
    for state in STATES:
        subject = stand(office, state)
        for role in Role:
            actor = office.actors[f"{OFFICE}-{role.value}"]
            if not may(actor, "foi.read", OFFICE):
                continue
            page = queries.application_page(actor, subject, office.at)
            offered = {queries.verb_of(each.act) for each in page.acts}
            tried = set(VERBS) - {"foi.draft", "foi.review_secrecy", *ALWAYS}
            lawful = {verb for verb in LAWFUL[state] & tried if role in matrix().verbs[verb].roles}
            if state == "open" and role in matrix().verbs["foi.sign"].roles:
                lawful |= {"foi.sign"}  # in time to sign; there is no draft yet
            assert offered & tried == lawful, (state, role)


@pytest.mark.law("OGI 15")
def test_f23_another_organs_application_is_not_there_in_any_way(office):
    subject = office.application("征地补偿方案", applicant=someone(3), title="征地补偿")
    number = subject.partition(":")[2]
    for role in Role:
        actor = office.actors[f"{TOWN}-{role.value}"]
        if OFFICE in cases_reach(actor):
            continue
        for verb, act in VERBS.items():
            by = office.by(f"{TOWN}-{role.value}")
            with pytest.raises(UnknownApplication) as unseen:
                act(subject, by)
            with pytest.raises(UnknownApplication) as missing:
                access.application_for(actor, "foi:2025-9999", verb)
            assert unseen.value.code == missing.value.code
            assert unseen.value.message.replace(subject, "") == missing.value.message.replace(
                "foi:2025-9999", ""
            )
        with pytest.raises(UnknownApplication):
            queries.application_page(actor, subject, office.at)
        for asked_for in ({"text": "征地"}, {"text": number}, {"person": someone(3).phone}, {}):
            assert queries.applications(actor, office.at, **asked_for) == []
        assert queries.counts(actor) == {}
        assert not cases.readable(actor, "foi").exists()
    assert queries.counts(office.clerk) == {"open": 1}
    assert len(queries.applications(office.clerk, office.at, person=someone(3).phone)) == 1


def cases_reach(actor):
    return {organ for post in actor.posts for organ in post.covers}


def test_the_inspector_sees_the_case_and_the_applicant_masked(office):
    subject = office.application(applicant=someone(3))
    page = queries.application_page(office.inspector, subject, office.at)
    (applicant,) = page.parties
    assert applicant.shown["name"] != someone(3).name and someone(3).phone not in str(applicant.shown)
    assert page.acts == ()
    with pytest.raises(NotPermitted):
        services.withdraw(subject, office.by("inspector"))


def test_a_list_costs_the_same_number_of_queries_however_long(office):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            lines = queries.applications(office.clerk, office.at)
            queries.counts(office.clerk)
        return len(lines), len(caught)

    def more(n):
        subject = office.application(applicant=someone(n))
        ref = services.consult(subject, Party.ORGAN, "事项", office.by("clerk"), organ=HEALTH)
        assert ref == "1"

    more(1)
    few = cost()
    for n in range(2, 12):
        more(n)
    many = cost()
    assert (few[0], many[0]) == (1, 11) and few[1] == many[1] <= 4
