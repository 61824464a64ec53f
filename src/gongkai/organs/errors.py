"""What organs refuse, and what to do next."""

from gongkai.law.errors import GongkaiError


class UnknownOrgan(GongkaiError):
    """No organ has this code or name. ``context``: ``asked``."""


class AmbiguousOrgan(GongkaiError):
    """Several organs fit the name. ``context``: ``candidates``, their codes and names."""


class ImpossibleOrganChange(GongkaiError):
    """The change cannot have happened: before the founding, after the end, or into a circle."""
