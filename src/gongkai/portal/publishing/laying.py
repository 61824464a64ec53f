"""Laying pages down (落盘): records and everything that shows them, children first, each page checked.

What follows a change in a tree that is served; a whole new tree is made by ``making``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.portal import queries
from gongkai.portal.checking import missing_tags
from gongkai.portal.page import Printed
from gongkai.portal.press import Press
from gongkai.portal.publishing import structure
from gongkai.portal.publishing.dependencies import Change, Site, Sizes, followers
from gongkai.portal.publishing.table import Footprint, Table, digest
from gongkai.portal.publishing.tree import GONE, PUBLIC, Tree, place_of
from gongkai.records import files
from gongkai.records.queries import PublicRecord, by_subject

_FILE = re.compile(r'(?:src|href)="(/files/[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?)"')
DURING = 500


@dataclass(slots=True)
class Laid:
    """What was done: pages printed, of which so many changed, and what pages lack, by address."""

    printed: int = 0
    changed: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: "Laid") -> None:
        """Count what was done elsewhere in."""
        self.printed += other.printed
        self.changed += other.changed
        self.faults |= other.faults


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


class Laying:
    """Lays pages and files down in one tree, with one press."""

    def __init__(self, tree: Tree, press: Press) -> None:
        self.tree, self.press = tree, press
        self.laid = Laid()

    def write(self, printed: Printed) -> None:
        """Lay a page down, or take away what is at its address where there is none, and check it."""
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

    def link(self, foot: Footprint) -> None:
        """Lay a record's files down; before its page."""
        for address in foot.files:
            source = files.path_of(files.sha256_in(address))
            if source.is_file():
                self.tree.link(address, source)
            else:
                self.laid.faults.setdefault(foot.address, []).append(f"附件缺失：{address}")


def place_in_tree(printed: Printed) -> str:
    """Part and place of a finished page; empty where there is none."""
    if printed.status not in (200, 410):
        return ""
    return f"{GONE if printed.status == 410 else PUBLIC}/{place_of(printed.path)}"


class Layer(Laying):
    """Follows changes in one tree. Nobody else may write in the same tree meanwhile."""

    def __init__(self, tree: Tree, table: Table, press: Press) -> None:
        super().__init__(tree, press)
        self.table = table

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

    def edited(self) -> None:
        """Bring the tree up to date with what site editors wrote, page by page."""
        now, before = structure.edited(self.press), self.table.edited()
        changed = sorted(
            address for address in now.keys() | before.keys() if now.get(address) != before.get(address)
        )
        if not changed:
            return
        beside = dict.fromkeys(page for address in changed for page in structure.around(address))
        with self.table.saved():
            self.table.begin([*changed, *beside])
            unfinished = [each for each in self.table.unfinished() if each not in beside]
        pages = [self.press.render(address) for address in (*unfinished, *beside)]
        for printed in pages:
            self.write(printed)
        with self.table.saved():
            self._note(*pages)
            self.table.note_edited(now)
            self.table.finish()

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
        for foot in new.values():
            self.link(foot)
        gone = [name for name in subjects if name in old and name not in new]
        # Written first, noted afterwards: a note of a page that is not there would hide that it is missing.
        done = [(each, self.press.article(each)) for each in (*now.values(), *beside_records)]
        for _, printed in done:
            self.write(printed)
        for name in gone:
            self.tree.remove(old[name].address)
        pages = [self.press.render(address) for address in (*unfinished, *around)]
        for printed in pages:
            self.write(printed)
        with self.table.saved():
            self.table.drop(gone)
            self.table.put(list(new.values()))
            self._note(*(printed for _, printed in done), *pages)
            for name in gone:
                self._forget(old[name].address)
            self.table.finish()
        self._unlink(file for each in old.values() for file in each.files)

    def _note(self, *done: Printed) -> None:
        for printed in done:
            self._forget(printed.path)
            if place := place_in_tree(printed):
                self.table.say([(place, digest(printed.body))])

    def _forget(self, address: str) -> None:
        for part in (PUBLIC, GONE):
            self.table.taken(f"{part}/{place_of(address)}")

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
