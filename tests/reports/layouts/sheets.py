"""The tables of an edition as merged boxes, and a whole report around them, for the layouts to write out.

Drawn independently of the product's own writers: what a county office typed, not what we print.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from gongkai.reports.format import Format, Row, load_format
from gongkai.reports.report import Number
from reports.layouts.figures import Figures


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as typed; ``cell_id`` where it holds a figure."""

    text: str
    columns: int = 1
    rows: int = 1
    cell_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: rows of boxes, a box of several rows standing in the first of them."""

    rows: tuple[tuple[Box, ...], ...]
    width: int


@dataclass(slots=True)
class Paper:
    """A report as headings, paragraphs and sheets in reading order."""

    format_id: str
    title: str
    organ: str
    year: int
    blocks: list[str | Sheet] = field(default_factory=list)
    figures: Figures = field(default_factory=dict)
    blank: frozenset[str] = frozenset()

    def sheets(self) -> Iterator[Sheet]:
        """The three tables."""
        return (block for block in self.blocks if isinstance(block, Sheet))


def typed(value: Number, unit: str = "") -> str:
    """A number as typed; decimals without a trailing exponent."""
    return (format(value, "f") if isinstance(value, Decimal) else str(value)) + unit


def _proactive(form: Format, texts: dict[str, str]) -> Sheet:
    table = form.table("proactive")
    rows: list[tuple[Box, ...]] = []
    for block in table.blocks:
        last = 4 - len(block.columns)
        spans = [1] * (len(block.columns) - 1) + [last]
        rows.append((Box(block.caption, 4),))
        heads = [Box(column.label, span) for column, span in zip(block.columns, spans, strict=True)]
        rows.append((Box("信息内容"), *heads))
        for row in block.rows:
            cells = []
            for column, span in zip(block.columns, spans, strict=True):
                cell_id = table.cell_id(block, row, column)
                cells.append(Box(texts[cell_id], span, cell_id=cell_id))
            rows.append((Box(row.label), *cells))
    return Sheet(tuple(rows), 4)


def _requests(form: Format, texts: dict[str, str]) -> Sheet:
    table = form.table("requests")
    (block,) = table.blocks
    labels = [column.label for column in block.columns]
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: list[tuple[Box, ...]] = [
        (Box(corner, 3, 3), Box("申请人情况", 7)),
        (Box(labels[0], 1, 2), Box("法人或其他组织", 5), Box(labels[-1], 1, 2)),
        tuple(Box(label) for label in labels[1:-1]),
    ]
    for row, boxes in _labels(block.rows):
        figures_of_row = [
            Box(texts[cell_id], cell_id=cell_id)
            for cell_id in (table.cell_id(block, row, column) for column in block.columns)
        ]
        rows.append((*boxes, *figures_of_row))
    return Sheet(tuple(rows), 10)


def _labels(rows: tuple[Row, ...]) -> Iterator[tuple[Row, list[Box]]]:
    """Each row with the label boxes that begin in it: the side, the group, its own."""
    for side, of_side in groupby(rows, key=lambda row: row.side):
        beside = list(of_side)
        first = True
        for group, of_group in groupby(beside, key=lambda row: row.group):
            members = list(of_group)
            for at, row in enumerate(members):
                boxes = [Box(side, 1, len(beside))] if side and first else []
                if group and not at:
                    boxes.append(Box(group, 1, len(members)))
                boxes.append(Box(row.label, 3 if not side else 1 if group else 2))
                first = False
                yield row, boxes


def _reviews(form: Format, texts: dict[str, str]) -> Sheet:
    table = form.table("reviews")
    (block,) = table.blocks
    (row,) = block.rows
    labels = [column.label for column in block.columns]
    ids = [table.cell_id(block, row, column) for column in block.columns]
    return Sheet(
        (
            (Box("行政复议", 5), Box("行政诉讼", 10)),
            (*(Box(label, 1, 2) for label in labels[:5]), Box("未经复议直接起诉", 5), Box("复议后起诉", 5)),
            tuple(Box(label) for label in labels[5:]),
            tuple(Box(texts[cell_id], cell_id=cell_id) for cell_id in ids),
        ),
        15,
    )


_PROSE = {
    "s1": (
        "我县坚持公开为常态、不公开为例外，围绕群众关心的事项做好各项公开。",
        "（一）主动公开情况。通过门户网站和公告栏公布文件、解读和办事指南。",
        "（二）依申请公开情况。畅通当面、信函和网络渠道，依法按时答复申请人。",
    ),
    "s5": (
        "存在的问题：部分栏目更新不够及时，解读形式比较单一。",
        "改进措施：建立栏目更新提醒，增加图表和问答式解读。",
    ),
    "s6": ("没有其他需要报告的事项。",),
}
_ORDINALS = "一二三四五六"


def paper(format_id: str, figures: Figures, blank: frozenset[str] = frozenset()) -> Paper:
    """A whole report with these figures, the cells in ``blank`` left empty."""
    form = load_format(format_id)
    units = {cell_id: "元" for cell_id, *_, column in form.cells() if column.measure == "yuan"}
    texts = {
        cell_id: "" if cell_id in blank else typed(figure, units.get(cell_id, ""))
        for cell_id, figure in figures.items()
    }
    organ = "青禾县人民政府办公室"
    year = form.first_year + 1
    title = f"{organ}{year}年政府信息公开工作年度报告"
    blocks: list[str | Sheet] = [
        title,
        f"本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自{year}年1月1日起至{year}年12月31日止。",
    ]
    drawn = {"s2": _proactive, "s3": _requests, "s4": _reviews}
    for ordinal, section in zip(_ORDINALS, form.sections, strict=True):
        blocks.append(f"{ordinal}、{section.title}")
        if section.key in drawn:
            blocks.append(drawn[section.key](form, texts))
        blocks += _PROSE.get(section.key, ())
    blocks += [organ, f"{year + 1}年1月20日"]
    return Paper(format_id, title, organ, year, blocks, figures, blank)
