"""PDF: what lies under boxes, in notes, layers, earlier revisions, bookmarks, properties and attachments."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # it ships no types

from gongkai.casework.release import pictures
from gongkai.casework.release.findings import GateFinding, UnreadableFile, names_a_person, tells_a_path
from gongkai.casework.release.unseen_text import unseen_characters

_LINEARIZED = re.compile(rb"/Linearized\b")
_END = re.compile(rb"%%EOF[\r\n]*")
_STRUCTURES = (
    (rb"/OFF\s*\[\s*\d+ \d+ R", "hidden_layer", "PDF中有隐藏的图层。请删除隐藏图层后重新导出。"),
    (rb"/BaseState\s*/OFF", "hidden_layer", "PDF中有隐藏的图层。请删除隐藏图层后重新导出。"),
    (rb"/S\s*/(?:JavaScript|Launch)\b", "program", "PDF中带有脚本或者启动程序的动作。请重新导出为普通PDF。"),
    (rb"/PieceInfo\b", "custom_data", "PDF中留有编辑软件的私有数据，可能含有修改前的内容。请重新导出。"),
    (rb"/Thumb \d+ \d+ R", "thumbnail", "PDF中带有页面缩略图，可能显示遮盖前的内容。请重新导出。"),
    (rb"/XFA\b", "custom_data", "PDF中带有动态表单数据。请打印为普通PDF。"),
)
_CREATOR = re.compile(rb"<dc:creator>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)
_SEEN_MARKS = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP)
_UNSEEN_FLAGS = 2 | 32
"""Hidden and NoView."""


def inspect(content: bytes) -> list[GateFinding]:
    """What a PDF hides."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise UnreadableFile("unreadable", "PDF已经损坏或者加了密码，无法检查。请重新导出。") from error
    with document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        found = [
            *_pages(document),
            *_about(document, _squeezed("".join(texts))),
            *_structures(document),
            *_revisions(content, texts),
        ]
    return list(dict.fromkeys(found))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _pages(document: Any) -> Iterator[GateFinding]:
    for number, page in enumerate(document, 1):
        place = f"第{number}页"
        if count := len(unseen_characters(page)):
            message = f"有{count}个字被遮住或者看不见，但仍可复制。请真正删除这些文字后重新导出。"
            yield GateFinding("text_under_box", message, place)
        yield from _marks(page, place)
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            data = bytes(each.get_data(decode_simple=False))
            if data.startswith(b"\xff\xd8\xff"):
                yield from _picture(data, place)


def _picture(data: bytes, place: str) -> Iterator[GateFinding]:
    try:
        found = pictures.inspect(data)
    except UnreadableFile:
        return  # a picture that only a PDF can draw has no metadata of its own to read
    for each in found:
        yield GateFinding(each.code, f"页面上的图片：{each.message}", place, each.blocks, each.law)


def _marks(page: Any, place: str) -> Iterator[GateFinding]:
    """Notes and marks on a page; redactions that were drawn but not applied."""
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        mark = raw.FPDFPage_GetAnnot(page, n)
        kind, text = raw.FPDFAnnot_GetSubtype(mark), _said(mark)
        if kind == raw.FPDF_ANNOT_REDACT:
            message = "有标出但没有应用的密文标记，下面的文字仍在。请在编辑软件中“应用密文”后保存。"
            yield GateFinding("unapplied_redaction", message, place)
        elif kind == raw.FPDF_ANNOT_FILEATTACHMENT:
            yield GateFinding("attachment", "页面上带有附件，内容不受检查。请删除附件。", place)
        elif raw.FPDFAnnot_GetFlags(mark) & _UNSEEN_FLAGS and kind != raw.FPDF_ANNOT_POPUP:
            yield GateFinding("hidden_text", "页面上有隐藏的标注或者表单域。请删除。", place)
        elif text and kind not in _SEEN_MARKS:
            yield GateFinding("annotation_text", "页面上有批注。请删除全部批注。", place)
        elif kind == raw.FPDF_ANNOT_STAMP:
            yield GateFinding("stamp", "页面上有图章标注，请核对是否为本机关印章。", place, blocks=False)
        elif kind not in _SEEN_MARKS:
            message = "页面上有可以移开的标注，下面的内容会露出。请删除标注或者打印为新的PDF。"
            yield GateFinding("annotation", message, place)
        raw.FPDFPage_CloseAnnot(mark)


def _said(mark: Any) -> str:
    size = raw.FPDFAnnot_GetStringValue(mark, b"Contents", None, 0)
    buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(mark, b"Contents", buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").strip("\0").strip()


def _about(document: Any, text: str) -> Iterator[GateFinding]:
    """Properties, bookmarks and attachments."""
    told = document.get_metadata_dict()
    for key in ("Author", "Subject", "Keywords"):
        if names_a_person(told.get(key, "")):
            message = "文件属性写有个人或者不明内容。请清除文档属性后重新导出。"
            yield GateFinding("author", message, key, law="PIPL 25")
    for key in ("Title", "Creator", "Producer"):
        if tells_a_path(told.get(key, "")):
            yield GateFinding("path", "文件属性记有电脑上的路径或者邮箱。请清除文档属性后重新导出。", key)
    for each in document.get_toc():
        if _squeezed(each.get_title()) not in text:
            message = "书签中的文字不在正文里，可能是遮盖前的标题。请删除或者改正书签。"
            yield GateFinding("outline", message, "书签")
    if document.count_attachments():
        yield GateFinding("attachment", "PDF带有附件，内容不受检查。请删除附件。", "附件")


def _structures(document: Any) -> Iterator[GateFinding]:
    stream = BytesIO()
    document.save(stream)  # written anew, nothing of it is packed into object streams
    plain = stream.getvalue()
    for pattern, code, message in _STRUCTURES:
        if re.search(pattern, plain):
            yield GateFinding(code, message)
    for name in _CREATOR.findall(plain):
        if names_a_person(name.decode("utf-8", "replace")):
            message = "文件属性写有个人或者不明内容。请清除文档属性后重新导出。"
            yield GateFinding("author", message, "XMP", law="PIPL 25")


def _revisions(content: bytes, texts: list[str]) -> Iterator[GateFinding]:
    """Earlier states that anybody can get back by cutting off the end of the file."""
    ends = [each.end() for each in _END.finditer(content)]
    if _LINEARIZED.search(content[:1024]):
        ends = ends[1:]
    signed = b"/ByteRange" in content
    for number, end in enumerate(ends[:-1], 1):
        if not signed or not _only_signed(content[:end], texts):
            message = "PDF中保留着以前的版本，可以恢复。请打印或者另存为新的PDF（不要用增量保存）。"
            yield GateFinding("earlier_revision", message, f"第{number}版")


def _only_signed(earlier: bytes, texts: list[str]) -> bool:
    """Whether an earlier state says just what the last one does: a signature was added, nothing else."""
    try:
        with pdfium.PdfDocument(earlier) as document:
            return [page.get_textpage().get_text_bounded() for page in document] == texts
    except pdfium.PdfiumError:
        return False
