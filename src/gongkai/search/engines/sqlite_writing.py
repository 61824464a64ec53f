"""Putting documents into an index file and taking them out."""

import json
import sqlite3
import zlib
from collections.abc import Iterable

from gongkai.search.documents import IndexDoc
from gongkai.search.engines.sqlite_schema import number, set_number
from gongkai.search.folding import fold
from gongkai.search.suggesting import keys_of, phrases_of
from gongkai.search.tokens import key_of, tokens_of_folded

_PHRASES = 4
"""Where the phrases begin among the texts kept, after title, numbers, body and scope."""


def put(link: sqlite3.Connection, doc: IndexDoc) -> None:
    """Put a document in, in the place of what has its subject. Within a transaction."""
    old = link.execute("SELECT rank, digest FROM doc WHERE subject = ?", (doc.subject,)).fetchone()
    digest = doc.digest
    if old and old[1] == digest:
        return
    if old:
        take_out(link, doc.subject)
    insert(link, [(doc, digest)])


def insert(link: sqlite3.Connection, docs: Iterable[tuple[IndexDoc, str]]) -> int:
    """Put documents in whose subjects are not there, with their digests. Within a transaction."""
    rows, counted, kept, titles, bodies = [], [], [], [], []
    for doc, digest in docs:
        rank = doc.rank
        texts = _texts(doc)
        title, numbers, everything, scope = _tokens(texts)
        rows.append(_row(doc, rank, digest, scope))
        counted.append((rank, _fields(doc)))
        kept.append(
            (rank, zlib.compress(json.dumps(texts, ensure_ascii=False).encode("utf-8", "replace"), 1))
        )
        titles.append((rank, title, numbers, scope))
        bodies.append((rank, everything, scope))
        for phrase in texts[_PHRASES:]:
            _add_phrase(link, phrase)
    link.executemany("INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    link.executemany("INSERT INTO counted VALUES (?, ?)", counted)
    link.executemany("INSERT INTO kept VALUES (?, ?)", kept)
    link.executemany("INSERT INTO titles(rowid, t, n, k) VALUES (?, ?, ?, ?)", titles)
    link.executemany("INSERT INTO bodies(rowid, b, k) VALUES (?, ?, ?)", bodies)
    set_number(link, "documents", number(link, "documents") + len(rows))
    return len(rows)


def take_out(link: sqlite3.Connection, subject: str) -> None:
    """Take a document out; nothing happens where there is none. Within a transaction."""
    row = link.execute(
        "SELECT rank, texts FROM doc JOIN kept USING (rank) WHERE subject = ?", (subject,)
    ).fetchone()
    if row is None:
        return
    rank = row[0]
    texts = json.loads(zlib.decompress(row[1]))
    title, numbers, everything, scope = _tokens(texts)
    link.execute(
        "INSERT INTO titles(titles, rowid, t, n, k) VALUES ('delete', ?, ?, ?, ?)",
        (rank, title, numbers, scope),
    )
    link.execute(
        "INSERT INTO bodies(bodies, rowid, b, k) VALUES ('delete', ?, ?, ?)", (rank, everything, scope)
    )
    link.execute("DELETE FROM doc WHERE rank = ?", (rank,))
    link.execute("DELETE FROM counted WHERE rank = ?", (rank,))
    link.execute("DELETE FROM kept WHERE rank = ?", (rank,))
    for phrase in texts[_PHRASES:]:
        _drop_phrase(link, phrase)
    set_number(link, "documents", number(link, "documents") - 1)


def _texts(doc: IndexDoc) -> list[str]:
    """What the tokens are made from, folded; then the phrases that this document's title offers."""
    numbers = f"{doc.doc_no} {doc.index_no}"
    return [fold(doc.title), fold(numbers), fold(doc.body_text), " ".join(doc.scope), *phrases_of(doc)]


def _tokens(texts: list[str]) -> tuple[str, str, str, str]:
    title, numbers, body = (tokens_of_folded(text) for text in texts[:3])
    return " ".join(title), " ".join(numbers), " ".join([*title, *numbers, *body]), texts[3]


def _row(doc: IndexDoc, rank: int, digest: str, scope: str) -> tuple[object, ...]:
    numbers = key_of(doc.doc_no), key_of(doc.index_no)
    return rank, doc.subject, len(doc.title), digest, *numbers, f" {scope} "


def _fields(doc: IndexDoc) -> str:
    """The counted fields, in the order of ``Values``."""
    year = str(doc.published_on.year)
    return "\n".join((doc.organ, doc.topic, doc.genre, " ".join(doc.columns), year, doc.validity))


def _add_phrase(link: sqlite3.Connection, phrase: str) -> None:
    known = link.execute(
        "UPDATE phrase SET titles = titles + 1 WHERE text = ? RETURNING id", (phrase,)
    ).fetchone()
    if known is None:
        made = link.execute("INSERT INTO phrase(text, titles) VALUES (?, 1)", (phrase,)).lastrowid
        link.executemany(
            "INSERT OR IGNORE INTO phrase_key VALUES (?, ?)", [(key, made) for key in keys_of(phrase)]
        )


def _drop_phrase(link: sqlite3.Connection, phrase: str) -> None:
    left = link.execute(
        "UPDATE phrase SET titles = titles - 1 WHERE text = ? RETURNING id, titles", (phrase,)
    ).fetchone()
    if left and left[1] <= 0:
        link.executemany(
            "DELETE FROM phrase_key WHERE key = ? AND phrase = ?", [(key, left[0]) for key in keys_of(phrase)]
        )
        link.execute("DELETE FROM phrase WHERE id = ?", (left[0],))
