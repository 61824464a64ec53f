"""Where the three tables stand: known by the words that only a table of the form has."""

import re
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reports.reading.normal import Flat
from gongkai.reports.reading.pages import Grid

Span = tuple[int, int]
"""From and to, as positions in ``Flat.text``."""

REQUEST_MARKS = re.compile(
    "本年新收|上年结转|三安全一稳定|第三方合法权益|三类内部事务|四类过程性|行政执法案卷|行政查询事项|不掌握相关|现成信息|"
    "仍不明确|信访举报投诉|公开出版物|大量反复申请|重新出具|法律行政法规禁止|属于国家秘密|结转下年度继续|逾期不补正"
)
_TABLE_HEAD = re.compile(r"\(?本列数据的|申请人情况")
_REVIEW_MARKS = re.compile("未经复议直接起诉|复议后起诉|结果维持结果纠正|尚未审结总计")
_PROACTIVE_MARKS = re.compile(
    r"第二十条第?\(?[一二三四五六七八九]\)?项|信息内容(?=本年|上一年|采购|数量)|本年制发|本年新制作|本年废止|现行有效件|"
    r"对外公开总数|上一年项目数量|本年增/?减|处理决定数量|本年收费金额|采购总金额|采购项目数量"
)
_SENTENCE_PART = re.compile("[,。;]")
_CAPTION = re.compile(r"第二十条第?\(?[一二三四五六七八九]\)?项")
_AFTER_TABLES = re.compile(r"存在的?(?:主要)?(?:问题|不足)")
MOST_APART = 700
"""Two marks of one table stand no further apart than this many squeezed characters."""


@dataclass(slots=True)
class Regions:
    """The stretches of the three tables; ``None`` where the document has no such table."""

    proactive: Span | None = None
    requests: Span | None = None
    reviews: Span | None = None
    more_requests: int = 0  # further tables 三 after the first


def locate(flat: Flat) -> Regions:
    """Find the three tables. Prose that mentions their words is not taken for a table."""
    text = flat.squeezed
    regions = Regions()
    clusters = _clusters(text, REQUEST_MARKS, least=5)
    requests = max(clusters[:1], default=None)
    starts: list[int] = []
    after = 0
    if requests:
        regions.more_requests = len(clusters) - 1
        begin = _head(text, requests[0])
        reviews_at = _REVIEW_MARKS.search(text, requests[1])
        after = reviews_at.start() if reviews_at else _end(text, requests[1], 400)
        limit = min(after, _end(text, requests[1], 1500))
        regions.requests = (flat.back(begin), flat.back(limit))
        starts.append(begin)
    reviews = _REVIEW_MARKS.search(text, after) if requests else None
    if reviews is None or (requests and reviews.start() > requests[1] + 6000):
        reviews = _near(text, _REVIEW_MARKS)
    if reviews:
        begin = _review_head(flat, reviews.start(), requests[1] if requests else 0)
        regions.reviews = (flat.back(begin), flat.back(_end(text, reviews.end(), 1200)))
        starts.append(begin)
    proactive = _clusters(text, _PROACTIVE_MARKS, least=2)
    if proactive:
        begin = _after_prose(text, proactive[0][0])
        later = [each for each in starts if each > begin]
        limit = min([*later, proactive[0][1] + 900, len(text)])
        regions.proactive = (flat.back(begin), flat.back(limit))
    return regions


def _after_prose(text: str, first: int) -> int:
    """The start of a table 二 whose words a sentence before it uses too: its first caption."""
    caption = _CAPTION.search(text, first)
    return caption.start() if caption and "。" in text[first : caption.start()] else first


Mark = re.Match[str]


def _clusters(text: str, marks: re.Pattern[str], least: int) -> list[Span]:
    """Stretches in which at least so many different marks stand close together, sentences before them not."""
    groups: list[list[Mark]] = []
    kinds: set[str] = set()
    for mark in marks.finditer(text):
        again = mark.group() == "本年新收" and len(kinds) >= least and "结转下年度继续" in kinds
        if not groups or mark.start() - groups[-1][-1].end() > MOST_APART or again:
            groups.append([])
            kinds = set()
        groups[-1].append(mark)
        kinds.add(mark.group())
    groups = [each for each in groups if _kinds(each) >= least]
    tables = [each for each in groups if not _is_prose(text, each)]
    parts = (_after_sentences(text, each, least) for each in tables or groups)
    return [(each[0].start(), each[-1].end()) for each in parts]


def _kinds(marks: list[Mark]) -> int:
    return len({each.group() for each in marks})


def _is_prose(text: str, marks: list[Mark]) -> bool:
    """Whether the words of a table stand in sentences: between most of them a part of one ends."""
    ends = sum(bool(_SENTENCE_PART.search(text, one.end(), other.start())) for one, other in pairwise(marks))
    return ends * 2 > len(marks)


def _after_sentences(text: str, marks: list[Mark], least: int) -> list[Mark]:
    """The marks of a table without those in sentences before it ("上年结转15件。")."""
    for at in range(len(marks) - 1, 0, -1):
        rest = marks[at:]
        if "。" in text[marks[at - 1].end() : rest[0].start()]:
            kinds = _kinds(rest)
            if kinds >= least and kinds >= _kinds(marks[:at]):
                return rest
    return marks


def _head(text: str, first: int) -> int:
    """The start of a table 三: its heading row if that stands just before its first label."""
    heads = [each.start() for each in _TABLE_HEAD.finditer(text, max(first - 300, 0), first)]
    return heads[0] if heads else first


def _review_head(flat: Flat, mark: int, after: int) -> int:
    """The start of a table 四: its first heading, or the start of the grid that it stands in."""
    block = flat.block_at(flat.back(mark))
    if isinstance(flat.pages.blocks[block], Grid):
        return max(flat.ahead(flat.starts[block]), after)
    heading = flat.squeezed.rfind("行政复议", max(mark - 60, after), mark)
    return heading if heading >= 0 else mark


def _end(text: str, at: int, most: int) -> int:
    """Where the prose after a table begins at the latest."""
    after = _AFTER_TABLES.search(text, at)
    return min([at + most, len(text)] + ([after.start()] if after else []))


def _near(text: str, marks: re.Pattern[str]) -> re.Match[str] | None:
    """A mark that has another one close by (a table, not a sentence)."""
    found = list(marks.finditer(text))
    for one, other in pairwise(found):
        if other.start() - one.start() < 120:
            return one
    return found[0] if len(found) == 1 else None
