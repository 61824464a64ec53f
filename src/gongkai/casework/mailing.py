"""How a piece of mail stands (来件的去向), read from its facts. Pure Python.

Between the gate and a register a letter passes from hand to hand; each hand has a limit, and a letter that
lies longer than its limit is an alarm before it is a case.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from gongkai.casework.cases import Alarm, Reminder, Standing
from gongkai.casework.limits import limits
from gongkai.law.calendar import Calendar
from gongkai.ledger.kinds import Entered
from gongkai.organs.posts import Role

APP = "mail"
OPEN, SENT, HELD, CASE, OTHER, VOID = "open", "sent", "held", "case", "other", "void"
PHASES = {
    OPEN: "待转交",
    SENT: "已转交，待签收",
    HELD: "已签收，待立案",
    CASE: "已立案",
    OTHER: "非公开事项",
    VOID: "登记已作废",
}
HANDED_OVER = (SENT, HELD, CASE)
"""The phases of mail that was handed over: with ``open`` and ``other`` they are all there is."""

SENDINGS = ("casework.mail_handed_over", "casework.handed_over")
MOVES = (*SENDINGS, "casework.mail_arrived", "casework.taken_over", "casework.sent_back")


def read(facts: Sequence[Entered], *, as_of: date, known_at: datetime) -> Standing:
    """Where a piece of mail stands. Its due day is that of the hand in which it lies, not of the law."""
    arrived_on: date | None = None
    phase, since, holder, outcome = OPEN, as_of, "", ""
    closed_on: date | None = None
    # By number: within a day the order of entry is the order of hands.
    for each in sorted(facts, key=lambda each: each.seq):
        match each.kind:
            case "casework.mail_arrived":
                arrived_on, holder = each.happened_on, each.organ
                if case := each.body.get("becomes"):
                    phase, closed_on, outcome = CASE, each.happened_on, case
            case "casework.mail_handed_over" | "casework.handed_over" if closed_on is None:
                phase = SENT
            case "casework.taken_over" if closed_on is None:
                phase, holder = HELD, each.organ
            case "casework.sent_back" if closed_on is None:
                phase = OPEN
            case "casework.mail_registered":
                phase, closed_on, outcome, holder = CASE, each.happened_on, each.body["case"], each.organ
            case "casework.mail_diverted":
                phase, closed_on, outcome = OTHER, each.happened_on, each.body["what"]
            case _:
                continue
        since = each.happened_on
    if arrived_on is None:
        return Standing(phase=VOID, phase_title=PHASES[VOID])
    due_on, provisional = (None, False) if closed_on else lies_until(since, _limit(phase), known_at)
    return Standing(
        phase=phase,
        phase_title=PHASES[phase],
        received_on=arrived_on,
        due_on=due_on,
        provisional=provisional,
        closed_on=closed_on,
        outcome=outcome,
        holder_organ=holder,
        alarms=_alarms(phase, due_on, as_of),
    )


def _limit(phase: str) -> int:
    return limits().hop_take_over_working_days if phase == SENT else limits().mail_hand_over_working_days


def lies_until(since: date, working_days: int, known_at: datetime) -> tuple[date, bool]:
    """The last day on which something may lie since a day, and whether that is provisional.

    No right of anybody hangs on it, so in a year without a holiday notice Monday to Friday are taken as
    working days: the alarm may come a little early or late, and says so.

    >>> from gongkai.ledger.rows import BEIJING
    >>> lies_until(date(2025, 9, 30), 1, datetime(2025, 9, 30, tzinfo=BEIJING))
    (datetime.date(2025, 10, 9), False)
    """
    known, day, provisional = Calendar(known_at), since, False
    while working_days > 0:
        day += timedelta(days=1)
        found = known.assume(day)
        working_days -= found.working
        provisional = provisional or found.assumed
    return day, provisional


def _alarms(phase: str, due_on: date | None, as_of: date) -> tuple[Alarm, ...]:
    if due_on is None or as_of <= due_on:
        return ()
    return (Alarm(f"mail_{phase}", OVERDUE[phase], "OGI 31"),)


OVERDUE = {
    OPEN: "来件签收后没有转交。请立即转交承办机关，并核对是否为政府信息公开申请。",
    SENT: "来件已转出，对方没有签收。请立即与对方核对，找到来件。",
    HELD: "来件已签收，没有登记立案。请立即登记，期限自收发室签收之日起算。",
}


def reminders(facts: Sequence[Entered], standing: Standing, *, organ: str) -> Iterable[Reminder]:
    """Who is told when a letter lies too long: who has it, who should have it, and the OGI unit's head."""
    if standing.due_on is None or standing.phase not in OVERDUE:
        return
    moves = sorted((each for each in facts if each.kind in MOVES), key=lambda each: each.seq)
    sent_to = [each for each in moves if each.kind in SENDINGS]
    now_at = sent_to[-1].body["to"] if standing.phase == SENT and sent_to else standing.holder_organ
    receivers = {(role, now_at) for role in (Role.LIAISON, Role.CLERK, Role.HEAD)}
    if standing.phase == SENT:
        for role, where in sorted(receivers):
            yield Reminder(
                kind="mail_coming",
                on=sent_to[-1].happened_on,
                version=str(sent_to[-1].seq),
                title="有来件转给本机关，请签收。",
                role=role,
                organ=where,
            )
    for role, where in sorted(
        receivers | {(each, organ) for each in (Role.MAIL_ROOM, Role.HEAD, Role.CLERK)}
    ):
        yield Reminder(
            kind=f"mail_{standing.phase}",
            on=standing.due_on + timedelta(days=1),
            version=f"{standing.due_on}/{moves[-1].seq}",
            title=OVERDUE[standing.phase],
            urgent=True,
            role=role,
            organ=where,
        )
