"""Table 二: proactive disclosure. Law: OGI 20, 50(一).

Its rows have no sum, so glued digits can be cut only where one way is possible at all, or where the prose
states the numbers. All else stays open, with the readings shown, those first that the checks of the form
(warnings: a total may be below its part) do not speak against.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import groupby, pairwise
from math import log10

from gongkai.reports.format import Block, Column, Format, Row, load_format
from gongkai.reports.reading.alignment import room
from gongkai.reports.reading.labels import core
from gongkai.reports.reading.money import convert
from gongkai.reports.reading.normal import Flat
from gongkai.reports.reading.numbers import Piece, cells_of
from gongkai.reports.reading.readings import Reading, readings, shows_glue, with_gaps
from gongkai.reports.reading.requests import cell_of
from gongkai.reports.reading.rows import glued
from gongkai.reports.reading.strips import Strip
from gongkai.reports.report import Cell, CellKind, Number

_NEW = re.compile("制发|废止|现行有效|先行有效|本年处理决定|收费金额")
_OLD = re.compile("新制作|新公开|本年公开数量|对外公开总|上一年项目|增/减|采购|其他对外管理")
_UNIT = re.compile(r"(?:采购总?金额|政府集中采购|收费金额)\(?(?:单位:?)?(万元|亿元|千元|元)\)?")
MOST_SHOWN = 12
LEAST_PER_PURCHASE = 100
"""Yuan. Readings with a lower average per purchase are shown only if nothing else is left."""


@dataclass(slots=True)
class Proactive:
    """What table 二 says: its own edition, its cells, and how it was read."""

    edition: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of the form with the block that it stands in."""

    block: Block
    row: Row


def read_proactive(
    flat: Flat, span: tuple[int, int], found: Sequence[Strip], fallback: str, in_glue: bool
) -> Proactive:
    """Read table 二 from the strips of its stretch; its edition is told by its own column headings.

    ``fallback`` is the edition to take where they do not tell it; ``in_glue``: table 三 glued its digits.
    """
    text = "".join(flat.text[span[0] : span[1]].split())
    new, old = len(_NEW.findall(text)), len(_OLD.findall(text))
    table = Proactive(edition="annual-2021" if new > old else "annual-2019" if old else fallback)
    layout = load_format(table.edition)
    units = {"yuan": "", "wan": ""}
    for unit in _UNIT.finditer(text):
        units["wan" if "收费" in unit.group() else "yuan"] = unit[1]
    rows = _rows(layout.id)
    rows_found = _best(found, rows)
    seen = {place.row.key for place, _ in rows_found}
    for _, strip in rows_found:
        table.start = strip.start if table.start < 0 else min(table.start, strip.start)
        table.end = max(table.end, strip.end)
    in_glue = in_glue or glued(strip for place, strip in rows_found if len(place.block.columns) > 1)
    for place, strip in rows_found:
        _read_row(flat, layout, place, strip, units, table, in_glue)
    lost = [each.row.label for each in rows.values() if each.row.key not in seen and not each.row.optional]
    if seen and lost:
        table.notes.append(f"表二没有找到这些行：{'、'.join(lost)}。")
    return table


def _best(found: Sequence[Strip], rows: dict[str, _Place]) -> list[tuple[_Place, Strip]]:
    """The rows with their strips.

    Of several strips that name a row, the one that most looks like a row of a table is taken: as many cells
    as columns, and nothing but the label before them ("公开规范性文件7件" is prose).
    """
    named: dict[str, list[tuple[_Place, Strip]]] = {}
    for strip in found:
        place = _row_of(strip, rows)
        if place is not None:
            named.setdefault(place.row.key, []).append((place, strip))
    best = [max(several, key=lambda each: _likeness(each[0], each[1], rows)) for several in named.values()]
    return sorted(best, key=lambda each: each[1].start)


def _likeness(place: _Place, strip: Strip, rows: dict[str, _Place]) -> tuple[bool, bool]:
    words = strip.own or strip.words
    return len(strip.pieces) == len(place.block.columns), words in rows


@cache
def _rows(format_id: str) -> dict[str, _Place]:
    """Row words → row, the longest words first."""
    rows = {}
    for block in load_format(format_id).table("proactive").blocks:
        for row in block.rows:
            for label in (row.label, *row.also):
                rows[core(label)] = _Place(block, row)
    return dict(sorted(rows.items(), key=lambda each: -len(each[0])))


