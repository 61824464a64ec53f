"""Published reports, as they lie in the folder that GONGKAI_REPORTS names, read cell by cell as expected.

Prints a table of exactness (``pytest -s``). A cell of table 二 whose digits were glued and that nothing in
the document decides must be *open*, with the expected number among its readings: never a guess.
"""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reports.format import load_format
from gongkai.reports.reading import read
from gongkai.reports.report import CellKind, Report

pytestmark = pytest.mark.needs("reports")

TEXTS_OF_PDF = {".layout.txt": ".pdf", ".raw.txt": ".pdf"}


def expectations(folder: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    """Every readable file with what is expected of it; a PDF's texts must read as the PDF does."""
    known = json.loads((folder / "expected.json").read_text("utf-8"))
    found = {}
    for path in sorted(folder.iterdir()):
        name = path.name
        for ending, original in TEXTS_OF_PDF.items():
            name = name.replace(ending, original)
        if name in known:
            found[path.name] = (path, known[name])
    return found


def expected_proactive(expected: dict[str, Any]) -> dict[str, int | Decimal | str]:
    """Cell id → number; text for a row whose run of digits nobody could cut."""
    layout = load_format(f"annual-{expected['form']}")
    rows = {}
    for block in layout.table("proactive").blocks:
        for row in block.rows:
            for label in (row.label, *row.also, f"{row.label}_万元"):
                rows[label] = (block, row)
    cells: dict[str, int | Decimal | str] = {}
    for label, given in expected.items():
        if label in ("form", "note"):
            continue
        block, row = rows[label]
        values = [given["raw"]] * len(block.columns) if isinstance(given, dict) else given
        for column, value in zip(
            block.columns, values if isinstance(values, list) else [values], strict=True
        ):
            cell_id = f"proactive.{block.key}.{row.key}.{column.key}"
            cells[cell_id] = value if isinstance(given, dict) else _amount(value, column.measure)
    return cells


def _amount(value: int | str, measure: str) -> int | Decimal:
    if isinstance(value, int):
        return value
    found = re.fullmatch(r"([-\d.]+)(万元|元|笔)?", value)
    assert found, value
    return Decimal(found[1]) * (10_000 if found[2] == "万元" and measure == "yuan" else 1)


def differences(report: Report, expected: dict[str, Any]) -> list[tuple[str, object, object]]:
    """Cells of tables 三 and 四 that are not as expected. A blank counts as the nought it stands for."""
    found: list[tuple[str, object, object]] = []
    if report.format != expected["form"]:
        found.append(("format", expected["form"], report.format))
    for row, columns in expected["requests"].items():
        for column, value in columns.items():
            cell = report.cell(f"requests.{row}.{column}")
            if cell.value != value or (value is None and cell.kind is not CellKind.BLANK):
                found.append((f"requests.{row}.{column}", value, cell))
    for key, value in expected["reviews"].items():
        cell = report.cell(f"reviews.{key}")
        if cell.value != value and not (value == 0 and cell.kind is CellKind.BLANK):
            found.append((f"reviews.{key}", value, cell))
    return found


def judged(report: Report, expected: dict[str, Any]) -> tuple[Counter[str], list[tuple[str, object, object]]]:
    """Table 二: how many cells are exact, open with the answer among the readings, open, wrong."""
    count: Counter[str] = Counter()
    wrong: list[tuple[str, object, object]] = []
    for cell_id, value in expected_proactive(expected["proactive"] or {"form": 2021}).items():
        cell = report.cell(cell_id)
        open_cell = cell.kind is CellKind.UNDECIDABLE
        if isinstance(value, str):
            verdict = "open" if open_cell and "".join(cell.raw.split()) == value else "wrong"
        elif cell.value == value:
            verdict = "exact"
        else:
            verdict = "among" if open_cell and value in cell.readings else "wrong"
        count[verdict] += 1
        if verdict == "wrong":
            wrong.append((cell_id, value, cell))
    return count, wrong


def test_every_report_reads_as_expected(reports_folder: Path) -> None:
    files = expectations(reports_folder)
    assert len(files) >= 33
    total: Counter[str] = Counter()
    faults = {}
    print(f"\n{'file':38}三四  二:exact among open wrong")
    for name, (path, expected) in files.items():
        report = read(path)
        missed = differences(report, expected)
        count, wrong = judged(report, expected)
        total += count
        print(
            f"{name:38}{'ok' if not missed else len(missed)!s:4}  "
            + " ".join(f"{count[k]:5}" for k in ("exact", "among", "open", "wrong"))
        )
        if missed or wrong:
            faults[name] = [*missed, *wrong][:5]
    print(dict(total))
    assert faults == {}
    assert total["exact"] >= 480


IDENTITY = {
    "01-weishi-2020.txt": ("尉氏县人民政府办公室", 2020),
    "02-shanghai-office-2019.html": ("上海市人民政府办公厅", 2019),
    "04-pingtan-2019.txt": ("平潭综合实验区", 2019),
    "12-huaian-2024.pdf": ("淮安市人民政府", 2024),
    "15-suqian-2023.txt": ("宿迁市", 2023),
    "19-shuyang-fagaiju-2023.html": ("沭阳县发展和改革局", 2023),
    "20-shanghai-kewei-2024-pdfmd.md": ("上海市科委", 2024),
    "25-pt-jingfa-2020.txt": ("平潭综合实验区经济发展局", 2020),
    "29-pt-lvwenti-2020.txt": ("平潭综合实验区旅游与文化体育局", 2020),
    "32-pt-guozi-2020.txt": ("平潭综合实验区国有资产管理局", 2020),
    "33-pt-suping-2020.txt": ("平潭综合实验区苏平片区管理局", 2020),
}


@pytest.mark.parametrize("name", IDENTITY)
def test_organ_and_year_are_recognised(reports_folder: Path, name: str) -> None:
    report = read(reports_folder / name)
    assert (report.organ, report.year) == IDENTITY[name]


def test_seven_sections_and_restarted_numbers_are_known_by_meaning(reports_folder: Path) -> None:
    for name in ("29-pt-lvwenti-2020.txt", "38-pt-nongye-2020.txt", "20-shanghai-kewei-2024-pdfmd.md"):
        report = read(reports_folder / name)
        assert set(report.sections) == {"s1", "s2", "s3", "s4", "s5", "s6"}
        assert report.sections["s5"] and report.sections["s6"]
        assert not report.sections["s3"] and not report.sections["s4"]


def test_a_purchase_that_can_be_read_in_two_ways_shows_both(reports_folder: Path) -> None:
    report = read(reports_folder / "24-pt-caijin-2019.txt")
    count = report.cell("proactive.a20_9.procurement.procurement_count")
    amount = report.cell("proactive.a20_9.procurement.procurement_amount")
    assert count.kind is amount.kind is CellKind.UNDECIDABLE
    assert set(count.readings) == {28, 2}
    assert set(amount.readings) == {32995, 832995}
    assert any("28|32995" in note and "2|832995" in note for note in report.notes)


def test_what_the_prose_states_decides_a_glued_row(reports_folder: Path) -> None:
    report = read(reports_folder / "40-pt-guanweiban-2020.txt")
    assert report.value("proactive.a20_9.procurement.procurement_count") == 197
    assert report.value("proactive.a20_9.procurement.procurement_amount") == Decimal("3601627.4")


def test_amounts_are_brought_to_yuan_and_keep_their_unit(reports_folder: Path) -> None:
    report = read(reports_folder / "01-weishi-2020.txt")
    amount = report.cell("proactive.a20_9.procurement.procurement_amount")
    assert (amount.value, amount.unit, amount.raw) == (168_700, "万元", "16.8700万元")
    assert report.cell("proactive.a20_1.normative_docs.published_total").kind is CellKind.MISSING


def test_tables_of_two_editions_in_one_report_keep_their_own_ids(reports_folder: Path) -> None:
    report = read(reports_folder / "13-hongze-2023.pdf")
    assert report.format == "annual-2019"
    assert report.value("proactive.a20_1.normative_docs.in_force") == 5
    assert any("不是同一版格式" in note for note in report.notes)


def test_the_empty_form_reads_as_empty_cells(reports_folder: Path) -> None:
    report = read(reports_folder / "T1-2021-form-template.docx")
    ids = {cell_id for cell_id, *_ in load_format("annual-2021").cells()}
    assert report.format == "annual-2021"
    assert set(report.cells) == ids
    assert {cell.kind for cell in report.cells.values()} == {CellKind.BLANK}
