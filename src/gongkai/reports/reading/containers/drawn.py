"""Drawn tables on a PDF page: the strokes asked of PDFium, the words put into the cells where they stand."""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # it ships no types

from gongkai.reports.reading.containers.rulings import Drawn, Frame, Strokes, filled, frames_of, is_sane
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Line

_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_INSIDE = 1.5
"""Points to the right of and above a character's origin: surely within its cell."""
_NEXT_LINE = 5.0
"""Neighbouring characters whose feet are further apart in height (points) stand on different lines."""
_SPACE = 0.3
"""A gap wider than this part of a character's size parts two words."""
_MOST_OBJECTS = 20_000
_WHOLE = 0.85
_PATH = 2

Bounds = tuple[float, float, float, float]
Spot = tuple[float, float]


def _call(function: object, result: Any, *arguments: Any) -> Callable[..., int]:
    """A function of PDFium without the type checks of its Python binding, which cost more than the call."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type]  # the stubs know no address


_pointer, _int = ctypes.c_void_p, ctypes.c_int
_object_of = _call(raw.FPDFPage_GetObject, _pointer, _pointer, _int)
_type_of = _call(raw.FPDFPageObj_GetType, _int, _pointer)
_bounds_of = _call(raw.FPDFPageObj_GetBounds, _int, *[_pointer] * 5)
_draw_mode_of = _call(raw.FPDFPath_GetDrawMode, _int, *[_pointer] * 3)
_segments_of = _call(raw.FPDFPath_CountSegments, _int, _pointer)
_origin_of = _call(raw.FPDFText_GetCharOrigin, _int, _pointer, _int, _pointer, _pointer)


@dataclass(slots=True)
class Table:
    """A drawn table and the place at which it begins."""

    drawn: Drawn
    place: str


def frames_on(page: pdfium.PdfPage) -> list[Frame]:
    """The tables drawn on a page, by its thin shapes and its outlined boxes.

    Word draws thin shapes, browsers outline each cell. A box around the whole page frames no table.
    """
    strokes = Strokes()
    width, height = page.get_size()
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    places = [ctypes.addressof(edge) for edge in edges]
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        shape = _object_of(handle, number)
        if _type_of(shape) == _PATH and _bounds_of(shape, *places):
            bounds = (left.value, bottom.value, right.value, top.value)
            frames_page = bounds[2] - bounds[0] > width * _WHOLE and bounds[3] - bounds[1] > height * _WHOLE
            if not strokes.add(*bounds) and not frames_page and _is_outlined(shape):
                strokes.add_box(*bounds)
    return frames_of(strokes) if len(strokes.upright) > 1 and strokes.level else []


def _is_outlined(shape: int) -> bool:
    """Whether a shape is a rectangle with drawn sides rather than a patch of colour."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode_of(shape, ctypes.addressof(fill), ctypes.addressof(stroke))
    return bool(stroke.value) and _segments_of(shape) in (4, 5)


@dataclass(slots=True)
class _Filling:
    """A frame being filled with words, and the lines that they came from."""

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


class _Places:
    """Where a page's characters stand: a point inside the foot of each."""

    def __init__(self, words: pdfium.PdfTextPage) -> None:
        self._words = words
        self._handle = ctypes.cast(words.raw, ctypes.c_void_p).value
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._addresses = ctypes.addressof(self._x), ctypes.addressof(self._y)

    def of(self, index: int) -> Spot:
        """A character's point; somewhere off the page where PDFium does not know it."""
        if not _origin_of(self._handle, index, *self._addresses):
            return -1.0, -1.0
        return self._x.value + _INSIDE, self._y.value + _INSIDE

    def lines(self, text: str) -> Iterator[tuple[str, list[Spot]]]:
        """The lines of a page's text, each with the points of its characters.

        PDFium takes words that stand in a pile for one line, and words side by side in a pile for several:
        lines are parted where the height jumps and joined where the next one goes on at the same height.
        """
        said, spots, last = "", list[Spot](), -1
        for line, places, first, end in self._runs(text):
            if last >= 0 and first >= 0 and self._goes_on(last, first):
                said, spots = said.rstrip(), spots[: len(said.rstrip())]
            elif said:
                yield said, spots
                said, spots = "", []
            said += line
            spots += places
            last = end
        yield said, spots

    def _runs(self, text: str) -> Iterator[tuple[str, list[Spot], int, int]]:
        """PDFium's lines, parted where the height jumps: words, points, first and last written character."""
        at = 0
        for line in text.split("\n"):
            begin, first, last = 0, -1, -1
            spots: list[Spot] = []
            for offset, sign in enumerate(line):
                spot = (-1.0, -1.0) if sign.isspace() else self.of(at + offset)
                if spot[1] >= 0:
                    if last >= 0 and abs(spot[1] - spots[last - at - begin][1]) > _NEXT_LINE:
                        yield line[begin:offset], spots, first, last
                        begin, first, spots = offset, -1, []
                    last = at + offset
                    first = last if first < 0 else first
                spots.append(spot)
            yield line[begin:], spots, first, last
            at += len(line) + 1

    def _goes_on(self, last: int, first: int) -> bool:
        """Whether a character stands right behind another, closer than a space."""
        if abs(self.of(last)[1] - self.of(first)[1]) > 1:
            return False
        left, bottom, right, top = self._words.get_charbox(last)
        gap = self._words.get_charbox(first)[0] - right
        return bool(-1 < gap < max(right - left, top - bottom) * _SPACE)


def blocks_on(words: pdfium.PdfTextPage, text: str, frames: list[Frame], place: str) -> list[Line | Table]:
    """A page's lines in reading order, those inside a frame as its table where the first of them stood."""
    order: list[Line | _Filling] = []
    fillings = [_Filling(frame) for frame in frames]
    for number, (line, spots) in enumerate(_Places(words).lines(text), 1):
        shown = Line(clean(line).strip("\r "), f"{place}第{number}行")
        if not shown.text:
            continue
        filling = _put(line, spots, fillings)
        if filling is None:
            order.append(shown)
            continue
        if not filling.lines:
            order.append(filling)
        filling.lines.append(shown)
    return [block for each in order for block in ([each] if isinstance(each, Line) else _table(each))]


def _table(filling: _Filling) -> list[Line] | list[Table]:
    """A filled frame as a table; as its lines where its strokes do not divide its figures."""
    words = {cell: clean("".join(said)).strip() for cell, said in filling.words.items()}
    drawn = filled(filling.frame, words)
    if filling.torn or not is_sane(drawn):
        return filling.lines
    return [Table(drawn, f"{filling.lines[0].place}起的表")]


def _put(line: str, spots: list[Spot], fillings: list[_Filling]) -> _Filling | None:
    """Put a line's words into the cells of the frame in which it stands, if it stands in one.

    A word of which both ends stand in one cell stands in it whole. Of any other the letters go where they
    stand, for words in neighbouring cells can run together. A number across a border tears the table: it
    sticks out of its cell, or it is two, and only the arithmetic of the form can tell.
    """
    home: _Filling | None = None
    for word in _WORD.finditer(line):
        first, last = spots[word.start()], spots[word.end() - 1]
        if home is None:
            home = next((each for each in fillings if each.frame.cell_at(*first)), None)
            if home is None:
                return None
            home.fresh = True
        cell = home.frame.cell_at(*first)
        if home.frame.cell_at(*last) == cell:
            home.say(cell, word[0], apart=True)
        elif _NUMBER.fullmatch(word[0]):
            home.torn = True
        else:
            for at, sign in enumerate(word[0]):
                home.say(home.frame.cell_at(*spots[word.start() + at]), sign, apart=not at)
    return home
