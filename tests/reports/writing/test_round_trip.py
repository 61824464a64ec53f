"""What is written reads back: the same number, kind and readings in every cell, the same prose."""

import pytest
from hypothesis import given, settings
from made import GAPS, reports, same

from gongkai.reports.format import load_format
from gongkai.reports.reading import read_bytes
from gongkai.reports.report import Cell, Report
from gongkai.reports.writing import KINDS, write
from gongkai.reports.writing.drawing import form


def check(report: Report, to: str) -> Report:
    again = read_bytes(f"report.{to}", write(report, to))
    ids = report.cells.keys() | again.cells.keys()
    assert [
        (each, report.cell(each), again.cell(each))
        for each in sorted(ids)
        if not same(report.cell(each), again.cell(each))
    ] == []
    assert (again.format, again.organ, again.year) == (report.format, report.organ, report.year)
    assert again.dated_on == report.dated_on
    return again


def prose(report: Report) -> dict[str, str]:
    return {key: text for key, text in report.sections.items() if text}


@settings(max_examples=20)
@given(reports())
def test_json_reads_back(report):
    assert prose(check(report, "json")) == report.sections


@settings(max_examples=20)
@given(reports())
@pytest.mark.parametrize("to", ["txt", "html"])
def test_text_and_html_read_back(to, report):
    assert prose(check(report, to)) == report.sections


@settings(max_examples=5)
@given(reports())
@pytest.mark.parametrize("to", ["docx", "xlsx"])
def test_word_and_excel_read_back(to, report):
    assert prose(check(report, to)) == report.sections


@settings(max_examples=4)
@given(reports())
def test_pdf_reads_back(report):
    check(report, "pdf")


@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("edition", ["annual-2019", "annual-2021"])
def test_a_number_a_blank_and_a_dash_in_every_table(to, edition):
    report = form(load_format(edition))
    report.organ, report.year = "青阳县人民政府", 2020 if edition == "annual-2019" else 2023
    for number, cell_id in enumerate(report.cells):
        report.cells[cell_id] = Cell(number) if number % 5 else GAPS[number // 5 % 2]
    check(report, to)


@pytest.mark.parametrize("to", KINDS)
def test_a_mark_is_never_read_as_a_number(to):
    """What is missing or undecided stays without a value, whatever else is known of it."""
    report = form(load_format("annual-2021"))
    report.organ, report.year = "青阳县人民政府", 2023
    report.cells = dict.fromkeys(report.cells, Cell(0))
    marked = {
        "requests.granted.business": GAPS[2],
        "requests.partial.total": GAPS[3],
        "reviews.after_other": GAPS[3],
    }
    report.cells |= marked
    again = read_bytes(f"report.{to}", write(report, to))
    assert {each: again.value(each) for each in report.cells} == {
        each: None if each in marked else 0 for each in report.cells
    }


def test_json_keeps_everything_and_not_only_the_cells():
    cells = {
        "requests.granted.total": Cell(22, raw="22（其中修订16件）", remark="其中修订16件", place="第12行"),
        "proactive.a20_8.admin_fees.fee_amount_wan": GAPS[3],
    }
    report = Report(
        "annual-2021", "青阳县人民政府", 2023, cells, {"s5": "一是……"}, "标题", file="a.json", notes=["乙"]
    )
    assert read_bytes("a.json", write(report, "json")) == report
