"""Word (.docx): paragraphs and tables of the main text, as the reader of the document sees them.

Read from the part itself: deleted and hidden text is left out, automatic numbers are written out, text boxes
follow the paragraph that they hang on, merged cells are unfolded.
"""

from collections.abc import Iterator

from gongkai.reports.reading.containers.archive import Element, Package, attribute, child, local
from gongkai.reports.reading.containers.grids import TooManyCells, rectangle, without_idle_columns
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.numbering import Numbering
from gongkai.reports.reading.containers.refusals import damaged, empty, no_text, too_large
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Grid, Line, Pages

_GONE = ("del", "moveFrom", "instrText", "delText", "rt", "tabs", "delInstrText")
_THROUGH = frozenset(
    ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice")
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def open_docx(data: bytes, name: str, limits: Limits) -> Pages:
    """A Word document as lines and grids. Raises: `UnreadableDocument`."""
    package = Package(data, name, limits)
    part = package.main_part("word/document.xml")
    root = package.xml(part)
    body = child(root, "body")
    if body is None:
        raise damaged(name, "文档没有正文", place=part)
    notes = _prepare(root)
    opener = _Opener(Numbering.of(package, part), limits)
    try:
        opener.take_all(body)
    except TooManyCells:
        raise too_large(name, f"表格超过{limits.cells}格") from None
    if opener.written > limits.characters:
        raise too_large(name, f"文字超过{limits.characters}字")
    if not opener.written:
        if any("/media/" in each for each in package.names()):
            raise no_text(name, "文档里只有图片，没有文字")
        raise empty(name)
    return Pages("docx", opener.blocks, notes=notes)


def _prepare(root: Element) -> list[str]:
    """Take out what a reader does not see: the second version of drawings, deleted and hidden text."""
    for both in list(root.iter("{*}AlternateContent")):
        if child(both, "Choice") is not None:
            for spare in [each for each in both if local(each) == "Fallback"]:
                both.remove(spare)
    deleted = 0
    for row in list(root.iter("{*}tr")):
        properties = child(row, "trPr")
        if properties is not None and child(properties, "del") is not None:
            deleted += 1
            _remove(row)
    for mark in list(root.iter("{*}vanish")):
        run = next(mark.iterancestors("{*}r"), None)
        if run is not None and attribute(mark, "val") not in ("0", "false", "off"):
            _remove(run)
    for gone in list(root.iter(*(f"{{*}}{each}" for each in _GONE))):
        deleted += local(gone) in ("del", "moveFrom") and len(gone) > 0
        _remove(gone)
    return ["文档带有修订记录，已按接受全部修订后的内容读取。"] if deleted else []


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _seen(container: Element) -> Iterator[Element]:
    """The children of a container, through wrappers that a reader does not see."""
    for each in container:
        if local(each) in _THROUGH:
            yield from _seen(each)
        else:
            yield each


class _Opener:
    """Collects blocks; counts paragraphs, tables and the cells still allowed."""

    def __init__(self, numbering: Numbering, limits: Limits) -> None:
        self.blocks: list[Line | Grid] = []
        self.numbering = numbering
        self.left = limits.cells
        self.paragraphs = 0
        self.tables = 0
        self.written = 0

    def take_all(self, container: Element) -> None:
        for each in _seen(container):
            kind = local(each)
            if kind == "p":
                self.take_paragraph(each)
            elif kind == "tbl":
                self.take_table(each)

    def take_paragraph(self, paragraph: Element) -> None:
        boxes = list(paragraph.iter("{*}txbxContent"))
        for box in boxes:
            _remove(box)
        for line in self.text_of(paragraph).split("\n"):
            if line.strip():
                self.paragraphs += 1
                self.written += len(line)
                self.blocks.append(Line(line.strip(" "), f"第{self.paragraphs}段"))
        for box in boxes:
            self.take_all(box)

    def text_of(self, paragraph: Element) -> str:
        """A paragraph's words with the number that Word puts before them."""
        words: list[str] = []
        for each in paragraph.iter("{*}t", *(f"{{*}}{sign}" for sign in _SIGNS)):
            words.append(_SIGNS.get(local(each)) or each.text or "")
        text = clean("".join(words))
        number = self.numbering.next(paragraph)
        return number + text if text.strip() else text

    def take_table(self, table: Element) -> None:
        if next(table.iterdescendants("{*}tbl"), None) is not None:
            for row in _parts(table, "tr"):
                for cell in _parts(row, "tc"):
                    self.take_all(cell)
            return
        self.tables += 1
        grid = self.grid(table)
        if grid is None:
            return
        self.left -= len(grid.rows) * len(grid.rows[0])
        self.blocks.append(without_idle_columns(grid))

    def grid(self, table: Element) -> Grid | None:
        placed: list[dict[int, str | None]] = []
        places = 0
        for row in _parts(table, "tr"):
            here: dict[int, str | None] = {}
            column = _count(row, "trPr", "gridBefore", 0)
            for cell in _parts(row, "tc"):
                width = _count(cell, "tcPr", "gridSpan", 1)
                places += width
                if places > self.left:
                    raise TooManyCells
                continues = _continues(cell) and bool(placed) and column in placed[-1]
                here.update(dict.fromkeys(range(column, column + width)))
                if not continues:
                    here[column] = self.cell_text(cell)
                column += width
            placed.append(here)
        return rectangle(placed, f"表{self.tables}", self.left)

    def cell_text(self, cell: Element) -> str:
        lines = [self.text_of(each).strip() for each in cell.iter("{*}p")]
        text = "\n".join(line for line in lines if line)
        self.written += len(text)
        return text


def _parts(container: Element, name: str) -> list[Element]:
    return [each for each in _seen(container) if local(each) == name]


def _count(element: Element, properties: str, name: str, default: int) -> int:
    """A number among an element's properties, within reason."""
    found = child(element, properties)
    value = child(found, name) if found is not None else None
    raw = attribute(value, "val") if value is not None else None
    return min(int(raw), 1000) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else default


def _continues(cell: Element) -> bool:
    """Whether a cell only continues the one above it or to its left."""
    properties = child(cell, "tcPr")
    if properties is None:
        return False
    for name in ("vMerge", "hMerge"):
        merge = child(properties, name)
        if merge is not None and attribute(merge, "val") != "restart":
            return True
    return False
