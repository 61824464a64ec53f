"""Excel (.xlsx): the visible sheets as lines and grids, values as last computed.

Read from the parts themselves: a workbook that Excel or WPS opens with a faulty style still opens here, and
merged cells, borders and number formats are looked at only as far as they tell tables from text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.reports.reading.containers.archive import Element, Package, attribute, child, local
from gongkai.reports.reading.containers.grids import TooManyCells, rectangle, without_idle_columns
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, empty, too_large
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.containers.values import Styles, as_written
from gongkai.reports.reading.pages import Grid, Line, Pages

_LAST_ROW = 1_048_576
_MOST_COLUMNS = 1_000
_MOST_COVERED = 400_000
_LONG = 40


@dataclass(slots=True)
class _Sheet:
    """A sheet's written cells by row and column, counted from 0; what covers and frames them."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)
    wide: dict[tuple[int, int], int] = field(default_factory=dict)
    framed: set[tuple[int, int]] = field(default_factory=set)


def open_xlsx(data: bytes, name: str, limits: Limits) -> Pages:
    """A workbook as lines and grids, sheet after sheet. Raises: `UnreadableDocument`."""
    package = Package(data, name, limits)
    book = package.main_part("xl/workbook.xml")
    targets = dict(package.related(book, "worksheet"))
    listed = list(package.xml(book).iter("{*}sheet"))
    if not listed:
        raise damaged(name, "工作簿里没有工作表", place=book)
    shared = _shared_strings(package, book)
    styles = Styles.of(package, book)
    pages = Pages("xlsx")
    left = limits.cells
    for entry in listed:
        title = attribute(entry, "name") or ""
        if entry.get("state") in ("hidden", "veryHidden"):
            pages.notes.append(f"工作表“{title}”是隐藏的，未读取。")
            continue
        target = targets.get(attribute(entry, "id") or "")
        if target is None or not package.has(target):
            continue
        try:
            sheet = _read_sheet(package.xml(target), title, shared, styles, left)
            for block in _blocks(sheet, left):
                left -= len(block.rows) * len(block.rows[0]) if isinstance(block, Grid) else 0
                pages.blocks.append(block)
        except TooManyCells:
            raise too_large(name, f"表格超过{limits.cells}格", place=f"工作表“{title}”") from None
    if not pages.blocks:
        raise empty(name)
    return pages


def _shared_strings(package: Package, book: str) -> list[str]:
    for _, target in package.related(book, "sharedStrings"):
        if package.has(target):
            return [_rich_text(each) for each in package.xml(target) if local(each) == "si"]
    return []


def _rich_text(element: Element) -> str:
    """The words of a string item; pronunciation guides left out."""
    pieces = [
        each.text or ""
        for each in element.iter("{*}t")
        if (parent := each.getparent()) is None or local(parent) != "rPh"
    ]
    return clean("".join(pieces))


def _read_sheet(root: Element, title: str, shared: list[str], styles: Styles, most: int) -> _Sheet:
    sheet = _Sheet(title)
    count = 0
    number = -1
    for row in root.iter("{*}row"):
        raw = row.get("r", "")
        number = int(raw) - 1 if raw.isascii() and raw.isdigit() and len(raw) < 8 else number + 1
        column = -1
        for cell in row:
            if local(cell) != "c":
                continue
            column = _column(cell.get("r", ""), column + 1)
            style = cell.get("s", "")
            text = _cell_text(cell, shared, styles.format_of(style))
            framed = styles.is_framed(style)
            if not text and not framed:
                continue
            count += 1
            if count > most or number >= _LAST_ROW or column >= _MOST_COLUMNS:
                raise TooManyCells
            here = sheet.rows.setdefault(number, {})
            if text:
                here[column] = text
            if framed:
                sheet.framed.add((number, column))
    _merge(root, sheet)
    return sheet


def _cell_text(cell: Element, shared: list[str], number_format: str) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _rich_text(inline).strip() if inline is not None else ""
    value = child(cell, "v")
    raw = (value.text or "").strip() if value is not None else ""
    if kind == "s":
        known = raw.isascii() and raw.isdigit() and int(raw) < len(shared)
        return shared[int(raw)].strip() if known else ""
    if kind == "n":
        return as_written(raw, number_format)
    return clean(raw).strip()


