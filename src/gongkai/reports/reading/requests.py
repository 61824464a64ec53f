"""Table 三: applications received and dealt with. Law: OGI 50(二)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from gongkai.reports.format import Format, load_format
from gongkai.reports.reading.alignment import CELLS, align, room
from gongkai.reports.reading.joint import Sums, solve
from gongkai.reports.reading.labels import request_keys
from gongkai.reports.reading.normal import squeeze
from gongkai.reports.reading.numbers import Piece
from gongkai.reports.reading.readings import Reading, readings
from gongkai.reports.reading.strips import Strip
from gongkai.reports.report import Cell, CellKind

MOST_READINGS = 200


@dataclass(slots=True)
class Requests:
    """What table 三 says: the edition its rows belong to, its cells, and how it was read."""

    edition: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class _Row:
    """One row on its way to its cells: the pieces that count, and the ways in which they can be read."""

    strip: Strip
    pieces: list[Piece]
    readings: list[Reading]


def read_requests(found: Sequence[Strip]) -> Requests:
    """Read table 三 from the strips of its stretch of the document."""
    table = Requests()
    aligned = align(found)
    if len(aligned.rows) < 3:
        return table
    table.edition = aligned.edition
    layout = load_format(table.edition or "annual-2021")
    printed = _printed_columns(found)
    rows = {key: _row(strip, printed) for key, strip in aligned.rows.items()}
    _choose(rows, layout, table)
    for key, row in rows.items():
        for column, cell in zip(_columns(), _cells(row), strict=True):
            table.cells[f"requests.{key}.{column}"] = cell
    missing = [row.label for row in layout.table("requests").blocks[0].rows if row.key not in rows]
    if missing:
        table.notes.append(f"表三没有找到这些行：{'、'.join(missing)}。")
    table.start = min(each.strip.start for each in rows.values())
    table.end = max(each.strip.end for each in rows.values())
    return table


@cache
def _columns() -> tuple[str, ...]:
    return tuple(each.key for each in load_format("annual-2021").table("requests").blocks[0].columns)


@cache
def _column_words() -> tuple[tuple[str, str], ...]:
    """Column words and their keys, long words first; no key for columns that the form does not have."""
    words = [("小计", ""), ("法人或其他组织", "")]
    for column in load_format("annual-2021").table("requests").blocks[0].columns:
        words += [(squeeze(each), column.key) for each in (column.label, *column.also)]
    words += [("社会公益", "public_welfare"), ("法律服务", "legal_service"), ("公民", "natural_person")]
    return tuple(sorted(words, key=lambda each: -len(each[0])))


def _column_of(heading: str) -> str:
    """The column key of a heading; empty for a subtotal or a heading that names none."""
    for word, key in _column_words():
        if heading.endswith(word):
            return key
    return ""


def _printed_columns(found: Iterable[Strip]) -> tuple[str, ...]:
    """The columns of a running-text table in the order in which its head names them, if it has a subtotal."""
    head = next((each.words for each in found if each.words), "")
    at = head.rfind("申请人情况")
    head = head[at:] if at >= 0 else head
    if "小计" not in head or not 0 <= head.find("自然人") < head.find("商业企业"):
        return ()
    inner = list(_columns()[1:-1])
    place = 0 if head.find("小计") < head.find("商业企业") else len(inner)
    return ("natural_person", *inner[:place], "", *inner[place:], "total")


# ── one row ──


def _row(strip: Strip, printed: tuple[str, ...]) -> _Row:
    """Reduce a strip to the seven cells of a row, and list its readings."""
    pieces = list(strip.pieces)
    if strip.in_grid:
        pieces = _by_heading(strip) or pieces
    elif printed and len(pieces) == len(printed):
        kept = dict(zip(printed, pieces, strict=True))
        pieces = [kept[key] for key in _columns()]
    if len(pieces) > CELLS:
        pieces = _seven(pieces)
    if strip.in_grid and len(pieces) == CELLS:
        values: Reading = tuple(each.value for each in pieces)
        return _Row(strip, pieces, [values])
    found, _ = readings(pieces, CELLS, (CELLS - 1,), MOST_READINGS)
    if not found:
        pieces, found = _without_last_digit(pieces)
    if not found and room(pieces) < CELLS:
        pieces, found = _short(pieces)
    if len(found) >= MOST_READINGS:  # the list may be cut off: as good as none
        found = []
    return _Row(strip, pieces, found)


def _without_last_digit(pieces: list[Piece]) -> tuple[list[Piece], list[Reading]]:
    """The last digit may be the ordinal of the next label ("00000002其他法律…" without a point)."""
    if not pieces or pieces[-1].kind is not CellKind.NUMBER or len(pieces[-1].digits) < 2:
        return pieces, []
    last = pieces[-1]
    shorter = Piece(last.raw[:-1], last.kind, last.digits[:-1], last.sign, place=last.place)
    found, holds = readings([*pieces[:-1], shorter], CELLS, (CELLS - 1,), MOST_READINGS)
    return ([*pieces[:-1], shorter], found) if holds else (pieces, [])


def _by_heading(strip: Strip) -> list[Piece]:
    """The cells under the seven headings, where the grid has other columns, another order or gaps."""
    keys = [_column_of(each) for each in strip.columns]
    columns = _columns()
    if len(keys) != len(strip.pieces) or any(keys.count(key) > 1 for key in columns):
        return []
    if len(strip.pieces) >= CELLS and not all(key in keys for key in columns):
        return []
    if len(strip.pieces) < CELLS and not all(keys):
        return []
    return [strip.pieces[keys.index(key)] if key in keys else _GAP for key in columns]


_GAP = Piece("", CellKind.MISSING, whole=True)


def _seven(pieces: list[Piece]) -> list[Piece]:
    """Seven of more cells: outer blanks dropped, else the seven that add up, else the first."""
    while len(pieces) > CELLS and pieces[-1].kind is CellKind.BLANK:
        pieces = pieces[:-1]
    while len(pieces) > CELLS and pieces[0].kind is CellKind.BLANK:
        pieces = pieces[1:]
    if len(pieces) == CELLS:
        return pieces
    for at in range(len(pieces) - CELLS + 1):
        part = pieces[at : at + CELLS]
        if sum(int(each.value or 0) for each in part[:-1]) == int(part[-1].value or 0):
            return part
    return pieces[:CELLS]


def _short(pieces: list[Piece]) -> tuple[list[Piece], list[Reading]]:
    """A row with fewer cells than columns: every way to place the gaps in which the row adds up.

    Where all numbers are nought the places do not matter, and the gaps count as the last columns.
    """
    lacking = CELLS - len(pieces)
    values = [each.value for each in pieces]
    padded = [*pieces, *[_GAP] * lacking]
    if not any(values) or lacking > CELLS - 2:
        return (padded, [(*values, *[None] * lacking)]) if not any(values) else (pieces, [])
    found: dict[tuple[int, ...], Reading] = {}
    for gaps in combinations(range(CELLS), lacking):
        rest = iter(values)
        reading: Reading = tuple(None if at in gaps else next(rest) for at in range(CELLS))
        numbers = tuple(int(each or 0) for each in reading)
        if sum(numbers[:-1]) == numbers[-1]:
            found.setdefault(numbers, numbers)
    return pieces, list(found.values())


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


def _choose(rows: dict[str, _Row], layout: Format, table: Requests) -> None:
    """Let the column sums choose between the readings of each row."""
    sums = _sums(layout.id)
    unknown = {key for key, row in rows.items() if not row.readings}
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


def _question(key: str, row: _Row, layout: Format) -> str:
    label = next(each.label for each in layout.table("requests").blocks[0].rows if each.key == key)
    raw = row.strip.raw
    if not row.readings:
        return f"表三“{label}”的数字“{raw}”无法对应到七列，请核对原表（{row.strip.place}）。"
    shown = "；".join("|".join(str(value or 0) for value in each) for each in row.readings[:6])
    ways = f"有{len(row.readings)}种拆法都说得通：{shown}"
    return f"表三“{label}”的数字“{raw}”{ways}。请核对原表（{row.strip.place}）。"


def _cells(row: _Row) -> list[Cell]:
    """The seven cells of a row."""
    place = row.strip.place
    if len(row.pieces) == CELLS and len(row.readings) == 1:
        return [each.cell() for each in row.pieces]
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
