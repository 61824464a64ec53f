"""The two tiers in PostgreSQL.

``ORDER BY … LIMIT`` over a full-text match makes the planner guess, and a wrong guess reads the whole table.
So nothing is left to it: first as many hits as are counted, in any order; where there are more, the newest
month, then two more, then four, until there are enough.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import psycopg

from gongkai.search.documents import LIVE, day_of
from gongkai.search.engines.postgresql_rows import named, tsquery
from gongkai.search.engines.seam import Found, Need, Values
from gongkai.search.plans import Chunk
from gongkai.search.results import Scope

FACETS_AMONG = 2_000
"""Each counted hit is a row to be read."""


class PostgreSQLTiers:
    """The tables of one generation."""

    def __init__(self, link: psycopg.Connection[Any], generation: int) -> None:
        self.link = link
        self.generation = generation

    def numbered(self, key: str, scope: Scope) -> tuple[list[int], bool]:
        """See ``Tiers.numbered``."""
        within = "".join(" AND scope && %s::text[]" for _ in scope.groups)
        spans = scope.spans(by_day=True)
        for column in ("index_key", "doc_key"):
            rows = self._rows(
                "SELECT rank FROM $doc WHERE $column = %s AND $column <> '' "
                "AND subject <> ALL(%s::text[])$within ORDER BY rank DESC LIMIT 100",
                (key, list(scope.without), *map(list, scope.groups)),
                column=column,
                within=within,
            )
            ranks = [rank for (rank,) in rows if any(low <= rank < high for low, high in spans)]
            if ranks:
                return ranks, column == "index_key"
        return [], False

    def newest(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, span: tuple[int, int], need: Need
    ) -> tuple[list[int], bool]:
        """See ``Tiers.newest``."""
        longer = [] if titles else self._long(chunks, scope, span, need.cap + 1)
        hits = _Hits(tsquery(chunks, scope), scope, titles, span)
        rows = self._rows("SELECT rank FROM $hits LIMIT %s", (*hits.values, need.cap + 1), hits=hits.sql)
        if len(rows) + len(longer) <= need.cap:
            return sorted([*longer, *(rank for (rank,) in rows)], reverse=True), False
        if len(rows) > need.cap:
            some = self._by_months(chunks, scope, titles, span, need.first)
        else:
            some = [rank for (rank,) in rows]
        return sorted([*longer, *some], reverse=True)[: need.cap], True

    def found(self, ranks: Sequence[int]) -> Mapping[int, Found]:
        """See ``Tiers.found``."""
        if not ranks:
            return {}
        rows = self._rows("SELECT rank, subject, title_length FROM $doc WHERE rank = ANY(%s)", (list(ranks),))
        return {rank: Found(rank, subject, length) for rank, subject, length in rows}

    def values(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, limit: int
    ) -> tuple[list[Values], bool]:
        """See ``Tiers.values``."""
        limit = min(limit, FACETS_AMONG)
        spans = scope.spans(by_day=False)
        union, given = [], []
        for span in spans:
            hits = _Hits(tsquery(chunks, scope), scope, titles, span)
            union.append(f"(SELECT rank {hits.sql_from} LIMIT %s)")
            given += [*hits.values, limit + 1]
        longer = [] if titles else [rank for span in spans for rank in self._long(chunks, scope, span, limit)]
        rows = self._rows(
            "SELECT organ, topic, genre, columns, year, validity, count(*) FROM ($hits) AS hit "
            "JOIN $doc USING (rank) GROUP BY 1, 2, 3, 4, 5, 6",
            (*given, longer),
            hits=" UNION ALL ".join([*union, "SELECT unnest(%s::bigint[])"]),
        )
        made = [Values(*row[:3], tuple(row[3].split()), *row[4:]) for row in rows]
        return made, sum(each.documents for each in made) <= limit

    def _long(self, chunks: Sequence[Chunk], scope: Scope, span: tuple[int, int], limit: int) -> list[int]:
        """Hits among long texts: each chunk may stand in another part."""
        if not self._rows("SELECT 1 FROM $long LIMIT 1", ()):
            return []
        asked: list[Any] = []
        for query in [tsquery([chunk], scope) for chunk in chunks] or [tsquery([], scope)]:
            asked += [query, *span, list(scope.without)]
        rows = self._rows(
            "SELECT DISTINCT rank FROM ($hits) AS hit ORDER BY rank DESC LIMIT %s",
            (*asked, limit),
            hits=" INTERSECT ".join([_LONG] * max(1, len(chunks))),
        )
        return [rank for (rank,) in rows]

    def _by_months(
        self, chunks: Sequence[Chunk], scope: Scope, titles: bool, span: tuple[int, int], first: int
    ) -> list[int]:
        """The first hits of many, looked for in the newest months and then in ever more of them."""
        ranks: list[int] = []
        for low, high in ((max(span[0], LIVE), span[1]), (span[0], min(span[1], LIVE))):
            bounds = self._rows(
                "SELECT min(rank), max(rank) FROM $table WHERE rank >= %s AND rank < %s",
                (low, high),
                table="$doc" if titles else "$body",
            )[0]
            if low >= high or bounds[0] is None:
                continue
            oldest, month = (_month(bound) for bound in bounds)
            step = 1
            while month >= oldest and len(ranks) < first:
                months = range(max(oldest, month - step + 1), month + 1)
                hits = _Hits(tsquery(chunks, scope, months), scope, titles, (low, high))
                rows = self._rows(
                    "SELECT rank FROM $hits ORDER BY rank DESC LIMIT %s",
                    (*hits.values, first - len(ranks)),
                    hits=hits.sql,
                )
                ranks += [rank for (rank,) in rows]
                month, step = month - step, step * 2
        return ranks

    def _rows(self, sql: str, values: Sequence[Any], **parts: str) -> list[Any]:
        return self.link.execute(named(sql, self.generation, **parts), values).fetchall()


_LONG = (
    "SELECT rank FROM $long WHERE tokens @@ %s::tsquery AND rank >= %s AND rank < %s "
    "AND rank NOT IN (SELECT rank FROM $doc WHERE subject = ANY(%s::text[]))"
)
# "+ 0" keeps the planner off the index of ranks.
_TITLES = "$doc WHERE title @@ %s::tsquery AND rank + 0 >= %s AND rank + 0 < %s"
_BODIES = "$body WHERE tokens @@ %s::tsquery AND rank + 0 >= %s AND rank + 0 < %s"
_WITHOUT = " AND rank NOT IN (SELECT rank FROM $doc WHERE subject = ANY(%s::text[]))"


class _Hits:
    """What follows FROM for the rows that match, and its values."""

    def __init__(self, query: str, scope: Scope, titles: bool, span: tuple[int, int]) -> None:
        self.sql = _TITLES if titles else _BODIES
        self.values: list[Any] = [query, *span]
        if scope.without:
            self.sql += _WITHOUT
            self.values.append(list(scope.without))

    @property
    def sql_from(self) -> str:
        """The same with FROM."""
        return f"FROM {self.sql}"


def _month(rank: int) -> int:
    day = date.fromordinal(day_of(rank))
    return day.year * 12 + day.month - 1
