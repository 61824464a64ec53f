"""The door: a file's bytes in, lines and grids out."""

from pathlib import Path

from gongkai.reports.reading.containers.decoding import declared_encoding, decode
from gongkai.reports.reading.containers.kinds import Container, container_of
from gongkai.reports.reading.containers.limits import DEFAULT, Limits
from gongkai.reports.reading.containers.refusals import damaged, empty, refuse, too_large
from gongkai.reports.reading.pages import Pages

_MEGABYTE = 2**20


def load(path: Path, *, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, after a look at its size.

    Raises: `UnreadableDocument` ``not_found``, ``too_large`` or ``damaged`` (the disk does not give it).
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise refuse("not_found", name, "这是一个文件夹，不是文件", "请指明其中的报告文件。")
        if not path.is_file():
            raise refuse("not_found", name, "找不到这个文件", "请检查路径和文件名。")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise too_large(name, f"文件有{size / _MEGABYTE:.0f} MB，超过{limits.file_bytes // _MEGABYTE} MB")
        with path.open("rb") as file:
            data = file.read(size)  # no more room is asked for than the file takes: asking costs time
    except PermissionError:
        raise refuse("not_found", name, "没有读取这个文件的权限", "请检查文件权限后再试。") from None
    except (OSError, ValueError):
        raise damaged(name, "文件无法从磁盘读出") from None
    return data


def open_pages(path: Path, *, limits: Limits = DEFAULT) -> Pages:
    """A document file as lines and grids in reading order. Raises: `UnreadableDocument`."""
    return open_bytes(path.name or str(path), load(path, limits=limits), limits=limits)


def open_bytes(name: str, data: bytes, *, limits: Limits = DEFAULT) -> Pages:
    """A document's bytes as lines and grids; ``name`` is for messages and tells texts apart.

    Raises: `UnreadableDocument`.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise empty(name)
    if len(data) > limits.file_bytes:
        raise too_large(name, f"文件超过{limits.file_bytes // _MEGABYTE} MB")
    kind = container_of(data, name)
    match kind:
        case Container.PDF:
            from gongkai.reports.reading.containers.pdf import open_pdf

            return open_pdf(data, name, limits)
        case Container.DOCX:
            from gongkai.reports.reading.containers.docx import open_docx

            return open_docx(data, name, limits)
        case Container.XLSX:
            from gongkai.reports.reading.containers.xlsx import open_xlsx

            return open_xlsx(data, name, limits)
        case _:
            return _open_written(kind, data, name, limits)


def _open_written(kind: Container, data: bytes, name: str, limits: Limits) -> Pages:
    """Text, Markdown, HTML and their like, once their characters are known."""
    if len(data) > limits.markup_bytes:
        raise too_large(name, f"文本超过{limits.markup_bytes // _MEGABYTE} MB")
    if kind is Container.MHT:
        from gongkai.reports.reading.containers.mht import page_of

        data = page_of(data, name)
        kind = Container.HTML
    text, notes = decode(data, declared_encoding(data) if kind is Container.HTML else "")
    pages = _open_text_kind(kind, text, name, limits)
    pages.notes[:0] = notes
    return pages


def _open_text_kind(kind: Container, text: str, name: str, limits: Limits) -> Pages:
    match kind:
        case Container.HTML:
            from gongkai.reports.reading.containers.html import open_html

            return open_html(text, name, limits)
        case Container.JSON:
            from gongkai.reports.reading.containers.published import open_published

            return open_published(text, name, limits)
        case Container.CSV:
            from gongkai.reports.reading.containers.csv import open_csv

            return open_csv(text, name, limits)
    from gongkai.reports.reading.containers.markdown import looks_like_markdown, open_markdown

    if kind is Container.MD or looks_like_markdown(text):
        return open_markdown(text, name, limits)
    from gongkai.reports.reading.containers.text import open_text

    return open_text(text, name, limits)