def _row_of(strip: Strip, rows: dict[str, _Place]) -> _Place | None:
    """The row whose label stands last before the cells."""
    words = strip.own or strip.words
    best: tuple[int, int, _Place] | None = None
    for label, place in rows.items():
        at = words.rfind(label)
        if at >= 0 and (best is None or (at + len(label), len(label)) > best[:2]):
            best = (at + len(label), len(label), place)
    if best is None or len(words) - best[0] > 12:
        return None
    return best[2]


def _read_row(
    flat: Flat,
    layout: Format,
    place: _Place,
    strip: Strip,
    units: dict[str, str],
    table: Proactive,
    in_glue: bool,
) -> None:
    columns = place.block.columns
    pieces = list(strip.pieces)
    while len(pieces) > len(columns) and pieces[-1].kind is CellKind.BLANK:
        pieces.pop()
    if len(pieces) > len(columns):
        pieces = _unrepeated(pieces, len(columns), strip.in_grid)
    lacking = len(columns) - len(pieces)
    ways: list[Reading] = []
    if lacking > 0 and (room(pieces) < len(columns) or not (in_glue or shows_glue(pieces))):
        pieces, ways = _completed(place, strip, pieces, table)
    cells = (
        _left_open(place, strip, ways, table) if ways else _cells(flat, layout, place, strip, pieces, table)
    )
    for column, cell in zip(columns, cells, strict=True):
        cell_id = layout.table("proactive").cell_id(place.block, place.row, column)
        table.cells[cell_id] = convert(cell, column.measure, units.get(column.measure, ""))


def _unrepeated(pieces: list[Piece], columns: int, in_grid: bool) -> list[Piece]:
    """The pieces of a row in which the text of a merged cell was repeated; others as they are."""
    if len({each.value for each in pieces}) == 1:
        return pieces[:columns]
    once = [next(same) for _, same in groupby(pieces, key=lambda each: (each.kind, each.value))]
    return once if in_grid and len(once) == columns else pieces


def _completed(
    place: _Place, strip: Strip, pieces: list[Piece], table: Proactive
) -> tuple[list[Piece], list[Reading]]:
    """A row with too few numbers: its pieces with the gaps where they are seen, else all ways to place them.

    An empty line between cells that each have a line is an empty cell. Nothing slides into it: where the
    empty lines do not tell, the row stays open. A row whose numbers follow line by line, or that has no
    other number than nought, lacks its last cells.
    """
    lacking = len(place.block.columns) - len(pieces)
    empty_lines = sum(strip.holes)
    line_by_line = all(size == 1 for size in strip.lines) and len(strip.holes) == len(pieces)
    if strip.in_grid or not any(each.value for each in pieces) or (line_by_line and not empty_lines):
        table.notes.append(f"表二“{place.row.label}”少{lacking}个数字，缺的按末尾几列处理。")
        return [*pieces, *[Piece("", CellKind.MISSING, whole=True)] * lacking], []
    if line_by_line and empty_lines == lacking:
        blank = Piece("", CellKind.BLANK, whole=True, place=strip.place)
        spread = ([*[blank] * holes, each] for holes, each in zip(strip.holes, pieces, strict=True))
        return [each for part in spread for each in part], []
    return pieces, with_gaps([each.value for each in pieces], len(place.block.columns), ())


def _left_open(place: _Place, strip: Strip, ways: Sequence[Reading], table: Proactive) -> list[Cell]:
    """The cells of a row whose numbers could stand in other columns."""
    shown = "；".join(_shown(each) for each in ways[:MOST_SHOWN])
    table.notes.append(
        f"表二“{place.row.label}”少{len(place.block.columns) - len(strip.pieces)}个数字，"
        f"无法确定缺的是哪一列，可能是：{shown}。请核对原表（{strip.place}）。"
    )
    return [_open([each[at] for each in ways], strip.raw, strip) for at in range(len(ways[0]))]


def _cells(
    flat: Flat, layout: Format, place: _Place, strip: Strip, pieces: list[Piece], table: Proactive
) -> list[Cell]:
    columns = place.block.columns
    if len(pieces) == len(columns):
        return cells_of(pieces)
    label, raw = place.row.label, strip.raw
    ways, _ = readings(pieces, len(columns))
    ways = [each for each in ways if _possible(each, columns)]
    if len(ways) > 1:
        stated = _stated(flat, place.row, ways)
        if stated:
            table.notes.append(f"表二“{label}”数字连写“{raw}”，正文写有其中的数，取{_shown(stated)}。")
            ways = [stated]
    if len(ways) > 1:
        ways = sorted(
            _likely(ways, columns),
            key=lambda each: (not _obeys(layout, place, each), _oddness(each, columns)),
        )
        shown = "；".join(_shown(each) for each in ways[:MOST_SHOWN])
        table.notes.append(
            f"表二“{label}”数字连写“{raw}”，无法确定怎样分列，可能是：{shown}。请核对原表（{strip.place}）。"
        )
    if not ways:
        table.notes.append(
            f"表二“{label}”的数字“{raw}”无法对应到{len(columns)}列，请核对原表（{strip.place}）。"
        )
        return [Cell(None, CellKind.UNDECIDABLE, raw, place=strip.place)] * len(columns)
    if len(ways) > 1:
        cells = [_open([each[at] for each in ways], raw, strip) for at in range(len(columns))]
    else:
        cells = [cell_of([each], raw, strip.place) for each in ways[0]]
    cells[-1] = replace(cells[-1], unit=pieces[-1].unit, remark=pieces[-1].remark)
    return cells


