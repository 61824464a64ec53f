"""The order of questions that leads to an outcome (补不补、是不是、谁负责、有没有、给不给、怎么给、怎么答).

As the provincial offices teach it: each question is answered before the next is asked. Law: OGI 36; OGI 39.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.foi.deciding import needs_search
from gongkai.foi.facts import Outcome
from gongkai.foi.letters import letter_form
from gongkai.foi.letters.catalogue import label
from gongkai.law.outcomes import outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the outcomes to which a “no” leads; ``hint`` says what is looked at."""

    title: str | Promise
    hint: str | Promise
    outcomes: tuple[Outcome, ...]


QUESTIONS = (
    Question(
        _("补不补"),
        _("内容明确吗？不明确的先告知补正。"),
        (Outcome.UNABLE_UNCLEAR_AFTER_SUPPLEMENT,),
    ),
    Question(
        _("是不是"),
        _("是政府信息公开申请吗？"),
        (
            Outcome.NOT_PROCESSED_PETITION,
            Outcome.NOT_PROCESSED_PUBLICATION,
            Outcome.NOT_PROCESSED_REPEAT,
            Outcome.NOT_PROCESSED_RECONFIRM,
            Outcome.NOT_PROCESSED_EXCESSIVE,
            Outcome.DENIED_ADMIN_QUERY,
            Outcome.OTHER_MISC,
        ),
    ),
    Question(_("谁负责"), _("由本机关负责公开吗？"), (Outcome.UNABLE_NOT_THIS_ORGAN,)),
    Question(
        _("有没有"),
        _("检索过了吗？有现成的信息吗？"),
        (Outcome.UNABLE_NOT_HELD, Outcome.UNABLE_NEED_CREATION),
    ),
    Question(
        _("给不给"),
        _("有没有不予公开的情形？"),
        (
            Outcome.DENIED_STATE_SECRET,
            Outcome.DENIED_LAW_FORBIDDEN,
            Outcome.DENIED_SAFETY_STABILITY,
            Outcome.DENIED_THIRD_PARTY,
            Outcome.DENIED_INTERNAL_AFFAIRS,
            Outcome.DENIED_PROCESS_INFO,
            Outcome.DENIED_ENFORCEMENT_FILE,
        ),
    ),
    Question(
        _("怎么给"),
        _("全部、部分，还是告知获取途径？"),
        (Outcome.GRANTED, Outcome.PARTIAL, Outcome.ALREADY_PUBLIC),
    ),
)
"""The last question, 怎么答, is the letter itself. Lapses and withdrawals have deeds of their own."""


def fields_of(key: str) -> tuple[str, ...]:
    """What has to be written for an outcome, by the fields of a letter's item.

    >>> fields_of("denied_law_forbidden")
    ('provision', 'reason')
    """
    wanted = (each.partition(".") for each in letter_form(f"reply_{key}").requires)
    return tuple(name for of, _dot, name in wanted if of == "item" and name != "asked")


def field_label(name: str) -> str:
    """What a field is called: the same words as in the letters."""
    return label(f"item.{name}")


def evidence_of(key: str) -> tuple[str, ...]:
    """What the file must hold for an outcome, in words."""
    return outcome(key).evidence


def wants_search(key: str) -> bool:
    """Whether a search record has to be in the file."""
    return needs_search(Outcome(key))
