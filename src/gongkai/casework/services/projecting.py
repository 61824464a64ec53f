"""What follows from the facts of a case: its status row, its reminders, how long particulars are kept.

Everything is worked out from the facts alone, as they were known when the last of them was entered: so the
row written with an act is the row that ``rebuild`` makes. Law: PIPL 19.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from gongkai.casework import holding
from gongkai.casework.cases import CaseKind, Standing, kind_of
from gongkai.casework.models import Party, StatusRow
from gongkai.casework.services import planning
from gongkai.law.calendar import Calendar
from gongkai.ledger.kinds import Entered
from gongkai.ledger.rows import BEIJING

FIELDS = (
    "holder_organ",
    "phase",
    "received_on",
    "due_on",
    "provisional",
    "closed_on",
    "outcome",
    "late_days",
    "look_on",
    "alarm_days",
    "seq",
    "calendar",
)


@dataclass(frozen=True, slots=True)
class Read:
    """What the facts of a case say: its standing, and the fields of its row."""

    standing: Standing
    fields: dict[str, object]


def read(kind: CaseKind, organ: str, facts: Sequence[Entered], newest: int) -> Read:
    """Read a case from the facts that hold; ``newest`` is the number of its last fact, held or taken back."""
    known_at = max(each.entered_at for each in facts)
    standing = kind.read(facts, as_of=known_at.astimezone(BEIJING).date(), known_at=known_at)
    fields = {
        "holder_organ": standing.holder_organ or organ,
        "phase": standing.phase,
        "received_on": standing.received_on,
        "due_on": standing.due_on,
        "provisional": standing.provisional,
        "closed_on": standing.closed_on,
        "outcome": standing.outcome,
        "late_days": standing.late_days,
        "look_on": min(standing.alarm_days.values(), default=None),
        "alarm_days": {code: day.isoformat() for code, day in standing.alarm_days.items()},
        "seq": newest,
        "calendar": calendar_of(standing.received_on, standing.due_on, known_at),
    }
    return Read(standing, fields)


def project(
    row: StatusRow, facts: Sequence[Entered], *, at: datetime, begins: bool = False
) -> Standing | None:
    """Write the row of a case anew, plan its reminders, set how long particulars are kept. ``begins``: these
    are all facts that there ever were, and the row is not written yet.
    """
    if not facts:
        if row._state.adding:
            row.save(force_insert=True)
        return None
    kind = kind_of(row.subject)
    newest = max(each.seq for each in facts) if begins else last_seq(row.region, row.subject)
    found = read(kind, row.organ, facts, newest)
    for name, value in found.fields.items():
        setattr(row, name, value)
    row.save(update_fields=None if row._state.adding else FIELDS, force_insert=row._state.adding)
    reminders = kind.reminders(facts, found.standing, organ=row.organ)
    planning.plan(row.subject, row.region, reminders, at=at, begins=begins)
    until = None if holding.holds(facts) else kept_until(row.closed_on, kind.retention_years)
    if kind.retention_years and (until or not begins):
        Party.objects.filter(subject=row.subject, erased_at__isnull=True).exclude(
            retention_until=until
        ).update(retention_until=until)
    return found.standing


def kept_until(closed_on: date | None, years: int) -> date | None:
    """The last day on which particulars are kept: so many years after closing, ``None`` while open.

    >>> kept_until(date(2020, 2, 29), 1), kept_until(None, 1)
    (datetime.date(2021, 2, 28), None)
    """
    if closed_on is None:
        return None
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return date(closed_on.year + years, 2, 28)


def calendar_of(since: date | None, until: date | None, known_at: datetime) -> str:
    """The holiday notices that a due day was counted by, as known at a moment; ``?`` for a year without one.

    >>> calendar_of(date(2025, 12, 10), date(2026, 1, 8), datetime(2025, 10, 20, tzinfo=BEIJING))
    '国办发明电〔2024〕12号 ?'
    """
    if since is None or until is None:
        return ""
    known = Calendar(known_at)
    notices = [known.notices(year) for year in range(since.year, until.year + 1)]
    return " ".join(each[-1].number if each else "?" for each in notices)[:200]


def last_seq(region: str, subject: str) -> int:
    """The number of the last fact of a subject, also one that was taken back; 0 where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(MAX(seq), 0) FROM ledger_fact WHERE region = %s AND subject = %s",
            [region, subject],
        )
        return int(cursor.fetchone()[0])
