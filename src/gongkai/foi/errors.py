"""What disclosure on request refuses, and what to do next; ``status.ImpossibleAct`` stands beside."""

from gongkai.law.errors import GongkaiError


class UnknownApplication(GongkaiError):
    """There is no such application, or not for this person: the answer is the same."""


class RefusedApplication(GongkaiError):
    """The application cannot be registered so: nothing is asked, nobody asks, or the evidence is wanting."""


class RefusedReply(GongkaiError):
    """The decision letter cannot be: an item undecided, evidence missing, a review void."""


class SamePerson(GongkaiError):
    """Somebody else has to do this: who drafts does not sign. ``context``: ``acted_as``."""


class RefusedStep(GongkaiError):
    """The step lacks something: a reason, a proof, a term."""


class RefusedRelease(GongkaiError):
    """The answer cannot be shown to the public so: not delivered yet, it tells of a person, another draft."""
