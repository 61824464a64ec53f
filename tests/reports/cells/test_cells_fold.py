"""The definition of cells: what each way of filling takes, and the identities that follow from it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework import facts as casework
from gongkai.foi import facts as foi
from gongkai.ledger.facts import Voided
from gongkai.ledger.spells import open_spells, spells
from gongkai.oversight import facts as oversight
from gongkai.records import facts as records
from gongkai.reports.cells import fill, spells_of
from gongkai.reports.facts import FigureDeclared
from gongkai.reports.format import format_for, load_format
from gongkai.reports.report import CellKind
from reports.cells.fact_streams import FIRST, ORGANS, YEARS, Act, at, entered, moments, scopes, streams

OFFICE, BUREAU, TOWN = ORGANS
APPLICANTS = [each.value for each in foi.ApplicantKind]


def _act(name, deed, subject, on, *, known=None, organ=OFFICE, voids=""):
    return Act(name, deed, subject, organ, on, known or at(on), voids)


def _application(number="foi:1", on=date(2020, 3, 2), applicant=foi.ApplicantKind.BUSINESS, **more):
    deed = foi.Received(applicant=applicant, intake=foi.Intake.WEB)
    return _act(f"{number} in", deed, number, on, **more)


def _decision(number="foi:1", on=date(2020, 3, 20), outcome=foi.Outcome.GRANTED, **more):
    return _act(f"{number} out", foi.Decided(outcome=outcome), number, on, **more)


def _values(acts, year, *cells, organs=(OFFICE,), known_at=None, form=None):
    filled = fill(form or format_for(year), entered(acts), year=year, organs=organs, known_at=known_at)
    return [filled.cells[f"requests.{cell}"].value for cell in cells]


FLOW = ("new_received.total", "carried_in.total", "result_total.total", "carried_out.total")


def test_an_application_is_new_in_its_year_and_carried_until_it_is_decided():
    acts = [_application(on=date(2020, 12, 31)), _decision(on=date(2022, 1, 1))]
    assert _values(acts, 2020, *FLOW) == [1, 0, 0, 1]
    assert _values(acts, 2021, *FLOW) == [0, 1, 0, 1]
    assert _values(acts, 2022, *FLOW, "granted.business") == [0, 1, 1, 0, 1]
    assert _values(acts, 2023, *FLOW) == [0, 0, 0, 0]


def test_received_and_decided_on_one_day_is_both_new_and_done_whatever_was_entered_first():
    acts = [_application(on=date(2020, 5, 6)), _decision(on=date(2020, 5, 6))]
    assert _values(acts, 2020, *FLOW) == _values(acts[::-1], 2020, *FLOW) == [1, 0, 1, 0]


def test_a_reopened_decision_no_longer_counts_and_the_application_is_carried_on():
    acts = [_application(), _decision()]
    reopened = _act("again", foi.Reopened(reason="答复有误"), "foi:1", date(2021, 2, 1), voids="foi:1 out")
    redone = _act(
        "redone",
        foi.Decided(outcome=foi.Outcome.PARTIAL),
        "foi:1",
        date(2021, 3, 1),
        known=at(date(2021, 3, 1)),
    )
    acts += [reopened, redone]
    then = at(date(2021, 1, 25))
    assert _values(acts, 2020, *FLOW, known_at=then) == [1, 0, 1, 0]
    assert _values(acts, 2020, *FLOW) == [1, 0, 0, 1]
    assert _values(acts, 2021, *FLOW, "partial.business", "granted.business") == [0, 1, 1, 0, 1, 0]


def test_a_withdrawn_application_counts_as_other():
    acts = [_application(), _act("gone", foi.Withdrawn(), "foi:1", date(2020, 3, 9))]
    assert _values(acts, 2020, "other.business", *FLOW) == [1, 1, 0, 1, 0]
    assert _values(acts, 2021, "carried_in.total") == [0]


def test_a_case_belongs_to_the_organ_that_received_it_even_where_another_decides():
    acts = [_application(), _decision(organ=BUREAU)]
    assert _values(acts, 2020, *FLOW) == [1, 0, 1, 0]
    assert _values(acts, 2020, *FLOW, organs=(BUREAU,)) == [0, 0, 0, 0]
    assert _values(acts, 2020, *FLOW, organs=(OFFICE, BUREAU)) == [1, 0, 1, 0]


def test_what_was_entered_later_is_not_there_yet():
    late = at(date(2021, 2, 10))
    acts = [_application(on=date(2020, 12, 30), known=late), _decision(on=date(2020, 12, 31))]
    before, after = at(date(2021, 1, 28)), at(date(2021, 2, 11))
    assert _values(acts, 2020, *FLOW, known_at=before) == [0, 0, 0, 0]
    assert _values(acts, 2020, *FLOW, known_at=after) == [1, 0, 1, 0]
    assert _values(acts, 2020, *FLOW, known_at=late) == [1, 0, 1, 0]


def test_a_voided_receipt_takes_its_decision_along():
    acts = [_application(), _decision()]
    acts.append(_act("void", Voided(reason="重复登记"), "foi:1", date(2020, 4, 1), voids="foi:1 in"))
    assert _values(acts, 2020, *FLOW) == [0, 0, 0, 0]


@pytest.mark.parametrize("year", [2020, 2021])
@pytest.mark.parametrize("outcome", list(foi.Outcome))
def test_every_outcome_lands_in_one_row(year, outcome):
    acts = [_application(on=date(year, 3, 2)), _decision(on=date(year, 3, 20), outcome=outcome)]
    filled = fill(format_for(year), entered(acts), year=year, organs=ORGANS)
    rows = [cell_id for cell_id, seqs in filled.trace.items() if 2 in seqs]
    assert len(rows) == 1 and rows[0].endswith(".business"), rows
    assert filled.cells["requests.result_total.total"].value == 1


def test_a_lawsuit_goes_to_the_columns_of_how_it_began():
    filed = oversight.LawsuitFiled(after_reconsideration=True)
    ended = oversight.LawsuitConcluded(after_reconsideration=True, result=oversight.Result.CORRECTED)
    acts = [_act("a", filed, "lawsuit:1", date(2020, 6, 1)), _act("b", ended, "lawsuit:1", date(2021, 6, 1))]
    first = fill(format_for(2020), entered(acts), year=2020, organs=ORGANS).cells
    then = fill(format_for(2021), entered(acts), year=2021, organs=ORGANS).cells
    names = ("after_pending", "after_total", "direct_pending", "direct_total", "after_corrected")
    assert [first[f"reviews.{name}"].value for name in names] == [1, 1, 0, 0, 0]
    assert [then[f"reviews.{name}"].value for name in names] == [0, 1, 0, 0, 1]


@pytest.mark.law("OGI 47")
def test_only_late_applications_are_counted_by_their_causes():
    late = partial(casework.LatenessExplained, cause=casework.Cause.MAIL_ASTRAY)
    acts = [
        _act("letter", late(apologised=True), "foi:1", date(2020, 5, 4)),
        _act("search", late(cause=casework.Cause.SEARCH), "foi:2", date(2020, 5, 5)),
        _act("ticket", late(apologised=True), "hotline:1", date(2020, 5, 6)),
        _act("alike", late(), "foiling:1", date(2020, 5, 7)),
    ]
    cells = fill(load_format("work"), entered(acts), year=2020, organs=(OFFICE,)).cells
    rows = ("lateness", "late_mail_astray", "late_search", "late_apologised")
    assert [cells[f"work.{row}.count"].value for row in rows] == [2, 1, 1, 1]


@pytest.mark.law("OGI 47")
def test_a_case_explained_again_counts_once_in_its_first_year_by_the_last_word():
    late = partial(casework.LatenessExplained, cause=casework.Cause.MAIL_ASTRAY)
    acts = [
        _act("first", late(), "foi:1", date(2020, 12, 30)),
        _act("again", late(cause=casework.Cause.SEARCH, apologised=True), "foi:1", date(2021, 1, 4)),
        _act("same day", late(), "foi:2", date(2020, 5, 4)),
        _act("once more", late(cause=casework.Cause.WORKLOAD), "foi:2", date(2020, 5, 4)),
        _act("taken back", Voided(reason="误登"), "foi:2", date(2020, 5, 6), voids="once more"),
    ]
    rows = ("lateness", "late_mail_astray", "late_search", "late_workload", "late_apologised")

    def counted(year, known_at=None):
        filled = fill(load_format("work"), entered(acts), year=year, organs=(OFFICE,), known_at=known_at)
        assert len(filled.trace.get("work.lateness.count", ())) == filled.cells["work.lateness.count"].value
        return [filled.cells[f"work.{row}.count"].value for row in rows]

    assert counted(2020) == [2, 1, 1, 0, 1] and counted(2021) == [0] * 5
    assert counted(2020, at(date(2020, 5, 5))) == [1, 0, 0, 1, 0], "what came later was not known"


def test_stock_and_flow_of_normative_documents():
    genre = records.Genre.NORMATIVE_DOCUMENT
    acts = [
        _act(f"p{year}", records.Published(genre=genre), f"record:{year}", date(year, 7, 1))
        for year in (2019, 2020, 2021)
    ]
    acts.append(_act("r", records.Repealed(genre=genre), "record:2019", date(2021, 9, 1)))
    acts.append(_act("n", records.Published(genre=records.Genre.NEWS), "record:n", date(2021, 9, 1)))

    def cells(year, *names):
        filled = fill(format_for(year), entered(acts), year=year, organs=ORGANS).cells
        return [filled[f"proactive.a20_1.normative_docs.{name}"].value for name in names]

    assert cells(2020, "published_this_year", "published_total") == [1, 2]
    assert cells(2021, "issued", "repealed", "in_force") == [1, 1, 2]


PROCURED = "proactive.a20_9.procurement.procurement_amount"


def _figure(name, value, unit="", *, organ=OFFICE, year=2020, on=date(2021, 1, 12), cell=PROCURED, voids=""):
    deed = FigureDeclared(cell=cell, value=Decimal(value), year=year, unit=unit, evidence="采购统计表")
    return _act(name, deed, f"figure:{year}/{cell}", on, organ=organ, voids=voids)


def _declared(acts, cell=PROCURED, organs=(OFFICE,), **more):
    return fill(format_for(2020), entered(acts), year=2020, organs=organs, **more).cells[cell]


def test_the_last_standing_declaration_holds_and_is_summed_over_organs():
    acts = [_figure("a", "16.8700", "万元"), _figure("b", "20", "元", on=date(2021, 1, 20))]
    assert _declared(acts[:1]).value == Decimal(168700)
    assert _declared(acts[:1]).unit == "万元"
    assert _declared(acts).value == Decimal(20)
    assert _declared(acts, known_at=at(date(2021, 1, 15))).value == Decimal(168700)
    acts.append(_act("v", Voided(reason="填报有误"), acts[1].subject, date(2021, 1, 21), voids="b"))
    assert _declared(acts).value == Decimal(168700)
    acts.append(_figure("c", "300", "元", organ=BUREAU))
    assert _declared(acts, organs=ORGANS).value == Decimal(169000)


def test_a_figure_nobody_declared_is_blank_and_one_of_another_year_does_not_count():
    assert _declared([]).kind == CellKind.BLANK
    assert _declared([_figure("a", "5", year=2019)]).kind == CellKind.BLANK


def test_a_declared_word_is_shown_and_not_counted():
    cell = "proactive.a20_5.licensing.decisions"
    acts = entered([_figure("a", "5", cell=cell)])
    acts = [replace(each, body={**each.body, "value": "若干"}) for each in acts]
    found = fill(format_for(2020), acts, year=2020, organs=ORGANS).cells[cell]
    assert (found.kind, found.value, found.raw) == (CellKind.TEXT, None, "若干")


@given(streams(), st.sampled_from(YEARS), scopes, moments)
def test_what_comes_in_goes_out_for_every_stream(acts, year, organs, known_at):
    form = load_format("annual-2019" if year < 2021 else "annual-2021")
    cells = fill(form, entered(acts), year=year, organs=organs, known_at=known_at).cells

    def value(row, column):
        return cells[f"requests.{row}.{column}"].value

    for column in [*APPLICANTS, "total"]:
        coming = value("new_received", column) + value("carried_in", column)
        going = value("result_total", column) + value("carried_out", column)
        assert coming == going
    for row in {key.split(".")[1] for key in cells if key.startswith("requests.")}:
        assert value(row, "total") == sum(value(row, each) for each in APPLICANTS)


@given(streams(), st.sampled_from(YEARS[1:]), scopes, moments)
def test_what_is_carried_out_is_carried_in_the_year_after(acts, year, organs, known_at):
    facts = entered(acts)
    before, this = (
        fill(load_format("annual-2021"), facts, year=each, organs=organs, known_at=known_at).cells
        for each in (year - 1, year)
    )
    for column in [*APPLICANTS, "total"]:
        assert before[f"requests.carried_out.{column}"].value == this[f"requests.carried_in.{column}"].value


@given(streams(), st.sampled_from(YEARS), moments)
def test_a_county_is_the_sum_of_its_organs(acts, year, known_at):
    facts = entered(acts)
    form = load_format("annual-2021")
    whole = fill(form, facts, year=year, organs=ORGANS, known_at=known_at).cells
    parts = [fill(form, facts, year=year, organs=(each,), known_at=known_at).cells for each in ORGANS]
    for cell_id, cell in whole.items():
        assert (cell.value or 0) == sum(part[cell_id].value or 0 for part in parts), cell_id


@given(streams(), st.sampled_from(YEARS), scopes, moments)
def test_a_cell_is_as_large_as_its_trace(acts, year, organs, known_at):
    form = load_format("annual-2021")
    filled = fill(form, entered(acts), year=year, organs=organs, known_at=known_at)
    for recipe in form.recipes():
        if recipe.way in ("count", "open_at", "in_force_at"):
            assert filled.cells[recipe.cell_id].value == len(set(filled.trace.get(recipe.cell_id, ())))


@given(streams(), st.integers(0, 6 * 365), moments)
def test_open_means_here_what_it_means_in_the_ledger(acts, days, known_at):
    facts = [each for each in entered(acts) if known_at is None or each.entered_at <= known_at]
    day = date.fromordinal(FIRST.toordinal() + days)
    taken_back = {each.voids for each in facts}
    effective = [each for each in facts if each.seq not in taken_back]
    for name in spells():
        here = {
            subject
            for (spell, _, subject), found in spells_of(effective).items()
            if spell == name and found.open_at(day)
        }
        assert here == set(open_spells(facts, name, at=date.fromordinal(day.toordinal() + 1)))
