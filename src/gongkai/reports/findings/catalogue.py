"""What the checks beside the format's own are: prose (N), structure and form (S), consolidation (A), T3-4."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that is code, not a sum in the format's file: id, levels, what it asks, its article."""

    id: str
    name: str
    levels: tuple[str, ...]
    says: str
    law: str = ""
    needs: str = ""


CATALOGUE = (
    Rule("T3-4", "整数", ("error",), "Every cell of tables 三 and 四 is a whole number ≥ 0.", "OGI 50"),
    Rule(
        "N-1",
        "文字与表格",
        ("warning",),
        "A number of the prose that a table states too agrees with it in at least one admissible reading: "
        "收到 may be 本年新收, 本年新收 + 上年结转 or 本年办结; 办结 may leave out （六）其他处理; 诉讼 may "
        "be both "
        "kinds or either. Numbers of one office in a region's report, of another year, of cases put on file "
        "(备案), or of a part (按期、网上…) that differ cannot be told. “没有行政复议” means that the total "
        "is 0.",
        "OGI 50",
    ),
    Rule(
        "N-2",
        "分项之和",
        ("warning",),
        "The parts of a list add up to its stated total. A list that is not complete (no 其他, no full set "
        "of "
        "kinds, not within 5 %) is let be; 余、多、逾 ask for a sum at or above the total; words left out "
        "of the "
        "text, or a part that may lie in another, cannot be told.",
    ),
    Rule(
        "N-4",
        "占比",
        ("warning", "note"),
        "A share (占…%) follows from its number and a whole of the prose or of table 三, rounded half up. "
        "Cut off "
        "instead of rounded is a note. A wrong share says what it would be, and to which number it belongs.",
    ),
    Rule(
        "N-5",
        "同比",
        ("warning",),
        "A growth rate follows from this year's and last year's number in one and the same reading.",
        needs="last year's report",
    ),
    Rule(
        "S-1",
        "第五部分",
        ("warning",),
        "Section 五 names problems and improvements; it is not just 无.",
        "OGI 50.1",
    ),
    Rule(
        "S-2",
        "第六部分",
        ("warning", "note"),
        "Section 六 is not empty; from 2020 on it says whether 信息处理费 was taken, even if none was.",
        "OGI 50.1",
    ),
    Rule(
        "S-3",
        "复议前置",
        ("note",),
        "Direct lawsuits beside refusals from 2024 on: should reconsideration have come first?",
        needs="--all",
    ),
    Rule(
        "S-4",
        "补正与收费通知",
        ("note",),
        "Outcomes for which the ledger must hold a notice for each application.",
        "OGI 30",
        "--all",
    ),
    Rule(
        "S-5",
        "迟报",
        ("warning",),
        "Dated by 31 January (an organ of a government) or 31 March (a government). Townships follow local "
        "orders and are held to 31 March.",
        "OGI 49",
    ),
    Rule(
        "S-6",
        "内容雷同",
        ("warning", "note"),
        "Prose taken over from last year: from half of the text a note, from four fifths a warning.",
        needs="last year's report",
    ),
    Rule("S-7", "缺格与空白", ("warning", "note"), "Cells that are missing (warning) or left blank (note)."),
    Rule(
        "S-8",
        "年份",
        ("warning", "note"),
        "Years of title, period, prose, colophon and date fit the report's year.",
        "OGI 49",
    ),
    Rule("S-9", "格式", ("warning", "note"), "The edition is the one prescribed for the year."),
    Rule("S-10", "（六）一行", ("warning",), "From 2021 on （六）其他处理 has three rows."),
    Rule("S-11", "缺部分", ("note",), "All six sections are there."),
    Rule("S-12", "缺表", ("note",), "A table is not there; its checks do not apply."),
    Rule(
        "S-13",
        "数字不能确定",
        ("warning",),
        "Digits run together that can be read in several ways, with the readings; words where a number "
        "belongs.",
    ),
    Rule("S-14", "全部办结", ("warning",), "“全部办结” beside applications carried into the next year."),
    Rule(
        "S-15",
        "超期答复",
        ("note",),
        "The prose admits a late reply; table 三 has no place for it.",
        "OGI 33.2",
    ),
    Rule("S-16", "规章", ("note",), "A county, township or its organ makes no 规章."),
    Rule("S-18", "落款", ("note",), "The organ that signs is the organ of the title."),
    Rule("S-17", "上年报告", ("note",), "The report compared with is not last year's."),
    Rule(
        "A-1",
        "汇总",
        ("error", "warning"),
        "Every cell of a region's report is the sum of its organs'. A difference is explained by missing "
        "organs, "
        "unreadable cells or an organ's own broken sum; what nothing explains fails.",
        "OGI 50",
        "`gongkai consolidate --against`",
    ),
)
