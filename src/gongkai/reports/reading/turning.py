"""Grids that stand on their side (rows of the form as columns) are set upright."""

from itertools import zip_longest

from gongkai.reports.reading.labels import request_labels
from gongkai.reports.reading.normal import squeeze
from gongkai.reports.reading.pages import Grid, Line, Pages

LEAST_LABELS = 8
"""A row in which so many labels of table 三 stand is a heading row: the grid lies on its side."""


def upright(pages: Pages) -> Pages:
    """The document with every grid of table 三 turned so that its labels stand at the left."""
    blocks: list[Line | Grid] = [_turned(each) if isinstance(each, Grid) else each for each in pages.blocks]
    return Pages(pages.kind, blocks, pages.title, list(pages.notes))


def _turned(grid: Grid) -> Grid:
    if not any(len(row) > LEAST_LABELS and _labels_in(row) >= LEAST_LABELS for row in grid.rows[:6]):
        return grid
    return Grid(tuple(zip_longest(*grid.rows)), grid.place)


def _labels_in(row: tuple[str | None, ...]) -> int:
    labels = request_labels()
    keys = set()
    for text in row:
        found = labels.last(squeeze(text)) if text and len(text) < 80 else None
        if found:
            keys.add(found.key)
    return len(keys)
