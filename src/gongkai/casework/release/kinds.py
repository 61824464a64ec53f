"""What a file is by its content (文件种类); its name is only compared with it."""

import zipfile
from io import BytesIO

ENDINGS = {
    "pdf": (".pdf",),
    "word": (".docx",),
    "sheets": (".xlsx",),
    "slides": (".pptx",),
    "ofd": (".ofd",),
    "picture": (".jpg", ".jpeg", ".png", ".heic", ".heif"),
    "text": (".txt", ".csv"),
}
"""The kinds that can be looked into, with the endings of their names."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {
    "word/document.xml": "word",
    "xl/workbook.xml": "sheets",
    "ppt/presentation.xml": "slides",
    "OFD.xml": "ofd",
}
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def kind_of(content: bytes) -> str:
    """The kind of a file by its first bytes: one of `ENDINGS`, or ``legacy``, ``archive``, ``unknown``.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1"), kind_of("甲".encode())
    ('pdf', 'legacy', 'text')
    """
    if content.startswith(_OLE):
        return "legacy"
    if content.startswith(b"PK"):
        return _zip_kind(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "picture"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        return "picture"
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "archive"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    return "text" if _is_text(content) else "unknown"


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "unknown"
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), "archive")


def _is_text(content: bytes) -> bool:
    if b"\0" in content or content.lstrip()[:1] == b"<":
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
