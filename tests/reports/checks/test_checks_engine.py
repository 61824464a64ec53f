"""The engine of checks: three values, undecidable cells, both years, and rules that are data."""

from dataclasses import replace

import pytest
from checks_years import COLUMNS, ROWS, fill, year
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.checks import (
    CheckOutcome,
    build,
    instances,
    missing_tables,
    not_whole,
    run,
    run_checks,
)
from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, CellKind, Report

pytestmark = pytest.mark.law("OGI 50")

BLANK = Cell(None, CellKind.BLANK)
HOLDS, FAILS = CheckOutcome.HOLDS, CheckOutcome.FAILS
CANNOT_TELL, NOT_APPLICABLE = CheckOutcome.CANNOT_TELL, CheckOutcome.NOT_APPLICABLE


def outcome(report, check, at, prior=None):
    return next(
        each.outcome
        for each in run_checks(report, prior)
        if each.instance.check.id == check and each.instance.at == at
    )


def failing(report, prior=None):
    return [
        (each.instance.check.id, each.instance.at)
        for each in run_checks(report, prior)
        if each.outcome is FAILS
    ]


def test_a_sound_year_holds_everywhere():
    results = run_checks(year())
    assert {each.outcome for each in results} == {HOLDS, NOT_APPLICABLE}
    assert all(each.reason == "no_prior" for each in results if each.outcome is NOT_APPLICABLE)


def test_every_check_of_the_form_runs_at_every_place():
    ids = [each.check.id for each in instances("annual-2021")]
    assert ids.count("T3-1") == ids.count("T3-2") == 7
    assert ids.count("T3-3") == 25
    assert [each.check.id for each in instances("annual-2019")].count("T3-3") == 23


@pytest.mark.parametrize("row", sorted(set(ROWS) - {"new_received", "carried_in"}))
def test_one_more_in_an_outcome_breaks_column_and_row(row):
    report = year()
    cell = f"requests.{row}.business"
    report.cells[cell] = Cell(report.value(cell) + 1)
    assert failing(report) == [("T3-2", "business"), ("T3-3", row)]


def test_identity_of_the_form_breaks_with_what_is_received():
    report = year()
    fill(report, "new_received", (91, 6, 1, 0, 2, 1))
    assert failing(report) == [("T3-1", "natural_person"), ("T3-1", "total")]


def test_blank_counts_as_zero_where_the_sum_holds_so():
    report = year()
    report.cells["requests.denied_law_forbidden.natural_person"] = BLANK
    assert failing(report) == []
    assert outcome(report, "T3-2", "natural_person") is HOLDS


def test_blank_total_cannot_be_told():
    report = year()
    report.cells["requests.granted.total"] = BLANK
    assert outcome(report, "T3-3", "granted") is CANNOT_TELL


@pytest.mark.parametrize("kind", [CellKind.BLANK, CellKind.DASH, CellKind.MISSING, CellKind.TEXT])
def test_no_number_can_mend_what_is_already_too_much(kind):
    """A blank part cannot be negative: parts above their total fail however it is filled."""
    report = year()
    report.cells["requests.granted.total"] = Cell(39)
    report.cells["requests.granted.research"] = Cell(None, kind)
    assert outcome(report, "T3-3", "granted") is FAILS


@pytest.mark.parametrize(
    ("readings", "expected"), [((4, 40), CANNOT_TELL), ((4, 41), FAILS), ((40,), CANNOT_TELL)]
)
def test_undecidable_digits_are_tried_reading_by_reading(readings, expected):
    report = year()
    report.cells["requests.granted.total"] = Cell(None, CellKind.UNDECIDABLE, "440", readings=readings)
    assert outcome(report, "T3-3", "granted") is expected


def test_a_missing_table_is_not_applicable():
    report = year()
    for cell_id in [each for each in report.cells if each.startswith("reviews.")]:
        del report.cells[cell_id]
    assert missing_tables(report) == {"reviews"}
    reviews = [each for each in run_checks(report) if each.instance.check.table == "reviews"]
    assert {each.outcome for each in reviews} == {NOT_APPLICABLE}
    assert {each.reason for each in reviews} == {"no_table"}


def test_carry_over_runs_across_the_change_of_form():
    before = Report("annual-2019", "临河县人民政府", 2020)
    before.cells = {cell_id: Cell(0) for cell_id, *_ in load_format("annual-2019").cells()}
    fill(before, "carried_out", (5, 0, 0, 0, 0, 0))
    after = year(of=2021)
    assert outcome(after, "X-1", "natural_person", before) is HOLDS
    assert outcome(after, "B-1", "normative_docs", before) is NOT_APPLICABLE
    fill(before, "carried_out", (6, 0, 0, 0, 0, 0))
    assert failing(after, before) == [("X-1", "natural_person"), ("X-1", "total")]


def test_a_report_of_another_year_is_no_prior():
    assert outcome(year(), "X-1", "total", year(of=2020)) is NOT_APPLICABLE


