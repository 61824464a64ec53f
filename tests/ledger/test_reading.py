"""Reading: what held, as known at a moment, for whom and when."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import fresh_region
from gongkai.ledger import entry, reading
from gongkai.ledger.kinds import standing
from gongkai.organs import services as organs
from gongkai.organs.kinds import OrganKind
from ledger.acts import DECIDED, FIRST, RECEIVED, acts, enter, moment, perform


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    wanted=acts(),
    known=st.none() | st.integers(0, 12),
    cut=st.none() | st.integers(0, 16),
    both=st.booleans(),
)
def test_reading_is_the_pure_reading(database, wanted, known, cut, both):
    region = fresh_region()
    done = perform(region, wanted)
    known_at = None if known is None else moment(FIRST + timedelta(days=known), 13)
    through = done[min(cut, len(done) - 1)].seq if cut is not None and done else None
    visible = [
        each
        for each in done
        if (known_at is None or each.entered_at <= known_at) and (through is None or each.seq <= through)
    ]
    expected = visible if both else standing(visible)
    found = list(reading.facts(region, known_at=known_at, through_seq=through, with_voided=both))
    assert found == sorted(expected, key=lambda each: (each.happened_on, each.seq))


def test_filters_are_all_meant(database):
    first = enter(RECEIVED, "foi:1", date(2019, 12, 31), organ="a")
    second = enter(DECIDED, "foi:1", date(2020, 1, 1), organ="a")
    third = enter(RECEIVED, "foi:2", date(2020, 12, 31), organ="b")
    fourth = enter(DECIDED, "foi:2", date(2022, 1, 4), organ="b")
    enter(RECEIVED, "foi:2", date(2020, 6, 1), organ="b", region="410224")

    def read(**asked):
        return list(reading.facts("410223", **asked))

    assert read() == [first, second, third, fourth]
    assert read(years=[2020]) == [second, third]
    assert read(years=[2019, 2022]) == [first, fourth]
    assert read(years=[]) == []
    assert read(kinds=["foi.decided"]) == [second, fourth]
    assert read(kinds=[]) == []
    assert read(organs=["b"], years=[2020]) == [third]
    assert read(organs=[]) == []
    assert read(subjects=["foi:2"], kinds=["foi.received"]) == [third]
    assert read(since=date(2020, 1, 1), until=date(2020, 12, 31)) == [second, third]
    assert read(since=date(2022, 1, 1)) == [fourth]
    assert reading.last_seq("410223") == fourth.seq
    assert reading.last_seq("none") == 0


def test_a_filing_is_read_again_as_it_was(database):
    received = enter(RECEIVED, "foi:1", date(2020, 3, 2))
    pinned = {"known_at": moment(date(2021, 1, 25)), "through_seq": reading.last_seq("410223")}
    # Entered later, though with an earlier moment of knowledge: only the number tells.
    late = enter(RECEIVED, "foi:2", date(2020, 3, 3))
    entry.void(received.seq, reason="误", region="410223", entered_at=moment(date(2021, 1, 20)), by="x")
    assert list(reading.facts("410223", **pinned)) == [received]
    assert late in list(reading.facts("410223"))


def test_under_an_organ_means_those_under_it_in_these_days(database):
    for code, name, parent, founded in [
        ("g", "某县人民政府", "", date(2000, 1, 1)),
        ("a", "某县甲局", "g", date(2000, 1, 1)),
        ("b", "某县乙局", "g", date(2020, 7, 1)),
    ]:
        kind = OrganKind.DEPARTMENT if parent else OrganKind.GOVERNMENT
        organs.found(code, name, kind=kind, region="410223", founded_on=founded, parent=parent)
    organs.merge(["a"], "b", merged_on=date(2020, 7, 1))
    before = enter(RECEIVED, "foi:1", date(2020, 3, 2), organ="a")
    after = enter(RECEIVED, "foi:2", date(2020, 9, 2), organ="b")
    other = enter(RECEIVED, "foi:3", date(2020, 9, 2), organ="z")
    assert list(reading.facts("410223", under="g", years=[2020])) == [before, after]
    assert list(reading.facts("410223", under="g", years=[2021])) == []
    assert list(reading.facts("410223", under="b", years=[2020])) == [after]
    assert list(reading.facts("410223", under="g", organs=["a", "z"], years=[2020])) == [before]
    assert other in list(reading.facts("410223"))
