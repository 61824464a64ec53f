"""Cross-checks (勾稽关系): runs the checks of a format on a report, and on last year's where a check asks
for it.

Pure. A check is a sum on each side of ``=``, ``<=`` or ``>=``; what it says is in the format's TOML file,
what
it means is here. The answer is three-valued: a cell without a number counts as 0, and where the check then
breaks, but some possible number in that cell would mend it, the answer is *cannot tell*, not *fails*.

Law: OGI 50; 国办公开办函〔2019〕60号; 国办公开办函〔2021〕30号.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from gongkai.reports.format import FORMAT_IDS, Check, Column, Format, Row, Table, load_format
from gongkai.reports.report import CellKind, Number, Report

PRIOR = "prior."
MOST_READINGS = 2000
"""Combinations of undecidable cells that are tried; beyond that the answer is *cannot tell*."""


class CheckOutcome(StrEnum):
    """What a check comes to."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Term:
    """One cell in a sum: its id, +1 or -1, whether it is last year's, and whether it may be negative."""

    cell: str
    sign: int = 1
    prior: bool = False
    signed: bool = False

    @property
    def name(self) -> str:
        """The id as findings print it: ``prior.`` before the cells of last year's report."""
        return PRIOR + self.cell if self.prior else self.cell


@dataclass(frozen=True, slots=True)
class Instance:
    """A check at one place: a column or row of a table, or the cells it names; ``edition`` is its format."""

    check: Check
    at: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    needs_prior: bool
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of one instance. ``left`` and ``right`` are the two sums with blanks as 0 and undecidable
    cells by their first reading.

    ``unknown`` names the cells without a number that entered the sums. For a check that does not apply,
    ``reason`` is ``no_table``, ``no_prior`` or ``other_form`` and both sums are ``None``.
    """

    instance: Instance
    outcome: CheckOutcome
    left: Number | None = None
    right: Number | None = None
    unknown: tuple[str, ...] = ()
    reason: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells of the check, left side first."""
        return tuple(term.name for term in (*self.instance.left, *self.instance.right))


