"""The reading side of the ledger: facts of a region as known at a moment."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection

from gongkai.ledger import storing
from gongkai.ledger.kinds import KINDS, Entered
from gongkai.organs import queries as organ_queries

CHUNK = 2000


def facts(
    region: str,
    *,
    kinds: Collection[str] | None = None,
    organs: Collection[str] | None = None,
    under: str = "",
    subjects: Collection[str] | None = None,
    years: Collection[int] | None = None,
    since: date | None = None,
    until: date | None = None,
    known_at: datetime | None = None,
    through_seq: int | None = None,
    with_voided: bool = False,
) -> Iterator[Entered]:
    """The facts that hold, as known at ``known_at`` (or now), by day and then by number.

    ``under`` is the code of an organ: its own facts and those of the organs that were under it at any time in
    the days asked for. ``years`` are those of ``happened_on``; ``since`` and ``until`` are days, both
    included.
    ``through_seq`` leaves out higher numbers, so that a reading pinned by a filing stays what it was.
    ``with_voided`` keeps the facts that were taken back as well. Rows are read as they are needed.
    """
    conditions, values = ["f.region = %(region)s"], {"region": region}
    if kinds is None and subjects is None and (years is not None or since or until):
        kinds = KINDS  # every kind, day by day, is the index's own order
    if years is not None:
        since, until = _widened(years, since, until)
        conditions.append(f"({' OR '.join(_in_year(each) for each in sorted(set(years))) or '1 = 0'})")
    if under:
        inside = organ_queries.subtree_during(under, since or date.min, until or date.max)
        organs = inside if organs is None else [code for code in inside if code in organs]
    for name, column, wanted in (
        ("kinds", "kind", kinds),
        ("organs", "organ", organs),
        ("subjects", "subject", subjects),
    ):
        if wanted is not None:
            conditions.append(storing.is_one_of(f"f.{column}", name))
            values[name] = storing.many(wanted)
    bounds = {"since": (">=", since), "until": ("<=", until)}
    for name, (sign, day) in bounds.items():
        if day is not None:
            conditions.append(f"f.happened_on {sign} %({name})s")
            values[name] = day.isoformat()
    known = _known("f", known_at, through_seq, values)
    if not with_voided:
        taken_back = "SELECT 1 FROM ledger_fact v WHERE v.region = f.region AND v.voids = f.seq"
        known.append(
            f"NOT EXISTS ({' AND '.join([taken_back, *_known('v', known_at, through_seq, values)])})"
        )
    index = "BY[fact_subject]" if subjects is not None else "BY[fact_kind_day]" if kinds is not None else ""
    yield from _read(index, " AND ".join(conditions + known), values)


def timeline(
    region: str, subject: str, *, known_at: datetime | None = None, with_voided: bool = True
) -> list[Entered]:
    """Everything known of a subject, by day and then by number, what was taken back included.

    ``kinds.standing`` tells which of it holds; ``with_voided=False`` leaves the rest out.
    """
    return list(facts(region, subjects=[subject], known_at=known_at, with_voided=with_voided))


def last_seq(region: str) -> int:
    """The highest number entered in a region, 0 where there is none: what a filing pins."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM ledger_fact WHERE region = %s", [region])
        return int(cursor.fetchone()[0])


def _known(
    name: str, known_at: datetime | None, through_seq: int | None, values: dict[str, Any]
) -> list[str]:
    conditions = []
    if known_at is not None:
        values["known_at"] = storing.instant(known_at)
        conditions.append(f"{name}.entered_at <= %(known_at)s")
    if through_seq is not None:
        values["through_seq"] = through_seq
        conditions.append(f"{name}.seq <= %(through_seq)s")
    return conditions


def _in_year(year: int) -> str:
    return f"f.happened_on BETWEEN '{int(year):04d}-01-01' AND '{int(year):04d}-12-31'"


def _widened(
    years: Collection[int], since: date | None, until: date | None
) -> tuple[date | None, date | None]:
    if not years:
        return since, until
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    return max(since or first, first), min(until or last, last)


def _read(index: str, where: str, values: dict[str, Any]) -> Iterator[Entered]:
    columns = ", ".join(f"f.{each}" for each in storing.READ.split(", "))
    query = f"SELECT {columns} FROM ledger_fact f {index} WHERE {where} ORDER BY f.happened_on, f.seq"  # noqa: S608  # conditions of ours, values apart
    with connection.chunked_cursor() as cursor:
        cursor.execute(storing.by_index(query), values)
        while lines := cursor.fetchmany(CHUNK):
            yield from map(storing.entered, lines)
