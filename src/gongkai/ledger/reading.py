"""The reading side of the ledger: facts of a region as known at a moment."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection

from gongkai.ledger import storing
from gongkai.ledger.kinds import KINDS, Entered
from gongkai.organs import queries as organ_queries

CHUNK = 2000
FEW = 100
"""How many subjects are few."""


def first_region() -> str:
    """The region with which this installation began: that of its first fact; empty before there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT region FROM ledger_fact ORDER BY seq LIMIT 1")
        found = cursor.fetchone()
    return str(found[0]) if found else ""


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
    the days asked for. ``years`` are years of happening; ``since`` and ``until`` are days, both included.
    ``through_seq`` leaves out higher numbers, so that a reading pinned by a filing stays what it was.
    ``with_voided`` keeps the facts that were taken back as well. Rows are read as they are needed.

    Raises ``UnknownOrgan`` for an unknown ``under``.
    """
    asked = _Asked(region, known_at, through_seq)
    if kinds is None and subjects is None and (years is not None or since or until):
        kinds = KINDS  # every kind, day by day, is the index's own order
    if years is not None:
        since, until = asked.within_years(years, since, until)
    if under:
        inside = organ_queries.subtree_during(under, since or date.min, until or date.max)
        organs = inside if organs is None else [code for code in inside if code in organs]
    asked.one_of("kind", kinds)
    asked.one_of("organ", organs)
    asked.one_of("subject", subjects)
    asked.subjects = subjects
    asked.bounded(">=", "since", since)
    asked.bounded("<=", "until", until)
    asked.known(standing_only=not with_voided)
    index = "BY[fact_subject]" if subjects is not None else "BY[fact_kind_day]" if kinds is not None else ""
    return asked.read(index)


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


class _Asked:
    """Conditions on the line ``f`` and the values that they speak of."""

    def __init__(self, region: str, known_at: datetime | None, through_seq: int | None) -> None:
        self.conditions = ["f.region = %(region)s"]
        self.values: dict[str, Any] = {"region": region, "through_seq": through_seq}
        self.moment: list[str] = []
        self.subjects: Collection[str] | None = None
        if known_at is not None:
            self.values["known_at"] = storing.instant(known_at)
            self.moment.append("{name}.entered_at <= %(known_at)s")
        if through_seq is not None:
            self.moment.append("{name}.seq <= %(through_seq)s")

    def within_years(
        self, years: Collection[int], since: date | None, until: date | None
    ) -> tuple[date | None, date | None]:
        """Only these years of happening; returns the bounds that they leave."""
        each = [f"f.happened_on BETWEEN '{int(y):04d}-01-01' AND '{int(y):04d}-12-31'" for y in set(years)]
        self.conditions.append(f"({' OR '.join(each) or '1 = 0'})")
        if not years:
            return since, until
        first, last = date(min(years), 1, 1), date(max(years), 12, 31)
        return max(since or first, first), min(until or last, last)

    def one_of(self, column: str, wanted: Collection[str] | None) -> None:
        """Only these kinds, organs or subjects."""
        if wanted is not None:
            self.conditions.append(storing.is_one_of(f"f.{column}", column))
            self.values[column] = storing.many(wanted)

    def bounded(self, sign: str, name: str, day: date | None) -> None:
        """Only from or until a day."""
        if day is not None:
            self.conditions.append(f"f.happened_on {sign} %({name})s")
            self.values[name] = day.isoformat()

    def known(self, *, standing_only: bool) -> None:
        """Only what was known; and of that only what no known fact takes back."""
        self.conditions += [each.format(name="f") for each in self.moment]
        if standing_only:
            taken_back = ["v.region = f.region", "v.voids = f.seq"]
            taken_back += [each.format(name="v") for each in self.moment]
            self.conditions.append(
                "NOT EXISTS (SELECT 1 FROM ledger_fact v WHERE TAKEN_BACK)".replace(
                    "TAKEN_BACK", " AND ".join(taken_back)
                )
            )

    def read(self, index: str) -> Iterator[Entered]:
        """The facts, a chunk at a time."""
        # The conditions are this module's own text; what a person asks for travels as values.
        columns = ", ".join(f"f.{each}" for each in storing.READ.split(", "))
        query = "SELECT COLUMNS FROM ledger_fact f INDEX WHERE CONDITIONS ORDER BY f.happened_on, f.seq"
        query = query.replace("COLUMNS", columns).replace("INDEX", index)
        query = query.replace("CONDITIONS", " AND ".join(self.conditions))
        # The facts of a few subjects are few: they come with the answer, and nothing has to be closed.
        few = len(self.subjects or ()) in range(1, FEW)
        with connection.cursor() if few else connection.chunked_cursor() as cursor:
            cursor.execute(storing.by_index(query), self.values)
            while lines := cursor.fetchmany(CHUNK):
                yield from map(storing.entered, lines)
