"""From what was decided of each item to the letter (拟答复): what it speaks of, and its draft.

A draft leaves number and day open; what is signed is made from the draft itself (``services.sign``). A
preview shows the applicant masked; the name stands only in what is kept with the case. Law: OGI 36; OGI 51.
"""

from collections.abc import Mapping
from dataclasses import replace

from gongkai.casework.masking import masked_name
from gongkai.casework.release import clean, inspect
from gongkai.casework.services import papers
from gongkai.foi import letters, matters
from gongkai.foi.case_page import CasePage
from gongkai.foi.errors import RefusedReply
from gongkai.foi.facts import Intake, Manner
from gongkai.foi.letters import NUMBER_MARK, Letter
from gongkai.foi.letters.marks import require_places, require_plain
from gongkai.foi.letters.matter import Item, LetterMatter
from gongkai.foi.remedy import remedy
from gongkai.foi.services import File

Words = Mapping[int, Item]


def preview(page: CasePage, words: Words) -> Letter:
    """The letter as it would be drafted today, the applicant masked.

    Raises: GongkaiError ``letter_incomplete`` naming what is missing.
    """
    return shown(page, _composed(page, words))


def draft(page: CasePage, words: Words) -> File:
    """The draft that is kept, reviewed for secrecy and signed."""
    letter = _composed(page, words)
    return File(f"{letter.title}.docx", letters.docx(letter))


def drafted(page: CasePage) -> Letter:
    """The draft that is in work as it was kept, for reading on the screen, the applicant masked."""
    assert page.draft is not None, "asked of a case with a draft"
    return shown(page, letters.read_letter(_key(page.draft.words), papers.content(page.draft.reply.paper)))


def shown(page: CasePage, letter: Letter) -> Letter:
    """A letter as a screen shows it: whoever applies is masked."""
    name = matters.applicant(page.application).name
    return letter.told({name: "、".join(map(masked_name, name.split("、")))}) if name else letter


def edited(page: CasePage, file: File) -> File:
    """The draft as somebody edited it in Word (修改后的拟稿): looked into, whole, with its open places.

    What Word says of the author is taken out. Raises: GongkaiError naming what hides in it, what is missing,
    or which place of number or day was lost. Law: OGI 17; OGI 36
    """
    assert page.draft is not None, "there is a draft to be edited"
    content = clean(file.content, file.name).content
    if hidden := [each.message for each in inspect(content, file.name) if each.blocks]:
        raise RefusedReply("hidden", "".join(dict.fromkeys(hidden)), law="OGI 17")
    if not file.name.lower().endswith(".docx"):
        raise RefusedReply("not_word", "请上传在原稿上修改的 Word 文档（docx）。", law="OGI 36")
    require_plain(content)
    require_places(content)
    ours = _composed(page, page.draft.words)
    theirs = letters.read_letter(ours.key, content)
    matter = _matter(page, page.draft.words)
    parts = {"机关名称": ours.head, **dict.fromkeys(["收件人"], "".join(ours.of("to")))}
    parts |= {f"救济告知第{n}段": words for n, words in enumerate(matter.remedy, 1)}
    missing = [name for name, words in parts.items() if words and words not in theirs.text]
    if missing:
        raise RefusedReply(
            "part_lost",
            f"稿中缺少或者改动了：{'、'.join(missing)}。这些内容由系统依法写明，请恢复后重新上传。",
            law="OGI 36",
            missing=missing,
        )
    return File(f"{ours.title}.docx", content)


def _key(words: Words) -> str:
    return letters.reply_key(tuple(words[place].outcome for place in sorted(words)))


def _composed(page: CasePage, words: Words) -> Letter:
    own = matters.templates(page.organ, page.case.status.as_of)
    letter = letters.compose(_key(words), _matter(page, words), templates=own)
    return letters.opened_for_signing(letter)


def _matter(page: CasePage, words: Words) -> LetterMatter:
    application, now = page.application, page.case.status
    given, on = [words[place] for place in sorted(words)], now.as_of
    manner = Manner.ELECTRONIC if application.intake == Intake.WEB else Manner.POST
    organ = matters.decider(page.organ, on)
    told = remedy([each.outcome for each in given], organ, decided_on=on, manner=manner)
    base = matters.matter(application, now, page.organ, dated_on=on, number=NUMBER_MARK, items=given)
    return replace(base, remedy=told.paragraphs)
