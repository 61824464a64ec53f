"""PDF: the words of each page line by line, and drawn tables as grids.

Drawn tables are looked for when asked, only on pages with rows of figures; where the strokes do not divide
the figures cleanly the table stays lines: the reader by meaning can do with either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types

from gongkai.reports.reading.containers.drawn import Table, blocks_on, frames_on
from gongkai.reports.reading.containers.grids import without_idle_columns
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, encrypted, no_text, too_large
from gongkai.reports.reading.containers.rulings import joined
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Grid, Line, Pages

_DASH = r"[-—–－─]{1,2}"
_PAGE_NUMBER = re.compile(
    rf"\s*(?:{_DASH}\s*\d{{1,4}}\s*{_DASH}|第\s*\d{{1,4}}\s*页.{{0,16}}|\d{{1,4}}\s*/\s*\d{{1,4}})\s*"
)
_FIGURES = re.compile(r"(?:^|\s)[-—/]?\d[\d,.]*\s*$", re.M)


def open_pdf(data: bytes, name: str, limits: Limits, *, drawn: bool = False) -> Pages:
    """A PDF as lines; with ``drawn``, its drawn tables as grids.

    Lines are enough where every cell of a table holds a figure, for the gaps between figures are borders.
    Which cell is blank only the drawing shows: ``closer`` of the answer looks there, at half the speed.

    Raises: `UnreadableDocument` ``encrypted``, ``damaged``, ``too_large`` or ``no_text``.
    """
    document = _document(data, name)
    try:
        count = len(document)
        if not count:
            raise damaged(name, "PDF 中没有页面")
        if count > limits.pages:
            raise too_large(name, f"共{count}页，超过{limits.pages}页")
        opener = _Opener(name, limits, drawn)
        for number in range(count):
            opener.take(document, number)
        if not opener.written:
            raise no_text(name, f"共{count}页都没有文字，应是扫描件或图片")
        closer = None if drawn else partial(open_pdf, data, name, limits, drawn=True)
        return Pages("pdf", opener.blocks(), closer=closer)
    finally:
        document.close()


def _document(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise encrypted(name) from None
        raise damaged(name, "PDF 文件已损坏或不完整") from None


@dataclass(slots=True)
class _Opener:
    """Collects the blocks of page after page; counts characters and cells."""

    name: str
    limits: Limits
    drawn: bool
    found: list[Line | Table] = field(default_factory=list)
    written: int = 0
    cells: int = 0

    def take(self, document: pdfium.PdfDocument, number: int) -> None:
        """Read one page and forget it."""
        place = f"第{number + 1}页"
        page = words = None
        try:
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range()
            self.written += len(text.strip())
            if self.written > self.limits.characters:
                raise too_large(self.name, f"文字超过{self.limits.characters}字", place=place)
            frames = frames_on(page) if self.drawn and _FIGURES.search(text, 0, 100_000) else []
            if frames and words.count_chars() == len(text):
                self._append(blocks_on(words, text, frames, place), place)
            else:
                self._append(list(_lines(text, place)), place)
        except pdfium.PdfiumError:
            raise damaged(self.name, "此页内容已损坏", place=place) from None
        finally:
            for each in (words, page):
                if each is not None:
                    each.close()

    def _append(self, blocks: Sequence[Line | Table], place: str) -> None:
        """Add a page's blocks; a table at its top may go on from the page before."""
        first = True
        for block in blocks:
            if isinstance(block, Line):
                if _PAGE_NUMBER.fullmatch(block.text):
                    continue
            else:
                self.cells += len(block.drawn.rows) * len(block.drawn.xs)
                if self.cells > self.limits.cells:
                    raise too_large(self.name, f"表格超过{self.limits.cells}格", place=place)
                last = self.found[-1] if self.found else None
                if first and isinstance(last, Table) and (whole := joined(last.drawn, block.drawn)):
                    last.drawn, first = whole, False
                    continue
            first = False
            self.found.append(block)

    def blocks(self) -> list[Line | Grid]:
        """What was found, tables as grids."""
        return [
            block
            if isinstance(block, Line)
            else without_idle_columns(Grid(tuple(block.drawn.rows), block.place))
            for block in self.found
        ]


def _lines(text: str, place: str) -> Iterator[Line]:
    for at, line in enumerate(clean(text).split("\n"), 1):
        line = line.strip("\r ")
        if line:
            yield Line(line, f"{place}第{at}行")
