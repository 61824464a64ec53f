"""Any figures, in any layout, are read back as they were written.

Where a layout keeps no borders between figures, "not decidable" with the true figure among the readings is a
right answer; a wrong figure never is. There the figures obey the checks that the form has within one row of
table 二, for the reader may lean on them.
"""

import os
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai.reports.format import FORMAT_IDS, load_format
from gongkai.reports.reading import read_bytes
from gongkai.reports.reading.reviews import UNPLACED
from gongkai.reports.report import Cell, CellKind, Report
from gongkai.reports.writing import as_json
from reports.layouts import documents, texts
from reports.layouts.comparing import wrong_cells
from reports.layouts.figures import blanks, figures, obeying
from reports.layouts.sheets import Paper, paper

Layout = Callable[[Paper, Random], str | bytes]

BORDERED: dict[str, tuple[Layout, str, int]] = {
    "one cell a line": (texts.one_cell_a_line, "txt", 30),
    "markdown": (texts.markdown, "md", 20),
    "mini-tables": (texts.mini_tables, "md", 20),
    "html": (documents.html, "html", 20),
    "docx": (documents.docx, "docx", 8),
    "xlsx": (documents.xlsx, "xlsx", 12),
    "pdf": (documents.pdf, "pdf", 5),
}
"""Layouts in which a blank cell can be seen, with the number of examples that their cost allows."""

LOOSE: dict[str, tuple[Layout, bool]] = {
    "spaced lines": (texts.spaced_lines, False),
    "glued": (texts.glued, True),
    "half-glued": (texts.half_glued, True),
}
"""Layouts in which only figures are seen, and whether their borders are lost."""

PHASES = (
    Phase.explicit,
    Phase.generate,
    *([Phase.shrink] if os.environ.get("GONGKAI_EXPLORE") == "1" else []),
)
"""A failing report is small enough to look at; making it smaller takes minutes and is done on request."""

seeds = st.integers(0, 2**32)


def read(written: str | bytes, suffix: str) -> Report:
    return read_bytes(f"甲.{suffix}", written.encode() if isinstance(written, str) else written)


def assert_frame(report: Report, source: Paper) -> None:
    assert (report.format, report.organ, report.year) == (source.format_id, source.organ, source.year)
    assert report.title == source.title
    assert set(report.sections) >= {"s1", "s5", "s6"}
    assert "改进措施" in report.sections["s5"] and "改进措施" not in report.sections["s1"]


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@pytest.mark.parametrize("layout", BORDERED)
def test_bordered_layouts_are_read_back_cell_by_cell(layout: str, format_id: str) -> None:
    write, suffix, examples = BORDERED[layout]

    @settings(max_examples=examples, phases=PHASES)
    @given(figures(format_id), seeds, st.data())
    def check(drawn: dict[str, int], seed: int, data: st.DataObject) -> None:
        source = paper(format_id, drawn, data.draw(blanks(drawn)))
        report = read(write(source, Random(seed)), suffix)
        assert not wrong_cells(report, source)
        assert_frame(report, source)

    check()


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@pytest.mark.parametrize("layout", LOOSE)
def test_layouts_without_borders_are_never_read_wrong(layout: str, format_id: str) -> None:
    write, lost = LOOSE[layout]

    @settings(max_examples=20, phases=PHASES)
    @given(figures(format_id), seeds)
    def check(drawn: dict[str, int], seed: int) -> None:
        source = paper(format_id, obeying(format_id, drawn) if lost else drawn)
        report = read(write(source, Random(seed)), "txt")
        assert not wrong_cells(report, source, may_doubt=lost)
        assert_frame(report, source)

    check()


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@settings(max_examples=20)
@given(st.data())
def test_our_json_comes_back_equal(format_id: str, data: st.DataObject) -> None:
    drawn = data.draw(figures(format_id))
    report = Report(
        format=format_id,
        organ="青禾县人民政府办公室",
        year=2022,
        cells={cell_id: Cell(figure, raw=str(figure)) for cell_id, figure in drawn.items()},
        sections={"s1": "正文"},
        file="甲.json",
    )
    assert read_bytes("甲.json", as_json.write(report)) == report


def test_a_row_that_can_be_cut_in_too_many_ways_says_so() -> None:
    """Fifteen figures run together: more ways than can be tried, and none is guessed."""
    figures_of = {
        "review": (200, 8634, 1894, 106, 10834),
        "direct": (638, 1946, 28, 0, 2612),
        "after": (176, 1802, 0, 3574, 5552),
    }
    results = ("upheld", "corrected", "other", "pending", "total")
    drawn = {cell_id: 0 for cell_id, *_ in load_format("annual-2019").cells()}
    for way, values in figures_of.items():
        drawn |= {f"reviews.{way}_{key}": value for key, value in zip(results, values, strict=True)}
    source = paper("annual-2019", drawn)
    report = read(texts.glued(source, Random(390)), "txt")
    cell = report.cell("reviews.review_upheld")
    assert cell.kind is CellKind.UNDECIDABLE
    assert cell.readings == ()
    assert any(cell.raw in note and UNPLACED in note for note in report.notes)
    assert not wrong_cells(report, source, may_doubt=True)
