"""Tables of directory entries (目录信息导入表): the template, and reading it back row by row.

Columns may come in any order; dates as cells or as people write them. Every wrong cell is named with its row.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.records.content import Content
from gongkai.records.errors import RefusedImport
from gongkai.records.facts import Openness
from gongkai.records.types import RecordType

MOST_ROWS = 20_000
MOST_PROBLEMS = 20
HEADINGS = {
    "来源编号": "external_id",
    "标题": "title",
    "内容概述": "abstract",
    "正文": "body",
    "发文字号": "doc_no",
    "主题分类": "topic",
    "栏目": "column",
    "成文日期": "made_on",
    "发布日期": "published_on",
    "发布机构": "organ",
    "关键词": "keywords",
    "公开属性": "openness",
    "不公开依据": "ground",
    "信息来源": "source",
    "公开对象": "audience",
    "施行日期": "in_force_from",
    "有效期至": "valid_until",
}
"""Headings of the table and the field that each fills."""

MUST = ("来源编号", "标题", "成文日期", "发布机构")
DAYS = ("made_on", "published_on", "in_force_from", "valid_until")
_OPENNESS = {
    "": Openness.PROACTIVE,
    "主动公开": Openness.PROACTIVE,
    "依申请公开": Openness.ON_REQUEST,
    "不予公开": Openness.WITHHELD,
}
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was read. ``organ`` and the column of the content are as written: a code or a name."""

    place: str
    external_id: str
    organ: str
    content: Content
    published_on: date | None


