"""Table 三: applications received and dealt with. Law: OGI 50(二)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from gongkai.reports.format import Format, load_format
from gongkai.reports.reading.alignment import CELLS, align
from gongkai.reports.reading.joint import Sums, solve
from gongkai.reports.reading.labels import request_keys
from gongkai.reports.reading.numbers import cells_of
from gongkai.reports.reading.rows import RequestRow, columns, glued, printed_columns, read_row
from gongkai.reports.reading.strips import Strip
from gongkai.reports.report import Cell, CellKind


@dataclass(slots=True)
class Requests:
    """What table 三 says: the edition its rows belong to, its cells, and how it was read."""

    edition: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1
    in_glue: bool = False
    rows: tuple[str, ...] = ()


def read_requests(found: Sequence[Strip]) -> Requests:
    """Read table 三 from the strips of its stretch of the document."""
    table = Requests()
    aligned = align(found)
    if len(aligned.rows) < 3:
        return table
    table.edition = aligned.edition
    layout = load_format(table.edition or "annual-2021")
    printed = printed_columns(found)
    table.in_glue = glued(aligned.rows.values())
    rows = {key: read_row(strip, printed, table.in_glue) for key, strip in aligned.rows.items()}
    _choose(rows, layout, table)
    for key, row in rows.items():
        for column, cell in zip(columns(), _cells(row), strict=True):
            table.cells[f"requests.{key}.{column}"] = cell
    table.rows = tuple(rows)
    table.start = min(each.strip.start for each in rows.values())
    table.end = max(each.strip.end for each in rows.values())
    return table


# ── all rows together ──


@cache
def _sums(format_id: str) -> Sums:
    """The column sums of the form that concern one year, as coefficients."""
    checks = []
    for check in load_format(format_id).checks:
        terms = (*check.left, *check.right)
        if check.table != "requests" or check.each != "column" or any("." in each for each in terms):
            continue
        weights: dict[str, int] = {}
        for sign, side in ((1, check.left), (-1, check.right)):
            for term in side:
                key = term.removeprefix("-")
                weights[key] = weights.get(key, 0) + (-sign if term.startswith("-") else sign)
        checks.append(weights)
    return Sums(tuple(checks), CELLS)


def _choose(rows: dict[str, RequestRow], layout: Format, table: Requests) -> None:
    """Let the column sums choose between the readings of each row."""
    sums = _sums(layout.id)
    unknown = {key for key, row in rows.items() if not row.readings or _is_marked(row)}
    kept = tuple(each for each in sums.checks if not unknown & set(each))
    known = {key: row.readings for key, row in rows.items() if row.readings}
    several = [key for key, found in known.items() if len(found) > 1]
    if several:
        solved = solve(known, Sums(kept, CELLS))
        for key in several:
            rows[key].readings = solved.rows[key]
        labels = {row.key: row.label for row in layout.table("requests").blocks[0].rows}
        settled = [labels[key] for key in several if len(rows[key].readings) == 1]
        if settled:
            how = (
                "按列勾稽关系定出唯一一种。"
                if solved.exact
                else "取使勾稽关系不成立处最少的一种，请核对原表。"
            )
            table.notes.append(f"表三数字连写，{'、'.join(settled)}有几种拆法，{how}")
    for key in request_keys(layout.id):
        if key in rows and len(rows[key].readings) != 1:
            table.notes.append(_question(key, rows[key], layout))


def _is_marked(row: RequestRow) -> bool:
    """Whether the document itself leaves a cell of the row open: its sums then prove nothing."""
    return "〔" in row.strip.raw and any(
        each.kind in (CellKind.UNDECIDABLE, CellKind.MISSING) and each.raw for each in row.pieces
    )


def _question(key: str, row: RequestRow, layout: Format) -> str:
    label = next(each.label for each in layout.table("requests").blocks[0].rows if each.key == key)
    raw = row.strip.raw
    if not row.readings:
        return f"表三“{label}”的数字“{raw}”无法对应到七列，请核对原表（{row.strip.place}）。"
    shown = "；".join("|".join(str(value or 0) for value in each) for each in row.readings[:6])
    ways = f"有{len(row.readings)}种拆法都说得通：{shown}"
    return f"表三“{label}”的数字“{raw}”{ways}。请核对原表（{row.strip.place}）。"


def _cells(row: RequestRow) -> list[Cell]:
    """The seven cells of a row."""
    place = row.strip.place
    if len(row.pieces) == CELLS and len(row.readings) == 1:
        return cells_of(row.pieces)
    raw = row.strip.raw
    if not row.readings:
        return [Cell(None, CellKind.UNDECIDABLE, raw, place=place)] * CELLS
    return [cell_of([each[at] for each in row.readings], raw, place) for at in range(CELLS)]


def cell_of(values: Sequence[object], raw: str, place: str) -> Cell:
    """One cell of a glued row: its number if all readings agree on it, else all numbers it could be."""
    different = list(dict.fromkeys(values))
    if len(different) == 1:
        value = different[0]
        if value is None:
            return Cell(None, CellKind.BLANK, "", place=place)
        assert isinstance(value, int) or hasattr(value, "quantize")
        return Cell(value, CellKind.NUMBER, str(value), place=place)  # type: ignore[arg-type]  # asserted above
    numbers = tuple(each for each in different if each is not None)
    return Cell(None, CellKind.UNDECIDABLE, raw, place=place, readings=numbers)  # type: ignore[arg-type]  # numbers only
