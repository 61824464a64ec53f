"""JSON: the report in the published shape of ``schema/report.schema.json`` (`docs/reference/json.md`).

Whole numbers are JSON numbers; decimals (money) are strings in fixed notation, so that no reader rounds them.
"""

import json
from decimal import Decimal
from typing import Any

from gongkai.reports.report import Cell, Number, Report
from gongkai.reports.writing.drawing import tables_of


def write(report: Report) -> bytes:
    """The report as UTF-8 JSON, two spaces of indentation, one final newline."""
    return (json.dumps(report_json(report), ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def report_json(report: Report) -> dict[str, Any]:
    """The whole report as plain JSON values.

    >>> whole = report_json(Report("annual-2019", organ="某县人民政府", year=2020))
    >>> list(whole)[4:]
    ['title', 'dated_on', 'tables', 'sections', 'preamble', 'colophon', 'notes']
    """
    return {
        "file": report.file,
        "organ": report.organ,
        "year": report.year,
        "format": report.format,
        "title": report.title,
        "dated_on": report.dated_on,
        "tables": tables_json(report),
        "sections": dict(report.sections),
        "preamble": report.preamble,
        "colophon": report.colophon,
        "notes": list(report.notes),
    }


def tables_json(report: Report) -> dict[str, Any]:
    """The tables, every cell of the edition in its order; those that the document lacks as ``missing``.

    ``requests`` is row → column → cell, ``reviews`` cell → cell, ``proactive`` block → row → column → cell.

    >>> cells = {"reviews.review_total": Cell(3), "requests.granted.total": Cell(Decimal("2.50"), raw="2.50")}
    >>> tables = tables_json(Report("annual-2019", cells=cells))
    >>> tables["reviews"]["review_total"]
    {'value': 3, 'kind': 'number', 'raw': ''}
    >>> tables["requests"]["granted"]["total"]["value"], tables["requests"]["partial"]["total"]["kind"]
    ('2.50', 'missing')
    """
    tables: dict[str, Any] = {"requests": {}, "reviews": {}, "proactive": {}}
    known = dict.fromkeys(cell_id for table in tables_of(report) for cell_id, *_ in table.cells())
    for cell_id in known | report.cells:
        *way, last = cell_id.split(".")
        branch = tables
        for step in way:
            branch = branch.setdefault(step, {})
        branch[last] = cell_json(report.cell(cell_id))
    return tables


def cell_json(cell: Cell) -> dict[str, Any]:
    """One cell: value, kind, raw always; unit, remark, place and readings where there are any."""
    found: dict[str, Any] = {"value": number_json(cell.value), "kind": cell.kind.value, "raw": cell.raw}
    if cell.unit:
        found["unit"] = cell.unit
    if cell.remark:
        found["remark"] = cell.remark
    if cell.place:
        found["place"] = cell.place
    if cell.readings:
        found["readings"] = [number_json(each) for each in cell.readings]
    return found


def number_json(value: Number | None) -> int | str | None:
    """A whole number as it is, a decimal as a string in fixed notation.

    >>> number_json(7), number_json(Decimal("1.68700E+5")), number_json(None)
    (7, '168700', None)
    """
    return format(value, "f") if isinstance(value, Decimal) else value
