"""Lists in Excel: what is shown, with the same filters, order and columns; written row by row."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
WIDEST = 48


def book(title: str, headings: list[str], rows: Iterable[list[Any]], sheet: str = "") -> BytesIO:
    """A workbook of one sheet: headings that stay in view, then the rows."""
    made = Workbook(write_only=True)
    page = made.create_sheet(str(sheet or title)[:31].translate({ord(each): " " for each in "[]:*?/\\"}))
    page.freeze_panes = "A2"
    headings = [str(each) for each in headings]
    for number, heading in enumerate(headings, 1):
        page.column_dimensions[get_column_letter(number)].width = min(WIDEST, 4 + 2.2 * max(4, len(heading)))
    page.append([_heading(page, each) for each in headings])
    for row in rows:
        page.append([_cell(page, each) for each in row])
    file = BytesIO()
    made.save(file)
    file.seek(0)
    return file


def answer(name: str, file: BytesIO) -> FileResponse:
    """The workbook as a download."""
    response = FileResponse(file, content_type=MEDIA)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def _heading(page: Any, words: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, words)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="EEF3F9")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        value = (
            value.astimezone(timezone.get_current_timezone()).replace(tzinfo=None)
            if timezone.is_aware(value)
            else value
        )
    if isinstance(value, (date, datetime, time)):
        cell = WriteOnlyCell(page, value)
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
        return cell
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, (int, float, Decimal)):
        return value
    cell = WriteOnlyCell(page, str(value))
    # Text stays text, whatever sign it begins with: nothing in a list is ever a formula.
    cell.data_type = "s"
    return cell


def answer_bytes(name: str, content: bytes) -> FileResponse:
    """A workbook that is there already, as a download."""
    return answer(name, BytesIO(content))
