"""Which pages a change of a record changes (依赖关系), and in what order they are laid down. Pure Python.

===================  ========================================================================================
a record's           is shown by
===================  ========================================================================================
own page             itself; pages that speak of it (explainers and policies, what it repeals or amends)
place in a column    full pages from its place on, the opening page, feeds, topics that show the column
column               its board, before and after
number               its part of the sitemap; the index where parts come or go
any of these         the disclosure platform, and last of all the home page
===================  ========================================================================================

What is linked to comes before what links to it, so no reader is led to a page that is not there yet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from gongkai.portal import addresses, paging
from gongkai.portal.publishing.table import Footprint, Key

FORMS = ("rss.xml", "atom.xml", "list.json")


class Rank(IntEnum):
    """The order of laying down: children first, lists after them, the home page last."""

    ARTICLE = 1
    FULL_PAGE = 2
    SHARD = 3
    FEED = 4
    COLUMN = 5
    TOPIC = 6
    BOARD = 7
    PLATFORM = 8
    INDEX = 9
    HOME = 10


@dataclass(frozen=True, slots=True)
class Change:
    """A record's footprint before and after; ``None`` where it was or is not in the tree."""

    old: Footprint | None
    new: Footprint | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long the lists of the tree are now, and how many records of one are older than a place in it."""

    count: Callable[[str], int]
    older: Callable[[str, Key], int]


@dataclass(slots=True)
class _Moves:
    """What happens to one list: places that come or go, and places whose record changed where it stands."""

    gone: set[Key] = field(default_factory=set)
    new: set[Key] = field(default_factory=set)
    touched: set[Key] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Site:
    """What has to be known of the structure: the board of each column, the topics that show it."""

    board_of: Mapping[str, str]
    topics_of: Mapping[str, Sequence[str]]


def followers(changes: Iterable[Change], sizes: Sizes, site: Site) -> list[str]:
    """The addresses to print anew, in order: records themselves left out."""
    changes = list(changes)
    ranked: dict[str, Rank] = {}
    for name, moves in _moves(changes).items():
        if name.startswith("@"):
            ranked[addresses.shard(name[1:])] = Rank.SHARD
            if 0 in _lengths(name, moves, sizes):
                ranked[addresses.SITEMAP] = Rank.INDEX
        elif board := site.board_of.get(name):
            ranked |= dict.fromkeys(_full_pages(board, name, moves, sizes), Rank.FULL_PAGE)
            ranked |= dict.fromkeys((addresses.feed(board, name, form) for form in FORMS), Rank.FEED)
            ranked[addresses.column(board, name)] = Rank.COLUMN
            ranked |= dict.fromkeys(site.topics_of.get(name, ()), Rank.TOPIC)
            ranked[addresses.board(board)] = Rank.BOARD
            ranked[addresses.PLATFORM] = Rank.PLATFORM
            ranked[addresses.HOME] = Rank.HOME
    return sorted(ranked, key=lambda each: (ranked[each], each))


def _moves(changes: Iterable[Change]) -> dict[str, _Moves]:
    lists: dict[str, _Moves] = {}
    for change in changes:
        before = {(name, change.old.key) for name in change.old.lists} if change.old else set()
        after = {(name, change.new.key) for name in change.new.lists} if change.new else set()
        for name, key in before | after:
            moves = lists.setdefault(name, _Moves())
            into = moves.touched if (name, key) in before & after else None
            if into is None:
                into = moves.new if (name, key) in after else moves.gone
            into.add(key)
    return lists


def _pages(moves: _Moves, before: int, after: int, older: Callable[[Key], int]) -> Iterator[int]:
    """Numbers of full pages of a list, counted from the oldest, that change. ``before`` and ``after`` is how
    many such pages there are.
    """
    moved = moves.gone | moves.new
    first = max(before, after) + 1
    if moved:
        first = older(min(moved)) // paging.SIZE + 1
        if before != after:
            # The page that was last gets a newer neighbour, or loses it.
            first = min(first, before, after)
        yield from range(max(first, 1), max(before, after) + 1)
    for key in moves.touched:
        number = older(key) // paging.SIZE + 1
        if number < first and number <= after:
            yield number


def _lengths(name: str, moves: _Moves, sizes: Sizes) -> tuple[int, int]:
    before = sizes.count(name)
    return before, before + len(moves.new) - len(moves.gone)


def _full_pages(board: str, name: str, moves: _Moves, sizes: Sizes) -> Iterator[str]:
    before, after = (paging.full_pages(total) for total in _lengths(name, moves, sizes))
    for number in _pages(moves, before, after, lambda key: sizes.older(name, key)):
        yield addresses.column(board, name, number)
