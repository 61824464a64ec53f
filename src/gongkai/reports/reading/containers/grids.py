"""Merged cells unfolded: from cells with spans, as a document stores them, to a rectangle of places."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.reports.reading.pages import Grid

WIDEST = 1000
"""No table is wider than this; a span that claims more is a mistake or an attack."""


class Spanned(NamedTuple):
    """A cell as stored: its text and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


class TooManyCells(Exception):
    """A table would unfold to more places than allowed."""


def unfold(rows: Sequence[Iterable[Spanned]], place: str, most: int) -> Grid | None:
    """The grid of a table given row by row; ``None`` where it has no cell.

    A span reaching below the last row or into a place already taken is cut there. Raises: `TooManyCells`.

    >>> unfold([[Spanned("甲", 2), Spanned("乙", 1, 2)], [Spanned("丙"), Spanned("丁")]], "表1", 100).rows
    (('甲', None, '乙'), ('丙', '丁', None))
    """
    placed: list[dict[int, str | None]] = [{} for _ in rows]
    taken = 0
    for number, cells in enumerate(rows):
        column = 0
        here = placed[number]
        for text, columns, down in cells:
            while column in here:
                column += 1
            width = max(1, min(columns, WIDEST))
            if column + width > WIDEST:
                raise TooManyCells
            below = placed[number : number + max(1, down)]
            taken += width * len(below)
            if taken > most:
                raise TooManyCells
            for depth, row in enumerate(below):
                for offset in range(width):
                    row.setdefault(column + offset, None)
                if not depth:
                    row[column] = text
            column += width
    return rectangle(placed, place, most)


def rectangle(placed: Sequence[dict[int, str | None]], place: str, most: int) -> Grid | None:
    """Rows of places made equally long; a place that the document does not have is an empty cell."""
    width = max((max(row, default=-1) + 1 for row in placed), default=0)
    if not width:
        return None
    if width * len(placed) > most:
        raise TooManyCells
    return Grid(tuple(tuple(row.get(at, "") for at in range(width)) for row in placed), place)


def without_idle_columns(grid: Grid) -> Grid:
    """The grid without columns that only continue their neighbour: no cell begins in them."""
    keep = [at for at in range(len(grid.rows[0])) if any(row[at] is not None for row in grid.rows)]
    if len(keep) == len(grid.rows[0]):
        return grid
    return Grid(tuple(tuple(row[at] for at in keep) for row in grid.rows), grid.place)