def test_balance_of_valid_documents_runs_on_two_years():
    before, after = year(of=2022), year(of=2023)
    before.cells["proactive.a20_1.normative_docs.in_force"] = Cell(71)
    fill(before, "carried_out", ROWS["carried_in"])
    assert failing(after, before) == []
    before.cells["proactive.a20_1.normative_docs.in_force"] = Cell(70)
    assert failing(after, before) == [("B-1", "normative_docs")]


def test_table_two_may_follow_another_edition_than_table_three():
    """（六） in one row beside the table 二 of 2021: each table is checked by its own edition."""

    def mixed(of, valid):
        report = Report("annual-2019", "临河县人民政府", of)
        report.cells = {each: Cell(0) for each, *_ in load_format("annual-2019").table("requests").cells()}
        report.cells |= {each: cell for each, cell in year().cells.items() if each.startswith("proactive.")}
        report.cells["proactive.a20_1.normative_docs.in_force"] = Cell(valid)
        return report

    assert missing_tables(mixed(2023, 80)) == {"reviews"}
    assert outcome(mixed(2023, 80), "B-1", "normative_docs", mixed(2022, 71)) is HOLDS
    assert failing(mixed(2023, 80), mixed(2022, 70)) == [("B-1", "normative_docs")]


@pytest.mark.parametrize("value", [-1, 1.5])
def test_table_three_takes_whole_numbers_only(value):
    report = year()
    report.cells["requests.partial.business"] = Cell(value)
    report.cells["reviews.after_other"] = Cell(None, CellKind.TEXT, "若干")
    assert not_whole(report) == ["requests.partial.business", "reviews.after_other"]


def test_changing_the_file_changes_the_answer():
    """The TOML is what runs: turn an equality of the file and a sound year fails."""
    fmt = load_format("annual-2021")
    first = next(each for each in fmt.checks if each.id == "T3-1")
    turned = replace(fmt, checks=(replace(first, left=("new_received",)),))
    report = year()
    outcomes = {each.at: run(each, report).outcome for each in build(turned)}
    assert outcomes["natural_person"] is FAILS
    assert outcomes["business"] is HOLDS


@pytest.mark.parametrize(
    ("made", "valid", "expected"),
    [(12, 80, HOLDS), (80, 80, HOLDS), (81, 80, FAILS), (81, None, CANNOT_TELL)],
)
def test_an_inequality_reads_its_operator(made, valid, expected):
    fmt = load_format("annual-2021")
    base = next(each for each in fmt.checks if each.id == "B-1")
    documents = "proactive.a20_1.normative_docs."
    check = replace(base, left=(documents + "in_force",), op=">=", right=(documents + "issued",))
    (instance,) = build(replace(fmt, checks=(check,)))
    report = year()
    report.cells[documents + "issued"] = Cell(made)
    report.cells[documents + "in_force"] = BLANK if valid is None else Cell(valid)
    assert run(instance, report).outcome is expected


NUMBERS = st.integers(0, 50)


@given(
    st.lists(NUMBERS, min_size=6, max_size=6),
    st.integers(0, 400),
    st.sets(st.sampled_from((*COLUMNS, "total"))),
)
def test_the_three_values_mean_what_they_say(parts, total, blank):
    """Against a search by hand: *holds* with blanks as 0, *cannot tell* iff some fill ≥ 0 makes it hold."""
    report = Report("annual-2021", cells={"requests.carried_in.total": Cell(0)})
    values = dict(zip(COLUMNS, parts, strict=True)) | {"total": total}
    for key, value in values.items():
        report.cells[f"requests.granted.{key}"] = BLANK if key in blank else Cell(value)
    known = sum(value for key, value in values.items() if key not in blank and key != "total")
    stated = 0 if "total" in blank else total
    if known == stated:
        expected = HOLDS
    elif "total" in blank or (blank and known < stated):
        expected = CANNOT_TELL
    else:
        expected = FAILS
    assert outcome(report, "T3-3", "granted") is expected


@given(st.lists(st.lists(NUMBERS, min_size=6, max_size=6), min_size=9, max_size=9), NUMBERS)
def test_any_sound_table_holds_and_any_single_slip_is_seen(rows, slip):
    report = year()
    keys = [key for key in ROWS if key not in ("new_received", "carried_in")]
    for key, values in zip(keys, rows, strict=True):
        fill(report, key, tuple(values))
    done = tuple(sum(column) for column in zip(*rows, strict=True))
    fill(report, "result_total", done)
    fill(report, "carried_in", (0,) * 6)
    fill(report, "new_received", done)
    fill(report, "carried_out", (0,) * 6)
    assert failing(report) == []
    cell = "requests.result_total.legal_service"
    report.cells[cell] = Cell(report.value(cell) + 1 + slip)
    assert set(failing(report)) == {
        ("T3-1", "legal_service"),
        ("T3-2", "legal_service"),
        ("T3-3", "result_total"),
    }
