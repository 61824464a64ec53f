"""The answer of a clock (期限的说明): the due day, and why, step by step.

A due day is never a bare date: each day counted or not says why and under which article, so that an official
can check it with a calendar in hand.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


class Step(NamedTuple):
    """One line of the explanation.

    ``kind`` is ``start`` | ``counted`` | ``off`` | ``excluded`` | ``restart`` | ``extension`` | ``void`` |
    ``rolled`` | ``term``; ``number`` the running count of a counted day, else 0; ``why`` Chinese; ``law`` a
    citation.
    """

    on: date
    kind: str
    why: str
    law: str
    number: int = 0
    assumed: bool = False

    @property
    def counted(self) -> bool:
        """Whether the day counts towards the term."""
        return self.kind == "counted"

    def as_json(self) -> dict[str, Any]:
        """The step in plain values."""
        plain: dict[str, Any] = {"on": self.on.isoformat(), "kind": self.kind, "counted": self.counted}
        if self.number:
            plain["number"] = self.number
        return plain | {"why": self.why, "law": self.law}


class Breach(NamedTuple):
    """Something done too late or without effect; ``code`` is stable, ``on`` the day it was done."""

    code: str
    on: date
    why: str
    law: str


class Alternative(NamedTuple):
    """Another due day under another reading, for the head to decide; ``due_on`` is ``None`` if still open."""

    due_on: date | None
    why: str
    law: str


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out, and why.

    ``due_on`` is the last day, until 24:00; ``starts_on`` the day whose next day is the first;
    ``unextended_on`` the last day without extension. ``provisional`` (暂定): the day may still move, for the
    reasons in ``because``.
    """

    clock: str
    title: str
    received: date
    starts_on: date
    due_on: date
    unextended_on: date
    length: int
    unit: str
    law: str
    steps: tuple[Step, ...]
    because: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether the day may still move (暂定): it must not be printed in a notice."""
        return bool(self.because)

    @property
    def excluded(self) -> tuple[date, ...]:
        """The working days taken out by consultations, each once."""
        return tuple(step.on for step in self.steps if step.kind == "excluded")

    def used(self, as_of: date) -> int:
        """How many days of the term are used up at the end of a day (that day included, if it counts)."""
        # Doubt D-011: whether the day on which the question is asked is already used.
        return sum(step.counted and step.on <= as_of for step in self.steps)

    def left(self, as_of: date) -> int:
        """How many days of the term are left after a day."""
        return sum(step.counted and step.on > as_of for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """The whole explanation in plain values, as `gongkai due --json` prints it."""
        return {
            "clock": self.clock,
            "title": self.title,
            "received": self.received.isoformat(),
            "starts_on": self.starts_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "unextended_on": self.unextended_on.isoformat(),
            "provisional": self.provisional,
            "because": list(self.because),
            "law": self.law,
            "steps": [step.as_json() for step in self.steps],
            "breaches": [
                {"code": each.code, "on": each.on.isoformat(), "why": each.why, "law": each.law}
                for each in self.breaches
            ],
            "alternatives": [
                {"due_on": each.due_on and each.due_on.isoformat(), "why": each.why, "law": each.law}
                for each in self.alternatives
            ],
        }
