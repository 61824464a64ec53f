"""Making the parts of a new tree (分片生成), side by side in as many processes as the machine has cores.

Nobody reads a new tree before it is whole, so its parts are made in any order; what its table has to know of
each comes back from where it was made.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TypeVar

from django.db import connections

from gongkai.portal.page import Printed
from gongkai.portal.publishing.laying import Laid, Laying, footprint, place_in_tree
from gongkai.portal.publishing.table import Footprint, digest
from gongkai.records.queries import public_records

P, R = TypeVar("P"), TypeVar("R")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a new tree: records by number, the full pages of columns by code, or pages by address."""

    records: Sequence[int] = ()
    columns: Sequence[str] = ()
    pages: Sequence[str] = ()


@dataclass(slots=True)
class Made:
    """A part that was made: its records, and its files by part and place with their fingerprints."""

    laid: Laid
    footprints: list[Footprint] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)


class Making(Laying):
    """Makes parts of a new tree."""

    def part(self, part: Part) -> Made:
        """Make one part."""
        self.laid = Laid()
        made = Made(self.laid)
        for record in public_records(part.records, as_of=self.press.as_of):
            foot = footprint(record)
            self.link(foot)
            made.footprints.append(foot)
            self._lay(made, self.press.article(record))
        for code in part.columns:
            for printed in self.press.full_pages(code):
                self._lay(made, printed)
        for address in part.pages:
            self._lay(made, self.press.render(address))
        return made

    def _lay(self, made: Made, printed: Printed) -> None:
        self.write(printed)
        if place := place_in_tree(printed):
            made.files.append((place, digest(printed.body)))


def hands() -> int:
    """How many processes are of use on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(work: Callable[[P], R], parts: Sequence[P], processes: int) -> Iterator[R]:
    """Work parts off in so many processes, each its own share of them; what came of them, as it comes.

    Each process opens connections of its own to the database. Where this one is killed they find nobody to
    tell, and end.
    Raises ``ChildProcessError`` where one of them did not come to its end.
    """
    if processes < 2:
        yield from map(work, parts)
        return
    connections.close_all()
    context = multiprocessing.get_context("fork")
    ends: list[Connection] = []
    children = []
    try:
        for number in range(processes):
            ours, theirs = context.Pipe(duplex=False)
            ends.append(ours)
            share = parts[number::processes]
            child = context.Process(target=_work, args=(work, share, theirs, tuple(ends)), daemon=True)
            child.start()
            theirs.close()
            children.append(child)
        yield from _told(list(ends))
        for child in children:
            child.join()
            if child.exitcode:
                raise ChildProcessError(f"a process that made pages ended with {child.exitcode}")
    finally:
        for child in children:
            child.kill()
            child.join()
        for end in ends:
            end.close()


def _work(work: Callable[[P], R], parts: Iterable[P], tell: Connection, ends: Iterable[Connection]) -> None:
    """What a process does. The ends at which others listen are closed here: a pipe breaks only where nobody
    is left to listen.
    """
    for end in ends:
        end.close()
    for part in parts:
        tell.send(work(part))


def _told(ends: list[Connection]) -> Iterator[R]:
    while ends:
        for end in wait(ends):
            assert isinstance(end, Connection)
            try:
                yield end.recv()
            except EOFError:
                ends.remove(end)
