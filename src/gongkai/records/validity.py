"""Validity of documents (效力): in force, amended, repealed, lapsed, on a day. Pure Python. Law: OGI 20."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Validity(StrEnum):
    """Whether a document holds. Records that no validity is asked of have none."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    LAPSED = "lapsed"

    @property
    def title(self) -> str:
        """The validity in Chinese."""
        return _TITLES[self]

    @property
    def holds(self) -> bool:
        """Whether the document is still to be followed."""
        return self in (Validity.IN_FORCE, Validity.AMENDED)


_TITLES = {
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "已废止",
    Validity.LAPSED: "已失效",
}


@dataclass(frozen=True, slots=True)
class Change:
    """An entry in the history: from ``changed_on`` on the document has this validity, by that basis.

    ``other`` is the subject of the amending, repealing or replacing record, if it is one.
    """

    validity: Validity
    changed_on: date
    basis: str = ""
    other: str = ""


def first_day_without(valid_until: date | None) -> date | None:
    """The first day on which a document no longer holds, given its last one."""
    return None if valid_until is None else valid_until + timedelta(days=1)


def validity_on(as_of: date, changes: Iterable[Change], lapses_on: date | None) -> Validity:
    """The validity on a day: repeal ends it, lapse ends it, an amendment does not.

    >>> validity_on(date(2025, 6, 1), [], date(2025, 6, 1))
    <Validity.LAPSED: 'lapsed'>
    >>> validity_on(date(2025, 5, 31), [Change(Validity.AMENDED, date(2024, 1, 1))], date(2025, 6, 1))
    <Validity.AMENDED: 'amended'>
    """
    happened = sorted(
        (each for each in changes if each.changed_on <= as_of), key=lambda each: each.changed_on
    )
    ended = [each for each in happened if not each.validity.holds]
    if ended:
        return ended[0].validity
    if lapses_on is not None and lapses_on <= as_of:
        return Validity.LAPSED
    return happened[-1].validity if happened else Validity.IN_FORCE
