"""The batch door: all or nothing, the same rows twice change nothing, every row accounted for."""

import random
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import fresh_region
from gongkai.foi import facts as foi
from gongkai.ledger import batch, entry, open_spells, reading
from gongkai.ledger.errors import RefusedBatch
from gongkai.ledger.models import FactRow, OpenSpell
from gongkai.ledger.rows import Row
from ledger.acts import DECIDED, ORGAN, RECEIVED, enter, moment

DOOR = {
    "region": "410223",
    "origin": "市长专线",
    "entered_at": moment(date(2021, 1, 5)),
    "by": "import",
}


def referred(count: int) -> list[Row]:
    """Referred tickets, as the city's file would hold them."""
    return [
        Row(
            "hotline.received",
            f"hotline:2020-{number:04d}",
            ORGAN,
            date(2020, 1, 1) + timedelta(days=number % 366),
            f"zx{number:05d}",
            {"line": "city", "appeal": "help", "category": f"类别{number % 7}"},
        )
        for number in range(1, count + 1)
    ]


def test_a_file_imported_twice_and_shuffled_is_there_once(database):
    rows = referred(2718)
    assert entry.enter_batch(rows, **DOOR).line == "共2718条：新增2718，已有0，有变化0。"
    before = list(reading.facts("410223"))
    assert entry.enter_batch(rows, **DOOR).line == "共2718条：新增0，已有2718，有变化0。"
    random.Random(7).shuffle(rows)
    turned = [replace(each, body=dict(reversed(list(each.body.items())))) for each in rows]
    assert entry.enter_batch(turned, **DOOR).line == "共2718条：新增0，已有2718，有变化0。"
    assert list(reading.facts("410223")) == before
    assert OpenSpell.objects.count() == 2718


