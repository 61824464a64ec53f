"""No path to live without all approvals on the same content: whatever people try, in whatever order."""

import random
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import STEPS, Office, open_office, sample

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.law.errors import GongkaiError
from gongkai.records import services
from gongkai.records.clearance import State, Verdict
from gongkai.records.content import Content
from gongkai.records.facts import TakeDownReason
from gongkai.records.models import Decision, Edition, Record, Revision
from invented_county import COUNTY, HEALTH

PEOPLE = ["liaison", "stranger", *STEPS, "clerk", "leader", "inspector", "everybody"]
ACTS = [
    "revise",
    "submit",
    "approve",
    "return",
    "publish",
    "publish_many",
    "force",
    "withdraw",
    "begin",
    "discard",
    "restore",
]


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def open_crowd() -> Office:
    """With somebody who holds every post at once: the four-eyes rules must hold against the roles."""
    office = open_office()
    from office import NOW

    from gongkai.organs import people
    from gongkai.organs.acting import Role, actor_of
    from invented_county import GOVERNMENT, START

    who = people.register("everybody", "全能")
    for role in Role:
        people.appoint(who, people.set_up_post(GOVERNMENT, role).pk, valid_from=START)
    office.actors["everybody"] = actor_of(who, NOW.date())
    return office


@pytest.fixture
def crowd(sqlite_with):
    return sqlite_with(open_crowd)


def attempt(office: Office, subject: str, act: str, person: str, pick: random.Random) -> None:
    """One act of one person, with what that person could send; refused or done."""
    record = Record.objects.get(subject=subject)
    edition = Edition.objects.filter(pk=record.draft_edition_id or record.live_edition_id).first()
    hashes = list(Revision.objects.filter(edition__record=record).values_list("sha256", flat=True))
    sha = edition.revision.sha256 if edition and pick.random() < 0.8 else pick.choice(hashes)
    by, at = office.actors[person], office.later()
    if act == "revise":
        services.revise(subject, sample(title=f"第{pick.randrange(3)}稿"), by=by, at=at)
    elif act == "submit":
        services.submit(subject, sha256=sha, by=by, at=at)
    elif act in ("approve", "return"):
        step = pick.choice(list(STEPS))
        verdict = Verdict.APPROVED if act == "approve" else Verdict.RETURNED
        more = {"level": SecrecyLevel.NONE, "basis": "不涉密"} if step == "secrecy" else {}
        services.decide(subject, step, verdict, sha256=sha, by=by, at=at, remarks="意见", **more)
    elif act == "publish":
        services.publish(subject, sha256=sha, by=by, at=at)
    elif act == "publish_many":
        services.publish_many([subject], by=by, at=at)
    elif act == "force":
        services.force_publish(subject, sha256=sha, reason="情况紧急，先行发布", by=by, at=at)
    elif act == "withdraw":
        services.withdraw(subject, reason=TakeDownReason.ERROR, text="内容有误", by=by, at=at)
    elif act == "begin":
        services.begin_edition(subject, by=by, at=at)
    elif act == "restore":
        services.restore(subject, by=by, at=at)
    else:
        services.discard(subject, sha256=sha, reason="不再需要", by=by, at=at)


def require_lawful(subject: str) -> None:
    """What must hold of a record at every moment."""
    record = Record.objects.get(subject=subject)
    live = list(Edition.objects.filter(record=record, state=State.LIVE).select_related("revision"))
    assert len(live) <= 1 and record.visible == bool(live)
    assert record.editions.filter(state__in=["draft", "returned", "in_clearance", "cleared"]).count() <= 1
    ever = Edition.objects.filter(record=record, published_at__isnull=False).select_related("revision")
    for edition in ever:
        content = Content.from_json(edition.revision.content)
        assert content.sha256 == edition.revision.sha256
        on_it = Decision.objects.filter(revision=edition.revision_id, sha256=edition.revision.sha256)
        approved = dict(on_it.filter(verdict="approved").values_list("step", "by_id"))
        if edition.forced:
            assert "secrecy" in approved and on_it.filter(step="forced").exists()
            continue
        assert set(approved) == set(STEPS), "every step approved exactly this content"
        authors = set(Revision.objects.filter(edition=edition).values_list("by_id", flat=True))
        assert len(set(approved.values())) == len(STEPS), "four different people"
        assert not authors & set(approved.values()), "none of them an author"
    assert record.title == (live[0].revision.content["title"] if live else record.title)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_random_acts_never_find_a_way_round(crowd, seed):
    office = crowd
    pick = random.Random(seed)
    subject = services.draft("notice", HEALTH, sample(), by=office.liaison, at=office.later()).subject
    for _ in range(40):
        act, person = pick.choice(ACTS), pick.choice(PEOPLE)
        if pick.random() < 0.6:
            act, person = likely(subject)
        with suppress(GongkaiError):
            attempt(office, subject, act, person, pick)
        require_lawful(subject)


def likely(subject: str) -> tuple[str, str]:
    """What honest people would do next, so that the walk gets to where it matters."""
    record = Record.objects.get(subject=subject)
    if record.draft_edition_id is None:
        return "begin", "liaison"
    edition = Edition.objects.get(pk=record.draft_edition_id)
    if edition.state in ("draft", "returned"):
        return "submit", "liaison"
    if edition.state == "cleared":
        return "publish", "clerk"
    return "approve", edition.waiting_for


def test_the_walks_do_reach_publication(crowd):
    """The property test is worth something only if records get live in it."""
    office, reached = crowd, 0
    for seed in range(6):
        pick = random.Random(seed)
        subject = services.draft("notice", HEALTH, sample(), by=office.liaison, at=office.later()).subject
        for _ in range(80):
            act, person = likely(subject) if pick.random() < 0.9 else (pick.choice(ACTS), pick.choice(PEOPLE))
            with suppress(GongkaiError):
                attempt(office, subject, act, person, pick)
        reached += Edition.objects.filter(record__subject=subject, published_at__isnull=False).exists()
    assert reached >= 3


def test_the_database_refuses_two_live_editions(office):
    from django.db import IntegrityError, transaction

    there = office.live()
    record = Record.objects.get(subject=there.subject)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            record=record, number=9, state="live", title="x", author_id=1, moved_at=office.at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.bulk_create(
            [
                Edition(record=record, number=n, state="draft", title="x", author_id=1, moved_at=office.at)
                for n in (7, 8)
            ]
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(live_edition=None)
    assert Record.objects.get(subject=there.subject).region == COUNTY


def test_what_was_said_and_decided_cannot_be_changed(office):
    from django.db import DatabaseError, transaction

    there = office.live()
    revisions = Revision.objects.filter(edition__record__subject=there.subject)
    decisions = Decision.objects.filter(edition__record__subject=there.subject)
    for change in (
        lambda: revisions.update(sha256="0" * 64),
        lambda: revisions.update(content={}),
        lambda: decisions.update(verdict="approved"),
        lambda: decisions.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
