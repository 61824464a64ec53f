"""Plain text (.txt): every line as it stands; spaces, tabs and empty lines stay: all can be cell borders."""

import re

from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import empty, too_large
from gongkai.reports.reading.pages import Line, Pages

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\0-\x08\x0e-\x1f\x7f\u200b-\u200f\u2060\ufeff\xad\ufffe\uffff]")
# What Word leaves when a page is pasted as text: conditional comments and empty o:p elements.
_WORD_DEBRIS = re.compile(r"<!--.{0,4000}?-->|<!\[[^\]<>]{0,80}\]>|</?o:p\s*/?>", re.S)


def clean(text: str) -> str:
    """Text without invisible and control characters; line breaks and spaces stay.

    >>> clean("自然\\u200b人\\x07")
    '自然人'
    """
    return _INVISIBLE.sub("", text)


def without_debris(text: str) -> str:
    """Text without Word's conditional comments; line breaks inside them stay, so lines keep their numbers."""
    if "<" not in text:
        return text
    return _WORD_DEBRIS.sub(lambda found: "\n" * found[0].count("\n"), text)


def text_lines(text: str) -> list[str]:
    """The lines of a text; a form feed ends a line too."""
    return _BREAK.split(clean(without_debris(text)))


def open_text(text: str, name: str, limits: Limits) -> Pages:
    """A plain text as lines. Raises: `UnreadableDocument` ``empty`` or ``too_large``."""
    if not text.strip():
        raise empty(name)
    if len(text) > limits.characters:
        raise too_large(name, f"文字超过{limits.characters}字")
    lines = text_lines(text)
    return Pages("txt", [Line(line, f"第{number}行") for number, line in enumerate(lines, 1)])
