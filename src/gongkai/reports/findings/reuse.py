"""Reuse of last year's prose (S-6): which sentences are last year's, and how much of the text they are.

Numbers and years do not count as a difference: a sentence taken over with new figures is taken over. Pure.
Law: 国办公开办函〔2021〕30号 (reports copied from last year's are named as a fault).
"""

import re
from dataclasses import dataclass
from typing import Any

from gongkai.reports.report import Report

from .quantities import HOLE, tidy

GRAM = 6
SHARE = 0.8
"""A sentence counts as reused if at least this share of its six-character runs stood in last year's text."""
SHORTEST = 12
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_END = re.compile(rf"(?<=[。！？；])|\n|{HOLE}")


@dataclass(frozen=True, slots=True)
class ReusedSentence:
    """A sentence of the new report: section, text, and the share of it that stood in the old one (0–1)."""

    section: str
    text: str
    share: float

    @property
    def reused(self) -> bool:
        """Whether the sentence is taken over from last year."""
        return self.share >= SHARE


@dataclass(frozen=True, slots=True)
class Reuse:
    """How much of the prose is last year's: ``rate`` by characters (0–1), each sentence with its share."""

    rate: float
    sentences: tuple[ReusedSentence, ...]

    @property
    def reused(self) -> tuple[ReusedSentence, ...]:
        """The sentences taken over."""
        return tuple(each for each in self.sentences if each.reused)

    def as_json(self) -> dict[str, Any]:
        """The rate with four digits and the sentences, reused ones marked."""
        return {
            "rate": round(self.rate, 4),
            "sentences": [
                {
                    "section": each.section,
                    "text": each.text,
                    "share": round(each.share, 4),
                    "reused": each.reused,
                }
                for each in self.sentences
            ],
        }


def _grams(text: str) -> set[str]:
    return {text[place : place + GRAM] for place in range(len(text) - GRAM + 1)}


def _plain(text: str) -> str:
    return _NUMBER.sub("0", text)


def reuse(old: Report, new: Report) -> Reuse:
    """The prose of ``new`` that stood in ``old``.

    >>> old = Report("annual-2021", sections={"s5": "政策解读形式单一，需要进一步丰富。"})
    >>> taken_over, fresh = old.sections["s5"], "队伍流动较快，新人业务还不熟练。"
    >>> new = Report("annual-2021", sections={"s5": taken_over + fresh})
    >>> found = reuse(old, new)
    >>> round(found.rate, 2), [each.reused for each in found.sentences]
    (0.52, [True, False])
    """
    known: set[str] = set()
    for text in old.sections.values():
        known |= _grams(_plain(tidy(text)))
    sentences = []
    taken = total = 0
    for section, text in new.sections.items():
        for sentence in _END.split(tidy(text)):
            if len(sentence) < SHORTEST:
                continue
            grams = _grams(_plain(sentence))
            share = len(grams & known) / len(grams) if grams else 0.0
            sentences.append(ReusedSentence(section, sentence, share))
            total += len(sentence)
            taken += len(sentence) if share >= SHARE else 0
    return Reuse(taken / total if total else 0.0, tuple(sentences))
