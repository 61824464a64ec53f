"""The status cache (办理状态): made anew from the facts, and moved when a calendar notice moves due days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from gongkai.casework import facts
from gongkai.casework.cases import KINDS, Standing, app_of, kind_of
from gongkai.casework.models import Deed, StatusRow
from gongkai.casework.services import projecting
from gongkai.casework.services.door import System, opened
from gongkai.ledger import reading, storing
from gongkai.ledger.kinds import Entered, standing
from gongkai.ledger.rows import BEIJING
from gongkai.organs.queries import regions

CHUNK = 1000
CLOCK = System("clock")


def rebuild(region: str = "") -> int:
    """Make the status rows of a region (or of all) anew from the facts; how many differed.

    Rows that are missing are made, among them those of cases that came by import; a row of which the
    ledger knows nothing goes. The organ that answers for a case is that of its first fact; a case began
    here if there is the deed that began it.
    """
    return sum(map(_rebuild, [region] if region else regions()))


def _rebuild(region: str) -> int:
    with transaction.atomic():
        storing.lock(region)
        cases = _cases(region)
        differing = sum(_rebuild_some(region, cases[n : n + CHUNK]) for n in range(0, len(cases), CHUNK))
        # A row of a case without facts that speaks of some is wrong.
        rows = StatusRow.objects.filter(region=region, app__in=KINDS, seq__gt=0).values_list("pk", flat=True)
        wrong = set(rows).difference(cases)
        StatusRow.objects.filter(pk__in=wrong).delete()
        return differing + len(wrong)


def _rebuild_some(region: str, cases: Sequence[str]) -> int:
    there = StatusRow.objects.in_bulk(cases)
    found: dict[str, list[Entered]] = defaultdict(list)
    for each in reading.facts(region, subjects=cases, with_voided=True):
        found[each.subject].append(each)
    begun = set(Deed.objects.filter(subject__in=cases, begins=True).values_list("subject", flat=True))
    made, differing = [], 0
    for subject, entered in found.items():
        should, row = _row(subject, region, entered), there.get(subject)
        should.begun = subject in begun
        if row is None:
            made.append(should)
        elif _values(row) != _values(should):
            differing += not _moved_by_calendar(row, should)
            should.save(force_update=True)
    StatusRow.objects.bulk_create(made)
    return len(made) + differing


def _cases(region: str) -> list[str]:
    """All cases of the region that the ledger knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT subject FROM ledger_fact WHERE region = %s", [region])
        return sorted(subject for (subject,) in cursor.fetchall() if app_of(subject) in KINDS)


def _row(subject: str, region: str, entered: list[Entered]) -> StatusRow:
    held = standing(entered)  # what takes all else back stands itself
    newest = max(each.seq for each in entered)
    organ = min(entered, key=lambda each: each.seq).organ
    found = projecting.read(kind_of(subject), organ, held, newest)
    return StatusRow(subject=subject, app=app_of(subject), region=region, organ=organ, **found.fields)


def _values(row: StatusRow) -> tuple[object, ...]:
    return (row.app, row.organ, row.begun, *(getattr(row, name) for name in projecting.FIELDS))


def _moved_by_calendar(row: StatusRow, should: StatusRow) -> bool:
    """Whether the row of a closed case differs by nothing but a notice that came late into our files.

    ``recompute`` leaves such a case alone where its verdict stays: the row was right by the files of its day,
    and only its due day follows.
    """
    if should.closed_on is None or row.calendar == should.calendar:
        return False
    moved = {"calendar", "due_on", "provisional"}
    same = ("app", "organ", "begun", *(name for name in projecting.FIELDS if name not in moved))
    return all(getattr(row, name) == getattr(should, name) for name in same)


@dataclass(frozen=True, slots=True)
class Moved:
    """A case whose due day moved with the calendar."""

    subject: str
    fact: Entered


def recompute(at: datetime, *, region: str = "") -> list[Moved]:
    """Count due days again after a holiday notice came in (期限重新计算); the cases that moved.

    Each moved case gets a fact that cites the notices, in a transaction of its own, and its reminders are
    planned anew. A closed case is judged again only if it counted as late and the notice was out before it
    closed, though not in our files. Asked again, nothing moves. Law: HOLIDAYS 2.
    """
    open_or_late = Q(closed_on__isnull=True) | Q(late_days__gt=0)
    rows = StatusRow.objects.filter(open_or_late, due_on__isnull=False)
    if region:
        rows = rows.filter(region=region)
    moved = []
    for row in rows.order_by("pk").iterator(CHUNK):
        if projecting.calendar_of(row.received_on, row.due_on, at) == row.calendar:
            continue
        entered = reading.timeline(row.region, row.subject, with_voided=False)
        now = _now(row.subject, entered, at if row.closed_on is None else _last(entered))
        if (now.due_on, now.provisional, now.late_days) == (row.due_on, row.provisional, row.late_days):
            continue
        if (fact := _recompute(row.subject, at)) is not None:
            moved.append(Moved(row.subject, fact))
    return moved


def _last(entered: Sequence[Entered]) -> datetime:
    """When the last fact of a case came in: what was known by then judges a closed one."""
    return max(each.entered_at for each in entered)


def _now(subject: str, entered: Sequence[Entered], at: datetime) -> Standing:
    """Where a case stands by the calendar known now."""
    return kind_of(subject).read(entered, as_of=at.astimezone(BEIJING).date(), known_at=at)


def _recompute(subject: str, at: datetime) -> Entered | None:
    with opened(subject, "casework.recompute", by=CLOCK, at=at) as case:
        now, row = _now(subject, case.facts, at), case.row
        if now.due_on is None or row.due_on is None:
            return None
        notice = projecting.calendar_of(now.received_on, now.due_on, at)
        late = row.late_days if row.closed_on else 0
        deed = facts.Recomputed(old_due=row.due_on, new_due=now.due_on, notice=notice, late_days=late)
        return case.enter(deed)
