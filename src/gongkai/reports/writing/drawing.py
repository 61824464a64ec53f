"""Where every box of a table stands: one geometry, worked out from the format, for all writers.

A `Drawing` is a table as merged boxes on a grid. DOCX, PDF, HTML and XLSX draw the same boxes, so a merge is
decided once: the corner of table 三 with the words of its cross-check, 法人或其他组织 over five columns, the
side label 三、本年度办理结果 over all its rows, the three storeys of the head of table 四.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from math import lcm

from gongkai.reports.format import FORMAT_IDS, Block, Column, Format, Row, Table, load_format
from gongkai.reports.report import Cell, CellKind, Report
from gongkai.reports.writing.wording import written

APPLICANTS = "申请人情况"
ITEM = "信息内容"
TABLE_NAMES = {"proactive": "表二", "requests": "表三", "reviews": "表四"}


class Role(StrEnum):
    """What a box is for: a caption over a block, a heading of columns, a label of rows, or a value."""

    CAPTION = "caption"
    CORNER = "corner"
    COLUMN = "column"
    ROW = "row"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the drawn table, merged over ``rows`` × ``columns`` places; places count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    role: Role
    cell_id: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table ready to draw: ``head`` rows repeat on a new page, the first ``stub`` columns are labels.

    ``name`` is 表二, 表三 or 表四, ``title`` the title of its section; ``boxes`` are in reading order and
    cover the ``rows`` × ``columns`` grid exactly once.
    """

    key: str
    name: str
    title: str
    rows: int
    columns: int
    head: int
    stub: int
    boxes: tuple[Box, ...]

    def lines(self) -> list[list[Box]]:
        """The boxes by the row that they begin in; a row may have none."""
        found: list[list[Box]] = [[] for _ in range(self.rows)]
        for box in self.boxes:
            found[box.row].append(box)
        return found


def drawings(report: Report) -> dict[str, Drawing]:
    """The tables that the report has, by the section that they stand in (``s2``…``s4``).

    A table of which not one cell is there is left out: it reads back as missing. Rows likewise.
    """
    found = {}
    for table in tables_of(report):
        drawing = draw(table, report)
        if drawing:
            found[table.section] = drawing
    return found


@cache
def _ids(format_id: str, key: str) -> frozenset[str]:
    """The cells of a table of an edition."""
    return frozenset(cell_id for cell_id, *_ in load_format(format_id).table(key).cells())


def tables_of(report: Report) -> list[Table]:
    """Each table in the edition whose cells the report holds, its own edition where that is open.

    Offices mix editions (table 二 of 2021 beside a table 三 of 2019), so this is asked table by table.
    """
    own = load_format(report.format)
    editions = [own, *(load_format(each) for each in FORMAT_IDS if each != own.id)]

    def best(key: str) -> Table:
        edition = max(editions, key=lambda each: len(report.cells.keys() & _ids(each.id, key)))
        return edition.table(key)

    return [best(table.key) for table in own.tables]


def form(edition: Format) -> Report:
    """The blank form of an edition: every cell is there and empty."""
    blank = Cell(None, CellKind.BLANK)
    return Report(format=edition.id, cells={cell_id: blank for cell_id, *_ in edition.cells()})


def draw(table: Table, report: Report) -> Drawing | None:
    """Draw one table, or nothing if the report has none of its cells."""
    blocks = [(block, _rows_there(table, block, report)) for block in table.blocks]
    blocks = [(block, rows) for block, rows in blocks if rows]
    if not blocks:
        return None
    title = next(
        section.title for section in load_format(report.format).sections if section.key == table.section
    )
    if len(table.blocks) > 1:
        return _stacked(table, blocks, report, title)
    return _crossed(table, blocks[0][0], blocks[0][1], report, title)


def _rows_there(table: Table, block: Block, report: Report) -> list[Row]:
    """The rows of a block that have at least one cell which is not missing."""
    return [
        row
        for row in block.rows
        if any(
            report.cell(table.cell_id(block, row, column)).kind is not CellKind.MISSING
            for column in block.columns
        )
    ]


