"""What offices type otherwise changes no figure: every oddity in every bordered layout, and line by line."""

from random import Random

import pytest

from gongkai.reports.format import FORMAT_IDS
from gongkai.reports.reading import read_bytes
from gongkai.reports.report import CellKind
from reports.layouts import documents, texts
from reports.layouts.comparing import wrong_cells
from reports.layouts.oddities import ODDITIES
from reports.layouts.sheets import paper
from reports.layouts.test_printed import a_paper

LAYOUTS = {
    "html": (documents.html, "html"),
    "markdown": (texts.markdown, "md"),
    "docx": (documents.docx, "docx"),
    "xlsx": (documents.xlsx, "xlsx"),
    "spaced lines": (texts.spaced_lines, "txt"),
    "pdf": (documents.pdf, "pdf"),
}
AS_DASH = ("slash for nought", "dash for nought", "无 for nought")
LEFT_OPEN = {
    (
        "merges repeated",
        "spaced lines",
    ): CellKind.UNDECIDABLE,  # three figures for two columns: which is twice?
    ("无 for nought", "spaced lines"): CellKind.MISSING,  # the last of a row of words without a figure
    ("零 for nought", "spaced lines"): CellKind.MISSING,
}
"""Where running text leaves cells open; a wrong figure never comes out."""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("oddity", ODDITIES)
@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_an_oddity_changes_no_figure(oddity: str, layout: str, format_id: str) -> None:
    write, suffix = LAYOUTS[layout]
    plain = a_paper(format_id)
    if suffix == "txt":  # a blank cannot be seen there
        plain = paper(format_id, plain.figures)
    written = write(ODDITIES[oddity](plain), Random(len(oddity)))
    report = read_bytes(f"甲.{suffix}", written if isinstance(written, bytes) else written.encode())
    for cell_id, figure in plain.figures.items():
        cell = report.cell(cell_id)
        if cell_id in plain.blank:
            assert cell.kind is CellKind.BLANK, cell_id
        elif cell.kind is CellKind.DASH:
            assert oddity in AS_DASH and not figure, cell_id
        elif cell.kind is not LEFT_OPEN.get((oddity, layout)):
            assert cell.value == figure, (cell_id, cell)


def _cell(*inside: str) -> str:
    return f"<table><tr>{''.join(f'<td>{each}</td>' for each in inside)}</tr></table>"


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@pytest.mark.parametrize("nesting", ["each in a table", "page in two tables", "two side by side"])
def test_tables_within_tables_are_read_one_by_one(nesting: str, format_id: str) -> None:
    plain = a_paper(format_id)
    parts = [
        f"<p>{each}</p>" if isinstance(each, str) else documents.html_table(each, Random(3))
        for each in plain.blocks
    ]
    tables = [each for each in parts if each.startswith("<table")]
    if nesting == "each in a table":
        parts = [_cell(each) if each in tables else each for each in parts]
    elif nesting == "page in two tables":
        parts = [_cell("导航", _cell("".join(parts)), _cell("相关链接", "12"))]
    else:
        parts[parts.index(tables[1])] = _cell(tables[1], tables[2])
        parts.remove(tables[2])
    report = read_bytes("甲.html", f"<title>{plain.title}</title>{''.join(parts)}".encode())
    assert not wrong_cells(report, plain)
