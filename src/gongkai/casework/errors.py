"""What casework refuses, and what to do next."""

from gongkai.law.errors import GongkaiError


class UnknownCase(GongkaiError):
    """There is no such case or piece of mail, or not for this person: the answer is the same."""


class Overtaken(GongkaiError):
    """Somebody else acted on the case since the screen was shown.

    ``context``: ``who``, ``post``, ``what``, ``done_at`` of the last of these acts, ``seq`` as it is now.
    """


class RefusedHandOver(GongkaiError):
    """The hand-over cannot be: one is still open, or there is none to sign for or to send back."""


class RefusedMail(GongkaiError):
    """The line of the mail-room book cannot be: a day to come, a carrier without its proof, a closed line."""


class RefusedPaper(GongkaiError):
    """The paper cannot be kept or reviewed: empty, too large, or no longer the one that was looked at."""


class RefusedParty(GongkaiError):
    """The particulars of a person cannot be kept, shown or erased as asked."""


class BrokenSeal(GongkaiError):
    """A sealed value cannot be opened: its key is missing, or its bytes were changed."""


class BrokenLimits(GongkaiError):
    """The file of limits cannot be used: names the place."""
