"""What an applicant sees of the own application (查询办理进度): stages, due day and why, letters, what to do.

Nothing of the house: not who holds it, not whom it consulted, not what was drafted. Law: OGI 33; OGI 40.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from gongkai.casework import sealing
from gongkai.casework.models import Paper, Visibility
from gongkai.casework.services import papers
from gongkai.foi import letters, matters
from gongkai.foi.facts import Intake, Letter
from gongkai.foi.letters.matter import Item, LetterMatter
from gongkai.foi.models import Application, Attachment, IssuedLetter
from gongkai.foi.status import Act, How, Phase, Status, chance, status
from gongkai.foi.status.terms import ANSWER, unanswered_supplement
from gongkai.law.due import Due
from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered
from gongkai.ledger.rows import BEIJING
from gongkai.organs.queries import organ as organ_of

REPLY, ATTACHED = "reply", "reply_attachment"
HOW = {
    Intake.WEB: "互联网在线提交",
    Intake.IN_PERSON: "当面提交",
    Intake.POST_SIGNED: "邮寄",
    Intake.POST_ORDINARY: "邮寄",
    Intake.EMAIL: "电子邮件",
    Intake.FAX: "传真",
}
# What the applicant is told of, in words that say nothing of anybody else.
STAGES = {
    "foi.registered": ("申请已经到达，等待确认收到", "OGI 31"),
    "foi.received": ("收到申请", "OGI 31"),
    "foi.supplement_requested": ("告知补正", "OGI 30"),
    "foi.supplemented": ("收到补正，答复期限重新起算", "OGI 30"),
    "foi.reasons_demanded": ("要求说明理由", "OGI 35"),
    "foi.reasons_given": ("收到说明的理由", "OGI 35"),
    "foi.reply_delayed": ("确定延迟答复的期限", "OGI 35"),
    "foi.consultation_opened": ("征求第三方或者其他机关的意见", "OGI 33.3"),
    "foi.consultation_closed": ("征求意见结束", "OGI 33.3"),
    "foi.extended": ("延长答复期限", "OGI 33.2"),
    "foi.transferred": ("转请有关机关办理", "OGI 36(5)"),
    "foi.fee_noticed": ("告知收取信息处理费", "FEE2020 6"),
    "foi.fee_paid": ("收到信息处理费", "FEE2020 8"),
    "foi.decided": ("作出答复", "OGI 36"),
    "foi.redecided": ("重新作出答复", "OGI 51"),
    "foi.reopened": ("撤销原答复，重新办理", "OGI 51"),
    "foi.redecision_ordered": ("责令重新答复", "OGI 51"),
    "foi.withdrawn": ("申请人撤回申请", ""),
    "foi.signed_for": ("申请人确认收到", "OGI 40"),
}
DELIVERED = {
    Letter.DECISION: "送达答复",
    Letter.SUPPLEMENT_REQUEST: "送达补正告知书",
    Letter.EXTENSION: "送达延期答复告知书",
    Letter.FEE_NOTICE: "送达收费通知书",
    Letter.REASONS_DEMAND: "送达说明理由告知书",
    Letter.DELAY: "送达延迟答复告知书",
    Letter.APOLOGY: "送达致歉函",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that happened to the application, as its applicant is told."""

    on: date
    title: str
    law: str


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter to the applicant as a file; ``place`` is its number on the page."""

    place: int
    title: str
    number: str
    made_on: date
    size: int
    ending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An application as its applicant follows it, at the end of a day.

    ``due`` explains the due day step by step; it is ``None`` while receipt is not confirmed, and ``owed``
    says whether a reply is still to come. ``supplement_until`` is the last day for the supplement asked for.
    """

    number: str
    organ: str
    intake: str
    phase: Phase
    received_on: date | None
    due: Due | None
    owed: bool
    overdue_days: int
    late_days: int
    stages: tuple[Stage, ...]
    letters: tuple[LetterFile, ...]
    may_supplement: bool
    supplement_until: date | None
    may_withdraw: bool
    may_confirm: bool
    parts: tuple[str, ...]


def followed(subject: str, at: datetime) -> Followed:
    """The application of a subject, for whoever has shown its query code; seven queries."""
    row = Application.objects.select_related("status").get(pk=subject)
    now = _status(row, at)
    facts = list(now.facts)
    ended = now.now is not None and now.now.done_on is not None
    awaits = unanswered_supplement(now.in_round) is not None
    answer = now.clock(ANSWER)
    return Followed(
        number=row.number,
        organ=organ_of(row.status.organ, as_of=now.as_of).name,
        intake=HOW[Intake(row.intake)],
        phase=now.phase,
        received_on=now.received_on,
        due=now.due,
        owed=not ended and not now.waiting and now.due is not None,
        overdue_days=now.overdue_days,
        late_days=now.late_days,
        stages=tuple(_stages(facts)),
        letters=tuple(_as_file(place, each) for place, each in enumerate(_letters(subject, facts), 1)),
        may_supplement=awaits and _may(now, Act.SUPPLEMENT),
        supplement_until=answer.due_on if awaits and answer else None,
        may_withdraw=_may(now, Act.WITHDRAW),
        may_confirm=_unconfirmed(facts),
        parts=tuple(Application.objects.filter(split_from=subject).values_list("number", flat=True)),
    )


