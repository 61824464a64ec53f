"""Why a deed can or cannot be: the words that all rules answer in. Pure Python."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from gongkai.foi.status.acts import How
from gongkai.foi.status.reading import Status

Answer: TypeAlias = tuple[How, str, str]
Rule: TypeAlias = Callable[[Status, date, dict[str, Any]], Answer]
YES: Answer = (How.LAWFUL, "", "")


def no(why: str, law: str = "") -> Answer:
    """It cannot be."""
    return How.IMPOSSIBLE, why, law


def warned(why: str, law: str) -> Answer:
    """It can be, but is not as the law wants it."""
    return How.WARNED, why, law


def not_open(now: Status) -> Answer | None:
    """What is wrong where a deed needs an application in hand."""
    if now.now is None:
        return no("还没有与申请人确认收到，期限没有起算，请先确认收到", "OGI 31")
    if now.closed:
        return no(f"本件{now.phase.label}，请先撤销答复重新办理")
    return None


def before_round(now: Status, on: date) -> Answer | None:
    """What is wrong where a deed lies before the present round."""
    begun = now.now.round.opened.happened_on if now.now else None
    return no(f"{on}早于本次办理开始之日（{begun}）") if begun and on < begun else None
