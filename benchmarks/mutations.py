"""How documents get damaged: bytes lost, changed, doubled, mixed; inside packed documents part by part."""

import io
import zipfile
from random import Random

_TOKENS = (
    *(b"<table>", b"</td>", b"<td colspan=999999>", b"<td rowspan=-1>", b"<!--", b"-->", b"<![CDATA["),
    *(b"&#1;", b"&#x110000;", b"&amp;nbsp", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"|---|---|", b"| ", b"\n"),
    *(b"\0", b"\x1f", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe3\x80\x80", b"\xc2\xa0", b"\xee\x80\x80"),
    *(b"%PDF-1.7", b"PK\x03\x04", b"PK\x01\x02", b"endobj", b"stream\n", b"xref"),
    *(b'"value": ', b"[" * 300, b"{" * 300, b"9" * 400, b"-0", b"1e999"),
    *(b'r="ZZZZZZZ99999999"', b'w:val="99999999999"', b'ref="A1:ZZZ9999999"', b'<w:br w:type="page"/>'),
    *(
        each.encode()
        for each in ("总计", "一、", "第二十条第（一）项", "１２", "〔28或2〕", "三、本年度办理结果")
    ),
)


def mutated(data: bytes, others: list[bytes], random: Random) -> bytes:
    """A document damaged in one to four ways; packed ones in half of the cases inside one of their parts."""
    if data.startswith(b"PK") and random.random() < 0.6:
        return _inside(data, others, random)
    for _ in range(random.randint(1, 4)):
        data = _once(data, others, random)
    return data


def _once(data: bytes, others: list[bytes], random: Random) -> bytes:
    if not data:
        return random.choice(_TOKENS)
    at = random.randrange(len(data))
    until = min(len(data), at + random.choice((1, 2, 8, 64, 1024, 65_536)))
    match random.randrange(9):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[until:]
        case 2:
            return data[:until] + data[at:until] * random.choice((1, 2, 50)) + data[until:]
        case 3:
            return data[:at] + random.choice(_TOKENS) + data[at:]
        case 4:
            return data[:at] + random.choice(_TOKENS) + data[until:]
        case 5:
            noise = bytes(random.randrange(256) for _ in range(min(until - at, 64)))
            return data[:at] + noise + data[at + len(noise) :]
        case 6:
            flipped = bytearray(data)
            for _ in range(random.randint(1, 30)):
                flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
            return bytes(flipped)
        case 7:
            other = random.choice(others)
            return data[:at] + other[random.randrange(len(other) + 1) :]
        case _:
            return _recoded(data, random)


def _recoded(data: bytes, random: Random) -> bytes:
    """The text saved in another encoding, with or without telling."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data[::-1][: len(data) // 2]
    return text.encode(
        random.choice(("gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-7")), "replace"
    )


def _inside(data: bytes, others: list[bytes], random: Random) -> bytes:
    """A packed document with one part damaged, renamed, lost or doubled."""
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
        parts = [(name, source.read(name)) for name in source.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return _once(data, others, random)
    at = random.randrange(len(parts))
    name, inside = parts[at]
    match random.randrange(6):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (random.choice(parts)[0], inside)
        case _:
            for _ in range(random.randint(1, 3)):
                inside = _once(inside, others, random)
            parts[at] = (name, inside)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as target:
        for name, inside in dict(parts).items():
            target.writestr(name, inside)
    return out.getvalue()
