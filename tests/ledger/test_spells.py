"""Open spells: the cache is what the facts say, whatever happened; a day asked for is the pure reading."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import fresh_region
from gongkai.foi import facts as foi
from gongkai.hotline import facts as hotline
from gongkai.ledger import entry, open_spells, reading
from gongkai.ledger.models import OpenSpell
from gongkai.ledger.rows import Row
from gongkai.ledger.spells import open_spells as pure
from gongkai.ledger.spells import spells, trait_of
from gongkai.records import facts as records
from ledger.acts import DECIDED, FIRST, RECEIVED, acts, enter, moment, perform

same_database = settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def cached(region: str) -> set[tuple]:
    return set(
        OpenSpell.objects.filter(region=region).values_list(
            "spell", "subject", "organ", "trait", "opened_seq", "opened_on"
        )
    )


def by_facts(done) -> set[tuple]:
    return {
        (name, subject, opening.organ, trait_of(opening), opening.seq, opening.happened_on)
        for name in spells()
        for subject, opening in pure(done, name).items()
    }


@same_database
@given(wanted=acts())
def test_live_is_rebuilt_is_read_from_facts(database, wanted):
    region = fresh_region()
    done = perform(region, wanted)
    live = cached(region)
    assert open_spells.rebuild(region) == 0
    assert cached(region) == live == by_facts(done)


@same_database
@given(wanted=acts(), days=st.integers(-1, 10), known=st.none() | st.integers(0, 12))
def test_open_at_a_day_as_known_at_a_moment(database, wanted, days, known):
    region = fresh_region()
    done = perform(region, wanted)
    day = FIRST + timedelta(days=days)
    known_at = None if known is None else moment(FIRST + timedelta(days=known), 13)
    for name in spells():
        expected = pure(done, name, at=day, known_at=known_at)
        found = open_spells.open_at(region, name, day, known_at=known_at)
        assert {each.subject: each.seq for each in found} == {
            subject: opening.seq for subject, opening in expected.items()
        }


@same_database
@given(wanted=acts(most=12))
def test_a_batch_leaves_the_same_spells_as_single_entries(database, wanted):
    one, other = fresh_region(), fresh_region()
    plain = [act for act in wanted if act[2] != "void" and not isinstance(act[2], foi.Reopened)]
    perform(one, plain)
    rows = [
        Row.of(deed, subject=f"{prefix}:{number}", organ="410223-01", happened_on=day, external_id=str(place))
        for place, (prefix, number, deed, day, _, _) in enumerate(plain)
    ]
    entry.enter_batch(rows, region=other, origin="t", entered_at=moment(date(2021, 1, 1)), by="import")
    assert {each[:4] for each in cached(one)} == {each[:4] for each in cached(other)}


def test_a_reopened_application_is_open_again_and_its_decision_does_not_count(database):
    enter(RECEIVED, "foi:1", date(2020, 3, 2))
    decision = enter(DECIDED, "foi:1", date(2020, 3, 9))
    assert open_spells.open_at("410223", "application", date(2020, 4, 1)) == []
    enter(foi.Reopened(), "foi:1", date(2020, 3, 20), voids=decision.seq)
    (found,) = open_spells.open_at("410223", "application", date(2020, 4, 1))
    assert (found.subject, found.opened_on, found.trait) == ("foi:1", date(2020, 3, 2), "natural_person")
    assert [each.kind for each in reading.facts("410223")] == ["foi.received", "foi.reopened"]


def test_a_receipt_voided_after_a_filing_is_still_seen_by_it(database):
    received = enter(RECEIVED, "foi:1", date(2020, 12, 30))
    filed = moment(date(2021, 1, 20))
    entry.void(
        received.seq, reason="重复登记", region="410223", entered_at=moment(date(2021, 2, 1)), by="clerk"
    )
    assert open_spells.open_at("410223", "application", date(2021, 1, 1)) == []
    (found,) = open_spells.open_at("410223", "application", date(2021, 1, 1), known_at=filed)
    assert found.seq == received.seq


def test_a_closing_entered_late_was_not_known(database):
    enter(RECEIVED, "foi:1", date(2020, 12, 1))
    enter(DECIDED, "foi:1", date(2020, 12, 29), entered_at=moment(date(2021, 2, 10)))
    assert open_spells.open_at("410223", "application", date(2021, 1, 1)) == []
    known = moment(date(2021, 1, 25))
    assert len(open_spells.open_at("410223", "application", date(2021, 1, 1), known_at=known)) == 1


def test_a_record_published_again_is_public_again(database):
    genre = records.Genre.NORMATIVE_DOCUMENT
    enter(records.Published(genre=genre), "record:1", date(2020, 1, 2))
    enter(records.TakenDown(genre=genre, reason=records.TakeDownReason.ERROR), "record:1", date(2020, 2, 2))
    enter(records.Published(genre=genre), "record:1", date(2020, 3, 2))
    (found,) = open_spells.open_at("410223", "publication", date(2021, 1, 1), traits=[genre])
    assert found.opened_on == date(2020, 3, 2)
    assert open_spells.open_at("410223", "publication", date(2021, 1, 1), traits=["news"]) == []


def test_what_closes_on_the_day_of_opening_closes_it_in_whatever_order(database):
    enter(DECIDED, "foi:1", date(2020, 3, 2))
    enter(RECEIVED, "foi:1", date(2020, 3, 2))
    assert open_spells.open_at("410223", "application", date(2020, 3, 3)) == []


def test_a_ticket_reopened_keeps_its_first_closure(database):
    line = hotline.Line.COUNTY
    enter(hotline.Received(line=line, appeal=hotline.Appeal.COMPLAINT), "hotline:1", date(2020, 3, 2))
    enter(hotline.Closed(line=line), "hotline:1", date(2020, 3, 30))
    enter(hotline.Reopened(line=line), "hotline:1", date(2020, 4, 2))
    assert [each.opened_on for each in open_spells.open_at("410223", "ticket", date(2020, 5, 1))] == [
        date(2020, 4, 2)
    ]
    assert "hotline.closed" in {each.kind for each in reading.facts("410223")}


def test_organs_and_regions_are_told_apart(database):
    enter(RECEIVED, "foi:1", date(2020, 3, 2), organ="a")
    enter(RECEIVED, "foi:2", date(2020, 3, 2), organ="b")
    enter(RECEIVED, "foi:1", date(2020, 3, 2), region="410224", organ="a")
    found = open_spells.open_at("410223", "application", date(2020, 4, 1), organs={"a"})
    assert [each.subject for each in found] == ["foi:1"]


def test_the_cache_that_was_tampered_with_is_put_right(database):
    enter(RECEIVED, "foi:1", date(2020, 3, 2))
    before = cached("410223")
    OpenSpell.objects.all().delete()
    assert open_spells.rebuild() == 1
    assert cached("410223") == before
    OpenSpell.objects.update(opened_on=date(2020, 3, 3))
    enter(RECEIVED, "foi:2", date(2020, 3, 2))
    assert open_spells.rebuild() == 1 and open_spells.rebuild() == 0


@pytest.mark.parametrize("name", ["application", "publication", "ticket", "reconsideration", "lawsuit"])
def test_every_spell_that_begins_can_end(name):
    assert spells()[name].opens and spells()[name].closes


def test_a_decision_voided_after_a_filing_still_counts_in_it(database):
    enter(RECEIVED, "foi:1", date(2020, 12, 1))
    decision = enter(DECIDED, "foi:1", date(2020, 12, 20))
    filed = moment(date(2021, 1, 20))
    enter(foi.Reopened(), "foi:1", date(2021, 2, 1), voids=decision.seq)
    assert len(open_spells.open_at("410223", "application", date(2021, 1, 1))) == 1
    assert open_spells.open_at("410223", "application", date(2021, 1, 1), known_at=filed) == []


def test_what_closes_on_the_day_asked_for_was_open_when_the_day_began(database):
    enter(RECEIVED, "foi:1", date(2020, 12, 1))
    enter(DECIDED, "foi:1", date(2021, 1, 1))
    assert len(open_spells.open_at("410223", "application", date(2021, 1, 1))) == 1
    assert open_spells.open_at("410223", "application", date(2021, 1, 2)) == []
