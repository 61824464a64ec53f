"""How much of a document is read: beyond this it is refused, before it can cost time or memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on one document. A real report stays far below all of them.

    ``file_bytes`` is the size on disk, ``markup_bytes`` the size of plain text, HTML or JSON,
    ``unpacked_bytes`` what all parts of a packed document (docx, xlsx) may come to, ``part_bytes`` one
    part of it, ``parts`` their number, ``ratio`` how many times larger than packed it may be once above
    ``ratio_from_bytes``; ``pages`` counts PDF pages, ``cells`` table cells with merged ones unfolded,
    ``characters`` the text taken out in all.
    """

    file_bytes: int = 64 * 2**20
    markup_bytes: int = 16 * 2**20
    unpacked_bytes: int = 256 * 2**20
    part_bytes: int = 32 * 2**20
    parts: int = 10_000
    ratio: int = 200
    ratio_from_bytes: int = 4 * 2**20
    pages: int = 500
    cells: int = 200_000
    characters: int = 8_000_000


DEFAULT = Limits()
