"""Role × verb: who may do what to a dispute, one by one; and that another organ's is not there in any way."""

import itertools

import pytest
from dispute_office import ANSWER, by, noticed, open_office, reconsideration, refused, told

from gongkai.casework.models import Deed, StatusRow
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.permissions import NotPermitted, matrix, may
from gongkai.oversight import access, queries, services
from gongkai.oversight.errors import UnknownDispute
from gongkai.oversight.facts import Procedure, Result
from gongkai.oversight.status import Act
from invented_county import COUNTY, OFFICE, START, TOWN

ACTS = {
    Act.RECEIVE_NOTICE: lambda subject, by: services.receive_notice(
        subject, by, procedure=Procedure.SIMPLIFIED
    ),
    Act.FILE_ANSWER: lambda subject, by: services.file_answer(subject, by, answer=ANSWER),
    Act.CONCLUDE: lambda subject, by: services.conclude(subject, Result.UPHELD, by),
    Act.TAKE_BACK: lambda subject, by: services.take_back(subject, "误登", by),
}


def open_office_of_all_roles():
    """One post of each role in two organs, each with one person."""
    office = open_office()
    for role, organ in itertools.product(Role, (OFFICE, TOWN)):
        who = people.register(f"only-{organ}-{role.value}", "某人")
        people.appoint(who, people.set_up_post(organ, role, name=f"{role.value}-only").pk, valid_from=START)
        office.actors[f"{organ}-{role.value}"] = actor_of(who, office.at.date())
    return office, refused(office)


@pytest.fixture
def place(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return sqlite_with(open_office_of_all_roles)


def stand(office, about, act):
    """A dispute that stands where the deed can come next."""
    if act is Act.FILE_ANSWER:
        return noticed(office, about, office.at.date())
    return reconsideration(office, about)


def kept(subject):
    row = StatusRow.objects.values().get(pk=subject)
    return row, len(reading.timeline(COUNTY, subject)), Deed.objects.filter(subject=subject).count()


@pytest.mark.law("OGI 15")
def test_every_role_at_every_verb(place):
    office, about = place
    for act, role in itertools.product(ACTS, Role):
        subject = stand(office, about, act)
        who, before = by(office, f"{OFFICE}-{role.value}"), kept(subject)
        sees = may(who.actor, access.READ, OFFICE)
        allowed = role in matrix().verbs[queries.VERBS[act]].roles
        if sees:
            offered = queries.dispute_page(who.actor, subject, office.at).acts
            assert (act in offered) == allowed, (role, act)
        if allowed:
            ACTS[act](subject, who)
            continue
        with pytest.raises(NotPermitted if sees else UnknownDispute):
            ACTS[act](subject, who)
        assert kept(subject) == before, "a refusal changes nothing"


def test_who_may_register_one(place):
    office, about = place
    for role in Role:
        who = by(office, f"{OFFICE}-{role.value}")
        if role in matrix().verbs["oversight.file"].roles:
            assert services.file_reconsideration(told(about), who)
        else:
            with pytest.raises(GongkaiError) as refusal:
                services.file_reconsideration(told(about), who)
            assert refusal.value.code in ("not_permitted", "unknown_case"), role


@pytest.mark.law("OGI 15")
def test_another_organs_dispute_is_not_there(place):
    office, about = place
    subject = noticed(office, about, office.at.date())
    for role in Role:
        who = by(office, f"{TOWN}-{role.value}")
        if any(OFFICE in post.covers for post in who.actor.posts):
            continue
        for act in ACTS.values():
            with pytest.raises(UnknownDispute) as unseen:
                act(subject, who)
            with pytest.raises(UnknownDispute) as missing:
                act("reconsideration:2025-9999", who)
            assert unseen.value.message.replace("0001", "9999") == missing.value.message
        with pytest.raises(UnknownDispute):
            queries.dispute_page(who.actor, subject, office.at)
        assert not queries.rows(who.actor).exists() and not queries.about(who.actor, about)
