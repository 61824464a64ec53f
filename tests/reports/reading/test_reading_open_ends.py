"""What layout cannot tell stays open: no number slides, no warning decides, no sentence is a table."""

import time
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reports.findings import findings
from gongkai.reports.format import FORMAT_IDS, load_format
from gongkai.reports.reading import read, read_bytes
from gongkai.reports.reading.numbers import Piece
from gongkai.reports.reading.readings import readings
from gongkai.reports.report import Cell, CellKind, Report
from gongkai.reports.writing import write
from reports.layouts import texts
from reports.layouts.figures import blanks, figures
from reports.layouts.sheets import Paper, paper

NORMATIVE = "proactive.a20_1.normative_docs"
OLD_RULES = [
    f"proactive.a20_1.regulations.{key}"
    for key in ("made_this_year", "published_this_year", "published_total")
]
NEW_RULES = [f"proactive.a20_1.regulations.{key}" for key in ("issued", "repealed", "in_force")]


def noughts(format_id: str) -> dict[str, int]:
    return {cell_id: 0 for cell_id, *_ in load_format(format_id).cells()}


def told(source: Paper, layout: Callable[[Paper, Random], str]) -> Report:
    return read_bytes("甲.txt", layout(source, Random(1)).encode())


def made(edition: str = "annual-2021") -> Report:
    """A right report without any applications."""
    year = 2020 if edition == "annual-2019" else 2023
    cells = {cell_id: Cell(0) for cell_id in noughts(edition)}
    sections = {"s1": "依法公开。", "s5": "一是解读形式单一。", "s6": "没有其他事项。"}
    return Report(edition, "青阳县人民政府", year, cells, sections)


# ── table 四 in one run of digits ──


def reviews(*counts: int) -> dict[str, int]:
    cells = noughts("annual-2021")
    keys = ("upheld", "corrected", "other", "pending")
    for at, way in enumerate(("review", "direct", "after")):
        four = counts[at * 4 : at * 4 + 4]
        cells |= {f"reviews.{way}_{key}": count for key, count in zip(keys, four, strict=True)}
        cells[f"reviews.{way}_total"] = sum(four)
    return cells


def test_long_numbers_without_borders_are_cut_by_the_three_totals() -> None:
    counts = reviews(19, 1, 2186, 5, 2573, 11, 28, 0, 176, 1802, 0, 3574)
    report = told(paper("annual-2021", counts), texts.glued)
    assert {each: report.value(each) for each in counts if each.startswith("reviews")} == {
        each: count for each, count in counts.items() if each.startswith("reviews")
    }


def test_a_table_four_with_too_many_ways_is_there_but_open() -> None:
    counts = reviews(*[11] * 3, 111, *[11] * 3, 111, *[11] * 3, 111)
    source = texts.glued(paper("annual-2021", counts), Random(1))
    raw = "111111111144" * 3
    assert raw in source
    report = read_bytes("甲.txt", source.replace(raw, "1" * 60).encode())
    cells = [report.cell(each) for each in counts if each.startswith("reviews")]
    assert {(each.kind, each.value, each.raw) for each in cells} == {(CellKind.UNDECIDABLE, None, "1" * 60)}
    assert any("表四" in note and "核对原表" in note for note in report.notes)


@given(
    st.lists(st.integers(0, 120), min_size=4, max_size=4), st.lists(st.integers(0, 9), min_size=4, max_size=4)
)
def test_the_written_row_is_among_the_readings_of_several_groups(one: list[int], other: list[int]) -> None:
    row = (*one, sum(one), *other, sum(other))
    ways, holds = readings([Piece("", digits="".join(map(str, row)))], 10, (4, 9))
    assert holds
    assert row in ways or len(ways) == 200
    assert all(sum(way[:4]) == way[4] and sum(way[5:9]) == way[9] for way in ways)  # type: ignore[arg-type]  # no blanks


def test_pages_of_digits_are_given_up_soon() -> None:
    began = time.process_time()
    assert readings([Piece("", digits="1" * 4000)], 15, (4, 9, 14))[0] == []
    readings([Piece("", digits="12" * 2000)], 7, (6,))
    readings([Piece("", digits="12" * 2000)], 3)
    assert time.process_time() - began < 1


# ── blank cells where each cell has its line ──


