"""Registration: the day of receipt comes from the mail-room book, nothing is lost, nothing is taken twice."""

from datetime import date

import pytest
from django.db import connection
from foi_office import NOW, PERSON, asked, someone

from gongkai.casework.errors import RefusedMail
from gongkai.casework.facts import Carrier, Cause, OtherMatter
from gongkai.casework.models import Deed, StatusRow
from gongkai.casework.services import hops, lateness, mail
from gongkai.foi import access, queries, services
from gongkai.foi.errors import RefusedApplication, UnknownApplication
from gongkai.foi.facts import ApplicantKind, Intake, Letter, Manner, Means, Outcome
from gongkai.foi.models import Application, Item
from gongkai.foi.status import ImpossibleAct, Phase
from gongkai.foi.status.receiving import RefusedReceipt
from gongkai.ledger import reading
from gongkai.organs.permissions import NotPermitted
from invented_county import COUNTY, HEALTH, OFFICE


def kinds(subject):
    return [each.kind for each in reading.timeline(COUNTY, subject)]


@pytest.mark.law("OGI 31(2)")
def test_f1_the_letter_that_went_astray(office):
    line = office.letter()
    hops.hand_over(line, HEALTH, by=office.mail_room, at=office.later())
    office.on(date(2025, 10, 13))
    # The bureau it was handed to by mistake registers it for the office that answers.
    with pytest.raises(RefusedReceipt, match="应为2025-09-15"):
        services.register_letter(line, asked(), office.by("clerk"), typed_on=date(2025, 10, 13))
    assert not Application.objects.exists(), "a refusal leaves nothing"
    found = services.register_letter(line, asked(written_on=date(2025, 9, 12)), office.by("clerk"))
    assert (found.received_on, found.due_on) == (date(2025, 9, 15), date(2025, 10, 17))
    assert found.used_working_days == 16
    page = queries.application_page(office.clerk, found.subject, office.at)
    assert page.left == 4
    red = [each.code for each in page.alarms if each.level == "red"]
    assert "due_soon" in red and {"head", "leader"} <= {role for each in page.alarms for role in each.to}
    late = office.on(date(2025, 10, 23)).decided(subject=found.subject)
    office.on(date(2025, 10, 24)).deliver(late)
    assert StatusRow.objects.get(pk=late).late_days == 5
    with pytest.raises(ImpossibleAct, match="先登记逾期原因和责任机关"):
        services.archive(late, office.by("clerk"))
    assert not queries.application_page(office.clerk, late, office.at).apology_offered
    lateness.explain(late, Cause.MAIL_ASTRAY, HEALTH, by=office.head, at=office.later(), note="信函转接失误")
    assert queries.application_page(office.clerk, late, office.at).apology_offered
    services.deliver(late, Manner.POST, office.by("clerk"), letter=Letter.APOLOGY, proof_no="XA2")
    assert not queries.application_page(office.clerk, late, office.at).apology_offered
    services.archive(late, office.by("clerk"), file_no="2025-3")
    assert office.status(late).phase is Phase.ARCHIVED


@pytest.mark.law("OGI 31(2)")
def test_f2_an_ordinary_letter_waits_until_the_applicant_is_reached(office):
    line = office.letter(number="", carrier=Carrier.POST_ORDINARY)
    office.on(date(2025, 10, 13))
    found = services.register_letter(line, asked(), office.by("clerk"))
    assert (found.received_on, found.due_on) == (None, None)
    row = StatusRow.objects.get(pk=found.subject)
    assert (row.phase, row.due_on, row.received_on) == ("unconfirmed", None, None)
    services.try_contact(found.subject, Means.TELEPHONE, office.by("clerk"))
    office.on(date(2025, 10, 14))
    services.try_contact(found.subject, Means.TELEPHONE, office.by("clerk"))
    with pytest.raises(ImpossibleAct, match="还没有与申请人确认收到"):
        services.request_supplement(found.subject, 15, office.by("clerk"))
    office.on(date(2025, 10, 16))
    assert services.confirm_receipt(found.subject, Means.TELEPHONE, office.by("clerk", key="k")) == date(
        2025, 10, 16
    )
    assert services.confirm_receipt(found.subject, Means.TELEPHONE, office.by("clerk", key="k"))
    now = office.status(found.subject)
    assert now.due_on == date(2025, 11, 13)
    assert [each.due_on for each in now.alternatives] == [date(2025, 10, 17)], (
        "the stricter reading, for the head"
    )
    assert not [each for each in now.breaches if each.code == "no_contact_tried"]
    assert kinds(found.subject).count("foi.received") == 1
    with pytest.raises(ImpossibleAct, match="已经确定"):
        services.confirm_receipt(found.subject, Means.TELEPHONE, office.by("clerk"))


