"""PDF: the report typeset on A4 as an official document."""

import json
from importlib.resources import files
from typing import Any

from gongkai.casework.gb9704.typesetting import typeset
from gongkai.casework.gb9704.wording import clean
from gongkai.reports.format import load_format
from gongkai.reports.report import Report
from gongkai.reports.writing.as_html import title_parts
from gongkai.reports.writing.drawing import Drawing, Role, drawings
from gongkai.reports.writing.measures import measure
from gongkai.reports.writing.wording import in_pairs, paragraphs, signature, subheading, title_of


def write(report: Report) -> bytes:
    """The report as a tagged PDF.

    Raises: GongkaiError ``no_font`` without the font wheel, ``not_typeset`` where typst refuses.
    """
    source = (files("gongkai.reports.writing") / "templates" / "report.typ").read_text("utf-8")
    return typeset(source, {"report": json.dumps(_content(report), ensure_ascii=False)})


def _content(report: Report) -> dict[str, Any]:
    title = title_of(report)
    tables = drawings(report)
    return {
        "title": title,
        "title_parts": title_parts(title, report.organ),
        "organ": clean(report.organ),
        "sections": [
            {
                "heading": f"{section.ordinal}、{section.title}",
                "paragraphs": [subheading(each) for each in paragraphs(report.sections.get(section.key, ""))],
                "table": _table(tables[section.key]) if section.key in tables else None,
            }
            for section in load_format(report.format).sections
        ],
        "signature": signature(report),
    }


def _table(drawing: Drawing) -> dict[str, Any]:
    widths, points = measure(drawing)
    return {
        "size": points,
        "head": drawing.head,
        "widths": [width / 20 for width in widths],
        "boxes": [
            {
                "row": box.row,
                "column": box.column,
                "rows": box.rows,
                "columns": box.columns,
                "role": box.role.value,
                "text": in_pairs(box.text, box.columns)
                if box.role is Role.COLUMN and drawing.key != "proactive"
                else [box.text],
            }
            for box in drawing.boxes
        ],
    }
