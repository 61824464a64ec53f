"""Spells (时段): when something was open, read from facts. The definition; the SQL must say the same.

Pure Python.

A spell is open at the start of a day when a standing fact opened it before that day and no standing fact
closed it from the day of opening on and before that day. What closes on the day of opening closes it; who
entered what first does not matter. Of several such openings the earliest counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.ledger.kinds import KINDS, Entered, standing


@dataclass(frozen=True, slots=True)
class Spell:
    """A name of a spell with the kinds that open, close and reopen it."""

    name: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    reopens: tuple[str, ...] = ()


def spells() -> dict[str, Spell]:
    """All spells that the registered kinds declare, by name."""
    names = sorted({cls.opens for cls in KINDS.values() if cls.opens})
    return {
        name: Spell(
            name,
            tuple(sorted(kind for kind, cls in KINDS.items() if cls.opens == name)),
            tuple(sorted(kind for kind, cls in KINDS.items() if cls.closes == name)),
            tuple(sorted(kind for kind, cls in KINDS.items() if cls.reopens == name)),
        )
        for name in names
    }


def open_spells(
    facts: Iterable[Entered], spell: str, *, at: date | None = None, known_at: datetime | None = None
) -> dict[str, Entered]:
    """The subjects whose spell is open at the start of ``at`` (or after all facts), each with its opening
    fact.

    ``known_at`` leaves out what was entered later. The facts are of one region.
    """
    known = [each for each in facts if known_at is None or each.entered_at <= known_at]
    happened = [each for each in standing(known) if at is None or each.happened_on < at]
    last_closed: dict[str, date] = {}
    for each in happened:
        if KINDS[each.kind].closes == spell:
            last_closed[each.subject] = max(last_closed.get(each.subject, date.min), each.happened_on)
    found: dict[str, Entered] = {}
    for each in sorted(happened, key=lambda one: (one.happened_on, one.seq)):
        if KINDS[each.kind].opens == spell and last_closed.get(each.subject, date.min) < each.happened_on:
            found.setdefault(each.subject, each)
    return found


def trait_of(opening: Entered) -> str:
    """The value by which open spells are counted apart, as text: ``natural_person``, ``true``; empty if
    none.
    """
    value = opening.body.get(KINDS[opening.kind].trait, "")
    return str(value).lower() if isinstance(value, bool) else str(value)
