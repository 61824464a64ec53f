"""Holds (保全): a case whose people and papers another case, still pending, has need of. Pure Python."""

from collections.abc import Iterable

from gongkai.ledger.kinds import Entered

HELD, RELEASED = "casework.held", "casework.hold_released"


def holds(facts: Iterable[Entered]) -> tuple[str, ...]:
    """The subjects for which a case is held, by its facts that hold, the earliest first."""
    standing: dict[str, bool] = {}
    for each in sorted(facts, key=lambda one: one.seq):
        if each.kind in (HELD, RELEASED):
            standing[str(each.body["because"])] = each.kind == HELD
    return tuple(because for because, held in standing.items() if held)
