"""The stories of the clock in other windows of the calendar: through the services, against a plain day loop.

Each story is told around holidays and make-up days of other years; what must come out is counted by
`day_loop`, which knows only the notices.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from day_loop import after, before, working, works
from foi_office import Office, asked, open_office, someone

from gongkai.casework.facts import Carrier, Cause
from gongkai.casework.models import Hop, Notice, StatusRow
from gongkai.casework.services import daily, hops, lateness, notices
from gongkai.foi import queries, services
from gongkai.foi.facts import Intake, Letter, Manner, Means, Opinion, Outcome, Party, Tariff
from gongkai.foi.status import ImpossibleAct, Meaning, Phase, UnlawfulAct
from gongkai.foi.status.receiving import RefusedReceipt
from gongkai.ledger import reading
from invented_county import COUNTY, HEALTH, OFFICE

# New Year, Spring Festival, Labour Day, National Day: in six years, with and without make-up days.
WINDOWS = [date(2019, 9, 16), date(2021, 1, 27), date(2021, 12, 20), date(2023, 9, 11), date(2024, 1, 22),
           date(2024, 4, 15), date(2025, 9, 15)]  # fmt: skip
windows = pytest.mark.parametrize("received", WINDOWS, ids=str)
since_fees = pytest.mark.parametrize("received", WINDOWS[1:], ids=str)


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return sqlite_with(open_office)


def row(subject: str) -> StatusRow:
    return StatusRow.objects.get(pk=subject)


def reminded(office: Office, subject: str) -> list[date]:
    """The days on which the clerk was reminded of it so far, everything due being sent now."""
    notices.send_due(office.at)
    sent = Notice.objects.filter(subject=subject, post=f"{OFFICE}.clerk", sent_at__isnull=False)
    return sorted(each.on for each in sent)


def codes(listed) -> set[str]:
    return {each.code for each in listed}


def page(office: Office, subject: str):
    return queries.application_page(office.clerk, subject, office.at)


def test_the_loop_knows_its_days():
    assert [works(date(2025, 9, 27 + n)) for n in range(4)] == [False, True, True, True]
    assert after(date(2025, 9, 15), 20) == date(2025, 10, 17)
    assert (works(date(2020, 2, 1)), works(date(2020, 2, 1), date(2020, 1, 26))) == (False, True)


@windows
@pytest.mark.law("OGI 31(2)", "OGI 33.2", "OGI 47")
def test_f1_a_letter_counts_from_the_gate_however_late_it_is_found(office, received):
    due_on, found_on = after(received, 20), after(received, 16)
    line = office.on(received).letter()
    hops.hand_over(line, HEALTH, by=office.mail_room, at=office.later())
    office.on(found_on)
    with pytest.raises(RefusedReceipt, match=f"应为{received}"):
        services.register_letter(line, asked(), office.by("clerk"), typed_on=found_on)
    found = services.register_letter(line, asked(), office.by("clerk"))
    assert (found.received_on, found.due_on, found.used_working_days) == (received, due_on, 16)
    now = page(office, found.subject)
    assert now.left == 4
    red = [each for each in now.alarms if each.level == "red"]
    assert {"head", "leader"} <= {role for each in red for role in each.to}
    hop = Hop.objects.get(subject=line)
    assert hop.sent_at.date() == received and hop.received_at.date() == found_on and hop.to_organ == HEALTH
    office.on(after(due_on, 5)).delivered(subject=found.subject)
    assert row(found.subject).late_days == 5
    with pytest.raises(ImpossibleAct, match="先登记逾期原因和责任机关"):
        services.archive(found.subject, office.by("clerk"))
    lateness.explain(found.subject, Cause.MAIL_ASTRAY, HEALTH, by=office.head, at=office.later())
    services.archive(found.subject, office.by("clerk"))


@windows
@pytest.mark.law("OGI 31(2)")
def test_f2_an_ordinary_letter_counts_from_the_day_the_applicant_is_reached(office, received):
    line = office.on(received).letter("", Carrier.POST_ORDINARY)
    registered_on, reached_on = after(received, 14), after(received, 17)
    subject = services.register_letter(line, asked(), office.on(registered_on).by("clerk")).subject
    assert row(subject).due_on is None and "contact_wanted" in codes(page(office, subject).alarms)
    assert reminded(office, subject) == [registered_on]
    tried_on = after(registered_on, 1)
    services.try_contact(subject, Means.TELEPHONE, office.on(tried_on).by("clerk"))
    assert "contact_wanted" not in codes(page(office, subject).alarms)
    office.on(after(tried_on, 1))
    assert "contact_wanted" in codes(page(office, subject).alarms), "every working day anew"
    assert reminded(office, subject) == [registered_on, tried_on + timedelta(days=1)]
    services.confirm_receipt(subject, Means.TELEPHONE, office.on(reached_on).by("clerk"))
    now = office.status(subject)
    assert (now.received_on, now.due_on) == (reached_on, after(reached_on, 20))
    assert [each.due_on for each in now.alternatives] == [after(received, 20)]
    assert codes(now.breaches) >= {"no_contact_tried"}, "on the day it came to the unit nobody called"


ODD = [date(2024, 4, 28), date(2024, 5, 1), date(2024, 2, 17), date(2023, 10, 7), date(2025, 10, 4)]


@pytest.mark.parametrize("sent", ODD, ids=str)
@pytest.mark.law("OGI 31(3)")
def test_f3_whatever_day_it_is_sent_online_that_day_is_the_receipt(office, sent):
    found = services.submit_online(asked(), OFFICE, at=office.on(sent, 23, 50).at)
    assert (found.received_on, found.due_on) == (sent, after(sent, 20))
    for days, alarmed in ((1, False), (2, True)):
        office.on(after(sent, days))
        now = page(office, found.subject)
        assert ("untouched" in codes(now.alarms)) is alarmed and now.status.due_on == after(sent, 20)


@windows
@pytest.mark.law("OGI 30")
def test_f6_a_notice_after_the_seventh_working_day_moves_nothing_until_the_head_decides(office, received):
    late, lawful = (office.on(received).application(f"第{n}项") for n in range(2))
    services.request_supplement(lawful, 10, office.on(after(received, 7)).by("clerk"))
    assert office.status(lawful).phase is Phase.SUPPLEMENT_AWAITED
    asked_on = after(received, 8)
    office.on(asked_on)
    with pytest.raises(UnlawfulAct, match=str(after(received, 7))):
        services.request_supplement(late, 10, office.by("clerk"))
    services.request_supplement(late, 10, office.by("clerk"), despite="工作失误")
    now = page(office, late)
    assert now.status.due_on == row(late).due_on == after(received, 20)
    assert "late_notice" in codes(now.alarms) and "supplement_asked_late" in codes(now.status.breaches)
    assert now.status.alternatives
    services.uphold_supplement(late, office.by("head"))
    back_on = after(asked_on, 4)
    services.supplement(late, office.on(back_on).by("clerk"))
    assert row(late).due_on == after(back_on, 20)


@windows
@pytest.mark.law("OGI 30")
def test_f7_a_supplement_starts_the_clock_anew_once(office, received):
    subject = office.on(received).application()
    services.request_supplement(subject, 15, office.on(after(received, 4)).by("clerk"))
    back_on = after(received, 12)
    services.supplement(subject, office.on(back_on).by("clerk"))
    now = office.status(subject)
    assert now.due_on == after(back_on, 20)
    assert any(f"原期限{after(received, 20)}作废" in step.why for step in now.due.steps)
    with pytest.raises(ImpossibleAct, match=r"一次性.*补正后仍不明确"):
        services.request_supplement(subject, 5, office.by("clerk"))


@windows
@pytest.mark.law("OGI 30")
def test_f8_a_lapse_is_found_by_a_person_and_a_revival_counts_from_the_text(office, received):
    subject = office.on(received).application()
    asked_on = after(received, 3)
    until = services.request_supplement(subject, 15, office.on(asked_on).by("clerk"))
    assert until == after(asked_on, 15)
    with pytest.raises(ImpossibleAct, match="还没有届满"):
        services.find_lapsed(subject, "无", office.on(until).by("head"))
    office.on(after(until, 2))
    assert row(subject).closed_on is None, "nothing lapses by itself"
    services.find_lapsed(subject, "两次电话告知", office.by("head"))
    revived_on = after(until, 12)
    office.on(revived_on)
    services.reopen(subject, "住院", office.by("head"), excused=Letter.SUPPLEMENT_REQUEST)
    services.supplement(subject, office.by("clerk"))
    now = row(subject)
    assert (now.due_on, now.closed_on, now.phase) == (after(revived_on, 20), None, "open")


@windows
@pytest.mark.law("OGI 33.2")
def test_f9_an_extension_holds_on_the_last_day_and_not_after(office, received):
    due_on = after(received, 20)
    in_time, too_late, untold = (office.on(received).application(f"第{n}项") for n in range(3))
    office.on(before(due_on, 1))
    with pytest.raises(ImpossibleAct, match="最长20个工作日"):
        services.extend(in_time, 21, office.by("head"))
    assert services.extend(in_time, 20, office.by("head")) == after(received, 40)
    assert services.extend(untold, 20, office.by("head")) == after(received, 40)
    office.on(due_on)
    services.deliver(in_time, Manner.POST, office.by("clerk"), letter=Letter.EXTENSION, proof_no="XA1")
    day_after = due_on + timedelta(days=1)
    office.on(day_after)
    services.deliver(untold, Manner.POST, office.by("clerk"), letter=Letter.EXTENSION, proof_no="XA2")
    with pytest.raises(UnlawfulAct, match="不生效"):
        services.extend(too_late, 20, office.by("head"))
    services.extend(too_late, 20, office.by("head"), despite="已口头告知")
    with pytest.raises(ImpossibleAct, match="不能再次延期"):
        services.extend(in_time, 5, office.by("head"))
    assert row(in_time).due_on == after(received, 40)
    for subject in (too_late, untold):
        assert row(subject).due_on == due_on and office.status(subject).overdue_days >= 1
        assert "extension_void" in codes(office.status(subject).breaches)


@windows
@pytest.mark.law("OGI 33.3", "OGI 32", "OGI 34")
def test_f10_overlapping_consultations_are_excluded_once(office, received):
    subject = office.on(received).application()
    sent, sent_too = after(received, 4), after(received, 7)
    back, back_too = after(sent, 9), after(sent_too, 10)
    signed = after(sent, 1)
    office.on(sent)
    third = services.consult(subject, Party.THIRD_PARTY, "合同", office.by("clerk"), third_party=someone(1))
    letter = {"letter": Letter.CONSULTATION, "ref": third}
    services.deliver(subject, Manner.POST, office.by("clerk"), proof_no="X", **letter)
    services.sign_for(subject, office.on(signed).by("clerk"), **letter)
    office.on(sent_too)
    maker = services.consult(subject, Party.CO_MAKER, "联合发文", office.by("clerk"), organ=HEALTH)
    services.close_consultation(subject, third, Opinion.AGREED, office.on(back).by("clerk"), text="可")
    services.close_consultation(subject, maker, Opinion.AGREED, office.on(back_too).by("clerk"), text="可")
    excluded = working(sent, back) | working(sent_too, back_too)
    now = office.status(subject)
    assert now.due_on == row(subject).due_on == after(received, 20, without=excluded)
    told = [step.on for step in now.due.steps if step.kind == "excluded"]
    assert sorted(told) == sorted(excluded), "each excluded day once"
    assert now.clock("foi.third_party").due_on == after(signed, 15)


@windows
@pytest.mark.law("OGI 32", "OGI 34")
def test_f11_the_silence_of_a_co_maker_is_entered_by_the_clock_and_that_of_a_third_party_never(
    office, received
):
    subject = office.on(received).application()
    sent, sent_too = after(received, 4), after(received, 7)
    proof = services.File("回证.pdf", b"%PDF")
    refs = []
    for day, party, whom in (
        (sent, Party.THIRD_PARTY, {"third_party": someone(1)}),
        (sent_too, Party.CO_MAKER, {"organ": HEALTH}),
    ):
        office.on(day)
        ref = services.consult(subject, party, "合同", office.by("clerk"), **whom)
        services.deliver(
            subject, Manner.ENTRUSTED, office.by("clerk"), letter=Letter.CONSULTATION, ref=ref, proof=proof
        )
        refs.append(ref)
    last, last_too = after(sent, 15), after(sent_too, 15)
    daily.carry_out(office.on(last_too, 23).at)
    assert not entered(subject, "foi.consultation_closed")
    for _ in range(2):
        daily.carry_out(office.on(last_too + timedelta(days=1)).at)
    (closed,) = entered(subject, "foi.consultation_closed")
    assert (closed.body["ref"], closed.body["opinion"], closed.happened_on) == (refs[1], "silent", last_too)
    now = page(office, subject)
    assert [each.meaning for each in now.status.consultations] == [
        Meaning.ORGAN_DECIDES,
        Meaning.DEEMED_AGREED,
    ]
    assert "third_party_silent" in codes(now.alarms), "a person decides"
    services.close_consultation(
        subject, refs[0], Opinion.OBJECTED, office.on(after(last_too, 3)).by("clerk"), text="商业秘密"
    )
    excluded = working(sent, last) | working(sent_too, last_too)
    assert row(subject).due_on == after(received, 20, without=excluded), "a late answer excludes no more days"


def entered(subject: str, kind: str):
    return [each for each in reading.timeline(COUNTY, subject) if each.kind == kind]


@windows
@pytest.mark.law("SERVICE2016", "CIVIL 203.2")
def test_f14_the_last_day_ends_at_midnight_in_beijing(office, received):
    due_on = after(received, 20)
    at_noon, a_second_late, posted = (office.on(received).application(f"第{n}项") for n in range(3))
    office.on(due_on, 12)
    for subject in (at_noon, a_second_late, posted):
        office.decided(subject=subject)
    receipt = services.File("回执.txt", b"sent")
    last = office.on(due_on, 23).at.replace(minute=59, second=59)
    clerk = office.clerk
    services.deliver(at_noon, Manner.ELECTRONIC, services.By(actor=clerk, at=last), proof=receipt)
    services.deliver(posted, Manner.POST, services.By(actor=clerk, at=last), proof_no="XA1")
    assert office.status(a_second_late).overdue_days == 0
    office.at = last + timedelta(seconds=2)
    assert office.status(a_second_late).overdue_days >= 1, "at midnight, not at eight or at five"
    late = services.By(actor=clerk, at=office.at)
    services.deliver(a_second_late, Manner.ELECTRONIC, late, proof=receipt)
    assert (row(at_noon).late_days, row(a_second_late).late_days) == (0, 1)
    services.come_back(posted, office.on(after(due_on, 4)).by("clerk"))
    office.on(after(due_on, 9)).deliver(posted)
    assert row(posted).late_days == 0


@since_fees
@pytest.mark.law("FEE2020 7", "FEE2020 8")
def test_f19_a_fee_waits_for_twenty_working_days_and_payment_starts_anew(office, received):
    paid, unpaid = (office.on(received).application(f"第{n}项") for n in range(2))
    noticed = after(received, 10)
    receipt = services.File("回执.txt", b"sent")
    for subject in (paid, unpaid):
        assert services.charge(
            subject, Tariff.BY_PAGE, office.on(noticed).by("clerk"), pages=250
        ).yuan == Decimal(4700)
        services.deliver(
            subject, Manner.ELECTRONIC, office.by("clerk"), letter=Letter.FEE_NOTICE, proof=receipt
        )
    last, paid_on = after(noticed, 20), after(noticed, 13)
    assert office.status(paid).clock("foi.fee_payment").due_on == last
    services.pay(paid, Decimal(4700), office.on(paid_on).by("clerk"))
    assert row(paid).due_on == after(paid_on, 20)
    with pytest.raises(ImpossibleAct, match="还没有届满"):
        services.find_lapsed(unpaid, "未缴", office.on(last).by("head"))
    office.on(last + timedelta(days=1))
    assert services.find_lapsed(unpaid, "未缴", office.by("head")) is Outcome.OTHER_FEE_UNPAID


@windows
def test_f20_every_application_of_a_flood_keeps_its_clock(office, received):
    flood = []
    for n in range(12):
        who = {"applicant": someone(1)}
        flood.append(services.submit_online(asked(f"第{n}件", **who), OFFICE, at=office.on(received).at))
    assert {each.due_on for each in flood} == {after(received, 20)}
    later = services.register(asked("又一件"), Intake.IN_PERSON, OFFICE, office.by("clerk"))
    assert later.due_on == after(received, 20)
