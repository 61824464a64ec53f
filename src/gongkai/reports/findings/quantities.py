"""Quantities in Chinese prose: every number with its unit, the words on both sides, and its place.

A small grammar, not a list of sentences. A *mention* is ``[约] number [万] [余] unit``; its *lead* are the
words between it and the delimiter (or mention) before it, its *tail* the words up to the delimiter after it,
so that “收到申请34件” and “收到34件申请” say the same. A sentence keeps its mentions in order, with the words
between them, from which lists (其中…、分别…、括号) and shares (占…%) are read. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.reports.report import Number

LONGEST = 3000
"""Characters of a sentence; what is longer is no sentence (a page without punctuation) and is cut up."""
NEARBY = 120
"""Characters of the words before and after a number that are looked at."""
HOLE = "⋯"
"""Stands for words left out of the text (〔……〕): what is around it is not complete."""

_SAME = str.maketrans(
    "０１２３４５６７８９％．(),:;﹪",
    "0123456789%.（），：；%",
)
_HOLES = re.compile(r"〔[^〔〕]*[…略][^〔〕]*〕|［[^［］]*略[^［］]*］|…{2,}|⋯+")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_SPACE = re.compile(r"[ \t\u00a0\u3000\u200b]+")
_HEADING = re.compile(
    r"^(?:#|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])[^。；，：？！\d]{0,30}$"
)
_BREAK = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[。！？\n" + HOLE + "]")
_STRONG = "，；：（）"
_CHINESE_DIGIT = {each: place for place, each in enumerate("零一二三四五六七八九")} | {"两": 2}

_QUANTITY = re.compile(
    r"(?P<about>近|约|逾|超过|超)?"
    r"(?<![\d.〔第A-Za-z/_-])"
    r"(?P<number>\d+(?:\.\d+)?|[两二三四五六七八九十]{1,3}(?=[件起宗]))"
    r"(?![\d.年月日号时分点]|级|版)"
    r"(?P<scale>万|亿)?(?P<more>余|多)?"
    r"(?P<unit>元|件次|件|条|起|宗|份|例|期|篇|人次|次|场次|场|批次|批|个百分点|个|项|%|人|部|本|册|家|组|笔)?"
)
_SCALES = {"万": 10_000, "亿": 100_000_000}
_COUNTS = re.compile(r"\d|[两二三四五六七八九十][件起宗]")
_UNITLESS_BEFORE = re.compile(r"(?:数|数量|总量|为|是)$")
_REMARK = re.compile(r"（[^（）\d]*）")


@dataclass(slots=True)
class Mention:
    """One number of the prose with its surroundings.

    ``value`` is in the unit as written with 万 and 亿 multiplied out; ``about`` is the word that makes it
    approximate (余、多、约、近、逾、超) or empty; ``decimals`` the digits after the point; ``gap`` the words
    since the mention before it (or the start of the sentence); ``depth`` how many brackets are open.
    """

    value: Number
    unit: str
    about: str
    decimals: int
    start: int
    end: int
    gap: str
    depth: int
    lead: str = ""
    tail: str = ""
    written: str = ""

    @property
    def quoted(self) -> str:
        """The number with a few of the words around it, for a message."""
        return clip(self.lead) + self.written + self.tail[:20]

    @property
    def label(self) -> str:
        """The words on both sides of the number."""
        return self.lead + self.tail


@dataclass(slots=True)
class Sentence:
    """A sentence, its mentions in order, and whether its end is missing (``cut``)."""

    text: str
    mentions: list[Mention] = field(default_factory=list)
    cut: bool = False


def clip(lead: str) -> str:
    """The last words before a number, not cut inside another number.

    >>> clip("2023年度在沭阳县范围内对政府信息公开申请案件共收取")
    '沭阳县范围内对政府信息公开申请案件共收取'
    """
    if len(lead) <= 24:
        return lead
    return lead[-20:].lstrip("0123456789年月日度")


def tidy(text: str) -> str:
    """The prose with one form of digits and punctuation, spaces and line wraps taken out, holes marked.

    A line break stays only after a heading, where it ends a sentence that has no full stop.

    >>> tidy("（二）依申请公开情况\\n全年收到 ３４\\n件，含 2,145 条")
    '（二）依申请公开情况\\n全年收到34件，含2145条'
    """
    text = _HOLES.sub(HOLE, text.translate(_SAME))
    text = _SPACE.sub("", text)
    if "\n" in text:
        lines = [line for line in _BREAK.split(text) if line]
        text = "".join(line + "\n" if _HEADING.match(line) else line for line in lines)
    return _THOUSANDS.sub("", text)


def chinese_number(text: str) -> int:
    """A number below 100 in Chinese digits.

    >>> chinese_number("两"), chinese_number("十二"), chinese_number("三十"), chinese_number("二十六")
    (2, 12, 30, 26)
    """
    if "十" not in text:
        return int("".join(str(_CHINESE_DIGIT[each]) for each in text))
    tens, _, ones = text.partition("十")
    return 10 * (_CHINESE_DIGIT[tens] if tens else 1) + (_CHINESE_DIGIT[ones[0]] if ones else 0)


def _value(match: re.Match[str]) -> tuple[Number, int]:
    number = match["number"]
    if not number[0].isdigit():
        return chinese_number(number), 0
    decimals = len(number.partition(".")[2])
    value: Number = Decimal(number) if decimals else int(number)
    if match["scale"]:
        value = value * _SCALES[match["scale"]]
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
    return value, decimals


def _lead(gap: str) -> str:
    """The words that belong to the number after them: since the last delimiter, without remarks."""
    gap = gap[-NEARBY:]
    if "（" in gap:
        gap = _REMARK.sub("", gap)
    cut = max(gap.rfind(each) for each in _STRONG)
    return gap[cut + 1 :].lstrip("、")


def _tail(gap: str) -> str:
    """The words that belong to the number before them."""
    if gap.startswith("中"):
        return ""  # “办结的98件中予以公开…”: the words belong to the next number
    for place, each in enumerate(gap[:NEARBY]):
        if each in _STRONG or each == "、":
            return gap[:place]
    return gap[:NEARBY]


def _depth(text: str) -> int:
    return text.count("（") - text.count("）")


def _read(text: str) -> list[Mention]:
    found: list[Mention] = []
    last = 0
    depth = 0
    for match in _QUANTITY.finditer(text):
        unit = match["unit"] or ""
        before = text[last : match.start()]
        if not unit:
            bare = match.end() == len(text) or text[match.end()] in "，；：、（）"
            if not (bare and _UNITLESS_BEFORE.search(before)):
                continue
        value, decimals = _value(match)
        depth += _depth(before)
        about = match["about"] or match["more"] or ""
        mention = Mention(value, unit, about, decimals, match.start(), match.end(), before, depth)
        mention.written = match[0]
        mention.lead = _lead(before)
        if found:
            found[-1].tail = _tail(before)
        found.append(mention)
        last = match.end()
    if found:
        found[-1].tail = _tail(text[last:])
    return found


_TOGETHER = re.compile(r"([^，；：（）]*?)分别(?:为|是|有|办理|达|占)?$")
_AND = re.compile(r"、|和|与|及")
_JOINERS = frozenset(("", "和", "与", "及"))


def _distribute(mentions: list[Mention]) -> None:
    """“甲、乙、丙分别为1件、2件、3件”: give each number its own name."""
    for place, mention in enumerate(mentions):
        match = _TOGETHER.search(mention.lead)
        if match is None:
            continue
        names = [each for each in _AND.split(match[1]) if each]
        run = mentions[place : place + len(names)]
        if len(run) == len(names) > 1 and all(each.lead in _JOINERS for each in run[1:]):
            for name, each in zip(names, run, strict=True):
                each.lead = name


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of tidied prose, each with its mentions (none in most of them).

    >>> [(m.value, m.unit, m.lead, m.tail) for s in sentences("收到70件申请，办结69件。") for m in s.mentions]
    [(70, '件', '收到', '申请'), (69, '件', '办结', '')]
    """
    start = 0
    length = len(text)
    while start < length:
        match = _SENTENCE_END.search(text, start)
        end = match.start() if match else length
        stop = match.end() if match else length
        if end - start > LONGEST:
            end = stop = start + LONGEST
            match = None
        if end > start:
            piece = text[start:end]
            mentions = _read(piece) if _COUNTS.search(piece) else []
            if mentions and "分别" in piece:
                _distribute(mentions)
            yield Sentence(piece, mentions, cut=bool(match) and text[end] == HOLE)
        start = stop
