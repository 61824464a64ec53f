"""Sources and citations (依据与引用): ``OGI 33.2`` is 《中华人民共和国政府信息公开条例》第三十三条第二款.

A citation is the id of a source, then an article, a paragraph after a dot, an item in brackets:
``OGI 33.2``, ``OGI 36(4)``, ``OGI 29.2(1)``; a source without articles by its id alone: ``FORM2021``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.law.files import CONFIDENCE, BrokenLawFile, entries, kept, take, take_only, take_or

FILE = "sources.toml"
_DIGITS = "零一二三四五六七八九"
_SHAPE = re.compile(r"([A-Z][A-Z0-9]*)(?: ([1-9]\d*)(?:\.([1-9]\d*))?(?:\(([1-9]\d*)\))?)?")
_MUST = ("id", "title", "short", "issuer", "number", "in_force_from", "confidence")
_KEYS = frozenset((*_MUST, "in_force_until", "articles", "division", "full", "paragraphs", "items", "note"))


class UnknownCitation(GongkaiError):
    """A citation that leads nowhere: no such source, or no such article, paragraph or item in it."""

    def __init__(self, citation: str, wrong: str) -> None:
        super().__init__(
            "unknown_citation",
            f"引用“{citation}”查不到：{wrong}。写法如 OGI 33.2、OGI 36(4)，代号见 {FILE}。",
            citation=citation,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A law, rule or notice. ``in_force_from`` is its first day in force; ``articles`` 0 where it has none.

    ``division`` is what its articles are called: 条, or 部分 in a report format.

    ``full`` says that paragraphs and items were checked against the whole text; ``confidence`` how the
    entry was made: ``read``, ``part`` (read in part) or ``memory``.
    """

    id: str
    title: str
    short: str
    issuer: str
    number: str
    in_force_from: date
    in_force_until: date | None
    articles: int
    division: str
    full: bool
    paragraphs: Mapping[int, int]
    items: Mapping[int, int]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source. ``text`` is how an official document writes it, ``short`` how a screen does."""

    id: str
    source: Source
    article: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def place(self) -> str:
        """第三十三条第二款, or nothing for a source cited as a whole."""
        place = f"第{numeral(self.article)}{self.source.division}" if self.article else ""
        if self.paragraph:
            place += f"第{numeral(self.paragraph)}款"
        if self.item:
            place += f"第（{numeral(self.item)}）项"
        return place

    @property
    def text(self) -> str:
        """The full Chinese text of the citation; a source without articles shows its number."""
        by_number = self.source.number and (not self.article or self.source.division != "条")
        number = f"（{self.source.number}）" if by_number else ""
        return f"《{self.source.title}》{number}{self.place}"

    @property
    def short(self) -> str:
        """The short Chinese text: 条例第三十三条第二款."""
        return f"{self.source.short}{self.place}"

    def __str__(self) -> str:
        return self.text


def numeral(number: int) -> str:
    """A number of an article in Chinese.

    >>> numeral(8), numeral(10), numeral(33), numeral(120), numeral(203), numeral(1260)
    ('八', '十', '三十三', '一百二十', '二百零三', '一千二百六十')
    """
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    for size, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            if not rest:
                return _DIGITS[head] + word
            gap = "零" if rest < size // 10 else ""
            tail = "一" + numeral(rest) if size >= 100 and 10 <= rest < 20 else numeral(rest)
            return _DIGITS[head] + word + gap + tail
    raise ValueError(number)


@kept
def sources() -> Mapping[str, Source]:
    """All sources by id, as the file lists them."""
    found: dict[str, Source] = {}
    for at, raw in enumerate(entries(FILE, "sources"), 1):
        source = _source(f"sources[{at}]", raw)
        if source.id in found:
            raise BrokenLawFile(FILE, f"sources[{at}].id", f"代号“{source.id}”重复")
        found[source.id] = source
    return found


def _source(at: str, raw: Mapping[str, Any]) -> Source:
    take_only(FILE, at, raw, _KEYS)
    confidence = take(FILE, at, raw, "confidence", str)
    if confidence not in CONFIDENCE:
        raise BrokenLawFile(FILE, f"{at}.confidence", f"应为 {'、'.join(CONFIDENCE)} 之一")
    return Source(
        id=take(FILE, at, raw, "id", str),
        title=take(FILE, at, raw, "title", str),
        short=take(FILE, at, raw, "short", str),
        issuer=take(FILE, at, raw, "issuer", str),
        number=take(FILE, at, raw, "number", str),
        in_force_from=take(FILE, at, raw, "in_force_from", date),
        in_force_until=take(FILE, at, raw, "in_force_until", date) if "in_force_until" in raw else None,
        articles=take_or(FILE, at, raw, "articles", 0),
        division=take_or(FILE, at, raw, "division", "条"),
        full=take_or(FILE, at, raw, "full", False),
        paragraphs=_counts(at, raw, "paragraphs"),
        items=_counts(at, raw, "items"),
        confidence=confidence,
        note=take_or(FILE, at, raw, "note", ""),
    )


def _counts(at: str, raw: Mapping[str, Any], key: str) -> dict[int, int]:
    table: dict[str, Any] = take_or(FILE, at, raw, key, {})
    if wrong := [article for article in table if not article.isdecimal()]:
        raise BrokenLawFile(FILE, f"{at}.{key}", f"“{wrong[0]}”不是条号")
    return {int(article): take(FILE, f"{at}.{key}", table, article, int) for article in table}


@kept
def cite(citation: str) -> Citation:
    """The place that a citation names.

    >>> cite("OGI 33.2").text
    '《中华人民共和国政府信息公开条例》第三十三条第二款'
    >>> cite("OGI 36(4)").short
    '条例第三十六条第（四）项'
    >>> cite("FORM2021").text
    '《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）'

    Raises: UnknownCitation.
    """
    shape = _SHAPE.fullmatch(citation)
    if shape is None:
        raise UnknownCitation(citation, "写法不对")
    source = sources().get(shape[1])
    if source is None:
        raise UnknownCitation(citation, f"没有代号为“{shape[1]}”的依据")
    article, paragraph, item = (int(part or 0) for part in shape.group(2, 3, 4))
    if article and (article > source.articles or not source.articles):
        raise UnknownCitation(
            citation,
            f"《{source.title}》没有第{article}{source.division}（共{source.articles}{source.division}）",
        )
    if source.full and paragraph > source.paragraphs.get(article, 1):
        raise UnknownCitation(citation, f"第{article}条只有{source.paragraphs.get(article, 1)}款")
    if source.full and item > source.items.get(article, 0):
        raise UnknownCitation(citation, f"第{article}条没有第{item}项；“.”后是款，括号内是项")
    return Citation(citation, source, article, paragraph, item)


def unresolved(citations: Iterable[str]) -> list[str]:
    """Those of the citations that lead nowhere, each once, in order; empty ones claim no article.

    >>> unresolved(["OGI 33.2", "", "OGI 99", "OGI 36.4", "NOWHERE 1", "OGI 99"])
    ['OGI 99', 'OGI 36.4', 'NOWHERE 1']
    """
    lost: dict[str, None] = {}
    for citation in citations:
        try:
            if citation:
                cite(citation)
        except UnknownCitation:
            lost[citation] = None
    return list(lost)
