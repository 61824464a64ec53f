"""An application as a case (办件): how casework reads it and whom it reminds. Pure Python.

Law: OGI 33 (the reply), OGI 47 (nothing late goes unseen).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from gongkai.casework.cases import Alarm, CaseKind, Reminder, Standing
from gongkai.casework.counting import with_days_left
from gongkai.foi.status import Phase, Status, alarm_days, alarms, status
from gongkai.law.calendar import BEIJING
from gongkai.law.parameters import parameter
from gongkai.ledger.kinds import Entered
from gongkai.organs.posts import Role

APP = "foi"
HANDLERS = (Role.LIAISON, Role.CLERK)
ABOVE = (Role.HEAD, Role.LEADER)
# Files of a case are kept ten years and then go to the archives; particulars of persons go before them.
RETENTION_YEARS = 10


def read(facts: Sequence[Entered], *, as_of: date, known_at: datetime) -> Standing:
    """Where an application stands, in the words of casework. It ends with the delivery of its reply."""
    now = status(facts, as_of=as_of, known_at=known_at)
    takings = [each for each in facts if each.kind == "casework.taken_over"]
    ended = now.now is not None and now.now.done_on is not None
    return Standing(
        phase=now.phase.value,
        phase_title=now.phase.label,
        received_on=now.received_on,
        due_on=now.due_on,
        provisional=now.provisional and not ended,
        closed_on=now.now.done_on if now.now and ended else None,
        outcome=now.outcome.value if now.outcome else "",
        late_days=now.late_days,
        holder_organ=max(takings, key=lambda each: each.seq).organ if takings else "",
        alarms=tuple(Alarm(each.code, each.why, each.law) for each in alarms(now)),
        alarm_days=alarm_days(now),
    )


def reminders(facts: Sequence[Entered], standing: Standing, *, organ: str) -> Iterable[Reminder]:
    """Who is told what and when: soon due, due, overdue, and a letter whose receipt is not confirmed."""
    known_at = max(each.entered_at for each in facts)
    now = status(facts, as_of=known_at.astimezone(BEIJING).date(), known_at=known_at)
    if now.phase is Phase.UNCONFIRMED:
        # On the day it came to the unit, and after every attempt that failed on the next day again.
        tried = [each.happened_on for each in facts if each.kind == "foi.contact_tried"]
        on = max(tried) + timedelta(days=1) if tried else min(each.happened_on for each in facts)
        title = "有申请尚未与申请人确认收到，请联系并登记。"
        yield from _to(organ, HANDLERS, "contact", on, title, str(on))
    elif standing.closed_on is None and standing.due_on is not None and not now.waiting:
        yield from _of_reply(now, standing.due_on, organ)
    elif now.late_days and standing.closed_on is not None and standing.phase != Phase.ARCHIVED:
        title = f"有申请逾期{now.late_days}个工作日答复，请登记原因和责任机关。"
        yield from _to(organ, (Role.HEAD,), "explain", standing.closed_on, title, "", urgent=True)


def _of_reply(now: Status, due_on: date, organ: str) -> Iterable[Reminder]:
    for key, kind, roles in (
        ("foi.amber_working_days", "due_amber", HANDLERS),
        ("foi.red_working_days", "due_red", (*HANDLERS, *ABOVE)),
    ):
        left = int(parameter(key).on(now.as_of).value)
        title = f"有申请应于{due_on}前答复，剩余不超过{left}个工作日。"
        yield from _to(organ, roles, kind, with_days_left(due_on, left, now.calendar), title, str(due_on))
    yield from _to(organ, HANDLERS, "due_today", due_on, "有申请今天到期，24时之前送达答复。", str(due_on))
    late = due_on + timedelta(days=1)
    title = f"有申请已过答复期限（{due_on}），请立即答复。"
    yield from _to(organ, (*HANDLERS, *ABOVE), "overdue", late, title, str(due_on), urgent=True)


def _to(
    organ: str, roles: Iterable[Role], kind: str, on: date, title: str, version: str, *, urgent: bool = False
) -> Iterable[Reminder]:
    for role in roles:
        yield Reminder(kind=kind, on=on, title=title, role=role, organ=organ, version=version, urgent=urgent)


def page_url(subject: str) -> str:
    """The address of an application's page at the desk."""
    return f"/desk/foi/{subject.partition(':')[2]}/"


def register_url(mail: str) -> str:
    """The address at which a line of the mail-room book is registered as an application."""
    return f"/desk/foi/new/?mail={mail.partition(':')[2]}"


KIND = CaseKind(
    app=APP,
    title="依申请公开",
    read=read,
    reminders=reminders,
    page_url=page_url,
    register_url=register_url,
    register_verb="foi.register",
    read_verb="foi.read",
    retention_years=RETENTION_YEARS,
)
