"""Lateness explained (超期原因): a fact beside the case that excuses nothing. Law: OGI 47."""

from datetime import datetime

from gongkai.casework import facts
from gongkai.casework.services.door import opened
from gongkai.ledger.kinds import Entered
from gongkai.organs.posts import Actor
from gongkai.organs.queries import organ as organ_of


def explain(
    subject: str,
    cause: facts.Cause,
    organ: str,
    *,
    by: Actor,
    at: datetime,
    apologised: bool = False,
    note: str = "",
    key: str = "",
    expects: int | None = None,
) -> Entered | None:
    """Enter why a case was late, and which organ caused it (登记超期原因). It moves no due day.

    Returns the fact; ``None`` where the same press entered it before. Raises ``UnknownOrgan``; as the door.
    """
    with opened(subject, "casework.explain_lateness", by=by, at=at, key=key, expects=expects) as case:
        if case.done is not None:
            return None
        code = organ_of(organ, as_of=case.today).code
        return case.enter(
            facts.LatenessExplained(cause=cause, organ=code, apologised=apologised, note=note.strip())
        )
