"""What lies in a tree and why (依赖表): for each record where it shows up.

The table is kept inside the tree, so changing over to another tree changes both at once. It says what the
tree looks like *now*: with it, a change of a record leads to the pages that showed it before and to those
that will.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.portal import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "table.sqlite3"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS item (
    subject TEXT PRIMARY KEY, number INTEGER NOT NULL, address TEXT NOT NULL, day TEXT NOT NULL,
    visible INTEGER NOT NULL, columns TEXT NOT NULL, files TEXT NOT NULL, names TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS placed (
    list TEXT, day TEXT, number INTEGER, PRIMARY KEY (list, day, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS length (list TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tie (
    kind TEXT, value TEXT, subject TEXT, PRIMARY KEY (kind, value, subject)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (place TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unfinished (address TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
"""

Key = tuple[str, int]
"""Where a record stands in a column: day of publication and number, growing with the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Where a record shows up. ``columns`` list it while it is ``visible``; ``files`` are the addresses of
    its attachments and pictures, ``names`` other subjects that its page speaks of.
    """

    subject: str
    number: int
    address: str
    published_on: date
    visible: bool
    columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Its place in the order of a column."""
        return (self.published_on.isoformat(), self.number)

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that it stands in: columns, and its part of the sitemap (``@20``)."""
        return (*self.columns, f"@{addresses.shard_of(self.number)}") if self.visible else ()

    @property
    def places(self) -> list[tuple[str, str, int]]:
        """Its place in each of them."""
        return [(name, *self.key) for name in self.lists]

    @property
    def row(self) -> tuple[object, ...]:
        """What the table keeps of it."""
        lists = (json.dumps(part) for part in (self.columns, self.files, self.names))
        return (self.subject, self.number, self.address, self.key[0], int(self.visible), *lists)

    @property
    def ties(self) -> list[tuple[str, str, str]]:
        """What it has to do with files and with other records."""
        ties = [("file", value, self.subject) for value in self.files]
        return ties + [("names", value, self.subject) for value in self.names]


def digest(body: bytes) -> bytes:
    """A short fingerprint of a file."""
    return blake2b(body, digest_size=16).digest()


class Table:
    """The table of one tree. Changes are kept when ``saved`` ends, all of them or none."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.path = root / FILE
        self._db = sqlite3.connect(self.path, isolation_level=None, timeout=30, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def saved(self) -> "Iterator[None]":
        """Keep what is noted within, together."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # -- records -------------------------------------------------------------------------------------------

    def footprints(self, subjects: Iterable[str]) -> dict[str, Footprint]:
        """Where these records show up; those that are not in the tree are left out."""
        found = {}
        for subject in subjects:
            row = self._db.execute("SELECT * FROM item WHERE subject = ?", (subject,)).fetchone()
            if row:
                columns, files, names = (tuple(json.loads(each)) for each in row[5:8])
                found[subject] = Footprint(
                    subject=row[0],
                    number=row[1],
                    address=row[2],
                    published_on=date.fromisoformat(row[3]),
                    visible=bool(row[4]),
                    columns=columns,
                    files=files,
                    names=names,
                )
        return found

    def put(self, new: Sequence[Footprint]) -> None:
        """Note where records show up from now on."""
        self.drop(each.subject for each in new)
        self.add(new)

    def add(self, new: Sequence[Footprint]) -> None:
        """Note where records show up that are not in the tree yet."""
        self._db.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [each.row for each in new])
        places = [place for each in new for place in each.places]
        self._db.executemany("INSERT INTO placed VALUES (?, ?, ?)", places)
        self._grow(Counter(name for name, _, _ in places))
        ties = [tie for each in new for tie in each.ties]
        self._db.executemany("INSERT OR IGNORE INTO tie VALUES (?, ?, ?)", ties)

    def drop(self, subjects: Iterable[str]) -> None:
        """Forget records."""
        for old in self.footprints(subjects).values():
            self._db.executemany("DELETE FROM placed WHERE list = ? AND day = ? AND number = ?", old.places)
            self._grow(dict.fromkeys(old.lists, -1))
            self._db.executemany("DELETE FROM tie WHERE kind = ? AND value = ? AND subject = ?", old.ties)
            self._db.execute("DELETE FROM item WHERE subject = ?", (old.subject,))

    def _grow(self, by: Mapping[str, int]) -> None:
        self._db.executemany(
            "INSERT INTO length VALUES (?, ?) "
            "ON CONFLICT (list) DO UPDATE SET records = records + excluded.records",
            list(by.items()),
        )

    def naming(self, subjects: Iterable[str]) -> set[str]:
        """The records whose pages speak of these."""
        return {other for each in subjects for other in self._tied("names", each)}

    def uses(self, address: str) -> set[str]:
        """The records that have a file."""
        return set(self._tied("file", address))

    def _tied(self, kind: str, value: str) -> list[str]:
        rows = self._db.execute("SELECT subject FROM tie WHERE kind = ? AND value = ?", (kind, value))
        return [subject for (subject,) in rows]

    def count(self, name: str) -> int:
        """How many records a list has."""
        row = self._db.execute("SELECT records FROM length WHERE list = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def older(self, name: str, key: Key) -> int:
        """How many records of a list are older than a place in its order. Counted from the newest, where most
        of what happens happens.
        """
        asked = "SELECT count(*) FROM placed WHERE list = ? AND (day, number) >= (?, ?)"
        newer: tuple[int] = self._db.execute(asked, (name, *key)).fetchone()
        return self.count(name) - newer[0]

    # -- files ---------------------------------------------------------------------------------------------

    def laid(self, place: str, body: bytes) -> None:
        """Note what a file says, by part and place."""
        self.say([(place, digest(body))])

    def say(self, files: Iterable[tuple[str, bytes]]) -> None:
        """The same of many files, by their fingerprints."""
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", files)

    def taken(self, place: str) -> None:
        """Note that a file is no longer there."""
        self._db.execute("DELETE FROM file WHERE place = ?", (place,))

    def places(self) -> dict[str, bytes]:
        """All files with their fingerprints."""
        return dict(self._db.execute("SELECT place, digest FROM file"))

    # -- work under way ------------------------------------------------------------------------------------

    def begin(self, addresses: Iterable[str]) -> None:
        """Note pages that are about to change: whoever is killed now, the next one prints them again."""
        self._db.executemany("INSERT OR IGNORE INTO unfinished VALUES (?)", [(each,) for each in addresses])

    def unfinished(self) -> list[str]:
        """Pages that somebody began to change and did not finish."""
        return [address for (address,) in self._db.execute("SELECT address FROM unfinished")]

    def finish(self) -> None:
        """Note that all of them are as they should be."""
        self._db.execute("DELETE FROM unfinished")

    # -- notes ---------------------------------------------------------------------------------------------

    def note(self, name: str, text: str) -> None:
        """Keep a word about the whole tree."""
        self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, text))

    def noted(self, name: str) -> str:
        """A word kept about the whole tree, or nothing."""
        row = self._db.execute("SELECT text FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def note_edited(self, pages: Mapping[str, str]) -> None:
        """Keep what editors had written on which pages when these were laid down."""
        self.note("edited", json.dumps(pages))

    def edited(self) -> dict[str, str]:
        """What editors had written, by address, as fingerprints."""
        found: dict[str, str] = json.loads(self.noted("edited") or "{}")
        return found
