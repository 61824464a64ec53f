"""After the reply: file, withdrawal, reopening, ordered decisions, the year's end."""

from datetime import date

import pytest
from foi_office import asked

from gongkai.casework.models import StatusRow
from gongkai.casework.services import status as cache
from gongkai.foi import queries, services
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import OrderedBy, Outcome
from gongkai.foi.status import ImpossibleAct, Phase
from gongkai.ledger import reading
from gongkai.organs.permissions import NotPermitted
from gongkai.reports import services as reports
from gongkai.reports.cells import fill
from gongkai.reports.errors import ReasonsMissing
from gongkai.reports.filings import differences_since_filing
from gongkai.reports.format import format_for
from invented_county import COUNTY, OFFICE

FLOW = ("new_received", "carried_in", "result_total", "carried_out")


def table(year, organ=OFFICE):
    """The totals of table 三: 一、二、三、四."""
    told = list(reading.facts(COUNTY, with_voided=True))
    cells = fill(format_for(year), told, year=year, organs=[organ]).cells
    return [int(cells[f"requests.{row}.total"].value) for row in FLOW]


def row_of(year, row):
    told = list(reading.facts(COUNTY, with_voided=True))
    return int(fill(format_for(year), told, year=year, organs=[OFFICE]).cells[f"requests.{row}.total"].value)


@pytest.mark.law("OGI 51")
def test_f24_an_ordered_new_decision_has_a_clock_of_its_own_and_is_not_counted_again(office):
    subject = office.on(date(2025, 10, 20)).application()
    office.on(date(2025, 11, 5)).delivered(Outcome.DENIED_PROCESS_INFO, subject=subject)
    office.on(date(2026, 1, 20))
    with pytest.raises(ImpossibleAct, match="请先撤销"):
        office.draft(subject, Outcome.GRANTED)
    due_on = services.order_redecision(
        subject, OrderedBy.RECONSIDERATION, "reconsideration:2025-0004", office.by("clerk"), working_days=15
    )
    assert due_on == date(2026, 2, 10)
    row = StatusRow.objects.get(pk=subject)
    assert (row.closed_on, row.due_on, row.phase) == (None, date(2026, 2, 10), "open")
    with pytest.raises(ImpossibleAct, match="应当作出答复"):
        services.withdraw(subject, office.by("clerk"))
    office.on(date(2026, 2, 10)).delivered(Outcome.GRANTED, subject=subject)
    (fact,) = [each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.redecided"]
    assert (fact.body["case"], fact.body["ordered_by"]) == ("reconsideration:2025-0004", "reconsideration")
    row = StatusRow.objects.get(pk=subject)
    assert (row.outcome, row.late_days, row.phase) == ("granted", 0, "delivered")
    assert (table(2025), table(2026)) == ([1, 0, 1, 0], [0, 0, 0, 0])
    assert (row_of(2025, "denied_process_info"), row_of(2026, "granted")) == (1, 0)


def test_a_decision_taken_back_is_open_again_and_counts_once(office):
    subject = office.on(date(2025, 10, 20)).application()
    office.on(date(2025, 11, 5)).delivered(Outcome.DENIED_PROCESS_INFO, subject=subject)
    office.on(date(2025, 12, 1))
    with pytest.raises(NotPermitted):
        services.reopen(subject, "适用条款错误", office.by("clerk"))
    with pytest.raises(RefusedStep, match="理由"):
        services.reopen(subject, " ", office.by("head"))
    services.reopen(subject, "适用条款错误", office.by("head"))
    assert table(2025) == [1, 0, 0, 1]
    assert StatusRow.objects.get(pk=subject).due_on == date(2025, 12, 29)
    office.on(date(2025, 12, 10)).delivered(Outcome.GRANTED, subject=subject)
    assert table(2025) == [1, 0, 1, 0] and row_of(2025, "granted") == 1
    assert cache.rebuild(COUNTY) == 0


def test_withdrawal_ends_it_once_and_counts_as_other(office):
    subject = office.application()
    services.withdraw(subject, office.by("clerk"), request=services.File("撤回.jpg", b"jpeg"))
    assert office.status(subject).phase is Phase.WITHDRAWN
    for act in (services.withdraw, services.archive):
        if act is services.archive:
            act(subject, office.by("clerk"))
        with pytest.raises(ImpossibleAct):
            act(subject, office.by("clerk"))
    assert row_of(2025, "other_misc") == 1 and table(2025) == [1, 0, 1, 0]


@pytest.mark.law("OGI 50")
def test_f25_an_application_found_after_the_report_is_a_difference_against_the_filed_one(office):
    office.on(date(2025, 12, 30))
    line = office.letter()
    known = office.application()
    office.on(date(2026, 1, 20)).delivered(subject=known)
    office.on(date(2026, 1, 28))
    filing = filed(office)
    office.on(date(2026, 2, 10))
    assert queries.late_finds(office.clerk, COUNTY) == []
    found = services.register_letter(line, asked("迟到的"), office.by("clerk"))
    assert (found.subject, found.filed_year) == ("foi:2025-0002", 2025)
    (late,) = queries.late_finds(office.clerk, COUNTY)
    assert (late.subject, late.year, late.received_on) == (found.subject, 2025, date(2025, 12, 30))
    assert queries.late_finds(office.liaison, COUNTY) == [], "not another organ's"
    moved = {each.cell_id: (int(each.filed.value), int(each.now.value))
             for each in differences_since_filing(filing)}  # fmt: skip
    assert moved["requests.new_received.total"] == (1, 2)
    assert moved["requests.carried_out.total"] == (1, 2)
    assert not [each for each in moved if "result_total" in each]


PROSE = {
    "s1": "情况说明。",
    "s5": "一是解读不够及时。改进情况：解读与文件同步发布。",
    "s6": "无其他需要报告的事项。",
}


def filed(office, year=2025):
    """The report of 2025, filed; what its checks ask is answered."""
    given = {"on": office.at.date(), "at": office.at, "by": "410223-01.clerk", "sections": PROSE}
    try:
        return reports.file_report(OFFICE, year, **given)
    except ReasonsMissing as missing:
        reasons = {each.fingerprint: "已核对" for each in missing.context["findings"]}
        return reports.file_report(OFFICE, year, **given, reasons=reasons)
