"""Table 四: reconsideration and lawsuits, one row of fifteen cells. Law: OGI 50(三)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from gongkai.reports.format import load_format
from gongkai.reports.reading.numbers import Piece, cells_of
from gongkai.reports.reading.readings import Reading, readings, shows_glue, with_gaps
from gongkai.reports.reading.requests import cell_of
from gongkai.reports.reading.rows import MOST_READINGS
from gongkai.reports.reading.strips import Strip
from gongkai.reports.report import Cell, CellKind

GROUPS = ("review", "direct", "after")
_GROUP_WORDS = (
    ("复议后起诉", "after"),
    ("复议后再起诉", "after"),
    ("经复议起诉", "after"),
    ("直接起诉", "direct"),
    ("行政复议", "review"),
)
_RESULT_WORDS = (
    ("维持", "upheld"),
    ("纠正", "corrected"),
    ("其他结果", "other"),
    ("审结", "pending"),
    ("总计", "total"),
    ("合计", "total"),
)
_RESULTS = ("upheld", "corrected", "other", "pending", "total")
WIDTH = len(_RESULTS)
UNPLACED = "无法对应到十五列"
LEAST_SINGLE, MOST_DIGITS = 3, 7
"""A table on its side has so many rows of one number at least, and no number of so many figures."""


@dataclass(slots=True)
class Reviews:
    """What table 四 says, and how it was read."""

    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1


def read_reviews(found: Sequence[Strip]) -> Reviews:
    """Read table 四 from the strips of its stretch: as one row, as three rows of five, or as fifteen rows."""
    table = Reviews()
    for attempt in (_three_rows, _one_row, _single_cells, _unread):
        used = attempt(found, table)
        if used:
            table.start = min(each.start for each in used)
            table.end = max(each.end for each in used)
            break
    return table


def _unread(found: Sequence[Strip], table: Reviews) -> list[Strip]:
    """The numbers after the heading of the table, where they cannot be told to its columns."""
    for strip in found:
        if re.search("维持|纠正|审结|总计", strip.words + strip.own):
            return _leave_open(table, strip)
    return []


def _leave_open(table: Reviews, strip: Strip) -> list[Strip]:
    """The numbers are there, but nobody can say which column each belongs to."""
    table.notes.append(f"表四的数字“{strip.raw}”{UNPLACED}，请核对原表（{strip.place}）。")
    for key in _keys():
        table.cells[f"reviews.{key}"] = Cell(None, CellKind.UNDECIDABLE, strip.raw, place=strip.place)
    return [strip]


@cache
def _keys() -> tuple[str, ...]:
    return tuple(each.key for each in load_format("annual-2021").table("reviews").blocks[0].columns)


def _one_row(found: Sequence[Strip], table: Reviews) -> list[Strip]:
    """The usual form: fifteen cells side by side."""
    width = len(_keys())
    rows = [(strip, _trimmed(strip, width)) for strip in found]
    for strip, pieces in rows:
        if len(pieces) == width and not shows_glue(pieces):
            _fill(table, strip, pieces, [tuple(each.value for each in pieces)], _keys())
            return [strip]
    second: tuple[Strip, list[Piece], list[Reading]] | None = None
    endless: Strip | None = None
    for strip, pieces in rows:
        if not 0 < len(pieces) <= width:
            continue
        ways, holds = _ways(pieces, width)
        if holds and ways:
            _fill(table, strip, pieces, ways, _keys())
            return [strip]
        second = second or ((strip, pieces, ways) if ways else None)
        endless = endless or (strip if holds else None)
    if second is None:
        return _leave_open(table, endless) if endless else []
    _fill(table, *second, _keys())
    return [second[0]]


def _ways(pieces: list[Piece], width: int) -> tuple[list[Reading], bool]:
    """How a row with fewer pieces than cells can be read: digits glued, or cells left out."""
    sums = tuple(range(WIDTH - 1, width, WIDTH))
    if 1 < len(pieces) < width and not shows_glue(pieces):
        spread = with_gaps([each.value for each in pieces], width, sums)
        if spread:
            return spread[:MOST_READINGS], True
    ways, holds = readings(pieces, width, sums, MOST_READINGS)
    return ways if len(ways) < MOST_READINGS else [], holds


def _trimmed(strip: Strip, width: int) -> list[Piece]:
    """The cells of a strip without those that are too many: blanks, or numbers after a full row."""
    pieces = list(strip.pieces)
    if not strip.in_grid and len(pieces) > width:
        part = pieces[:width]
        if readings(part, width, tuple(range(WIDTH - 1, width, WIDTH)), 2)[1]:
            return part
    while len(pieces) > width and pieces[0].kind is CellKind.BLANK:
        pieces.pop(0)
    while len(pieces) > width and pieces[-1].kind is CellKind.BLANK:
        pieces.pop()
    return pieces


def _three_rows(found: Sequence[Strip], table: Reviews) -> list[Strip]:
    """Three rows or three small tables of exactly five cells each."""
    used: list[tuple[str, Strip, list[Piece]]] = []
    left = list(GROUPS)
    for strip in found:
        pieces = _trimmed(strip, WIDTH)
        group = _group_of(strip.own) or _group_of(strip.words) or next(iter(left), "")
        if len(pieces) == WIDTH and not shows_glue(pieces) and group in left:
            left.remove(group)
            used.append((group, strip, pieces))
    if len(used) < 2:
        return []
    for group, strip, pieces in used:
        values = [tuple(each.value for each in pieces)]
        _fill(table, strip, pieces, values, [f"{group}_{result}" for result in _RESULTS])
    if left:
        table.notes.append("表四的行政复议、直接起诉、复议后起诉三组数字没有找全，请核对原表。")
    return [strip for _, strip, _ in used]


def _single_cells(found: Sequence[Strip], table: Reviews) -> list[Strip]:
    """A table turned on its side: one label and one number a row."""
    used: list[Strip] = []
    group = 0
    single = [each for each in found if len(each.pieces) == 1 and len(each.pieces[0].digits) <= MOST_DIGITS]
    if len(single) < LEAST_SINGLE:
        return []
    for strip in single:
        words = strip.own or strip.words
        result = next((key for word, key in _RESULT_WORDS if words.endswith(word)), "")
        if not result:
            continue
        named = _group_of(words)
        if named:
            group = GROUPS.index(named)
        elif f"reviews.{GROUPS[group]}_{result}" in table.cells and group + 1 < len(GROUPS):
            group += 1
        table.cells.setdefault(f"reviews.{GROUPS[group]}_{result}", strip.pieces[0].cell())
        used.append(strip)
    return used


def _group_of(words: str) -> str:
    """The group that words name last."""
    places = [(words.rfind(word), key) for word, key in _GROUP_WORDS if word in words]
    return max(places)[1] if places else ""


def _fill(
    table: Reviews, strip: Strip, pieces: Sequence[Piece], ways: Sequence[Reading], keys: Sequence[str]
) -> None:
    if len(pieces) == len(keys):
        cells = cells_of(pieces)
    else:
        raw = strip.raw
        cells = [cell_of([way[at] for way in ways], raw, strip.place) for at in range(len(keys))]
        if len(ways) > 1:
            shown = "；".join("|".join(str(value or 0) for value in way) for way in ways[:6])
            table.notes.append(
                f"表四的数字“{raw}”有{len(ways)}种拆法都说得通：{shown}。请核对原表（{strip.place}）。"
            )
    for key, cell in zip(keys, cells, strict=True):
        table.cells[f"reviews.{key}"] = cell
