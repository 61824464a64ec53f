"""Fold and SQL mean the same, on both databases: every cell and trace, for every stream and moment."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import fresh_region
from gongkai.ledger import entry
from gongkai.ledger.reading import facts
from gongkai.reports.cells import fill
from gongkai.reports.counting import count, facts_behind
from gongkai.reports.format import load_format
from gongkai.reports.selects import Question
from reports.cells.fact_streams import YEARS, Act, moments, scopes, streams

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


def assert_equal(region, *, year, organs, known_at=None, through_seq=None):
    held = list(facts(region, with_voided=True))
    question = Question(region, organs, year, known_at, through_seq)
    for name in FORMS:
        form = load_format(name)
        folded = fill(form, held, year=year, organs=organs, known_at=known_at, through_seq=through_seq)
        counted = count(form, question)
        assert counted.cells == folded.cells
        for recipe in form.recipes():
            found = tuple(sorted(each.seq for each in facts_behind(recipe, question)))
            assert found == folded.trace.get(recipe.cell_id, ()), recipe


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    acts=streams(),
    year=st.sampled_from(YEARS),
    organs=scopes,
    known_at=moments,
    pinned=st.none() | st.integers(0, 20),
)
def test_fold_and_sql_agree(database, acts, year, organs, known_at, pinned):
    region = fresh_region()
    numbers = enter(acts, region)
    through = None if pinned is None else sorted(numbers.values())[0] + pinned
    assert_equal(region, year=year, organs=organs, known_at=known_at, through_seq=through)
