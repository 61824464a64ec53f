"""Reconsiderations and lawsuits through the services: clocks, table 四, ordered replies, holds."""

from datetime import date, timedelta

import pytest
from dispute_office import ANSWER, BODY, COURT, by, lawsuit, noticed, reconsideration, refused, told

from gongkai.casework.errors import RefusedParty, UnknownCase
from gongkai.casework.facts import Ground
from gongkai.casework.holding import holds
from gongkai.casework.models import Notice, Paper, Party, StatusRow
from gongkai.casework.services import parties
from gongkai.casework.services import status as cache
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Outcome
from gongkai.ledger import reading
from gongkai.organs.permissions import NotPermitted
from gongkai.oversight import services
from gongkai.oversight.errors import RefusedDispute, RefusedResult
from gongkai.oversight.facts import Procedure, Result
from gongkai.oversight.models import Dispute
from gongkai.oversight.status import ImpossibleStep, Phase, status
from gongkai.reports.cells import fill
from gongkai.reports.format import format_for
from invented_county import COUNTY, HEALTH, OFFICE

# The working days that the notices of the State Council moved, written down by hand for the oracle.
OFF = {
    *(date(2025, 10, n) for n in range(1, 9)),
    *(date(2026, 1, n) for n in range(1, 4)),
    *(date(2026, 2, n) for n in range(15, 24)),
    *(date(2026, 4, n) for n in range(4, 7)),
    *(date(2026, 5, n) for n in range(1, 6)),
}
MADE_UP = {
    date(2025, 9, 28), date(2025, 10, 11), date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28),
    date(2026, 5, 9),
}  # fmt: skip