def letter_of(subject: str, place: int, at: datetime) -> tuple[LetterFile, bytes, str] | None:
    """The letter of a place on the page: what it is, its content, its media type; ``None`` for no such."""
    row = Application.objects.select_related("status").get(pk=subject)
    found = _letters(subject, list(_status(row, at).facts))
    if not 1 <= place <= len(found):
        return None
    paper = found[place - 1]
    return _as_file(place, paper), papers.content(paper), paper.media_type


def receipt_matter(subject: str, at: datetime) -> LetterMatter:
    """What the receipt of an online application says (申请接收回执). Law: OGI 31(3)"""
    row = Application.objects.select_related("status", "applicant").get(pk=subject)
    now = _status(row, at)
    return LetterMatter(
        organ=matters.sender(row.status.organ, now.as_of),
        dated_on=row.registered_at.astimezone(BEIJING).date(),
        application_no=row.number,
        applicant=matters.applicant(row),
        received_on=now.received_on,
        received_how=HOW[Intake(row.intake)],
        items=tuple(Item(asked=sealing.unseal(each.text)) for each in row.items.all()),
        due_on=now.due_on,
    )


def receipt_letter(subject: str, at: datetime) -> bytes:
    """The receipt as PDF."""
    return letters.pdf(letters.compose("receipt", receipt_matter(subject, at)))


def query_code_of(subject: str) -> str:
    """The query code, for the receipt that its applicant gets at once."""
    return sealing.unseal(Application.objects.values_list("query_code", flat=True).get(pk=subject))


def _status(row: Application, at: datetime) -> Status:
    told = reading.timeline(row.region, row.subject, with_voided=False)
    return status(told, as_of=at.astimezone(BEIJING).date(), known_at=at)


def _may(now: Status, act: Act) -> bool:
    return chance(now, act).how is How.LAWFUL


def _stages(facts: list[Entered]) -> Iterator[Stage]:
    for each in facts:
        if each.kind == "foi.delivered":
            letter = Letter(str(each.body.get("letter", Letter.DECISION)))
            if letter in DELIVERED:
                yield Stage(each.happened_on, DELIVERED[letter], "OGI 40")
        elif each.kind in STAGES:
            yield Stage(each.happened_on, *STAGES[each.kind])


def _letters(subject: str, facts: list[Entered]) -> list[Paper]:
    """The letters to the applicant that went out: a reply is there once its delivery is on record."""
    delivered = {
        str(each.body.get("ref", ""))
        for each in facts
        if each.kind == "foi.delivered" and each.body.get("letter") == Letter.DECISION
    }
    unsent = _unsent(subject, facts)
    found = Paper.objects.filter(subject=subject, visibility=Visibility.PARTY, erased_at=None).order_by("pk")
    replies = Attachment.objects.filter(
        application=subject, application__replies__round=F("round"), removed_at__isnull=True
    )
    attached = replies.values_list("paper", "application__replies__number")
    sent = {paper for paper, number in attached if number in delivered}
    return [
        each
        for each in found
        if (each.kind != REPLY or each.number in delivered)
        and each.pk not in unsent
        and (each.kind != ATTACHED or each.pk in sent)
    ]


def _unsent(subject: str, facts: list[Entered]) -> set[int]:
    """The files of letters of procedure whose delivery is not on record yet."""
    sent = [each.body for each in facts if each.kind == "foi.delivered"]
    unsent = set()
    for row in IssuedLetter.objects.filter(application=subject):
        word = letters.letter_form(row.key).delivers
        ref = row.number if word == Letter.DECISION else row.ref
        if word and not any(each.get("letter") == word and each.get("ref", "") in ("", ref) for each in sent):
            unsent |= {row.word_id, row.pdf_id}
    return unsent


def _as_file(place: int, paper: Paper) -> LetterFile:
    return LetterFile(
        place=place,
        title=paper.title,
        number=paper.number,
        made_on=paper.made_at.astimezone(BEIJING).date(),
        size=paper.size,
        ending=paper.name.rpartition(".")[2],
    )


def _unconfirmed(facts: list[Entered]) -> bool:
    sent = [each for each in facts if each.kind == "foi.delivered" and each.body.get("letter") == "decision"]
    if not sent or sent[-1].body.get("manner") != "electronic":
        return False
    ref = sent[-1].body.get("ref", "")
    return not any(each.kind == "foi.signed_for" and each.body.get("ref", "") == ref for each in facts)
