"""What the public sees: pages, lists, facets, and how much it costs to ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from office import open_office

from gongkai.records import queries, services
from gongkai.records.facts import TakeDownReason
from gongkai.records.queries import Wanted, lists
from invented_county import COUNTY, HEALTH

TODAY = date(2020, 6, 10)


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def test_a_live_record_is_shown_whole(office):
    there = office.live(keywords=("防汛", "应急"), other_columns=("news",))
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert (shown.title, shown.organ_name) == ("关于做好防汛工作的通知", "尉氏县卫生健康委员会")
    assert shown.column_name == "公示公告" and shown.board_name == "政府信息公开"
    assert shown.other_columns == ("news",)
    assert shown.published_on == TODAY and shown.index_no == there.index_no
    assert shown.content.keywords == ("防汛", "应急")
    assert shown.text == "各乡镇人民政府：\n现将有关事项通知如下。"
    assert queries.public_record(id=shown.id, as_of=TODAY) == shown


def test_nothing_is_shown_before_publication(office):
    there = office.cleared()
    assert queries.public_record(subject=there.subject, as_of=TODAY) is None
    assert queries.lines(COUNTY, Wanted(), as_of=TODAY) == []
    assert queries.still_visible([there.subject]) == set()


def test_lists_by_column_organ_year(office):
    first, second = office.live(title="甲"), office.live(title="乙", other_columns=("news",))
    office.submitted(title="丙")

    def titles(**wanted):
        return [each.title for each in queries.lines(COUNTY, Wanted(**wanted), as_of=TODAY)]

    assert titles() == ["乙", "甲"]
    assert titles(column="news") == ["乙"]
    assert titles(column="notices") == ["乙", "甲"]
    assert titles(organ=HEALTH, year=2020) == ["乙", "甲"]
    assert titles(year=2019) == titles(column="nowhere") == titles(types=("news",)) == []
    assert queries.count(COUNTY, Wanted(column="news"), as_of=TODAY) == 1
    assert second.subject in queries.still_visible([first.subject, second.subject])


@pytest.mark.parametrize("walk", [1, 2, 1000])
def test_a_walk_over_all_lines_passes_over_each_once(office, monkeypatch, walk):
    monkeypatch.setattr(lists, "WALK", walk)
    for title in "甲乙丙丁戊":
        office.live(title=title, other_columns=("news",) if title in "乙丁" else ())
    newest = queries.lines(COUNTY, Wanted(column="news"), as_of=TODAY)
    assert [each.title for each in newest] == ["丁", "乙"]
    for wanted in (Wanted(column="news"), Wanted(column="notices"), Wanted(year=2019)):
        walked = list(queries.all_lines(COUNTY, wanted, as_of=TODAY))
        assert walked[::-1] == queries.lines(COUNTY, wanted, as_of=TODAY)


def test_public_records_by_number_have_their_address(office):
    first, second = office.live(title="甲"), office.live(title="乙")
    one, two = queries.by_subject([first.subject, second.subject], as_of=TODAY)
    start, stop = sorted((one.id, two.id))
    assert queries.numbered(COUNTY, start, stop + 1) == [
        (each.address, each.changed_at) for each in sorted((one, two), key=lambda each: each.id)
    ]
    assert len(queries.numbered(COUNTY, start, stop)) == 1


def test_facets_count_what_is_asked_for(office):
    office.live(title="甲", topic="减灾救灾")
    office.live(title="乙", topic="卫生", other_columns=("news",))
    found = queries.facets(COUNTY, Wanted(column="notices"), as_of=TODAY)
    assert [(each.value, each.count) for each in found["topic"]] == [("减灾救灾", 1), ("卫生", 1)]
    assert [(each.title, each.count) for each in found["organ"]] == [("尉氏县卫生健康委员会", 2)]
    assert [(each.title, each.count) for each in found["year"]] == [("2020年", 2)]
    assert found["validity"] == []


def test_columns_know_how_many_and_when(office):
    office.live(other_columns=("news",))
    found = {each.code: each for each in queries.columns(COUNTY)}
    assert list(found) == ["news", "notices", "documents"]
    assert (found["news"].count, found["notices"].count, found["documents"].count) == (1, 1, 0)
    assert found["notices"].last_published_on == TODAY and found["documents"].last_published_on is None


def test_a_withdrawn_record_keeps_its_address_only(office):
    there = office.live()
    services.withdraw(
        there.subject,
        reason=TakeDownReason.ERROR,
        text="内容有误，更正后重新发布。",
        by=office.clerk,
        at=office.later(),
    )
    assert queries.lines(COUNTY, Wanted(), as_of=TODAY) == []
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert not shown.visible and shown.withdrawal.text == "内容有误，更正后重新发布。"
    assert not shown.withdrawal.readable and shown.content.body == "" and shown.attachments == ()


def test_a_banner_keeps_the_content_readable(office):
    there = office.live()
    services.withdraw(
        there.subject,
        reason=TakeDownReason.EXPIRED,
        text="活动已经结束。",
        by=office.clerk,
        at=office.later(),
    )
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert shown.withdrawal.readable and "现将有关事项" in shown.content.body


def test_asking_costs_the_same_for_one_and_for_many(office):
    for n in range(3):
        office.live(title=f"第{n}号", other_columns=("news",))

    def cost(ask):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ask()
        return len(asked)

    ids = queries.live_ids(COUNTY)
    one = cost(lambda: list(queries.public_records(ids[:1], as_of=TODAY)))
    assert one == cost(lambda: list(queries.public_records(ids, as_of=TODAY))) <= 8
    assert cost(lambda: queries.lines(COUNTY, Wanted(), as_of=TODAY)) == 2
    assert cost(lambda: queries.lines(COUNTY, Wanted(column="news"), as_of=TODAY)) == 4
    assert cost(lambda: queries.columns(COUNTY)) == 3
    assert cost(lambda: queries.facets(COUNTY, Wanted(column="news"), as_of=TODAY)) == 6