def template(kind: RecordType, columns: Mapping[str, str], organs: Mapping[str, str]) -> bytes:
    """The table to fill in, for a type: headings, one example, and what may stand in which column.

    ``columns`` and ``organs`` give names by code.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "导入表"
    headings = [*HEADINGS, *(each.title for each in kind.elements)]
    sheet.append(headings)
    must = {*MUST, *(each.title for each in kind.elements if each.must)}
    for number, heading in enumerate(headings, 1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="9C2B23" if heading in must else "1F4E79")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = 40 if heading in ("标题", "正文") else 16
    sheet.freeze_panes = "A2"
    _offer(sheet, headings, "公开属性", [each for each in _OPENNESS if each])
    notes = book.create_sheet("填写说明")
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 24, 80
    for line in _notes(kind, columns, organs, must):
        notes.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offer(sheet: Any, headings: list[str], heading: str, values: list[str]) -> None:
    letter = get_column_letter(headings.index(heading) + 1)
    listed = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
    sheet.add_data_validation(listed)
    listed.add(f"{letter}2:{letter}{MOST_ROWS}")


def _notes(
    kind: RecordType, columns: Mapping[str, str], organs: Mapping[str, str], must: set[str]
) -> Iterator[list[str]]:
    yield ["类型", kind.title]
    yield ["必填（红色表头）", "、".join(sorted(must))]
    yield ["来源编号", "这一条在原来的系统或者台账中的编号，不重复、不改变；重复导入时据此识别。"]
    yield ["日期", "写作 2020-06-10 或者 2020年6月10日。"]
    yield ["正文", "可以分段（换行），也可以是 HTML。"]
    yield ["关键词", "用顿号或者分号分开。"]
    yield ["发布日期", "导入为已公开的信息时填写；导入为草稿时留空。"]
    for code, name in columns.items():
        yield ["栏目", f"{name}（{code}）"]
    for code, name in organs.items():
        yield ["发布机构", f"{name}（{code}）"]


def read_sheet(stream: BinaryIO, kind: RecordType) -> list[SheetRow]:
    """The rows of a table. Raises ``RefusedImport`` naming every wrong cell, or a heading that is missing."""
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
    except Exception as problem:  # the library raises anything for a damaged file
        raise RefusedImport(
            "broken", "表格读不出来，请用 Excel 或者 WPS 另存为 .xlsx 后再试。", problems=[]
        ) from problem
    try:
        lines = book.worksheets[0].iter_rows(values_only=True)
        places = _places(next(lines, ()), kind)
        rows, problems = [], []
        for number, line in enumerate(lines, 2):
            if all(_text(cell) == "" for cell in line):
                continue
            if len(rows) + len(problems) >= MOST_ROWS:
                raise RefusedImport("too_many", f"一次最多导入{MOST_ROWS}行，请分开导入。", problems=[])
            values = {name: line[place] if place < len(line) else None for name, place in places.items()}
            try:
                rows.append(_row(f"第{number}行", values, kind))
            except RefusedImport as problem:
                problems.append(f"第{number}行：{problem.message}")
    finally:
        book.close()
    if problems:
        shown = "\n".join(problems[:MOST_PROBLEMS])
        more = f"\n……另有{len(problems) - MOST_PROBLEMS}行" if len(problems) > MOST_PROBLEMS else ""
        raise RefusedImport(
            "bad_cells", f"有{len(problems)}行填写有误，全部未导入：\n{shown}{more}", problems=problems
        )
    return rows


def _places(heads: tuple[Any, ...], kind: RecordType) -> dict[str, int]:
    """Which field stands in which place."""
    known = {**HEADINGS, **{each.title: f"elements.{each.key}" for each in kind.elements}}
    places = {}
    for place, head in enumerate(heads):
        name = known.get(_text(head).rstrip("*＊"))
        if name is not None:
            if name in places:
                raise RefusedImport("twice", f"表头“{_text(head)}”出现了两次。", problems=[])
            places[name] = place
    missing = [heading for heading in MUST if HEADINGS[heading] not in places]
    if missing:
        raise RefusedImport(
            "no_heading", f"表头缺少“{'、'.join(missing)}”。请下载导入表模板，按模板填写。", problems=[]
        )
    return places


def _row(place: str, values: dict[str, Any], kind: RecordType) -> SheetRow:
    texts = {name: _text(value) for name, value in values.items() if name not in DAYS}
    days = {name: _day(name, values.get(name)) for name in DAYS}
    for heading in ("来源编号", "标题", "发布机构"):
        if not texts.get(HEADINGS[heading]):
            raise RefusedImport("empty", f"“{heading}”没有填")
    if days["made_on"] is None:
        raise RefusedImport("empty", "“成文日期”没有填")
    openness = texts.pop("openness", "")
    if openness not in _OPENNESS:
        raise RefusedImport("openness", f"公开属性“{openness}”写法不对，应为主动公开、依申请公开或者不予公开")
    elements = {
        name.removeprefix("elements."): texts.pop(name)
        for name in list(texts)
        if name.startswith("elements.")
    }
    external_id, organ = unicodedata.normalize("NFKC", texts.pop("external_id")), texts.pop("organ")
    keywords = tuple(each for each in re.split(r"[、；;，,\s]+", texts.pop("keywords", "")) if each)
    published_on = days.pop("published_on")
    content = Content(
        **{**texts, "body": _body(texts.get("body", ""))},
        **days,
        keywords=keywords,
        openness=_OPENNESS[openness],
        elements={key: text for key, text in elements.items() if text},
    )
    return SheetRow(place, external_id, organ, content, published_on)


def _body(text: str) -> str:
    """Plain text becomes paragraphs; what is HTML already is left to cleaning."""
    if re.search(r"<(?:p|table|div|br|h\d)\b", text):
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{line.strip()}</p>" for line in escaped.splitlines() if line.strip())


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _day(name: str, value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    text = unicodedata.normalize("NFKC", _text(value)).replace(" ", "")
    if not text:
        return None
    heading = next(head for head, field in HEADINGS.items() if field == name)
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        return date(*map(int, found.groups()))
    except ValueError:
        raise RefusedImport("bad_day", f"“{heading}”的“{text}”不是日期，应如 2020-06-10") from None
