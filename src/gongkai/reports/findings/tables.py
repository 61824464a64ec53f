"""Findings from the tables: the checks of the format (T, X, B) in words, and cells not whole (T3-4)."""

import re
from collections.abc import Sequence
from functools import cache

from gongkai.reports.checks import (
    CheckOutcome,
    Result,
    Term,
    missing_tables,
    not_whole,
    places,
    run_checks,
)
from gongkai.reports.format import Column, Row, Table, load_format
from gongkai.reports.report import Number, Report

from .finding import Finding, Maker, distance, said

_REMARK = re.compile(r"(?<=.{4})（[^）]*）$")
_OP_WORDS = {"=": "不等于", "<=": "大于", ">=": "小于"}
MOST_READ = 4
MOST_NAMED = 6
"""Cells listed in a message before it says 等."""


@cache
def table_label(format_id: str, key: str) -> str:
    """A table as people name it: 表三（收到和处理政府信息公开申请情况）."""
    found = load_format(format_id)
    section = next(each for each in found.sections if each.key == found.table(key).section)
    return f"表{section.ordinal}（{section.title}）"


def _row_label(row: Row) -> str:
    return f"{row.group}{row.label}" if row.group else row.label


def _column_label(column: Column) -> str:
    return f"{column.group}{column.label}" if column.group.startswith("行政") else column.label


@cache
def cell_label(format_id: str, cell_id: str) -> str:
    """A cell by its printed labels: “一、本年新收政府信息公开申请数量”行“自然人”列."""
    found = places(format_id).get(cell_id)
    if found is None:
        return cell_id
    table, row, column = found
    if table.key == "reviews":
        return f"“{_column_label(column)}”"
    return f"“{_row_label(row)}”行“{_column_label(column)}”列"


@cache
def labels_of(format_id: str, cell_id: str) -> tuple[str, str, str]:
    """Table, row and column of a cell by their printed labels."""
    found = places(format_id).get(cell_id)
    if found is None:
        return "", "", ""
    table, row, column = found
    return table_label(format_id, table.key), _row_label(row), _column_label(column)


def _short(format_id: str, term: Term, each: str) -> str:
    found = places(format_id).get(term.cell)
    if found is None:
        return term.cell
    table, row, column = found
    if table.key == "reviews" or each == "row":
        label = column.label
    elif each == "column":
        label = _row_label(row)
    else:
        label = f"{row.label}{column.label}"
    label = _REMARK.sub("", label)
    return f"上年报告的{label}" if term.prior else label


def _sum_words(result: Result, terms: Sequence[Term], report: Report, prior: Report | None) -> str:
    """One side as “label 12＋label 3”; the many zeros of a long side are left out."""
    each = result.instance.check.each
    parts: list[str] = []
    for term in terms:
        source = prior if term.prior and prior is not None else report
        value = source.cell(term.cell).value
        ways = source.cell(term.cell).readings
        if len(terms) > 3 and not value and not ways:
            continue
        shown = f"{'或'.join(said(each) for each in ways[:MOST_READ])}（不能确定）" if ways else said(value)
        sign = "－" if term.sign < 0 else "＋" if parts else ""
        parts.append(f"{sign}{_short(result.instance.edition, term, each)} {shown}")
    return "".join(parts) or "各项均为0"


def _total(terms: Sequence[Term], total: Number) -> str:
    return f"（合计{said(total)}）" if len(terms) > 1 else ""


def _labels(result: Result) -> tuple[str, str, str]:
    instance = result.instance
    format_id = instance.edition
    _, row, column = labels_of(format_id, instance.left[0].cell)
    table = table_label(format_id, instance.check.table)
    if instance.check.each == "column":
        return table, "", column
    if instance.check.each == "row":
        return table, row, ""
    if instance.check.table == "reviews":
        return table, "", column.removesuffix("总计")
    return table, row, column


def _where(labels: tuple[str, str, str]) -> str:
    table, row, column = labels
    return (
        table + (f"“{row}”行" if row else "") + (f"“{column}”{'列' if not row else '栏'}" if column else "")
    )


