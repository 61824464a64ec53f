"""PDF: the text of each page, line by line, in the order in which it was written."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types

from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, encrypted, no_text, too_large
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Line, Pages

_PAGE_NUMBER = re.compile(r"\s*[-—–－─]{1,2}\s*\d{1,4}\s*[-—–－─]{1,2}\s*")


def open_pdf(data: bytes, name: str, limits: Limits) -> Pages:
    """A PDF as lines.

    Raises: `UnreadableDocument` ``encrypted``, ``damaged``, ``too_large`` or ``no_text``.
    """
    document = _document(data, name)
    try:
        count = len(document)
        if not count:
            raise damaged(name, "PDF 中没有页面")
        if count > limits.pages:
            raise too_large(name, f"共{count}页，超过{limits.pages}页")
        pages = Pages("pdf")
        written = 0
        for number in range(count):
            for line in _lines(document, number, name):
                written += len(line.text)
                if written > limits.characters:
                    raise too_large(name, f"文字超过{limits.characters}字", place=f"第{number + 1}页")
                pages.blocks.append(line)
        if not written:
            raise no_text(name, f"共{count}页都没有文字，应是扫描件或图片")
        return pages
    finally:
        document.close()


def _document(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise encrypted(name) from None
        raise damaged(name, "PDF 文件已损坏或不完整") from None


def _lines(document: pdfium.PdfDocument, number: int, name: str) -> Iterator[Line]:
    try:
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_range()
    except pdfium.PdfiumError:
        raise damaged(name, "此页内容已损坏", place=f"第{number + 1}页") from None
    for at, line in enumerate(clean(text).split("\n"), 1):
        line = line.rstrip()
        if line and not _PAGE_NUMBER.fullmatch(line):
            yield Line(line, f"第{number + 1}页第{at}行")
