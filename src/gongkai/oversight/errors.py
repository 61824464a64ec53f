"""What oversight refuses, and what to do next; ``status.ImpossibleStep`` stands beside."""

from gongkai.law.errors import GongkaiError


class UnknownDispute(GongkaiError):
    """There is no such reconsideration or lawsuit, or not for this person: the answer is the same."""


class RefusedDispute(GongkaiError):
    """The reconsideration or lawsuit cannot be registered so: something is missing, or it is there."""


class RefusedResult(GongkaiError):
    """The result cannot be: a new reply is ordered where nothing was set aside, or of nothing."""


class RefusedSupervision(GongkaiError):
    """What was inspected, taught or appraised cannot be entered so, or is not there to be taken back."""
