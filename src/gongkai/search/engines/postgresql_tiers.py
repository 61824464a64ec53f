"""The two tiers in PostgreSQL.

``ORDER BY … LIMIT`` over a full-text match makes the planner guess, and a wrong guess reads the whole table.
So nothing is left to it. Months are tokens too: the newest two are asked first. Where these have so many hits
that a few more months will have all that are counted, they are asked, and no others; else all the rest.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import psycopg

from gongkai.search.documents import LIVE, day_of, ranks_between, scope_token
from gongkai.search.engines.postgresql_rows import in_a_row, month_token, named, tsquery
from gongkai.search.engines.seam import Found, Need, Values
from gongkai.search.plans import Chunk
from gongkai.search.results import Scope

_FIRST_MONTHS, _FEW_MONTHS, _MOST_MONTHS = 2, 4, 36
"""So many months are asked for first; so many by their own tokens, more by those of years. Beyond that, or
when the page is full and only the count is wanting, it is cheaper to ask for any of the rest."""
FACETS_AMONG = 2_000
"""Each counted hit is a row to be read."""


class PostgreSQLTiers:
    """The tables of one generation."""

    def __init__(self, link: psycopg.Connection[Any], generation: int) -> None:
        self.link = link
        self.generation = generation
        self._known: dict[int, Found] = {}
        self._ends_of: dict[tuple[str, int, int], tuple[int, int] | None] = {}

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
        asked = _Asked(chunks, scope, titles)
        got, bound, more = self._recent(asked, span, need)
        if not more:
            rest = self._some(asked, (span[0], bound), limit=need.cap + 1 - len(got))
            if len(got) + len(rest) <= need.cap:
                return [*got, *sorted(rest, reverse=True)], False
            got += self._by_months(asked, (span[0], bound), need.first - len(got))
        return got[: need.cap], True

    def _recent(self, asked: "_Asked", span: tuple[int, int], need: Need) -> tuple[list[int], int, bool]:
        """All hits down to some rank, that rank, and whether they are more than are counted already."""
        got: list[int] = []
        ranks = self._ends(asked, span)
        if ranks is None:
            return got, span[0], False
        live = ranks[1] >= LIVE
        month, window, done, bound = _month(ranks[1]), _FIRST_MONTHS, 0, span[1]
        while True:
            first = month - window + 1
            if window > _FEW_MONTHS:
                first -= first % 12
            low = max(span[0], LIVE if live else 0, _first_rank(first, live=live))
            limit = need.cap + 1 - len(got)
            got += self._some(asked, (low, bound), limit=limit, within=_period(first, month), ordered=True)
            bound, done, month = low, done + month - first + 1, first - 1
            if len(got) > need.cap:
                return got, bound, True
            missing = need.cap + 1 - len(got)
            window = math.ceil(missing * done / len(got) * 1.2) if got else _MOST_MONTHS + 1
            most = _FEW_MONTHS if len(got) >= need.first else _MOST_MONTHS
            if window > most or low <= max(span[0], LIVE if live else 0):
                return got, bound, False

    def found(self, ranks: Sequence[int]) -> Mapping[int, Found]:
        """See ``Tiers.found``."""
        if missing := [rank for rank in ranks if rank not in self._known]:
            rows = self._rows("SELECT rank, subject, title_length FROM $doc WHERE rank = ANY(%s)", (missing,))
            self._known.update((row[0], Found(*row)) for row in rows)
        return {rank: self._known[rank] for rank in ranks if rank in self._known}

    def values(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, limit: int
    ) -> tuple[list[Values], bool]:
        """See ``Tiers.values``."""
        limit = min(limit, FACETS_AMONG)
        spans = scope.spans(by_day=False)
        union, given = [], []
        for span in spans:
            hits = _Asked(chunks, scope, titles).hits(span)
            union.append(_SOME.replace("$hits", hits.sql))
            given += [*hits.values, limit + 1]
        rows = self._rows(
            "SELECT organ, topic, genre, columns, year, validity, count(*) FROM ($hits) AS hit "
            "JOIN $doc USING (rank) GROUP BY 1, 2, 3, 4, 5, 6",
            given,
            hits=" UNION ALL ".join(union),
        )
        made = [Values(*row[:3], tuple(row[3].split()), *row[4:]) for row in rows]
        return made, sum(each.documents for each in made) <= limit

    def _by_months(self, asked: "_Asked", span: tuple[int, int], first: int) -> list[int]:
        """The first hits of many, looked for in the newest month and then in ever more of them."""
        ranks: list[int] = []
        if first <= 0:
            return ranks
        for low, high in ((max(span[0], LIVE), span[1]), (span[0], min(span[1], LIVE))):
            ends = self._ends(asked, (low, high)) if low < high else None
            if ends is None:
                continue
            oldest, month = map(_month, ends)
            step = 1
            while month >= oldest and len(ranks) < first:
                within = tuple(map(month_token, range(max(oldest, month - step + 1), month + 1)))
                limit = first - len(ranks)
                ranks += self._some(asked, (low, high), limit=limit, within=within, ordered=True)
                month, step = month - step, step * 2
        return ranks

    def _some(
        self,
        asked: "_Asked",
        span: tuple[int, int],
        *,
        limit: int,
        within: Sequence[str] = (),
        ordered: bool = False,
    ) -> list[int]:
        """Some ranks of hits between two ranks: any of them, or the highest."""
        if span[0] >= span[1] or limit <= 0:
            return []
        hits = asked.hits(span, within)
        # Of a title its length is wanted soon, and the row is at hand.
        columns = "rank, subject, title_length" if asked.titles else "rank"
        order = "ORDER BY rank DESC" if ordered else ""
        sql = "SELECT $columns FROM $hits $order LIMIT %s"
        rows = self._rows(sql, (*hits.values, limit), columns=columns, hits=hits.sql, order=order)
        if asked.titles:
            self._known.update((row[0], Found(*row)) for row in rows)
        return [row[0] for row in rows]

    def _ends(self, asked: "_Asked", span: tuple[int, int]) -> tuple[int, int] | None:
        """The lowest and the highest rank of all documents between two."""
        table = "$doc" if asked.titles else "$body"
        if (table, *span) not in self._ends_of:
            sql = "SELECT min(rank), max(rank) FROM $table WHERE rank >= %s AND rank < %s"
            lowest, highest = self._rows(sql, span, table=table)[0]
            self._ends_of[(table, *span)] = None if lowest is None else (lowest, highest)
        return self._ends_of[(table, *span)]

    def _rows(self, sql: str, values: Sequence[Any], **parts: str) -> list[Any]:
        return self.link.execute(named(sql, self.generation, **parts), values).fetchall()


_SOME = "(SELECT rank FROM $hits LIMIT %s)"
# "+ 0" keeps the planner off the index of ranks.
_TITLES = "$doc WHERE tokens @@ %s::tsquery AND rank + 0 >= %s AND rank + 0 < %s"
_BODIES = "$body WHERE tokens @@ %s::tsquery AND rank + 0 >= %s AND rank + 0 < %s"
_WITHOUT = " AND rank NOT IN (SELECT rank FROM $doc WHERE subject = ANY(%s::text[]))"


class _Hits(NamedTuple):
    """What follows FROM for the rows that match, and its values."""

    sql: str
    values: list[Any]


class _Asked(NamedTuple):
    """What is asked of a tier."""

    chunks: Sequence[Chunk]
    scope: Scope
    titles: bool

    def hits(self, span: tuple[int, int], within: Sequence[str] = ()) -> _Hits:
        """The rows that match between two ranks, with one of the tokens of time if any are given."""
        sql = _TITLES if self.titles else _BODIES
        row, texts = in_a_row(self.chunks)
        sql += row
        values: list[Any] = [tsquery(self.chunks, self.scope, within), *span, *texts]
        if self.scope.without:
            return _Hits(sql + _WITHOUT, [*values, list(self.scope.without)])
        return _Hits(sql, values)


def _month(rank: int) -> int:
    day = date.fromordinal(day_of(rank))
    return day.year * 12 + day.month - 1


def _first_rank(month: int, *, live: bool) -> int:
    """The lowest rank of a month."""
    return ranks_between(date(month // 12, month % 12 + 1, 1), None, live=live)[0]


def _period(first: int, last: int) -> tuple[str, ...]:
    """The tokens of the months from one to another, or of the years they are in: few, each is looked up."""
    if last - first < _FEW_MONTHS:
        return tuple(map(month_token, range(first, last + 1)))
    return tuple(scope_token("year", str(year)) for year in range(first // 12, last // 12 + 1))
