"""Codes to share a page by (二维码), as SVG made on the server: no picture service, no script.

A QR code of one length is affine over GF(2) in the bits of its text once its mask is fixed: it is the code of
a base text, with a fixed pattern added for every bit that differs. The addresses of articles differ in a few
digits, so each pattern is worked out once by ``qrcode`` and then only added: microseconds in place of
milliseconds, which tells when a whole site is laid down. Drawn it is one stroke, eight modules at a time.
"""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_8BIT_BYTE, QRData

MASK = 3
QUIET = 4
"""Modules of white around the code, as the standard asks."""


def _modules(text: bytes, version: int | None) -> tuple[int, int]:
    """The code of a text by the library: the width, and all modules as the bits of one number."""
    code = qrcode.QRCode(version=version, error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    code.add_data(QRData(text, mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=version is None)
    bits = 0
    for row in code.modules:
        for each in row:
            bits = bits << 1 | bool(each)
    return code.modules_count, bits


@dataclass(frozen=True, slots=True)
class _Base:
    """A text whose code is known: others of its length are told by where they differ from it."""

    text: bytes
    width: int
    bits: int

    @classmethod
    def of(cls, text: bytes) -> "_Base":
        """The base that a text makes."""
        return cls(text, *_modules(text, None))

    def pattern(self, place: int, bit: int) -> int:
        """What one bit of the text at a place changes in the code."""
        text = bytearray(self.text)
        text[place] ^= 1 << bit
        return _modules(bytes(text), (self.width - 17) // 4)[1] ^ self.bits


_bases: dict[int, _Base] = {}
"""By length; the first text of a length is the base of the others, which most often differ in few places."""


@cache
def _pattern(length: int, place: int, bit: int) -> int:
    return _bases[length].pattern(place, bit)


def modules(text: str) -> tuple[int, int]:
    """The code of a text: its width, and all modules row by row as the bits of one number."""
    plain = text.encode()
    base = _bases.get(len(plain)) or _bases.setdefault(len(plain), _Base.of(plain))
    bits = base.bits
    for place, (byte, known) in enumerate(zip(plain, base.text, strict=True)):
        differs = byte ^ known
        while differs:
            low = differs & -differs
            bits ^= _pattern(len(plain), place, low.bit_length() - 1)
            differs ^= low
    return base.width, bits


def _stroke(modules: int) -> str:
    """Eight modules as a stroke: along the dark ones, over the light ones.

    >>> _stroke(0b11100001)
    'h3m4 0h1'
    """
    runs = ((bit, len(list(run))) for bit, run in groupby(f"{modules:08b}"))
    return "".join(f"h{length}" if bit == "1" else f"m{length} 0" for bit, length in runs)


_STROKES = [_stroke(each) for each in range(256)]


def svg(text: str, title: str) -> SafeString:
    """The code of an address as SVG. ``title`` says to those who do not see it what it is."""
    width, bits = modules(text)
    octets = -(-width // 8)
    over, row, lines = octets * 8 - width, (1 << width) - 1, []
    for y in range(width):
        line = (bits >> (width - 1 - y) * width & row) << over
        lines.append("".join([_STROKES[each] for each in line.to_bytes(octets, "big")]))
    path, size = f"m-{octets * 8} 1".join(lines), width + 2 * QUIET
    return mark_safe(  # noqa: S308 - numbers only, and a title that callers give as plain words
        f'<svg class="qr" viewBox="-{QUIET} -{QUIET} {size} {size}" role="img" aria-label="{title}">'
        f'<path fill="#fff" d="M-{QUIET}-{QUIET}h{size}v{size}H-{QUIET}z"/>'
        f'<path stroke="#000" fill="none" d="M0 .5{path}"/></svg>'
    )
