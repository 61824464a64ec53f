"""What ends, brings back and parts an application: delivery, file, withdrawal, reopening, orders, splitting.

Law: OGI 40; OGI 45; OGI 51; FEE2020 4.
"""

from datetime import date

from gongkai.casework.models import Visibility
from gongkai.casework.services import papers
from gongkai.foi import facts
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Letter, Manner, OrderedBy
from gongkai.foi.services import enclosing
from gongkai.foi.services.replying import File
from gongkai.foi.services.stepping import By, step
from gongkai.foi.services.writing import require_cleared
from gongkai.foi.status import Act


def deliver(
    subject: str,
    manner: Manner,
    by: By,
    *,
    letter: Letter = Letter.DECISION,
    ref: str = "",
    proof: File | None = None,
    proof_no: str = "",
    on: date | None = None,
) -> None:
    """Enter the delivery of a letter (登记送达) with its proof. ``on`` is the legal day: posting for mail.

    A proof is a file (送达回证、回执), or for mail the number of the item. Law: OGI 40; SERVICE2016
    """
    if proof is None and not (proof_no.strip() and manner in (Manner.POST, Manner.ELECTRONIC)):
        raise RefusedStep(
            "no_proof", "送达要有凭证：邮寄填写邮件号码，其他方式上传送达回证。", law="SERVICE2016"
        )
    with step(subject, "foi.deliver", Act.DELIVER, by, on=on, letter=letter, ref=ref) as taken:
        if taken.done is not None:
            return
        if letter is Letter.DECISION and taken.before.now and taken.before.now.round.ended:
            enclosing.require_sendable(taken)
            ref = str(taken.before.now.round.ended.body.get("doc_no", ""))
        else:
            require_cleared(taken, letter, ref)
        if proof is not None:
            kept = papers.keep(
                taken.case,
                kind="delivery_proof",
                title="送达凭证",
                content=proof.content,
                name=proof.name,
                party=taken.application.applicant,
            )
            taken.case.result["proof"] = kept.pk
        taken.enter(facts.Delivered(manner=manner, letter=letter, ref=ref))
        taken.case.result["proof_no"] = proof_no.strip()


def sign_for(
    subject: str, by: By, *, letter: Letter = Letter.DECISION, ref: str = "", on: date | None = None
) -> None:
    """Enter that the addressee signed for a posted letter (对方签收): their time to answer counts from it."""
    with step(subject, "foi.deliver", None, by, on=on) as taken:
        if taken.done is None:
            sent = taken.before.facts.delivered(letter, ref)
            if sent is None or taken.on < sent:
                raise RefusedStep(
                    "not_sent", "没有这份文书的送达记录，或者签收早于寄出，请核对。", law="SERVICE2016"
                )
            taken.enter(facts.SignedFor(letter=letter, ref=ref))


def come_back(subject: str, by: By, *, letter: Letter = Letter.DECISION, on: date | None = None) -> None:
    """Enter that a posted letter came back (退件): the day of posting still counts; send it again."""
    with step(subject, "foi.deliver", None, by, on=on) as taken:
        if taken.done is None:
            sent = taken.before.facts.delivered(letter)
            if sent is None or taken.on < sent:
                raise RefusedStep(
                    "not_sent", "没有这份文书的邮寄记录，或者退回早于寄出，请核对。", law="SERVICE2016"
                )
            last = taken.before.facts.last("foi.delivered", letter=letter)
            taken.enter(facts.Returned(letter=letter, ref=str(last.body.get("ref", "")) if last else ""))


def archive(subject: str, by: By, *, file_no: str = "", on: date | None = None) -> None:
    """Close the file (归档). A late reply is not closed before its cause and organ are on record.

    Law: OGI 45; OGI 47
    """
    with step(subject, "foi.archive", Act.ARCHIVE, by, on=on) as taken:
        if taken.done is None:
            taken.enter(facts.Archived(file_no=file_no))


def withdraw(subject: str, by: By, *, request: File | None = None, on: date | None = None) -> None:
    """The applicant withdrew the application (登记撤回); the written request goes into the file."""
    with step(subject, "foi.withdraw", Act.WITHDRAW, by, on=on) as taken:
        if taken.done is not None:
            return
        if request is not None:
            papers.keep(
                taken.case,
                kind="withdrawal",
                title="撤回申请",
                content=request.content,
                name=request.name,
                visibility=Visibility.INTERNAL,
                party=taken.application.applicant,
            )
        taken.enter(facts.Withdrawn())


def reopen(
    subject: str, reason: str, by: By, *, excused: Letter | None = None, on: date | None = None
) -> None:
    """Take back the decision or withdrawal and handle the application again (撤销答复，重新办理).

    ``excused`` names the letter whose term the applicant missed with just cause: then the case goes on where
    it stood. The closing fact counts no more; nothing is counted twice.
    """
    if not reason.strip():
        raise RefusedStep("no_reason", "请写明撤销答复的理由。", law="OGI 51")
    with step(subject, "foi.reopen", Act.REOPEN, by, on=on) as taken:
        if taken.done is not None:
            return
        assert taken.before.now is not None and taken.before.now.round.ended is not None, "it has ended"
        ended = taken.before.now.round.ended
        lapse = {"other_no_supplement": Letter.SUPPLEMENT_REQUEST, "other_fee_unpaid": Letter.FEE_NOTICE}
        if excused is not None and lapse.get(str(ended.body.get("outcome"))) is not excused:
            raise RefusedStep(
                "not_lapsed", "本件不是因申请人逾期而不再处理的，不能按正当理由恢复。", law="OGI 30"
            )
        taken.enter(facts.Reopened(reason=reason.strip(), excused=excused), voids=ended.seq)


def order_redecision(
    subject: str,
    ordered_by: OrderedBy,
    case: str,
    by: By,
    *,
    working_days: int | None = None,
    on: date | None = None,
) -> date | None:
    """Enter that a new decision was ordered (责令重新答复); its last day. Nothing is counted twice.

    Law: RECON 64; OGI 51
    """
    ordering = step(subject, "foi.order_redecision", Act.ORDER_REDECISION, by, on=on)
    with ordering as taken:
        if taken.done is None:
            deed = facts.RedecisionOrdered(ordered_by=ordered_by, case=case, working_days=working_days)
            taken.enter(deed)
        return taken.now.due_on


def take_back_order(subject: str, case: str, by: By, *, reason: str) -> None:
    """Take back an order of a new decision that was entered in error (作废误登的责令); nothing where that
    case ordered nothing. Once a new decision was made the order stands.
    """
    with step(subject, "foi.order_redecision", None, by) as taken:
        ordered = taken.before.facts.last("foi.redecision_ordered", case=case)
        if taken.done is not None or ordered is None:
            return
        now = taken.before.now
        if now is None or now.round.opened.seq != ordered.seq or now.round.ended is not None:
            raise RefusedStep("redecided", "本件已经重新答复，登记不能再作废。", law="RECON 64")
        taken.case.void(ordered.seq, reason=reason)
