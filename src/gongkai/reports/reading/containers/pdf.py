"""PDF: the words of each page line by line, and drawn tables as grids.

Drawn tables are looked for when asked, only on pages with rows of figures; where the strokes do not divide the
figures cleanly the table stays lines: the reader by meaning can do with either.
"""

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

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
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_INSIDE = 1.5
"""Points to the right of and above a character's origin: surely within its cell."""
_MOST_OBJECTS = 20_000
_MOST_BOXES = 2_000
_PATH = 2

Bounds = tuple[float, float, float, float]
Spot = tuple[float, float]


def _call(function: object, result: Any, *arguments: Any) -> Callable[..., int]:
    """A function of PDFium without the type checks of its Python binding, which cost more than the call."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type]


_pointer, _int = ctypes.c_void_p, ctypes.c_int
_object_of = _call(raw.FPDFPage_GetObject, _pointer, _pointer, _int)
_type_of = _call(raw.FPDFPageObj_GetType, _int, _pointer)
_bounds_of = _call(raw.FPDFPageObj_GetBounds, _int, *[_pointer] * 5)
_draw_mode_of = _call(raw.FPDFPath_GetDrawMode, _int, *[_pointer] * 3)
_segments_of = _call(raw.FPDFPath_CountSegments, _int, _pointer)
_origin_of = _call(raw.FPDFText_GetCharOrigin, _int, _pointer, _int, _pointer, _pointer)


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
class _Table:
    """A drawn table and where it began."""

    drawn: Drawn
    place: str


@dataclass(slots=True)
class _Opener:
    name: str
    limits: Limits
    drawn: bool
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
            frames = _frames(page) if self.drawn and _FIGURES.search(text, 0, 100_000) else []
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
    """The tables drawn on a page: by its thin shapes or, where there are none, by its drawn boxes."""
    strokes = Strokes()
    boxes: list[tuple[int, Bounds]] = []
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    places = [ctypes.addressof(edge) for edge in edges]
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        shape = _object_of(handle, number)
        if _type_of(shape) == _PATH and _bounds_of(shape, *places):
            bounds = (left.value, bottom.value, right.value, top.value)
            if not strokes.add(*bounds):
                boxes.append((shape, bounds))
    if len(strokes.upright) < 2:
        for shape, bounds in boxes[:_MOST_BOXES]:
            if _is_drawn(shape):
                strokes.add_box(*bounds)
    return frames_of(strokes) if len(strokes.upright) > 1 and strokes.level else []


def _is_drawn(shape: int) -> bool:
    """Whether a shape is a rectangle with drawn sides rather than a patch of colour."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode_of(shape, ctypes.addressof(fill), ctypes.addressof(stroke))
    return bool(stroke.value) and _segments_of(shape) in (4, 5)


@dataclass(slots=True)
class _Filling:
    """A frame being filled with words; ``start`` is the number of blocks before it."""

    frame: Frame
    words: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    last: tuple[int, int] | None = None
    fresh: bool = True
    torn: bool = False

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
        if is_sane(drawn) and not each.torn:
            yield _Table(drawn, f"{each.lines[0].place}起的表")
        else:
            yield from each.lines


class _Place:
    """Where a page's characters stand: a point inside the foot of each."""

    def __init__(self, words: pdfium.PdfTextPage) -> None:
        self._handle = ctypes.cast(words.raw, ctypes.c_void_p).value
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._places = ctypes.addressof(self._x), ctypes.addressof(self._y)

    def of(self, index: int) -> Spot | None:
        if not _origin_of(self._handle, index, *self._places):
            return None
        return self._x.value + _INSIDE, self._y.value + _INSIDE


def _put(place: _Place, line: str, start: int, fillings: list[_Filling]) -> _Filling | None:
    """Put a line's words into the cells of the frame in which it stands, if it stands in one.

    A word of which both ends stand in one cell stands in it whole. Of any other the letters go where they
    stand, for words in neighbouring cells can run together. A number across a border tears the table: it
    sticks out of its cell, or it is two, and only the arithmetic of the form can tell.
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
        if _NUMBER.fullmatch(word[0]):
            home.torn = True
            continue
        for at, sign in enumerate(word[0], first):
            spot = place.of(at)
            home.say(home.frame.cell_at(*spot) if spot else None, sign, apart=at == first)
    return home
