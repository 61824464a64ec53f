"""XLSX: one sheet a section in the order of the report, tables with real merged cells; a sheet of notes
comes first, so that it stands in no section, and the report is what opens.

Cells hold values, not formulas: a figure in a report is what was filed. Money with its unit, and numbers that
a spreadsheet would round, are text. Nothing that begins with ``=`` becomes a formula.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongkai.casework.gb9704.wording import clean
from gongkai.reports.format import Section, load_format
from gongkai.reports.report import CellKind, Report
from gongkai.reports.writing.drawing import Box, Drawing, Role, drawings
from gongkai.reports.writing.wording import paragraphs, signature, title_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEETS = {"s1": "总体情况", "s2": "表二", "s3": "表三", "s4": "表四", "s5": "问题及改进", "s6": "其他事项"}
NOTES = "说明"
DIGITS = 15
"""A spreadsheet keeps fifteen digits of a number; what is longer is written as text."""
LONGEST = 32_000
"""Characters that fit in one cell, with room to spare."""
STUBS = {"proactive": (24.0,), "requests": (6.0, 14.0, 44.0), "reviews": ()}


def write(report: Report) -> bytes:
    """The report as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = title_of(report)
    book.properties.creator = clean(report.organ)
    if book.active is not None:
        book.remove(book.active)
    _notes(book.create_sheet(NOTES), report)
    tables = drawings(report)
    sections = load_format(report.format).sections
    for section in sections:
        sheet: Worksheet = book.create_sheet(SHEETS[section.key])
        _section(sheet, report, section, tables.get(section.key))
        if section is sections[-1]:
            for line in signature(report):
                _text(sheet, sheet.max_row + 1, line, right=True)
    book.active = 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _section(sheet: "Worksheet", report: Report, section: Section, drawing: Drawing | None) -> None:
    row = 1
    wide = drawing.columns if drawing else 1
    if section.key == "s1":
        _text(sheet, row, title_of(report), bold=16, across=wide)
        row += 1
    _text(sheet, row, f"{section.ordinal}、{section.title}", bold=13, across=wide)
    for paragraph in paragraphs(report.sections.get(section.key, "")):
        for at in range(0, len(paragraph), LONGEST):
            row += 1
            _text(sheet, row, paragraph[at : at + LONGEST], across=wide)
    if drawing:
        _table(sheet, drawing, report, row + 1)
    else:
        sheet.column_dimensions["A"].width = 100
    _print(sheet, wide=drawing is not None and drawing.head > 0)


def _text(
    sheet: "Worksheet", row: int, text: str, *, bold: int = 0, across: int = 1, right: bool = False
) -> None:
    from openpyxl.styles import Alignment, Font

    cell: Any = sheet.cell(row, 1)
    _put(cell, text)
    cell.font = Font(name="宋体", size=bold or 11, bold=bool(bold))
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="right" if right else None)
    if across > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=across)
    characters_a_line = 34 if bold else 44
    lines = -(-len(text) // characters_a_line) or 1
    sheet.row_dimensions[row].height = max(22.0, min(400.0, lines * (bold or 11) * 1.6))


def _put(cell: Any, value: str | int | float) -> None:
    """Set a value; a text is a text, whatever it begins with."""
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str) and cell.value:
        cell.data_type = "s"


def _table(sheet: "Worksheet", drawing: Drawing, report: Report, top: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side("thin", color="FF595959")
    border, font = Border(line, line, line, line), Font(name="宋体", size=10)
    heading = PatternFill("solid", fgColor="FFEAF0F7")
    for box in drawing.boxes:
        first, last = top + box.row, top + box.row + box.rows - 1
        left, right = box.column + 1, box.column + box.columns
        for row in range(first, last + 1):
            for column in range(left, right + 1):
                sheet.cell(row, column).border = border
        cell: Any = sheet.cell(first, left)
        _put(cell, _value(box, report))
        cell.font = font
        if box.role in (Role.COLUMN, Role.CAPTION):
            cell.fill = heading
        label = box.role is Role.ROW and box.rows == 1
        cell.alignment = Alignment(
            horizontal="left" if label else "center", vertical="center", wrap_text=True
        )
        if label:
            lines = -(-2 * len(box.text) // 38)  # the narrowest label column holds 19 Chinese characters
            sheet.row_dimensions[first].height = 15.0 * max(1, lines if drawing.key == "requests" else 1) + 3
        if first != last or left != right:
            sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
    stubs = STUBS[drawing.key][: drawing.stub]
    for number in range(drawing.columns):
        width = stubs[number] if number < len(stubs) else 72.0 / (drawing.columns - drawing.stub)
        sheet.column_dimensions[get_column_letter(number + 1)].width = max(width, 9.0 if stubs else 8.0)
    if drawing.head:
        sheet.freeze_panes = sheet.cell(top + drawing.head, drawing.stub + 1).coordinate
        sheet.print_title_rows = f"{top}:{top + drawing.head - 1}"


def _value(box: Box, report: Report) -> str | int | float:
    """A whole number or a decimal as a number where it is exact, everything else as the text that it is."""
    cell = report.cell(box.cell_id) if box.role is Role.VALUE else None
    if (
        cell is None
        or cell.kind is not CellKind.NUMBER
        or not box.text.lstrip("-").replace(".", "").isdigit()
    ):
        return box.text
    if len(box.text.lstrip("-").replace(".", "")) > DIGITS:
        return box.text
    number = float(box.text) if "." in box.text else int(box.text)
    return number if str(number) == box.text else box.text


def _print(sheet: "Worksheet", *, wide: bool = False) -> None:
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    footer: Any = sheet.oddFooter
    footer.center.text = "&P / &N"


def _notes(sheet: "Worksheet", report: Report) -> None:
    """What the figures are, and what the marks mean."""
    edition = load_format(report.format)
    lines = [
        f"报告机关：{clean(report.organ) or '未注明'}",
        f"格式依据：{edition.notice}",
        "数字均为填报值，不是公式；带单位的金额和超过15位的数字按文字保存。",
        "空白：原表此格为空。“-”：原表为横线。〔缺〕：原表没有此格。〔甲或乙〕：数字粘连，可作几种读法，需人工核定。",
        *(clean(note) for note in report.notes),
    ]
    for row, line in enumerate(lines, 1):
        _text(sheet, row, line)
    sheet.column_dimensions["A"].width = 100
    _print(sheet)
