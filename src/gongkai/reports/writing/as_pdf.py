"""PDF: typeset by typst with Noto Sans SC, both from wheels; no system package and no system font is used."""

import json
from importlib.resources import as_file, files
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.reports.format import load_format
from gongkai.reports.report import Report
from gongkai.reports.writing.as_html import title_parts
from gongkai.reports.writing.drawing import Drawing, Role, drawings
from gongkai.reports.writing.measures import measure
from gongkai.reports.writing.wording import clean, in_pairs, paragraphs, signature, subheading, title_of


def write(report: Report) -> bytes:
    """The report as a tagged PDF.

    Raises: GongkaiError ``no_font`` without the font wheel, ``not_typeset`` where typst refuses.
    """
    return typeset("report.typ", {"report": json.dumps(_content(report), ensure_ascii=False)})


def typeset(template: str, inputs: dict[str, str]) -> bytes:
    """Compile one of our typst templates."""
    import typst

    try:
        fonts = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"
    except ModuleNotFoundError as missing:
        raise GongkaiError(
            "no_font",
            "没有找到排版用的中文字体（软件包 justmytype-intl-cjk）。请按安装说明重新安装依赖后再导出PDF。",
        ) from missing
    source = files("gongkai.reports.writing") / "templates" / template
    with as_file(source) as path, as_file(fonts) as folder:
        try:
            pdf = typst.compile(
                path, font_paths=[folder], ignore_system_fonts=True, format="pdf", sys_inputs=inputs
            )
        except typst.TypstError as refusal:
            raise GongkaiError(
                "not_typeset", f"PDF排版失败：{refusal}。请改导出docx或html，并报告这个问题。"
            ) from refusal
    return bytes(pdf)


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
