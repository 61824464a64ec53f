"""PDF: the words of each page line by line, and drawn tables as grids.

Drawn tables are looked for when asked, only on pages with rows of figures; where the strokes do not divide
the figures cleanly the table stays lines: the reader by meaning can do with either.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

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
_WHICH_PAGE = re.compile(r"第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?")
_WORDS = re.compile(r"[\u4e00-\u9fff]{4}")
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
    pages: list[int] = field(default_factory=list)  # where in ``found`` each page begins

    def take(self, document: pdfium.PdfDocument, number: int) -> None:
        """Read one page and forget it."""
        place = f"第{number + 1}页"
        self.pages.append(len(self.found))
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
        """What was found, tables as grids, what runs along the pages left out."""
        running = self._running()
        return [
            block
            if isinstance(block, Line)
            else without_idle_columns(Grid(tuple(block.drawn.rows), block.place))
            for at, block in enumerate(self.found)
            if at not in running
        ]

    def _running(self) -> set[int]:
        """The running heads and feet: the same words at the top or bottom of most pages.

        A head of the first page stays, it can be the title.
        """
        starts = [at for at, end in pairwise((*self.pages, len(self.found))) if end > at]
        heads, feet = starts, [end - 1 for end in (*starts[1:], len(self.found))]
        found: set[int] = set()
        for edge, keep in ((heads, 1), (feet, 0)):
            words = {
                at: _WHICH_PAGE.sub("", each.text) for at in edge if isinstance(each := self.found[at], Line)
            }
            often = Counter(words.values())
            found.update(
                at
                for at, text in words.items()
                if at not in edge[:keep] and often[text] > max(1, len(edge) / 2) and _WORDS.search(text)
            )
        return found


def _lines(text: str, place: str) -> Iterator[Line]:
    for at, line in enumerate(clean(text).split("\n"), 1):
        line = line.strip("\r ")
        if line:
            yield Line(line, f"{place}第{at}行")
