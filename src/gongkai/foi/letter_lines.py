"""The letters of an application (文书) as its page lists them: number, files, secrecy review, deliveries.

Law: OGI 40; OGI 45; SECRETS 35.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.casework.models import Deed, Paper
from gongkai.casework.services import papers
from gongkai.foi.case_page import CasePage
from gongkai.foi.letters import Letter, letter_form, read_letter
from gongkai.foi.models import IssuedLetter
from gongkai.foi.services.noting import KIND as NOTE
from gongkai.foi.services.writing import cleared
from gongkai.foi.wording import MANNERS
from gongkai.ledger.kinds import Entered

TO = {"applicant": "申请人", "third_party": "第三方", "organ": "其他机关", "internal": "内部"}
REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery of a letter (送达): the legal day, how, by which proof, entered by whom."""

    on: date
    manner: str
    proof_no: str
    proof: int | None
    person: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter that the office wrote. ``secrecy`` is its state of review, empty where none is asked."""

    key: str
    title: str
    number: str
    issued_on: date
    to: str
    files: tuple[Paper, ...]
    secrecy: str
    delivers: bool
    deliveries: tuple[Delivered, ...]


def letter_lines(page: CasePage) -> list[LetterLine]:
    """The letters of the case in their order; four queries, and one for each that needs a review."""
    deeds = {
        each.seq: each
        for each in Deed.objects.filter(subject=page.subject, verb="foi.deliver").select_related("person")
    }
    issued = page.application.letters.select_related("word", "pdf").order_by("pk")
    lines = [_issued(each, page, deeds) for each in issued]
    return sorted([*lines, *_replies(page, deeds)], key=lambda each: each.issued_on)


def _issued(row: IssuedLetter, page: CasePage, deeds: dict[int, Deed]) -> LetterLine:
    form, secrecy = letter_form(row.key), ""
    if form.secrecy:
        secrecy = "保密审查通过" if cleared(row.word) else "待保密审查"
    ref = row.number if row.key.startswith(REPLY) else row.ref
    sent = _deliveries(page, form.delivers, ref, deeds)
    files = (row.word, row.pdf)
    delivers = bool(form.delivers)
    return LetterLine(
        row.key, form.title, row.number, row.issued_on, TO[form.to], files, secrecy, delivers, sent
    )


def _replies(page: CasePage, deeds: dict[int, Deed]) -> Iterable[LetterLine]:
    kept = [each for each in page.papers if each.kind == REPLY]
    for row in page.application.replies.filter(signed_at__isnull=False).order_by("pk"):
        files = tuple(each for each in kept if each.number == row.number)
        sent = _deliveries(page, "decision", row.number, deeds)
        title = files[0].title if files else letter_form(REPLY).title
        day = papers.day_of(row.signed_at)
        yield LetterLine(REPLY, title, row.number, day, TO["applicant"], files, "", True, sent)


def _deliveries(page: CasePage, letter: str, ref: str, deeds: dict[int, Deed]) -> tuple[Delivered, ...]:
    facts = page.case.status.facts
    sent = [each for each in facts.all("foi.delivered", letter=letter) if _of(each, ref)] if letter else []
    signed = [each for each in facts.all("foi.signed_for", letter=letter) if _of(each, ref)]
    found = []
    for each in sent:
        deed = deeds.get(each.seq)
        told = deed.result if deed is not None else {}
        received = next((one.happened_on for one in signed if one.happened_on >= each.happened_on), None)
        found.append(
            Delivered(
                each.happened_on,
                str(MANNERS[each.body["manner"]]),
                str(told.get("proof_no", "")),
                told.get("proof"),
                deed.person.display_name if deed is not None and deed.person is not None else "",
                received,
            )
        )
    return tuple(found)


def _of(fact: Entered, ref: str) -> bool:
    said = str(fact.body.get("ref", ""))
    return not said or not ref or said == ref


def materials(page: CasePage, lines: Iterable[LetterLine]) -> list[Paper]:
    """The papers of the case that stand nowhere else on its page: neither a letter's file nor an opinion."""
    elsewhere = {file.pk for each in lines for file in each.files}
    return [each for each in page.papers if each.pk not in elsewhere and each.kind != NOTE]


def to_clear(page: CasePage) -> IssuedLetter | None:
    """The first letter of the case that waits for its secrecy review."""
    rows = page.application.letters.select_related("word").order_by("pk")
    return next((each for each in rows if letter_form(each.key).secrecy and not cleared(each.word)), None)


def as_written(row: IssuedLetter) -> Letter:
    """A letter as it was written, for reading on the screen."""
    return read_letter(row.key, papers.content(row.word))
