"""How lines get into and out of the table, on SQLite and PostgreSQL. Used by the ledger alone."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

from gongkai.ledger.kinds import Entered

COLUMNS = (
    "region, kind, subject, organ, happened_on, entered_at, entered_by, body, law, origin, external_id, voids"
)
Line = tuple[str, str, str, str, str, str, str, str, str, str, str, int | None]

READ = "seq, kind, subject, organ, region, happened_on, entered_at, body, voids, law, entered_by, origin"
_INSERT = "INSERT INTO ledger_fact (COLUMNS) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)".replace(
    "COLUMNS", COLUMNS
)
_COPY = f"COPY ledger_fact ({COLUMNS}) FROM STDIN"
_BY = re.compile(r"BY\[(\w+)\]")
LOCK_CLASS = 20190515


def lock(region: str) -> None:
    """Make this transaction the region's only writer.

    On SQLite the transaction is that already (IMMEDIATE). On PostgreSQL an advisory lock, held until the
    transaction ends, puts the writers of a region in line: numbers grow in the order of commits, and the
    checks before an entry still hold when it is written.

    Whoever is next in line does not wait for the disk of the one before: the transaction ends without it, and
    this caller waits afterwards, together with others (``_OnDisk``). The database writes its log in the order
    of commits; so what is on the disk has no gap, whenever the machine stops.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("facts are entered in a transaction")
    if connection.vendor != "postgresql" or _holds(region):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s)), set_config('synchronous_commit', 'off', true)",
            [LOCK_CLASS, region],
        )
    transaction.on_commit(_OnDisk(region))


@dataclass(frozen=True, slots=True)
class _OnDisk:
    """What comes after the transaction of a writer of a region: wait until it is on the disk.

    It is forgotten with the transaction or the savepoint that took the lock, as the lock itself is.
    """

    region: str

    def __call__(self) -> None:
        # An empty message in the log: its commit waits for the disk, and all before it is there too.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_logical_emit_message(true, 'gongkai', '')")


def _holds(region: str) -> bool:
    """Whether this transaction stands first in the region's line already."""
    return any(after == _OnDisk(region) for _, after, *_ in connection.run_on_commit)


@lru_cache(maxsize=1024)
def instant(moment: datetime) -> str:
    """An instant as the database writes it."""
    if connection.vendor == "sqlite":
        return str(moment.astimezone(UTC).replace(tzinfo=None))
    return moment.astimezone(UTC).isoformat()


def insert_one(line: Line) -> int:
    """Write one line; returns its number."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + " RETURNING seq", line)
        return int(cursor.fetchone()[0])


def insert_many(lines: Sequence[Line]) -> None:
    """Write many lines, numbered in their order."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(_COPY) as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            cursor.executemany(_INSERT, lines)


def take_stock() -> None:
    """Let PostgreSQL look at the facts anew where they have become many more since it last did.

    By itself it does so only between transactions. Within one that brings in half a million facts it would
    go by the figures of an empty table, and read all of them for every hundred that are added.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class "
            "WHERE oid IN ('ledger_fact'::regclass, 'ledger_open_spell'::regclass) "
            "AND pg_relation_size(oid) > 2 * relpages * current_setting('block_size')::bigint + 500000"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {table}")


def is_one_of(column: str, parameter: str) -> str:
    """A condition with one named parameter, made by ``many``: the column is one of these texts."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%({parameter})s)"
    return f"{column} IN (SELECT value FROM json_each(%({parameter})s))"  # noqa: S608  # names of ours


def by_index(query: str) -> str:
    """The query with ``BY[index]`` spelled out.

    SQLite plans without statistics and would walk a whole region where one subject or one year is asked for;
    so the statements say which index they were written for. PostgreSQL knows by itself.
    """
    if connection.vendor == "sqlite":
        return _BY.sub(r"INDEXED BY \1", query)
    return _BY.sub("", query)


def many(texts: Iterable[str]) -> Any:
    """The parameter of ``is_one_of``."""
    return list(texts) if connection.vendor == "postgresql" else json.dumps(list(texts), ensure_ascii=False)


def entered(line: Sequence[Any]) -> Entered:
    """A line read by ``READ`` as a pure fact."""
    seq, kind, subject, organ, region, happened_on, entered_at, body, voids, law, by, origin = line
    return Entered(
        seq,
        kind,
        subject,
        organ,
        region,
        day(happened_on),
        moment(entered_at),
        json.loads(body) if isinstance(body, str) else body,
        voids,
        law,
        by,
        origin,
    )


def day(value: Any) -> date:
    """A date as either database gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def moment(value: Any) -> datetime:
    """An instant as either database gives it."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
