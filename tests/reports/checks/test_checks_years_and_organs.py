"""Two years side by side, and many organs added up."""

import json

import pytest
from checks_years import fill, year
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.comparing import compare
from gongkai.reports.consolidation import consolidate
from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report

pytestmark = pytest.mark.law("OGI 50")

GRANTED = "requests.granted.natural_person"


def organ(name, **cells):
    report = Report("annual-2021", name, 2023)
    report.cells = {cell_id: Cell(0) for cell_id, *_ in load_format("annual-2021").cells()}
    for row, values in cells.items():
        fill(report, row, values)
    return report


def test_two_years_that_fit():
    before = year(of=2022)
    fill(before, "carried_out", (5, 0, 0, 0, 0, 0))
    before.cells["proactive.a20_1.normative_docs.in_force"] = Cell(71)
    result = compare(before, year())
    assert (result.findings, result.broken) == ((), False)
    assert "没有发现问题" in result.as_text()


def test_broken_carry_over_is_an_error_and_the_balance_a_warning():
    before = year(of=2022)
    result = compare(before, year())
    assert result.broken
    assert [(each.check, each.at, each.level) for each in result.findings] == [
        ("X-1", "natural_person", "error"),
        ("X-1", "business", "error"),
        ("X-1", "total", "error"),
        ("B-1", "normative_docs", "warning"),
    ]
    assert result.findings[0].cells == (
        "requests.carried_in.natural_person",
        "prior.requests.carried_out.natural_person",
    )


def test_changes_are_listed_with_growth():
    before = year(of=2022)
    before.cells[GRANTED] = Cell(30)
    before.cells["reviews.after_other"] = Cell(None, CellKind.BLANK)
    changes = {each.cell: each for each in compare(before, year()).changes}
    assert set(changes) == {GRANTED, "reviews.after_other"}
    assert (changes[GRANTED].difference, str(changes[GRANTED].rate)) == (6, "20.00")
    assert changes["reviews.after_other"].difference is None


def test_comparison_is_json_and_names_what_limits_it():
    result = compare(year(of=2020, organ="临河县人民政府办公室"), year())
    loaded = json.loads(json.dumps(result.as_json()))
    assert loaded["broken"] is False
    assert len(loaded["notes"]) == 2


def test_sums_with_contributions_and_blanks():
    one, two = organ("甲局", granted=(2, 0, 0, 0, 0, 1)), organ("乙局", granted=(3, 0, 0, 0, 0, 0))
    two.cells["requests.granted.other_org"] = Cell(None, CellKind.BLANK)
    result = consolidate([one, two])
    line = result.line(GRANTED)
    assert line.total == 5
    assert {each.organ: each.value for each in line.givers} == {"甲局": 2, "乙局": 3}
    other = result.line("requests.granted.other_org")
    assert other.total == 1
    assert other.as_json()["without_number"] == {"乙局": "blank"}
    assert result.report.value("requests.granted.total") == 6


def test_missing_organs_are_named_and_counted():
    result = consolidate([organ("临河县甲局")], expected_members=["甲局", "乙局"])
    assert (result.missing, result.coverage) == (("乙局",), "2个机关中的1个")
    assert consolidate([organ("甲局")], expected_members=17).coverage == "17个机关中的1个"


def outcomes(result):
    return {each.at: each.outcome for each in result.findings}


def test_a_difference_may_lie_with_a_missing_organ():
    parent = organ("临河县", new_received=(5, 0, 0, 0, 0, 0), granted=(5, 0, 0, 0, 0, 0))
    child = organ("甲局", new_received=(3, 0, 0, 0, 0, 0), granted=(3, 0, 0, 0, 0, 0))
    partly = consolidate([child], parent, expected_members=["甲局", "乙局"])
    assert outcomes(partly)[GRANTED] is CheckOutcome.CANNOT_TELL
    assert not partly.broken
    whole = consolidate([child], parent)
    assert outcomes(whole)[GRANTED] is CheckOutcome.FAILS
    assert whole.broken


def test_a_missing_organ_without_applications_explains_nothing():
    parent = organ("临河县", new_received=(3, 0, 0, 0, 0, 0), not_processed_repeat=(2, 0, 0, 0, 0, 0))
    child = organ("甲局", new_received=(3, 0, 0, 0, 0, 0), granted=(3, 0, 0, 0, 0, 0))
    result = consolidate([child], parent, expected_members=2)
    line = "requests.not_processed_repeat.natural_person"
    assert outcomes(result)[line] is CheckOutcome.FAILS
    assert line in result.unsupported
    message = next(each.message for each in result.findings if each.at == line)
    assert "没有任何机关支持" in message
    assert "没有申请" in message


def test_an_organs_own_slip_explains_the_difference():
    parent = organ("临河县", granted=(2, 0, 0, 0, 0, 0), result_total=(2, 0, 0, 0, 0, 0))
    child = organ("甲局", granted=(2, 0, 0, 0, 0, 0))
    result = consolidate([child], parent)
    message = next(
        each.message for each in result.findings if each.at == "requests.result_total.natural_person"
    )
    assert "甲局自己的这一格与其分项之和相差2" in message


@pytest.mark.parametrize(("readings", "expected"), [((1, 4), None), ((1, 9), CheckOutcome.CANNOT_TELL)])
def test_undecidable_cells_are_tried(readings, expected):
    parent, child = organ("临河县", granted=(4, 0, 0, 0, 0, 0)), organ("甲局")
    child.cells[GRANTED] = Cell(None, CellKind.UNDECIDABLE, "41", readings=readings)
    assert outcomes(consolidate([child], parent)).get(GRANTED) is expected


def test_the_sum_decides_digits_of_the_parent():
    parent = organ("临河县")
    cell = "proactive.a20_1.normative_docs.issued"
    parent.cells[cell] = Cell(None, CellKind.UNDECIDABLE, "7777", readings=(7, 77))
    children = [organ("甲局"), organ("乙局")]
    children[0].cells[cell], children[1].cells[cell] = Cell(70), Cell(7)
    (note,) = consolidate(children, parent).notes
    assert "可读作77" in note


def test_three_rows_of_other_outcomes_add_up_to_one():
    old = Report("annual-2019", "临河县", 2023)
    old.cells = {cell_id: Cell(0) for cell_id, *_ in load_format("annual-2019").cells()}
    fill(old, "other", (3, 0, 0, 0, 0, 0))
    child = organ("甲局", other_misc=(1, 0, 0, 0, 0, 0), other_fee_unpaid=(2, 0, 0, 0, 0, 0))
    assert consolidate([child], old).line("requests.other.total").difference == 0


COUNTS = st.lists(st.tuples(*[st.integers(0, 9)] * 6), min_size=1, max_size=4)


@given(COUNTS)
def test_a_region_that_is_the_sum_of_its_organs_has_no_difference(rows):
    children = [organ(f"第{number}局", granted=row) for number, row in enumerate(rows)]
    parent = organ("临河县", granted=tuple(sum(column) for column in zip(*rows, strict=True)))
    result = consolidate(children, parent)
    assert result.findings == ()
    assert json.loads(json.dumps(result.as_json()))["broken"] is False
    assert result.as_text().startswith(f"已汇总{len(rows)}个机关")
