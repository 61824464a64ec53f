"""The engine in a file (SQLite FTS5): no server, good to some hundred thousand documents. The default.

The folder has one file for the present index, named in ``current``; a rebuild makes the next file beside it
and then renames. Readers look at ``current`` before every search. Writers of one machine stand in line by a
lock file; readers never wait.
"""

import fcntl
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gongkai.search.documents import IndexDoc, Op, Upsert
from gongkai.search.engines.expressions import fts5
from gongkai.search.engines.pool import Pool
from gongkai.search.engines.seam import Found, Need, Values
from gongkai.search.engines.sqlite_schema import connect, create, number, set_number
from gongkai.search.engines.sqlite_writing import insert, put, take_out
from gongkai.search.engines.tiers import answer
from gongkai.search.errors import IndexOutdated, SearchUnavailable
from gongkai.search.plans import Chunk, Plan
from gongkai.search.results import Filters, Page, Scope, Sort, Status, Suggestion
from gongkai.search.suggesting import typed_key
from gongkai.search.tokens import VERSION

POINTER = "current"
_BATCH = 500


class SQLiteEngine:
    """An index in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._links: Pool[sqlite3.Connection] = Pool(connect)

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
        """See ``Engine.search``. All of a page is read from one state of the index."""
        with self._reading() as link:
            return answer(
                SQLiteTiers(link),
                plan,
                filters=filters,
                sort=sort,
                visible_to=visible_to,
                number=number,
                size=size,
                want_facets=want_facets,
                without=without,
            )

    def suggest(self, typed: str, *, limit: int) -> list[Suggestion]:
        """See ``Engine.suggest``."""
        key = typed_key(typed)
        if not key:
            return []
        with self._reading() as link:
            rows = link.execute(
                "SELECT text, max(titles) FROM (SELECT phrase FROM phrase_key WHERE key >= ? AND key < ? "
                "LIMIT 3000) CROSS JOIN phrase ON phrase.id = phrase GROUP BY phrase.id "
                "ORDER BY titles DESC, length(text), text LIMIT ?",
                (key, key + "\U0010ffff", limit),
            )
            return [Suggestion(text, titles) for text, titles in rows]

    def digests(self) -> Iterator[tuple[str, str]]:
        """See ``Engine.digests``."""
        with self._reading() as link:
            yield from link.execute("SELECT subject, digest FROM doc ORDER BY subject").fetchall()

    def status(self) -> Status:
        """See ``Engine.status``."""
        with self._reading() as link:
            version = number(link, "tokens")
            return Status(
                engine="sqlite",
                documents=number(link, "documents"),
                seq=number(link, "seq"),
                token_version=version,
                current=version == VERSION,
            )

    # Writing

    def apply(self, ops: Sequence[Op], *, after: int, seq: int) -> bool:
        """See ``Engine.apply``."""
        # The lock is taken before the file is chosen: no change goes into a file that was just replaced.
        with self._alone(), self._links.taken(self._current()) as link, _writing(link):
            if number(link, "tokens") != VERSION:
                raise IndexOutdated("index_outdated", "检索索引由旧版程序建立，应先重建索引。")
            if not after <= number(link, "seq") <= seq:
                return False
            for op in ops:
                if isinstance(op, Upsert):
                    put(link, op.doc)
                else:
                    take_out(link, op.subject)
            set_number(link, "seq", seq)
            return True

    def rebuild(self, docs: Iterable[IndexDoc], *, seq: int) -> int:
        """See ``Engine.rebuild``."""
        with self._alone("rebuilding"):
            path = self._next_file()
            link = create(path, seq=seq)
            try:
                made = _fill(link, docs)
            except BaseException:
                link.close()
                _remove(path)
                raise
            link.close()
            with self._alone():
                old = self._pointed()
                self._point(path)
            if old:
                _remove(old)
            return made

    def close(self) -> None:
        """See ``Engine.close``."""
        self._links.close()

    # Files

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._links.taken(self._current()) as link:
            link.execute("BEGIN")
            try:
                yield link
            finally:
                link.execute("ROLLBACK")

    def _current(self) -> str:
        """The file of the present index; an empty one is made where there is none."""
        if path := self._pointed():
            return str(path)
        with self._alone("rebuilding"):
            if self._pointed() is None:
                path = self._next_file()
                create(path, seq=0).close()
                self._point(path)
        return self._current()

    def _pointed(self) -> Path | None:
        try:
            return self.folder / (self.folder / POINTER).read_text("ascii")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _point(self, path: Path) -> None:
        new = self.folder / f"{POINTER}.new"
        new.write_text(path.name, "ascii")
        new.replace(self.folder / POINTER)

    def _next_file(self) -> Path:
        present = self._pointed()
        for left in self.folder.glob("index-*.sqlite3*"):
            # Of a rebuild that was killed.
            if present is None or not left.name.startswith(present.name):
                left.unlink()
        last = int(present.stem.removeprefix("index-")) if present else 0
        return self.folder / f"index-{last + 1}.sqlite3"

    @contextmanager
    def _alone(self, what: str = "writing") -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / f".{what}").open("w", encoding="ascii")
        except OSError as problem:
            raise SearchUnavailable(
                "search_folder",
                f"检索索引文件夹“{self.folder}”不能写入：{problem.strerror}。请检查 GONGKAI_HOME 和磁盘。",
            ) from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class SQLiteTiers:
    """The two tiers in one state of a file."""

    def __init__(self, link: sqlite3.Connection) -> None:
        self.link = link

    def numbered(self, key: str, scope: Scope) -> tuple[list[int], bool]:
        """See ``Tiers.numbered``."""
        for column in ("index_key", "doc_key"):
            rows = self.link.execute(
                f"SELECT rank, scope FROM doc WHERE {column} = ? AND {column} <> '' "  # noqa: S608  # two names
                "AND subject NOT IN (SELECT value FROM json_each(?)) ORDER BY rank DESC LIMIT 100",
                (key, json.dumps(scope.without)),
            ).fetchall()
            spans = scope.spans(by_day=True)
            ranks = [
                rank
                for rank, tokens in rows
                if any(low <= rank < high for low, high in spans)
                and all(any(f" {token} " in tokens for token in group) for group in scope.groups)
            ]
            if ranks:
                return ranks, column == "index_key"
        return [], False

    def newest(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, span: tuple[int, int], need: Need
    ) -> tuple[list[int], bool]:
        """See ``Tiers.newest``. Tokens are kept by rank, so the first ones come first."""
        sql, values = self._matching(chunks, scope, titles)
        sql += " AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
        ranks = [row[0] for row in self.link.execute(sql, (*values, *span, need.cap + 1))]
        return ranks[: need.cap], len(ranks) > need.cap

    def found(self, ranks: Sequence[int]) -> Mapping[int, Found]:
        """See ``Tiers.found``."""
        rows = self.link.execute(
            "SELECT rank, subject, title_length FROM json_each(?) CROSS JOIN doc ON rank = value",
            (json.dumps(ranks),),
        )
        return {rank: Found(rank, subject, length) for rank, subject, length in rows}

    def values(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, limit: int
    ) -> tuple[list[Values], bool]:
        """See ``Tiers.values``."""
        sql, values = self._matching(chunks, scope, titles)
        bounds: list[int] = []
        for low, high in scope.spans(by_day=False):
            bounds += [low, high]
        within = " OR ".join(["(rowid >= ? AND rowid < ?)"] * (len(bounds) // 2))
        rows = self.link.execute(
            f"SELECT fields FROM ({sql} AND ({within}) LIMIT ?) AS hit "  # noqa: S608  # fixed parts only
            "CROSS JOIN counted ON counted.rank = hit.rowid",
            (*values, *bounds, limit + 1),
        )
        counts = Counter(row[0] for row in rows)
        made = []
        for fields, documents in counts.items():
            organ, topic, genre, columns, year, validity = fields.split("\n")
            made.append(Values(organ, topic, genre, tuple(columns.split()), year, validity, documents))
        return made, counts.total() <= limit

    def _matching(self, chunks: Sequence[Chunk], scope: Scope, titles: bool) -> tuple[str, list[str]]:
        table, columns = ("titles", "t n") if titles else ("bodies", "b")
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"  # noqa: S608  # two names
        values = [fts5(chunks, scope, columns)]
        if scope.without:
            sql += (
                " AND rowid NOT IN (SELECT rank FROM doc WHERE subject IN (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(scope.without))
        return sql, values


@contextmanager
def _writing(link: sqlite3.Connection) -> Iterator[None]:
    link.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        link.execute("ROLLBACK")
        raise
    link.execute("COMMIT")


def _fill(link: sqlite3.Connection, docs: Iterable[IndexDoc]) -> int:
    """Put all documents into a new file, fast: one big sorting of tokens, merged at the end."""
    for table in ("titles", "bodies"):
        link.execute(f"INSERT INTO {table}({table}, rank) VALUES ('hashsize', 67108864)")  # noqa: S608  # fixed
    made, batch = 0, []
    with _writing(link):
        for doc in docs:
            batch.append((doc, doc.digest))
            if len(batch) >= _BATCH:
                made += insert(link, batch)
                batch = []
        made += insert(link, batch)
    # Left as it is, every later change would wait for as large a sorting.
    for table in ("titles", "bodies"):
        link.execute(f"INSERT INTO {table}({table}, rank) VALUES ('hashsize', 1048576)")  # noqa: S608  # fixed
        link.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  # fixed names
    link.execute("ANALYZE")
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        (path.parent / name).unlink(missing_ok=True)
