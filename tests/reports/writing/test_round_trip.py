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


@settings(max_examples=25)
@given(reports())
@pytest.mark.parametrize("to", ["json", "txt", "html"])
def test_written_and_read_back_light(to, report):
    again = check(report, to)
    assert {key: text for key, text in again.sections.items() if text} == report.sections


@settings(max_examples=8)
@given(reports())
@pytest.mark.parametrize("to", ["docx", "xlsx"])
def test_written_and_read_back_office(to, report):
    again = check(report, to)
    assert {key: text for key, text in again.sections.items() if text} == report.sections


@settings(max_examples=6)
@given(reports())
def test_written_and_read_back_pdf(report):
    check(report, "pdf")


@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("edition", ["annual-2019", "annual-2021"])
def test_every_kind_of_cell_in_every_table(to, edition):
    report = form(load_format(edition))
    report.organ, report.year = "青阳县人民政府", 2020 if edition == "annual-2019" else 2023
    for number, cell_id in enumerate(report.cells):
        report.cells[cell_id] = Cell(number) if number % 5 else GAPS[number // 5 % len(GAPS)]
    check(report, to)


def test_json_keeps_everything_and_not_only_the_cells():
    cells = {
        "requests.granted.total": Cell(22, raw="22（其中修订16件）", remark="其中修订16件", place="第12行"),
        "proactive.a20_8.admin_fees.fee_amount_wan": GAPS[3],
    }
    report = Report(
        "annual-2021", "青阳县人民政府", 2023, cells, {"s5": "一是……"}, "标题", file="甲.txt", notes=["乙"]
    )
    assert read_bytes("a.json", write(report, "json")) == report
