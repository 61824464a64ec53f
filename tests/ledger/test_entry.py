"""One fact through the door: what is refused, what is told, and that nothing is half done."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from gongkai.foi import facts as foi
from gongkai.law.errors import GongkaiError
from gongkai.ledger import entry, reading
from gongkai.ledger.bodies import BadBody, body_text
from gongkai.ledger.errors import AlreadyEntered, AlreadyVoided, RefusedFact, UnknownFact, VoidIsFinal
from gongkai.ledger.facts import Voided
from gongkai.ledger.models import FactRow, OpenSpell
from gongkai.reports import facts as reports
from ledger.acts import DECIDED, ORGAN, RECEIVED, enter, moment


def test_what_is_entered_is_read_back_the_same(database):
    made = enter(RECEIVED, "foi:1", date(2020, 3, 2), origin="mail room", external_id="7")
    assert list(reading.facts("410223")) == [made]
    assert made.body == {"applicant": "natural_person", "intake": "post_signed", "items": 1}
    assert (made.law, made.entered_by, made.organ) == ("OGI 31", "clerk", ORGAN)
    assert FactRow.objects.get().external_id == "7"


def test_exact_numbers_stay_exact(database):
    deed = reports.FigureDeclared(
        cell="proactive.a20_9.procurement.procurement_amount",
        value=Decimal("168700.00"),
        year=2020,
        unit="元",
    )
    assert enter(deed, "figure:2020/x", date(2021, 1, 4)).body["value"] == "168700.00"


def test_enter_in_an_outer_transaction_that_fails_leaves_nothing(database):
    with pytest.raises(RuntimeError), transaction.atomic():
        enter(RECEIVED, "foi:1", date(2020, 3, 2))
        raise RuntimeError
    assert not FactRow.objects.exists() and not OpenSpell.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"subject": "张某某"}, "对象“张某某”写法不对"),
        ({"subject": "foi:13912345678"}, "手机号码"),
        ({"subject": "foi:" + "1" * 200}, "对象"),
        ({"organ": ""}, "机关代码“”写法不对"),
        ({"organ": "县 政府"}, "机关代码"),
        ({"happened_on": date(2020, 3, 3)}, "晚于登记时间 2020-03-02"),
        ({"happened_on": date(1900, 1, 1)}, "过早"),
        ({"happened_on": "2020-03-02"}, "应为日期"),
        ({"happened_on": moment(date(2020, 3, 2))}, "应为日期"),
        ({"entered_at": moment(date(2020, 3, 2)).replace(tzinfo=None)}, "带时区"),
        ({"region": " "}, "地区“ ”写法不对"),
        ({"by": ""}, "登记人“”写法不对"),
        ({"origin": "x" * 61}, "来源"),
    ],
)
def test_unfit_facts_are_refused_in_words(sqlite, given, says):
    plain = {
        "subject": "foi:1",
        "organ": ORGAN,
        "region": "410223",
        "happened_on": date(2020, 3, 2),
        "entered_at": moment(date(2020, 3, 2)),
        "by": "clerk",
    }
    with pytest.raises(RefusedFact, match=says):
        entry.enter(RECEIVED, **{**plain, **given})
    assert not FactRow.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body", "says"),
    [
        ("foi.invented", {}, "没有“foi.invented”这种事实"),
        ("foi.received", {"intake": "web"}, "applicant 必须填写"),
        ("foi.received", {"applicant": "alien", "intake": "web"}, "applicant 应为 natural_person、business"),
        ("foi.received", {"applicant": "business", "intake": "web", "name": "张三"}, "name 没有这一项"),
        ("foi.received", {"applicant": "business", "intake": "web", "items": "3"}, "items 应为整数"),
        ("foi.received", {"applicant": "business", "intake": "web", "items": True}, "items 应为整数"),
        ("foi.received", {"applicant": "business", "intake": "web", "items": -1}, "items 应为不小于零"),
        (
            "foi.received",
            {"applicant": "business", "intake": "web", "arrived_on": "2020-02-30"},
            "arrived_on 应为日期",
        ),
        ("foi.received", {"applicant": 3, "intake": None}, "applicant 应为.*intake 必须填写"),
        ("foi.withdrawn", {"outcome": "granted"}, "outcome 只能是“other_misc”"),
        ("foi.fee_paid", {"amount": 3.5}, "amount 应为写成文字的精确数"),
        ("foi.fee_paid", {"amount": "NaN"}, "amount 应为有限的数"),
        ("foi.fee_paid", {"amount": "三百"}, "amount 应为数"),
        ("foi.fee_paid", {"amount": "1e99"}, "amount 应为有限的数"),
        ("hotline.called_back", {"satisfied": "yes"}, "satisfied 应为是或者否"),
        ("hotline.returned", {"reason": "请联系13912345678"}, "手机号码或者身份证号码"),
        ("hotline.returned", {"reason": "证件 41022319800101123X"}, "手机号码或者身份证号码"),
        ("hotline.returned", {"reason": "a\x00b"}, "控制字符"),
        ("hotline.returned", {"reason": "长" * 2001}, "太长"),
        ("hotline.returned", {"reason": object()}, "不认识的值"),
        (
            "reports.filed",
            {"format": "annual-2019", "year": 2020, "known_at": "2021-01-25T09:00:00", "hash": "0"},
            "带时区",
        ),
        (
            "reports.filed",
            {"format": "annual-2019", "year": 2020, "known_at": "昨天", "hash": "0"},
            "应为时间",
        ),
    ],
)
def test_bodies_that_do_not_fit_are_refused_by_field(kind, body, says):
    with pytest.raises(GongkaiError, match=says):
        body_text(kind, body)


def test_a_one_and_a_true_are_not_the_same_body():
    good = {"applicant": "business", "intake": "web", "items": 1}
    assert body_text("foi.received", good)
    with pytest.raises(BadBody):
        body_text("foi.received", {**good, "items": True})


def test_a_hash_is_no_mobile_number():
    digest = "ab13912345678cd" + "0" * 49
    assert digest in body_text(
        "reports.figure_declared", {"cell": "c", "value": "1", "year": 2020, "evidence_hash": digest}
    )


def test_a_deed_with_a_wrong_value_is_refused(sqlite):
    with pytest.raises(BadBody, match="outcome 应为"):
        enter(foi.Decided(outcome="maybe"), "foi:1", date(2020, 3, 2))


def test_the_same_external_id_is_refused_and_told(database):
    first = enter(RECEIVED, "foi:1", date(2020, 3, 2), origin="a", external_id="1")
    with pytest.raises(AlreadyEntered, match=f"第{first.seq}号"):
        enter(RECEIVED, "foi:2", date(2020, 3, 2), origin="a", external_id="1")
    enter(RECEIVED, "foi:2", date(2020, 3, 2), origin="b", external_id="1")
    enter(RECEIVED, "foi:2", date(2020, 3, 2), origin="a", external_id="1", region="410224")


def take_back(seq: int, day: date = date(2020, 4, 1), **more):
    given = {"reason": "登记有误", "region": "410223", "entered_at": moment(day), "by": "clerk", **more}
    return entry.void(seq, **given)


def test_voiding_keeps_both_and_counts_neither(database):
    made = enter(RECEIVED, "foi:1", date(2020, 3, 2))
    void = take_back(made.seq)
    assert (void.kind, void.voids, void.subject, void.organ) == ("ledger.voided", made.seq, "foi:1", ORGAN)
    assert list(reading.facts("410223")) == [void]
    assert reading.timeline("410223", "foi:1") == [made, void]
    assert list(reading.facts("410223", known_at=moment(date(2020, 3, 31)))) == [made]


def test_what_cannot_be_voided(database):
    made = enter(RECEIVED, "foi:1", date(2020, 3, 2))
    for refused, seq, more in [
        (UnknownFact, made.seq + 7, {}),
        (UnknownFact, made.seq, {"region": "410224"}),
        (RefusedFact, made.seq, {"reason": " "}),
        (RefusedFact, made.seq, {"entered_at": moment(date(2020, 3, 2))}),
    ]:
        with pytest.raises(refused):
            take_back(seq, **more)
    void = take_back(made.seq)
    with pytest.raises(AlreadyVoided, match=f"第{void.seq}号"):
        take_back(made.seq)
    with pytest.raises(VoidIsFinal, match="不能再作废"):
        take_back(void.seq)
    with pytest.raises(RefusedFact, match="作废功能"):
        enter(Voided(reason="x"), "foi:1", date(2020, 4, 1), voids=made.seq)


def test_what_a_reopening_may_take_back(database):
    made = enter(RECEIVED, "foi:1", date(2020, 3, 2))
    decision = enter(DECIDED, "foi:1", date(2020, 3, 9))
    for says, subject, day, voids in [
        ("要指明撤回哪一条", "foi:1", date(2020, 3, 20), None),
        ("没有办结什么", "foi:1", date(2020, 3, 20), made.seq),
        ("对象是“foi:1”", "foi:2", date(2020, 3, 20), decision.seq),
        ("早于", "foi:1", date(2020, 3, 8), decision.seq),
    ]:
        with pytest.raises(RefusedFact, match=says):
            at = moment(date(2020, 3, 20))
            enter(foi.Reopened(), subject, day, voids=voids, entered_at=at)
    with pytest.raises(RefusedFact, match="不能同时撤回"):
        enter(DECIDED, "foi:1", date(2020, 3, 9), voids=made.seq)
    again = enter(foi.Reopened(), "foi:1", date(2020, 3, 20), voids=decision.seq)
    with pytest.raises(AlreadyVoided):
        enter(foi.Reopened(), "foi:1", date(2020, 3, 21), voids=decision.seq)
    with pytest.raises(VoidIsFinal):
        take_back(again.seq)


def in_threads(count: int, work) -> list:
    """What the work gave, or which error, in threads that start together on connections of their own."""
    start, found = threading.Barrier(count), []

    def run(number: int) -> None:
        start.wait()
        try:
            found.append(work(number))
        except GongkaiError as problem:
            found.append(problem.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def test_of_two_that_void_at_once_one_succeeds(database):
    made = enter(RECEIVED, "foi:1", date(2020, 3, 2))
    connection.close()
    found = in_threads(6, lambda _: take_back(made.seq).kind)
    assert sorted(found) == ["already_voided"] * 5 + ["ledger.voided"]


def test_many_enter_at_once_and_none_is_lost(database):
    connection.close()
    made = in_threads(
        8, lambda number: [enter(RECEIVED, f"foi:{number}", date(2020, 3, 2)) for _ in range(5)]
    )
    numbers = [each.seq for several in made for each in several]
    assert len(set(numbers)) == 40 == FactRow.objects.count()
    assert OpenSpell.objects.count() == 8
