"""What stands around the tables: title, organ, year, date of publication."""

import re
from dataclasses import dataclass
from datetime import date

from gongkai.reports.reading.normal import Flat, level

_NAME = r"[\u4e00-\u9fff\u3007()·]"
_REPORT = (
    r"政\s*府\s*信\s*息\s*(?:与\s*政\s*务\s*)?公\s*开\s*(?:工\s*作\s*)?(?:情\s*况\s*)?"
    r"(?:年\s*度\s*|年\s*)?(?:工\s*作\s*)?报\s*告"
)
_YEAR_INSIDE = re.compile(
    rf"(?P<organ>{_NAME}{{2,40}}?)\s*(?:关于\s*)?(?:报送|公布|印发|发布)?\s*(?P<year>20\d\d)\s*年\s*(?:度\s*)?{_REPORT}"
)
_YEAR_FIRST = re.compile(rf"(?P<year>20\d\d)\s*年\s*(?:度\s*)?(?P<organ>{_NAME}{{2,40}}?){_REPORT}")
_YEAR_LAST = re.compile(rf"(?P<organ>{_NAME}{{2,40}}?){_REPORT}\s*\(\s*(?P<year>20\d\d)\s*年?度?\s*\)")
_YEAR_ALONE = re.compile(rf"(?P<year>20\d\d)\s*年\s*(?:度\s*)?{_REPORT}")
_PERIOD = re.compile(r"(20\d\d)年0?1月0?1日[^。]{0,8}?(?:至|到|-|—|起)[^。]{0,4}?(?:20\d\d年)?12月31日")
_CHROME = re.compile(
    r".*(?:首页|当前位置|您的位置|年报|专栏|政府信息公开|政务公开|标题|题目|索引号|>|关于)(?=.{2})"
)
_DAY = r"(20\d\d)\s*(?:年|-|/|\.)\s*(\d{1,2})\s*(?:月|-|/|\.)\s*(\d{1,2})"
_PUBLISHED = re.compile(rf"(?:发布|发文|公开|成文|生成|印发|公布)?(?:时间|日期)\s*:?\s*{_DAY}")
_SIGNED = re.compile(rf"(?<![\d至到自]){_DAY}\s*日")
_NO_ORGAN = re.compile(r"^(?:本|我|该|各|全|关于|根据|按照|现将|中华人民共和国|国务院|根据)")
_CHINESE_YEAR = re.compile(r"二[〇○零OＯ0][一二三四五六七八九〇○零]{2}年")
_CHINESE_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_PERIOD_ENDS = ("01-01", "12-31")  # the statistics period, not a day of publication
HEAD = 1500
"""Titles are looked for in so many characters at the beginning."""


@dataclass(slots=True)
class Front:
    """Title, organ, year and date as printed; empty where the document does not say."""

    title: str = ""
    organ: str = ""
    year: int | None = None
    dated_on: str = ""
    end: int = 0  # where the last printing of the title ends in ``Flat.text``


def read_front(flat: Flat, tables_start: int, tables_end: int) -> Front:
    """Read title, organ, year and date. ``tables_start``/``tables_end`` bound the three tables."""
    front = Front()
    head = _arabic_years(flat.text[: min(HEAD, max(tables_start, 200))])
    for text in (_arabic_years(level(flat.pages.title)), head):
        if _from_title(front, text):
            break
    front.end = max((each.end() for each in _YEAR_ALONE.finditer(head)), default=0)
    tail = _arabic_years(flat.text[tables_end:])
    if not front.organ:
        front.organ = _signature(tail)
    if front.year is None:
        period = _PERIOD.search("".join(head.split()))
        front.year = int(period[1]) if period else None
    front.dated_on = _dated(head, tail)
    if front.year is None and front.dated_on:
        front.year = int(front.dated_on[:4]) - 1
    return front


def period_year(flat: Flat) -> int | None:
    """The year of the statistics period that the introduction states ("自2023年1月1日起至…")."""
    found = _PERIOD.search(_arabic_years(flat.squeezed[:4000]))
    return int(found[1]) if found else None


def _arabic_years(text: str) -> str:
    """Years written in Chinese digits as Arabic ones, padded to the same length.

    >>> _arabic_years("二〇二〇年度")
    '2020年度'
    """
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_CHINESE_DIGITS).replace("二", "2"), text)


def _from_title(front: Front, text: str) -> bool:
    """Take title, organ and year from the first thing that reads like the title of an annual report."""
    for pattern in (_YEAR_INSIDE, _YEAR_FIRST, _YEAR_LAST):
        for found in pattern.finditer(text):
            organ = _organ(found["organ"])
            if not organ:
                continue
            front.organ, front.year = organ, int(found["year"])
            parts = "".join(found.group().split())
            front.title = parts[parts.index(organ) :] if pattern is not _YEAR_FIRST else parts
            return True
    alone = _YEAR_ALONE.search(text)
    if alone and front.year is None:
        front.year = int(alone["year"])
        front.title = "".join(alone.group().split())
    return False


def _organ(raw: str) -> str:
    """The name of the organ without the site's navigation before it.

    >>> _organ("首页政务公开政府信息公开平潭综合实验区经济发展局")
    '平潭综合实验区经济发展局'
    """
    name = "".join(raw.split())
    name = _CHROME.sub("", name)
    name = re.sub(r"^[^\u4e00-\u9fff]+|(?:关于|报送|公布|的|现将)+$", "", name)
    return "" if len(name) < 2 or _NO_ORGAN.match(name) else name


def _signature(tail: str) -> str:
    """The organ that signs at the end, just before the date."""
    found = list(
        re.finditer(rf"(?:^|[\s。])({_NAME}{{3,30}}?)\s*20\d\d\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日", tail)
    )
    return _organ(found[-1][1]) if found else ""


def _dated(head: str, tail: str) -> str:
    """The day of publication printed on the page, else the day of the signature."""
    for text, pattern, last in (
        (head, _PUBLISHED, False),
        (tail[-400:], _SIGNED, True),
        (head[:300], _SIGNED, False),
    ):
        days = [
            day for found in pattern.finditer(text) if (day := _iso(found)) and day[5:] not in _PERIOD_ENDS
        ]
        if days:
            return days[-1] if last else days[0]
    return ""


def _iso(found: re.Match[str]) -> str:
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""