def _named(format_id: str, cells: Sequence[str]) -> str:
    shown = "、".join(cell_label(format_id, each.removeprefix("prior.")) for each in cells[:MOST_NAMED])
    return shown + ("等" if len(cells) > MOST_NAMED else "")


def _message(result: Result, labels: tuple[str, str, str], report: Report, prior: Report | None) -> str:
    check = result.instance.check
    left, right = result.left, result.right
    assert left is not None and right is not None
    sides = (
        f"{_sum_words(result, result.instance.left, report, prior)}{_total(result.instance.left, left)}"
        f" {_OP_WORDS[check.op]} "
        f"{_sum_words(result, result.instance.right, report, prior)}{_total(result.instance.right, right)}"
    )
    head = f"{_where(labels)}：{check.says}。"
    if result.outcome is CheckOutcome.FAILS:
        return f"{head}现在{sides}，相差{said(distance(left, right))}。{check.to_do}"
    blank = _named(result.instance.edition, result.unknown)
    return f"{head}空白按0计时{sides}，但{blank}没有数，不能判定。请补填后再核对。"


def _says_holds(result: Result, labels: tuple[str, str, str]) -> str:
    return f"{_where(labels)}：{result.instance.check.says}，两边都是{said(result.left)}，成立。"


def _not_applicable(result: Result, labels: tuple[str, str, str]) -> str:
    why = {
        "no_table": "报告中没有这张表",
        "no_prior": "没有可比的上一年报告",
        "other_form": "上一年报告用的是另一种格式，没有相应的栏目",
    }[result.reason]
    return f"{_where(labels)}：{result.instance.check.says}。{why}，不适用。"


def _from_result(make: Maker, result: Result, report: Report, prior: Report | None) -> Finding:
    check = result.instance.check
    labels = _labels(result)
    if result.outcome is CheckOutcome.NOT_APPLICABLE:
        message = _not_applicable(result, labels)
    elif result.outcome is CheckOutcome.HOLDS and check.op == "=":
        message = _says_holds(result, labels)
    elif result.outcome is CheckOutcome.HOLDS:
        message = f"{_where(labels)}：{check.says}，成立。"
    else:
        message = _message(result, labels, report, prior)
    return make(
        check.id,
        result.instance.at,
        check.level,
        message,
        outcome=result.outcome,
        left=result.left,
        right=result.right,
        cells=result.cells,
        labels=labels,
    )


def table_findings(report: Report, prior: Report | None, every: bool) -> list[Finding]:
    """What the checks of the format found.

    Listed are those that fail; with ``every`` those that hold, cannot be told or do not apply as well. A
    table wholly missing is said once, as ``S-12``, instead of once for each check.
    """
    make = Maker(report)
    found = [
        _from_result(make, result, report, prior)
        for result in run_checks(report, prior)
        if every or result.outcome is CheckOutcome.FAILS
    ]
    for cell_id in not_whole(report):
        cell = report.cell(cell_id)
        shown = cell.raw or said(cell.value)
        found.append(
            make(
                "T3-4",
                cell_id.partition(".")[2],
                "error",
                f"{labels_of(report.format, cell_id)[0]}{cell_label(report.format, cell_id)}写的是“{shown}”，"
                "应为不小于0的整数。请改正。",
                left=cell.value,
                cells=(cell_id,),
                labels=labels_of(report.format, cell_id),
            )
        )
    found.extend(
        _missing_table(make, report, load_format(report.format).table(key))
        for key in sorted(missing_tables(report))
    )
    return found


def _missing_table(make: Maker, report: Report, table: Table) -> Finding:
    label = table_label(report.format, table.key)
    return make(
        "S-12",
        table.key,
        "note",
        f"没有找到{label}，这张表的核对都不适用。年度报告应当列出这张表（{load_format(report.format).notice}）；"
        "如果原文里有，请换用原始文件再读。",
        outcome=CheckOutcome.NOT_APPLICABLE,
        labels=(label, "", ""),
    )