def _value(table: Table, block: Block, row: Row, column: Column, report: Report) -> tuple[str, str]:
    cell_id = table.cell_id(block, row, column)
    return written(report.cell(cell_id), column), cell_id


def _stacked(table: Table, blocks: list[tuple[Block, list[Row]]], report: Report, title: str) -> Drawing:
    """Table 二: blocks one under another, each with its caption; columns share the width evenly."""
    width = lcm(*(len(block.columns) for block, _ in blocks))
    boxes: list[Box] = []
    at = 0
    for block, rows in blocks:
        span = width // len(block.columns)
        boxes.append(Box(at, 0, 1, width + 1, block.caption, Role.CAPTION))
        boxes.append(Box(at + 1, 0, 1, 1, ITEM, Role.COLUMN))
        for index, column in enumerate(block.columns):
            boxes.append(Box(at + 1, 1 + index * span, 1, span, column.label, Role.COLUMN))
        at += 2
        for row in rows:
            boxes.append(Box(at, 0, 1, 1, row.label, Role.ROW))
            for index, column in enumerate(block.columns):
                text, cell_id = _value(table, block, row, column, report)
                boxes.append(Box(at, 1 + index * span, 1, span, text, Role.VALUE, cell_id))
            at += 1
    return Drawing(table.key, TABLE_NAMES[table.key], title, at, width + 1, 0, 1, tuple(boxes))


def _crossed(table: Table, block: Block, rows: list[Row], report: Report, title: str) -> Drawing:
    """Tables 三 and 四: grouped rows against grouped columns."""
    roof = (APPLICANTS,) if table.key == "requests" else ()
    heads = [(*roof, *filter(None, column.group.split("/")), column.label) for column in block.columns]
    labels = [tuple(filter(None, (row.side, row.group, row.label))) for row in rows]
    head, stub = max(map(len, heads)), max(map(len, labels))
    boxes = [Box(0, 0, head, stub, block.caption, Role.CORNER)] if stub else []
    boxes += [
        Box(level, stub + start, deep, wide, text, Role.COLUMN)
        for start, level, wide, deep, text in _branches(heads, head)
    ]
    boxes += [
        Box(head + start, level, tall, wide, text, Role.ROW)
        for start, level, tall, wide, text in _branches(labels, stub)
    ]
    for down, row in enumerate(rows):
        for across, column in enumerate(block.columns):
            text, cell_id = _value(table, block, row, column, report)
            boxes.append(Box(head + down, stub + across, 1, 1, text, Role.VALUE, cell_id))
    boxes.sort(key=lambda box: (box.row, box.column))
    size = (head + len(rows), stub + len(block.columns))
    return Drawing(table.key, TABLE_NAMES[table.key], title, *size, head, stub, tuple(boxes))


def _branches(paths: list[tuple[str, ...]], depth: int) -> list[tuple[int, int, int, int, str]]:
    """Merge neighbouring paths that share their beginning: (start, level, length, thickness, text).

    The last word of a path fills the levels that are left.

    >>> _branches([("甲", "一"), ("甲", "二"), ("乙",)], 2)
    [(0, 0, 2, 1, '甲'), (0, 1, 1, 1, '一'), (1, 1, 1, 1, '二'), (2, 0, 1, 2, '乙')]
    """
    found: list[tuple[int, int, int, int, str]] = []
    numbered = list(enumerate(paths))

    def grow(members: list[tuple[int, tuple[str, ...]]], level: int) -> None:
        for _, run in groupby(members, key=lambda each: each[1][: level + 1]):
            branch = list(run)
            start, path = branch[0]
            if len(path) == level + 1:
                found.extend((index, level, 1, depth - level, path[level]) for index, _ in branch)
            else:
                found.append((start, level, len(branch), 1, path[level]))
                grow(branch, level + 1)

    grow([each for each in numbered if each[1]], 0)
    return found
