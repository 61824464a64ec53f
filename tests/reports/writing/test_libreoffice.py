"""The Word document opens elsewhere: LibreOffice lays it out, tables whole and pages numbered."""

import re
import subprocess

import pypdfium2
import pytest

from gongkai.reports.format import load_format
from gongkai.reports.report import Cell
from gongkai.reports.writing import write
from gongkai.reports.writing.drawing import form

pytestmark = pytest.mark.needs("libreoffice")


@pytest.mark.parametrize("edition", ["annual-2019", "annual-2021"])
def test_libreoffice_lays_the_document_out(found, tmp_path, edition):
    report = form(load_format(edition))
    for number, cell_id in enumerate(report.cells):
        report.cells[cell_id] = Cell(number)
    report.organ, report.year, report.dated_on = "青阳县人民政府", 2023, "2024-01-26"
    report.sections = {"s1": "（一）主动公开情况：依法公开。", "s5": "一是形式单一。", "s6": "没有其他事项。"}
    source = write(report, "docx", tmp_path / "report.docx")
    command = [
        found("libreoffice"), f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless",
        "--convert-to", "pdf", "--outdir", tmp_path, source,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert 3 <= len(document) <= 4
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]
    assert [f"—{number}—" in text for number, text in enumerate(pages, 1)] == [True] * len(pages)
    whole = "".join(pages)
    for words in (
        "青阳县人民政府2023年政府信息公开工作年度报告",
        "三、收到和处理政府信息公开申请情况",
        "2024年1月26日",
    ):
        assert words in whole
    assert sum("法人或其他组织" in text for text in pages) == sum(
        any(label in text for label in ("一、本年新收", "四、结转下年度")) for text in pages
    )
    numbers = set(re.findall(r"\d+", "\n".join(page.get_textpage().get_text_range() for page in document)))
    assert {str(cell.value) for cell in report.cells.values()} <= numbers
