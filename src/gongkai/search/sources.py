"""Where documents come from (来源): what the owner of the records answers to search."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from gongkai.search.documents import IndexDoc


class Change(NamedTuple):
    """A row of the outbox: whatever has this subject has changed, appeared or gone."""

    seq: int
    subject: str


class Source(Protocol):
    """The records, as search asks for them.

    Numbers of changes must grow in the order in which they become visible: who has seen number 9 will never
    see a new number 8.
    """

    def changes(self, after: int, limit: int) -> Sequence[Change]:
        """The first changes after a number, in order."""

    def last_seq(self) -> int:
        """The number of the last change; 0 where there is none."""

    def documents(self, subjects: Sequence[str]) -> Mapping[str, IndexDoc]:
        """These records as they stand now; those that nobody may find are left out."""

    def everything(self) -> Iterable[IndexDoc]:
        """All documents that somebody may find. Called for a rebuild: may take its time, not its memory."""
