"""Dates and statements that do not fit the year: late publication (S-5), wrong years (S-8), 全部办结 (S-14),
超期 (S-15).

Law: OGI 49; OGI 33.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.report import Report

from .context import NotedSentence
from .finding import Finding, Maker, said
from .meanings import Reading, value_of
from .prose import place_name
from .quantities import tidy
from .tables import labels_of

_YEAR = re.compile(r"(20\d\d)年")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_PERIOD = re.compile(r"(20\d\d)年1月1日(?:起|开始)?[至到—-]{1,2}(?:(20\d\d)年)?12月31日")
_OURS = re.compile(
    r"(?:^|[，。；：）\n])(?P<what>[^，。；：\d]{0,10}?(?P<year>20\d\d)年度?，?[^，。；：\d]{0,14}?"
    r"(?P<verb>收到|受理|接收|新收|主动公开|公开政府信息)[^，。；：\d]{0,20}(?P<number>\d+))"
)
_COMPARED = re.compile(r"[较比]|同期|以来|[自从].*[起至]|截[至止]|《|将|计划|拟")
_IN_TIME = re.compile(r"期限|按[时期]|及时")
_SIGNED = re.compile(r"(?P<organ>[\u4e00-\u9fff]{3,24}?(?:局|委员会|人民政府|中心|厅))(?=20\d\d年|$|\n)")
_AIM = re.compile(r"将|力争|确保|目标|计划|努力|争取|应当")
_PLAN = re.compile(r"^为[^。]*?，(20\d\d)年[^。]*?(?:加大|加强|完善|推进|提高|强化|提升)")
_DONE = re.compile(r"已|完成了|实现了")
_MEASURES = re.compile(r"(?:整改|改进)(?:措施|情况)")
_ALL_DONE = re.compile(
    r"(?:所有|全部|均)[^，；。]{0,14}?(?:办结|办理完成|办理完毕|办完|处理完毕)|(?<![期时])办结率(?:达到?|为|均为)?100%"
)
_CARRIED = re.compile(r"转下|转入下|顺延|下一?年|继续办理|结转至|转至")
_LATE = re.compile(
    r"(?:超时|超期|逾期|迟延|延迟|未按[期时]|未在(?:法定|规定)期限内?)[^，。；]{0,6}(?:答复|办理|办结|回复)"
)
_NOT_LATE = re.compile(
    r"防止|避免|杜绝|没有|未发生|未出现|无|零|不存在|减少|预警|提醒|风险|逾期不|责任|如|若"
)
GOVERNMENT = re.compile(r"(?:人民政府|[省市县区旗州]|实验区|开发区|新区|园区|管委会|管理委员会)$")
TOWNSHIP = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处)?$")


def date_findings(report: Report, texts: dict[str, str], noted: Sequence[NotedSentence]) -> Iterator[Finding]:
    """All findings of this module; ``texts`` is the tidied prose, ``noted`` its sentences."""
    make = Maker(report)
    yield from _published(make, report)
    yield from _signed(make, report)
    if report.year is not None:
        yield from _title(make, report, report.year)
        yield from _colophon(make, report, texts, report.year)
        yield from _period(make, "preamble", tidy(report.preamble), report.year)
        for section, text in texts.items():
            yield from _years(make, report, section, text)
        yield from _plans(make, texts.get("s5", ""), report.year)
    for sentence in noted:
        yield from _all_done(make, report, sentence)
        yield from _late(make, sentence)


def _published(make: Maker, report: Report) -> Iterator[Finding]:
    """S-5. Law: OGI 49: departments before 31 January, governments before 31 March."""
    if report.year is None or not report.dated_on:
        return
    try:
        on = date.fromisoformat(report.dated_on)
    except ValueError:
        return
    shown = f"{on.year}年{on.month}月{on.day}日"
    if on.year <= report.year:
        yield make(
            "S-8",
            "dated_on",
            "warning",
            f"报告日期是{shown}，但{report.year}年度报告应在{report.year + 1}年编制。请核对日期。",
        )
        return
    government = bool(GOVERNMENT.search(report.organ))
    # Doubt D-016: a township is late only when it is late by every reading.
    township = bool(TOWNSHIP.search(report.organ))
    last = (
        date(report.year + 1, 3, 31)
        if government or township or not report.organ
        else date(report.year + 1, 1, 31)
    )
    if on > last:
        who = (
            "县级以上地方人民政府的报告应在3月31日前"
            if last.month == 3
            else "县级以上人民政府部门的报告应在1月31日前"
        )
        yield make(
            "S-5",
            "dated_on",
            "warning",
            f"报告日期是{shown}，晚于{last.year}年{last.month}月{last.day}日。{who}向社会公布（条例第四十九条）。"
            "如另有更早的公布日期，请核对；确属迟报的，说明原因。",
            left=(on - last).days,
            right=0,
        )


def _title(make: Maker, report: Report, year: int) -> Iterator[Finding]:
    years = {int(each) for each in _YEAR.findall(report.title.replace(" ", ""))}
    if years and year not in years:
        yield make(
            "S-8",
            "title",
            "warning",
            f"标题写的是{min(years)}年，报告年度是{year}年。请核对标题。",
            left=min(years),
            right=year,
        )


def _colophon(make: Maker, report: Report, texts: dict[str, str], year: int) -> Iterator[Finding]:
    """The dates below the last section: a report is made in the year after."""
    last = list(texts.items())[-1:]
    ending = last[0][1] if last else ""
    text = ending[-120:] + "\n" + tidy(report.colophon)
    for match in _DATE.finditer(text):
        after = text[match.end() : match.end() + 2]
        if text[: match.start()].endswith(("截至", "至", "自", "从", "于")):
            continue
        if after not in ("印发", "", "附件") and not after.startswith("\n"):
            continue
        if int(match[1]) <= year:
            what = "印发日期" if after == "印发" else "落款日期"
            yield make(
                "S-8",
                f"colophon.{match[0]}",
                "warning",
                f"文末{what}是{match[0]}，但{year}年度报告应在{year + 1}年印发。请改正年份。",
                left=int(match[1]),
                right=year + 1,
            )


def _signed(make: Maker, report: Report) -> Iterator[Finding]:
    """S-18: the organ that signs has another name than the one in the title, as after a reorganisation."""
    for match in _SIGNED.finditer(tidy(report.colophon)):
        name, organ = match["organ"], report.organ
        place = 0
        while place < min(len(name), len(organ)) and name[place] == organ[place]:
            place += 1
        if place >= 2 and name not in organ and organ not in name and _same_kind(name, organ):
            yield make(
                "S-18",
                "colophon",
                "note",
                f"标题中的机关是“{organ}”，落款是“{name}”。如已更名或机构改革，请改用现名；确由其他机关印发的，不必改。",
            )


def _same_kind(one: str, other: str) -> bool:
    """Whether both names end as those of organs of one kind do: a government may sign by its office."""
    return any(
        one.endswith(kind) and other.endswith(kind) for kind in ("局", "委员会", "人民政府", "中心", "厅")
    )


def _period(make: Maker, section: str, text: str, year: int) -> Iterator[Finding]:
    """The period of the figures, as the preamble or a section states it, is the report's year."""
    for match in _PERIOD.finditer(text):
        wrong = [int(each) for each in match.groups() if each and int(each) != year]
        if wrong:
            yield make(
                "S-8",
                f"{section}.period",
                "warning",
                f"{place_name(section)}写的统计期限是{match[0]}，与报告年度{year}年不符。请改正。",
                left=wrong[0],
                right=year,
            )


