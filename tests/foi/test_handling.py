"""Between receipt and reply: supplement, reasons, consultations, extension, fee, splitting."""

from datetime import date
from decimal import Decimal

import pytest
from foi_office import asked, someone

from gongkai.casework.models import Deed, StatusRow
from gongkai.casework.services import status as cache
from gongkai.foi import queries, services
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Intake, Letter, Manner, Opinion, Outcome, Party, Relief, Tariff
from gongkai.foi.models import Application
from gongkai.foi.status import ImpossibleAct, Meaning, Phase, UnlawfulAct
from gongkai.foi.tallies import items_before
from gongkai.ledger import reading
from gongkai.organs.permissions import NotPermitted
from invented_county import COUNTY, HEALTH, OFFICE


@pytest.mark.law("OGI 30")
def test_f6_a_late_request_needs_a_reason_and_then_the_head(office):
    subject = office.on(date(2025, 9, 22)).application()
    office.on(date(2025, 10, 9))
    with pytest.raises(UnlawfulAct, match="2025-09-30"):
        services.request_supplement(subject, 10, office.by("clerk"))
    services.request_supplement(subject, 10, office.by("clerk"), despite="工作失误，已要求整改")
    deed = Deed.objects.filter(subject=subject, verb="foi.request_supplement").get()
    assert "2025-09-30" in deed.result["warning"] and deed.result["despite"] == "工作失误，已要求整改"
    now = office.status(subject)
    assert (now.due_on, now.phase) == (date(2025, 10, 24), Phase.OPEN)
    with pytest.raises(NotPermitted):
        services.uphold_supplement(subject, office.by("clerk"))
    services.uphold_supplement(subject, office.by("head"))
    assert office.status(subject).phase is Phase.SUPPLEMENT_AWAITED
    services.supplement(subject, office.on(date(2025, 10, 15)).by("clerk"))
    assert StatusRow.objects.get(pk=subject).due_on == date(2025, 11, 12)


def test_a_warning_is_not_overridden_by_who_may_not(office):
    subject = office.on(date(2025, 9, 22)).application(organ=HEALTH, who="liaison")
    office.on(date(2025, 10, 9))
    with pytest.raises(NotPermitted, match="说明理由后登记"):
        services.request_supplement(subject, 10, office.by("liaison"), despite="想这么办")
    assert [each.kind for each in reading.timeline(COUNTY, subject)] == ["foi.received"]


