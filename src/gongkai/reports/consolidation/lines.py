"""Lines of a consolidation: a cell over all organs, with who contributed what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.reports.findings.finding import plain
from gongkai.reports.report import Cell, CellKind, Number, Report

from .repeating import Repeat

OTHER = "requests.other."
OTHER_ROWS = ("other_no_supplement", "other_fee_unpaid", "other_misc")
MOST_TOTALS = 5000
"""Totals that the readings of undecidable cells may give before nothing is concluded from them."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one organ has in a cell: its number, or why there is none (``blank``, ``missing``…)."""

    organ: str
    value: Number | None
    kind: CellKind
    readings: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A cell over all organs: the sum with blanks as 0, who contributed, and the parent's number.

    ``repeated`` is how much of it two organs report of the same requests: the total has it once.
    """

    cell: str
    total: Number
    contributions: tuple[Contribution, ...]
    parent: Number | None = None
    repeated: Number = 0

    @property
    def givers(self) -> tuple[Contribution, ...]:
        """The organs with a number other than 0."""
        return tuple(each for each in self.contributions if each.value)

    @property
    def unread(self) -> tuple[Contribution, ...]:
        """The organs whose number cannot be read for certain."""
        return tuple(
            each for each in self.contributions if each.kind in (CellKind.UNDECIDABLE, CellKind.TEXT)
        )

    @property
    def difference(self) -> Number | None:
        """The parent's number minus the sum; ``None`` without a parent's number."""
        return None if self.parent is None else self.parent - self.total

    def as_json(self) -> dict[str, Any]:
        """The line with plain numbers; organs with 0 are left out."""
        return {
            "cell": self.cell,
            "total": plain(self.total),
            "repeated": plain(self.repeated),
            "contributions": {each.organ: plain(each.value) for each in self.givers},
            "without_number": {
                each.organ: str(each.kind) for each in self.contributions if each.value is None
            },
            "parent": plain(self.parent),
            "difference": plain(self.difference),
        }


def cell_in(child: Report, cell_id: str, format_id: str) -> Cell:
    """A child's cell in the edition consolidated into: three rows of （六） add up to the one of 2019."""
    cell = child.cells.get(cell_id)
    if cell is None and cell_id.startswith(OTHER) and format_id == "annual-2019" != child.format:
        column = cell_id.removeprefix(OTHER)
        values = [child.value(f"requests.{row}.{column}") for row in OTHER_ROWS]
        if any(each is not None for each in values):
            return Cell(sum((each or 0 for each in values), start=0))
    return cell or child.cell(cell_id)


def line_of(
    cell_id: str,
    children: Sequence[Report],
    names: Sequence[str],
    format_id: str,
    parent: Report | None,
    repeats: Sequence[Repeat] = (),
) -> Line:
    """A cell of all organs added up, beside the parent's; a request that two organs report is in it once."""
    contributions = []
    total: Number = 0
    for child, name in zip(children, names, strict=True):
        cell = cell_in(child, cell_id, format_id)
        contributions.append(Contribution(name, cell.value, cell.kind, cell.readings))
        total += cell.value or 0
    repeated = sum((each.cells.get(cell_id, 0) for each in repeats), start=0)
    there = parent.value(cell_id) if parent else None
    return Line(cell_id, total - repeated, tuple(contributions), there, repeated)


def possible_totals(line: Line) -> set[Number]:
    """All totals of a line that the readings of its undecidable cells allow.

    >>> one = Contribution("甲局", None, CellKind.UNDECIDABLE, (1, 11))
    >>> sorted(possible_totals(Line("x", 5, (one, Contribution("乙局", 5, CellKind.NUMBER)))))
    [6, 16]
    """
    totals: set[Number] = {line.total}
    for each in line.unread:
        if not each.readings:
            return set()
        totals = {total + reading for total in totals for reading in each.readings}
        if len(totals) > MOST_TOTALS:
            return set()
    return totals
