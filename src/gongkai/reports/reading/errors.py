"""Why a document could not be read: names the file, the place and what to do."""

from gongkai.law.errors import GongkaiError


class UnreadableDocument(GongkaiError):
    """The file cannot be read as a report.

    ``code`` is one of ``not_found``, ``empty``, ``too_large``, ``encrypted``, ``damaged``, ``unsafe``,
    ``unsupported_type``, ``no_text`` (a scan), ``unrelated`` (readable, but no annual report).
    """