@pytest.mark.law("OGI 31(3)")
def test_f3_online_the_receipt_at_once_is_the_confirmation(office):
    office.on(date(2025, 9, 28), 23, 50)
    found = services.submit_online(asked(), OFFICE, at=office.at, key="press")
    assert (found.received_on, found.due_on) == (date(2025, 9, 28), date(2025, 10, 31))
    again = services.submit_online(asked(), OFFICE, at=office.later(minutes=20), key="press")
    assert (again.subject, again.query_code) == (found.subject, found.query_code)
    assert Application.objects.count() == 1
    page = queries.application_page(office.clerk, found.subject, office.on(date(2025, 10, 9)).at)
    assert "untouched" in [each.code for each in page.alarms]
    assert page.status.due_on == date(2025, 10, 31)


def test_a_query_code_opens_its_own_application_and_no_other(office):
    one = services.submit_online(asked(), OFFICE, at=office.at)
    two = services.submit_online(asked(applicant=someone(2)), OFFICE, at=office.later())
    number = one.subject.partition(":")[2]
    assert access.application_of(number, f" {one.query_code.lower()} ").subject == one.subject
    refusals = set()
    for wrong_number, code in (
        (number, two.query_code),
        (number, ""),
        ("2025-9999", one.query_code),
        ("", ""),
    ):
        with pytest.raises(UnknownApplication) as refused:
            access.application_of(wrong_number, code)
        refusals.add((refused.value.code, refused.value.message))
    assert len(refusals) == 1, "one answer for all"


@pytest.mark.law("OGI 36(5)")
def test_f4_wrongly_addressed_mail_leaves_the_balance_whole(office):
    lines = [office.letter(f"EMS{n}") for n in range(3)]
    mail.divert(lines[0], OtherMatter.OTHER, by=office.clerk, at=office.later())
    for_bureau = services.register_letter(lines[1], asked(), office.by("clerk")).subject
    services.transfer(for_bureau, HEALTH, office.by("clerk"))
    assert office.status(for_bureau).due_on == date(2025, 10, 17), "its own duty to reply runs on"
    petition = services.register_letter(lines[2], asked(), office.by("clerk")).subject
    for subject, outcome in (
        (for_bureau, Outcome.UNABLE_NOT_THIS_ORGAN),
        (petition, Outcome.NOT_PROCESSED_PETITION),
    ):
        office.decided(outcome, subject=subject)
        assert StatusRow.objects.get(pk=subject).outcome == outcome.value
    balance = mail.balance(OFFICE, NOW.date(), NOW.date())
    assert balance.holds and (balance.lines, balance.case, balance.other) == (3, 2, 1)
    with pytest.raises(RefusedMail):
        services.register_letter(lines[1], asked(), office.by("clerk"))
    assert Application.objects.count() == 2