@pytest.mark.parametrize("blank", NEW_RULES)
def test_the_only_empty_cell_of_a_small_table_keeps_its_place(blank: str) -> None:
    counts = noughts("annual-2021") | dict.fromkeys(NEW_RULES, 2199)
    counts[blank] = 0
    report = told(paper("annual-2021", counts, frozenset({blank})), texts.one_cell_a_line)
    assert {each: report.value(each) for each in NEW_RULES} == {
        each: None if each == blank else 2199 for each in NEW_RULES
    }
    assert report.cell(blank).kind is CellKind.BLANK


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@settings(max_examples=25)
@given(data=st.data())
def test_blanks_in_lines_of_one_cell_never_shift_a_number(format_id: str, data: st.DataObject) -> None:
    drawn = data.draw(figures(format_id))
    source = paper(format_id, drawn, data.draw(blanks(drawn)))
    report = told(source, texts.one_cell_a_line)
    for cell_id, figure in drawn.items():
        cell = report.cell(cell_id)
        if cell.kind is CellKind.NUMBER:
            assert (cell.value, cell_id) == (figure, cell_id)


def lines_of_table_two(row: str) -> Report:
    """Lines without tabs: an empty one may be an empty cell, or nothing."""
    text = told_lines(made()).replace("规范性文件\n3\n1\n9\n", f"规范性文件\n{row}")
    assert row in text
    return read_bytes("甲.txt", text.encode())


def told_lines(report: Report) -> str:
    counts = dict.fromkeys(report.cells, 0) | {f"{NORMATIVE}.{key}": count for key, count in
              (("issued", 3), ("repealed", 1), ("in_force", 9))}  # fmt: skip
    lines = texts.one_cell_a_line(paper("annual-2021", counts), Random(1)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def test_an_empty_line_in_a_row_is_the_empty_cell_that_is_missing() -> None:
    report = lines_of_table_two("3\n\n9\n")
    assert [report.cell(f"{NORMATIVE}.{key}").kind for key in ("issued", "repealed", "in_force")] == [
        CellKind.NUMBER, CellKind.BLANK, CellKind.NUMBER]  # fmt: skip
    assert report.value(f"{NORMATIVE}.in_force") == 9


@pytest.mark.parametrize("row", ["\n\n\n3\n9\n", "3 9\n"], ids=["more empty lines", "one line"])
def test_where_the_gap_cannot_be_seen_the_row_stays_open(row: str) -> None:
    report = lines_of_table_two(row)
    cells = [report.cell(f"{NORMATIVE}.{key}") for key in ("issued", "repealed", "in_force")]
    assert {each.kind for each in cells} == {CellKind.UNDECIDABLE}
    assert [set(each.readings) for each in cells] == [{3, 0}, {3, 9, 0}, {9, 0}]
    assert any("无法确定缺的是哪一列" in note for note in report.notes)


# ── no warning decides ──


def test_a_warning_of_the_form_chooses_no_reading() -> None:
    counts = noughts("annual-2019") | dict(zip(OLD_RULES, (1, 20, 0), strict=True))
    report = told(paper("annual-2019", counts), texts.glued)
    cells = [report.cell(each) for each in OLD_RULES]
    assert {each.kind for each in cells} == {CellKind.UNDECIDABLE}
    assert all(count in each.readings for each, count in zip(cells, (1, 20, 0), strict=True))


# ── marks of our own writers ──


@pytest.mark.parametrize("mark", ["〔缺〕", "〔28或2〕"])
def test_a_mark_in_running_text_is_a_cell(mark: str) -> None:
    report = lines_of_table_two(f"3\n{mark}\n9\n")
    cell = report.cell(f"{NORMATIVE}.repealed")
    assert (cell.kind, cell.readings) in ((CellKind.MISSING, ()), (CellKind.UNDECIDABLE, (28, 2)))
    assert (report.value(f"{NORMATIVE}.issued"), report.value(f"{NORMATIVE}.in_force")) == (3, 9)


def test_the_number_of_a_document_is_no_mark() -> None:
    report = lines_of_table_two("3\n1\n9\n（国办公开办函〔2021〕30号）\n")
    assert report.value(f"{NORMATIVE}.in_force") == 9


# ── sentences with the words of table 三 ──

SENTENCES = (
    "（二）依申请公开情况：本年度新收政府信息公开申请1990件，其中以信函方式提出的2件。上年结转15件。"
    "本年度办结1989件，其中不掌握相关政府信息5件。结转下年度继续办理16件。",
    "本年新收9件，其中信访举报投诉类2件，公开出版物1件，大量反复申请0件，三类内部事务信息1件，上年结转3件。",
)
MANY = "各项申请均依法答复。" * 90


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "xlsx"])
@pytest.mark.parametrize("edition", FORMAT_IDS)
@pytest.mark.parametrize(
    "first", [*SENTENCES, "\n".join(SENTENCES), SENTENCES[1] + MANY], ids=["few", "many", "both", "far"]
)
def test_sentences_about_applications_begin_no_table(first: str, edition: str, kind: str) -> None:
    report = made(edition)
    report.sections["s1"] = first
    again = read_bytes(f"甲.{kind}", write(report, kind))
    assert {key: text for key, text in again.sections.items() if text} == report.sections
    assert {each: again.value(each) for each in report.cells} == dict.fromkeys(report.cells, 0)
    assert set(again.sections) >= {"s2", "s3", "s4"}


