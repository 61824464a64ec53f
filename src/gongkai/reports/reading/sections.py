"""The six sections of prose, known by what their headings mean; tables are left out of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.reports.format import load_format
from gongkai.reports.reading.normal import Flat, squeeze
from gongkai.reports.reading.pages import Grid, Line

Span = tuple[int, int]

_TITLES = {
    "s1": r"(?:政府信息公开|工作)*(?:总体|基本)(?:工作)?情况(?:概述)?|概述|概况",
    "s2": r"(?:政府信息)?主动公开(?:政府信息|工作|信息)*的?情况",
    "s3": r"收到和?(?:处理|受理|办理)政府信息公开申请的?情况"
    r"|(?:政府信息)?依申请公开(?:政府信息|办理|工作)*的?情况"
    r"|政府信息公开申请(?:办理|处理)?情况",
    "s4": r"(?:因|政府信息公开|工作|申请|被|提起|的)*行政复议(?:、|和|与|及|,|以及)?(?:被)?"
    r"(?:提起)?行政诉讼的?情况",
    "s5": r"(?:本机关)?(?:政府信息公开)?(?:工作)?(?:中|的)?存在的?(?:主要)?(?:问题|不足|困难)"
    r"(?:(?:及|和|与|以及|、)(?:下一?步)?(?:工作)?(?:改进|整改|打算|对策)(?:的)?(?:措施|情况|打算|工作|建议|方向)*)?",
    "s6": r"(?:其他|其它)(?:需要|需)(?:报告|说明)的?(?:其他)?(?:有关)?事项"
    r"|(?:需要|需)(?:报告|说明)的?(?:其他|其它)事项(?:与附表)?",
}
_FEE = r"(?:政府信息公开)?(?:收取)?信息处理费(?:(?:收取|收费)?的?情况)?"
_ORDINAL = r"(?<![一二三四五六七八九十第(])(?:第?[一二三四五六七八九十](?:部分)?)[、.,:]?"
_LOOSE = re.compile(r"<!--.*?-->|<!\[endif\]-->|-->", re.DOTALL)
_HEADING_TAIL = re.compile(r"\s{0,3}[(（][^()（）\n]{0,24}[)）](?=\s|第|[(（]|$)")
_ENDS = ("。", "！", "？", "；", "：", ":", "!", "?", ";")
_CAPTION = re.compile(r"附?表[一二三四1-4](?:[:：]?\s*(?:主动公开|收到和|行政复议|政府信息公开).{0,30})?")
_STARTS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、是]|\d{1,2}[.、．])"
)
_COLOPHON = re.compile(
    r"(?<![至到自从于止日])\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:印发)?[^。,，;；:：]{0,60}$"
)
_PAGE_NUMBER = re.compile(r"[-—]\s*\d{1,3}\s*[-—]")
_DAY_LINE = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:印发)?")
_SIGNER = re.compile(
    r"(?:^|(?<=[\n。]))[\u4e00-\u9fff()（）·]{2,28}(?:局|委员会|政府|中心|厅|办公室|管委会|办事处|院|站|所)$"
)
_SITE_TAIL = re.compile(r"\s*(?:附件下载|相关附件|打印本页|关闭窗口|【打印】|【关闭】|分享到)[\s\S]*$")


@dataclass(slots=True)
class Sections:
    """The prose of a report: its sections, what stands before the first and what below the last."""

    prose: dict[str, str] = field(default_factory=dict)
    preamble: str = ""
    colophon: str = ""


@dataclass(frozen=True, slots=True)
class _Heading:
    key: str
    start: int  # in squeezed text
    end: int


def read_sections(flat: Flat, tables: dict[str, Span], organ: str, begin: int) -> Sections:
    """The prose of each section that the document has, with what stands around the sections.

    ``tables`` holds the spans of the tables that were found, by the key of their section (``s2``…``s4``);
    ``begin`` is where the title ends. Where headings are missing, what stands before table 二 is the first
    section and what stands after table 四 the fifth, its last paragraph on the processing fee the sixth.
    """
    headings = _chosen(flat, tables)
    found = Sections()
    prose = found.prose
    spans = sorted(tables.values())
    for number, heading in enumerate(headings):
        start = flat.back(heading.end - 1) + 1
        end = flat.back(headings[number + 1].start) if number + 1 < len(headings) else len(flat.text)
        text = _prose(flat, start, end, spans)
        if number + 1 == len(headings):
            text, found.colophon = _without_colophon(text, organ)
        prose[heading.key] = text
    if headings:
        first = flat.back(headings[0].start)
        text = _prose(flat, begin if begin < first else 0, first, spans)
        if "s1" in prose:
            found.preamble = text
        elif text:
            prose["s1"] = text
    fee = prose.pop("fee", "")
    if fee:  # some offices give the processing fee a section of its own
        prose["s6"] = "\n".join(each for each in (prose.get("s6", ""), fee) if each)
    _share_out(prose)
    found.prose = {key: prose[key] for key in sorted(prose)}
    return found


def _share_out(prose: dict[str, str]) -> None:
    """Give prose after table 四 to the sections whose headings are missing."""
    late = prose.get("s4", "")
    if "s5" not in prose and re.search("问题|不足|改进", late):
        prose["s4"], prose["s5"] = "", late
        paragraphs = late.split("\n")
        if "s6" not in prose and len(paragraphs) > 1 and "信息处理费" in paragraphs[-1]:
            prose["s5"], prose["s6"] = "\n".join(paragraphs[:-1]), paragraphs[-1]


def _pattern() -> re.Pattern[str]:
    groups = []
    for section in load_format("annual-2021").sections:
        known = "|".join(re.escape(squeeze(each)) for each in (section.title, *section.also))
        groups.append(f"(?P<{section.key}>{known}|{_TITLES[section.key]})")
    groups.append(f"(?P<fee>{_FEE})")
    return re.compile(_ORDINAL + "(?:" + "|".join(groups) + ")")


_HEADING = _pattern()
_BARE = re.compile(_HEADING.pattern.removeprefix(_ORDINAL))


def _headings(flat: Flat) -> list[_Heading]:
    """Everything that reads like a heading of one of the six sections."""
    found = [
        _Heading(each.lastgroup or "", each.start(), each.end()) for each in _HEADING.finditer(flat.squeezed)
    ]
    keys = {each.key for each in found}
    if keys.issuperset(_TITLES):
        return found
    for number, block in enumerate(flat.pages.blocks):
        if isinstance(block, Line) and 2 <= len(block.text) <= 40:
            bare = _BARE.fullmatch(squeeze(block.text))
            if bare and bare.lastgroup not in keys:
                start = flat.ahead(flat.starts[number])
                found.append(_Heading(bare.lastgroup or "", start, start + len(bare.group())))
    return sorted(found, key=lambda each: each.start)


def _chosen(flat: Flat, tables: dict[str, Span]) -> list[_Heading]:
    """One heading for each section.

    A table vouches for the last heading of its section before it; numbering may have started again, and a
    list of contents may stand in front. The other sections follow from those.
    """
    found = _headings(flat)
    chosen: dict[str, _Heading] = {}
    for key in ("s2", "s3", "s4"):
        limit = flat.ahead(tables[key][0]) if key in tables else len(flat.squeezed)
        before = [each for each in found if each.key == key and each.start <= limit]
        if before:
            chosen[key] = before[-1]
    middle = [each.start for each in chosen.values()]
    before = [each for each in found if each.key == "s1" and (not middle or each.start < min(middle))]
    if before:
        chosen["s1"] = before[-1]
    ends = [flat.ahead(each[1]) for each in tables.values()]
    for key in ("s5", "s6", "fee"):
        after = [each for each in found if each.key == key and each.start >= max(ends, default=0) - 2]
        known = [each for each in found if each.key == key]
        if after or known:
            chosen[key] = after[0] if after else known[-1]
    return sorted(chosen.values(), key=lambda each: each.start)


def _prose(flat: Flat, start: int, end: int, tables: Sequence[Span]) -> str:
    """The words between two positions as they were written, tables left out, paragraphs by newline."""
    parts: list[str] = []
    if end <= start:
        return ""
    for low, high in _outside(start, end, tables):
        for number in range(flat.block_at(low), flat.block_at(high - 1) + 1):
            block = flat.pages.blocks[number]
            if isinstance(block, Grid):
                parts += _grid_prose(flat, number, low, high)
            else:
                at = flat.starts[number]
                parts += block.text[max(low - at, 0) : high - at].split("\n")
    text = "\n".join(parts)
    if "<" in text or "-->" in text:
        text = _LOOSE.sub("", text)
    tail = _HEADING_TAIL.match(text)
    if tail:
        text = text[tail.end() :]
    lines = [each.strip() for each in text.split("\n")]
    lines = [each for each in lines if each[:1] not in ("附", "表") or not _CAPTION.fullmatch(each)]
    joined = _joined(lines) if flat.pages.kind in ("txt", "md", "pdf") else [each for each in lines if each]
    return _SITE_TAIL.sub("", "\n".join(joined)).strip()


def _outside(low: int, high: int, tables: Sequence[Span]) -> list[Span]:
    """The parts of a stretch that no table, in rising order, covers."""
    parts = []
    for start, end in tables:
        if end <= low or start >= high:
            continue
        if start > low:
            parts.append((low, start))
        low = max(low, end)
    if low < high:
        parts.append((low, high))
    return parts


def _grid_prose(flat: Flat, number: int, start: int, end: int) -> list[str]:
    """Paragraphs that a page set as rows of one cell; other grids are tables and no prose."""
    block = flat.pages.blocks[number]
    assert isinstance(block, Grid)
    parts = []
    for at, owner, row in flat.rows:
        if owner != number or not start <= at < end:
            continue
        filled = [each for each in block.rows[row] if each and each.strip()]
        if len(filled) == 1 and len(filled[0]) > 12:
            parts += filled[0].split("\n")
    return parts


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines that a page had wrapped, joined into paragraphs again."""
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        if not line or (line[0] in "-—" and _PAGE_NUMBER.fullmatch(line)):
            continue
        if open_line and not _STARTS.match(line) and not _DAY_LINE.fullmatch(line):
            glue = " " if paragraphs[-1][-1].isascii() and line[0].isascii() else ""
            paragraphs[-1] += glue + line
        else:
            paragraphs.append(line)
        open_line = line.endswith(("，", "、", ",")) or (not line.endswith(_ENDS) and len(line) > 8)
    return paragraphs


def _without_colophon(text: str, organ: str) -> tuple[str, str]:
    """The last section without signature, date and what the site adds below; and those.

    >>> _without_colophon("没有其他事项。\\n某县财政局\\n2021年1月26日印发", "某县人民政府")
    ('没有其他事项。', '某县财政局\\n2021年1月26日印发')
    """
    found = _COLOPHON.search(text)
    rest = text[: found.start()].rstrip() if found else text
    signer = re.search(rf"[\s]*{re.escape(organ)}\s*$", rest) if organ else None
    if signer is None and found:
        signer = _SIGNER.search(rest)
    rest = (rest[: signer.start()] if signer else rest).strip()
    return rest, text[len(rest) :].strip() if text.startswith(rest) else ""
