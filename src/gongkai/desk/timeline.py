"""Timelines of a case: what happened, in its order, from the ledger and from the work itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A line of a timeline.

    ``at`` is the instant at which it became known, ``on`` the day it is true of (for facts); ``person`` who
    acted; ``law`` the citation. ``fact`` marks lines of the ledger, ``taken_back`` those that no longer hold.
    """

    at: datetime
    title: str
    on: date | None = None
    text: str = ""
    person: str = ""
    law: str = ""
    fact: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind of fact is told: its title, the fields worth telling, and words for their values."""

    title: str
    fields: Mapping[str, str]
    values: Mapping[str, str]


def facts_of(region: str, subject: str, wording: Mapping[str, Wording]) -> list[Event]:
    """The facts of a subject as lines; those taken back stay, marked as such."""
    known = reading.timeline(region, subject)
    voided = {each.voids for each in known if each.voids is not None}
    return [_event(each, wording, each.seq in voided) for each in known if each.voids is None]


def in_order(*parts: Iterable[Event]) -> list[Event]:
    """All lines together, the newest first."""
    return sorted((each for part in parts for each in part), key=lambda each: each.at, reverse=True)


def _event(fact: Entered, wording: Mapping[str, Wording], taken_back: bool) -> Event:
    told = wording.get(fact.kind, Wording(fact.kind, {}, {}))
    said = [
        f"{told.fields[name]}：{told.values.get(str(value), value)}"
        for name, value in fact.body.items()
        if name in told.fields
    ]
    return Event(
        at=fact.entered_at,
        on=fact.happened_on,
        title=told.title,
        text="；".join(said),
        law=fact.law,
        fact=True,
        taken_back=taken_back,
    )
