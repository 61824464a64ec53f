"""The status cache: rebuilt it is what it was, whatever was done; the calendar moves open cases alone."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.casework.errors import RefusedHandOver, RefusedMail, UnknownCase
from gongkai.casework.facts import OtherMatter, Refusal
from gongkai.casework.models import Notice, Party, StatusRow
from gongkai.casework.services import hops, mail, parties, status
from gongkai.casework.services.door import opened
from gongkai.casework.services.parties import Particulars
from gongkai.law.files import instead, text_of
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from invented_county import COUNTY, HEALTH, OFFICE, TOWN

ACTS = {
    "hand_over": lambda b, s: hops.hand_over(s, HEALTH, by=b.clerk, at=b.later()),
    "take_over": lambda b, s: hops.take_over(s, by=b.liaison, at=b.later()),
    "send_back": lambda b, s: hops.send_back(s, Refusal.WRONG_UNIT, by=b.liaison, at=b.later()),
    "divert": lambda b, s: mail.divert(s, OtherMatter.PRIVATE, by=b.clerk, at=b.later()),
    "became": lambda b, s: mail.became(s, b.case(), by=b.clerk, at=b.later()),
    "night": lambda b, s: b.later(days=1),
    "take_back": lambda b, s: take_back(b, s),
    "person": lambda b, s: keep(b, s),
    "close": lambda b, s: b.close(s),
}


def take_back(bureau, subject):
    with opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later()) as case:
        case.void(case.facts[-1].seq, reason="误登")


def keep(bureau, subject):
    with opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later()) as case:
        parties.keep(case, "applicant", Particulars(name="张三"))


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 3)), max_size=14))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rebuilt_is_live_after_whatever_was_done(bureau, acts):
    subjects = [bureau.letter(f"EA{bureau.at.timestamp():.0f}CN").subject, bureau.case()]
    for act, which in acts:
        # A letter is not decided, and a case does not become one.
        if act in ("close", "became") and (act == "close") == (which % 2 == 0):
            continue
        try:
            ACTS[act](bureau, subjects[which % 2])
        except (RefusedHandOver, RefusedMail, UnknownCase):
            pass
        except Exception as problem:
            if "不能再作废" not in str(problem):
                raise
    assert status.rebuild(COUNTY) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"phase": "?"}, {"due_on": date(2020, 1, 1)}, {"late_days": 3}, {"seq": 7}, {"begun": False}],
)
def test_a_row_that_is_wrong_is_found_and_mended(bureau, wrong):
    subject = bureau.case()
    before = StatusRow.objects.filter(pk=subject).values().get()
    StatusRow.objects.filter(pk=subject).update(**wrong)
    StatusRow.objects.create(subject="trial:2025-9999", app="trial", region=COUNTY, organ=OFFICE, seq=5)
    assert status.rebuild(COUNTY) == 2
    assert StatusRow.objects.filter(pk=subject).values().get() == before
    StatusRow.objects.filter(pk=subject).delete()
    assert status.rebuild() == 1 and StatusRow.objects.filter(pk=subject).values().get() == before
    assert status.rebuild() == 0


EXTENDED = """
[[notices]]
number = "国办发明电〔2025〕99号"
title = "关于延长假期的通知"
issued_on = 2025-10-06
published_on = 2025-10-06
confidence = "confirmed"
[[notices.holidays]]
name = "国庆节延长"
from = 2025-10-09
to = 2025-10-10
make_up_days = []
"""


@pytest.mark.law("HOLIDAYS 2")
def test_a_new_notice_moves_open_cases_with_a_fact_and_no_closed_one(bureau):
    first, second, third = bureau.case(), bureau.case(), bureau.case()
    bureau.close(second)
    with instead("calendar/2025.toml", text_of("calendar/2025.toml") + EXTENDED):
        before = datetime(2025, 10, 5, 9, 0, tzinfo=BEIJING)
        assert status.recompute(before) == []
        at = datetime(2025, 10, 6, 9, 0, tzinfo=BEIJING)
        moved = status.recompute(at)
        assert sorted(each.subject for each in moved) == [first, third]
        body = reading.timeline(COUNTY, first)[-1].body
        assert body["old_due"], body["new_due"] == ("2025-10-17", "2025-10-21")
        assert body["notice"] == "国办发明电〔2025〕99号"
        assert status.recompute(at + timedelta(days=1)) == []
        assert str(StatusRow.objects.get(pk=first).due_on) == "2025-10-21"
        assert str(StatusRow.objects.get(pk=second).due_on) == "2025-10-17"
        # The reminders of the old day that had not gone out are dropped, those of the new one planned.
        live = Notice.objects.filter(subject=first, dropped_at__isnull=True)
        assert set(live.values_list("version", flat=True)) == {"2025-10-21"}
        assert status.rebuild(COUNTY) == 0


def test_retention_begins_when_a_case_closes(bureau):
    subject = bureau.case()
    keep(bureau, subject)
    assert Party.objects.get(subject=subject).retention_until is None
    bureau.close(subject)
    assert str(Party.objects.get(subject=subject).retention_until) == "2026-09-15"


def test_other_organs_see_no_row(bureau):
    from gongkai.casework import access

    subject = bureau.case(organ=TOWN)
    assert access.case_for(bureau.stranger, subject).organ == TOWN
    with pytest.raises(UnknownCase):
        access.case_for(bureau.liaison, subject)
    assert [each.pk for each in access.readable(bureau.stranger, "trial")] == [subject]
    assert not access.readable(bureau.liaison).exists()
    assert access.readable(bureau.inspector).count() == 1