def _open(values: Sequence[Number | None], raw: str, strip: Strip) -> Cell:
    """A cell of a row that cannot be cut. No sum ties the row: even what all readings share stays open."""
    numbers = tuple(dict.fromkeys(each for each in values if each is not None))
    return Cell(None, CellKind.UNDECIDABLE, raw, place=strip.place, readings=numbers)


def _shown(reading: Reading) -> str:
    return "|".join(str(0 if each is None else each) for each in reading)


# ── which readings remain ──


def _possible(reading: Reading, columns: Sequence[Column]) -> bool:
    """No minus sign and no decimals where the column has none."""
    for value, column in zip(reading, columns, strict=True):
        number = value or 0
        if column.measure in ("count", "change") and isinstance(number, Decimal):
            return False
        if number < 0 and column.measure != "change":
            return False
    return True


def _obeys(layout: Format, place: _Place, reading: Reading) -> bool:
    """Whether the checks of the form that concern this row alone hold."""
    values = {
        f"proactive.{place.block.key}.{place.row.key}.{column.key}": value or 0
        for column, value in zip(place.block.columns, reading, strict=True)
    }
    for left, op, right in _checks(layout.id):
        if left in values and right in values:
            holds = values[left] >= values[right] if op == ">=" else values[left] <= values[right]
            if not holds:
                return False
    return True


@cache
def _checks(format_id: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (check.left[0], check.op, check.right[0])
        for check in load_format(format_id).checks
        if check.table == "proactive"
        and check.op in (">=", "<=")
        and len(check.left) == len(check.right) == 1
    )


def _stated(flat: Flat, row: Row, ways: Sequence[Reading]) -> Reading | None:
    """The one reading of which the prose states at least two cells, and more than of any other."""
    words = "采购" if "采购" in row.label else core(row.label).removeprefix("行政")
    stated = {
        Decimal(found[1])
        for found in re.finditer(
            rf"{words}[^\d,。;、]{{0,12}}(\d+(?:\.\d+)?)(?:余)?(?:件|条|项|起|宗|批次|笔|次|个|份|元|万元)",
            flat.squeezed,
        )
    }
    if words == "采购":
        stated |= {
            Decimal(each)
            for each in re.findall(r"采购[^。;]{0,40}?金额[^\d。;]{0,4}(\d+(?:\.\d+)?)", flat.squeezed)
        }
    scores = [sum(each is not None and each != 0 and Decimal(each) in stated for each in way) for way in ways]
    best = max(scores)
    return ways[scores.index(best)] if best >= 2 and scores.count(best) == 1 else None


def _likely(ways: list[Reading], columns: Sequence[Column]) -> list[Reading]:
    """Without purchases of a few yuan each, as long as more than one reading is left."""
    if columns[-1].measure != "yuan" or len(columns) != 2:
        return ways
    kept = [each for each in ways if not each[1] or (each[0] and each[1] / each[0] >= LEAST_PER_PURCHASE)]
    return kept if len(kept) > 1 else ways


def _oddness(reading: Reading, columns: Sequence[Column]) -> tuple[float, float]:
    """How unusual a reading looks, for the order in which readings are shown; it decides nothing.

    Usual are equal neighbours, no change, numbers of similar length, and purchases of about 100 000 yuan.
    """
    if columns[-1].measure == "yuan" and len(columns) == 2:
        average = float(reading[1] or 0) / float(reading[0] or 1)
        return abs(log10(max(average, 0.01)) - 5), 0
    usual = sum(a == b for a, b in pairwise(reading))
    usual += sum(
        2 for value, column in zip(reading, columns, strict=True) if column.measure == "change" and not value
    )
    sizes = [len(str(abs(int(each or 0)))) for each in reading]
    return -usual, max(sizes) - min(sizes)
