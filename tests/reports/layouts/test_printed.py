"""Reports printed to PDF by the programs of an office: rows torn by page breaks and blank cells included."""

import os
import subprocess
from pathlib import Path
from random import Random

import pytest

import needs
from gongkai.reports.format import FORMAT_IDS, load_format
from gongkai.reports.reading import read
from reports.layouts import documents
from reports.layouts.comparing import wrong_cells
from reports.layouts.figures import Figures
from reports.layouts.sheets import Paper, paper


def a_paper(format_id: str) -> Paper:
    """Every line has natural persons in it, one applicant is left blank, and all sums hold."""
    form = load_format(format_id)
    figures: Figures = {cell_id: at * 7 % 100 for at, (cell_id, *_) in enumerate(form.cells())}
    done = 0
    for number, row in enumerate(form.table("requests").blocks[0].rows):
        count = {"new_received": 0, "carried_in": 0, "result_total": done, "carried_out": 0}.get(
            row.key, number
        )
        done += count
        for column in form.table("requests").blocks[0].columns:
            here = count if column.key in ("natural_person", "total") else 0
            figures[f"requests.{row.key}.{column.key}"] = here
    total = figures["requests.result_total.total"]
    figures |= {f"requests.new_received.{column}": total for column in ("natural_person", "total")}
    for way in ("review", "direct", "after"):
        parts = [f"reviews.{way}_{result}" for result in ("upheld", "corrected", "other", "pending")]
        figures[f"reviews.{way}_total"] = sum(figures[part] for part in parts)
    blank = frozenset(cell_id for cell_id, figure in figures.items() if not figure and "research" in cell_id)
    return paper(format_id, figures, blank)


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_printed_by_libreoffice(format_id: str, tmp_path: Path) -> None:
    source = a_paper(format_id)
    (tmp_path / "甲.docx").write_bytes(documents.docx(source, Random(1)))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [str(needs.find("libreoffice")), "--headless", home, "--convert-to", "pdf", "甲.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    report = read(tmp_path / "甲.pdf")
    assert not wrong_cells(report, source)
    assert (report.organ, report.year) == (source.organ, source.year)


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_printed_by_a_browser(format_id: str, tmp_path: Path) -> None:
    source = a_paper(format_id)
    page = tmp_path / "甲.html"
    page.write_text(documents.html(source, Random(1)), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    places = [f"--user-data-dir={tmp_path / 'home'}", f"--print-to-pdf={tmp_path / '甲.pdf'}", page.as_uri()]
    command = [str(needs.find("chromium")), *options, *places]
    subprocess.run(
        command, check=True, capture_output=True, timeout=180, env=os.environ | {"HOME": str(tmp_path)}
    )
    report = read(tmp_path / "甲.pdf")
    assert not wrong_cells(report, source)
    assert (report.organ, report.year) == (source.organ, source.year)