@pytest.mark.law("OGI 30")
def test_f7_once_and_f8_lapse_and_revival(office):
    subject = office.on(date(2025, 6, 3)).application()
    office.on(date(2025, 6, 6))
    until = services.request_supplement(subject, 15, office.by("clerk"))
    assert until == date(2025, 6, 27)
    with pytest.raises(ImpossibleAct, match="一次性"):
        services.request_supplement(subject, 15, office.by("clerk"))
    with pytest.raises(ImpossibleAct, match="还没有届满"):
        services.find_lapsed(subject, "无正当理由", office.by("head"))
    office.on(date(2025, 7, 1))
    with pytest.raises(NotPermitted):
        services.find_lapsed(subject, "无正当理由", office.by("clerk"))
    with pytest.raises(RefusedStep, match="依据"):
        services.find_lapsed(subject, " ", office.by("head"))
    assert services.find_lapsed(subject, "两次电话告知", office.by("head")) is Outcome.OTHER_NO_SUPPLEMENT
    assert StatusRow.objects.get(pk=subject).outcome == "other_no_supplement"
    office.on(date(2025, 7, 14))
    with pytest.raises(RefusedStep, match="不是因申请人逾期"):
        services.reopen(subject, "住院", office.by("head"), excused=Letter.FEE_NOTICE)
    services.reopen(subject, "申请人证明住院", office.by("head"), excused=Letter.SUPPLEMENT_REQUEST)
    services.supplement(subject, office.by("clerk"))
    row = StatusRow.objects.get(pk=subject)
    assert (row.due_on, row.closed_on, row.phase) == (date(2025, 8, 11), None, "open")
    assert len([each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.received"]) == 1


@pytest.mark.law("OGI 33.2")
def test_f9_extension_at_the_edge(office):
    one, two, three = (office.on(date(2025, 12, 10)).application() for _ in range(3))
    office.on(date(2026, 1, 7))
    with pytest.raises(NotPermitted):
        services.extend(one, 20, office.by("clerk"))
    with pytest.raises(ImpossibleAct, match="最长20个工作日"):
        services.extend(one, 21, office.by("head"))
    assert services.extend(one, 20, office.by("head")) == date(2026, 2, 5)
    with pytest.raises(ImpossibleAct, match="不能再次延期"):
        services.extend(one, 5, office.by("head"))
    services.deliver(one, Manner.POST, office.by("clerk"), letter=Letter.EXTENSION, proof_no="XA1")
    office.on(date(2026, 1, 9))
    with pytest.raises(UnlawfulAct, match="不生效"):
        services.extend(two, 20, office.by("head"))
    assert services.extend(two, 20, office.by("head"), despite="已经口头告知") == date(2026, 1, 8)
    assert office.status(two).overdue_days == 1
    assert StatusRow.objects.get(pk=one).due_on == date(2026, 2, 5)
    assert [each.level for each in queries.applications(office.clerk, office.at)][:2] == ["red", "red"]
    assert office.status(three).overdue_days == 1


@pytest.mark.law("OGI 33.3")
def test_f10_and_f11_consultations_pause_once_and_silence_differs(office):
    subject = office.on(date(2025, 4, 15)).application()
    office.on(date(2025, 4, 22))
    third = services.consult(
        subject, Party.THIRD_PARTY, "经营合同", office.by("clerk"), third_party=someone(1)
    )
    services.deliver(
        subject, Manner.POST, office.by("clerk"), letter=Letter.CONSULTATION, ref=third, proof_no="X"
    )
    services.sign_for(
        subject, office.on(date(2025, 4, 23)).by("clerk"), letter=Letter.CONSULTATION, ref=third
    )
    office.on(date(2025, 4, 28))
    maker = services.consult(subject, Party.CO_MAKER, "联合发文", office.by("clerk"), organ=HEALTH)
    proof = services.File("回证.pdf", b"%PDF")
    services.deliver(
        subject, Manner.ENTRUSTED, office.on(date(2025, 4, 29)).by("clerk"),
        letter=Letter.CONSULTATION, ref=maker, proof=proof,
    )  # fmt: skip
    assert (third, maker) == ("1", "2")
    with pytest.raises(RefusedStep, match="还没有届满"):
        services.close_consultation(subject, third, Opinion.SILENT, office.by("clerk"))
    office.on(date(2025, 5, 26))
    assert services.note_silence(office.at) == [f"{subject}/2"], "only the co-maker's silence says something"
    assert services.note_silence(office.at) == []
    now = office.status(subject)
    assert {each.ref: each.meaning for each in now.consultations} == {
        "1": Meaning.ORGAN_DECIDES,
        "2": Meaning.DEEMED_AGREED,
    }
    assert now.due_on == date(2025, 6, 16) and len(now.due.excluded) == 21


@pytest.mark.law("OGI 32")
def test_f11_disclosure_over_an_objection_waits_for_the_notice_to_the_third_party(office):
    subject = office.on(date(2025, 4, 15)).application()
    ref = services.consult(subject, Party.THIRD_PARTY, "合同", office.by("clerk"), third_party=someone(1))
    services.close_consultation(subject, ref, Opinion.OBJECTED, office.by("clerk"), text="商业秘密")
    office.decided(Outcome.GRANTED, subject=subject)
    with pytest.raises(ImpossibleAct, match="书面告知第三方"):
        office.deliver(subject)
    services.deliver(
        subject, Manner.POST, office.by("clerk"), letter=Letter.THIRD_PARTY_NOTICE, ref=ref, proof_no="X"
    )
    office.deliver(subject)
    assert office.status(subject).phase is Phase.DELIVERED


def test_a_consultation_says_whom_and_about_what(office):
    subject = office.application()
    for wrong in (
        {"party": Party.THIRD_PARTY, "about": "合同"},
        {"party": Party.CO_MAKER, "about": "发文", "third_party": someone(1)},
        {"party": Party.ORGAN, "about": " ", "organ": HEALTH},
    ):
        with pytest.raises(RefusedStep):
            services.consult(subject, by=office.by("clerk"), **wrong)


def test_f13_a_year_without_calendar_is_provisional_until_it_is_known(office):
    office.on(date(2024, 11, 11))  # the notice for 2025 came out on the twelfth
    subject = office.on(date(2024, 11, 11)).application()
    assert StatusRow.objects.get(pk=subject).provisional is False
    late = office.application("又一项")
    assert office.status(late).due_on == date(2024, 12, 9)


@pytest.mark.law("FEE2020 3")
def test_f19_fees_over_the_natural_month_across_all_ways(office):
    person, total = someone(5), Decimal(0)
    office.on(date(2025, 11, 3), 8)
    made = []
    for n in range(35):
        at = office.later(minutes=1)
        thing = asked(f"第{n}份文件", applicant=person)
        if n % 3 == 0:
            made.append(services.submit_online(thing, OFFICE, at=at).subject)
        else:
            intake = Intake.IN_PERSON
            made.append(services.register(thing, intake, OFFICE, office.by("clerk")).subject)
    office.on(date(2025, 10, 31)).application("上月的", applicant=person)
    office.on(date(2025, 11, 3), 20).application("别人的", applicant=someone(6))
    for place, subject in enumerate(made):
        assert items_before(Application.objects.select_related("status").get(pk=subject)) == place
        if place < 10:
            with pytest.raises(RefusedStep, match="不收费"):
                services.charge(subject, Tariff.BY_ITEM, office.by("clerk"))
        else:
            total += services.charge(subject, Tariff.BY_ITEM, office.by("clerk")).yuan
    assert total == Decimal(3000)
    with pytest.raises(ImpossibleAct, match="只能选一种"):
        services.charge(made[20], Tariff.BY_PAGE, office.by("clerk"), pages=250)


@pytest.mark.law("FEE2020 7")
def test_f19_by_page_paid_restarts_unpaid_is_found_and_relief_is_traced(office):
    paid, unpaid, waived = (office.on(date(2025, 10, 20)).application(f"{n}") for n in range(3))
    office.on(date(2025, 11, 3))
    with pytest.raises(RefusedStep, match="只能选一种"):
        services.charge(paid, Tariff.BY_ITEM, office.by("clerk"), pages=5)
    for each in (paid, unpaid, waived):
        assert services.charge(each, Tariff.BY_PAGE, office.by("clerk"), pages=250).yuan == Decimal(4700)
    office.on(date(2025, 11, 20))
    with pytest.raises(RefusedStep, match="应缴4700元"):
        services.pay(paid, Decimal(4699), office.by("clerk"))
    services.pay(paid, Decimal("4700.00"), office.by("clerk"))
    assert office.status(paid).due_on == date(2025, 12, 18)
    with pytest.raises(NotPermitted):
        services.relieve(waived, Relief.WAIVED, Decimal(4700), "低保", office.by("clerk"))
    with pytest.raises(RefusedStep, match="金额不对"):
        services.relieve(waived, Relief.WAIVED, Decimal(100), "低保", office.by("head"))
    services.relieve(waived, Relief.WAIVED, Decimal(4700), "低保", office.by("head"))
    services.relieve(paid, Relief.REFUNDED, Decimal("200.50"), "多计5页", office.by("head"))
    assert office.status(waived).phase is Phase.OPEN
    assert [
        each.body["amount"] for each in reading.timeline(COUNTY, paid) if each.kind == "foi.fee_relieved"
    ] == ["200.50"]
    office.on(date(2025, 12, 2))
    assert services.find_lapsed(unpaid, "已送达未缴", office.by("head")) is Outcome.OTHER_FEE_UNPAID


@pytest.mark.law("OGI 35")
def test_reasons_unreasonable_allow_the_refusal_and_reasonable_a_delay(office):
    one, two = (office.on(date(2025, 9, 15)).application(f"{n}") for n in range(2))
    with pytest.raises(ImpossibleAct, match="大量反复"):
        office.draft(one, Outcome.NOT_PROCESSED_EXCESSIVE)
    for each in (one, two):
        services.demand_reasons(each, 5, office.by("clerk"))
        assert office.status(each).due_on == date(2025, 10, 17), "its clock runs on"
    with pytest.raises(ImpossibleAct, match="只有申请理由合理"):
        services.delay(two, 30, office.by("head"))
    services.give_reasons(one, office.by("clerk"), reasonable=False)
    services.give_reasons(two, office.by("clerk"), reasonable=True)
    assert services.delay(two, 30, office.by("head")) == date(2025, 10, 31)
    office.decided(Outcome.NOT_PROCESSED_EXCESSIVE, subject=one)
    assert StatusRow.objects.get(pk=one).outcome == "not_processed_excessive"


@pytest.mark.law("FEE2020 4")
def test_f17_split_makes_three_cases_with_one_history(office):
    whole = office.on(date(2025, 4, 15)).application("财政决算", "会议纪要", "不存在的")
    services.request_supplement(whole, 10, office.on(date(2025, 4, 21)).by("clerk"))
    services.supplement(whole, office.on(date(2025, 5, 6)).by("clerk"))
    parts = services.split(whole, office.by("clerk", key="k"))
    assert services.split(whole, office.by("clerk", key="k")) == parts and len(parts) == 2
    for each in (whole, *parts):
        row = StatusRow.objects.get(pk=each)
        assert (row.received_on, row.due_on) == (date(2025, 4, 15), date(2025, 6, 4))
    page = queries.application_page(office.clerk, parts[0], office.at)
    assert page.items == ("会议纪要",)
    assert [each.subject for each in page.timeline if each.kind == "foi.received"] == [whole, parts[0]]
    with pytest.raises(ImpossibleAct, match="已经拆分过"):
        services.split(whole, office.by("clerk"))
    counted = [
        items_before(Application.objects.select_related("status").get(pk=each)) for each in (whole, *parts)
    ]
    assert counted == [0, 1, 2]
    assert cache.rebuild(COUNTY) == 0


def test_f20_floods_and_copies_are_seen_and_never_refused(office):
    office.on(date(2025, 9, 15), 8)
    flood = [office.application(f"第{n % 3}件事", applicant=someone(1)) for n in range(12)]
    copies = [office.application("征地补偿标准", applicant=someone(100 + n)) for n in range(30)]
    first = {
        each.code: each for each in queries.application_page(office.clerk, flood[0], office.at).proposals
    }
    assert set(first) == {"repeat", "demand_reasons"}
    assert len(first["demand_reasons"].about) == 11
    assert set(first["repeat"].about) == set(flood[3::3])
    (other,) = queries.application_page(office.clerk, copies[0], office.at).proposals
    assert (other.code, len(other.about)) == ("publish", 29)
    assert StatusRow.objects.filter(app="foi", due_on=date(2025, 10, 17)).count() == 42
    assert services.demand_reasons(flood[0], 5, office.by("clerk"))
