"""The bulk door: what comes in, twice, changed, wrong; and that it is the same as what was published here."""

from datetime import date

import pytest
from office import open_office, sample

from gongkai.ledger.reading import timeline
from gongkai.records import outbox, queries, services
from gongkai.records.errors import RefusedImport
from gongkai.records.facts import ExplainerForm
from gongkai.records.models import Decision, Edition, Record
from gongkai.records.queries import Wanted
from gongkai.records.services import ImportRow
from invented_county import COUNTY, HEALTH, OFFICE

TODAY = date(2020, 6, 10)


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def row(number: int, **changed) -> ImportRow:
    content = {"title": f"第{number}号通知", "made_on": date(2020, 3, 2), **changed.pop("content", {})}
    given = {
        "external_id": f"old-{number}",
        "type": "notice",
        "organ": HEALTH,
        "published_on": date(2020, 3, 4),
        "content": sample(**content),
    }
    return ImportRow(**{**given, **changed})


def take(office, rows, **more):
    return services.import_published(
        rows, origin="旧网站", paper="2020年信息发布审批单", by=office.clerk, at=office.later(), **more
    )


def test_imported_records_are_public_with_their_facts_and_numbers(office):
    result = take(office, [row(1), row(2, content={"other_columns": ("news",)}), row(3, organ=OFFICE)])
    assert result.line == "共3条：新增3，已有0，有变化0。"
    lines = queries.lines(COUNTY, Wanted(column="notices"), as_of=TODAY)
    assert [each.title for each in lines] == ["第3号通知", "第2号通知", "第1号通知"]
    assert [each.index_no for each in lines] == [
        "410223-01/2020-00001",
        "410223-15/2020-00002",
        "410223-15/2020-00001",
    ]
    assert queries.count(COUNTY, Wanted(column="news"), as_of=TODAY) == 1
    whole = queries.public_record(subject=lines[0].subject, as_of=TODAY)
    assert whole.content.made_on == date(2020, 3, 2) and whole.published_on == date(2020, 3, 4)
    entered = [(each.kind, each.happened_on) for each in timeline(COUNTY, lines[0].subject)]
    assert entered == [
        ("records.made", date(2020, 3, 2)),
        ("records.cleared", date(2020, 3, 4)),
        ("records.published", date(2020, 3, 4)),
    ]
    assert {each.subject for each in outbox.read("search")} == {each.subject for each in lines}


def test_every_imported_record_carries_its_paper_on_its_own_content(office):
    take(office, [row(1), row(2)])
    for edition in Edition.objects.select_related("revision"):
        decision = Decision.objects.get(edition=edition)
        assert (decision.step, decision.remarks) == ("paper", "2020年信息发布审批单")
        assert decision.sha256 == edition.revision.sha256 and decision.revision_id == edition.revision_id
    with pytest.raises(RefusedImport, match="审查凭据"):
        services.import_published([row(9)], origin="旧网站", paper="", by=office.clerk, at=office.later())


def test_the_same_rows_again_change_nothing(office):
    take(office, [row(1), row(2)])
    before = (
        outbox.waiting("bake"),
        Record.objects.count(),
        list(timeline(COUNTY, Record.objects.first().subject)),
    )
    again = take(office, [row(2), row(1), row(1)])
    assert again.line == "共3条：新增0，已有3，有变化0。"
    assert before == (
        outbox.waiting("bake"),
        Record.objects.count(),
        list(timeline(COUNTY, Record.objects.first().subject)),
    )


def test_changed_rows_are_listed_not_taken(office):
    take(office, [row(1)])
    result = take(office, [row(1, content={"title": "改过的标题"}), row(2)])
    assert (result.new, result.same, len(result.changed)) == (1, 0, 1)
    assert result.changed[0].what == ("内容",)
    assert Record.objects.get(external_id="old-1").title == "第1号通知"


def test_wrong_rows_are_named_and_none_is_taken(office):
    rows = [
        row(1),
        row(2, organ="410223-99", place="第7行"),
        row(3, published_on=date(2020, 3, 1)),
        row(4, content={"column": "nowhere"}),
        row(5, type="no-such-type"),
        row(6, published_on=date(2021, 1, 1)),
    ]
    with pytest.raises(RefusedImport) as refused:
        take(office, rows)
    problems = refused.value.context["problems"]
    assert len(problems) == 5
    assert problems[0].startswith("第7行：") and "410223-99" in problems[0]
    assert problems[1].startswith("第3行：") and "先后不对" in problems[1]
    assert Record.objects.count() == 0 and outbox.waiting("search") == 0


def test_an_imported_explainer_is_tied_to_its_policy(office):
    policy = row(
        1,
        type="normative_document",
        subject="record:2020-document-0001",
        content={"doc_no": "尉政〔2020〕1号"},
    )
    explainer = row(
        2,
        type="explainer",
        published_on=date(2020, 3, 9),
        explains="record:2020-document-0001",
        form=ExplainerForm.CHART,
    )
    take(office, [policy, explainer])
    shown = queries.public_record(subject="record:2020-document-0001", as_of=TODAY)
    assert [(each.title, each.form) for each in shown.explained_by] == [("第2号通知", "chart")]
    explained = [each for each in timeline(COUNTY, shown.subject) if each.kind == "records.explained"]
    assert [each.happened_on for each in explained] == [date(2020, 3, 9)]


def test_drafts_from_a_table_still_go_through_clearance(office):
    result = services.import_drafts(
        [row(1, published_on=None)], origin="表", by=office.clerk, at=office.later()
    )
    assert result.new == 1
    record = Record.objects.get()
    assert not record.visible and record.index_no == "" and list(timeline(COUNTY, record.subject)) == []
    sha = record.draft_edition.revision.sha256
    there = services.submit(record.subject, sha256=sha, by=office.liaison, at=office.later())
    office.clear(there)


def test_numbers_go_on_after_an_import(office):
    take(office, [row(1)])
    assert office.live().index_no == "410223-15/2020-00002"
    assert office.draft().subject == "record:2020-000003"


def test_only_the_clerk_imports(office):
    with pytest.raises(Exception, match="批量导入"):
        services.import_drafts([row(1)], origin="表", by=office.liaison, at=office.later())


def test_a_new_edition_of_an_imported_record_does_not_enter_its_making_again(office):
    take(office, [row(1)])
    subject = Record.objects.get().subject
    there = services.begin_edition(subject, by=office.liaison, at=office.later(), change_note="补充附件")
    there = services.submit(subject, sha256=there.sha256, by=office.liaison, at=office.later())
    there = office.clear(there)
    services.publish(subject, sha256=there.sha256, by=office.clerk, at=office.later())
    kinds = [each.kind for each in timeline(COUNTY, subject)]
    assert kinds.count("records.made") == kinds.count("records.published") == 1
