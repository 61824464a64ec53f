"""May the answer be shown to the public now (可否选登)? Pure Python. Law: OGI 44."""

from gongkai.foi.kinds import Outcome
from gongkai.foi.status.reading import Phase, Status

SHOWN_FIRST = (Outcome.GRANTED, Outcome.PARTIAL)
"""Answers that give the public most: proposed before others."""


def why_not_public(now: Status) -> str:
    """Why the answer cannot be released; empty where it can: decided, and delivered to its applicant."""
    if now.now is None or now.now.round.ended is None:
        return "本件还没有答复，答复送达后才能选登"
    if now.now.round.ended.kind == "foi.withdrawn":
        return "申请已经撤回，没有答复可以选登"
    if now.phase not in (Phase.DELIVERED, Phase.ARCHIVED):
        return "答复还没有送达申请人，送达后才能选登"
    return ""
