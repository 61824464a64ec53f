"""The ledger's own fact: taking another one back."""

from dataclasses import dataclass

from gongkai.ledger.kinds import Fact, fact


@fact("ledger.voided")
@dataclass(frozen=True, slots=True, kw_only=True)
class Voided(Fact):
    """A fact was entered in error and is taken back (作废). ``happened_on`` is the day of taking back.

    Its ``voids`` names the fact; both stay readable for ever, and readings of an earlier moment still see the
    first one. A taking-back cannot itself be taken back: enter the fact again instead.
    """

    reason: str
