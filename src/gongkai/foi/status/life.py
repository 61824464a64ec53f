"""The life of an application in its facts: what holds, in the order of days, parted into rounds of handling.

A round ends with its reply. Another begins where the organ takes its decision back, or where a
reconsideration organ or a court orders a new one. What was entered first does not matter. Pure Python.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from gongkai.foi.kinds import Letter
from gongkai.ledger.kinds import Entered, standing

# On one day the life of an application has this order, whoever entered what first.
_ORDER = (
    "foi.registered",
    "foi.contact_tried",
    "foi.received",
    "foi.split",
    "foi.reopened",
    "foi.redecision_ordered",
    "foi.supplement_requested",
    "foi.supplement_upheld",
    "foi.supplemented",
    "foi.reasons_demanded",
    "foi.reasons_given",
    "foi.reply_delayed",
    "foi.consultation_opened",
    "foi.consultation_closed",
    "foi.extended",
    "foi.fee_noticed",
    "foi.fee_paid",
    "foi.fee_relieved",
    "foi.transferred",
    "foi.decided",
    "foi.withdrawn",
    "foi.redecided",
    "foi.delivered",
    "foi.signed_for",
    "foi.returned",
    "foi.archived",
)
_PLACE = {kind: place for place, kind in enumerate(_ORDER)}
CLOSING = ("foi.decided", "foi.withdrawn")
ANSWERS = ("foi.decided", "foi.redecided")


class Facts:
    """Facts that hold, in the order of days, asked by kind and by what their body says."""

    def __init__(self, facts: Iterable[Entered]) -> None:
        # The last key only makes the order total: two facts of one kind and day are told apart by content.
        self.listed: Sequence[Entered] = sorted(
            facts,
            key=lambda each: (
                each.happened_on,
                _PLACE.get(each.kind, len(_ORDER)),
                repr(sorted(each.body.items())),
            ),
        )

    def __iter__(self) -> Iterator[Entered]:
        return iter(self.listed)

    def all(self, *kinds: str, **said: object) -> list[Entered]:
        """Those of these kinds whose body says so."""
        return [
            each
            for each in self.listed
            if each.kind in kinds
            and all(str(each.body.get(key, "")) == str(value) for key, value in said.items())
        ]

    def first(self, *kinds: str, **said: object) -> Entered | None:
        """The earliest of them."""
        return next(iter(self.all(*kinds, **said)), None)

    def last(self, *kinds: str, **said: object) -> Entered | None:
        """The latest of them."""
        return next(iter(reversed(self.all(*kinds, **said))), None)

    def delivered(self, letter: Letter, ref: str = "", since: date = date.min) -> date | None:
        """The legal day on which a letter was first delivered."""
        return self._day("foi.delivered", letter, ref, since)

    def reached(self, letter: Letter, ref: str = "") -> date | None:
        """The day from which the addressee's time to answer counts: signed for, or delivered otherwise than
        by post.
        """
        if (signed := self._day("foi.signed_for", letter, ref)) is not None:
            return signed
        handed = [each for each in self.all("foi.delivered", letter=letter) if _of(each, ref)]
        return next((each.happened_on for each in handed if each.body.get("manner") != "post"), None)

    def _day(self, kind: str, letter: Letter, ref: str, since: date = date.min) -> date | None:
        return next(
            (
                each.happened_on
                for each in self.all(kind, letter=letter)
                if _of(each, ref) and each.happened_on >= since
            ),
            None,
        )


def day_of(fact: Entered | None) -> date | None:
    """The day of a fact, if there is one."""
    return fact.happened_on if fact else None


def _of(each: Entered, ref: str) -> bool:
    """Whether a delivery is of this letter: where either does not say which, it is."""
    said = str(each.body.get("ref", ""))
    return not ref or not said or said == ref


@dataclass(frozen=True)
class Round:
    """One handling: from what opened it to its answer (or withdrawal) and that answer's delivery.

    ``next`` is what opened the round after it, if there is one.
    """

    number: int
    opened: Entered
    facts: Facts
    next: Entered | None = None

    @cached_property
    def ended(self) -> Entered | None:
        """The decision, new decision or withdrawal that ended it."""
        if self.opened.kind == "foi.redecision_ordered":
            return self.facts.first("foi.redecided")
        return self.facts.first(*CLOSING)

    @cached_property
    def replied_on(self) -> date | None:
        """The legal day on which its decision was delivered, though it was taken back since."""
        if self.next is not None and self.next.kind == "foi.reopened":
            return self.facts.delivered(Letter.DECISION)
        if self.ended is None or self.ended.kind not in ANSWERS:
            return None
        doc_no = str(self.ended.body.get("doc_no", ""))
        return self.facts.delivered(Letter.DECISION, doc_no, self.ended.happened_on)


@dataclass(frozen=True)
class Life:
    """Everything that holds of one application on a day."""

    facts: Facts
    rounds: tuple[Round, ...]

    @property
    def received(self) -> Entered | None:
        """What began it in law."""
        return self.rounds[0].opened if self.rounds else None


def life(facts: Iterable[Entered], *, as_of: date, known_at: datetime | None = None) -> Life:
    """The life as it stood at the end of a day, as known at a moment."""
    known = [each for each in facts if known_at is None or each.entered_at <= known_at]
    held = Facts(each for each in standing(known) if each.happened_on <= as_of)
    received = held.first("foi.received")
    if received is None:
        return Life(held, ())
    openings = [received, *(each for each in held if _begins_anew(each))]
    rounds = []
    for number, opening in enumerate(openings, 1):
        later = openings[number] if number < len(openings) else None
        # What stands before the receipt (contact with the applicant, say) belongs to the first round.
        begun = 0 if number == 1 else held.listed.index(opening)
        end = held.listed.index(later) if later else None
        rounds.append(Round(number, opening, Facts(held.listed[begun:end]), later))
    return Life(held, tuple(rounds))


def _begins_anew(each: Entered) -> bool:
    # Doubt D-029: the term after an organ took back its own decision.
    return each.kind == "foi.redecision_ordered" or (
        each.kind == "foi.reopened" and not each.body.get("excused")
    )
