"""What goes into the index: one document for each record, and the tokens by which it is narrowed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from gongkai.law.errors import GongkaiError

PUBLIC = "public"
NO_LONGER_IN_FORCE = frozenset({"repealed", "expired", "lapsed", "replaced"})
"""Validities (效力) of a document that holds no more; among equals it is listed after those that hold."""

_ID_BITS, _DAY_BITS = 28, 22
LIVE = 1 << (_ID_BITS + _DAY_BITS)
SCOPE_MARK = "·"
"""Begins the tokens of scope. No token of a text contains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDoc:
    """A record as search sees it. ``subject`` names it, ``id`` (below 2²⁸) settles ties of one day,
    ``address`` is where it is read.

    ``visible`` says who may find it: ``public``, or any marks that a reader carries (``organ:12``); a reader
    finds what shares one mark with him. ``validity`` is empty where the question does not arise.
    """

    id: int
    subject: str
    title: str
    published_on: date
    address: str = ""
    doc_no: str = ""
    index_no: str = ""
    body_text: str = ""
    region: str = ""
    organ: str = ""
    topic: str = ""
    genre: str = ""
    column: str = ""
    other_columns: tuple[str, ...] = ()
    validity: str = ""
    visible: frozenset[str] = frozenset({PUBLIC})

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns it appears in, its own first."""
        return tuple(dict.fromkeys(each for each in (self.column, *self.other_columns) if each))

    @property
    def in_force(self) -> bool:
        """Whether it still holds, as far as the question arises."""
        return self.validity not in NO_LONGER_IN_FORCE

    @property
    def rank(self) -> int:
        """Its place among all: what is in force first, then the newest, then the highest id."""
        if not 0 <= self.id < 1 << _ID_BITS:
            raise GongkaiError("search_id", f"检索编号应在0到{(1 << _ID_BITS) - 1}之间，现为{self.id}。")
        return (LIVE if self.in_force else 0) | self.published_on.toordinal() << _ID_BITS | self.id

    @property
    def scope(self) -> list[str]:
        """The tokens by which lists are narrowed and by which those who may not see it are kept out."""
        listed = (
            ("region", [self.region]),
            ("organ", [self.organ]),
            ("topic", [self.topic]),
            ("genre", [self.genre]),
            ("column", self.columns),
            ("year", [str(self.published_on.year)]),
            ("validity", [self.validity]),
            ("visible", sorted(self.visible)),
        )
        return [scope_token(field, value) for field, values in listed for value in values if value]

    @property
    def digest(self) -> str:
        """Tells whether the index has this very document."""
        values = [getattr(self, each.name) for each in fields(self) if each.name != "visible"]
        values.append(sorted(self.visible))
        return hashlib.blake2b(repr(values).encode("utf-8", "replace"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Upsert:
    """Put this document into the index, in the place of what has its subject."""

    doc: IndexDoc


@dataclass(frozen=True, slots=True)
class Delete:
    """Take what has this subject out of the index; nothing happens where there is nothing."""

    subject: str


Op = Upsert | Delete


def scope_token(field: str, value: str) -> str:
    """The token of one value of a field.

    >>> scope_token("year", "2020")
    '·y32303230'
    """
    letter = {"visible": "p", "validity": "f"}.get(field, field[0])
    return f"{SCOPE_MARK}{letter}{value.encode('utf-8').hex()}"


def day_of(rank: int) -> int:
    """The day of publication in a rank, as an ordinal."""
    return (rank & (LIVE - 1)) >> _ID_BITS


def ranks_between(first: date | None, last: date | None, *, live: bool) -> tuple[int, int]:
    """The ranks of what was published from one day to another, both included: from (incl.) and to (excl.)."""
    begin = LIVE if live else 0
    low = begin | (first.toordinal() << _ID_BITS if first else 0)
    high = begin + ((last.toordinal() + 1) << _ID_BITS) if last else begin + LIVE
    return low, high


def marks(visible_to: Iterable[str]) -> tuple[str, ...]:
    """The tokens of a reader's marks, in a fixed order."""
    return tuple(scope_token("visible", each) for each in sorted(visible_to))
