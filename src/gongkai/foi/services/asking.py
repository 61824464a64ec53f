"""What is asked of the applicant (告知补正、说明理由), what comes back, and more time for the reply.

Law: OGI 30; OGI 33.2; OGI 35; OGI 36.
"""

from collections.abc import Sequence
from datetime import date

from gongkai.casework import sealing
from gongkai.foi import facts
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Manner, Outcome
from gongkai.foi.letters.matter import Charge, Extension, Item, Reasons, Supplement
from gongkai.foi.matters import decider
from gongkai.foi.remedy import remedy
from gongkai.foi.services.stepping import By, Step, step
from gongkai.foi.services.writing import assistance, write
from gongkai.foi.status import Act
from gongkai.foi.status.terms import PAYMENT, unanswered_supplement
from gongkai.law.clock import due
from gongkai.organs.queries import organ as organ_of


def request_supplement(
    subject: str,
    working_days: int,
    by: By,
    *,
    points: Sequence[str] = (),
    on: date | None = None,
    despite: str = "",
) -> date:
    """Ask the applicant, once, to make the application clear (告知补正); the last day for the answer.

    ``working_days`` is the reasonable period, counted from the notice; ``points`` are what has to be made
    clear: with them the letter (补正告知书) is written. After the seventh working day the
    notice is late: it needs ``despite`` and leaves the reply clock as it is until the head upholds it.

    Law: OGI 30
    """
    if working_days < 1:
        raise RefusedStep("no_term", "补正告知要写明合理的补正期限，至少1个工作日。", law="OGI 30")
    asking = step(subject, "foi.request_supplement", Act.REQUEST_SUPPLEMENT, by, on=on, despite=despite)
    with asking as taken:
        if taken.done is not None:
            return date.fromisoformat(taken.done["until"])
        until = due("foi.supplement_answer", taken.on, known_at=by.at, given=working_days).due_on
        taken.enter(facts.SupplementRequested(until=until))
        if points:
            asked = Supplement(points=tuple(points), asked_on=taken.on, until=until)
            write(taken, "supplement_notice", supplement=asked)
        taken.case.result["until"] = until.isoformat()
        return until


def uphold_supplement(subject: str, by: By, *, on: date | None = None) -> None:
    """The head lets a late request for a supplement stand (认定逾期告知有效). Doubt D-004. Law: OGI 30"""
    with step(subject, "foi.uphold_supplement", Act.UPHOLD_SUPPLEMENT, by, on=on) as taken:
        if taken.done is None:
            taken.enter(facts.SupplementUpheld())


def supplement(subject: str, by: By, *, on: date | None = None) -> None:
    """The supplement came in (登记补正): the reply clock starts anew. Law: OGI 30"""
    with step(subject, "foi.supplement", Act.SUPPLEMENT, by, on=on) as taken:
        if taken.done is None:
            taken.enter(facts.Supplemented())


def find_lapsed(
    subject: str, finding: str, by: By, *, writes: bool = False, on: date | None = None
) -> Outcome:
    """The head finds that the applicant let a term go by without just cause (认定逾期): no more is done.

    ``finding`` says why there was no just cause; it is kept with the act. Ends the application; ``writes``
    writes the letter that tells it (不再处理告知书). Law: OGI 30; FEE2020 7
    """
    if not finding.strip():
        raise RefusedStep("no_finding", "请写明认定没有正当理由的依据。", law="OGI 30")
    with step(subject, "foi.find_lapsed", Act.FIND_LAPSED, by, on=on) as taken:
        if taken.done is not None:
            return Outcome(taken.done["outcome"])
        unanswered = unanswered_supplement(taken.before.in_round)
        outcome = Outcome.OTHER_NO_SUPPLEMENT if unanswered else Outcome.OTHER_FEE_UNPAID
        assert unanswered or taken.before.clock(PAYMENT), "possible only after a request or a fee notice"
        number = _lapse_told(taken, outcome, finding.strip()) if writes else ""
        taken.enter(facts.Decided(outcome=outcome, doc_no=number))
        taken.case.result |= {"outcome": outcome.value, "finding": finding.strip()}
        return outcome


