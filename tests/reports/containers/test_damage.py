"""Whatever the bytes are: lines and grids, or `UnreadableDocument`; nothing else, and nothing for long."""

import io
import zipfile
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reports.format import load_format
from gongkai.reports.reading.containers import open_bytes
from gongkai.reports.reading.errors import UnreadableDocument
from gongkai.reports.reading.pages import Grid, Line
from gongkai.reports.report import Cell, Report
from gongkai.reports.writing import as_json
from reports.layouts import documents, texts
from reports.layouts.sheets import Paper, paper

LAYOUTS = {
    "txt": texts.one_cell_a_line,
    "md": texts.markdown,
    "html": documents.html,
    "docx": documents.docx,
    "xlsx": documents.xlsx,
    "pdf": documents.pdf,
}
SUFFIXES = st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ".xlsx", ".json", ".csv", ".mht", ""])


def a_paper() -> Paper:
    ids = [cell_id for cell_id, *_ in load_format("annual-2021").cells()]
    return paper("annual-2021", {cell_id: at % 9 for at, cell_id in enumerate(ids)})


@cache
def document(kind: str) -> bytes:
    source = a_paper()
    if kind == "json":
        cells = {cell_id: Cell(figure) for cell_id, figure in source.figures.items()}
        return as_json.write(Report(source.format_id, source.organ, source.year, cells))
    written = LAYOUTS[kind](source, Random(1))
    return written.encode() if isinstance(written, str) else written


def opens_or_is_refused(name: str, data: bytes) -> None:
    try:
        pages = open_bytes(name, data)
        if pages.closer:
            pages = pages.closer()
    except UnreadableDocument as refusal:
        assert name in refusal.message
        return
    assert pages.blocks or pages.report
    for block in pages.blocks:
        if isinstance(block, Grid):
            assert len({len(row) for row in block.rows}) == 1
            assert any(cell is not None for row in block.rows for cell in row)
        else:
            assert isinstance(block, Line)


@given(st.binary(max_size=400), SUFFIXES)
def test_any_bytes(data: bytes, suffix: str) -> None:
    opens_or_is_refused(f"甲{suffix}", data)


@given(st.text(max_size=300), SUFFIXES, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_text(text: str, suffix: str, encoding: str) -> None:
    opens_or_is_refused(f"甲{suffix}", text.encode(encoding, "replace"))


_TAGS = (
    "table",
    "tr",
    "td",
    "p",
    "div",
    "br",
    "span",
    "pre",
    "title",
    "caption",
    "script",
    "o:p",
    "th",
    "li",
)
_pieces = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(
        ["<td colspan=3>", "<td rowspan=2>", "&nbsp;", "&#1;", "&#xD800;", "<!--", "-->", "0", "\ue000"]
    ),
    st.text(max_size=3),
)


@given(st.lists(_pieces, max_size=60))
def test_any_soup_of_tags(pieces: list[str]) -> None:
    opens_or_is_refused("甲.html", "".join(pieces).encode("utf-8", "replace"))


@pytest.mark.parametrize("kind", [*LAYOUTS, "json"])
def test_damaged_documents(kind: str) -> None:
    whole = document(kind)

    @settings(max_examples=40)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 500)))
        damage = data.draw(st.one_of(st.binary(max_size=20), st.just(whole[start:end] * 3)))
        opens_or_is_refused(f"甲.{kind}", whole[:start] + damage + whole[end:])
        opens_or_is_refused(f"甲.{kind}", whole[:start])

    check()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_documents_with_a_damaged_part(kind: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(document(kind)))
    parts = {name: source.read(name) for name in source.namelist()}

    @settings(max_examples=40)
    @given(st.sampled_from(sorted(parts)), st.data())
    def check(name: str, data: st.DataObject) -> None:
        inside = parts[name]
        start = data.draw(st.integers(0, len(inside)))
        end = data.draw(st.integers(start, min(len(inside), start + 300)))
        damage = data.draw(
            st.sampled_from([b"", b"9999999999", b'"', b"<", b"</w:tbl>", b'w:val="-1"', b"\0"])
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for each, text in parts.items():
                target.writestr(each, inside[:start] + damage + inside[end:] if each == name else text)
        opens_or_is_refused(f"甲.{kind}", out.getvalue())

    check()
