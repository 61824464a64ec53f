"""Ruling lines (表格线) on a page into cells: pure geometry, in points, y growing upwards.

A drawn table is a set of strokes. Where two neighbouring places have no stroke between them they are one
merged cell; text belongs to the cell in which it stands.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

TOLERANCE = 3.0
"""Strokes closer than this (points) are the same line: borders are often drawn twice, once for each cell."""
_SHORTEST = 5.0
_MOST_LINES = 300
_NUMERAL = r"\d+(?:[.,]\d+)*"
_MIXED = re.compile(rf"{_NUMERAL}(?:\s{_NUMERAL})+|{_NUMERAL}\n[^\d.、（(元万笔件项次条个起宗批余].*", re.S)
_WRAPPED = re.compile(r"\d{2,}(?:\n\d+)+")
_FIGURE = re.compile(r"[-—－/]?[\d.,]+\w?|[-—－/]")
_BEGINS = re.compile(
    r"[（(]?\s*[一二三四五六七八九十\d]{1,3}\s*[)）、.．]|总\s*计|规|行政|政府|其他|信息内容|第二十条"
)


class Stroke(NamedTuple):
    """A straight line: where it lies (``at``) and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Strokes:
    """The level and the upright strokes of a page."""

    level: list[Stroke] = field(default_factory=list)
    upright: list[Stroke] = field(default_factory=list)

    def add(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Add a thin shape as a stroke; says whether it was thin enough to be one."""
        if top - bottom <= TOLERANCE + 1:
            if right - left >= _SHORTEST:
                self.level.append(Stroke((top + bottom) / 2, left, right))
            return True
        if right - left <= TOLERANCE + 1:
            self.upright.append(Stroke((left + right) / 2, bottom, top))
            return True
        return False

    def add_box(self, left: float, bottom: float, right: float, top: float) -> None:
        """Add the four sides of a drawn box."""
        self.level += [Stroke(bottom, left, right), Stroke(top, left, right)]
        self.upright += [Stroke(left, bottom, top), Stroke(right, bottom, top)]


@dataclass(slots=True)
class Frame:
    """A drawn table: ``xs`` its columns' borders from the left, ``ys`` its rows' borders from the bottom.

    ``owner[row][column]`` is the place (row from the top, column) at which the cell covering it begins.
    """

    xs: list[float]
    ys: list[float]
    owner: list[list[tuple[int, int]]]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell in which a point lies."""
        column = bisect_right(self.xs, x) - 1
        from_bottom = bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= from_bottom < len(self.ys) - 1):
            return None
        return self.owner[len(self.ys) - 2 - from_bottom][column]


def _merged(values: Iterable[float]) -> list[float]:
    """Positions with near ones taken together, in rising order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= TOLERANCE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def frames_of(strokes: Strokes) -> list[Frame]:
    """The tables drawn by a page's strokes, from the top of the page down.

    Upright strokes that overlap in height belong to one table.

    >>> strokes = Strokes()
    >>> for box in ((0, 0, 40, 20), (40, 0, 80, 20), (0, 20, 80, 40)):
    ...     strokes.add_box(*box)
    >>> (frame,) = frames_of(strokes)
    >>> frame.owner
    [[(0, 0), (0, 0)], [(1, 0), (1, 1)]]
    """
    bands: list[list[Stroke]] = []
    floor = 0.0
    for stroke in sorted(strokes.upright, key=lambda each: -each.end):
        if bands and stroke.end >= floor - TOLERANCE:
            bands[-1].append(stroke)
            floor = min(floor, stroke.start)
        else:
            bands.append([stroke])
            floor = stroke.start
    frames = (_frame(band, strokes.level) for band in bands)
    return [frame for frame in frames if frame is not None]


def _frame(upright: Sequence[Stroke], level: Sequence[Stroke]) -> Frame | None:
    bottom = min(stroke.start for stroke in upright)
    top = max(stroke.end for stroke in upright)
    level = [stroke for stroke in level if bottom - TOLERANCE <= stroke.at <= top + TOLERANCE]
    if not level:
        return None
    left = min(stroke.start for stroke in level)
    right = max(stroke.end for stroke in level)
    xs = _merged([*(stroke.at for stroke in upright), left, right])
    ys = _merged([*(stroke.at for stroke in level), bottom, top])
    if not (3 <= len(xs) <= _MOST_LINES and 2 <= len(ys) <= _MOST_LINES):
        return None
    return Frame(xs, ys, _owners(xs, ys, upright, level))


def _owners(
    xs: list[float], ys: list[float], upright: Sequence[Stroke], level: Sequence[Stroke]
) -> list[list[tuple[int, int]]]:
    """For each place, rows from the top, the cell that covers it."""
    width, height = len(xs) - 1, len(ys) - 1
    beside = _drawn(xs, [(low + high) / 2 for low, high in pairwise(ys)][::-1], upright)
    above = _drawn(ys, [(low + high) / 2 for low, high in pairwise(xs)], level)[::-1]
    owner: list[list[tuple[int, int] | None]] = [[None] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if owner[row][column] is not None:
                continue
            right = column + 1
            while right < width and not beside[right][row] and owner[row][right] is None:
                right += 1
            end = row + 1
            while end < height and not any(above[end][column:right]):
                end += 1
            for covered in range(row, end):
                for at in range(column, right):
                    owner[covered][at] = (row, column)
    return [[place for place in places if place is not None] for places in owner]


def _drawn(borders: list[float], middles: list[float], strokes: Sequence[Stroke]) -> list[list[bool]]:
    """For each border and each middle across it: is a stroke drawn there?"""
    table = [[False] * len(middles) for _ in borders]
    for stroke in strokes:
        for at in range(bisect_right(borders, stroke.at - TOLERANCE), len(borders)):
            if borders[at] > stroke.at + TOLERANCE:
                break
            here = table[at]
            for number, middle in enumerate(middles):
                if stroke.start <= middle <= stroke.end:
                    here[number] = True
    return table


Row = tuple[str | None, ...]


@dataclass(slots=True)
class Drawn:
    """A drawn table with its words: columns' borders and the rows of the unfolded grid.

    ``first`` and ``last`` are the columns at which cells begin in the first and in the last row, those
    that come from above included: they tell whether a page break went through a row.
    """

    xs: list[float]
    rows: list[Row]
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


def filled(frame: Frame, words: dict[tuple[int, int], str]) -> Drawn:
    """The rows of a frame, each cell's words at its first place."""
    rows: list[Row] = [
        tuple(words.get(owner, "") if owner == (row, column) else None for column, owner in enumerate(places))
        for row, places in enumerate(frame.owner)
    ]
    first, last = (
        tuple(column for column, owner in enumerate(places) if owner[1] == column)
        for places in (frame.owner[0], frame.owner[-1])
    )
    return Drawn(frame.xs, [_unwrapped(row) for row in rows], first, last)


