"""What several items come to (逐项答复，合并计数): one application is counted once. Pure Python.

Law: OGI 37; FORM2021 3.
"""

from collections.abc import Sequence

from gongkai.foi.kinds import Outcome
from gongkai.law.outcomes import outcome, outcomes

GIVEN = (Outcome.GRANTED, Outcome.ALREADY_PUBLIC)
SEARCHED = "检索记录"


def combined(decided: Sequence[Outcome]) -> Outcome:
    """The one outcome that counts: of equal items theirs; where some is given and some is not, partial.

    >>> combined([Outcome.GRANTED, Outcome.DENIED_STATE_SECRET, Outcome.UNABLE_NOT_HELD])
    <Outcome.PARTIAL: 'partial'>
    >>> combined([Outcome.UNABLE_NOT_HELD, Outcome.DENIED_PROCESS_INFO])
    <Outcome.DENIED_PROCESS_INFO: 'denied_process_info'>
    """
    kinds = set(decided)
    if len(kinds) == 1:
        return decided[0]
    if kinds <= set(GIVEN):
        return Outcome.GRANTED
    if kinds & {*GIVEN, Outcome.PARTIAL}:
        return Outcome.PARTIAL
    # Doubt D-028: nothing is given, for several reasons: the first of the decision tree counts.
    order = list(outcomes())
    return min(decided, key=order.index)


def needs_search(decided: Outcome) -> bool:
    """Whether the case file must hold a search record for this outcome.

    >>> needs_search(Outcome.UNABLE_NOT_HELD), needs_search(Outcome.GRANTED)
    (True, False)

    Law: OGI 36(4)
    """
    return SEARCHED in outcome(decided).evidence
