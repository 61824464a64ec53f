"""Letters of procedure (程序性文书): written with the deed that they tell, numbered, kept, cleared, sent.

A deed and its letter are one transaction: no number without a letter, no letter without its deed.
Law: OGI 17; OGI 30; OGI 32; OGI 45.
"""

from dataclasses import replace
from typing import Any

from gongkai.casework import numbering
from gongkai.casework.models import Deed, Paper, Party, Visibility
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import papers
from gongkai.foi import letters, matters
from gongkai.foi.errors import RefusedReply, RefusedStep, SamePerson
from gongkai.foi.facts import Letter
from gongkai.foi.letters.catalogue import letter_form
from gongkai.foi.letters.matter import Assistance
from gongkai.foi.models import IssuedLetter
from gongkai.foi.services.stepping import By, Step, step
from gongkai.law.clock import due
from gongkai.organs.letterheads import letterhead

MADE = {"docx": letters.docx, "pdf": letters.pdf}


def write(taken: Step, key: str, *, ref: str = "", third_party: Party | None = None, **about: Any) -> str:
    """Write the letter of a deed (制发文书) within its step; its number, empty for a kind without one.

    ``about`` is what it speaks of beyond the case itself, by the names of ``LetterMatter``; ``third_party``
    whose letter it is. Raises ``GongkaiError`` naming what the letter lacks.
    """
    form, organ = letter_form(key), taken.case.organ
    base = matters.matter(taken.application, taken.now, organ, dated_on=taken.on)
    number = number_of(taken, key) if form.series else ""
    own = matters.templates(organ, taken.on)
    letter = letters.compose(key, replace(base, number=number, **about), templates=own)
    to_applicant = form.to == "applicant"
    kept = {
        ending: papers.keep(
            taken.case,
            kind=key,
            title=form.title,
            content=make(letter),
            name=f"{form.title}.{ending}",
            number=number,
            visibility=Visibility.PARTY if to_applicant else Visibility.INTERNAL,
            party=taken.application.applicant if to_applicant else third_party,
        )
        for ending, make in MADE.items()
    }
    IssuedLetter.objects.create(
        application=taken.application,
        key=key,
        number=number,
        ref=ref,
        issued_on=taken.on,
        word=kept["docx"],
        pdf=kept["pdf"],
    )
    hashes = {ending: each.sha256 for ending, each in kept.items()}
    taken.case.result["letters"] = [
        *taken.case.result.get("letters", ()),
        {"key": key, "number": number, **hashes},
    ]
    return number


def assistance(taken: Step, organ: str, wanted: str, working_days: int) -> Assistance:
    """With what another organ is asked to help, and until when. Raises ``RefusedStep`` without a term."""
    if working_days < 1:
        raise RefusedStep("no_term", "请写明请对方反馈的期限，至少1个工作日。", law="OGI 11")
    until = due("foi.supplement_answer", taken.on, known_at=taken.case.at, given=working_days).due_on
    return Assistance(organ=organ, matter=wanted.strip(), until=until)


def number_of(taken: Step, key: str) -> str:
    """The next number of the organ's letters of this kind, by its own code word (机关代字).

    Raises ``RefusedReply`` where the organ has none on that day.
    """
    word = letterhead(taken.case.organ, as_of=taken.on).code_word
    if not word:
        raise RefusedReply(
            "no_code_word",
            "本机关还没有登记机关代字，文书不能编号。请系统管理员在“机关资料”中登记。",
            law="OGI 45",
        )
    year = taken.on.year
    serial = numbering.take(letters.series_of(taken.case.organ, key, year))
    return letters.number_text(word, key, year, serial)


def waiting(taken: Step, letter: Letter, ref: str = "") -> IssuedLetter | None:
    """The latest letter that a delivery of this kind delivers, if the office wrote one here."""
    return latest(taken.application.letters.select_related("word").order_by("pk"), letter, ref)


def latest(rows: Any, letter: Letter, ref: str = "") -> IssuedLetter | None:
    """Of letters in their order, the last of this kind and consultation."""
    fitting = [
        each
        for each in rows
        if letter_form(each.key).delivers == letter.value and ref in ("", each.ref) and each.key != "reply"
    ]
    return fitting[-1] if fitting else None


def require_cleared(taken: Step, letter: Letter, ref: str = "") -> None:
    """Refuse to deliver a letter that tells of a record and was not reviewed for secrecy. Law: SECRETS 35"""
    found = waiting(taken, letter, ref)
    if found is not None and letter_form(found.key).secrecy and not cleared(found.word):
        raise RefusedStep(
            "letter_not_cleared",
            f"“{letter_form(found.key).title}”{found.number}写有政府信息的内容，送达之前要由保密审查人审查。",
            law="SECRETS 35",
        )


def cleared(word: Paper) -> bool:
    """Whether the last secrecy review of exactly this letter found that it may go out."""
    found = papers.current_review(word.subject, word.sha256)
    return found is not None and found.level == SecrecyLevel.NONE.value


def clear_letter(
    subject: str, sha256: str, level: SecrecyLevel, basis: str, by: By, *, opinion: str = ""
) -> None:
    """Enter the secrecy review of a letter that was looked at (文书保密审查), by another than who wrote it.

    Raises ``RefusedStep`` where there is no such letter; ``SamePerson``; ``RefusedPaper``. Law: SECRETS 35
    """
    with step(subject, "foi.review_secrecy", None, by) as taken:
        if taken.done is not None:
            return
        found = taken.application.letters.select_related("word").filter(word__sha256=sha256).last()
        if found is None:
            raise RefusedStep("no_letter", "没有这份文书，请重新打开后再审查。", law="SECRETS 35")
        if _wrote(taken, sha256):
            raise SamePerson(
                "same_person", "您制发了本文书，请由另一人作保密审查。", law="SECRETS 35", acted_as="wrote"
            )
        papers.review(taken.case, found.word_id, sha256=sha256, level=level, basis=basis, opinion=opinion)


def _wrote(taken: Step, sha256: str) -> bool:
    deeds = Deed.objects.filter(subject=taken.case.subject, person_id=taken.case.person_id)
    return any(
        each["docx"] == sha256
        for result in deeds.values_list("result", flat=True)
        for each in result.get("letters", ())
    )
