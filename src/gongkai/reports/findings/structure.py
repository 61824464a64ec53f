"""Structure and form (S-…): what a report must have beside right sums.

Law: OGI 50; 国办公开办函〔2019〕60号; 国办公开办函〔2021〕30号.
"""

import re
from collections.abc import Iterator
from functools import cache

from gongkai.law.errors import GongkaiError
from gongkai.law.sources import sources
from gongkai.reports.checks import CheckOutcome, cell_ids, edition_of, missing_tables
from gongkai.reports.format import Table, format_for, load_format
from gongkai.reports.report import CellKind, Report

from .finding import Finding, Maker, said
from .prose import place_name
from .quantities import HOLE
from .tables import MOST_NAMED, cell_label, labels_of, table_label

_NOTHING = re.compile(
    r"^(?:本年度|本单位|我(?:局|县|办|单位)|暂|目前)*(?:无|没有|暂无)[^，。；]{0,16}[。.]?$"
)
_SIGNATURE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日(?:印发)?|附件下载")
_FEE = re.compile(r"处理费|收费|费用")
_PROBLEM = re.compile(
    r"问题|不足|差距|短板|薄弱|欠缺|有待|不够|不平衡|需进一步|仍需|还需|不高|不强|单一|滞后"
)
_IMPROVE = re.compile(r"改进|措施|下一步|将|整改|加强|完善|提升|强化|加大|推进|优化|规范")


def structure_findings(report: Report, texts: dict[str, str], every: bool) -> Iterator[Finding]:
    """Sections, cells and edition. ``texts`` is the tidied prose of each section."""
    make = Maker(report)
    yield from _sections(make, report)
    yield from _problems(make, report, texts)
    yield from _other_matters(make, report, texts)
    yield from _cells(make, report)
    yield from _undecidable(make, report)
    yield from _edition(make, report)
    yield from _rules_of_a_county(make, report)
    if every:
        yield from _ask(make, report)


def _sections(make: Maker, report: Report) -> Iterator[Finding]:
    if not report.sections:
        return
    for section in load_format(report.format).sections:
        if section.key not in report.sections:
            yield make(
                "S-11",
                section.key,
                "note",
                f"没有找到“{section.ordinal}、{section.title}”。年度报告应有六个部分，标题和次序按"
                f"{load_format(report.format).notice}；没有内容的部分也要保留标题。",
            )


def _bare(text: str, organ: str) -> str:
    """A section without its signature and remarks of the site."""
    text = _SIGNATURE.sub("", text)
    if organ and organ in text:
        before, _, after = text.rpartition(organ)
        text = before if len(after) < 12 else text
        text = text.removesuffix(organ)
    return text.strip("\n。 ")


def _problems(make: Maker, report: Report, texts: dict[str, str]) -> Iterator[Finding]:
    """S-1. Law: OGI 50.1."""
    if "s5" not in texts:
        return
    text = _bare(texts["s5"], report.organ)
    if HOLE in text:
        return
    advice = "这一部分应当写明存在的主要问题和改进情况（条例第五十条第一款第四项）。"
    if len(text) < 10 or _NOTHING.match(text):
        yield make("S-1", "s5", "warning", f"第五部分{'是空的' if not text else f'只写了“{text}”'}。{advice}")
    else:
        lacks = [
            word
            for word, pattern in (("存在的问题", _PROBLEM), ("改进情况", _IMPROVE))
            if not pattern.search(text)
        ]
        if lacks:
            yield make("S-1", "s5", "warning", f"第五部分没有写{'和'.join(lacks)}。{advice}")


