"""Pinyin 拼音 of phrases, without tones: readings from pypinyin's dictionaries, of words before characters.

Its own converter does far more than is needed here, at thirty times the cost for each character.
"""

import unicodedata
from functools import cache
from typing import NamedTuple

LONGEST = 8


class Readings(NamedTuple):
    """The reading of each character, and of words that are read otherwise than their characters alone.

    ``beginnings`` are the first two characters of the words.
    """

    characters: dict[str, str]
    words: dict[str, tuple[str, ...]]
    beginnings: frozenset[str]


@cache
def readings() -> Readings:
    """The dictionaries, read once: with the first document of an indexing process, never for a search."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    characters = {chr(point): _plain(listed.split(",")[0]) for point, listed in PINYIN_DICT.items()}
    words = {}
    for word, listed in PHRASES_DICT.items():
        read = tuple(_plain(each[0]) for each in listed)
        usual = tuple(characters.get(each, "") for each in word)
        if read != usual and len(read) == len(word) <= LONGEST:
            words[word] = read
    return Readings(characters, words, frozenset(word[:2] for word in words))


def syllables(text: str) -> list[str]:
    """The syllables of a text; what has no reading stands for itself.

    >>> syllables("重庆银行12号"), syllables("女")
    (['chong', 'qing', 'yin', 'hang', '1', '2', 'hao'], ['nv'])
    """
    characters, words, beginnings = readings()
    made: list[str] = []
    at = 0
    while at < len(text):
        longest = min(len(text), at + LONGEST) if text[at : at + 2] in beginnings else at
        for end in range(longest, at + 1, -1):
            if (read := words.get(text[at:end])) is not None:
                made += read
                at = end
                break
        else:
            made.append(characters.get(text[at], text[at]))
            at += 1
    return made


@cache
def _plain(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    return "".join("v" if each == "\u0308" else each for each in parts if _kept(each)).replace("uv", "v")


def _kept(character: str) -> bool:
    return character == "\u0308" or not unicodedata.combining(character)
