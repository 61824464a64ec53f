"""Taking out what nobody sees (清除隐藏信息), where that changes nothing that is seen; what was done is said.

Pictures lose their metadata, Office documents the properties that name people. Words, pictures, sheets and
notes are never touched: a person has to decide about them.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, ImageOps

from gongkai.casework.release.findings import unreadable_is_said
from gongkai.casework.release.kinds import kind_of
from gongkai.casework.release.package import unpacked
from gongkai.casework.release.pictures import opened

_PEOPLE = re.compile(rb"(<(dc:creator|cp:lastModifiedBy|Manager|Company)(?:\s[^>]*)?>)[^<]*(</\2>)")
_DROPPED = ("docProps/custom.xml", "docProps/thumbnail.")
_KEPT_SEGMENTS = {0xE0, 0xEE}
"""JFIF and Adobe segments of a JPEG say how to draw it."""
_KEPT_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"pHYs",
    b"sBIT",
    b"bKGD",
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The content without what was taken out, and what that was, in Chinese."""

    content: bytes
    did: tuple[str, ...]


def clean(content: bytes, name: str) -> Cleaned:
    """Take out metadata where that is safe; any other file comes back as it is, with nothing done.

    Raises: UnreadableFile for a broken file. Law: PIPL 25
    """
    kind = kind_of(content)
    with unreadable_is_said():
        if kind == "picture" and content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if kind == "picture" and content.startswith(b"\x89PNG"):
            return _png(content)
        if kind in ("word", "sheets", "slides"):
            return _office(content)
    return Cleaned(content, ())


def _jpeg(content: bytes) -> Cleaned:
    """Without EXIF, XMP, IPTC and remarks; the picture is copied as it is unless it has to be turned."""
    image = opened(content)
    kept = _without_segments(content)
    did = ["清除图片的拍摄信息、说明和缩略图"] if kept != content else []
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        stream = BytesIO()
        ImageOps.exif_transpose(image).save(stream, "JPEG", quality=95)
        kept = _without_segments(stream.getvalue())
        did.append("按拍摄方向转正")
    return Cleaned(kept, tuple(did))


def _without_segments(content: bytes) -> bytes:
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        drawing = not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_SEGMENTS
        profile = marker == 0xE2 and content[at + 4 : at + 15] == b"ICC_PROFILE"
        if drawing or profile:
            kept += content[at : at + 2 + size]
        at += 2 + size
    end = content.rfind(b"\xff\xd9")
    return bytes(kept + content[at : end + 2 if end > at else None])


def _png(content: bytes) -> Cleaned:
    kept, at = bytearray(content[:8]), 8
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if kind in _KEPT_CHUNKS:
            kept += content[at : at + 12 + size]
        at += 12 + size
        if kind == b"IEND":
            break
    opened(bytes(kept))
    return Cleaned(bytes(kept), ("清除图片的说明和拍摄信息",) if bytes(kept) != content else ())


def _office(content: bytes) -> Cleaned:
    parts = unpacked(content).parts
    did, kept = [], {}
    for name, part in parts.items():
        if name.startswith(_DROPPED):
            did.append("删除自定义属性" if "custom" in name else "删除缩略图")
            continue
        if name.startswith("docProps/"):
            bare = _PEOPLE.sub(rb"\1\3", part)
            if bare != part:
                did.append("清除文档属性中的作者、修改者、单位")
            part = bare
        kept[name] = _without_dropped(name, part) if did or name.endswith((".rels", "].xml")) else part
    if not did:
        return Cleaned(content, ())
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in kept.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return Cleaned(stream.getvalue(), tuple(dict.fromkeys(did)))


def _without_dropped(name: str, part: bytes) -> bytes:
    """The list of parts, or of relations, without the parts that were dropped."""
    if name not in ("[Content_Types].xml", "_rels/.rels"):
        return part
    return re.sub(rb"<(?:Override|Relationship)\b[^>]*docProps/(?:custom\.xml|thumbnail\.)[^>]*/>", b"", part)
