"""What kind of document the bytes are: by their content first, by the file's name only among texts."""

import re
from enum import StrEnum
from pathlib import PurePath

from gongkai.reports.reading.containers.decoding import is_text
from gongkai.reports.reading.containers.refusals import damaged, encrypted, no_text, unsupported

_HEAD = 4096


class Container(StrEnum):
    """The containers that are read."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    MHT = "mht"
    JSON = "json"
    CSV = "csv"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|p|span|h[1-6]|meta|title|section|article)\b[^<]{0,2000}?>",
    re.I,
)
_OFFICE_XML = re.compile(rb"<\?mso-application|<w:wordDocument|urn:schemas-microsoft-com:office:spreadsheet")


def container_of(data: bytes, name: str) -> Container:
    """The container of a document's bytes.

    Raises: `UnreadableDocument` ``unsupported_type`` (legacy Word, Excel, WPS and OFD, archives),
    ``encrypted`` (Office files with a password), ``no_text`` (a picture), ``damaged`` (nothing known).

    >>> container_of(b"%PDF-1.7 ...", "download")
    <Container.PDF: 'pdf'>
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Container.PDF
    if head.startswith(b"PK"):
        return _packed(data, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _legacy_office(data, name)
    if head.startswith(b"{\\rtf"):
        raise unsupported(name, "这是 RTF 文件，不能直接读取")
    if head.startswith(_ARCHIVES):
        raise unsupported(name, "这是压缩包", "请先解压，再读取其中的报告文件。")
    if head.startswith(_PICTURES) and not is_text(head):
        raise no_text(name, "这是图片，没有可读取的文字")
    if not is_text(data):
        raise damaged(name, "内容不是文字，也不是可识别的文档格式")
    return _written(data, name)


def _packed(data: bytes, name: str) -> Container:
    """A zip package: told by the names of its parts, which stand readable in its directory."""
    if b"word/document" in data:
        return Container.DOCX
    if b"xl/workbook" in data:
        return Container.XLSX
    if b"OFD.xml" in data:
        raise unsupported(
            name, "这是 OFD 版式文件，不能直接读取", "请用 OFD 阅读器另存或打印为 .pdf，再重新读取。"
        )
    if b"application/vnd.oasis.opendocument" in data[:_HEAD] or b"ppt/presentation" in data:
        raise unsupported(name, "这种办公文档不能直接读取")
    suffix = PurePath(name).suffix.lower()
    if suffix in {".docx", ".xlsx"}:
        raise damaged(name, f"{suffix} 文件已损坏或不完整")
    raise unsupported(name, "这是压缩包", "请先解压，再读取其中的报告文件。")


def _legacy_office(data: bytes, name: str) -> Exception:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted(name)
    suffix = PurePath(name).suffix.lower() or "旧版 Office/WPS"
    return unsupported(name, f"这是旧格式文档（{suffix}），不能直接读取")


def _written(data: bytes, name: str) -> Container:
    """A text: HTML, JSON and web archives by their look, the rest by name."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    narrow = data[: _HEAD * 4].replace(b"\0", b"")  # UTF-16 text, read as far as its ASCII goes
    suffix = PurePath(name).suffix.lower()
    if (
        re.match(rb"(?:from|mime-version|subject|date|x-[\w-]+):", head, re.I)
        and b"multipart/related" in data[:65536]
    ):
        return Container.MHT
    if _OFFICE_XML.search(narrow):
        raise unsupported(name, "这是 Office 的 XML 格式，不能直接读取")
    if suffix == ".json" or (head.startswith(b"{") and b'"tables"' in data):
        return Container.JSON
    if suffix in {".md", ".markdown"}:
        return Container.MD
    if suffix in {".html", ".htm", ".xhtml", ".shtml", ".jsp", ".aspx"} or _looks_html(narrow):
        return Container.HTML
    return Container.CSV if suffix in {".csv", ".tsv"} else Container.TXT


def _looks_html(narrow: bytes) -> bool:
    """A page without a telling name: several tags near its beginning, or one that only pages begin with."""
    first = narrow.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:300].lower()
    if first.startswith((b"<!doctype html", b"<html", b"<!--", b"<?xml")) and _HTML.search(narrow):
        return True
    return len(_HTML.findall(narrow)) >= 3
