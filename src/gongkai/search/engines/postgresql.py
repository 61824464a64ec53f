"""The engine in PostgreSQL: for several web hosts with one database and no search server.

Tables have a generation in their names; a row of ``gongkai_search_state`` says which one answers, how far it
has followed the outbox and which tokens it has. A rebuild fills the next generation, then changes that row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import psycopg
from psycopg import errors

from gongkai.search.documents import IndexDoc, Op, Upsert
from gongkai.search.engines.pool import Pool
from gongkai.search.engines.postgresql_rows import DROP, INDEXES, SCHEMA, named
from gongkai.search.engines.postgresql_tiers import PostgreSQLTiers
from gongkai.search.engines.postgresql_writing import Writer
from gongkai.search.engines.tiers import answer
from gongkai.search.errors import IndexOutdated, SearchUnavailable
from gongkai.search.plans import Plan
from gongkai.search.results import Filters, Page, Sort, Status, Suggestion
from gongkai.search.suggesting import typed_key
from gongkai.search.tokens import VERSION

Link = psycopg.Connection[Any]
T = TypeVar("T")
_REBUILD_LOCK = 20_190_515
_STATE = (
    "CREATE TABLE IF NOT EXISTS gongkai_search_state (one boolean PRIMARY KEY DEFAULT true CHECK (one), "
    "generation int NOT NULL, seq bigint NOT NULL, tokens int NOT NULL, documents bigint NOT NULL)"
)

_KEYED = (
    "SELECT DISTINCT phrase FROM (SELECT phrase FROM $key WHERE key >= %s AND key < %s LIMIT 3000) AS keys"
)
_SUGGESTED = (
    "SELECT text, titles FROM $phrase WHERE id = ANY(%s) "
    'ORDER BY titles DESC, length(text), text COLLATE "C" LIMIT %s'
)
_DIGESTS = 'SELECT subject, digest FROM $doc ORDER BY subject COLLATE "C"'


def connection_of(address: str) -> dict[str, Any]:
    """How to reach the database of an address; without one, that of ``GONGKAI_DATABASE``."""
    if address:
        return {"conninfo": address}
    from django.db import connection

    chosen = connection.settings_dict
    if connection.vendor != "postgresql":
        raise SearchUnavailable(
            "search_database",
            "GONGKAI_SEARCH=postgresql 要求 GONGKAI_DATABASE 也是 PostgreSQL；请改其一，或者写出完整地址。",
        )
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    plain = {ours: str(chosen[theirs]) for ours, theirs in names.items() if chosen.get(theirs)}
    return plain | {key: each for key, each in chosen.get("OPTIONS", {}).items() if isinstance(each, str)}


class PostgreSQLEngine:
    """An index in tables of its own."""

    def __init__(self, reached_by: Mapping[str, Any]) -> None:
        self._reached_by = dict(reached_by)
        self._links: Pool[Link] = Pool(self._open)

    def _open(self, _: str) -> Link:
        try:
            link = psycopg.connect(**self._reached_by, autocommit=True, prepare_threshold=None)
        except psycopg.OperationalError as problem:
            raise SearchUnavailable(
                "search_database",
                f"检索数据库连不上：{str(problem).strip()}。请检查 GONGKAI_SEARCH 的设置和数据库服务。",
            ) from problem
        # Matches are few among many rows: the index of tokens is always the way in.
        link.execute("SET enable_seqscan = off; SET jit = off; SET work_mem = '32MB'")
        return link

    # Reading

    def search(
        self,
        plan: Plan,
        *,
        filters: Filters,
        sort: Sort,
        visible_to: frozenset[str],
        number: int,
        size: int,
        want_facets: bool,
        without: tuple[str, ...] = (),
    ) -> Page:
        """See ``Engine.search``."""
        return self._reading(
            lambda link, generation: answer(
                PostgreSQLTiers(link, generation),
                plan,
                filters=filters,
                sort=sort,
                visible_to=visible_to,
                number=number,
                size=size,
                want_facets=want_facets,
                without=without,
            )
        )

    def suggest(self, typed: str, *, limit: int) -> list[Suggestion]:
        """See ``Engine.suggest``."""
        key = typed_key(typed)
        if not key:
            return []

        def asked(link: Link, generation: int) -> list[Suggestion]:
            found = link.execute(named(_KEYED, generation), (key, key + "\U0010ffff"))
            phrases = [phrase for (phrase,) in found]
            rows = link.execute(named(_SUGGESTED, generation), (phrases, limit))
            return [Suggestion(*row) for row in rows]

        return self._reading(asked)

    def digests(self) -> Iterator[tuple[str, str]]:
        """See ``Engine.digests``."""

        def asked(link: Link, generation: int) -> list[tuple[str, str]]:
            return link.execute(named(_DIGESTS, generation)).fetchall()

        yield from self._reading(asked)

    def status(self) -> Status:
        """See ``Engine.status``."""

        def asked(link: Link, _: int) -> Status:
            seq, version, documents = link.execute(
                "SELECT seq, tokens, documents FROM gongkai_search_state"
            ).fetchone() or (0, VERSION, 0)
            return Status(
                engine="postgresql",
                documents=documents,
                seq=seq,
                token_version=version,
                current=version == VERSION,
            )

        return self._reading(asked)

    def _reading(self, asked: Callable[[Link, int], T]) -> T:
        for last in (False, True):
            with self._links.taken("") as link:
                try:
                    row = link.execute("SELECT generation FROM gongkai_search_state").fetchone()
                    if row:
                        return asked(link, row[0])
                except errors.UndefinedTable:
                    # No index yet, or a rebuild has just put another in its place.
                    if last:
                        raise
                self._begin(link)
        raise AssertionError("the state was just made")

    def _begin(self, link: Link) -> None:
        """Make an empty index where there is none."""
        with link.transaction():
            link.execute("SELECT pg_advisory_xact_lock(%s)", (_REBUILD_LOCK,))
            link.execute(_STATE)
            if link.execute("SELECT 1 FROM gongkai_search_state").fetchone() is None:
                for statement in (*SCHEMA, *INDEXES):
                    link.execute(named(statement, 1))
                link.execute(
                    "INSERT INTO gongkai_search_state (generation, seq, tokens, documents) "
                    "VALUES (1, 0, %s, 0)",
                    (VERSION,),
                )

    # Writing

    def apply(self, ops: Sequence[Op], *, after: int, seq: int) -> bool:
        """See ``Engine.apply``."""
        self.status()
        with self._links.taken("") as link, link.transaction():
            generation, reached, version = link.execute(
                "SELECT generation, seq, tokens FROM gongkai_search_state FOR UPDATE"
            ).fetchone() or (0, 0, 0)
            if version != VERSION:
                raise IndexOutdated("index_outdated", "检索索引由旧版程序建立，应先重建索引。")
            if not after <= reached <= seq:
                return False
            writer = Writer(link, generation)
            changed = sum(
                writer.put(op.doc) if isinstance(op, Upsert) else writer.take_out(op.subject) for op in ops
            )
            link.execute(
                "UPDATE gongkai_search_state SET seq = %s, documents = documents + %s", (seq, changed)
            )
            return True

    def rebuild(self, docs: Iterable[IndexDoc], *, seq: int) -> int:
        """See ``Engine.rebuild``."""
        self.status()
        with self._links.taken("") as link:
            link.execute("SELECT pg_advisory_lock(%s)", (_REBUILD_LOCK,))
            try:
                return self._rebuild(link, docs, seq)
            finally:
                link.execute("SELECT pg_advisory_unlock(%s)", (_REBUILD_LOCK,))

    def _rebuild(self, link: Link, docs: Iterable[IndexDoc], seq: int) -> int:
        present = link.execute("SELECT generation FROM gongkai_search_state").fetchone()
        assert present is not None
        new = present[0] + 1
        _drop(link, new)
        link.execute("SET maintenance_work_mem = '256MB'")
        with link.transaction():
            for statement in SCHEMA:
                link.execute(named(statement, new))
        made = Writer(link, new).load(docs)
        for statement in INDEXES:
            link.execute(named(statement, new))
        with link.transaction():
            link.execute(
                "UPDATE gongkai_search_state SET generation = %s, seq = %s, tokens = %s, documents = %s",
                (new, seq, VERSION, made),
            )
        _drop(link, present[0])
        return made

    def close(self) -> None:
        """See ``Engine.close``."""
        self._links.close()


def _drop(link: Link, generation: int) -> None:
    link.execute(named(DROP, generation))
