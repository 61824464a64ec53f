"""Plans (检索式): what a query means, before any engine sees it.

Spaces, commas and the like part a query into chunks, all of which must be found; each is a phrase, or any of
its synonyms. Quotation marks keep a chunk as it is. A number of a document or of the index is also looked up
exactly, whatever its brackets. One character alone is looked for in titles.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from gongkai.search.folding import fold
from gongkai.search.synonyms import read_data, terms_in, wordings
from gongkai.search.tokens import has_han, is_han, key_of, phrase, runs

LONGEST = 100
MOST_CHUNKS = 12
MOST_PIECES = 40
_QUOTED = re.compile(r"[\"“”「」『』]([^\"“”「」『』]*)[\"“”「」『』]")
_PARTS = re.compile(r"[\s,;?!，。、；？！…+&|]+")
_NUMBER = re.compile(r"(?=.*\d)(?=.{4})")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One thing that must be found: any of the phrases (tokens in a row), or titles with a character.

    ``texts`` are the wordings, folded, in the order of the phrases.
    """

    texts: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    character: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A query understood. Without chunks it asks for everything.

    ``key`` is what might be a number, to be looked up exactly. ``titles_only`` says that only titles and
    numbers are looked at. ``cut`` tells that the query was too long and its end left out.
    """

    text: str
    chunks: tuple[Chunk, ...] = ()
    key: str = ""
    titles_only: bool = False
    cut: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for by words."""
        return not self.chunks

    @property
    def length(self) -> int:
        """How many characters were asked for: a title little longer than that is about it."""
        return sum(len(chunk.texts[0]) for chunk in self.chunks)


def plan(text: str) -> Plan:
    """Understand a query.

    >>> [chunk.phrases for chunk in plan("低保 标准").chunks]
    [(('低保',), ('最低', '低生', '生活', '活保', '保障')), (('标准',),)]
    >>> plan("尉政办[2020]12号").key, plan("表").titles_only
    ('尉政办202012号', True)
    """
    plain = " ".join(fold(text).split())
    short = plain[:LONGEST]
    chunks, rest = [], short
    for quoted in _QUOTED.findall(short):
        chunks.append(_chunk(quoted, (quoted,)))
    rest = _QUOTED.sub(" ", short)
    chunks += [_chunk(part, wordings(part)) for part in _PARTS.split(rest)]
    kept = tuple(dict.fromkeys(each for each in chunks if each))[:MOST_CHUNKS]
    key = key_of(short)
    return Plan(
        short,
        kept,
        key=key if _NUMBER.match(key) else "",
        titles_only=any(each.character for each in kept),
        cut=len(plain) > len(short),
    )


def _chunk(text: str, texts: tuple[str, ...]) -> Chunk | None:
    # Brackets around a whole chunk are no part of it: 《…》 and （试行）.
    pieces = list(runs(text))
    if not pieces:
        return None
    bare = text[pieces[0][0] : pieces[-1][0] + len(pieces[-1][1])]
    if is_han(bare):
        return Chunk((bare,), character=bare)
    phrases = {each: tuple(phrase(each)) for each in (bare, *texts[1:])}
    return Chunk(tuple(phrases), tuple(phrases.values()))


def without_question(asked: Plan) -> Plan | None:
    """The same query without the words of a question; ``None`` where it has none, or nothing else.

    >>> [chunk.texts[0] for chunk in without_question(plan("低保怎么申请")).chunks]
    ['低保', '申请']
    >>> without_question(plan("低保"))
    """
    words, kept = _question_words(), _kept_words()
    rest = words.sub(lambda hit: f" {' '.join(each for each in kept if each in hit[0])} ", asked.text)
    rest = " ".join(part.removesuffix("的").removeprefix("的") for part in rest.split())
    if rest == asked.text:
        return None
    plainer = plan(rest)
    # One character among the words of a question ("去", "要") is no word to search for.
    chunks = tuple(each for each in plainer.chunks if not each.character)
    return replace(plainer, chunks=chunks, titles_only=False, key="") if chunks else None


@cache
def _question_words() -> re.Pattern[str]:
    words = (fold(word) for word in read_data("questions.toml")["words"])
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def generic_words() -> tuple[str, ...]:
    """What is asked of any thing rather than the thing: 申请, 条件, 标准."""
    return tuple(map(fold, read_data("questions.toml")["generic"]))


@cache
def _kept_words() -> tuple[str, ...]:
    return (*generic_words(), *map(fold, read_data("questions.toml")["telling"]))


def scattered(asked: Plan) -> tuple[Chunk, ...]:
    """A query in pieces, for what is near it: its chunks, the known words in them with their synonyms, and
    its pairs of characters one by one. Numbers and letters alone are in too many texts to tell what is near.

    >>> [chunk.texts[0] for chunk in scattered(plan("烟花暴竹 低保"))]
    ['烟花暴竹', '低保', '烟花', '花暴', '暴竹']
    >>> scattered(plan("农村低保"))[1].texts
    ('低保', '最低生活保障')
    """
    whole = [chunk for chunk in asked.chunks if chunk.phrases]
    texts = [term for chunk in whole for term in terms_in(chunk.texts[0])]
    texts += [token for chunk in whole for token in chunk.phrases[0] if has_han(token)]
    known = {chunk.texts[0] for chunk in whole}
    pieces = (_chunk(text, wordings(text)) for text in dict.fromkeys(texts) if text not in known)
    return (*whole, *(each for each in pieces if each and each.phrases))[:MOST_PIECES]
