"""Highlights (标亮): where the words of a query stand, shown on the original text.

Folding keeps every place, so what is found in the folded text is marked in the original: traditional
characters, full-width digits and whatever brackets the document has.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from gongkai.search.folding import fold
from gongkai.search.plans import Plan, scattered
from gongkai.search.tokens import runs

SNIPPET = 120
"""Characters of a snippet."""
_STOP = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces: each with whether it is one of the words asked for."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(piece for piece, _ in self.pieces)

    @property
    def has_marks(self) -> bool:
        """Whether anything is marked."""
        return any(marked for _, marked in self.pieces)

    def __html__(self) -> str:
        """As HTML, everything escaped; a template shows it as it is.

        >>> Marked((("<低保>", False), ("标准", True))).__html__()
        '&lt;低保&gt;<mark>标准</mark>'
        """
        return "".join(f"<mark>{escape(piece)}</mark>" if on else escape(piece) for piece, on in self.pieces)


def pattern(plan: Plan, *, near: bool = False) -> re.Pattern[str] | None:
    """What the words of a plan look like in a folded text; ``None`` where it has none.

    ``near`` takes the words apart, for hits that do not have them whole.
    """
    chunks = scattered(plan) if near else plan.chunks
    texts = [text for chunk in chunks for text in chunk.texts]
    found = [shape for text in sorted(set(texts), key=len, reverse=True) if (shape := _shape(text))]
    return re.compile("|".join(found)) if found else None


def _shape(text: str) -> str:
    """A wording as a pattern: any marks between its runs, no letter or digit glued to its ends."""
    parts = list(runs(text))
    if not parts:
        return ""
    made, end = "", parts[0][0]
    for start, run, _ in parts:
        made += (r"[\W_]*" if start > end else "") + re.escape(run)
        end = start + len(run)
    return ("" if parts[0][2] else _NOT_WITHIN_BEFORE) + made + ("" if parts[-1][2] else _NOT_WITHIN_AFTER)


_LETTER_OR_DIGIT = "[a-z0-9]"
_NOT_WITHIN_BEFORE = f"(?<!{_LETTER_OR_DIGIT})"
_NOT_WITHIN_AFTER = f"(?!{_LETTER_OR_DIGIT})"


def marked(text: str, wanted: re.Pattern[str] | None) -> Marked:
    """The whole text with its words marked.

    >>> from gongkai.search.plans import plan
    >>> marked("城鄉低保標準", pattern(plan("低保标准"))).pieces
    (('城鄉', False), ('低保標準', True))
    """
    return _cut(text, [hit.span() for hit in wanted.finditer(fold(text))] if wanted else [])


def snippet(text: str, wanted: re.Pattern[str] | None, *, length: int = SNIPPET) -> Marked:
    """The part of a text where most of the words are, marked; its beginning where none is.

    It begins at a sentence where one begins near enough, and says by “…” where it was cut.
    """
    plain = re.sub(r"\s+", " ", text).strip()
    spans = [hit.span() for hit in wanted.finditer(fold(plain))] if wanted else []
    start = _best_start(plain, spans, length)
    end = min(len(plain), start + length)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    pieces = list(_cut(plain[start:end], inside).pieces)
    if start > 0:
        pieces.insert(0, ("…", False))
    if end < len(plain):
        pieces.append(("…", False))
    return Marked(tuple(pieces))


def _best_start(text: str, spans: Sequence[tuple[int, int]], length: int) -> int:
    if not spans or len(text) <= length:
        return 0
    # The window that begins a little before a word and has the most different words, the earliest of equals.
    best, most = 0, 0
    first = 0
    for at, (begin, _) in enumerate(spans[:500]):
        words = {text[a:b] for a, b in _within(spans[at:], begin + length * 3 // 4)}
        if len(words) > most:
            first, most = begin, len(words)
    room = max(0, first - length // 4)
    stop = max(text.rfind(mark, room, first) for mark in _STOP)
    best = stop + 1 if stop >= 0 else room if room else 0
    return min(best, max(0, len(text) - length)) if stop < 0 else best


def _within(spans: Iterable[tuple[int, int]], end: int) -> Iterable[tuple[int, int]]:
    for span in spans:
        if span[1] > end:
            return
        yield span


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> Marked:
    pieces, last = [], 0
    for begin, end in spans:
        if begin > last:
            pieces.append((text[last:begin], False))
        pieces.append((text[begin:end], True))
        last = end
    if last < len(text) or not pieces:
        pieces.append((text[last:], False))
    return Marked(tuple(pieces))
