"""The geometry of the tables: every place covered once, and the merges of the official form."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from made import reports

from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report
from gongkai.reports.writing.drawing import Drawing, Role, draw, drawings, form
from gongkai.reports.writing.measures import SMALLEST, WIDTH, measure

EDITIONS = ("annual-2019", "annual-2021")


def places(drawing: Drawing) -> list[tuple[int, int]]:
    return [
        (row, column)
        for box in drawing.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    ]


@settings(max_examples=25)
@given(reports())
def test_boxes_cover_every_place_exactly_once(report):
    for drawing in drawings(report).values():
        covered = places(drawing)
        assert len(covered) == len(set(covered)) == drawing.rows * drawing.columns
        assert [(box.row, box.column) for box in drawing.boxes] == sorted(
            (box.row, box.column) for box in drawing.boxes
        )


@pytest.mark.parametrize(("edition", "rows", "other"), [("annual-2019", 20, 1), ("annual-2021", 22, 3)])
def test_table_three_has_the_merges_of_the_form(edition, rows, other):
    drawing = drawings(form(load_format(edition)))["s3"]
    boxes = {box.text: box for box in drawing.boxes if box.role is not Role.VALUE}
    shape = {text: (box.rows, box.columns) for text, box in boxes.items()}
    assert shape["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] == (3, 3)
    assert shape["申请人情况"] == (1, 7)
    assert shape["自然人"] == shape["总计"] == (2, 1)
    assert shape["法人或其他组织"] == (1, 5)
    assert shape["商业企业"] == (1, 1)
    assert shape["三、本年度办理结果"] == (rows, 1)
    assert shape["一、本年新收政府信息公开申请数量"] == shape["四、结转下年度继续办理"] == (1, 3)
    assert shape["（一）予以公开"] == shape["（七）总计"] == (1, 2)
    assert [shape[name][0] for name in ("（三）不予公开", "（四）无法提供", "（五）不予处理")] == [8, 3, 5]
    assert shape["（六）其他处理"] == ((1, 2) if other == 1 else (3, 1))
    assert (drawing.head, drawing.stub, drawing.columns) == (3, 3, 10)


def test_table_four_has_three_storeys():
    drawing = drawings(form(load_format("annual-2021")))["s4"]
    heads = [(box.text, box.row, box.rows, box.columns) for box in drawing.boxes if box.role is Role.COLUMN]
    assert ("行政复议", 0, 1, 5) in heads
    assert ("行政诉讼", 0, 1, 10) in heads
    assert ("未经复议直接起诉", 1, 1, 5) in heads
    assert ("复议后起诉", 1, 1, 5) in heads
    assert heads.count(("结果维持", 1, 2, 1)) == 1
    assert heads.count(("结果维持", 2, 1, 1)) == 2
    assert (drawing.head, drawing.stub, drawing.rows, drawing.columns) == (3, 0, 4, 15)


def test_table_two_stacks_its_blocks_on_one_grid():
    new = drawings(form(load_format("annual-2021")))["s2"]
    assert new.columns == 4
    assert [(box.text, box.columns) for box in new.boxes if box.text.startswith("本年")] == [
        ("本年制发件数", 1),
        ("本年废止件数", 1),
        ("本年处理决定数量", 3),
        ("本年处理决定数量", 3),
        ("本年收费金额（单位：万元）", 3),
    ]
    old = drawings(form(load_format("annual-2019")))["s2"]
    assert {box.columns for box in old.boxes if box.role is Role.CAPTION} == {old.columns}
    assert [box.columns for box in old.boxes if box.text in ("采购项目数量", "采购总金额")] == [3, 3]


def test_what_the_report_lacks_is_not_drawn():
    report = form(load_format("annual-2021"))
    for cell_id in list(report.cells):
        if cell_id.startswith(("reviews.", "proactive.a20_1.regulations.", "requests.other_misc.")):
            report.cells[cell_id] = Cell(None, CellKind.MISSING)
    found = drawings(report)
    assert "s4" not in found
    assert "规章" not in [box.text for box in found["s2"].boxes]
    assert next(box for box in found["s3"].boxes if box.text == "（六）其他处理").rows == 2
    assert drawings(Report("annual-2021")) == {}


def test_a_report_of_mixed_editions_draws_each_table_in_its_own():
    cells = {f"requests.{row}.total": Cell(1) for row in ("new_received", "other", "result_total")}
    cells |= {"proactive.a20_1.normative_docs.in_force": Cell(12)}
    found = drawings(Report("annual-2019", cells=cells))
    assert "现行有效件数" in [box.text for box in found["s2"].boxes]
    assert "（六）其他处理" in [box.text for box in found["s3"].boxes]


def test_a_changed_format_changes_the_drawing():
    report = form(load_format("annual-2021"))
    table = load_format("annual-2021").table("reviews")
    block = table.blocks[0]
    renamed = replace(block.columns[0], label="维持原结果")
    changed = replace(table, blocks=(replace(block, columns=(renamed, *block.columns[1:])),))
    drawing = draw(changed, report)
    assert drawing is not None
    assert "维持原结果" in [box.text for box in drawing.boxes]


@pytest.mark.parametrize("edition", EDITIONS)
def test_columns_fill_the_type_area_and_numbers_fit(edition):
    report = form(load_format(edition))
    for drawing in drawings(report).values():
        widths, size = measure(drawing)
        assert sum(widths) == WIDTH
        assert size in (9.0, 12.0)
    report.cells["requests.granted.total"] = Cell(123_456_789)
    widths, size = measure(drawings(report)["s3"])
    assert sum(widths) == WIDTH
    assert widths[-1] > 9 * 0.57 * size * 20
    for cell_id in report.cells:
        report.cells[cell_id] = Cell(10**12)
    widths, size = measure(drawings(report)["s4"])
    assert sum(widths) == WIDTH
    assert SMALLEST <= size < 9