def test_what_one_transaction_brings_in_is_known_to_the_planner(database):
    """Else each hundred facts more are placed by reading all that came before them."""
    if connection.vendor != "postgresql":
        return
    entry.enter_batch(referred(9000), **{**DOOR, "region": fresh_region()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relname LIKE 'ledger_%'")
        known = dict(cursor.fetchall())
    assert known["ledger_fact"] >= 1000, known
    assert known["ledger_open_spell"] >= 1000, known


def test_what_came_changed_is_listed_and_not_entered(database):
    rows = referred(3)
    entry.enter_batch(rows, **DOOR)
    rows[1] = replace(rows[1], body={**rows[1].body, "appeal": "complaint"}, happened_on=date(2020, 5, 5))
    rows.append(referred(4)[3])
    done = entry.enter_batch(rows, **DOOR)
    assert (done.new, done.same, done.total) == (1, 2, 4)
    (changed,) = done.changed
    assert (changed.place, changed.external_id, changed.what) == ("第2行", "zx00002", ("发生日期", "内容"))
    assert FactRow.objects.get(seq=changed.seq).external_id == "zx00002"
    assert done.line.startswith("共4条：新增1，已有2，有变化1（")
    with pytest.raises(RefusedBatch, match="第2行：编号zx00002已按别的内容登记"):
        entry.enter_batch([*rows, *referred(9)], changed="refuse", **DOOR)
    assert FactRow.objects.count() == 4


def test_the_same_number_twice_in_one_batch(database):
    first, second = referred(2)
    done = entry.enter_batch([first, first, replace(second, external_id="zx00001")], **DOOR)
    assert (done.new, done.same, len(done.changed)) == (1, 1, 1)
    assert done.changed[0].seq == 0


def test_wrong_rows_are_named_and_nothing_is_entered(database):
    rows = referred(40)
    rows[2] = replace(rows[2], body={"line": "town", "appeal": "help"})
    rows[6] = replace(rows[6], kind="hotline.invented", place="表1第8行")
    rows[7] = replace(rows[7], organ="", external_id="")
    rows[8] = replace(rows[8], happened_on=date(2022, 1, 1))
    rows[9] = replace(rows[9], kind="ledger.voided")
    with pytest.raises(RefusedBatch) as refused:
        entry.enter_batch(rows, **DOOR)
    text = refused.value.message
    assert text.startswith("有5行不能登记，全部未登记")
    for part in (
        "第3行：“hotline.received”的内容不对：line 应为 county、city 之一，实为“town”",
        "表1第8行：没有“hotline.invented”这种事实",
        "第8行：机关代码“”写法不对，不能为空或者含空格，不超过40字；来源编号“”写法不对",
        "第9行：发生日期 2022-01-01 晚于登记时间 2021-01-05",
        "第10行：作废不能批量办理",
    ):
        assert part in text
    assert not FactRow.objects.exists() and not OpenSpell.objects.exists()


def test_a_long_list_of_wrong_rows_is_cut_in_words(sqlite):
    rows = [replace(each, organ="") for each in referred(25)]
    with pytest.raises(RefusedBatch, match="……另有5行") as refused:
        entry.enter_batch(rows, **DOOR)
    assert len(refused.value.context["problems"]) == 25


def test_a_source_that_breaks_in_the_middle_leaves_nothing(database):
    def broken():
        yield from referred(1400)
        raise OSError("killed")

    batch_size = batch.CHUNK
    batch.CHUNK = 500
    try:
        with pytest.raises(OSError, match="killed"):
            entry.enter_batch(broken(), **DOOR)
        assert not FactRow.objects.exists() and not OpenSpell.objects.exists()
        assert entry.enter_batch(referred(2718), **DOOR).new == 2718
    finally:
        batch.CHUNK = batch_size


def test_two_imports_of_one_file_at_once(database):
    connection.close()
    lines = []

    def run() -> None:
        try:
            lines.append(entry.enter_batch(referred(600), **DOOR).line)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(lines) == ["共600条：新增0，已有600，有变化0。", "共600条：新增600，已有0，有变化0。"]
    assert FactRow.objects.count() == 600


def case(*rows: tuple) -> list[Row]:
    """One application's rows: deed, day, external id, external id taken back."""
    return [
        Row.of(deed, subject="foi:1", organ=ORGAN, happened_on=day, external_id=number, voids=voids)
        for deed, day, number, voids in rows
    ]


def test_a_batch_may_reopen_what_it_closed_and_come_again(database):
    rows = case(
        (RECEIVED, date(2020, 3, 2), "r", ""),
        (DECIDED, date(2020, 3, 9), "d", ""),
        (foi.Reopened(), date(2020, 3, 20), "o", "d"),
        (foi.Decided(outcome=foi.Outcome.PARTIAL), date(2020, 3, 30), "e", ""),
    )
    assert entry.enter_batch(rows, **DOOR).new == 4
    assert [each.body.get("outcome") for each in reading.facts("410223", kinds=["foi.decided"])] == [
        "partial"
    ]
    assert entry.enter_batch(rows, **DOOR).same == 4
    assert open_spells.open_at("410223", "application", date(2021, 1, 1)) == []


def test_a_batch_may_not_take_back_what_is_not_there(database):
    for rows, says in [
        (case((foi.Reopened(), date(2020, 3, 20), "o", "d")), "要撤回的“d”没有登记过"),
        (case((foi.Reopened(), date(2020, 3, 20), "o", "")), "要指明撤回哪一条"),
        (case((RECEIVED, date(2020, 3, 2), "r", ""), (DECIDED, date(2020, 3, 9), "d", "r")), "不能同时撤回"),
        (
            case((RECEIVED, date(2020, 3, 2), "r", ""), (foi.Reopened(), date(2020, 3, 20), "o", "r")),
            "没有办结什么",
        ),
    ]:
        with pytest.raises(RefusedBatch, match=says):
            entry.enter_batch(rows, **DOOR)
    assert not FactRow.objects.exists()


def test_rows_may_be_known_at_their_own_time(database):
    (row,) = referred(1)
    entry.enter_batch([replace(row, entered_at=moment(date(2020, 2, 1)))], **DOOR)
    assert len(list(reading.facts("410223", known_at=moment(date(2020, 2, 2))))) == 1


def test_a_batch_needs_an_origin(sqlite):
    with pytest.raises(RefusedBatch, match="写明来源"):
        entry.enter_batch(referred(1), **{**DOOR, "origin": ""})


def test_a_batch_and_a_single_entry_share_external_ids(database):
    enter(RECEIVED, "foi:1", date(2020, 3, 2), origin="市长专线", external_id="r")
    done = entry.enter_batch(case((RECEIVED, date(2020, 3, 2), "r", "")), **DOOR)
    assert (done.new, done.same) == (0, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    cut=st.lists(st.integers(0, 30), max_size=4),
    order=st.randoms(use_true_random=False),
    chunk=st.sampled_from([1, 3, 5000]),
)
def test_however_a_file_is_cut_and_repeated_the_ledger_ends_the_same(sqlite, cut, order, chunk):
    door = {**DOOR, "region": fresh_region()}
    rows = referred(20)
    batch_size, batch.CHUNK = batch.CHUNK, chunk
    try:
        for end in cut:
            part = rows[:end]
            order.shuffle(part)
            done = entry.enter_batch(part, **door)
            assert done.total == len(part) and not done.changed
        entry.enter_batch(rows, **door)
    finally:
        batch.CHUNK = batch_size
    entered = list(reading.facts(door["region"]))
    assert sorted(each.subject for each in entered) == [each.subject for each in rows]