def _unwrapped(row: Row) -> Row:
    """A row, numbers that were too long for their narrow cells put together again.

    Where strokes are missing, every cell of a row holds several numbers; here others hold one on one line.

    >>> _unwrapped(("甲", "26\\n2", "5")), _unwrapped(("26\\n2", "5\\n1"))
    (('甲', '262', '5'), ('26\\n2', '5\\n1'))
    """
    if not any(text and _WRAPPED.fullmatch(text) for text in row):
        return row
    if not any(text and _FIGURE.fullmatch(text) for text in row):
        return row
    return tuple(text.replace("\n", "") if text and _WRAPPED.fullmatch(text) else text for text in row)


def is_sane(drawn: Drawn) -> bool:
    """Whether the strokes really divide the words.

    No cell may hold two numbers, nor a number and on the next line words that are no unit: they stick out of
    the cell beside it.
    """
    return not any(
        text and text[0].isdigit() and _MIXED.fullmatch(text) for row in drawn.rows for text in row
    )


def joined(above: Drawn, below: Drawn) -> Drawn | None:
    """A table that goes on after a page break, as one; ``None`` where the columns differ.

    >>> joined(Drawn([0, 10, 20], [("甲", "1")]), Drawn([0, 20.5], [("乙",)])).rows
    [('甲', '1'), ('乙', None)]
    """
    few, many = sorted((above.xs, below.xs), key=len)
    if abs(few[0] - many[0]) > TOLERANCE * 2 or abs(few[-1] - many[-1]) > TOLERANCE * 2:
        return None
    places = [_nearest(x, many) for x in few]
    if None in places or len(set(places)) < len(places):
        return None
    at = [place for place in places if place is not None]
    upper, lower = _on(above, at, many), _on(below, at, many)
    if _is_torn(upper, lower):
        _mend(upper.rows, lower.rows.pop(0))
    return Drawn(many, upper.rows + lower.rows, upper.first, lower.last)


def _nearest(x: float, borders: list[float]) -> int | None:
    best = min(range(len(borders)), key=lambda at: abs(borders[at] - x))
    return best if abs(borders[best] - x) <= TOLERANCE * 2 else None


def _on(drawn: Drawn, at: list[int], many: list[float]) -> Drawn:
    """A table on the finer columns."""
    if len(drawn.xs) == len(many):
        return Drawn(many, list(drawn.rows), drawn.first, drawn.last)
    rows: list[Row] = []
    for row in drawn.rows:
        wide: list[str | None] = [None] * (len(many) - 1)
        for column, text in enumerate(row):
            wide[at[column]] = text
        rows.append(tuple(wide))
    first, last = (tuple(at[column] for column in columns) for columns in (drawn.first, drawn.last))
    return Drawn(many, rows, first, last)


def _is_torn(above: Drawn, below: Drawn) -> bool:
    """Whether a page break went through a row: the same cells on both sides, a label that only goes on."""
    if above.last != below.first or not above.last:
        return False
    before, after = above.rows[-1], below.rows[0]
    labels = [text for text in after if text and not _FIGURE.fullmatch(text)]
    figures_before = {at for at, text in enumerate(before) if text and _FIGURE.fullmatch(text)}
    figures_after = {at for at, text in enumerate(after) if text and _FIGURE.fullmatch(text)}
    if not labels or _BEGINS.match(labels[-1]) or (figures_before and figures_after):
        return False
    return bool(figures_before or figures_after)


def _mend(rows: list[Row], rest: Row) -> None:
    """Put the words below a page break to the cells that they belong to, in the row above or further up."""
    for column, text in enumerate(rest):
        row = len(rows) - 1
        while text and row > 0 and rows[row][column] is None:
            row -= 1
        if text:
            cells = list(rows[row])
            cells[column] = f"{cells[column] or ''}\n{text}".strip()
            rows[row] = tuple(cells)
