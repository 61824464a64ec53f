"""A source in a file of SQLite, as records would be: several processes change and follow it at once."""

import json
import sqlite3
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from gongkai.search.documents import IndexDoc
from gongkai.search.sources import Change


class FileSource:
    """Documents and an outbox; a change and its row are one transaction."""

    def __init__(self, path: Path) -> None:
        self.link = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self.link.execute("PRAGMA journal_mode=WAL")
        self.link.execute("CREATE TABLE IF NOT EXISTS doc (subject TEXT PRIMARY KEY, body TEXT)")
        self.link.execute("CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, subject TEXT)")

    def put(self, *docs: IndexDoc) -> None:
        self.link.execute("BEGIN IMMEDIATE")
        for doc in docs:
            self.link.execute("INSERT OR REPLACE INTO doc VALUES (?, ?)", (doc.subject, _text(doc)))
            self.link.execute("INSERT INTO outbox(subject) VALUES (?)", (doc.subject,))
        self.link.execute("COMMIT")

    def withdraw(self, *subjects: str) -> None:
        self.link.execute("BEGIN IMMEDIATE")
        for subject in subjects:
            self.link.execute("DELETE FROM doc WHERE subject = ?", (subject,))
            self.link.execute("INSERT INTO outbox(subject) VALUES (?)", (subject,))
        self.link.execute("COMMIT")

    def changes(self, after: int, limit: int) -> list[Change]:
        rows = self.link.execute("SELECT * FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
        return [Change(*row) for row in rows]

    def last_seq(self) -> int:
        return self.link.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0]

    def documents(self, subjects) -> dict[str, IndexDoc]:
        marks = ", ".join("?" * len(subjects))
        rows = self.link.execute(f"SELECT body FROM doc WHERE subject IN ({marks})", list(subjects))
        return {doc.subject: doc for doc in map(_doc, (row[0] for row in rows))}

    def everything(self) -> list[IndexDoc]:
        return [_doc(row[0]) for row in self.link.execute("SELECT body FROM doc ORDER BY subject")]

    def close(self) -> None:
        self.link.close()


def _text(doc: IndexDoc) -> str:
    return json.dumps({**asdict(doc), "published_on": str(doc.published_on), "visible": sorted(doc.visible)})


def _doc(text: str) -> IndexDoc:
    raw = json.loads(text)
    raw["published_on"] = date.fromisoformat(raw["published_on"])
    raw["visible"] = frozenset(raw["visible"])
    raw["other_columns"] = tuple(raw["other_columns"])
    return replace(IndexDoc(**raw))
