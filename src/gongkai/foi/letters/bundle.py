"""The evidence bundle (证据材料汇编): one PDF with cover, index, bookmarks; each part stamped 证据N and page.

For the answer to a reconsideration organ within five working days, or to a court. Parts are letters, a clock
day by day, records, scans: each is set as it is, its words stay searchable, its fingerprint is in the index.
Law: RECON 54; LITIG 67.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Any

from gongkai.casework.gb9704.typesetting import typeset
from gongkai.casework.gb9704.wording import clean, day
from gongkai.foi.letters.clock_table import clock_table
from gongkai.law.due import Due
from gongkai.law.errors import GongkaiError

A4 = (595.28, 841.89)
SCAN_MARGIN = 28.0
"""Points kept free around a scanned picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of evidence (证据): its title, what it proves, where it comes from, and its content.

    ``content`` is a PDF, a JPEG or PNG picture, or a `Due`, which is set as a table day by day.
    """

    title: str
    proves: str = ""
    source: str = ""
    on: date | None = None
    content: bytes | Due = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the cover says: the organ, the case, before whom, made on which day."""

    organ: str
    case: str
    before: str = ""
    made_on: date


def bundle(parts: Sequence[Part], cover: Cover) -> bytes:
    """All parts as one indexed PDF; the same parts give the same pages.

    Raises: GongkaiError ``empty_bundle``, ``part_unreadable`` naming the part, ``not_typeset``.
    """
    if not parts:
        raise GongkaiError("empty_bundle", "没有可以汇编的证据材料，请先选择材料。", law="RECON 54")
    beside: dict[str, bytes] = {}
    entries = [_entry(n, part, beside) for n, part in enumerate(parts, 1)]
    content = {
        "organ": clean(cover.organ),
        "case": clean(cover.case),
        "before": clean(cover.before),
        "made_on": day(cover.made_on),
        "parts": entries,
    }
    source = (files("gongkai.foi.letters") / "bundle.typ").read_text("utf-8")
    return typeset(source, {"bundle": json.dumps(content, ensure_ascii=False)}, beside=beside)


def _entry(number: int, part: Part, beside: dict[str, bytes]) -> dict[str, Any]:
    """One part for the template; its pages are laid beside it as files."""
    given = clock_table(part.content) if isinstance(part.content, Due) else part.content
    name = f"part-{number}"
    from PIL import Image

    try:
        pages = _pages(given, name, beside)
    except (OSError, ValueError, RuntimeError, Image.DecompressionBombError) as error:
        raise GongkaiError(
            "part_unreadable",
            f"证据{number}“{part.title}”打不开（{error}）。请提供未加密的PDF，或者JPEG、PNG扫描件。",
            law="RECON 54",
            number=number,
        ) from error
    return {
        "title": clean(part.title),
        "proves": clean(part.proves),
        "source": clean(part.source),
        "on": part.on.isoformat() if part.on else "",
        "sha256": hashlib.sha256(given).hexdigest(),
        "pages": pages,
    }


def _pages(content: bytes, name: str, beside: dict[str, bytes]) -> list[dict[str, Any]]:
    if content.startswith(b"%PDF-"):
        return _pdf_pages(content, f"{name}.pdf", beside)
    return [_picture(content, name, beside)]


def _pdf_pages(content: bytes, name: str, beside: dict[str, bytes]) -> list[dict[str, Any]]:
    """The pages of a PDF; what was filled in or noted on them becomes part of the page."""
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types
    import pypdfium2.raw as raw  # type: ignore[import-untyped]  # it ships no types

    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        pages = []
        for number, page in enumerate(document, 1):
            raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
            width, height = page.get_size()
            pages.append({"file": name, "page": number, "width": width, "height": height, "scan": False})
        stream = BytesIO()
        document.save(stream, flags=raw.FPDF_REMOVE_SECURITY)
    beside[name] = stream.getvalue()
    return pages


def _picture(content: bytes, name: str, beside: dict[str, bytes]) -> dict[str, Any]:
    """A scan on a page of its own, upright as its camera meant it, lying where it is wide."""
    from PIL import ExifTags, Image, ImageOps

    with Image.open(BytesIO(content)) as given:
        kind = str(given.format)
        if kind not in ("JPEG", "PNG"):
            raise ValueError(kind)
        given.load()
        upright = ImageOps.exif_transpose(given)
        wide = upright.width > upright.height
        if given.getexif().get(ExifTags.Base.Orientation, 1) != 1:  # only what must be turned is written anew
            stream = BytesIO()
            upright.save(stream, kind, quality=95)
            content = stream.getvalue()
    file = f"{name}.{kind.lower()}"
    beside[file] = content
    width, height = reversed(A4) if wide else A4
    return {"file": file, "page": 0, "width": width, "height": height, "scan": True}
