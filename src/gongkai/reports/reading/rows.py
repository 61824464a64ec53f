"""One row of table 三: which of its pieces are the seven cells, and in which ways they can be read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from gongkai.reports.format import load_format
from gongkai.reports.reading.alignment import CELLS
from gongkai.reports.reading.labels import request_labels
from gongkai.reports.reading.normal import squeeze
from gongkai.reports.reading.numbers import Piece
from gongkai.reports.reading.readings import Reading, readings, shows_glue, sums_hold, with_gaps
from gongkai.reports.reading.strips import Strip
from gongkai.reports.report import CellKind

MOST_READINGS = 200
TOTAL = (CELLS - 1,)
_GAP = Piece("", CellKind.MISSING, whole=True)


@dataclass(slots=True)
class RequestRow:
    """One row on its way to its cells: the pieces that count, and the ways in which they can be read."""

    strip: Strip
    pieces: list[Piece]
    readings: list[Reading]


@cache
def columns() -> tuple[str, ...]:
    """The seven columns of table 三."""
    return tuple(each.key for each in load_format("annual-2021").table("requests").blocks[0].columns)


@cache
def _column_words() -> tuple[tuple[str, str], ...]:
    """Column words and their keys, long words first; no key for columns that the form does not have."""
    words = [("小计", ""), ("法人或其他组织", "")]
    for column in load_format("annual-2021").table("requests").blocks[0].columns:
        words += [(squeeze(each), column.key) for each in (column.label, *column.also)]
    words += [("社会公益", "public_welfare"), ("法律服务", "legal_service"), ("公民", "natural_person")]
    return tuple(sorted(words, key=lambda each: -len(each[0])))


@lru_cache(1024)
def _column_of(heading: str) -> str:
    """The column key of a heading; empty for a subtotal or a heading that names none."""
    for word, key in _column_words():
        if heading.endswith(word):
            return key
    return ""


def printed_columns(found: Iterable[Strip]) -> tuple[str, ...]:
    """The columns of a running-text table in the order in which its head names them, if it has a subtotal."""
    head = next((each.words for each in found if each.words), "")
    at = head.rfind("申请人情况")
    head = head[at:] if at >= 0 else head
    if "小计" not in head or not 0 <= head.find("自然人") < head.find("商业企业"):
        return ()
    inner = list(columns()[1:-1])
    place = 0 if head.find("小计") < head.find("商业企业") else len(inner)
    return ("natural_person", *inner[:place], "", *inner[place:], "total")


def glued(strips: Iterable[Strip]) -> bool:
    """Whether a table glued its digits. If it did not, a row with too few numbers has gaps.

    Told by pieces that cannot be one number ("00"), by figures that follow their label without a space, or
    by most rows being a single run of digits.
    """
    rows = [each for each in strips if not each.in_grid]
    single = sum(len(each.pieces) == 1 and len(each.pieces[0].digits) > 1 for each in rows)
    tight = sum(each.tight for each in rows)
    return max(single, tight) * 2 > len(rows) or any(shows_glue(each.pieces) for each in rows)


def read_row(strip: Strip, printed: tuple[str, ...], in_glue: bool) -> RequestRow:
    """Reduce a strip to the seven cells of a row, and list its readings.

    ``printed`` are the columns as the head of a running-text table names them (empty: the usual seven);
    ``in_glue`` says that the table glued its digits.
    """
    pieces = list(strip.pieces)
    if strip.in_grid:
        pieces = _by_heading(strip) or pieces
    elif printed and len(pieces) == len(printed):
        kept = dict(zip(printed, pieces, strict=True))
        pieces = [kept[key] for key in columns()]
    if len(pieces) > CELLS:
        pieces = _seven(pieces)
    if len(pieces) == CELLS and (strip.in_grid or not shows_glue(pieces)):
        return RequestRow(strip, pieces, [tuple(each.value for each in pieces)])
    if any(each.kind is CellKind.UNDECIDABLE for each in pieces):
        return RequestRow(strip, pieces, [])
    few = len(pieces) < CELLS and (len(pieces) > 1 or not in_glue)
    if few and not any(each.value or 0 for each in pieces) and not shows_glue(pieces):
        pieces = [*pieces, *[_GAP] * (CELLS - len(pieces))]  # the gaps count as the last columns
        return RequestRow(strip, pieces, [tuple(each.value for each in pieces)])
    found = _ways(strip, pieces, in_glue)
    return RequestRow(strip, pieces, found if len(found) < MOST_READINGS else [])


def _ways(strip: Strip, pieces: list[Piece], in_glue: bool) -> list[Reading]:
    """All readings of a row that is not seven clean cells; a list cut off would be as good as none."""
    cut, holds = readings(pieces, CELLS, TOTAL, MOST_READINGS)
    if strip.after and request_labels().ordinal_of(strip.after) == pieces[-1].digits[-1:]:
        others = _without_last_digit(pieces)
        cut, holds = ([*cut, *others], True) if holds else (others or cut, bool(others))
    spread = [] if shows_glue(pieces) else with_gaps([each.value for each in pieces], CELLS, TOTAL)
    if in_glue or len(pieces) == 1:
        return cut if holds and cut else spread or cut
    return spread or (cut if holds else [])


def _without_last_digit(pieces: list[Piece]) -> list[Reading]:
    """Readings in which the last digit is the ordinal of the next label ("00000002其他法律…", no point)."""
    *before, last = pieces
    if len(last.digits) < 2 or last.whole or last.decimals:
        return []
    found, holds = readings([*before, replace(last, digits=last.digits[:-1])], CELLS, TOTAL, MOST_READINGS)
    return found if holds else []


def _by_heading(strip: Strip) -> list[Piece]:
    """The cells under the seven headings, where the grid has other columns, another order or gaps."""
    keys = [_column_of(each) for each in strip.columns]
    known = columns()
    if len(keys) != len(strip.pieces) or any(keys.count(key) > 1 for key in known):
        return []
    if len(strip.pieces) >= CELLS and not all(key in keys for key in known):
        return []
    if len(strip.pieces) < CELLS and not all(keys):
        return []
    return [strip.pieces[keys.index(key)] if key in keys else _GAP for key in known]


def _seven(pieces: list[Piece]) -> list[Piece]:
    """Seven of more cells: outer blanks dropped, else the seven that add up; all of them if none do."""
    while len(pieces) > CELLS and pieces[-1].kind is CellKind.BLANK:
        pieces = pieces[:-1]
    while len(pieces) > CELLS and pieces[0].kind is CellKind.BLANK:
        pieces = pieces[1:]
    for at in range(len(pieces) - CELLS + 1):
        part = pieces[at : at + CELLS]
        if sums_hold([each.value for each in part], TOTAL):
            return part
    return pieces
