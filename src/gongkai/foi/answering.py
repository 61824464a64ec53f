"""From what was decided of each item to the letter (拟答复): what it speaks of, its draft, its final files.

A preview shows the applicant masked; the name stands only in what is kept with the case. Law: OGI 36; OGI 51.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings

from gongkai.casework import sealing
from gongkai.casework.masking import masked_name
from gongkai.foi import letters, tallies
from gongkai.foi.case_page import CasePage
from gongkai.foi.facts import ApplicantKind, Intake, Manner
from gongkai.foi.letters import Letter
from gongkai.foi.letters.matter import Applicant, Item, LetterMatter, Reasons, Sender, Supplement
from gongkai.foi.models import Reply
from gongkai.foi.remedy import Decider, remedy
from gongkai.foi.services import File
from gongkai.foi.services.replying import FORM, Written
from gongkai.foi.wording import INTAKES
from gongkai.organs.kinds import Organ, OrganKind
from gongkai.organs.queries import organ as organ_of

NUMBERED_LATER = "（签发时编号）"
"""What stands for the number of a letter before it is signed."""

Words = Mapping[int, Item]


def preview(page: CasePage, words: Words) -> Letter:
    """The letter as it would be signed today, the applicant masked.

    Raises: GongkaiError ``letter_incomplete`` naming what is missing.
    """
    name = masked_name(sealing.unseal(page.application.applicant.name))
    return _composed(page, words, page.case.status.as_of, NUMBERED_LATER, name)


def draft(page: CasePage, words: Words) -> File:
    """The draft that is kept, reviewed for secrecy and signed."""
    letter = _composed(page, words, page.case.status.as_of, NUMBERED_LATER, _name(page))
    return File(f"{letter.title}.docx", letters.docx(letter))


def drafted(page: CasePage) -> Letter:
    """The draft that is in work, for reading on the screen, the applicant masked."""
    assert page.draft is not None, "asked of a case with a draft"
    return preview(page, page.draft.words)


def final_letter(page: CasePage) -> Written:
    """Makes the numbered letter of the draft: PDF and Word."""

    def written(number: str, day: date) -> Sequence[File]:
        assert page.draft is not None, "what is signed was drafted"
        letter = _composed(page, page.draft.words, day, number, _name(page))
        made = {"pdf": letters.pdf, "docx": letters.docx}
        return [File(f"{letter.title}.{ending}", make(letter)) for ending, make in made.items()]

    return written


def code_word_of(region: str, organ: str) -> str:
    """The organ's word in numbers (机关代字), as its last letter had it; empty before the first."""
    found = Reply.objects.filter(
        application__region=region, application__status__organ=organ, signed_at__isnull=False
    )
    number = found.order_by("-signed_at").values_list("number", flat=True).first() or ""
    return number.partition(letters.letter_form(FORM).series)[0]


def _name(page: CasePage) -> str:
    return sealing.unseal(page.application.applicant.name)


def _composed(page: CasePage, words: Words, dated_on: date, number: str, name: str) -> Letter:
    given = [words[place] for place in sorted(words)]
    key = letters.reply_key(tuple(each.outcome for each in given))
    return letters.compose(key, _matter(page, given, dated_on, number, name))


def _matter(page: CasePage, given: Sequence[Item], dated_on: date, number: str, name: str) -> LetterMatter:
    application, now = page.application, page.case.status
    organ = organ_of(page.organ, as_of=dated_on)
    manner = Manner.ELECTRONIC if application.intake == Intake.WEB else Manner.POST
    told = remedy(
        [each.outcome for each in given], _decider(organ, dated_on), decided_on=dated_on, manner=manner
    )
    return LetterMatter(
        organ=Sender(name=organ.name, unit=organ.ogi_unit),
        dated_on=dated_on,
        number=number,
        application_no=application.number,
        applicant=Applicant(
            name=name, organisation=application.applicant_kind != ApplicantKind.NATURAL_PERSON
        ),
        received_on=now.received_on,
        received_how=str(INTAKES[Intake(application.intake)]),
        due_on=now.due_on,
        items=tuple(given),
        remedy=told.paragraphs,
        supplement=_supplement(page),
        reasons=_reasons(page),
        ordered_by=_ordered_by(page),
    )


def _decider(organ: Organ, on: date) -> Decider:
    """The organ that decides, with the governments above it as far as they are known here."""
    above, found = organ.parent, []
    while above:
        there = organ_of(above, as_of=on)
        found.append(there)
        above = there.parent
    governments = [each.name for each in found if each.kind is OrganKind.GOVERNMENT]
    own = organ.kind is OrganKind.GOVERNMENT
    region = organ.name if own else next(iter(governments), "")
    upper = next(iter(governments if own else governments[1:]), settings.UPPER_GOVERNMENT)
    parent = found[0].name if found else ""
    return Decider(name=organ.name, kind=organ.kind.value, region=region, upper=upper, parent=parent)


def _supplement(page: CasePage) -> Supplement:
    facts = page.case.status.facts
    asked, came = facts.last("foi.supplement_requested"), facts.last("foi.supplemented")
    if asked is None:
        return Supplement()
    return Supplement(
        asked_on=asked.happened_on,
        until=_day(asked.body.get("until")),
        came_on=came.happened_on if came else None,
    )


def _reasons(page: CasePage) -> Reasons:
    demanded = page.case.status.facts.last("foi.reasons_demanded")
    if demanded is None:
        return Reasons()
    count = tallies.in_month(page.application).count()
    return Reasons(
        count=f"本月共{count}件", asked_on=demanded.happened_on, until=_day(demanded.body.get("until"))
    )


def _ordered_by(page: CasePage) -> str:
    now = page.case.status.now
    if now is None or now.round.opened.kind != "foi.redecision_ordered":
        return ""
    return str(now.round.opened.body.get("case", ""))


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
