"""The last touches to a Word document (文书定稿): properties, the name centred over the date, equal bytes."""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from gongkai.foi.letters.matter import LetterMatter
from gongkai.foi.letters.styles import STYLES

if TYPE_CHECKING:
    from docx.document import Document

LONGEST_PROPERTY = 255
DATE_INDENT = 4.0
"""Characters between the date and the right edge."""


def finished(word: bytes, matter: LetterMatter, title: str) -> bytes:
    """The document with its properties set from the matter; the same matter gives the same bytes."""
    import docx

    document = docx.Document(BytesIO(word))
    properties = document.core_properties
    properties.title = title[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = matter.organ.name[:LONGEST_PROPERTY]
    moment = datetime.combine(matter.dated_on, time(), UTC)
    properties.created = properties.modified = moment
    properties.comments, properties.revision = "", 1
    centred(document)
    stream = BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def settled(package: bytes) -> bytes:
    """The same package with fixed dates in its directory: equal content is equal in bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            member = zipfile.ZipInfo(each.filename, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(member, old.read(each.filename))
    return stream.getvalue()


def centred(document: "Document") -> None:
    """Centre the organ's name over the date, four characters from the edge (GB/T 9704-2012, 7.3.5.1)."""
    by_style: dict[str, Any] = {}
    for each in document.paragraphs:
        by_style[each.style.name if each.style is not None and each.style.name else ""] = each
    name, date = by_style.get(STYLES["signature"]), by_style.get(STYLES["dated"])
    if name is None or date is None:
        return
    from docx.oxml.ns import qn
    from docx.shared import Pt

    wide, long = _em(name.text), _em(date.text)
    for paragraph, width in ((name, wide), (date, long)):
        right = DATE_INDENT + (max(wide, long) - width) / 2
        paragraph.paragraph_format.right_indent = Pt(16 * right)
        paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:rightChars"), str(round(right * 100)))


def _em(text: str) -> float:
    """The width of a text in characters: figures and Latin letters count half."""
    return sum(1.0 if east_asian_width(each) in "WFA" else 0.5 for each in text)
