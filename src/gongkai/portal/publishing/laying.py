"""Laying pages down (落盘): records and everything that shows them, children first, each page checked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from gongkai.portal import queries
from gongkai.portal.checking import missing_tags
from gongkai.portal.page import Printed
from gongkai.portal.press import Press
from gongkai.portal.publishing.dependencies import Change, Site, Sizes, followers
from gongkai.portal.publishing.table import Footprint, Table
from gongkai.portal.publishing.tree import GONE, PUBLIC, Tree, place_of
from gongkai.records import files
from gongkai.records.queries import PublicRecord, by_subject

_FILE = re.compile(r'(?:src|href)="(/files/[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?)"')
DURING = 500
T = TypeVar("T")


@dataclass(slots=True)
class Laid:
    """What was done: pages printed, of which so many changed, and what pages lack, by address."""

    printed: int = 0
    changed: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)


def footprint(record: PublicRecord) -> Footprint:
    """Where a record shows up."""
    readable = record.withdrawal is None or record.withdrawal.readable
    shown = {*(each.address for each in record.attachments), *_FILE.findall(record.content.body)}
    named = {each.subject for each in (*record.explains, *record.explained_by)}
    named |= {each.other for each in record.validity_history if each.other}
    columns = dict.fromkeys(each for each in (record.column, *record.other_columns) if each)
    return Footprint(
        subject=record.subject,
        number=record.id,
        address=record.address,
        published_on=record.published_on,
        visible=record.visible,
        columns=tuple(columns) if record.visible else (),
        files=tuple(sorted(shown)) if readable else (),
        names=tuple(sorted(named)) if readable else (),
    )


class Layer:
    """Lays pages down in one tree, with one press. Nobody else may do so in the same tree meanwhile."""

    def __init__(self, tree: Tree, table: Table, press: Press) -> None:
        self.tree, self.table, self.press = tree, table, press
        self.laid = Laid()

    @cached_property
    def site(self) -> Site:
        """The structure as the dependencies need it."""
        board_of, topics_of = {}, {}
        for board in self.press.frame.structure.boards:
            board_of |= {column.code: board.code for column in board.columns}
            for link in board.topics:
                for code in _columns_of(link.address):
                    topics_of.setdefault(code, []).append(link.address)
        return Site(board_of, topics_of)

    def records(self, subjects: Iterable[str]) -> None:
        """Bring the tree up to date with records, whatever became of them. Doing it again changes nothing.

        Killed half-way, it leaves pages that are each whole, and a note of those still to be printed.
        """
        subjects = list(dict.fromkeys(subjects))
        for start in range(0, len(subjects), DURING):
            self._some(subjects[start : start + DURING])

    def _some(self, subjects: Sequence[str]) -> None:
        now = {each.subject: each for each in by_subject(subjects, as_of=self.press.as_of)}
        old, new = self.table.footprints(subjects), {name: footprint(each) for name, each in now.items()}
        changes = [Change(old.get(name), new.get(name)) for name in subjects]
        around = followers(changes, Sizes(self.table.count, self.table.older), self.site)
        beside = sorted(self.table.naming(subjects) - set(subjects))
        beside_records = by_subject(beside, as_of=self.press.as_of)
        with self.table.saved():
            self.table.begin([*(each.address for each in beside_records), *around])
            unfinished = [each for each in self.table.unfinished() if each not in set(around)]
        for change in changes:
            self._link(change)
        gone = [name for name in subjects if name in old and name not in new]
        # Written first, noted afterwards: a note of a page that is not there would hide that it is missing.
        done = [(each, self.press.article(each)) for each in (*now.values(), *beside_records)]
        for _, printed in done:
            self._write(printed)
        for name in gone:
            self.tree.remove(old[name].address)
        pages = [self.press.render(address) for address in (*unfinished, *around)]
        for printed in pages:
            self._write(printed)
        with self.table.saved():
            self.table.drop(gone)
            self.table.put(new.values())
            self._note(*(printed for _, printed in done), *pages)
            for name in gone:
                self._forget(old[name].address)
            self.table.finish()
        self._unlink(file for each in old.values() for file in each.files)

    def pages(self, addresses: Iterable[str]) -> None:
        """Print pages of the structure."""
        for part in _parts(addresses):
            done = [self.press.render(address) for address in part]
            for printed in done:
                self._write(printed)
            with self.table.saved():
                self._note(*done)

    def articles(self, records: Iterable[PublicRecord]) -> None:
        """Lay down records alone, without what shows them: for making everything anew."""
        for part in _parts(records):
            prints = []
            for each in part:
                self._link(Change(None, foot := footprint(each)))
                printed = self.press.article(each)
                self._write(printed)
                prints.append((foot, printed))
            with self.table.saved():
                self.table.put(foot for foot, _ in prints)
                self._note(*(printed for _, printed in prints))

    def keep(self, address: str, body: bytes) -> None:
        """Lay down what is not printed: style, script, the page for what is not there."""
        self.laid.changed += self.tree.put(address, body)
        with self.table.saved():
            self.table.laid(f"{PUBLIC}/{place_of(address)}", body)

    def _write(self, printed: Printed) -> None:
        self.laid.printed += 1
        if printed.status == 410:
            self.laid.changed += self.tree.gone(printed.path, printed.body)
        elif printed.status == 200:
            self.laid.changed += self.tree.put(printed.path, printed.body)
        else:
            self.laid.changed += self.tree.remove(printed.path)
            return
        if printed.page_class is not None and (lacks := missing_tags(printed.body, printed.page_class)):
            self.laid.faults[printed.path] = lacks

    def _note(self, *done: Printed) -> None:
        for printed in done:
            place = place_of(printed.path)
            here, there = (GONE, PUBLIC) if printed.status == 410 else (PUBLIC, GONE)
            self.table.taken(f"{there}/{place}")
            if printed.status in (200, 410):
                self.table.laid(f"{here}/{place}", printed.body)
            else:
                self.table.taken(f"{here}/{place}")

    def _forget(self, address: str) -> None:
        for part in (PUBLIC, GONE):
            self.table.taken(f"{part}/{place_of(address)}")

    def _link(self, change: Change) -> None:
        """Lay down a record's files before its page."""
        for address in change.new.files if change.new else ():
            source = files.path_of(files.sha256_in(address))
            if source.is_file():
                self.tree.link(address, source)
            else:
                self.laid.faults.setdefault(change.new.address, []).append(f"附件缺失：{address}")

    def _unlink(self, addresses: Iterator[str]) -> None:
        """Take away files that no page shows any longer."""
        for address in set(addresses):
            if not self.table.uses(address):
                self.tree.remove(address)


def _columns_of(address: str) -> set[str]:
    """The columns that a topic page shows."""
    board, slug = address.strip("/").split("/")
    page = queries.topic(board, slug)
    blocks = page.body if page else ()
    return {block.value["column"] for block in blocks if block.block_type == "column"}


def _parts(each: Iterable[T]) -> Iterator[list[T]]:
    """Pieces of a stream."""
    part: list[T] = []
    for one in each:
        part.append(one)
        if len(part) == DURING:
            yield part
            part = []
    if part:
        yield part
