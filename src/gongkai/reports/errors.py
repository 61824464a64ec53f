"""What reporting refuses; each names the article and what to do next."""

from gongkai.law.errors import GongkaiError


class NotDeclarable(GongkaiError):
    """The year's format has no cell of this id that is filled by declaring. ``context``: ``cell``."""


class BadFigure(GongkaiError):
    """The value or unit is none for this cell. ``context``: ``cell``, ``value``, ``unit``."""


class EvidenceMissing(GongkaiError):
    """A figure is declared without saying where it comes from. ``context``: ``cell``."""


class FilingBlocked(GongkaiError):
    """The report contradicts itself and cannot be filed. ``context``: ``findings``."""


class ReasonsMissing(GongkaiError):
    """Warnings stand without a reason. ``context``: ``findings``; give a reason for each fingerprint."""


class NothingToExcept(GongkaiError):
    """The tables break no rule there that could be signed as an exception. ``context``: ``fingerprint``."""


class NoRepeat(GongkaiError):
    """The two applications are not one that was passed on. ``context``: ``subject``, ``of``."""


class UnknownCell(GongkaiError):
    """The format has no such cell. ``context``: ``cell``."""
