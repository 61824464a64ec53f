"""The seam (接口): what every engine can do, and the few questions that all else is made of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from gongkai.search.documents import IndexDoc, Op
from gongkai.search.plans import Chunk, Plan
from gongkai.search.results import Filters, Page, Scope, Sort, Status, Suggestion


@dataclass(frozen=True, slots=True)
class Found:
    """A document as a tier finds it: its rank, its subject, how many characters its title has."""

    rank: int
    subject: str
    title_length: int


@dataclass(frozen=True, slots=True)
class Values:
    """How many documents share these values of the fields that are counted."""

    organ: str
    topic: str
    genre: str
    columns: tuple[str, ...]
    year: str
    validity: str
    documents: int


class Need(NamedTuple):
    """How much of a tier is needed: all of it up to ``cap``, and if it has more, the ``first``."""

    cap: int
    first: int


class Tiers(Protocol):
    """What an engine answers about its two tiers: titles with numbers, and everything.

    ``span`` bounds the ranks (from, to); hits come from the highest rank down.
    """

    def numbered(self, key: str, scope: Scope) -> tuple[list[int], bool]:
        """The ranks of what has this as its document or index number, and whether it is an index number."""

    def newest(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, span: tuple[int, int], need: Need
    ) -> tuple[list[int], bool]:
        """The ranks of documents that have all the chunks, from the highest down, and ``False``; where there
        are more than ``need.cap``, at least the first ``need.first`` of them, and ``True``.
        """

    def found(self, ranks: Sequence[int]) -> Mapping[int, Found]:
        """What has these ranks."""

    def values(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, limit: int
    ) -> tuple[list[Values], bool]:
        """The values of all hits, or of ``limit`` of them and ``False``."""


class Engine(Protocol):
    """A search engine. All of them answer a plan with the same hits in the same order."""

    def apply(self, ops: Sequence[Op], *, after: int, seq: int) -> bool:
        """Do these changes, read from the outbox ``after`` one number up to ``seq``, all or none. Doing them
        again changes nothing.

        ``False``, with nothing done, where the index has followed the outbox further already, or (after a
        rebuild) not as far as ``after``: then the outbox has to be read again.
        Raises ``IndexOutdated`` where the index has to be rebuilt.
        """

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
        """A page of what a reader may see of a plan's hits, without the subjects named."""

    def suggest(self, typed: str, *, limit: int) -> list[Suggestion]:
        """Phrases of public titles that begin as typed, in characters, pinyin or initials."""

    def rebuild(self, docs: Iterable[IndexDoc], *, seq: int) -> int:
        """Make a new index beside the old and put it in its place at once; how many documents it has.

        ``seq`` is how far the outbox had come before the first document was read.
        """

    def digests(self) -> Iterator[tuple[str, str]]:
        """The subject and digest of every document in the index, by subject."""

    def status(self) -> Status:
        """How the index stands."""

    def close(self) -> None:
        """Let go of files and connections."""