def test_f5_impossible_days_are_refused_and_half_past_midnight_is_today(office):
    for day, code in ((date(2025, 9, 16), "not_yet"), (date(2052, 1, 1), "not_yet")):
        with pytest.raises(RefusedReceipt) as refused:
            services.register(asked(), Intake.IN_PERSON, OFFICE, office.by("clerk"), submitted_on=day)
        assert refused.value.code == code
    line = office.letter()
    office.on(date(2025, 9, 20))
    with pytest.raises(RefusedReceipt, match="不能早于申请落款"):
        services.register_letter(line, asked(written_on=date(2025, 9, 16)), office.by("clerk"))
    office.on(date(2025, 10, 14), 0, 30)
    found = services.register(
        asked(), Intake.IN_PERSON, OFFICE, office.by("clerk"), submitted_on=date(2025, 10, 14)
    )
    assert found.received_on == date(2025, 10, 14)


def test_what_came_by_post_needs_its_line_and_every_application_asks_for_something(office):
    with pytest.raises(RefusedApplication, match="收文登记簿"):
        services.register(asked(), Intake.POST_SIGNED, OFFICE, office.by("clerk"))
    with pytest.raises(RefusedApplication, match="名称、文号或者特征"):
        services.register(asked("  "), Intake.IN_PERSON, OFFICE, office.by("clerk"))
    with pytest.raises(RefusedApplication, match="姓名"):
        services.submit_online(asked(applicant=type(PERSON)(name="")), OFFICE, at=office.at)
    with pytest.raises(RefusedApplication):
        services.register(asked(), Intake.WEB, OFFICE, office.by("clerk"))
    assert not Application.objects.exists()


def test_by_fax_and_mail_the_day_waits_for_confirmation(office):
    for intake in (Intake.FAX, Intake.EMAIL):
        found = services.register(asked(), intake, OFFICE, office.by("clerk"))
        assert found.received_on is None
        assert services.confirm_receipt(found.subject, Means.EMAIL, office.by("clerk")) == office.at.date()


def test_the_mail_line_points_to_the_case_and_a_repeated_press_registers_once(office):
    line = office.letter()
    one = services.register_letter(line, asked(), office.by("clerk", key="k"))
    two = services.register_letter(line, asked(), office.by("clerk", key="k"))
    assert one.subject == two.subject == "foi:2025-0001" and one.query_code == two.query_code
    assert Application.objects.get().mail == line
    assert Deed.objects.filter(verb="foi.register").count() == 1
    assert reading.timeline(COUNTY, line)[-1].body["case"] == one.subject


def test_the_number_counts_in_the_year_of_receipt_and_passes_over_imported_ones(office):
    office.on(date(2025, 12, 31))
    line = office.letter()
    office.on(date(2026, 2, 10))
    late = services.register_letter(line, asked(), office.by("clerk"))
    new = office.application()
    assert (late.subject, new) == ("foi:2025-0001", "foi:2026-0001")


def test_no_particulars_of_anybody_stand_in_the_ledger_or_open_in_the_tables(office):
    secret = "关于王小二信访事项的材料"
    found = services.submit_online(
        asked(secret, kind=ApplicantKind.NATURAL_PERSON, agent=someone(7)), OFFICE, at=office.at
    )
    office.deliver(office.decided(subject=found.subject))
    wanted = [PERSON.name, PERSON.id_no, PERSON.phone, PERSON.address, secret, found.query_code]
    with connection.cursor() as cursor:
        for table in ("ledger_fact", "foi_application", "foi_item", "foi_item_decision", "casework_party",
                      "casework_deed", "casework_status", "casework_notice"):  # fmt: skip
            cursor.execute(f"SELECT * FROM {table}")
            text = "".join(
                bytes(cell).decode("utf-8", "replace") if isinstance(cell, (bytes, memoryview)) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            )
            assert text, table
            assert not [each for each in wanted if each in text], table
    assert Item.objects.count() == 1


def test_who_may_not_register_does_not(office):
    with pytest.raises(NotPermitted):
        services.register(asked(), Intake.IN_PERSON, OFFICE, office.by("stranger"))
    with pytest.raises(NotPermitted):
        services.register(asked(), Intake.IN_PERSON, HEALTH, office.by("inspector"))
    assert services.register(asked(), Intake.IN_PERSON, HEALTH, office.by("liaison")).subject
