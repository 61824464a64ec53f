"""The words in a file (文件文字): what a machine can read out of it, so that names in it are found too."""

import re

from gongkai.casework.release.findings import unreadable_is_said
from gongkai.casework.release.kinds import kind_of
from gongkai.casework.release.package import unpacked

_MARKUP = re.compile(r"<[^>]*>")
_ENDS = re.compile(r"</(?:\w+:)?(?:p|si|t|c|TextCode)>")
ENCODINGS = ("utf-8", "gb18030")


def words_in(content: bytes) -> str:
    """All text that can be taken out of a file; nothing for pictures and scans.

    Raises: UnreadableFile for a broken file.
    """
    kind = kind_of(content)
    with unreadable_is_said():
        if kind == "pdf":
            return _of_pdf(content)
        if kind in ("word", "sheets", "slides", "ofd"):
            parts = unpacked(content).parts
            return "\n".join(_plain(parts[name]) for name in sorted(parts) if name.endswith(".xml"))
        if kind == "text":
            return _decoded(content)
    return ""


def _of_pdf(content: bytes) -> str:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _plain(part: bytes) -> str:
    """A paragraph's runs are put together again: a name may be parted by markup."""
    return _MARKUP.sub("", _ENDS.sub("\n", part.decode("utf-8", "replace")))


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