# ── before the first and below the last section ──


def with_frame(before: str, below: str) -> Report:
    text = write(made(), "txt").decode()
    assert "\n一、" in text
    return read_bytes("甲.txt", (text.replace("\n一、", f"{before}\n一、", 1) + below).encode())


def test_signature_and_date_of_printing_are_kept_below_the_sections() -> None:
    report = with_frame("", "青阳县人民政府办公室\n2023年1月26日印发\n")
    assert report.sections["s6"] == "没有其他事项。"
    assert report.colophon == "青阳县人民政府办公室\n2023年1月26日印发"
    assert ("S-8", "colophon.2023年1月26日") in {(each.check, each.at) for each in findings(report)}


def test_another_organ_that_signs_is_no_prose() -> None:
    report = read_bytes("甲.txt", write(made(), "txt") + "青阳市人民政府\n2024年1月26日\n".encode())
    assert report.sections["s6"] == "没有其他事项。"
    assert "S-18" in {each.check for each in findings(report)}


def test_a_sentence_with_a_day_stays_in_the_last_section() -> None:
    report = made()
    report.sections["s6"] = "收费标准自2021年1月1日起执行，2023年没有收费。"
    again = read_bytes("甲.txt", write(report, "txt"))
    assert (again.sections["s6"], again.colophon) == (report.sections["s6"], "")


def test_the_period_before_the_first_section_is_seen() -> None:
    period = "本报告所列数据的统计期限自2022年1月1日至2022年12月31日。"
    report = with_frame(period, "")
    assert report.preamble == period
    assert report.sections["s1"] == "依法公开。"
    assert ("S-8", "preamble.period") in {(each.check, each.at) for each in findings(report)}
    assert read_bytes("甲.json", write(report, "json")).preamble == period


@pytest.mark.needs("reports")
def test_the_printed_colophon_of_a_report(reports_folder) -> None:
    report = read(reports_folder / "25-pt-jingfa-2020.txt")
    assert report.colophon.endswith("2020年1月26日印发")
    assert any(each.check == "S-8" and each.at.startswith("colophon.2020") for each in findings(report))


# ── blanks in a PDF ──


@settings(max_examples=6)
@given(figures("annual-2019"), st.data())
def test_a_pdf_with_blank_and_open_cells_reads_the_same_or_open(
    drawn: dict[str, int], data: st.DataObject
) -> None:
    report = made("annual-2019")
    report.cells = {cell_id: Cell(figure) for cell_id, figure in drawn.items()}
    report.cells |= dict.fromkeys(data.draw(blanks(drawn)), Cell(None, CellKind.BLANK))
    opened = Cell(None, CellKind.UNDECIDABLE, readings=(28, 2))
    row = data.draw(
        st.sampled_from(sorted({each.rpartition(".")[0] for each in drawn if "requests" in each}))
    )
    report.cells |= {each: opened for each in drawn if each.rpartition(".")[0] == row}
    again = read_bytes("甲.pdf", write(report, "pdf"))
    for cell_id, cell in report.cells.items():
        got = again.cell(cell_id)
        # A blank that a PDF loses is a missing cell; what must never come out is another number.
        lost = cell.value is None and got.kind is CellKind.MISSING
        assert lost or got.kind is CellKind.UNDECIDABLE or (got.kind, got.value) == (cell.kind, cell.value), (
            cell_id
        )


@pytest.mark.needs("reports")
@pytest.mark.parametrize("name", ["02-shanghai-office-2019.html", "06-pingtan-2021.txt"])
def test_a_published_report_written_as_pdf_reads_the_same_or_open(reports_folder, name: str) -> None:
    report = read(reports_folder / name)
    again = read_bytes("甲.pdf", write(report, "pdf"))
    for cell_id, cell in report.cells.items():
        got = again.cell(cell_id)
        # A blank that a PDF loses is a missing cell; what must never come out is another number.
        lost = cell.value is None and got.kind is CellKind.MISSING
        assert lost or got.kind is CellKind.UNDECIDABLE or (got.kind, got.value) == (cell.kind, cell.value), (
            cell_id
        )
