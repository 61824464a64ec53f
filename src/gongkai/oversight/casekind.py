"""Reconsiderations and lawsuits as cases (复议、诉讼案件): how casework reads them and whom it reminds.

Pure Python. Law: RECON 48; RECON 54; LITIG 67.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from gongkai.casework.cases import Alarm, CaseKind, Reminder, Standing
from gongkai.casework.counting import with_days_left
from gongkai.law.calendar import BEIJING
from gongkai.ledger.kinds import Entered
from gongkai.organs.posts import Role
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION, Phase, Status, status

HANDLERS = (Role.LIAISON, Role.HEAD, Role.CLERK)
ABOVE = (Role.LEADER,)
SOON_WORKING_DAYS = 2
RETENTION_YEARS = 10
TITLES = {RECONSIDERATION: "行政复议", LAWSUIT: "行政诉讼"}


def read(facts: Sequence[Entered], *, as_of: date, known_at: datetime) -> Standing:
    """Where a dispute stands, in the words of casework. ``due_on`` is when the organ has to act next."""
    now = status(facts, as_of=as_of, known_at=known_at)
    voided_on = max(each.happened_on for each in facts) if now.phase is Phase.VOID else None
    return Standing(
        phase=now.phase.value,
        phase_title=now.phase.label,
        received_on=now.filed.happened_on if now.filed else None,
        due_on=now.owed.due_on if now.owed else None,
        provisional=now.owed.due.provisional if now.owed else False,
        closed_on=now.concluded.happened_on if now.concluded else voided_on,
        outcome=now.result.value if now.result else "",
        late_days=now.late_days,
        alarms=tuple(Alarm(each.code, each.why, each.law) for each in now.breaches),
    )


def reminders(facts: Sequence[Entered], standing: Standing, *, organ: str) -> Iterable[Reminder]:
    """Who is told what and when: the answer that is owed, and the day on which an appeal runs out."""
    known_at = max(each.entered_at for each in facts)
    now = status(facts, as_of=known_at.astimezone(BEIJING).date(), known_at=known_at)
    if now.phase is Phase.ANSWERING and now.answer is not None:
        yield from _of_answer(now, organ)
    elif now.phase is Phase.JUDGED and now.appeal is not None:
        due_on = now.appeal.due_on
        title = f"行政诉讼一审裁判已送达，决定上诉的应于{due_on}前提出。"
        served_on = now.appeal.due.received
        yield from _to(organ, (*HANDLERS, *ABOVE), "appeal", served_on, title, due_on)


def _of_answer(now: Status, organ: str) -> Iterable[Reminder]:
    assert now.answer is not None, "an answer is owed"
    due_on, what = now.answer.due_on, TITLES[LAWSUIT if now.lawsuit else RECONSIDERATION]
    title = f"收到{what}通知，应于{due_on}前提交答复和证据。"
    yield from _to(organ, (*HANDLERS, *ABOVE), "answer", now.answer.due.received, title, due_on)
    soon = with_days_left(due_on, SOON_WORKING_DAYS, now.calendar)
    title = f"{what}的答复和证据应于{due_on}前提交，剩余不超过{SOON_WORKING_DAYS}个工作日。"
    yield from _to(organ, HANDLERS, "answer_soon", soon, title, due_on)
    yield from _to(organ, HANDLERS, "answer_today", due_on, f"{what}的答复和证据今天到期。", due_on)
    title, late = f"{what}的答复和证据已过期限（{due_on}），请立即提交。", due_on + timedelta(days=1)
    yield from _to(organ, (*HANDLERS, *ABOVE), "answer_overdue", late, title, due_on, urgent=True)


def _to(
    organ: str, roles: Iterable[Role], kind: str, on: date, title: str, due_on: date, *, urgent: bool = False
) -> Iterable[Reminder]:
    for role in roles:
        yield Reminder(
            kind=kind, on=on, title=title, role=role, organ=organ, version=str(due_on), urgent=urgent
        )


def page_url(subject: str) -> str:
    """The address of a dispute's page at the desk."""
    kind, _, number = subject.partition(":")
    return f"/desk/oversight/{kind}/{number}/"


KINDS = tuple(
    CaseKind(
        app=app,
        title=title,
        read=read,
        reminders=reminders,
        page_url=page_url,
        read_verb="oversight.read",
        retention_years=RETENTION_YEARS,
    )
    for app, title in TITLES.items()
)