def _years(make: Maker, report: Report, section: str, text: str) -> Iterator[Finding]:
    year = report.year
    assert year is not None
    yield from _period(make, section, text, year)
    for match in _OURS.finditer(text):
        found = int(match["year"])
        if abs(found - year) != 1 or _COMPARED.search(match["what"]):
            continue
        start = max(text.rfind("。", 0, match.start("what")), text.rfind("\n", 0, match.start("what"))) + 1
        stop = text.find("。", match.end())
        sentence = text[start : stop if stop >= 0 else len(text)]
        if f"{year}年" in sentence or _COMPARED.search(sentence[: match.start("what") - start]):
            continue
        if not _is_this_year(report, text, match, year):
            continue
        yield make(
            "S-8",
            f"{section}.{found}",
            "warning",
            f"{place_name(section)}写“{match['what']}…”，是{found}年，而报告年度是{year}年。请核对年份。",
            left=found,
            right=year,
        )


def _is_this_year(report: Report, text: str, match: re.Match[str], year: int) -> bool:
    """Whether a number dated in another year is the report's own.

    So it is where the table has it, or where the text says nothing of the report's year.
    """
    if match["verb"] in ("主动公开", "公开政府信息"):
        return not re.search(rf"{year}年[^。]{{0,40}}公开", text)
    new, old, done = (
        value_of(report, Reading("", (f"requests.{row}.total",)))[0]
        for row in ("new_received", "carried_in", "result_total")
    )
    return int(match["number"]) in (new, new + old, done)


