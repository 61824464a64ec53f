"""What search cannot do, and what to do next."""

from gongkai.law.errors import GongkaiError


class SearchAddress(GongkaiError):
    """``GONGKAI_SEARCH`` names no engine that there is."""


class SearchUnavailable(GongkaiError):
    """The engine does not answer."""


class IndexOutdated(GongkaiError):
    """The index was made by another version of the tokens and takes no changes: it has to be rebuilt."""


class BrokenSearchFile(GongkaiError):
    """A data file of search cannot be used: names the file and the place."""
