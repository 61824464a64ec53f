"""Fold and SQL mean the same, on both databases: every cell and trace, for every stream and moment."""

from datetime import date
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import fresh_region
from gongkai.casework.facts import Cause, LatenessExplained
from gongkai.ledger import entry
from gongkai.ledger.facts import Voided
from gongkai.ledger.reading import facts
from gongkai.records import facts as records
from gongkai.reports.cells import fill
from gongkai.reports.counting import count, facts_behind
from gongkai.reports.format import load_format
from gongkai.reports.selects import Question
from reports.cells.fact_streams import FIRST, ORGANS, YEARS, Act, at, scopes, streams

FORMS = ("annual-2019", "annual-2021", "work")


def enter(acts: list[Act], region: str) -> dict[str, int]:
    """Enter the acts through the ledger's doors, in their order; returns their numbers."""
    numbers: dict[str, int] = {}
    for act in acts:
        if act.deed.kind == "ledger.voided":
            made = entry.void(
                numbers[act.voids],
                reason=act.deed.reason,
                region=region,
                entered_at=act.entered_at,
                by="测试",
                happened_on=act.happened_on,
            )
        else:
            made = entry.enter(
                act.deed,
                subject=act.subject,
                organ=act.organ,
                region=region,
                happened_on=act.happened_on,
                entered_at=act.entered_at,
                by="测试",
                voids=numbers[act.voids] if act.voids else None,
            )
        numbers[act.name] = made.seq
    return numbers


def assert_equal(region, *, organs, known_at=None, through_seq=None):
    held = list(facts(region, with_voided=True))
    for year, name in product(YEARS, FORMS):
        form, question = load_format(name), Question(region, organs, year, known_at, through_seq)
        folded = fill(form, held, year=year, organs=organs, known_at=known_at, through_seq=through_seq)
        assert count(form, question).cells == folded.cells
        for recipe in form.recipes():
            if folded.trace.get(recipe.cell_id) or recipe.cell_id.endswith("carried_in.business"):
                found = tuple(sorted(each.seq for each in facts_behind(recipe, question)))
                assert found == folded.trace.get(recipe.cell_id, ()), recipe


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    acts=streams(most=20),
    organs=scopes,
    known_at=st.integers(200, 5 * 365).map(lambda days: at(FIRST, days)),
    pinned=st.none() | st.integers(0, 40),
)
def test_fold_and_sql_agree(database, acts, organs, known_at, pinned):
    region = fresh_region()
    numbers = enter(acts, region)
    through = None if pinned is None else min(numbers.values()) + pinned
    assert_equal(region, organs=organs)
    assert_equal(region, organs=organs, known_at=known_at, through_seq=through)


def test_what_counts_once_is_counted_once_by_sql_too(database):
    region, organ = fresh_region(), ORGANS[0]
    late = [LatenessExplained(cause=each) for each in (Cause.MAIL_ASTRAY, Cause.SEARCH, Cause.WORKLOAD)]
    days = (date(2020, 12, 30), date(2021, 1, 4), date(2021, 1, 4))
    acts = [
        Act(str(n), deed, "foi:1", organ, day, at(day, n))
        for n, (deed, day) in enumerate(zip(late, days, strict=True))
    ]
    acts.append(Act("v", Voided(reason="误登"), "foi:1", organ, days[2], at(days[2], 9), "2"))
    enter(acts, region)
    for known_at, cause in ((None, "search"), (at(days[2], 5), "workload"), (at(days[0], 0), "mail_astray")):
        cells = count(load_format("work"), Question(region, (organ,), 2020, known_at)).cells
        assert (cells["work.lateness.count"].value, cells[f"work.late_{cause}.count"].value) == (1, 1)
        assert_equal(region, organs=(organ,), known_at=known_at)


def test_opened_and_closed_on_one_day_is_closed_and_a_later_void_is_not_yet_known(database):
    region, day = fresh_region(), date(2020, 7, 1)
    genre = records.Genre.NORMATIVE_DOCUMENT
    organ, known = ORGANS[0], at(day, 10)
    acts = [
        Act("p", records.Published(genre=genre), "record:1", organ, day, at(day)),
        Act("r", records.Repealed(genre=genre), "record:1", organ, day, at(day, 1)),
        Act("q", records.Published(genre=genre), "record:2", organ, day, at(day, 2)),
        Act("v", Voided(reason="登记有误"), "record:2", organ, date(2020, 9, 1), at(day, 90), "q"),
    ]
    enter(acts, region)
    cell = "proactive.a20_1.normative_docs.in_force"
    form = load_format("annual-2021")
    then, now = (count(form, Question(region, (organ,), 2020, each)) for each in (known, None))
    assert (then.cells[cell].value, now.cells[cell].value) == (1, 0)
    assert_equal(region, organs=(organ,), known_at=known)
