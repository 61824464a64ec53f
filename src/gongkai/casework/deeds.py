"""What was done on a case (办理记录), as it is told to whoever may see it: by post and never by name."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.casework.models import Deed
from gongkai.organs.acting import post_names
from gongkai.organs.permissions import verb


@dataclass(frozen=True, slots=True)
class DeedLine:
    """An act on a case as it is told: when, what, in which post, and what was noted with it."""

    at: datetime
    title: str
    post: str
    note: str


def deeds_of(subject: str) -> list[DeedLine]:
    """What was done on a case, the first act first; the caller asks who may see it."""
    rows = list(Deed.objects.filter(subject=subject).order_by("at", "pk"))
    posts = post_names({each.post for each in rows})
    return [
        DeedLine(each.at, verb(each.verb).title, posts.get(each.post, "系统"), _noted(each.result))
        for each in rows
    ]


def _noted(result: dict[str, object]) -> str:
    said = {"number": "文号", "proof_no": "凭证", "warning": "提示", "despite": "理由"}
    return "；".join(f"{words} {result[key]}" for key, words in said.items() if result.get(key))
