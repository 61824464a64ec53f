"""The index as a file of SQLite: one table of documents, two full-text tables, phrases to suggest.

``counted`` has the fields that are counted beside filters, apart and small: ten thousand are read at once.

The full-text tables keep no text (``content=''``), only tokens made by us. To take a document out they need
its old tokens: ``kept`` has the folded text that these are made from.
"""

import sqlite3
from pathlib import Path

from gongkai.search.tokens import VERSION

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE doc(
  rank INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, title_length INTEGER NOT NULL, digest TEXT NOT NULL,
  doc_key TEXT NOT NULL, index_key TEXT NOT NULL, scope TEXT NOT NULL);
CREATE TABLE counted(rank INTEGER PRIMARY KEY, fields TEXT NOT NULL);
CREATE INDEX doc_by_number ON doc(doc_key) WHERE doc_key <> '';
CREATE INDEX doc_by_index_no ON doc(index_key) WHERE index_key <> '';
CREATE TABLE kept(rank INTEGER PRIMARY KEY, texts BLOB NOT NULL);
CREATE VIRTUAL TABLE titles USING fts5(t, n, k, content='', tokenize='ascii');
CREATE VIRTUAL TABLE bodies USING fts5(b, k, content='', tokenize='ascii');
CREATE TABLE phrase(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, titles INTEGER NOT NULL);
CREATE TABLE phrase_key(key TEXT NOT NULL, phrase INTEGER NOT NULL, PRIMARY KEY(key, phrase)) WITHOUT ROWID;
"""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=2147483648",
    "PRAGMA cache_size=-32768",
)


def connect(path: str) -> sqlite3.Connection:
    """A connection to an index file, for any thread, transactions by hand."""
    link = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        link.execute(pragma)
    return link


def create(path: Path, *, seq: int) -> sqlite3.Connection:
    """A new, empty index in a new file."""
    link = connect(str(path))
    link.executescript(SCHEMA)
    link.executemany(
        "INSERT INTO meta VALUES (?, ?)", [("tokens", str(VERSION)), ("seq", str(seq)), ("documents", "0")]
    )
    return link


def number(link: sqlite3.Connection, key: str) -> int:
    """A number of the index about itself: ``tokens`` (version), ``seq``, ``documents``."""
    row = link.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else -1


def set_number(link: sqlite3.Connection, key: str, value: int) -> None:
    """Write such a number."""
    link.execute("UPDATE meta SET value = ? WHERE key = ?", (str(value), key))
