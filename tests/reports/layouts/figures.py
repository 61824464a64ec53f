"""Random figures that a report can hold: every identity of the form holds, small and large numbers mixed."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.reports.format import Format, load_format
from gongkai.reports.report import Number

Figures = dict[str, Number]

_APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org")
_OUTSIDE = ("new_received", "carried_in", "result_total", "carried_out")
_counts = st.one_of(st.integers(0, 12), st.integers(0, 400), st.integers(0, 9_999_999))
_sparse = st.one_of(st.just(0), st.just(0), st.just(0), _counts)
_few = st.one_of(st.just(0), st.just(0), st.integers(0, 30), st.integers(0, 9_999))


def requests(form: Format) -> st.SearchStrategy[Figures]:
    """Table 三: a few entries in the lines, the rest follows from them."""
    lines = [row.key for row in form.table("requests").blocks[0].rows if row.key not in _OUTSIDE]
    entry = st.tuples(st.sampled_from(lines), st.sampled_from(_APPLICANTS), _counts)
    ends = st.lists(st.tuples(st.sampled_from(_APPLICANTS), _counts, _counts), max_size=3)
    entries = st.lists(entry, max_size=14)
    return st.tuples(entries, ends).map(lambda drawn: _requests(lines, *drawn))


def _requests(
    lines: list[str], entries: list[tuple[str, str, int]], ends: list[tuple[str, int, int]]
) -> Figures:
    table = {line: dict.fromkeys(_APPLICANTS, 0) for line in (*lines, *_OUTSIDE)}
    for line, applicant, count in entries:
        table[line][applicant] += count
    for applicant, before, after in ends:
        table["carried_in"][applicant] = before
        table["carried_out"][applicant] = after
    for applicant in _APPLICANTS:
        done = sum(table[line][applicant] for line in lines)
        table["result_total"][applicant] = done
        everything = done + table["carried_out"][applicant]
        table["carried_in"][applicant] = min(table["carried_in"][applicant], everything)
        table["new_received"][applicant] = everything - table["carried_in"][applicant]
    return {
        f"requests.{line}.{column}": count
        for line, row in table.items()
        for column, count in (*row.items(), ("total", sum(row.values())))
    }


def reviews() -> st.SearchStrategy[Figures]:
    """Table 四: four results for each of three ways, and their totals."""
    return st.lists(_few, min_size=12, max_size=12).map(_reviews)


def _reviews(counts: list[int]) -> Figures:
    cells: Figures = {}
    for at, way in enumerate(("review", "direct", "after")):
        four = counts[at * 4 : at * 4 + 4]
        for result, count in zip(("upheld", "corrected", "other", "pending"), four, strict=True):
            cells[f"reviews.{way}_{result}"] = count
        cells[f"reviews.{way}_total"] = sum(four)
    return cells


def proactive(form: Format) -> st.SearchStrategy[Figures]:
    """Table 二: independent figures, money with decimals, changes with a sign."""
    by_measure: Mapping[str, st.SearchStrategy[Number]] = {
        "count": _sparse,
        "change": st.one_of(st.just(0), st.integers(-300, 3000)),
        "yuan": st.just(Decimal(0)) | st.integers(0, 10**12).map(lambda fen: Decimal(fen) / 100),
        "wan": st.just(Decimal(0)) | st.integers(0, 10**10).map(lambda yuan: Decimal(yuan) / 10_000),
    }
    ids = {cell_id: column.measure for cell_id, _, _, column in form.table("proactive").cells()}
    drawn = st.fixed_dictionaries({cell_id: by_measure[measure] for cell_id, measure in ids.items()})
    return drawn.map(_sensible)


def _sensible(figures: Figures) -> Figures:
    """Figures that can be: no more items go than there were; a purchase costs 100 yuan, none costs none."""
    kept = dict(figures)
    count, amount = (f"proactive.a20_9.procurement.procurement_{each}" for each in ("count", "amount"))
    if count in kept:
        kept[amount] = max(kept[amount], kept[count] * Decimal(100)) if kept[count] else Decimal(0)
    for cell_id, change in figures.items():
        before = f"{cell_id.removesuffix('.change')}.items_last_year"
        if cell_id.endswith(".change"):
            kept[before] = max(kept[before], -change)
    return kept


def obeying(format_id: str, figures: Figures) -> Figures:
    """The same figures, those of table 二 raised until the checks within its rows hold."""
    raised = dict(figures)
    for check in load_format(format_id).checks:
        (left, *more), (right, *others) = check.left, check.right
        if check.op == ">=" and not more and not others and left in raised and right in raised:
            raised[left] = max(raised[left], raised[right])
    return raised


def blanks(figures: Figures) -> st.SearchStrategy[frozenset[str]]:
    """Which zeros an office leaves blank: none, some, or all of them."""
    zeros = [cell_id for cell_id, figure in figures.items() if not figure]
    some = st.sets(st.sampled_from(zeros)) if zeros else st.just(set[str]())
    return st.one_of(st.just(frozenset[str]()), some.map(frozenset), st.just(frozenset(zeros)))


@st.composite
def figures(draw: st.DrawFn, format_id: str) -> Figures:
    """All cells of an edition, in its order."""
    form = load_format(format_id)
    drawn = draw(proactive(form)) | draw(requests(form)) | draw(reviews())
    return {cell_id: drawn[cell_id] for cell_id, *_ in form.cells()}
