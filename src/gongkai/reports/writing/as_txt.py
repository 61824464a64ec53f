"""Plain text: the prose, and the tables with ruled columns that line up in a fixed-width typeface.

Columns are divided by ``|`` with a rule below the head, as in Markdown: a border is a border and an empty
cell an empty cell, which spaces alone cannot tell.
"""

from unicodedata import east_asian_width

from gongkai.reports.format import load_format
from gongkai.reports.report import Report
from gongkai.reports.writing.drawing import Box, Drawing, Role, drawings
from gongkai.reports.writing.wording import paragraphs, signature, title_of


def write(report: Report) -> bytes:
    """The report as UTF-8 text."""
    lines = [title_of(report), ""]
    tables = drawings(report)
    for section in load_format(report.format).sections:
        lines += ["", f"{section.ordinal}、{section.title}"]
        lines += paragraphs(report.sections.get(section.key, ""))
        if section.key in tables:
            lines += ["", *table_lines(tables[section.key])]
    closing = signature(report)
    lines += ["", *closing] if closing else []
    return ("\n".join(lines) + "\n").encode("utf-8")


def table_lines(drawing: Drawing) -> list[str]:
    """One table in text; table 二 as one table a block, its caption above."""
    if drawing.head:
        rows = [_row(drawing, line) for line in drawing.lines()]
        return _ruled(rows, drawing.head)
    lines: list[str] = []
    block: list[list[str]] = []
    for line in [*drawing.lines(), []]:
        if not line or line[0].role is Role.CAPTION:
            lines += [*_ruled(block, 1), ""] if block else []
            lines += [line[0].text] if line else []
            block = []
        else:
            block.append([box.text for box in line])
    return lines[:-1]


def _row(drawing: Drawing, line: list[Box]) -> list[str]:
    """One row: its labels in one column, then a text for every other column, empty where merged."""
    labels = "　".join(box.text for box in line if box.column < drawing.stub)
    texts = {box.column: box.text for box in line if box.column >= drawing.stub}
    rest = [texts.get(column, "") for column in range(drawing.stub, drawing.columns)]
    return [labels, *rest] if drawing.stub else rest


def _ruled(rows: list[list[str]], head: int) -> list[str]:
    """Rows with columns of equal width and a rule below the first ``head`` rows.

    >>> print("\\n".join(_ruled([["信息内容", "件数"], ["规章", "0"]], 1)))
    | 信息内容 | 件数 |
    |----------|------|
    | 规章     | 0    |
    """
    cells = [[text.replace("|", "｜") for text in row] for row in rows]
    sizes = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [
        "| "
        + " | ".join(text + " " * (size - _width(text)) for text, size in zip(row, sizes, strict=True))
        + " |"
        for row in cells
    ]
    return [*lines[:head], "|" + "|".join("-" * (size + 2) for size in sizes) + "|", *lines[head:]]


def _width(text: str) -> int:
    """How many columns a text takes in a fixed-width typeface: two for a Chinese character.

    >>> _width("规章"), _width("12")
    (4, 2)
    """
    return sum(2 if east_asian_width(each) in "WFA" else 1 for each in text)
