"""Bytes into text: which encoding (编码) a text was saved in, found from the bytes themselves."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_COMMON = frozenset("的一是在政府信息公开申请年度报告情况数量行政总计第三条处理其他与和收到本")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b")
_SAMPLE = 65_536


def declared_encoding(data: bytes) -> str:
    """The encoding that a page names in its own head, in Python's spelling; empty where it names none.

    >>> declared_encoding(b'<meta charset="gb2312">')
    'gb18030'
    """
    found = _DECLARED.search(data, 0, 4096)
    if not found:
        return ""
    name = found[1].decode("ascii").lower()
    if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"}:
        return "gb18030"
    try:
        info = codecs.lookup(name)
    except LookupError:
        return ""
    return info.name if info._is_text_encoding else ""


def _without_bom(data: bytes) -> str:
    """UTF-16 with its mark lost: known by where its zero bytes stand."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not even and not odd:
        return ""
    encoding = "utf-16-le" if odd >= even else "utf-16-be"
    return encoding if _looks_written(sample[: len(sample) & ~1].decode(encoding, "replace")) else ""


def _looks_written(text: str) -> bool:
    strange = sum(1 for each in text if (each < " " and each not in "\t\n\r\f\v\x1a") or each == "�")
    return strange * 50 <= len(text)


def _likeness(text: str) -> int:
    """How much a decoded sample is like a report: common characters count for it, lost ones against it."""
    return sum(each in _COMMON for each in text) - 5 * text.count("�")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def decode(data: bytes, declared: str = "") -> tuple[str, list[str]]:
    """The text of a file and remarks on what was lost.

    Order of trust: byte order mark, UTF-8 without a fault, the encoding declared in the page, GB18030
    without a fault; where none fits, the candidate that reads most like a report, its damaged bytes
    replaced by "�".

    >>> decode("政府信息公开".encode("gb18030"))
    ('政府信息公开', [])
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding)
    if b"\0" in data[:_SAMPLE] and (encoding := _without_bom(data)):
        return _replaced(data, encoding)
    for encoding in ("utf-8", declared):
        if encoding and (text := _strict(data, encoding)) is not None:
            return text, []
    candidates = [each for each in dict.fromkeys(("gb18030", "utf-8", declared)) if each]
    best = max(candidates, key=lambda each: _likeness(data[:_SAMPLE].decode(each, "replace")))
    return _replaced(data, best)


def _replaced(data: bytes, encoding: str) -> tuple[str, list[str]]:
    if (text := _strict(data, encoding)) is not None:
        return text, []
    text = data.decode(encoding, "replace")
    lost = text.count("�")
    return text, [f"有{lost}处字节已损坏，无法按{encoding.upper()}识别，以“�”代替，请核对原文。"]


def is_text(data: bytes) -> bool:
    """Whether the bytes are written text in some encoding rather than a binary file."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)):
        return True
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return bool(_without_bom(data))
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 <= len(sample)