def naive(start: date, days: int) -> date:
    """The last of so many working days after a day, counted one by one."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= (day.weekday() < 5 or day in MADE_UP) and day not in OFF
    return day


def cells(year: int, start: str) -> dict[str, int]:
    facts = list(reading.facts(COUNTY, with_voided=True))
    found = fill(format_for(year), facts, year=year, organs=[OFFICE]).cells
    return {key.removeprefix(start): int(cell.value) for key, cell in found.items() if key.startswith(start)}


def counted(year: int) -> dict[str, int]:
    """What of table 四 is not zero, sums left out."""
    return {key: n for key, n in cells(year, "reviews.").items() if n and not key.endswith("total")}


def totals(year: int) -> list[int]:
    rows = ("new_received", "carried_in", "result_total", "carried_out")
    return [cells(year, f"requests.{row}.")["total"] for row in rows]


def now(office, subject: str):
    facts = reading.timeline(COUNTY, subject)
    return status(facts, as_of=office.at.date(), known_at=office.at)


# (refused on, noticed on, decided on, term, answer due, new reply due), as printed in F24 and elsewhere in
# the calendar: before the Spring Festival, over the make-up days, over May Day.
F24 = [
    (date(2025, 11, 5), date(2025, 12, 1), date(2026, 1, 20), 15, date(2025, 12, 8), date(2026, 2, 10)),
    (date(2025, 9, 10), date(2025, 9, 26), date(2025, 12, 30), 10, None, None),
    (date(2025, 12, 2), date(2026, 2, 11), date(2026, 2, 13), 20, None, None),
    (date(2025, 11, 20), date(2026, 4, 28), date(2026, 5, 8), 5, None, None),
]


@pytest.mark.law("RECON 54", "RECON 64", "OGI 50", "OGI 51")
@pytest.mark.parametrize(("refused_on", "noticed_on", "decided_on", "term", "answer_due", "reply_due"), F24)
def test_f24_whole(office, refused_on, noticed_on, decided_on, term, answer_due, reply_due):
    about = refused(office, refused_on)
    first = totals(refused_on.year)
    office.on(noticed_on)
    dispute = noticed(office, about, noticed_on)
    row = StatusRow.objects.get(pk=dispute)
    assert row.due_on == naive(noticed_on, 5) and answer_due in (None, row.due_on)
    assert holds(reading.timeline(COUNTY, about)) == (dispute,)

    office.on(row.due_on)
    services.file_answer(dispute, by(office), answer=ANSWER)
    assert now(office, dispute).breaches == () and StatusRow.objects.get(pk=dispute).phase == "hearing"

    office.on(decided_on)
    due_on = services.conclude(dispute, Result.CORRECTED, by(office), redecide=True, working_days=term)
    assert due_on == naive(decided_on, term) and reply_due in (None, due_on)
    again = StatusRow.objects.get(pk=about)
    assert (again.phase, again.due_on, again.closed_on) == ("open", due_on, None)
    assert holds(reading.timeline(COUNTY, about)) == ()

    suit = lawsuit(office, about, after=dispute, on=decided_on)
    assert holds(reading.timeline(COUNTY, about)) == (suit,)
    office.on(due_on).delivered(Outcome.GRANTED, subject=about)
    year, after = decided_on.year, decided_on.year + 1
    assert counted(year) == {"review_corrected": 1, "after_pending": 1}
    # Pending at one year's end, it is pending at the next until it ends.
    assert counted(after) == {"after_pending": 1}
    assert totals(refused_on.year) == first, "the first reply stays counted as it was"
    assert sum(totals(each)[2] for each in {refused_on.year, year, after}) == 1
    assert cache.rebuild(COUNTY) == 0


def test_f24_on_postgresql(office_on_postgresql):
    test_f24_whole(office_on_postgresql, *F24[0])


@pytest.mark.law("OGI 50")
def test_stock_is_carried_over_the_years_end(office):
    about = refused(office, date(2025, 9, 12))
    office.on(date(2025, 12, 31))
    first = noticed(office, about, date(2025, 12, 29))
    second = lawsuit(office, about, on=date(2025, 12, 31))
    third = lawsuit(office, about, after=first, on=date(2025, 12, 31))
    assert counted(2025) == {"review_pending": 1, "direct_pending": 1, "after_pending": 1}
    office.on(date(2026, 1, 5))
    services.conclude(first, Result.UPHELD, by(office), on=date(2025, 12, 31))
    services.conclude(second, Result.OTHER, by(office), on=date(2026, 1, 4))
    assert counted(2025) == {"review_upheld": 1, "direct_pending": 1, "after_pending": 1}
    assert counted(2026) == {"direct_other": 1, "after_pending": 1}
    services.conclude(third, Result.CORRECTED, by(office))
    assert counted(2026) == {"direct_other": 1, "after_corrected": 1}


@pytest.mark.law("RECON 48", "RECON 54", "LITIG 67")
@pytest.mark.parametrize("procedure", list(Procedure))
def test_the_term_to_answer_follows_the_procedure(office, procedure):
    about = refused(office)
    dispute = noticed(office, about, date(2025, 11, 5), procedure)
    days = {Procedure.SIMPLIFIED: 5, Procedure.ORDINARY: 10}[procedure]
    assert StatusRow.objects.get(pk=dispute).due_on == naive(date(2025, 11, 5), days)
    suit = lawsuit(office, about)
    assert services.receive_notice(suit, by(office)) == date(2025, 11, 20)


def test_a_late_answer_is_entered_and_told(office):
    about = refused(office)
    dispute = noticed(office, about, date(2025, 11, 5))
    office.on(date(2025, 11, 14))
    assert now(office, dispute).overdue_days == 2
    services.file_answer(dispute, by(office), answer=ANSWER)
    (breach,) = now(office, dispute).breaches
    assert breach.code == "answered_late" and StatusRow.objects.get(pk=dispute).late_days == 2


def test_who_has_to_act_is_reminded_in_time(office):
    dispute = noticed(office, refused(office), date(2025, 11, 5))
    planned = {each.kind: each.on for each in Notice.objects.filter(subject=dispute, dropped_at=None)}
    assert planned == {
        "answer": date(2025, 11, 5),
        "answer_soon": date(2025, 11, 10),
        "answer_today": date(2025, 11, 12),
        "answer_overdue": date(2025, 11, 13),
    }
    posts = set(Notice.objects.filter(subject=dispute, kind="answer").values_list("post", flat=True))
    assert {f"{OFFICE}.clerk", f"{OFFICE}.head"} <= posts
    services.file_answer(dispute, by(office), answer=ANSWER)
    assert not Notice.objects.filter(subject=dispute, dropped_at=None, sent_at=None).exists()


@pytest.mark.law("LITIG 85")
def test_a_judgment_has_no_effect_before_its_appeal_runs_out(office):
    suit = lawsuit(office, refused(office))
    office.on(date(2026, 3, 2))
    assert services.judge(suit, Result.UPHELD, by(office)) == date(2026, 3, 17)
    office.on(date(2026, 3, 17))
    with pytest.raises(ImpossibleStep, match="上诉期到2026-03-17"):
        services.conclude(suit, Result.UPHELD, by(office))
    assert counted(2026) == {"direct_pending": 1}
    services.appeal(suit, by(office), by_organ=False)
    assert now(office, suit).phase is Phase.APPEALED
    office.on(date(2026, 6, 1))
    services.conclude(suit, Result.CORRECTED, by(office))
    assert counted(2026) == {"direct_corrected": 1}


def test_a_judgment_nobody_appealed_takes_effect_afterwards(office):
    suit = lawsuit(office, refused(office))
    office.on(date(2026, 3, 2))
    assert services.judge(suit, Result.OTHER, by(office), ruling=True) == date(2026, 3, 12)
    office.on(date(2026, 3, 13))
    services.conclude(suit, Result.OTHER, by(office))
    assert counted(2026) == {"direct_other": 1}
    for act in (
        lambda: services.judge(suit, Result.OTHER, by(office)),
        lambda: services.appeal(suit, by(office), by_organ=True),
        lambda: services.conclude(suit, Result.OTHER, by(office)),
        lambda: services.receive_notice(suit, by(office)),
    ):
        with pytest.raises(ImpossibleStep):
            act()


# ── holds ──


@pytest.mark.law("PIPL 47", "RECON 48")
def test_nothing_of_a_case_in_dispute_is_erased(office):
    about = refused(office, date(2025, 9, 12))
    party = Party.objects.get(subject=about)
    # Ten years later its retention runs out, while a lawsuit is pending.
    office.on(date(2035, 9, 10))
    suit = lawsuit(office, about)
    assert Party.objects.get(pk=party.pk).retention_until is None
    later = office.on(date(2036, 1, 10)).at
    assert parties.erase_due(later) == 0
    for ground in Ground:
        with pytest.raises(RefusedParty, match="行政诉讼 2035-0001尚未审结"):
            parties.erase(about, party.pk, ground, by=office.clerk, at=later)
    assert not Paper.objects.filter(subject=about, erased_at__isnull=False).exists()
    services.conclude(suit, Result.UPHELD, by(office))
    assert Party.objects.get(pk=party.pk).retention_until == date(2035, 9, 12)
    assert parties.erase_due(office.later()) == 1
    assert Party.objects.get(pk=party.pk).erased_at is not None


def test_two_disputes_hold_apart(office):
    about = refused(office)
    first, second = noticed(office, about, date(2025, 11, 5)), lawsuit(office, about)
    services.conclude(first, Result.UPHELD, by(office))
    assert holds(reading.timeline(COUNTY, about)) == (second,)


# ── taking back ──


def test_a_wrong_entry_is_taken_back_with_what_followed_from_it(office):
    about = refused(office)
    dispute = noticed(office, about, date(2025, 11, 5))
    services.conclude(dispute, Result.CORRECTED, by(office), redecide=True, working_days=15)
    assert StatusRow.objects.get(pk=about).phase == "open"
    with pytest.raises(NotPermitted):
        services.take_back(dispute, "误登", by(office, "leader"))
    services.take_back(dispute, "误登", by(office))
    assert StatusRow.objects.get(pk=about).phase == "delivered"
    assert now(office, dispute).phase is Phase.ANSWERING and counted(2025) == {"review_pending": 1}
    assert holds(reading.timeline(COUNTY, about)) == (dispute,)
    services.take_back(dispute, "误登", by(office))
    services.take_back(dispute, "误登", by(office))
    assert now(office, dispute).phase is Phase.VOID and counted(2025) == {}
    assert holds(reading.timeline(COUNTY, about)) == ()
    with pytest.raises(ImpossibleStep, match="已经作废"):
        services.take_back(dispute, "误登", by(office))
    assert cache.rebuild(COUNTY) == 0


def test_an_order_that_was_followed_stands(office):
    about = refused(office)
    dispute = noticed(office, about, date(2025, 11, 5))
    services.conclude(dispute, Result.CORRECTED, by(office), redecide=True)
    office.delivered(Outcome.GRANTED, subject=about)
    with pytest.raises(RefusedStep, match="已经重新答复"):
        services.take_back(dispute, "误登", by(office))
    assert now(office, dispute).phase is Phase.CONCLUDED


# ── what is refused ──


def test_what_cannot_be_registered(office):
    about = refused(office)
    for wrong, code in (
        ({"claimant": parties.Particulars()}, "incomplete"),
        ({"body": " "}, "incomplete"),
        ({"about": ""}, "no_organ"),
    ):
        with pytest.raises(RefusedDispute) as refusal:
            services.file_reconsideration(told(**{"about": about, **wrong}), by(office))
        assert refusal.value.code == code and refusal.value.message
    with pytest.raises(RefusedDispute, match="还没有到"):
        reconsideration(office, about, on=date(2025, 11, 6))
    with pytest.raises(UnknownCase):
        reconsideration(office, "foi:2025-9999")
    first = reconsideration(office, about, case_no="汴政复〔2025〕9号")
    with pytest.raises(RefusedDispute, match="已经登记为2025-0001"):
        reconsideration(office, about, case_no="汴政复〔2025〕9号")
    with pytest.raises(RefusedDispute, match="审理程序"):
        services.receive_notice(first, by(office))
    with pytest.raises(ImpossibleStep, match="请先登记收到"):
        services.file_answer(first, by(office), answer=ANSWER)
    with pytest.raises(ImpossibleStep, match="没有一审裁判"):
        services.judge(first, Result.UPHELD, by(office))
    services.receive_notice(first, by(office), procedure=Procedure.SIMPLIFIED)
    with pytest.raises(RefusedDispute, match="答复书"):
        services.file_answer(first, by(office), answer=None)
    with pytest.raises(RefusedResult, match="结果纠正"):
        services.conclude(first, Result.UPHELD, by(office), redecide=True)
    with pytest.raises(RefusedResult, match="收到之日"):
        services.conclude(first, Result.CORRECTED, by(office), redecide=True, received_on=date(2025, 11, 1))
    assert now(office, first).phase is Phase.ANSWERING, "a refusal changes nothing"


def test_a_press_repeated_is_one_act(office):
    about = refused(office)
    given = told(about, case_no="汴政复〔2025〕9号")
    press = by(office, key="k1")
    assert services.file_reconsideration(given, press) == services.file_reconsideration(given, press)
    assert Dispute.objects.count() == 1
    dispute, end = Dispute.objects.get().subject, by(office, key="k2")
    days = {services.conclude(dispute, Result.CORRECTED, end, redecide=True, working_days=5) for _ in "12"}
    assert days == {naive(date(2025, 11, 5), 5)}
    kinds = [each.kind for each in reading.timeline(COUNTY, about)]
    assert kinds.count("foi.redecision_ordered") == kinds.count("casework.held") == 1


def test_a_dispute_about_no_case_names_the_organ_that_answers(office):
    dispute = services.file_reconsideration(told(organ=HEALTH, title="主动公开"), by(office))
    row = StatusRow.objects.get(pk=dispute)
    assert (row.organ, Dispute.objects.get().title) == (HEALTH, "主动公开")
    services.conclude(dispute, Result.CORRECTED, by(office), redecide=True)


def test_an_order_received_later_runs_from_its_receipt(office):
    about = refused(office)
    dispute = reconsideration(office, about, body=BODY)
    office.on(date(2026, 1, 6))
    due_on = services.conclude(
        dispute, Result.CORRECTED, by(office), redecide=True, working_days=10,
        on=date(2025, 12, 30), received_on=date(2026, 1, 5),
    )  # fmt: skip
    assert due_on == naive(date(2026, 1, 5), 10)
    assert counted(2025) == {"review_corrected": 1} and counted(2026) == {}


def test_no_fact_says_who_disputes(office):
    dispute = noticed(office, refused(office), date(2025, 11, 5))
    said = "".join(str(each.body) for each in reading.timeline(COUNTY, dispute))
    assert "李四海" not in said and COURT not in said and bytes(Dispute.objects.get().claimant.name) != b""
