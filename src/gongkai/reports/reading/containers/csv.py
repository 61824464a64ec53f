"""Comma- or tab-separated values (.csv, .tsv): one grid, its one-cell rows as lines."""

import csv
import io

from gongkai.reports.reading.containers.grids import TooManyCells, rectangle
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, empty, too_large
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Line, Pages


def open_csv(text: str, name: str, limits: Limits) -> Pages:
    """A value file as lines and grids.

    A row with one written cell at its start is a heading or a paragraph; the rows between are grids.
    Raises: `UnreadableDocument` ``empty``, ``damaged`` or ``too_large``.
    """
    if not text.strip():
        raise empty(name)
    pages = Pages("csv")
    rows: list[list[str]] = []
    tables = 0
    left = limits.cells

    def end_table() -> None:
        nonlocal tables, left
        if not rows:
            return
        tables += 1
        grid = rectangle([dict(enumerate(row)) for row in rows], f"表{tables}", left)
        rows.clear()
        if grid:
            left -= len(grid.rows) * len(grid.rows[0])
            pages.blocks.append(grid)

    try:
        for number, row in enumerate(csv.reader(io.StringIO(clean(text)), _dialect(text)), 1):
            cells = [cell.strip() for cell in row]
            if any(cells[1:]):
                rows.append(cells)
            elif cells and cells[0]:
                end_table()
                pages.blocks.append(Line(cells[0], f"第{number}行"))
        end_table()
    except csv.Error:
        raise damaged(name, "CSV 内容不完整", place=f"第{len(rows) + 1}行附近") from None
    except TooManyCells:
        raise too_large(name, f"表格超过{limits.cells}格") from None
    if not pages.blocks:
        raise empty(name)
    return pages


def _dialect(text: str) -> type[csv.Dialect]:
    return csv.excel_tab if text[:4096].count("\t") > text[:4096].count(",") else csv.excel
