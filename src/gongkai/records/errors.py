"""What records refuse, and what to do next; ``clearance.ImpossibleAct`` stands beside."""

from gongkai.law.errors import GongkaiError


class UnknownRecord(GongkaiError):
    """There is no such record, or not for this person: the answer is the same."""


class RefusedContent(GongkaiError):
    """The content cannot be taken: an unknown column, a wrong type of value, an element too long."""


class ContentChanged(GongkaiError):
    """The content is no longer the one that the person looked at. ``context``: the present ``sha256``."""


class NotReady(GongkaiError):
    """Something is missing or dangerous. ``context``: ``findings`` of the look before submission."""


class SamePerson(GongkaiError):
    """The four-eyes rule wants somebody else. ``context``: ``step``, ``acted_as``."""


class RefusedDecision(GongkaiError):
    """The decision lacks something: remarks, a level, a ground; or it is not this step's turn."""


class NotCleared(GongkaiError):
    """Publication without all approvals on this content. ``context``: ``left``, the steps still missing."""


class RefusedFile(GongkaiError):
    """The file cannot be kept: too large, of another type than its name says, with macros, or a bomb."""


class RefusedImport(GongkaiError):
    """Rows cannot be taken, hence none was. ``context``: ``problems``, one Chinese line for each."""


class RefusedChange(GongkaiError):
    """The change to validity, openness, an explainer or a comment period cannot be."""
