"""What is due and what is late: twenty working days, reassessment, validity, explainers, columns."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from office import open_office, sample

from gongkai.records import queries, services
from gongkai.records.facts import ExplainerForm, Openness, TakeDownReason
from gongkai.records.services import ImportRow
from invented_county import COUNTY, HEALTH

TODAY = date(2020, 6, 10)


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def kinds(actor, day=TODAY):
    found = queries.alarms(actor, day)
    return [(each.kind, each.due_on, each.late) for each in found if each.kind != "column"]


@pytest.mark.law("OGI 26")
def test_what_was_made_is_public_within_twenty_working_days(office):
    office.draft(made_on=date(2020, 6, 8))
    # 25 and 26 June 2020 were a holiday, 28 June a make-up working day.
    assert kinds(office.liaison) == [("publish", date(2020, 7, 7), 0)]
    assert kinds(office.liaison, date(2020, 7, 9)) == [("publish", date(2020, 7, 7), 2)]
    assert kinds(office.stranger) == [], "another organ's matter"


@pytest.mark.law("OGI 26")
def test_a_change_has_its_own_twenty_days(office):
    there = office.live()
    assert kinds(office.liaison) == []
    services.begin_edition(there.subject, by=office.liaison, at=office.later(), change_note="更正")
    assert kinds(office.liaison) == [("change", date(2020, 7, 9), 0)]


@pytest.mark.law("OGI 18")
def test_what_is_withheld_is_assessed_again_in_time(office):
    office.cleared(openness=Openness.WITHHELD, ground="OGI 16.2")
    assert kinds(office.liaison) == []
    assert kinds(office.liaison, date(2021, 6, 1)) == [("reassess", date(2021, 6, 10), 0)]


def document(number: int, **more) -> ImportRow:
    content = sample(
        doc_no=f"尉政〔2020〕{number}号", made_on=date(2020, 3, 2), title=f"办法{number}", **more
    )
    return ImportRow(
        external_id=str(number),
        type="normative_document",
        organ=HEALTH,
        content=content,
        published_on=date(2020, 3, 4),
        subject=f"record:2020-document-{number}",
    )


def take(office, *rows):
    services.import_published(rows, origin="旧", paper="审批单册", by=office.clerk, at=office.later())


def test_policies_are_explained_in_three_working_days(office):
    explainer = ImportRow(
        external_id="e",
        type="explainer",
        organ=HEALTH,
        content=sample(made_on=date(2020, 3, 2), title="解读"),
        published_on=date(2020, 3, 12),
        explains="record:2020-document-1",
        form=ExplainerForm.TEXT,
    )
    take(office, document(1), document(2), explainer)
    services.exempt_explainer(
        "record:2020-document-2", reason="不涉及群众权益", by=office.clerk, at=office.later()
    )
    assert kinds(office.clerk) == []
    take(office, document(3))
    assert [(kind, day) for kind, day, _ in kinds(office.clerk)] == [("explain", date(2020, 3, 9))]
    lags = queries.late_explainers(COUNTY, date(2020, 1, 1), date(2020, 12, 31))
    assert [(each.subject, each.due_on, each.done_on, each.late) for each in lags] == [
        ("record:2020-document-1", date(2020, 3, 9), date(2020, 3, 12), 3)
    ]


def test_a_validity_that_ends_is_told_three_months_ahead(office):
    take(office, document(1, valid_until=date(2020, 8, 31)))
    found = [each for each in queries.alarms(office.clerk, TODAY) if each.kind == "validity"]
    assert [(each.due_on, each.law) for each in found] == [(date(2020, 8, 31), "NORMATIVE2018")]


@pytest.mark.law("OGI 26")
def test_late_publications_of_a_period(office):
    late = ImportRow(
        external_id="late",
        type="notice",
        organ=HEALTH,
        content=sample(made_on=date(2020, 3, 2), title="迟发"),
        published_on=date(2020, 4, 1),
    )
    on_time = ImportRow(
        external_id="ok",
        type="notice",
        organ=HEALTH,
        content=sample(made_on=date(2020, 3, 2), title="按时"),
        published_on=date(2020, 3, 30),
    )
    take(office, late, on_time)
    found = queries.late_publications(COUNTY, date(2020, 1, 1), date(2020, 12, 31))
    assert [(each.title, each.due_on, each.late) for each in found] == [("迟发", date(2020, 3, 30), 2)]


def test_neglected_columns(office):
    office.live()
    found = {each.code: each for each in queries.stale_columns(COUNTY, date(2020, 7, 20))}
    assert set(found) == {"news", "notices", "documents"}
    assert found["notices"].idle == 27 and found["notices"].limit == 20
    assert found["news"].last_published_on is None
    assert {each.code for each in queries.stale_columns(COUNTY, date(2020, 6, 20))} == {"news", "documents"}


def test_a_forced_publication_stays_an_alarm_until_it_is_made_good(office):
    there = office.approve(office.submitted(), "secrecy")
    there = services.force_publish(
        there.subject, sha256=there.sha256, reason="汛情紧急，先行发布", by=office.leader, at=office.later()
    )
    assert [each[0] for each in kinds(office.inspector)] == ["forced"]
    assert queries.registration(COUNTY, TODAY, TODAY)[0].remark == "紧急发布，待补审"
    services.clear_forced(
        there.subject, sha256=there.sha256, remarks="内容无误", by=office.inspector, at=office.later()
    )
    assert kinds(office.inspector) == []
    assert queries.registration(COUNTY, TODAY, TODAY)[0].remark == "紧急发布，已补审"


def test_the_registration_list_names_who_cleared(office):
    there, other = office.live(), office.live(title="另一通知")
    services.withdraw(
        other.subject, reason=TakeDownReason.ERROR, text="内容有误。", by=office.clerk, at=office.later()
    )
    lines = queries.registration(COUNTY, date(2020, 6, 1), date(2020, 6, 30))
    assert [(each.index_no, each.remark) for each in lines] == [
        (there.index_no, ""),
        (other.index_no, "2020-06-10 撤下"),
    ]
    assert lines[0].cleared_by == (
        ("一审", "甲first"),
        ("二审", "甲second"),
        ("三审", "甲third"),
        ("保密审查", "甲secrecy"),
    )
    assert queries.registration(COUNTY, date(2020, 5, 1), date(2020, 5, 31)) == []


def test_asking_costs_the_same_for_one_and_for_many(office):
    def cost(ask):
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    def everything():
        queries.alarms(office.clerk, TODAY)
        queries.registration(COUNTY, date(2020, 1, 1), date(2020, 12, 31))

    office.draft()
    office.live()
    few = cost(everything)
    for n in range(4):
        office.draft(title=f"草稿{n}")
        office.live(title=f"通知{n}")
    assert cost(everything) == few <= 12
