"""The mail room: nothing that came in is lost, whoever has it is known, what lies too long is an alarm."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from mailroom import NOW

from gongkai.casework import access
from gongkai.casework.errors import BrokenLimits, RefusedHandOver, RefusedMail, UnknownCase
from gongkai.casework.facts import Carrier, OtherMatter, Refusal
from gongkai.casework.limits import limits, read_limits
from gongkai.casework.mailing import lies_until, read
from gongkai.casework.models import Hop, Mail, StatusRow
from gongkai.casework.services import daily, hops, mail, status
from gongkai.casework.services.mail import Letter
from gongkai.casework.services.parties import Particulars
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.permissions import NotPermitted, matrix
from invented_county import COUNTY, GOVERNMENT, HEALTH, OFFICE, START, TOWN

LATER = datetime(2025, 12, 31, 18, tzinfo=BEIJING)


@pytest.mark.law("OGI 31")
def test_the_way_of_a_letter_from_the_gate_to_its_case(bureau):
    there = bureau.letter(" ea 123 456 789 cn ", sender=Particulars(name="张三"))
    assert (there.number, there.tracking_no, there.signer) == (
        "2025-0001",
        "EA123456789CN",
        f"{OFFICE}.mail_room",
    )
    subject = there.subject
    sent = hops.hand_over(subject, HEALTH, unit="办公室", by=bureau.mail_room, at=bureau.later())
    assert (sent.sender_organ, sent.to_organ, sent.open) == (OFFICE, HEALTH, True)
    taken = hops.take_over(subject, by=bureau.liaison, at=bureau.later(hours=2))
    assert taken.pk == sent.pk and taken.received_at == bureau.at
    case = bureau.case(organ=HEALTH)
    done = mail.became(subject, case, by=bureau.clerk, at=bureau.later())
    assert (done.becomes, done.status.phase) == (case, "case")
    assert [(each.kind, each.organ) for each in reading.timeline(COUNTY, subject)] == [
        ("casework.mail_arrived", OFFICE),
        ("casework.mail_handed_over", OFFICE),
        ("casework.taken_over", HEALTH),
        ("casework.mail_registered", HEALTH),
    ]
    for again in (
        lambda: hops.hand_over(subject, TOWN, by=bureau.clerk, at=bureau.later()),
        lambda: mail.became(subject, case, by=bureau.clerk, at=bureau.later()),
        lambda: mail.divert(subject, OtherMatter.PRINT, by=bureau.clerk, at=bureau.later()),
    ):
        with pytest.raises(GongkaiError, match=r"立案|登记为"):
            again()


def test_a_letter_that_cannot_be_is_refused(bureau):
    bureau.letter("EA1CN")
    for wrong, word in (
        ({"number": "ea 1 cn"}, "2025-0001"),
        ({"number": ""}, "邮件号码"),
        ({"number": "EA2CN", "arrived_at": bureau.at + timedelta(days=1)}, "还没有到"),
        ({"number": "EA2CN", "pieces": 0}, "件数"),
    ):
        with pytest.raises(RefusedMail, match=word):
            bureau.letter(**wrong)
    assert bureau.letter("", carrier=Carrier.POST_ORDINARY).number == "2025-0002"
    # Half past midnight in Beijing is yesterday elsewhere: it is accepted, on the day in Beijing.
    bureau.at = datetime(2025, 9, 16, 0, 30, tzinfo=BEIJING)
    assert bureau.letter("EA3CN").arrived_on == date(2025, 9, 16)


def test_the_number_counts_by_the_year_of_arrival(bureau):
    bureau.at = datetime(2026, 1, 4, 9, tzinfo=BEIJING)
    assert bureau.letter("EA1CN", arrived_at=LATER).number == "2025-0001"
    assert bureau.letter("EA2CN").number == "2026-0001"


def test_hops_follow_each_other(bureau):
    subject = bureau.letter("EA1CN").subject
    with pytest.raises(RefusedHandOver, match="没有转交过"):
        hops.take_over(subject, by=bureau.clerk, at=bureau.later())
    hops.hand_over(subject, HEALTH, by=bureau.mail_room, at=bureau.later())
    with pytest.raises(RefusedHandOver, match="还没有签收"):
        hops.hand_over(subject, TOWN, by=bureau.mail_room, at=bureau.later())
    with pytest.raises(RefusedHandOver, match="早于转出"):
        hops.take_over(subject, by=bureau.liaison, at=bureau.later(), received_at=NOW)
    back = hops.send_back(subject, Refusal.WRONG_UNIT, by=bureau.liaison, at=bureau.later())
    assert StatusRow.objects.get(pk=subject).phase == "open"
    with pytest.raises(RefusedHandOver, match="退回"):
        hops.take_over(subject, by=bureau.liaison, at=bureau.later())
    with pytest.raises(RefusedHandOver, match="早于上一次"):
        hops.hand_over(subject, TOWN, by=bureau.mail_room, at=bureau.later(), sent_at=back.sent_at)
    with pytest.raises(RefusedHandOver, match="还没有到"):
        hops.hand_over(
            subject, TOWN, by=bureau.mail_room, at=bureau.at, sent_at=bureau.at + timedelta(hours=1)
        )
    hops.hand_over(subject, TOWN, by=bureau.mail_room, at=bureau.later())
    assert Hop.objects.filter(subject=subject).count() == 2


def test_mail_found_on_the_way_ends_its_hop(bureau):
    for n, end in enumerate(("became", "divert")):
        subject = bureau.letter(f"EA{n}CN").subject
        hops.hand_over(subject, HEALTH, by=bureau.mail_room, at=bureau.later())
        if end == "became":
            mail.became(subject, bureau.case(), by=bureau.clerk, at=bureau.later())
        else:
            mail.divert(subject, OtherMatter.PETITION, by=bureau.clerk, at=bureau.later(), to=HEALTH)
        assert not Hop.objects.get(subject=subject).open


# Mondays before ordinary days, before a holiday, before a make-up Sunday: limit as the calendar has it.
@pytest.mark.parametrize(
    ("sent", "until"),
    [("2025-09-15", "2025-09-16"), ("2025-09-30", "2025-10-09"), ("2025-09-27", "2025-09-28")],
)
def test_an_open_hop_is_an_alarm_after_its_limit_and_not_before(bureau, sent, until):
    bureau.at = datetime.fromisoformat(f"{sent}T16:00:00+08:00")
    subject = bureau.letter("EA1CN").subject
    hop = hops.hand_over(subject, HEALTH, by=bureau.mail_room, at=bureau.later())
    midnight = datetime.fromisoformat(f"{until}T00:00:00+08:00") + timedelta(days=1)
    assert hop.limit_at == midnight
    facts = reading.timeline(COUNTY, subject)
    last = date.fromisoformat(until)
    assert read(facts, as_of=last, known_at=bureau.at).alarms == ()
    (alarm,) = read(facts, as_of=last + timedelta(days=1), known_at=bureau.at).alarms
    assert alarm.code == "mail_sent" and "没有签收" in alarm.text
    assert daily.carry_out(midnight - timedelta(minutes=1)).sent.inbox == 1  # that it is coming
    assert daily.carry_out(midnight + timedelta(minutes=1)).sent.inbox > 1


def test_the_limit_is_data():
    assert limits().hop_take_over_working_days == 1
    text = "[mail]\nhand_over_working_days=1\n[hop]\ntake_over_working_days=3\n[mail_retention]\nyears=1\n"
    assert read_limits(text).hop_take_over_working_days == 3
    day = datetime(2025, 9, 15, tzinfo=BEIJING)
    assert [str(lies_until(day.date(), n, day)[0]) for n in (1, 3)] == ["2025-09-16", "2025-09-18"]
    assert lies_until(date(2031, 3, 3), 1, day)[1]
    for broken in (
        "[mail",
        "",
        text + "more=1",
        text.replace("=3", '="x"'),
        text.replace("=3", "=0"),
        "mail=1",
    ):
        with pytest.raises(BrokenLimits):
            read_limits(broken)


@pytest.mark.law("OGI 45")
def test_the_balance_holds_wherever_a_letter_is(bureau):
    letters = [bureau.letter(f"EA{n}CN").subject for n in range(6)]
    hops.hand_over(letters[1], HEALTH, by=bureau.mail_room, at=bureau.later())
    hops.hand_over(letters[2], HEALTH, by=bureau.mail_room, at=bureau.later())
    hops.take_over(letters[2], by=bureau.liaison, at=bureau.later())
    mail.became(letters[3], bureau.case(), by=bureau.clerk, at=bureau.later())
    mail.divert(letters[4], OtherMatter.PETITION, by=bureau.clerk, at=bureau.later())
    with mail.opened(letters[5], "casework.hand_over", by=bureau.clerk, at=bureau.later()) as line:
        line.void(line.facts[0].seq, reason="误登")
    found = mail.balance(OFFICE, NOW.date(), NOW.date())
    assert (found.lines, found.open, found.sent, found.held, found.case, found.other, found.void) == (
        (6,) + (1,) * 6
    )
    assert found.handed_over == 3 and found.holds
    # A line whose status says nothing known is a line that was lost: the balance must not hold.
    StatusRow.objects.filter(pk=letters[0]).update(phase="gone")
    assert not mail.balance(OFFICE, NOW.date(), NOW.date()).holds
    assert mail.balance(HEALTH, NOW.date(), NOW.date()).lines == 0
    assert status.rebuild(COUNTY) == 1 and mail.balance(OFFICE, NOW.date(), NOW.date()).holds


VERBS = {
    "casework.register_mail": lambda b, there, by: mail.register(
        Letter(carrier=Carrier.FAX, arrived_at=b.at), organ=OFFICE, region=COUNTY, by=by, at=b.later()
    ),
    "casework.hand_over": lambda b, there, by: hops.hand_over(there, OFFICE, by=by, at=b.later()),
    "casework.take_over": lambda b, there, by: hops.take_over(there, by=by, at=b.later()),
}


def test_every_role_at_every_verb(bureau):
    """In the county's own organ: done where the matrix says so, refused as not permitted or as unknown."""
    for role in Role:
        who = people.register(f"only-{role.value}", "某人")
        people.appoint(who, people.set_up_post(GOVERNMENT, role).pk, valid_from=START)
        bureau.actors[role.value] = actor_of(who, NOW.date())
    numbers = itertools.count()
    for verb, role in itertools.product(VERBS, Role):
        there = bureau.letter(f"EA{next(numbers)}CN").subject
        if verb == "casework.take_over":
            hops.hand_over(there, OFFICE, by=bureau.clerk, at=bureau.later())
        reads = role in matrix().verbs["casework.read"].roles
        if role in matrix().verbs[verb].roles:
            VERBS[verb](bureau, there, bureau.actors[role.value])
            continue
        refusal = NotPermitted if reads or verb == "casework.register_mail" else UnknownCase
        with pytest.raises(refusal):
            VERBS[verb](bureau, there, bureau.actors[role.value])


def test_mail_of_another_organ_is_not_there(bureau):
    there = bureau.letter("EA1CN").subject
    for actor in (bureau.liaison, bureau.stranger):
        assert not access.readable_mail(actor).exists()
        for look in (access.mail_for, access.case_for):
            with pytest.raises(UnknownCase):
                look(actor, there)
        for verb in ("casework.hand_over", "casework.take_over"):
            with pytest.raises(UnknownCase):
                VERBS[verb](bureau, there, actor)
    hops.hand_over(there, HEALTH, by=bureau.mail_room, at=bureau.later())
    with pytest.raises(UnknownCase):
        hops.take_over(there, by=bureau.stranger, at=bureau.later())
    hops.take_over(there, by=bureau.liaison, at=bureau.later())
    assert [each.subject for each in access.readable_mail(bureau.liaison)] == [there]
    assert Mail.objects.count() == 1