def _lapse_told(taken: Step, outcome: Outcome, finding: str) -> str:
    items = [
        Item(asked=sealing.unseal(each.text), outcome=outcome.value, reason=finding)
        for each in taken.application.items.all()
    ]
    noticed, payment = taken.before.in_round.last("foi.fee_noticed"), taken.before.clock(PAYMENT)
    charge = Charge()
    if noticed is not None and payment is not None:
        charge = Charge(
            yuan=str(noticed.body["amount"]), noticed_on=payment.due.received, pay_by=payment.due_on
        )
    told = remedy(
        [outcome.value], decider(taken.case.organ, taken.on), decided_on=taken.on, manner=Manner.POST
    )
    whole = Item(asked="；".join(each.asked for each in items), outcome=outcome.value, reason=finding)
    return write(taken, f"reply_{outcome.value}", items=(whole,), charge=charge, remedy=told.paragraphs)


def demand_reasons(
    subject: str, working_days: int, by: By, *, count: str = "", on: date | None = None
) -> date:
    """Ask for the reasons of many or frequent applications (要求说明理由). The reply clock runs on.

    ``count`` tells how many and how often: with it the letter (说明理由告知书) is written. Law: OGI 35
    """
    if working_days < 1:
        raise RefusedStep("no_term", "请写明说明理由的期限，至少1个工作日。", law="OGI 35")
    with step(subject, "foi.demand_reasons", Act.DEMAND_REASONS, by, on=on) as taken:
        if taken.done is not None:
            return date.fromisoformat(taken.done["until"])
        until = due("foi.supplement_answer", taken.on, known_at=by.at, given=working_days).due_on
        taken.enter(facts.ReasonsDemanded(until=until))
        if count.strip():
            told = Reasons(count=count.strip(), asked_on=taken.on, until=until)
            write(taken, "reasons_notice", reasons=told)
        taken.case.result["until"] = until.isoformat()
        return until


def give_reasons(subject: str, by: By, *, reasonable: bool, on: date | None = None) -> None:
    """Enter the applicant's reasons and whether they are found reasonable (登记理由). Law: OGI 35"""
    with step(subject, "foi.demand_reasons", Act.GIVE_REASONS, by, on=on) as taken:
        if taken.done is None:
            taken.enter(facts.ReasonsGiven(reasonable=reasonable))


def delay(
    subject: str,
    working_days: int,
    by: By,
    *,
    cause: str = "",
    on: date | None = None,
    despite: str = "",
) -> date | None:
    """Set a reasonable later time for the reply, the reasons being reasonable (延迟答复).

    ``cause`` says why: with it the letter (延迟答复告知书) is written. Law: OGI 35
    """
    if working_days < 1:
        raise RefusedStep("no_term", "请写明延迟答复的合理期限，至少1个工作日。", law="OGI 35")
    with step(subject, "foi.delay", Act.DELAY, by, on=on, despite=despite) as taken:
        if taken.done is None:
            taken.enter(facts.ReplyDelayed(working_days=working_days))
            _told_of_time(taken, "delayed_reply", working_days, cause)
        return taken.now.due_on


def extend(
    subject: str,
    working_days: int,
    by: By,
    *,
    cause: str = "",
    on: date | None = None,
    despite: str = "",
) -> date | None:
    """The head extends the time for the reply, once (批准延期); the new last day. Law: OGI 33.2

    ``cause`` says why: with it the letter (延期答复告知书) is written. After the first
    term has run out an extension is without effect: it needs ``despite`` and shows as a breach.
    """
    extending = step(subject, "foi.extend", Act.EXTEND, by, on=on, despite=despite, working_days=working_days)
    with extending as taken:
        if taken.done is None:
            taken.enter(facts.Extended(working_days=working_days))
            _told_of_time(taken, "extension_notice", working_days, cause)
        return taken.now.due_on


def _told_of_time(taken: Step, key: str, working_days: int, cause: str) -> None:
    if cause.strip():
        told = Extension(working_days=working_days, due_on=taken.now.due_on, cause=cause.strip())
        write(taken, key, extension=told)


def transfer(
    subject: str,
    to: str,
    by: By,
    *,
    wanted: str = "",
    working_days: int = 0,
    on: date | None = None,
) -> None:
    """Pass the application on to another organ (转办). The duty to reply stays here. Law: OGI 36(5)

    ``wanted`` says with what it shall help, within ``working_days``: with it the letter (协办函) is written.
    """
    with step(subject, "foi.transfer", Act.TRANSFER, by, on=on) as taken:
        if taken.done is None:
            there = organ_of(to, as_of=taken.on)
            taken.enter(facts.Transferred(to=there.code))
            if wanted.strip():
                write(
                    taken, "assistance_letter", assistance=assistance(taken, there.name, wanted, working_days)
                )
