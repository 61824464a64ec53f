"""Letters that tell and change no clock: receipt, apology, the notice to a third party before disclosure.

Law: OGI 31; OGI 32; OGI 47.
"""

from datetime import date

from gongkai.casework import sealing
from gongkai.casework.services import parties
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Manner, Opinion, Outcome
from gongkai.foi.letters.matter import Apology, Consulted
from gongkai.foi.matters import decider
from gongkai.foi.remedy import remedy
from gongkai.foi.services.stepping import By, step
from gongkai.foi.services.writing import write


def give_receipt(subject: str, by: By) -> None:
    """Write the receipt of the application (接收回执), with its due day. Law: OGI 31; OGI 33.2"""
    with step(subject, "foi.register", None, by) as taken:
        if taken.done is None:
            if taken.before.due_on is None:
                raise RefusedStep("not_received", "收到申请之日还没有确认，先登记确认。", law="OGI 31")
            write(taken, "receipt")


def apologise(subject: str, fault: str, cause: str, measures: str, by: By, *, on: date | None = None) -> str:
    """Write to the applicant that the office is sorry (致歉函); its number. It makes nothing in time."""
    with step(subject, "foi.deliver", None, by, on=on) as taken:
        if taken.done is not None:
            return str(taken.done["number"])
        if not (taken.before.late_days or taken.before.overdue_days):
            raise RefusedStep("not_late", "本件没有逾期，不需要致歉函。", law="OGI 47")
        told = Apology(fault=fault.strip(), cause=cause.strip(), measures=measures.strip())
        number = write(taken, "apology", apology=told)
        taken.case.result["number"] = number
        return number


def tell_third_party(subject: str, ref: str, decision: str, by: By, *, on: date | None = None) -> str:
    """Write to a third party that objected what is disclosed all the same, and why; the number of the letter.

    It has to be delivered before the reply goes out. Law: OGI 32
    """
    with step(subject, "foi.consult", None, by, on=on) as taken:
        if taken.done is not None:
            return str(taken.done["number"])
        known = next((each for each in taken.before.consultations if each.ref == ref), None)
        row = taken.application.consultations.filter(ref=ref).select_related("third_party").first()
        if known is None or row is None or row.third_party is None or known.answered_on is None:
            raise RefusedStep("not_answered", "第三方的意见还没有登记，请先登记意见。", law="OGI 32")
        closed = taken.before.facts.last("foi.consultation_closed", ref=ref)
        if closed is None or closed.body.get("opinion") != Opinion.OBJECTED:
            raise RefusedStep("no_objection", "第三方没有不同意公开，不需要告知书。", law="OGI 32")
        third = parties.of_case(taken.case, "third_party")[row.third_party.pk]
        organ = decider(taken.case.organ, taken.on)
        told = remedy(
            [Outcome.GRANTED.value], organ, decided_on=taken.on, manner=Manner.POST, letter="本决定"
        )
        consulted = Consulted(
            party=third.name,
            about=sealing.unseal(row.about),
            opinion=sealing.unseal(row.opinion),
            opinion_on=known.answered_on,
            decision=decision.strip(),
        )
        number = write(
            taken,
            "third_party_decision",
            ref=ref,
            third_party=row.third_party,
            consulted=consulted,
            remedy=told.paragraphs,
        )
        taken.case.result["number"] = number
        return number
