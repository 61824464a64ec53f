"""Words that are in a page but cannot be seen on it (看不见的文字).

Two looks, since each alone can be cheated: is the place of a letter one even colour although a letter is
there (white on white, black on black, drawn over, invisible), and was an opaque box painted over most of it.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # it ships no types
from PIL import Image

SCALE = 2.0
"""Pixels to a point: 144 dots to an inch."""
MOST_PIXELS = 16_000_000
SHRINK = 0.12
"""What is cut off each side of a letter's place, so that neighbours do not reach in."""
EVEN = 10
"""The greatest difference of brightness that still counts as one colour."""
PALE = 200
"""Ink as bright as this could be the colour of the paper (0 black, 255 white)."""
COVERED = 0.5
"""The share of a letter's place that a box has to cover."""
RECTANGLE = 6
"""Most segments that a path may have to be taken for a box."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A letter's place on the page in points, and the text object it belongs to."""

    left: float
    bottom: float
    right: float
    top: float
    owner: int


def unseen_characters(page: Any) -> list[int]:
    """The numbers of the letters and figures of a page that nobody can see."""
    textpage = page.get_textpage()
    places = dict(_places(textpage))
    if not places:
        return []
    order, boxes = _boxes(page)
    picture = _drawn(page)
    return [
        number
        for number, place in places.items()
        if _covered(place, order, boxes) or (_even(page, picture, place) and not _lent(textpage, number))
    ]


def _places(textpage: Any) -> Iterator[tuple[int, _Place]]:
    box = raw.FS_RECTF()
    for number in range(textpage.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(textpage, number))
        if not letter.isalnum() or raw.FPDFText_IsGenerated(textpage, number):
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, number, box):
            continue
        left, right = sorted((box.left, box.right))
        bottom, top = sorted((box.bottom, box.top))
        owner = raw.FPDFText_GetTextObject(textpage, number)
        yield number, _Place(left, bottom, right, top, _address(owner))


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


_Box: TypeAlias = tuple[int, tuple[float, float, float, float]]


def _boxes(page: Any) -> tuple[dict[int, int], list[_Box]]:
    """The order of painting, and the opaque boxes with their place in it."""
    order: dict[int, int] = {}
    boxes = []
    for number, each in enumerate(page.get_objects(max_depth=1)):
        order[_address(each.raw)] = number
        if each.type == raw.FPDF_PAGEOBJ_PATH and _is_opaque_box(each.raw):
            boxes.append((number, each.get_bounds()))
    return order, boxes


def _is_opaque_box(path: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    if not mode.value or raw.FPDFPath_CountSegments(path) > RECTANGLE:
        return False
    ink = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *ink)
    return ink[3].value == 255 and not raw.FPDFPageObj_HasTransparency(path)


def _covered(place: _Place, order: dict[int, int], boxes: list[_Box]) -> bool:
    area = (place.right - place.left) * (place.top - place.bottom)
    if area <= 0:
        return False
    for number, (left, bottom, right, top) in boxes:
        if order.get(place.owner, number) < number:
            width = min(place.right, right) - max(place.left, left)
            height = min(place.top, top) - max(place.bottom, bottom)
            if width > 0 and height > 0 and width * height / area > COVERED:
                return True
    return False


def _drawn(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    image: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return image


def _even(page: Any, picture: Image.Image, place: _Place) -> bool:
    """Whether the place of a letter is one even colour, or lies outside the page."""
    across, down = (place.right - place.left) * SHRINK, (place.top - place.bottom) * SHRINK
    corners = []
    for x, y in ((place.left + across, place.top - down), (place.right - across, place.bottom + down)):
        to_x, to_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, picture.width, picture.height, 0, x, y, to_x, to_y)
        corners.append((to_x.value, to_y.value))
    (x1, y1), (x2, y2) = corners
    left, right = max(min(x1, x2), 0), min(max(x1, x2) + 1, picture.width)
    upper, lower = max(min(y1, y2), 0), min(max(y1, y2) + 1, picture.height)
    if left >= right or upper >= lower:
        return True
    extremes = picture.crop((left, upper, right, lower)).getextrema()
    return all(most - least <= EVEN for least, most in extremes)  # type: ignore[misc]  # three bands


def _lent(textpage: Any, number: int) -> bool:
    """Whether a letter is set in a font that the file does not carry, so that this system may draw nothing.

    Ink that differs from the page is then taken at its word; white or invisible ink is not.
    """
    owner = raw.FPDFText_GetTextObject(textpage, number)
    if not owner or raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(owner)) == 1:
        return False
    if raw.FPDFTextObj_GetTextRenderMode(owner) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return False
    ink = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(owner, *ink)
    dark = min(each.value for each in ink[:3]) < PALE
    return dark and _glyph_is_blank(owner, chr(raw.FPDFText_GetUnicode(textpage, number)))


def _glyph_is_blank(owner: Any, letter: str) -> bool:
    """Whether the font that stands in has no drawing for a letter."""
    path = raw.FPDFFont_GetGlyphPath(raw.FPDFTextObj_GetFont(owner), ord(letter), 12.0)
    return not path or raw.FPDFGlyphPath_CountGlyphSegments(path) <= 0
