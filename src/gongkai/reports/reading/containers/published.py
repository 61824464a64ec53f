"""Our own JSON (``gongkai convert --to json``) back into the report that it came from."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.reports.format import FORMAT_IDS
from gongkai.reports.reading.containers.limits import DEFAULT, Limits
from gongkai.reports.reading.containers.refusals import damaged, refuse, too_large
from gongkai.reports.reading.pages import Pages
from gongkai.reports.report import MISSING, Cell, CellKind, Number, Report

_DEPTH = {"requests": 2, "reviews": 1, "proactive": 3}
_DIGITS = 40
"""A figure with more digits than this is no figure of a report."""


class _WrongValueError(Exception):
    """Something in the JSON is not as published: where, and what it should be."""

    def __init__(self, place: str, should: str) -> None:
        super().__init__(place, should)
        self.place = place
        self.should = should


def open_published(text: str, name: str, limits: Limits) -> Pages:
    """A JSON text as pages that hold the report itself. Raises: `UnreadableDocument`."""
    try:
        data = json.loads(text, parse_constant=_not_finite)
    except RecursionError:
        raise damaged(name, "JSON 嵌套过深") from None
    except ValueError as error:
        line = f"第{error.lineno}行" if isinstance(error, json.JSONDecodeError) else ""
        raise damaged(name, "JSON 内容不完整或有语法错误", place=line) from None
    return Pages("json", report=report_from_json(data, name=name, limits=limits))


def report_from_json(data: object, *, name: str = "JSON", limits: Limits = DEFAULT) -> Report:
    """The report of a JSON object in the published shape; keys that the shape does not have are passed over.

    Raises: `UnreadableDocument` ``unrelated`` where it is another kind of JSON, ``damaged`` where a value is
    not what it should be (the place is named), ``too_large``.

    >>> reviews = {"review_total": {"value": 1, "kind": "number", "raw": "1"}}
    >>> report = report_from_json({"format": "annual-2021", "year": 2023, "tables": {"reviews": reviews}})
    >>> report.year, report.value("reviews.review_total")
    (2023, 1)
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("tables"), Mapping) or "format" not in data:
        to_do = "请使用“gongkai convert --to json”或“gongkai check --json”写出的文件。"
        raise refuse("unrelated", name, "这个 JSON 不是年度报告（应有 format 和 tables 两项）", to_do)
    try:
        return _report(data, name, limits)
    except _WrongValueError as wrong:
        raise damaged(name, f"此处应为{wrong.should}", place=wrong.place) from None


def _report(data: Mapping[str, Any], name: str, limits: Limits) -> Report:
    if data["format"] not in FORMAT_IDS:
        raise _WrongValueError("format", "、".join(FORMAT_IDS) + "之一")
    year = data.get("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or not 1900 < year < 2200):
        raise _WrongValueError("year", "四位年份")
    sections = data.get("sections") or {}
    if not isinstance(sections, Mapping):
        raise _WrongValueError("sections", "各部分的文字")
    notes = data.get("notes") or []
    if not isinstance(notes, list):
        raise _WrongValueError("notes", "一组文字")
    return Report(
        format=data["format"],
        organ=_text(data, "organ"),
        year=year,
        cells=_cells(data["tables"], name, limits),
        sections={str(key): _text(sections, key, "sections.") for key in sections},
        title=_text(data, "title"),
        dated_on=_text(data, "dated_on"),
        preamble=_text(data, "preamble"),
        colophon=_text(data, "colophon"),
        file=_text(data, "file"),
        notes=[str(note) for note in notes],
    )


def _text(data: Mapping[str, Any], key: str, above: str = "") -> str:
    found = data.get(key)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise _WrongValueError(above + key, "文字")
    return found


def _cells(tables: Mapping[str, Any], name: str, limits: Limits) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for table, depth in _DEPTH.items():
        for cell_id, raw in _leaves(tables.get(table) or {}, table, depth):
            if len(cells) >= limits.cells:
                raise too_large(name, f"表格超过{limits.cells}格")
            if (cell := _cell(raw, cell_id)) != MISSING:
                cells[cell_id] = cell
    return cells


def _leaves(branch: object, place: str, depth: int) -> Iterator[tuple[str, object]]:
    """The cells below a branch, each with its id."""
    if not depth:
        yield place, branch
        return
    if not isinstance(branch, Mapping):
        raise _WrongValueError(place, "若干行列")
    for key, below in branch.items():
        yield from _leaves(below, f"{place}.{key}", depth - 1)


def _cell(raw: object, place: str) -> Cell:
    if not isinstance(raw, Mapping):
        raise _WrongValueError(place, "一个单元格（value、kind、raw）")
    kind = raw.get("kind", CellKind.NUMBER.value)
    if kind not in {each.value for each in CellKind}:
        raise _WrongValueError(f"{place}.kind", "、".join(CellKind) + "之一")
    value = _number(raw.get("value"), f"{place}.value")
    if (kind == CellKind.NUMBER) != (value is not None):
        raise _WrongValueError(f"{place}.value", "数字" if kind == CellKind.NUMBER else "空值（null）")
    readings = raw.get("readings") or []
    if not isinstance(readings, list):
        raise _WrongValueError(f"{place}.readings", "一组数字")
    numbers = tuple(_number(each, f"{place}.readings") for each in readings)
    return Cell(
        value=value,
        kind=CellKind(kind),
        raw=_text(raw, "raw", f"{place}."),
        unit=_text(raw, "unit", f"{place}."),
        remark=_text(raw, "remark", f"{place}."),
        place=_text(raw, "place", f"{place}."),
        readings=tuple(each for each in numbers if each is not None),
    )


def _number(raw: object, place: str) -> Number | None:
    """A whole number as written, a decimal from its string; a JSON fraction by its shortest digits."""
    if raw is None:
        return None
    if isinstance(raw, int) and not isinstance(raw, bool):
        if abs(raw) >= 10**_DIGITS:
            raise _WrongValueError(place, f"不超过{_DIGITS}位的数字")
        return raw
    if isinstance(raw, str | float) and len(str(raw)) <= _DIGITS:
        try:
            value = Decimal(str(raw))
        except InvalidOperation:
            raise _WrongValueError(place, "数字") from None
        if value.is_finite() and abs(value.adjusted()) <= _DIGITS:
            return value
    raise _WrongValueError(place, "数字")


def _not_finite(word: str) -> object:
    raise ValueError(word)
