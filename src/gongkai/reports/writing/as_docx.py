"""DOCX: an official document in the manners of GB/T 9704-2012, its tables with real merged cells.

The tables are written as WordprocessingML directly (``gridSpan``, ``vMerge``, repeated head rows): Word, WPS
and LibreOffice draw the same merges, and it is many times faster than merging cell by cell.
"""

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.casework.gb9704.wording import clean
from gongkai.reports.format import load_format
from gongkai.reports.report import Report
from gongkai.reports.writing.drawing import Box, Drawing, Role, drawings
from gongkai.reports.writing.measures import measure
from gongkai.reports.writing.wording import in_pairs, paragraphs, signature, subheading, title_of

if TYPE_CHECKING:
    from docx.document import Document


LONGEST_PROPERTY = 255
"""Characters that a document property may have."""


def write(report: Report) -> bytes:
    """The report as a Word document."""
    import docx

    from gongkai.casework.gb9704.docx_styles import LINE, SIGNATURE, dress

    document = docx.Document()
    dress(document)
    title = title_of(report)
    document.core_properties.title = title[:LONGEST_PROPERTY]
    document.core_properties.author = clean(report.organ)[:LONGEST_PROPERTY]
    document.core_properties.language = "zh-CN"
    document.core_properties.comments = ""
    document.add_paragraph(title, style="Title")
    tables = drawings(report)
    for section in load_format(report.format).sections:
        document.add_paragraph(f"{section.ordinal}、{section.title}", style="Heading 1")
        for text in paragraphs(report.sections.get(section.key, "")):
            _prose(document, text)
        if section.key in tables:
            _table(document, tables[section.key])
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no page with a signature alone
    for number, line in enumerate(signature(report)):
        last = document.add_paragraph(line, style=SIGNATURE)
        if number == 0:
            last.paragraph_format.space_before = LINE * 2
            last.paragraph_format.keep_with_next = True
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _prose(document: "Document", text: str) -> None:
    from gongkai.casework.gb9704.docx_styles import RUN_IN

    head, rest = subheading(text)
    if head and not rest:
        document.add_paragraph(head, style="Heading 2")
        return
    paragraph = document.add_paragraph()
    if head:
        paragraph.add_run(head, style=RUN_IN)
    paragraph.add_run(rest)


def _table(document: "Document", drawing: Drawing) -> None:
    from docx.oxml import parse_xml

    from gongkai.casework.gb9704.docx_styles import GAP

    element = parse_xml(table_xml(drawing))
    body = document.element.body
    body.insert(len(body) - 1, element)  # before the section's own settings
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = GAP


def table_xml(drawing: Drawing) -> str:
    """A drawing as ``w:tbl``."""
    from docx.oxml.ns import nsdecls

    sizes, points = measure(drawing)
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    rows = "".join(_row(drawing, number, sizes, points) for number in range(drawing.rows))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="45" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblCaption w:val="{drawing.name}　{drawing.title}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(drawing: Drawing, number: int, sizes: list[int], points: float) -> str:
    cells = "".join(
        _cell(drawing, box, number, sizes, points)
        for box in sorted(drawing.boxes, key=lambda box: box.column)
        if box.row <= number < box.row + box.rows
    )
    head = "<w:tblHeader/>" if number < drawing.head else ""
    height = '<w:trHeight w:val="360" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{cells}</w:tr>"


def _cell(drawing: Drawing, box: Box, number: int, sizes: list[int], points: float) -> str:
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merge = ""
    if box.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if number == box.row else "<w:vMerge/>"
    text = box.text if number == box.row else ""
    left = box.role is Role.ROW and box.rows == 1
    narrow = box.role is Role.COLUMN and drawing.key != "proactive"
    pieces = in_pairs(text, box.columns) if narrow else (text,)
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(each, quote=False)}</w:t>' for each in pieces)
    run = f'<w:r><w:rPr><w:sz w:val="{round(points * 2)}"/></w:rPr>{words}</w:r>' if text else ""
    keep = "<w:keepNext/>" if _stays(drawing, number) else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(sizes[box.column : box.column + box.columns])}" w:type="dxa"/>'
        f'{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{"left" if left else "center"}"/></w:pPr>'
        f"{run}</w:p></w:tc>"
    )


def _stays(drawing: Drawing, number: int) -> bool:
    """Whether a row stays on the page of the next one: a block of table 二 and a head are not torn apart."""
    if drawing.head:
        return number < drawing.head
    ends = {box.row - 1 for box in drawing.boxes if box.role is Role.CAPTION} | {drawing.rows - 1}
    return number not in ends
