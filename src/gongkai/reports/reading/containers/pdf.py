"""PDF: the words of each page line by line, and drawn tables as grids.

Tables are looked for only on pages with rows of figures, and where the strokes do not divide the figures
cleanly the page stays lines: the reader by meaning can do with either.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # it ships no types

from gongkai.reports.reading.containers.grids import without_idle_columns
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, encrypted, no_text, too_large
from gongkai.reports.reading.containers.rulings import (
    Drawn,
    Frame,
    Strokes,
    filled,
    frames_of,
    is_sane,
    joined,
)
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Grid, Line, Pages

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－─]{1,2}\s*\d{1,4}\s*[-—–－─]{1,2}|第\s*\d{1,4}\s*页.{0,16}|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_FIGURES = re.compile(r"(?:^|\s)[-—/]?\d[\d,.]*\s*$", re.M)
_WORD = re.compile(r"\S+")
_MOST_OBJECTS = 20_000
_PATH = 2


def open_pdf(data: bytes, name: str, limits: Limits) -> Pages:
    """A PDF as lines and grids.

    Raises: `UnreadableDocument` ``encrypted``, ``damaged``, ``too_large`` or ``no_text``.
    """
    document = _document(data, name)
    try:
        count = len(document)
        if not count:
            raise damaged(name, "PDF 中没有页面")
        if count > limits.pages:
            raise too_large(name, f"共{count}页，超过{limits.pages}页")
        opener = _Opener(name, limits)
        for number in range(count):
            opener.take(document, number)
        if not opener.written:
            raise no_text(name, f"共{count}页都没有文字，应是扫描件或图片")
        return Pages("pdf", opener.blocks())
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
class _Table:
    """A drawn table and where it began."""

    drawn: Drawn
    place: str


@dataclass(slots=True)
class _Opener:
    name: str
    limits: Limits
    found: list[Line | _Table] = field(default_factory=list)
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
            frames = _frames(page) if len(_FIGURES.findall(text, 0, 20_000)) > 1 else []
            blocks = list(_blocks(words, text, frames, place) if frames else _lines(text, place))
        except pdfium.PdfiumError:
            raise damaged(self.name, "此页内容已损坏", place=place) from None
        finally:
            for each in (words, page):
                if each is not None:
                    each.close()
        self._append(blocks, place)

    def _append(self, blocks: Sequence[Line | _Table], place: str) -> None:
        """Add a page's blocks; a table at its top may go on from the page before."""
        for at, block in enumerate(blocks):
            if isinstance(block, _Table):
                self.cells += len(block.drawn.rows) * len(block.drawn.xs)
                if self.cells > self.limits.cells:
                    raise too_large(self.name, f"表格超过{self.limits.cells}格", place=place)
                last = self.found[-1] if self.found else None
                if not at and isinstance(last, _Table) and (whole := joined(last.drawn, block.drawn)):
                    last.drawn = whole
                    continue
            self.found.append(block)

    def blocks(self) -> list[Line | Grid]:
        return [
            block
            if isinstance(block, Line)
            else without_idle_columns(Grid(tuple(block.drawn.rows), block.place))
            for block in self.found
        ]


def _lines(text: str, place: str) -> Iterator[Line]:
    for at, line in enumerate(clean(text).split("\n"), 1):
        line = line.strip("\r ")
        if line and not _PAGE_NUMBER.fullmatch(line):
            yield Line(line, f"{place}第{at}行")


def _frames(page: pdfium.PdfPage) -> list[Frame]:
    """The tables drawn on a page, by the bounds of its thin shapes and drawn boxes."""
    strokes = Strokes()
    handle = page.raw
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        shape = raw.FPDFPage_GetObject(handle, number)
        if raw.FPDFPageObj_GetType(shape) != _PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            continue
        bounds = (left.value, bottom.value, right.value, top.value)
        if not strokes.add(*bounds) and _is_drawn_box(shape):
            strokes.add_box(*bounds)
    return frames_of(strokes) if len(strokes.upright) > 1 and strokes.level else []


def _is_drawn_box(shape: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = raw.FPDFPath_GetDrawMode(shape, fill, stroke) and stroke.value
    return bool(drawn) and raw.FPDFPath_CountSegments(shape) in (4, 5)


@dataclass(slots=True)
class _Filling:
    """A frame being filled with words; ``start`` is the number of blocks before it."""

    frame: Frame
    words: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    last: tuple[int, int] | None = None
    fresh: bool = True

    def say(self, cell: tuple[int, int] | None, word: str, *, apart: bool) -> None:
        """Add a word or a letter to a cell; one that stands in none stays with the one before it.

        ``apart`` says that a space was written before it; the first on a line is apart from the line above.
        """
        cell = cell or self.last
        if cell is None:
            return
        said = self.words.setdefault(cell, [])
        if said and (self.fresh or cell != self.last):
            said.append("\n")
        elif said and apart:
            said.append(" ")
        said.append(word)
        self.last, self.fresh = cell, False


def _blocks(words: pdfium.PdfTextPage, text: str, frames: list[Frame], place: str) -> Iterator[Line | _Table]:
    """A page's lines in reading order, those inside a frame as its table where the first of them stood."""
    if words.count_chars() != len(text):
        yield from _lines(text, place)
        return
    order: list[Line | _Filling] = []
    fillings = [_Filling(frame) for frame in frames]
    where = _Place(words)
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        start, at = at, at + len(line) + 1
        shown = Line(clean(line).strip("\r "), f"{place}第{number}行")
        if not shown.text or _PAGE_NUMBER.fullmatch(shown.text):
            continue
        filling = _put(where, line, start, fillings)
        if filling is None:
            order.append(shown)
            continue
        if not filling.lines:
            order.append(filling)
        filling.lines.append(shown)
    for each in order:
        if isinstance(each, Line):
            yield each
            continue
        drawn = filled(each.frame, {cell: clean("".join(said)).strip() for cell, said in each.words.items()})
        if is_sane(drawn):
            yield _Table(drawn, f"{each.lines[0].place}起的表")
        else:
            yield from each.lines


class _Place:
    """Where a page's characters stand: the middle of each character's box."""

    def __init__(self, words: pdfium.PdfTextPage) -> None:
        self._handle = words.raw
        self._box = tuple(ctypes.c_double() for _ in range(4))

    def of(self, index: int) -> tuple[float, float] | None:
        left, right, bottom, top = self._box
        if not raw.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top):
            return None
        return (left.value + right.value) / 2, (bottom.value + top.value) / 2


def _put(place: _Place, line: str, start: int, fillings: list[_Filling]) -> _Filling | None:
    """Put a line's words into the cells of the frame in which it stands, if it stands in one.

    A word of which both ends stand in one cell stands in it whole; any other goes in letter by letter, for
    words in neighbouring cells can run together.
    """
    home: _Filling | None = None
    for word in _WORD.finditer(line):
        first, last = start + word.start(), start + word.end() - 1
        point = place.of(first)
        if point is None:
            continue
        if home is None:
            home = next((each for each in fillings if each.frame.cell_at(*point)), None)
            if home is None:
                return None
            home.fresh = True
        cell = home.frame.cell_at(*point)
        end = place.of(last) if last > first else point
        if end is not None and home.frame.cell_at(*end) == cell:
            home.say(cell, word[0], apart=True)
            continue
        for offset, sign in enumerate(word[0]):
            spot = place.of(first + offset)
            home.say(home.frame.cell_at(*spot) if spot else None, sign, apart=not offset)
    return home