_HOLDS: dict[str, Callable[[Number, Number], bool]] = {
    "=": lambda left, right: left == right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def _measures(format_: Format) -> dict[str, str]:
    return {cell_id: column.measure for cell_id, _, _, column in format_.cells()}


def _term(text: str, ends: tuple[str, str], measures: dict[str, str]) -> Term:
    sign, rest = (-1, text[1:]) if text.startswith("-") else (1, text)
    prior = rest.startswith(PRIOR)
    cell = ends[0] + rest.removeprefix(PRIOR) + ends[1]
    return Term(cell, sign, prior, measures.get(cell) == "change")


def _places(check: Check, table: Table) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each place of a check, with what stands before and after a term in the cell ids there."""
    block = table.blocks[0]
    if check.each == "column":
        for column in block.columns:
            yield column.key, (f"{table.key}.", f".{column.key}")
    elif check.each == "row":
        for row in block.rows:
            yield row.key, (f"{table.key}.{row.key}.", "")
    else:
        yield check.at, ("", "")


def build(format_: Format) -> tuple[Instance, ...]:
    """All checks of a format at all their places, in the order of the file.

    >>> [each.at for each in build(load_format("annual-2021")) if each.check.id == "T4-1"]
    ['review', 'direct', 'after']
    """
    measures = _measures(format_)
    made = []
    for check in format_.checks:
        for at, ends in _places(check, format_.table(check.table)):
            left = tuple(_term(text, ends, measures) for text in check.left)
            right = tuple(_term(text, ends, measures) for text in check.right)
            needs_prior = any(term.prior for term in left + right)
            made.append(Instance(check, at, left, right, needs_prior, format_.id))
    return tuple(made)


@cache
def instances(format_id: str) -> tuple[Instance, ...]:
    """``build`` for a known format, built once."""
    return build(load_format(format_id))


@cache
def cell_ids(format_id: str) -> frozenset[str]:
    """The ids of all cells of a format."""
    return frozenset(cell_id for cell_id, *_ in load_format(format_id).cells())


@cache
def _cells_of_table(format_id: str) -> dict[str, tuple[str, ...]]:
    return {
        table.key: tuple(cell_id for cell_id, *_ in table.cells()) for table in load_format(format_id).tables
    }


def edition_of(report: Report, table: str) -> str:
    """The edition in whose rows a table is there: 二 may follow another than 三 (the report's format).

    >>> from gongkai.reports.report import Cell
    >>> mixed = Report("annual-2019", cells={"proactive.a20_1.normative_docs.issued": Cell(3)})
    >>> edition_of(mixed, "proactive"), edition_of(mixed, "requests")
    ('annual-2021', 'annual-2019')
    """
    if (
        table != "proactive"
        or report.format not in FORMAT_IDS
        or _has_any(report, _own_documents(report.format))
    ):
        return report.format
    return next((each for each in FORMAT_IDS if _has_any(report, _own_documents(each))), report.format)


@cache
def _own_documents(format_id: str) -> tuple[str, ...]:
    """The cells of table 二 that this edition alone has."""
    others = [cell_ids(each) for each in FORMAT_IDS if each != format_id]
    return tuple(
        each for each in _cells_of_table(format_id)["proactive"] if not any(each in ids for ids in others)
    )


def _has_any(report: Report, ids: Sequence[str]) -> bool:
    cells = report.cells
    return any(each in cells and cells[each].kind is not CellKind.MISSING for each in ids)


def missing_tables(report: Report) -> frozenset[str]:
    """The keys of the tables of which the document has no cell at all.

    >>> sorted(missing_tables(Report("annual-2021")))
    ['proactive', 'requests', 'reviews']
    """
    return frozenset(
        key
        for key in _cells_of_table(report.format)
        if not _has_any(report, _cells_of_table(edition_of(report, key))[key])
    )


def _side(terms: Sequence[Term], report: Report, prior: Report | None, unknown: list[Term]) -> Number:
    total: Number = 0
    cells = report.cells
    for term in terms:
        cell = prior.cells.get(term.cell) if term.prior and prior is not None else cells.get(term.cell)
        if cell is None or cell.value is None:
            unknown.append(term)
        elif term.sign > 0:
            total += cell.value
        else:
            total -= cell.value
    return total


def _can_mend(
    op: str, gap: Number, unknown: Sequence[tuple[int, Term]], readings: dict[str, tuple[Number, ...]]
) -> bool:
    """Whether some admissible numbers in the unknown cells make the check hold.

    ``gap`` is left minus right with the unknown cells as 0; each unknown term comes with its side (+1 left,
    -1 right). A free cell takes any number ≥ 0 (any number at all where the column is signed).
    """
    free = [(side * term.sign, term.signed) for side, term in unknown if not readings.get(term.name)]
    up = any(sign > 0 or signed for sign, signed in free)
    down = any(sign < 0 or signed for sign, signed in free)
    fixed = [(side * term.sign, readings[term.name]) for side, term in unknown if readings.get(term.name)]
    combinations = 1
    for _, each in fixed:
        combinations *= len(each)
    if combinations > MOST_READINGS:
        return True
    for chosen in product(*(each for _, each in fixed)):
        rest = gap + sum(sign * value for (sign, _), value in zip(fixed, chosen, strict=True))
        if _HOLDS[op](rest, 0) or (rest < 0 and up and op != "<=") or (rest > 0 and down and op != ">="):
            return True
    return False


def _readings(unknown: Sequence[Term], report: Report, prior: Report | None) -> dict[str, tuple[Number, ...]]:
    found = {}
    for term in unknown:
        source = prior if term.prior and prior is not None else report
        cell = source.cell(term.cell)
        if cell.kind is CellKind.UNDECIDABLE and cell.readings:
            found[term.name] = cell.readings
    return found


# Doubt D-017: a blank counts as 0 where the check holds so, and leaves it open where it could be mended.
def run(instance: Instance, report: Report, prior: Report | None = None) -> Result:
    """Run one check at one place. A missing table or a missing prior report are the caller's to rule out."""
    unknown: list[Term] = []
    left = _side(instance.left, report, prior, unknown)
    on_left = len(unknown)
    right = _side(instance.right, report, prior, unknown)
    if not unknown:
        holds = _HOLDS[instance.check.op](left, right)
        return Result(instance, CheckOutcome.HOLDS if holds else CheckOutcome.FAILS, left, right)
    names = tuple(term.name for term in unknown)
    readings = _readings(unknown, report, prior)
    if _HOLDS[instance.check.op](left, right) and not readings:
        return Result(instance, CheckOutcome.HOLDS, left, right, names)
    on_hand = (left, right)
    left, right = (
        sum((term.sign * readings[term.name][0] for term in side if term.name in readings), start=base)
        for base, side in zip(on_hand, (instance.left, instance.right), strict=True)
    )
    sided = [(1 if place < on_left else -1, term) for place, term in enumerate(unknown)]
    mended = _can_mend(instance.check.op, on_hand[0] - on_hand[1], sided, readings)
    return Result(instance, CheckOutcome.CANNOT_TELL if mended else CheckOutcome.FAILS, left, right, names)


def is_prior_of(prior: Report, report: Report) -> bool:
    """Whether ``prior`` may be last year's report: the years, where both are known, follow each other."""
    return prior.year is None or report.year is None or prior.year + 1 == report.year


def run_checks(report: Report, prior: Report | None = None) -> list[Result]:
    """All checks of the report's format, in the order of the file, whatever they come to.

    Where ``prior`` is of another edition, the checks whose cells that edition has run all the same
    (结转 2020 → 2021), the rest do not apply.
    """
    absent = missing_tables(report)
    usable = prior if prior is not None and is_prior_of(prior, report) else None
    absent_before = missing_tables(usable) if usable is not None else frozenset()
    results = []
    for instance in _instances_for(report):
        reason = "no_table" if instance.check.table in absent else ""
        if instance.needs_prior and not reason:
            if usable is None or instance.check.table in absent_before:
                reason = "no_prior"
            elif not _has_cells(usable, instance):
                reason = "other_form"
        results.append(
            Result(instance, CheckOutcome.NOT_APPLICABLE, reason=reason)
            if reason
            else run(instance, report, usable)
        )
    return results


def _instances_for(report: Report) -> Sequence[Instance]:
    """The checks of the report's format, those of table 二 by the edition in which that table is there."""
    own = instances(report.format)
    edition = edition_of(report, "proactive")
    if edition == report.format:
        return own
    others = [each for each in instances(edition) if each.check.table == "proactive"]
    return [*(each for each in own if each.check.table != "proactive"), *others]


def _has_cells(prior: Report, instance: Instance) -> bool:
    """Whether last year's edition has the cells that the check takes from it."""
    known = cell_ids(edition_of(prior, instance.check.table))
    return all(term.cell in known for term in (*instance.left, *instance.right) if term.prior)


def not_whole(report: Report) -> list[str]:
    """T3-4: the cells of tables 三 and 四 that hold something else than a whole number ≥ 0.

    Blank, dash and missing cells are not among them. Law: OGI 50.
    """
    found = []
    for table in ("requests", "reviews"):
        for cell_id in _cells_of_table(report.format)[table]:
            cell = report.cells.get(cell_id)
            if cell is None:
                continue
            value = cell.value
            if cell.kind is CellKind.TEXT or (value is not None and (value < 0 or value != int(value))):
                found.append(cell_id)
    return found


@cache
def places(format_id: str) -> dict[str, tuple[Table, Row, Column]]:
    """Each cell id with its table, row and column, whose labels name the place in a message."""
    return {
        table.cell_id(block, row, column): (table, row, column)
        for table in load_format(format_id).tables
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
