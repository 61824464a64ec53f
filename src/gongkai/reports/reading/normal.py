"""Text made level: one spelling for digits, brackets and spaces, every character staying in its place."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from gongkai.reports.reading.pages import Line, Pages

CELL_BORDER = "\x1f"  # both borders count as white space for ``str.split`` and ``\s``
ROW_BORDER = "\x1e"

_TABLE = {
    **{ord("０") + n: str(n) for n in range(10)},
    **{ord("Ａ") + n: chr(ord("A") + n) for n in range(26)},
    **dict.fromkeys(map(ord, "　\xa0\u2002\u2003\u2009\u200a\u202f\ufeff\u200b\u200c\u200d"), " "),
    **dict.fromkeys(map(ord, "－−–‐‑﹣"), "-"),
    **dict.fromkeys(map(ord, "〞＂“”"), '"'),
    ord("（"): "(",
    ord("）"): ")",
    ord("﹙"): "(",
    ord("﹚"): ")",
    ord("．"): ".",
    ord("，"): ",",
    ord("／"): "/",
    ord("％"): "%",
    ord("："): ":",
    ord("；"): ";",
    ord("＋"): "+",
    ord("\r"): "\n",
}
_SPELLINGS = tuple((chr(old), new) for old, new in _TABLE.items())
SHORT = 50
"""So short a text is looked up sign by sign; in longer ones searching for each odd sign is faster."""
LONGEST_KEPT = 80


def level(text: str) -> str:
    """The text with full-width forms and odd spaces in one spelling; the length stays the same.

    >>> level("（七）总计　２３ －１５")
    '(七)总计 23 -15'
    """
    if text.isascii() and "\r" not in text:
        return text
    if len(text) < SHORT:
        return text.translate(_TABLE)
    for old, new in _SPELLINGS:
        if old in text:
            text = text.replace(old, new)
    return text


def squeeze(text: str) -> str:
    """The levelled text without any white space or border.

    >>> squeeze("（三）不予 公开")
    '(三)不予公开'
    """
    return _squeezed(text) if len(text) < LONGEST_KEPT else "".join(level(text).split())


@lru_cache(4096)
def _squeezed(text: str) -> str:
    """Short texts are labels: the same in every report."""
    return "".join(level(text).split())


@dataclass(slots=True)
class Flat:
    """A whole document as one levelled string, with the way back to its blocks.

    ``squeezed`` is the same string without white space, in which labels are searched; ``back`` leads from
    a position in it to the position in ``text``.
    """

    pages: Pages
    text: str
    starts: list[int]
    rows: list[tuple[int, int, int]]  # (position, block, row) of every row of every grid
    squeezed: str = ""
    _firsts: list[int] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        words = self.text.split()
        at = 0
        find, places = self.text.find, self._places
        for word in words:
            at = find(word, at)
            places.append(at)
            at += len(word)
        self._firsts = [0, *accumulate(map(len, words))][: len(words)]
        self.squeezed = "".join(words)

    def back(self, at: int) -> int:
        """The position in ``text`` of a position in ``squeezed``; its end leads to the end."""
        if at >= len(self.squeezed):
            return len(self.text)
        word = bisect_right(self._firsts, at) - 1
        return self._places[word] + at - self._firsts[word]

    def ahead(self, at: int) -> int:
        """The position in ``squeezed`` of a position in ``text``: the first character at or after it."""
        word = bisect_right(self._places, at) - 1
        if word < 0:
            return 0
        first = self._firsts[word]
        following = self._firsts[word + 1] if word + 1 < len(self._firsts) else len(self.squeezed)
        return min(first + at - self._places[word], following)

    def block_at(self, at: int) -> int:
        """The block that a position of ``text`` belongs to."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def place(self, at: int) -> str:
        """Where that position stands, told to a person."""
        return self.pages.blocks[self.block_at(at)].place if self.starts else ""


def flatten(pages: Pages) -> Flat:
    """Join lines and grids of a document into one levelled string."""
    parts: list[str] = []
    starts: list[int] = []
    rows: list[tuple[int, int, int]] = []
    length = 0
    for number, block in enumerate(pages.blocks):
        starts.append(length)
        if isinstance(block, Line):
            parts += (block.text, "\n")
            length += len(block.text) + 1
            continue
        for row, cells in enumerate(block.rows):
            rows.append((length, number, row))
            parts.append(ROW_BORDER + CELL_BORDER.join(each or "" for each in cells) + "\n")
            length += len(parts[-1])
    return Flat(pages, level("".join(parts)), starts, rows)
