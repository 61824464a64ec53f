"""The outbox (发件箱): what search and the static pages still have to follow.

A row is written in the transaction of the public change, so nothing is followed that did not happen, and
nothing that happened is forgotten. A reader keeps its own place (``mark``); reading twice changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from gongkai.records.models import OutboxMark, OutboxRow

KINDS = ("search", "bake")
PUT, DROP = "put", "drop"
LOCK_CLASS = 20190516


@dataclass(frozen=True, slots=True)
class Item:
    """One change to follow. ``act`` is ``put`` (new or changed) or ``drop`` (no longer public)."""

    seq: int
    kind: str
    region: str
    subject: str
    act: str
    at: datetime


def lock() -> None:
    """Make this transaction the only one that changes what is public, so that ``seq`` grows in the order of
    commits and a reader skips nothing. On SQLite it is that already; on PostgreSQL an advisory lock does it,
    held to the end of the transaction: hence the outbox comes last.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCK_CLASS])


def write(region: str, subjects: Iterable[str], act: str, at: datetime) -> None:
    """Put changes into the outbox, for every kind of reader. Within the transaction of the change."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the outbox is written in a transaction")
    lock()
    moment = connection.ops.adapt_datetimefield_value(at)
    lines = [(kind, region, subject, act, moment) for subject in subjects for kind in KINDS]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO records_outbox (kind, region, subject, act, at) VALUES (%s, %s, %s, %s, %s)", lines
        )


def read(kind: str, *, after: int | None = None, limit: int = 500) -> list[Item]:
    """The next changes of a kind, after a number (or after the reader's mark)."""
    start = marked(kind) if after is None else after
    rows = OutboxRow.objects.filter(kind=kind, seq__gt=start).order_by("seq")[:limit]
    return [Item(row.seq, row.kind, row.region, row.subject, row.act, row.at) for row in rows]


def last(kind: str) -> int:
    """The number of the last change of a kind; 0 where there is none."""
    return OutboxRow.objects.filter(kind=kind).aggregate(last=Max("seq"))["last"] or 0


def marked(kind: str) -> int:
    """How far the reader of a kind has come."""
    return OutboxMark.objects.filter(kind=kind).values_list("seq", flat=True).first() or 0


def mark(kind: str, seq: int) -> None:
    """Note that everything of a kind up to a number has been followed. It never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_outbox_mark (kind, seq) VALUES (%s, %s) ON CONFLICT (kind) DO UPDATE "
            "SET seq = EXCLUDED.seq WHERE records_outbox_mark.seq < EXCLUDED.seq",
            [kind, seq],
        )


def waiting(kind: str) -> int:
    """How many changes of a kind are still to be followed."""
    return OutboxRow.objects.filter(kind=kind, seq__gt=marked(kind)).count()


def clear_followed(kind: str, *, before: datetime) -> int:
    """Remove rows that were followed and are older than an instant; how many."""
    return OutboxRow.objects.filter(kind=kind, seq__lte=marked(kind), at__lt=before).delete()[0]