def _merge(root: Element, sheet: _Sheet) -> None:
    """Note what merged ranges cover; only places near written cells matter."""
    last = max(sheet.rows, default=0)
    for merged in root.iter("{*}mergeCell"):
        first, _, end = merged.get("ref", "").partition(":")
        top, left = _place(first)
        bottom, right = _place(end or first)
        if top < 0 or bottom < 0 or top > last or right - left >= _MOST_COLUMNS:
            continue
        bottom = min(bottom, last)
        if len(sheet.covered) + (bottom - top + 1) * (right - left + 1) > _MOST_COVERED:
            raise TooManyCells
        sheet.wide[top, left] = right - left + 1
        sheet.covered.update((row, at) for row in range(top, bottom + 1) for at in range(left, right + 1))
        sheet.covered.discard((top, left))


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as B3, from 0; -1 where it is none.

    >>> _place("B3"), _place("AA10"), _place("x")
    ((2, 1), (9, 26), (-1, -1))
    """
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha() or len(reference) > 12:
        return -1, -1
    return int(digits) - 1, _column(reference, 0)


def _column(reference: str, otherwise: int) -> int:
    letters = reference.rstrip("0123456789").upper()
    if not letters or len(letters) > 3 or not (letters.isascii() and letters.isalpha()):
        return otherwise
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _blocks(sheet: _Sheet, most: int) -> Iterator[Line | Grid]:
    """Runs of rows without an empty one between them; headings and paragraphs in them as lines."""
    run: list[int] = []
    tables = 0
    for row in [*sorted(sheet.rows), None]:
        if run and (row is None or row > run[-1] + 1 or _is_line(sheet, row)):
            tables += 1
            grid = _grid(sheet, run, f"工作表“{sheet.name}”第{run[0] + 1}行起", most)
            yield from _plain_or_grid(grid) if grid else ()
            run = []
        if row is None:
            return
        if _is_line(sheet, row):
            (text,) = sheet.rows[row].values()
            for each in filter(None, text.split("\n")):
                yield Line(each, f"工作表“{sheet.name}”第{row + 1}行")
        else:
            run.append(row)


def _is_line(sheet: _Sheet, row: int) -> bool:
    """A row with one written cell, where no frame and nothing beside or above it makes it part of a table."""
    cells = sheet.rows[row]
    if len(cells) != 1:
        return False
    (column,) = cells
    if "。" in cells[column] and len(cells[column]) > _LONG:
        return True
    if any((row, at) in sheet.framed for at in (column, column + 1)):
        return False
    beside = range(column + sheet.wide.get((row, column), 1), column + 12)
    if column or any((row, at) in sheet.covered for at in beside):
        return False
    return not _has_company(sheet, row - 1) or not _has_company(sheet, row + 1)


def _has_company(sheet: _Sheet, row: int) -> bool:
    return len(sheet.rows.get(row, ())) > 1


def _grid(sheet: _Sheet, run: list[int], place: str, most: int) -> Grid | None:
    if not any(sheet.rows[row] for row in run):
        return None
    placed: list[dict[int, str | None]] = []
    width = max(max(sheet.rows[row], default=0) for row in run) + 1
    for row in run:
        cells: dict[int, str | None] = dict(sheet.rows[row])
        width = max(width, *(at + sheet.wide.get((row, at), 1) for at in cells), 1)
        placed.append(cells)
    for row, cells in zip(run, placed, strict=True):
        for at in range(width):
            if at not in cells and (row, at) in sheet.covered:
                cells[at] = None
    first = min(min(cells, default=width) for cells in placed)
    shifted = [{at - first: text for at, text in cells.items() if at >= first} for cells in placed]
    grid = rectangle(shifted, place, most)
    return without_idle_columns(grid) if grid else None


def _plain_or_grid(grid: Grid) -> Iterator[Line | Grid]:
    """A table of one column is a list of lines."""
    if len(grid.rows[0]) > 1:
        yield grid
        return
    for row in grid.rows:
        for text in filter(None, (row[0] or "").split("\n")):
            yield Line(text, grid.place)
