"""PDF: lines for speed, drawn tables as grids on a closer look, and the geometry behind them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.reading import find
from gongkai.reports.reading.containers import open_bytes, open_pages
from gongkai.reports.reading.containers.rulings import Drawn, Strokes, frames_of, is_sane, joined
from gongkai.reports.reading.pages import Grid, Line, Pages
from reports.layouts.documents import font_folders

HEAD = '#set text(font: "Noto Sans SC", size: 9pt)\n'


def typeset(source: str) -> Pages:
    data = typst.compile((HEAD + source).encode(), font_paths=list(font_folders()), ignore_system_fonts=True)
    return open_bytes("甲.pdf", data)


def lines(pages: Pages) -> list[str]:
    return [block.text for block in pages.blocks if isinstance(block, Line)]


def grids(pages: Pages) -> list[tuple[tuple[str | None, ...], ...]]:
    return [block.rows for block in pages.blocks if isinstance(block, Grid)]


def closer(pages: Pages) -> Pages:
    assert pages.closer is not None
    return pages.closer()


TABLE = """#table(columns: (30mm, 16mm, 16mm, 16mm),
  table.cell(colspan: 2, rowspan: 2)[角], table.cell(colspan: 2)[申请人], [自然人], [总计],
  table.cell(rowspan: 2)[三、结果], [（一）], [12], [12], [（二）], [], [0])"""


def test_lines_first() -> None:
    pages = typeset("一、总体情况\n\n行政许可 12 件")
    assert lines(pages) == ["一、总体情况", "行政许可 12 件"]
    assert [block.place for block in pages.blocks] == ["第1页第1行", "第1页第2行"]


def test_drawn_table_with_merges_and_blanks_on_a_closer_look() -> None:
    pages = typeset("前文\n\n" + TABLE + "\n\n后文")
    assert not grids(pages)
    pages = closer(pages)
    assert [type(block).__name__ for block in pages.blocks] == ["Line", "Grid", "Line"]
    assert grids(pages) == [
        (
            ("角", None, "申请人", None),
            (None, None, "自然人", "总计"),
            ("三、结果", "（一）", "12", "12"),
            (None, "（二）", "", "0"),
        )
    ]
    assert pages.closer is None


def test_a_table_over_a_page_break_is_one() -> None:
    pages = closer(
        typeset(
            '#set page(height: 60mm, numbering: "— 1 —")\n#v(14mm)\n'
            "#table(columns: 2, [甲], [1], [乙], [2], [丙], [3], [丁], [4])"
        )
    )
    assert grids(pages) == [(("甲", "1"), ("乙", "2"), ("丙", "3"), ("丁", "4"))]
    assert not lines(pages), "page numbers are no content"


def test_where_strokes_do_not_part_figures_the_table_stays_lines() -> None:
    pages = closer(typeset("#table(columns: 2, [甲], [1 2 3], [乙], [3 4 5])"))
    assert not grids(pages)
    assert lines(pages) == ["甲 1 2 3", "乙 3 4 5"]


def test_a_number_that_sticks_out_of_its_cell_tears_the_table_into_lines() -> None:
    pages = closer(typeset("#table(columns: (20mm, 8mm, 8mm), [甲], [1234567], [2], [乙], [1], [2])"))
    assert not grids(pages)


def test_filled_boxes_are_not_strokes_and_drawn_boxes_are() -> None:
    boxes = "".join(
        f"#place(dx: {x}mm, dy: {y}mm, rect(width: 20mm, height: 8mm, stroke: 0.5pt)[{x + y}])"
        for x in (0, 20)
        for y in (0, 8)
    )
    assert grids(closer(typeset(boxes))) == [(("0", "20"), ("8", "28"))]


sizes = st.lists(st.floats(20, 90), min_size=2, max_size=6)


@given(sizes, sizes, st.data())
def test_any_merging_of_places_is_found_again(
    widths: list[float], heights: list[float], data: st.DataObject
) -> None:
    """Random rectangles of a random grid are merged and drawn; every place knows its cell again."""
    xs = [sum(widths[:at]) for at in range(len(widths) + 1)]
    ys = [sum(heights[:at]) for at in range(len(heights) + 1)]
    owner: list[list[tuple[int, int] | None]] = [[None] * len(widths) for _ in heights]
    strokes = Strokes()
    for row in range(len(heights)):
        for column in range(len(widths)):
            if owner[row][column] is not None:
                continue
            widest = len(widths) - (row == column == 0)  # one cell alone is a frame, no table
            right = data.draw(st.integers(column + 1, widest))
            while any(owner[row][at] is not None for at in range(column, right)):
                right -= 1
            end = data.draw(st.integers(row + 1, len(heights)))
            for down in range(row, end):
                for across in range(column, right):
                    owner[down][across] = (row, column)
            top, bottom = ys[-1] - ys[row], ys[-1] - ys[end]
            strokes.add_box(xs[column], bottom, xs[right], top)
    (frame,) = frames_of(strokes)
    # a border on which no cell ends is not drawn at all, so compare what stands at the middle of each place
    middles = [
        [((left + right) / 2, ys[-1] - (low + high) / 2) for left, right in pairwise(xs)]
        for low, high in pairwise(ys)
    ]
    found = [[frame.cell_at(*middle) for middle in row] for row in middles]
    drawn = {}
    for own_row, found_row in zip(owner, found, strict=True):
        for own, place in zip(own_row, found_row, strict=True):
            assert place is not None
            assert drawn.setdefault(own, place) == place
    assert len(set(drawn.values())) == len(drawn)


def test_columns_that_differ_are_not_joined() -> None:
    assert joined(Drawn([0, 50, 99], [("甲", "1")]), Drawn([0, 70, 99], [("乙", "2")])) is None


def torn(above: tuple[str | None, ...], below: tuple[str | None, ...]) -> list[tuple[str | None, ...]]:
    edges = (0, 1, 2)
    whole = joined(
        Drawn([0, 50, 99, 150], [("三、", "（三）", "0"), above], edges, edges),
        Drawn([0, 50, 99, 150], [below, ("四、", "", "2")], edges, edges),
    )
    assert whole is not None
    return whole.rows[1:-1]


def test_a_row_torn_by_a_page_break_is_mended() -> None:
    assert torn((None, "1.属于国", "6"), ("", "家秘密", "")) == [(None, "1.属于国\n家秘密", "6")]
    assert torn((None, "1.属于国", ""), ("", "家秘密", "6")) == [(None, "1.属于国\n家秘密", "6")]


def test_a_new_row_at_the_top_of_a_page_stays_a_row() -> None:
    rows = [(None, "1.属于国家秘密", "6"), ("", "2.其他", "")]
    assert torn(*rows) == rows
    rows = [(None, "甲", "6"), ("", "乙", "7")]
    assert torn(*rows) == rows


def test_words_that_stick_out_of_the_cell_beside_make_a_table_insane() -> None:
    def sane(text: str) -> bool:
        return is_sane(Drawn([0, 50, 99], [("规章", text)]))

    assert sane("6") and sane("1690.9913\n万元") and sane("22（其中修订16件）") and sane("2.\n其\n他")
    assert not sane("6\n密") and not sane("1 2") and not sane("12\n3")


# real reports: the two texts that pdftotext made of the same files are the witness


@pytest.mark.needs("reports")
@pytest.mark.parametrize("name", ["12-huaian-2024", "13-hongze-2023"])
@pytest.mark.parametrize("look", ["lines", "closer"])
def test_no_character_of_a_real_report_is_lost(reports_folder: Path, name: str, look: str) -> None:
    pages = open_pages(reports_folder / f"{name}.pdf")
    if look == "closer":
        pages = closer(pages)
    read = sorted(re.sub(r"\s|-\d-", "", _everything(pages)))
    witness = (reports_folder / f"{name}.raw.txt").read_text("utf-8")
    assert read == sorted(re.sub(r"\s|-\d-", "", re.sub(r"-\s*\d\s*-", "", witness)))


@pytest.mark.needs("reports")
def test_figures_of_a_real_report_stand_in_their_cells(reports_folder: Path) -> None:
    tables = grids(closer(open_pages(reports_folder / "14-hongze-2024.pdf")))
    assert [len(rows[0]) for rows in tables] == [4, 10, 15]
    assert tables[2][-1] == ("1", "1", "0", "0", "2", "1", "0", "0", "0", "1", "2", "0", "1", "0", "3")
    assert all(all(cell and cell.isdigit() for cell in row[3:]) for row in tables[1][3:])


def _everything(pages: Pages) -> str:
    return "".join(
        block.text if isinstance(block, Line) else "".join(cell or "" for row in block.rows for cell in row)
        for block in pages.blocks
    )


PROSE = "".join(
    f"本机关第{at}项工作围绕群众关心的事项公开政策文件并按时更新栏目内容{'，做到应公开尽公开' * (at % 4)}。"
    for at in range(90)
)
HEADINGS = "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "五、存在的主要问题及改进情况"


@pytest.mark.parametrize(
    "edges",
    [
        'numbering: "— 1 —"',
        "header: [青禾县人民政府办公室年度报告], footer: [— 1 —]",
        "footer: context [青禾县政府信息公开 第#counter(page).get().first()页]",
    ],
)
def test_a_sentence_cut_by_the_end_of_a_page_is_whole_again(edges: str) -> None:
    title = "青禾县财政局2021年政府信息公开工作年度报告"
    source = [title, "一、总体情况", PROSE, *HEADINGS, PROSE]
    report = find(
        typeset(
            f"#set page(height: 90mm, {edges})\n#set text(cjk-latin-spacing: none)\n" + "\n\n".join(source)
        )
    )
    assert report.title == title
    for key in ("s1", "s5"):
        paragraphs = report.sections[key].split("\n")
        assert "".join(paragraphs) == PROSE
        assert all(each.endswith("。") for each in paragraphs)


def test_rows_of_figures_at_the_edges_of_pages_are_no_running_heads() -> None:
    row = "行政许可 0 0 0"
    pages = typeset(f"#set page(height: 60mm)\n{row}\n#pagebreak()\n1 0 0\n\n乙\n#pagebreak()\n1 0 0\n\n丙")
    assert lines(pages) == [row, "1 0 0", "乙", "1 0 0", "丙"]
