"""Any figures in any layout read back as the same, or as open questions that hold the right answer."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reports.reading import read_bytes
from gongkai.reports.report import Cell, CellKind, Report
from reports.reading.reading_layouts import (
    COLUMNS,
    REVIEWS,
    Sample,
    cell_a_line,
    half_glued,
    joined,
    markdown,
    samples,
    word_html,
    wrapped_lines,
)


def expected(sample: Sample) -> dict[str, int | Decimal]:
    cells: dict[str, int | Decimal] = {}
    for row, values in sample.requests.items():
        cells |= {f"requests.{row}.{column}": each for column, each in zip(COLUMNS, values, strict=True)}
    cells |= {f"reviews.{key}": each for key, each in zip(REVIEWS, sample.reviews, strict=True)}
    for block in sample.blocks:
        for row in block.rows:
            values = sample.proactive[block.key, row.key]
            for column, each in zip(block.columns, values, strict=True):
                cells[f"proactive.{block.key}.{row.key}.{column.key}"] = each
    return cells


def differing(report: Report, sample: Sample) -> dict[str, tuple[object, Cell]]:
    return {
        cell_id: (value, report.cell(cell_id))
        for cell_id, value in expected(sample).items()
        if report.value(cell_id) != value
    }


def assert_same(report: Report, sample: Sample) -> None:
    assert differing(report, sample) == {}
    assert report.format == sample.edition
    assert report.organ == sample.organ
    assert report.year == sample.year
    assert report.sections["s5"].startswith("个别栏目")
    assert report.sections["s6"].startswith("无其他")


def assert_not_wrong(report: Report, sample: Sample) -> None:
    """Every difference is an open question; where all its readings are shown, the answer is among them."""
    for cell_id, (value, cell) in differing(report, sample).items():
        assert cell.kind is CellKind.UNDECIDABLE, (cell_id, value, cell)
        assert value in cell.readings or len(cell.readings) != 1, (cell_id, value, cell)


def read_text(text: str, name: str = "report.txt") -> Report:
    return read_bytes(name, text.encode())


@given(samples())
def test_a_cell_a_line(sample: Sample) -> None:
    assert_same(read_text(cell_a_line(sample)), sample)


@given(samples(broken=True))
def test_a_cell_a_line_of_a_report_that_breaks_its_sums(sample: Sample) -> None:
    assert_same(read_text(cell_a_line(sample)), sample)


@given(samples(broken=True))
def test_spaces_between_all_cells_in_one_line(sample: Sample) -> None:
    assert_same(read_text(joined(sample, " ", " ", " ")), sample)


@given(samples(broken=True))
def test_tabs_between_cells_and_a_row_a_line(sample: Sample) -> None:
    assert_same(read_text(joined(sample, "\t", "\n", "\t")), sample)


@settings(max_examples=15)
@given(samples())
def test_glued_digits_are_never_read_wrong(sample: Sample) -> None:
    assert_not_wrong(read_text(joined(sample, "")), sample)


@settings(max_examples=25)
@given(samples(), st.integers(0, 10**6))
def test_half_glued_digits_are_never_read_wrong(sample: Sample, seed: int) -> None:
    assert_not_wrong(read_text(half_glued(sample, seed)), sample)


@given(samples(broken=True), st.integers(8, 40))
def test_lines_of_a_pdf_with_broken_labels(sample: Sample, width: int) -> None:
    assert_same(read_text(wrapped_lines(sample, width)), sample)


@given(samples(broken=True), st.integers(0, 10**6))
def test_html_with_merged_cells_and_debris_of_word(sample: Sample, seed: int) -> None:
    assert_same(read_text(word_html(sample, seed), "report.html"), sample)


@given(samples(), st.integers(0, 10**6))
def test_html_with_a_subtotal_column(sample: Sample, seed: int) -> None:
    assert_same(read_text(word_html(sample, seed, subtotal=True), "report.html"), sample)


@given(samples(broken=True))
def test_html_with_table_three_on_its_side(sample: Sample) -> None:
    assert_same(read_text(word_html(sample, 1, turned=True), "report.html"), sample)


@pytest.mark.parametrize("shape", [{}, {"mini": True}, {"torn": True}], ids=["whole", "mini", "torn"])
@given(sample=samples(broken=True))
def test_markdown(sample: Sample, shape: dict[str, bool]) -> None:
    assert_same(read_text(markdown(sample, **shape), "report.md"), sample)
