"""Wrong words (易错词) in a text, from ``data/wrong_words.toml``. Pure Python."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.law.errors import GongkaiError

FILE = "wrong_words.toml"
LEVELS = ("error", "confirm")


class BrokenWords(GongkaiError):
    """The list of wrong words cannot be used: names the place."""


@dataclass(frozen=True, slots=True)
class Word:
    """A wrong word, the right one, and in what surroundings it is right after all."""

    wrong: str
    right: str
    level: str
    why: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A wrong word found in a text, with what stands around it."""

    word: Word
    around: str
    start: int


def read_words(text: str) -> tuple[Word, ...]:
    """The list of a TOML text. Raises ``BrokenWords`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    words = []
    for n, entry in enumerate(raw.get("words", []), 1):
        at = f"words[{n}]"
        if set(entry) - {"wrong", "right", "level", "why", "unless"} or not entry.get("wrong"):
            raise _broken(at, "应有 wrong、right、level，可有 why、unless")
        if not entry.get("right") or entry["wrong"] in entry["right"] or entry.get("level") not in LEVELS:
            raise _broken(at, "right 应不含 wrong，level 应为 error 或者 confirm")
        words.append(
            Word(
                entry["wrong"],
                entry["right"],
                entry["level"],
                entry.get("why", ""),
                tuple(entry.get("unless", ())),
            )
        )
    if len({each.wrong for each in words}) != len(words):
        raise _broken("words", "同一个词写了两次")
    return tuple(words)


@cache
def words() -> tuple[Word, ...]:
    """The list of this installation."""
    return read_words((files(__package__) / "data" / FILE).read_text("utf-8"))


def wrong_words(text: str, listed: tuple[Word, ...] | None = None) -> Iterator[WrongWord]:
    """The wrong words in a text, by place.

    >>> [(each.word.wrong, each.word.right, each.around) for each in wrong_words("统一布署防汛工作")]
    [('布署', '部署', '统一布署防汛工作')]
    """
    found = []
    for word in words() if listed is None else listed:
        start = text.find(word.wrong)
        while start >= 0:
            if not _is_right(text, start, word):
                end = start + len(word.wrong)
                found.append(WrongWord(word, text[max(0, start - 8) : end + 8].replace("\n", " "), start))
            start = text.find(word.wrong, start + len(word.wrong))
    yield from sorted(found, key=lambda each: each.start)


def _is_right(text: str, start: int, word: Word) -> bool:
    for surroundings in word.unless:
        offset = surroundings.find(word.wrong)
        if offset >= 0 and text.startswith(surroundings, max(0, start - offset)):
            return True
    return False


def _broken(place: str, wrong: str) -> BrokenWords:
    where = f" 的“{place}”" if place else " "
    return BrokenWords(
        "broken_words", f"易错词文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place, wrong=wrong
    )
