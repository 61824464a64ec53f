"""How a dispute ends: judged, appealed, concluded, with a new reply ordered; or its last entry taken back.

Law: OGI 50; OGI 51; RECON 64; LITIG 70; LITIG 85.
"""

from datetime import date

from gongkai.casework.disputing import disputable
from gongkai.casework.services.papers import File
from gongkai.oversight import facts
from gongkai.oversight.errors import RefusedResult
from gongkai.oversight.facts import Result
from gongkai.oversight.services.stepping import By, Step, step
from gongkai.oversight.status import Act

BODIES = {False: "reconsideration", True: "court"}
"""Who orders a new reply, by whether the dispute is a lawsuit."""


def judge(
    subject: str,
    result: Result,
    by: By,
    *,
    ruling: bool = False,
    judgment: File | None = None,
    on: date | None = None,
) -> date | None:
    """Enter that the judgment of first instance was served (登记一审裁判); the last day for an appeal.

    It has no effect yet: the lawsuit stays pending. Law: LITIG 85
    """
    with step(subject, "oversight.conclude", Act.JUDGE, by, on=on) as taken:
        if not taken.again:
            taken.keep("judgment", "一审裁定书" if ruling else "一审判决书", judgment)
            taken.enter(facts.LawsuitJudged(result=result, ruling=ruling))
        return taken.now.appeal.due_on if taken.now.appeal else None


def appeal(subject: str, by: By, *, by_organ: bool, on: date | None = None) -> None:
    """Enter that somebody appealed (登记上诉): the lawsuit goes on. Law: LITIG 85"""
    with step(subject, "oversight.conclude", Act.APPEAL, by, on=on) as taken:
        if not taken.again:
            taken.enter(facts.LawsuitAppealed(by_organ=by_organ))


def conclude(
    subject: str,
    result: Result,
    by: By,
    *,
    redecide: bool = False,
    working_days: int | None = None,
    received_on: date | None = None,
    decision: File | None = None,
    on: date | None = None,
) -> date | None:
    """Enter how it ended (登记审结); where a new reply was ordered, the last day for it.

    ``on`` is the day of the decision, or that on which a judgment took effect: the report counts it.
    ``received_on`` is the day on which the order was received (that of the act unless given): the time for
    the new reply runs from it, ``working_days`` long where the order names a term. The first reply stays
    counted as it was. What was held for this dispute is released.

    Raises ``RefusedResult``, ``ImpossibleAct`` of the application; as the door. Law: OGI 50; RECON 64
    """
    with step(subject, "oversight.conclude", Act.CONCLUDE, by, on=on) as taken:
        if taken.again:
            known = (taken.case.done or {}).get("due_on")
            return date.fromisoformat(known) if known else None
        _require_fitting(taken, result, redecide, working_days)
        taken.keep("decision", "判决书、裁定书" if taken.before.lawsuit else "行政复议决定书", decision)
        taken.enter(_concluded(taken, result, redecide))
        taken.hold(by)
        due_on = _order(taken, by, working_days, received_on) if redecide else None
        taken.case.result["due_on"] = due_on and due_on.isoformat()
        return due_on


def _require_fitting(taken: Step, result: Result, redecide: bool, working_days: int | None) -> None:
    if redecide and result is not Result.CORRECTED:
        raise RefusedResult(
            "nothing_set_aside",
            "责令重新答复的，结果应当是“结果纠正”。请核对决定书、判决书。",
            law="OGI 50",
        )
    if working_days is not None and not redecide:
        raise RefusedResult("no_order", "没有责令重新答复的，不填重新答复的期限。", law="RECON 64")


def _concluded(
    taken: Step, result: Result, redecide: bool
) -> facts.ReconsiderationConcluded | facts.LawsuitConcluded:
    if not taken.before.lawsuit:
        return facts.ReconsiderationConcluded(result=result, redecide=redecide)
    after = taken.dispute.after_reconsideration
    return facts.LawsuitConcluded(after_reconsideration=after, result=result, redecide=redecide)


def _order(taken: Step, by: By, working_days: int | None, received_on: date | None) -> date | None:
    """Have the new reply entered where the case in dispute is kept."""
    # Doubt D-032: the time for the new reply runs from the receipt of the order.
    kind = disputable(taken.dispute.about)
    if kind is None:
        return None
    day = received_on or taken.case.today
    if day < taken.on:
        raise RefusedResult(
            "received_before_made", f"收到之日（{day}）不能早于决定、判决之日（{taken.on}）。", law="RECON 64"
        )
    body = BODIES[taken.before.lawsuit]
    return kind.order_anew(
        taken.dispute.about, body, taken.case.subject, by, working_days=working_days, on=day
    )


def take_back(subject: str, reason: str, by: By) -> None:
    """Take back what was entered last of a dispute, because it was wrong (作废最近一次登记).

    Deed by deed the latest first; with the first of them the dispute itself. What followed from it is taken
    back as well: the order of a new reply, the hold on the case.

    Raises ``RefusedFact`` where no reason is given, ``RefusedStep`` where a new reply was made already.
    """
    with step(subject, "oversight.take_back", Act.TAKE_BACK, by) as taken:
        if taken.again:
            return
        last = max(taken.before.facts, key=lambda each: each.seq)
        taken.case.void(last.seq, reason=reason)
        kind = disputable(taken.dispute.about)
        if kind is not None and last.body.get("redecide"):
            kind.take_back_order(taken.dispute.about, subject, by, reason=reason)
        taken.hold(by)
