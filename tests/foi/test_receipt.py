"""The day of receipt is fixed by how an application came and by its evidence; nobody types another one."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.foi.kinds import Intake
from gongkai.foi.status.receiving import RefusedReceipt, legal_receipt
from gongkai.law.calendar import beijing_day
from gongkai.law.errors import GongkaiError

TODAY = date(2025, 10, 13)
SIGNED = date(2025, 9, 15)


@pytest.mark.law("OGI 31(2)")
def test_a_signed_letter_is_received_when_the_gate_signed_whatever_somebody_types():
    found = legal_receipt(Intake.POST_SIGNED, as_of=TODAY, signed_on=SIGNED, submitted_on=date(2025, 9, 12))
    assert (found.on, found.law) == (SIGNED, "OGI 31(2)")
    with pytest.raises(RefusedReceipt, match="应为2025-09-15") as refused:
        legal_receipt(Intake.POST_SIGNED, as_of=TODAY, signed_on=SIGNED, typed_on=TODAY)
    assert refused.value.context["legal_on"] == SIGNED
    assert legal_receipt(Intake.POST_SIGNED, as_of=TODAY, signed_on=SIGNED, typed_on=SIGNED).on == SIGNED


def test_an_ordinary_letter_waits_for_confirmation_and_takes_no_typed_day_meanwhile():
    assert legal_receipt(Intake.POST_ORDINARY, as_of=TODAY, signed_on=SIGNED).on is None
    with pytest.raises(RefusedReceipt, match="待确认"):
        legal_receipt(Intake.POST_ORDINARY, as_of=TODAY, signed_on=SIGNED, typed_on=SIGNED)
    confirmed = legal_receipt(Intake.POST_ORDINARY, as_of=TODAY, signed_on=SIGNED, confirmed_on=TODAY)
    assert confirmed.on == TODAY


@pytest.mark.parametrize(
    ("intake", "evidence"),
    [
        (Intake.IN_PERSON, "submitted_on"),
        (Intake.POST_SIGNED, "signed_on"),
        (Intake.POST_ORDINARY, "confirmed_on"),
        (Intake.WEB, "confirmed_on"),
        (Intake.EMAIL, "confirmed_on"),
        (Intake.FAX, "confirmed_on"),
    ],
)
def test_each_intake_has_its_own_evidence_and_no_impossible_day_passes(intake, evidence):
    for shift in (-400, -31, 0):
        day = TODAY + timedelta(days=shift)
        assert legal_receipt(intake, as_of=TODAY, **{evidence: day}).on == day
    for wrong, code in (
        (TODAY + timedelta(days=1), "not_yet"),
        (date(2052, 1, 1), "not_yet"),
        (date(1889, 1, 1), "day_out_of_reach"),
    ):
        with pytest.raises(GongkaiError) as refused:
            legal_receipt(intake, as_of=TODAY, **{evidence: wrong})
        assert refused.value.code == code


def test_receipt_before_the_letter_was_written_or_before_the_last_hop_is_refused():
    with pytest.raises(RefusedReceipt, match="不能早于申请落款或者提交之日"):
        legal_receipt(Intake.POST_SIGNED, as_of=TODAY, submitted_on=date(2025, 9, 16), signed_on=SIGNED)
    with pytest.raises(RefusedReceipt, match="不能早于上一次流转"):
        legal_receipt(Intake.POST_ORDINARY, as_of=TODAY, last_hop_on=TODAY, confirmed_on=SIGNED)


def test_half_past_midnight_in_beijing_is_the_new_day_though_the_server_is_in_yesterday():
    moment = datetime.fromisoformat("2025-10-12T16:30:00+00:00")
    today = beijing_day(moment)
    assert today == TODAY
    assert legal_receipt(Intake.IN_PERSON, as_of=today, submitted_on=TODAY).on == TODAY
