"""Excel: merged ranges, number formats, cached values, hidden sheets, headings between tables."""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from gongkai.reports.reading.containers import open_bytes
from gongkai.reports.reading.pages import Grid, Line, Pages

FRAME = Border(*[Side(style="thin")] * 4)


def opened(book: Workbook) -> Pages:
    out = io.BytesIO()
    book.save(out)
    return open_bytes("甲.xlsx", out.getvalue())


def lines(pages: Pages) -> list[str]:
    return [block.text for block in pages.blocks if isinstance(block, Line)]


def grids(pages: Pages) -> list[tuple[tuple[str | None, ...], ...]]:
    return [block.rows for block in pages.blocks if isinstance(block, Grid)]


def test_headings_are_lines_and_tables_are_grids() -> None:
    book = Workbook()
    page = book.active
    for row in (
        ["某县年报"],
        ["一、总体情况"],
        ["做了工作。"],
        ["规章", 3, 0],
        ["行政许可", 5, 1],
        ["二、其他"],
    ):
        page.append(row)
    page.merge_cells("A1:C1")
    pages = opened(book)
    assert lines(pages) == ["某县年报", "一、总体情况", "做了工作。", "二、其他"]
    assert grids(pages) == [(("规章", "3", "0"), ("行政许可", "5", "1"))]
    assert pages.blocks[0].place == "工作表“Sheet”第1行"


def test_merged_ranges_are_unfolded_and_framed_blank_rows_kept() -> None:
    book = Workbook()
    page = book.active
    page["A1"], page["C1"], page["C2"] = "角", "自然人", "数"
    page["A3"], page["B3"] = "一", "二"
    page.merge_cells("A1:B2")
    for row in page["A1:C4"]:
        for cell in row:
            cell.border = FRAME
    assert grids(opened(book)) == [
        (("角", None, "自然人"), (None, None, "数"), ("一", "二", ""), ("", "", ""))
    ]


def test_a_framed_row_with_one_label_stays_in_its_table() -> None:
    book = Workbook()
    page = book.active
    page.append(["规章", 3])
    page.append(["行政许可"])
    for row in page["A1:B2"]:
        for cell in row:
            cell.border = FRAME
    assert grids(opened(book)) == [(("规章", "3"), ("行政许可", ""))]


def test_numbers_dates_and_percentages_as_seen() -> None:
    book = Workbook()
    page = book.active
    page.append([0.1 + 0.2, 12.0, 1e7, 16.87, date(2021, 1, 20), 0.339, "008", True])
    page["F1"].number_format = "0.0%"
    (grid,) = grids(opened(book))
    assert grid == (("0.3", "12", "10000000", "16.87", "2021-01-20", "33.9%", "008", "1"),)


def test_hidden_sheets_are_left_out_and_said() -> None:
    book = Workbook()
    book.active.append(["规章", 3])
    hidden = book.create_sheet("底稿")
    hidden.append(["规章", 4])
    hidden.sheet_state = "hidden"
    pages = opened(book)
    assert grids(pages) == [(("规章", "3"),)]
    assert pages.notes == ["工作表“底稿”是隐藏的，未读取。"]


def test_the_value_of_a_formula_is_its_last_result() -> None:
    book = Workbook()
    book.active.append(["总计", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    import zipfile

    source = zipfile.ZipFile(out)
    patched = io.BytesIO()
    with zipfile.ZipFile(patched, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = (
                    data.replace(b"<v></v>", b"<v>2</v>")
                    .replace(b"<v />", b"<v>2</v>")
                    .replace(b"<v/>", b"<v>2</v>")
                )
            target.writestr(name, data)
    assert grids(open_bytes("甲.xlsx", patched.getvalue())) == [(("总计", "2"),)]
