"""Suggestions (联想): phrases of public titles, found by their first characters, pinyin or initials.

Made when a document enters the index and taken away with the last document that offers them, so that no
title is offered that nobody may see, and none that finds nothing.
"""

import re

from gongkai.search.documents import PUBLIC, IndexDoc
from gongkai.search.folding import fold
from gongkai.search.pinyin import syllables
from gongkai.search.synonyms import groups

LONGEST = 40
_LEAD = re.compile(
    r"^(?:.{2,40}?)?关于(?:(?:印发|转发|公布|发布|下达|做好|开展|进一步|切实|认真|加强|加快|推进|全面|深入)(?:了)?)*"
)
_TAIL = re.compile(
    r"(?:的)(?:通知|公告|通告|意见|实施意见|决定|函|复函|批复|通报|请示|报告|公示|指导意见|情况通报)$"
)
_PARTS = re.compile(r"[\s《》〈〉“”\"'（）()〔〕\[\]【】：:，,。；;、—…·]+")


def phrases_of(doc: IndexDoc) -> list[str]:
    """The phrases that a document's title offers; none where not everybody may see it.

    The title, its parts between marks, what it is about (关于印发…的通知 left out), and every known word of
    the people or the office in it, with its synonyms: who types 低保 is looking for 最低生活保障.
    """
    if PUBLIC not in doc.visible:
        return []
    title = doc.title.strip()
    about = _TAIL.sub("", _LEAD.sub("", title))
    parts = [part for text in (title, about) for part in _PARTS.split(text)]
    plain = [each for each in (title, about, *parts) if _is_phrase(each)]
    return list(dict.fromkeys([*plain, *_vocabulary(fold(title))]))


def _vocabulary(folded: str) -> list[str]:
    return [term for group in groups() if any(each in folded for each in group) for term in group]


def _is_phrase(text: str) -> bool:
    """Short enough to be offered, printable, and not a mere number."""
    has_word = any("\u3400" <= each <= "\U0003ffff" or each == "〇" for each in text)
    return 2 <= len(text) <= LONGEST and text.isprintable() and has_word


def keys_of(phrase: str) -> list[str]:
    """What may be typed for a phrase: itself, its pinyin, its initials; all without spaces and marks.

    >>> keys_of("低保标准")
    ['低保标准', 'dibaobiaozhun', 'dbbz']
    """
    folded = typed_key(phrase)
    read = syllables(folded)
    return list(dict.fromkeys([folded, "".join(read), "".join(each[0] for each in read)]))


def typed_key(typed: str) -> str:
    """What was typed, as keys are compared.

    >>> typed_key("Di Bao’")
    'dibao'
    """
    return "".join(each for each in fold(typed) if each.isalnum())
