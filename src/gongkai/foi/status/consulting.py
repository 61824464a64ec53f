"""Consultations of an application (征求意见): what was sent, what came back, and what silence means.

Law: OGI 32 (a third party's silence: the organ decides); OGI 34 (a co-maker's: consent); OGI 33.3.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.casework.counting import Clock, term
from gongkai.foi.kinds import Letter, Opinion, Party
from gongkai.foi.status.life import Facts, day_of
from gongkai.law.calendar import Calendar
from gongkai.law.events import Pause
from gongkai.ledger.kinds import Entered

_CLOCKS = {Party.THIRD_PARTY: "foi.third_party", Party.CO_MAKER: "foi.co_maker"}


class Meaning(StrEnum):
    """What a consultation came to (意见的效力)."""

    AWAITED = "awaited"  # 等待答复
    AGREED = "agreed"  # 同意公开
    OBJECTED = "objected"  # 不同意公开
    DEEMED_AGREED = "deemed_agreed"  # 逾期未答复，视为同意公开，OGI 34
    ORGAN_DECIDES = "organ_decides"  # 逾期未答复，由本机关决定，OGI 32


_SILENCE = {
    Party.THIRD_PARTY: Meaning.ORGAN_DECIDES,
    Party.CO_MAKER: Meaning.DEEMED_AGREED,
    Party.ORGAN: Meaning.ORGAN_DECIDES,
}


@dataclass(frozen=True, slots=True)
class Consultation:
    """An opinion that was sought. ``clock`` is that of the one consulted, once the letter reached them."""

    ref: str
    party: Party
    sent_on: date
    reached_on: date | None
    answered_on: date | None
    meaning: Meaning
    clock: Clock | None

    @property
    def due_on(self) -> date | None:
        """Their last day."""
        return self.clock.due_on if self.clock else None


def consultations(facts: Facts, as_of: date, calendar: Calendar) -> tuple[Consultation, ...]:
    """All consultations of a round as they stand at the end of a day."""
    found = []
    for opened in facts.all("foi.consultation_opened"):
        pause, party = pause_of(facts, opened), Party(str(opened.body["party"]))
        clock, closed = None, closing_of(facts, opened)
        key, ref = _CLOCKS.get(party), str(opened.body.get("ref", ""))
        if key and pause.reached_on and (answer := term(key, pause.reached_on, calendar)):
            clock = Clock(answer, party.value, pause.ended_on, ref)
        meaning = Meaning.AWAITED
        if closed is not None:
            opinion = Opinion(str(closed.body["opinion"]))
            meaning = _SILENCE[party] if opinion is Opinion.SILENT else Meaning(opinion.value)
        elif clock is not None and as_of > clock.due_on:
            meaning = _SILENCE[party]
        found.append(
            Consultation(ref, party, opened.happened_on, pause.reached_on, pause.ended_on, meaning, clock)
        )
    return tuple(found)


def pause_of(facts: Facts, opened: Entered) -> Pause:
    """A consultation as a pause of the reply clock."""
    ref = str(opened.body.get("ref", ""))
    closed, reached = closing_of(facts, opened), facts.reached(Letter.CONSULTATION, ref)
    if reached is not None and (
        reached < opened.happened_on or (closed is not None and reached > closed.happened_on)
    ):
        reached = None
    return Pause(str(opened.body["party"]), opened.happened_on, reached, day_of(closed))


def closing_of(facts: Facts, opened: Entered) -> Entered | None:
    """What closed a consultation."""
    party, ref = opened.body["party"], opened.body.get("ref", "")
    found = facts.all("foi.consultation_closed", party=party, ref=ref)
    return next((each for each in found if each.happened_on >= opened.happened_on), None)
