"""Codes to share a page by (二维码), as SVG made on the server: no picture service, no script.

A QR code of one length is affine over GF(2) in the bits of its text once its mask is fixed: it is the code of
a base text, with a fixed pattern added for every bit that differs. The addresses of articles differ in a few
digits, so each pattern is worked out once by ``qrcode`` and then only added: microseconds in place of
milliseconds, which tells when a whole site is laid down.
"""

from functools import cache

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


@cache
def _base(length: int) -> tuple[int, int, int]:
    """The width, the version and the code of the base text of a length: all of it the digit 0."""
    width, bits = _modules(b"0" * length, None)
    return width, (width - 17) // 4, bits


@cache
def _pattern(length: int, place: int, bit: int) -> int:
    """What one bit of the text at a place changes in a code of that length."""
    _, version, base = _base(length)
    text = bytearray(b"0" * length)
    text[place] ^= 1 << bit
    return _modules(bytes(text), version)[1] ^ base


def modules(text: str) -> tuple[int, int]:
    """The code of a text: its width, and all modules row by row as the bits of one number."""
    plain = text.encode()
    width, _, bits = _base(len(plain))
    for place, byte in enumerate(plain):
        differs = byte ^ 0x30
        while differs:
            low = differs & -differs
            bits ^= _pattern(len(plain), place, low.bit_length() - 1)
            differs ^= low
    return width, bits


def svg(text: str, title: str) -> SafeString:
    """The code of an address as SVG. ``title`` says to those who do not see it what it is."""
    width, bits = modules(text)
    rows = f"{bits:0{width * width}b}"
    steps = []
    for y in range(width):
        row, x = rows[y * width : (y + 1) * width], 0
        while (x := row.find("1", x)) >= 0:
            end = row.find("0", x)
            end = end if end >= 0 else width
            steps.append(f"M{x} {y}h{end - x}v1H{x}z")
            x = end
    size = width + 2 * QUIET
    return mark_safe(  # noqa: S308 - numbers only, and a title that callers give as plain words
        f'<svg class="qr" viewBox="-{QUIET} -{QUIET} {size} {size}" role="img" aria-label="{title}">'
        f'<path fill="#fff" d="M-{QUIET}-{QUIET}h{size}v{size}H-{QUIET}z"/><path d="{"".join(steps)}"/></svg>'
    )
