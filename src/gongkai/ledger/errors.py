"""What the ledger refuses, and why; each tells what to do next."""

from gongkai.law.errors import GongkaiError


class RefusedFact(GongkaiError):
    """The fact cannot have happened as stated, or is not fit to be entered. Nothing was entered."""


class AlreadyEntered(GongkaiError):
    """A fact with this origin and external id is there already. ``context``: ``seq`` of the fact that is
    there.
    """


class UnknownFact(GongkaiError):
    """No fact has this number in this region."""


class AlreadyVoided(GongkaiError):
    """The fact was taken back before. ``context``: ``by_seq``, the taking-back."""


class VoidIsFinal(GongkaiError):
    """A taking-back cannot itself be taken back."""


class RefusedBatch(GongkaiError):
    """Some rows cannot be entered, hence none was. ``context``: ``problems``, one Chinese line for each."""
