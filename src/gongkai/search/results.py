"""What may be asked of an engine beside the words, and what it answers."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.search.documents import PUBLIC, marks, ranks_between, scope_token

CAP = 1000
"""As far as hits are counted and shown: beyond, the count reads “1000+”."""
FACETS = ("organ", "topic", "genre", "column", "year", "validity")


class Sort(StrEnum):
    """The order of hits: the best first, or the newest first."""

    RELEVANCE = "relevance"
    DATE = "date"


class Tier(StrEnum):
    """Why it was found: its own number was asked for, its title or numbers have the words, its text has."""

    NUMBER = "number"
    TITLE = "title"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to: within a field any of the values, across fields all of them."""

    region: tuple[str, ...] = ()
    organ: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The tokens of each narrowed field."""
        fields = ("region", *FACETS)
        return tuple(
            tuple(scope_token(name, str(value)) for value in values)
            for name in fields
            if (values := getattr(self, name))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Among which documents an engine looks: one token of each group, ranks within, without some subjects."""

    groups: tuple[tuple[str, ...], ...]
    live: tuple[int, int]
    lapsed: tuple[int, int]
    without: tuple[str, ...] = ()

    def spans(self, *, by_day: bool) -> list[tuple[int, int]]:
        """The bounds to look within, one after the other: what is in force, then what is not; or both at once
        where they touch and the order by date alone is not asked for.
        """
        if not by_day and self.lapsed[1] == self.live[0]:
            return [(self.lapsed[0], self.live[1])]
        return [self.live, self.lapsed]

    @classmethod
    def of(
        cls,
        filters: Filters,
        *,
        visible_to: frozenset[str] = frozenset({PUBLIC}),
        without: tuple[str, ...] = (),
    ) -> "Scope":
        """What a reader may see of what is narrowed so."""
        first, last = filters.published_from, filters.published_to
        return cls(
            groups=(marks(visible_to), *filters.groups()),
            live=ranks_between(first, last, live=True),
            lapsed=ranks_between(first, last, live=False),
            without=without,
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have a value; ``exact`` is false where there may be more."""

    value: str
    hits: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, and why."""

    subject: str
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an answer. ``total`` counts what this reader may see, ``CAP`` at most.

    ``relaxed`` says that nothing has all of the words, and these are the nearest.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_is_exact: bool = True
    number: int = 1
    size: int = 20
    facets: dict[str, tuple[Count, ...]] = field(default_factory=dict)
    relaxed: bool = False

    @property
    def total_text(self) -> str:
        """The count as it is shown.

        >>> Page(total=1000, total_is_exact=False).total_text
        '1000+'
        """
        return str(self.total) if self.total_is_exact else f"{self.total}+"

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return -(-self.total // self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How an index stands. ``current`` is false where other tokens made it and it must be rebuilt."""

    engine: str
    documents: int
    seq: int
    token_version: int
    current: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase to search for, and in how many titles it stands."""

    phrase: str
    titles: int