def _plans(make: Maker, text: str, year: int) -> Iterator[Finding]:
    """A measure for the time to come, dated in the year reported on."""
    heading = _MEASURES.search(text)
    if heading is None:
        return
    for sentence in re.split(r"[。\n]", text[heading.end() :]):
        match = _PLAN.match(sentence)
        if match and int(match[1]) == year and not _DONE.search(sentence):
            yield make(
                "S-8",
                f"s5.{year}",
                "note",
                f"第五部分的改进措施写“{sentence[:30]}…”，年份是{year}年；"
                f"如指下一步工作，应为{year + 1}年。请核对。",
                left=year,
                right=year + 1,
            )
            return


def _all_done(make: Maker, report: Report, noted: NotedSentence) -> Iterator[Finding]:
    """S-14: “全部办结” beside cases carried into the next year."""
    text = noted.sentence.text
    if "申请" not in text:
        return
    match = _ALL_DONE.search(text)
    if match is None or _CARRIED.search(text) or _AIM.search(text):
        return
    if any(each.measure is not None and not each.firm for each in noted.noted):
        return  # one office's applications, another year's: the table does not speak of them
    cell = "requests.carried_out.total"
    left, _ = value_of(report, Reading("", (cell,)))
    if left > 0:
        yield make(
            "S-14",
            f"{noted.section}.carried_out",
            "note" if _IN_TIME.search(match[0]) else "warning",
            f"{place_name(noted.section)}写“{match[0]}”，但{labels_of(report.format, cell)[0]}"
            f"“四、结转下年度继续办理”为{said(left)}件。请核对文字，写明结转的件数。",
            left=0,
            right=left,
            cells=(cell,),
            labels=labels_of(report.format, cell),
        )


def _late(make: Maker, noted: NotedSentence) -> Iterator[Finding]:
    """S-15: a late reply that the prose admits; the tables have no place for it. Law: OGI 33.2."""
    if not any(each.mention.unit == "件" for each in noted.noted):
        return
    text = noted.sentence.text
    match = _LATE.search(text)
    if match is None or ("申请" not in text and "信函" not in text):
        return
    clause = text[max(text.rfind(each, 0, match.start()) for each in "，；：") + 1 : match.end()]
    if _NOT_LATE.search(clause):
        return
    yield make(
        "S-15",
        f"{noted.section}.late",
        "note",
        f"{place_name(noted.section)}写有“{match[0]}”的申请。表三按办理结果填报，不反映是否超期；"
        "超期答复违反条例第三十三条第二款，请在台账中记明件数、超期天数和原因。",
        outcome=CheckOutcome.FAILS,
    )
