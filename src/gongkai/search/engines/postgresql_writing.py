"""Putting documents into the tables of PostgreSQL and taking them out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg

from gongkai.search.documents import IndexDoc
from gongkai.search.engines.postgresql_rows import body_row, doc_row, named
from gongkai.search.suggesting import keys_of, phrases_of

_DOC = ", ".join(["%s"] * 14 + ["%s::tsvector", "%s"])
_BATCH = 1_000


class Writer:
    """Writes one generation of tables."""

    def __init__(self, link: psycopg.Connection[Any], generation: int) -> None:
        self.link = link
        self.generation = generation

    def put(self, doc: IndexDoc) -> int:
        """Put a document in, in the place of what has its subject; by how many there are more now."""
        old = self._run("SELECT digest FROM $doc WHERE subject = %s", (doc.subject,)).fetchone()
        if old and old[0] == doc.digest:
            return 0
        fewer = self.take_out(doc.subject) if old else 0
        self._run("INSERT INTO $doc VALUES ($row)", doc_row(doc), row=_DOC)
        self._add_phrases(Counter(phrases_of(doc)))
        self._run("INSERT INTO $body VALUES (%s, %s::tsvector, %s)", body_row(doc))
        return 1 + fewer

    def take_out(self, subject: str) -> int:
        """Take a document out; -1, or 0 where there is none."""
        row = self._run("DELETE FROM $doc WHERE subject = %s RETURNING rank, phrases", (subject,)).fetchone()
        if row is None:
            return 0
        self._run("DELETE FROM $body WHERE rank = %s", (row[0],))
        self._drop_phrases(row[1])
        return -1

    def load(self, docs: Iterable[IndexDoc]) -> int:
        """Put all documents into empty tables, fast; how many."""
        made = 0
        phrases: Counter[str] = Counter()
        batch: list[IndexDoc] = []
        for doc in docs:
            batch.append(doc)
            phrases.update(phrases_of(doc))
            made += 1
            if len(batch) >= _BATCH:
                self._copy_docs(batch)
                batch = []
        self._copy_docs(batch)
        self._add_phrases(phrases)
        return made

    def _copy_docs(self, docs: Sequence[IndexDoc]) -> None:
        with self.link.cursor() as cursor:
            with cursor.copy(self._named("COPY $doc FROM STDIN")) as into:
                for doc in docs:
                    into.write_row(doc_row(doc))
            with cursor.copy(self._named("COPY $body FROM STDIN")) as into:
                for doc in docs:
                    into.write_row(body_row(doc))

    def _add_phrases(self, phrases: Counter[str]) -> None:
        texts = list(phrases)
        if not texts:
            return
        rows = self._run(
            "INSERT INTO $phrase (text, titles) SELECT * FROM unnest(%s::text[], %s::int[]) "
            "ON CONFLICT (text) DO UPDATE SET "
            "titles = $phrase.titles + EXCLUDED.titles RETURNING id, text, titles",
            (texts, [phrases[text] for text in texts]),
        ).fetchall()
        keys = {
            (key, made) for made, text, titles in rows if titles == phrases[text] for key in keys_of(text)
        }
        self._run(
            "INSERT INTO $key SELECT * FROM unnest(%s::text[], %s::bigint[]) ON CONFLICT DO NOTHING",
            ([key for key, _ in keys], [made for _, made in keys]),
        )

    def _drop_phrases(self, phrases: Sequence[str]) -> None:
        self._run("UPDATE $phrase SET titles = titles - 1 WHERE text = ANY(%s)", (list(phrases),))
        gone = self._run(
            "DELETE FROM $phrase WHERE text = ANY(%s) AND titles <= 0 RETURNING id, text",
            (list(phrases),),
        ).fetchall()
        for made, text in gone:
            self._run("DELETE FROM $key WHERE key = ANY(%s) AND phrase = %s", (keys_of(text), made))

    def _run(self, sql: str, values: Sequence[Any], **parts: str) -> psycopg.Cursor[Any]:
        return self.link.execute(self._named(sql, **parts), values)

    def _named(self, sql: str, **parts: str) -> str:
        return named(sql, self.generation, **parts)