def _other_matters(make: Maker, report: Report, texts: dict[str, str]) -> Iterator[Finding]:
    """S-2. Law: OGI 50.1; FEE2020."""
    if "s6" not in texts:
        return
    text = _bare(texts["s6"], report.organ)
    if not text:
        yield make("S-2", "s6", "warning", "第六部分是空的。没有其他需要报告的事项时，也应写“无”。")
        return
    nothing = _NOTHING.match(text)
    says = f"只写了“{text}”，" if nothing else ""
    if (report.year or 0) >= sources()["FEE2020"].in_force_from.year:
        if HOLE not in text and not _FEE.search(text):
            missing = (
                "没有说明收取政府信息公开信息处理费的情况。没有收取的，也应写明（国办函〔2020〕109号）。"
            )
            yield make("S-2", "s6", "note", f"第六部分{says}{missing}")
    elif nothing:
        yield make("S-2", "s6", "note", f"第六部分{says}请确认确实没有其他需要报告的事项。")


def _tables(report: Report) -> Iterator[tuple[Table, str]]:
    """The tables, each with the edition in which it is there: 二 may follow another than 三."""
    for table in load_format(report.format).tables:
        edition = edition_of(report, table.key)
        yield (load_format(edition).table(table.key) if edition != report.format else table), edition


@cache
def _cells_of(format_id: str, key: str) -> tuple[tuple[str, bool], ...]:
    """The cells of a table, each with whether its row may be left out."""
    return tuple((cell_id, row.optional) for cell_id, _, row, _ in load_format(format_id).table(key).cells())


def _named(format_id: str, cells: list[str]) -> str:
    shown = "、".join(cell_label(format_id, each) for each in cells[:MOST_NAMED])
    return shown + ("等" if len(cells) > MOST_NAMED else "")


def _cells(make: Maker, report: Report) -> Iterator[Finding]:
    """S-7: cells without a number. A blank counts as 0 in the checks, but 0 should be written."""
    absent = missing_tables(report)
    found = report.cells
    for table, format_id in _tables(report):
        if table.key in absent:
            continue
        missing, blank = [], []
        for cell_id, optional in _cells_of(format_id, table.key):
            cell = found.get(cell_id)
            if cell is None or cell.kind is CellKind.MISSING:
                if not optional:
                    missing.append(cell_id)
            elif cell.value is None and cell.kind in (CellKind.BLANK, CellKind.DASH):
                blank.append(cell_id)
        label = table_label(format_id, table.key)
        if missing:
            yield make(
                "S-7",
                table.key,
                "warning",
                f"{label}缺{len(missing)}个单元格：{_named(format_id, missing)}。请对照原件补填，没有的填0。",
                left=len(missing),
                cells=tuple(missing),
                labels=(label, *labels_of(format_id, missing[0])[1:]),
            )
        if blank:
            yield make(
                "S-7",
                f"{table.key}.blank",
                "note",
                f"{label}有{len(blank)}个空白单元格，核对时按0计：{_named(format_id, blank)}。"
                "没有的请填0，不要留空。",
                left=len(blank),
                cells=tuple(blank),
                labels=(label, "", ""),
            )


def _ways(report: Report, cell_id: str, format_id: str) -> str:
    values = "或".join(said(value) for value in report.cell(cell_id).readings)
    return f"“{labels_of(format_id, cell_id)[2]}”可能是{values}"


def _undecidable(make: Maker, report: Report) -> Iterator[Finding]:
    """S-13: digits run together that can be read in several ways, and words where a number belongs."""
    rows: dict[str, list[str]] = {}
    edition = edition_of(report, "proactive")
    known = cell_ids(report.format) | cell_ids(edition)
    for cell_id, cell in report.cells.items():
        if cell.value is not None:
            continue
        words = cell.kind is CellKind.TEXT and cell_id.startswith("proactive.")
        if (words or cell.kind is CellKind.UNDECIDABLE) and cell_id in known:
            rows.setdefault(cell_id.rpartition(".")[0], []).append(cell_id)
    for row, cells in rows.items():
        first = report.cell(cells[0])
        each = "；".join(
            _ways(report, cell_id, edition) for cell_id in cells if report.cell(cell_id).readings
        )
        what = f"各格数字连在一起，不能确定：{each}" if each else "写的不是数字"
        table, label, _ = labels_of(edition if row.startswith("proactive") else report.format, cells[0])
        yield make(
            "S-13",
            row,
            "warning",
            f"{table}“{label}”行原文为“{first.raw}”，{what}。请对照原件确认。",
            outcome=CheckOutcome.FAILS if not each else CheckOutcome.CANNOT_TELL,
            cells=tuple(cells),
            labels=(table, label, ""),
        )


