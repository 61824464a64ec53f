"""Where the trees lie (发布目录) and who may write in them.

``site/current`` is a link to the tree that is served; a whole new tree takes its place by changing the link.
One process at a time writes in a tree: the lock is the system's, so it is free again when its holder is
killed.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai.ledger import home
from gongkai.portal.publishing.tree import PUBLIC, Tree


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of the trees. ``packed``: also lay compressed copies down."""

    root: Path
    packed: bool = False

    @property
    def current(self) -> Path:
        """The link to the tree that is served."""
        return self.root / "current"

    def tree(self) -> Tree | None:
        """The tree that is served; ``None`` before the first."""
        return Tree(self.current.resolve(), packed=self.packed) if self.current.exists() else None

    def begin(self, at: datetime) -> Tree:
        """A new, empty tree. Rests of one that was not finished are taken away."""
        self._trees.mkdir(parents=True, exist_ok=True)
        for each in self._trees.glob("*.unfinished"):
            shutil.rmtree(each)
        name = f"{at:%Y%m%d-%H%M%S-%f}"
        while (self._trees / name).exists():
            name += "-again"
        new = self._trees / f"{name}.unfinished"
        (new / PUBLIC).mkdir(parents=True)
        return Tree(new, packed=self.packed)

    def serve(self, tree: Tree) -> Tree:
        """Let a finished tree be the one that is served, in one step; all but the last one go."""
        whole = tree.root.with_suffix("")
        tree.root.rename(whole)
        coming = self.root / ".current"
        coming.unlink(missing_ok=True)
        coming.symlink_to(whole.relative_to(self.root))
        before = self.current.resolve() if self.current.exists() else None
        coming.replace(self.current)
        for each in self._trees.iterdir():
            # The one before is kept, for readers in the middle of a download and for a look back.
            if each not in (whole, before):
                shutil.rmtree(each)
        return Tree(whole, packed=self.packed)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who writes in the tree that is served; wait for whoever does."""
        with self._locked(".writing", fcntl.LOCK_EX):
            yield

    @contextmanager
    def baking(self) -> Iterator[None]:
        """Be the only one who makes a new tree. Raises ``BlockingIOError`` where somebody does."""
        with self._locked(".baking", fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield

    @property
    def _trees(self) -> Path:
        return self.root / "trees"

    @contextmanager
    def _locked(self, name: str, how: int) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / name).open("w", encoding="ascii") as lock:
            fcntl.flock(lock, how)
            yield


def here(*, packed: bool = False) -> Place:
    """The place of this installation."""
    return Place(home.folder() / "site", packed)
