"""Folding (归一): the form in which text is compared, one character for one character.

Full-width letters and digits become half-width, capitals small, traditional characters simplified, and the
look-alikes of the compatibility blocks (as PDF files are full of) the characters they stand for. Because
nothing grows or shrinks, a place in the folded text is the same place in the original: the highlighter
depends on it.
"""

import unicodedata
from functools import cache
from importlib.resources import files

TRADITIONAL = "data/traditional.txt"

# Latin, Greek and Cyrillic capitals; radicals and compatibility ideographs; full-width forms.
_CAPITALS = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x370, 0x530))
_LOOKALIKES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20), range(0xFF01, 0xFFEF))


def fold(text: str) -> str:
    """The text as it is compared; as long as the original, and folding it again changes nothing.

    >>> fold("尉氏縣 ＰＭ２.５（低保）")
    '尉氏县 pm2.5(低保)'
    """
    return text.translate(_map())


@cache
def _map() -> dict[int, str]:
    simplified = traditional_pairs()
    found: dict[int, str] = {0x3000: " "}
    for block in (*_CAPITALS, *_LOOKALIKES):
        for point in block:
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == len(small := plain.lower()) == 1 and small != chr(point):
                found[point] = simplified.get(small, small)
    found.update((ord(one), other) for one, other in simplified.items())
    return found


@cache
def traditional_pairs() -> dict[str, str]:
    """The simplified character of each traditional one, followed to its end (薴 → 苧 → 苎)."""
    lines = files("gongkai.search").joinpath(TRADITIONAL).read_text("utf-8").splitlines()
    pairs = {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}
    return {one: pairs.get(other, other) for one, other in pairs.items()}