def _edition(make: Maker, report: Report) -> Iterator[Finding]:
    """S-9 and S-10: the edition that the year prescribes."""
    if report.year is None:
        return
    try:
        due = format_for(report.year)
    except GongkaiError as error:
        yield make("S-9", "format", "note", error.message)
        return
    if due.id == report.format:
        return
    one_row = (
        report.format == "annual-2019" and report.cell("requests.other.total").kind is not CellKind.MISSING
    )
    if one_row:
        yield make(
            "S-10",
            "other",
            "warning",
            f"{table_label(report.format, 'requests')}的“（六）其他处理”只有一行。"
            f"{report.year}年度应按{due.notice}"
            "分为三行：逾期不补正、逾期不缴费、其他。请拆分填写。",
            cells=("requests.other.total",),
            labels=labels_of(report.format, "requests.other.total"),
        )
    if not one_row or (
        edition_of(report, "proactive") == report.format and "proactive" not in missing_tables(report)
    ):
        own = load_format(report.format)
        yield make(
            "S-9",
            "format",
            "warning",
            f"报告用的是{own.notice}的格式，{report.year}年度应使用{due.notice}的格式。请换用规定的格式。",
        )


def _rules_of_a_county(make: Maker, report: Report) -> Iterator[Finding]:
    """S-16: a county has no power to make 规章."""
    if "县" not in report.organ and not report.organ.endswith(("镇人民政府", "乡人民政府", "街道办事处")):
        return
    for key in ("made_this_year", "issued"):
        cell_id = f"proactive.a20_1.regulations.{key}"
        value = report.value(cell_id)
        if value:
            yield make(
                "S-16",
                "regulations",
                "note",
                f"{labels_of(edition_of(report, 'proactive'), cell_id)[0]}“规章”行填了{value}件。"
                "县级以下机关没有规章制定权，请核对是否应计入规范性文件。",
                left=value,
                right=0,
                cells=(cell_id,),
                labels=labels_of(edition_of(report, "proactive"), cell_id),
            )


def _ask(make: Maker, report: Report) -> Iterator[Finding]:
    """S-3 and S-4: what only the office's own ledger can answer; listed with all others only."""
    direct = report.value("reviews.direct_total")
    refused = sum((report.value(f"requests.{row}.total") or 0 for row in _REFUSALS), start=0)
    if direct and refused and (report.year or 0) >= 2024:
        yield make(
            "S-3",
            "direct",
            "note",
            f"{place_name('s4')}未经复议直接起诉{direct}件。2024年起不予公开类决定应先申请行政复议（行政复议法第二十三条），请核对起诉对象。",
            outcome=CheckOutcome.CANNOT_TELL,
            left=direct,
            cells=("reviews.direct_total",),
        )
    for row, notice in (
        ("unable_unclear_after_supplement", "补正告知书"),
        ("other_no_supplement", "补正告知书"),
        ("other_fee_unpaid", "收费通知"),
    ):
        cell_id = f"requests.{row}.total"
        if report.value(cell_id):
            yield make(
                "S-4",
                row,
                "note",
                f"{cell_label(report.format, cell_id)}为{report.value(cell_id)}件，"
                f"每件都应有{notice}，请与台账核对。",
                outcome=CheckOutcome.CANNOT_TELL,
                left=report.value(cell_id),
                cells=(cell_id,),
                labels=labels_of(report.format, cell_id),
            )


_REFUSALS = (
    "denied_state_secret",
    "denied_law_forbidden",
    "denied_safety_stability",
    "denied_third_party",
    "denied_internal_affairs",
    "denied_process_info",
    "denied_enforcement_file",
)
