"""Consolidation (汇总): the reports of many organs added up cell by cell, each with who gave what. Pure.

Against the report of the whole region every difference is explained: by the organs that are missing, by cells
that cannot be read, by an organ's own broken sum, or by no organ at all (a line that nobody supports).
Law: OGI 50 (A-1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.findings.finding import Finding, said
from gongkai.reports.findings.tables import cell_label
from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, Report

from .differences import deduced, differences, own_sums
from .lines import Contribution, Line, line_of
from .repeating import Repeat

__all__ = ["Consolidation", "Contribution", "Line", "Repeat", "consolidate"]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """The sum of many reports. ``report`` is the sum as a report, ``missing`` the organs that were expected
    and are
    not there, ``expected`` how many there should be, ``findings`` the differences from the parent (A-1).
    """

    report: Report
    organs: tuple[str, ...]
    missing: tuple[str, ...]
    expected: int
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    unsupported: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether the parent differs from the sum in a way that no missing or unreadable report can
        explain.
        """
        return any(each.outcome is CheckOutcome.FAILS and each.level == "error" for each in self.findings)

    @property
    def coverage(self) -> str:
        """“17个机关中的16个” or “16个机关”."""
        if self.expected > len(self.organs):
            return f"{self.expected}个机关中的{len(self.organs)}个"
        return f"{len(self.organs)}个机关"

    def line(self, cell_id: str) -> Line:
        """The line of a cell."""
        return next(each for each in self.lines if each.cell == cell_id)

    def as_json(self) -> dict[str, Any]:
        """The consolidation as `gongkai consolidate --json` prints it."""
        return {
            "format": self.report.format,
            "year": self.report.year,
            "organs": list(self.organs),
            "missing": list(self.missing),
            "expected": self.expected,
            "coverage": self.coverage,
            "broken": self.broken,
            "lines": [each.as_json() for each in self.lines],
            "findings": [each.as_json() for each in self.findings],
            "unsupported": list(self.unsupported),
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """The consolidation in Chinese for a terminal."""
        lines = [f"已汇总{self.coverage}。"]
        if self.missing:
            lines.append(f"缺报：{'、'.join(self.missing)}。")
        lines += [f"注意：{note}" for note in self.notes]
        lines += [f"[{each.check}] {each.message}" for each in self.findings]
        if self.unsupported:
            names = "、".join(cell_label(self.report.format, each) for each in self.unsupported)
            lines.append(f"没有任何机关支持的数：{names}。")
        lines.append("各格合计（0略）：")
        for line in self.lines:
            if line.total:
                by = "，".join(f"{each.organ} {said(each.value)}" for each in line.givers)
                by += f"，其中转办重复{said(line.repeated)}" if line.repeated else ""
                lines.append(f"  {cell_label(self.report.format, line.cell)} {said(line.total)}：{by}")
        return "\n".join(lines)


def _same_organ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one in other or other in one)


def _missing(expected: Sequence[str], names: Sequence[str]) -> list[str]:
    return [each for each in expected if not any(_same_organ(each, name) for name in names)]


def _names(children: Sequence[Report]) -> list[str]:
    """The organs' names, by file or number where a report has none, made different where two are the same."""
    names: list[str] = []
    for number, child in enumerate(children, start=1):
        name = child.organ or child.file.rpartition("/")[2] or f"第{number}份"
        names.append(name if name not in names else f"{name}（第{number}份）")
    return names


def _format(children: Sequence[Report], parent: Report | None) -> str:
    if parent is not None:
        return parent.format
    return Counter(each.format for each in children).most_common(1)[0][0] if children else "annual-2021"


def _notes(children: Sequence[Report], parent: Report | None, format_id: str) -> list[str]:
    notes = []
    years = sorted({each.year for each in children if each.year is not None})
    if len(years) > 1:
        notes.append(f"下级报告的年度不一致：{'、'.join(str(each) for each in years)}。")
    if parent is not None and parent.year is not None and years and parent.year not in years:
        notes.append(
            f"全地区报告是{parent.year}年度的，下级报告是{'、'.join(str(each) for each in years)}年度的。"
        )
    other = [each for each in children if each.format != format_id]
    if other:
        notes.append(f"有{len(other)}份报告用的是另一种格式，只汇总两种格式都有的单元格。")
    doubled = [
        name for name, count in Counter(each.organ for each in children if each.organ).items() if count > 1
    ]
    notes.extend(f"“{name}”有不止一份报告，都已计入，请核对是否重复。" for name in doubled)
    return notes


def consolidate(
    children: Sequence[Report],
    parent: Report | None = None,
    expected_members: Sequence[str] | int | None = None,
    repeats: Sequence[Repeat] = (),
) -> Consolidation:
    """Add up the reports of many organs, and hold the sum against the report of the region.

    ``expected_members`` are the names of the organs that should have reported, or how many there are. A
    blank or missing cell adds nothing and is named in its line. ``repeats`` are requests that two organs
    report: those of which both organs are at hand are added up once, and the notes list both.

    >>> from gongkai.reports.report import Cell, CellKind
    >>> one = Report("annual-2021", "甲局", 2023, {"requests.granted.total": Cell(2)})
    >>> two = Report("annual-2021", "乙局", 2023, {"requests.granted.total": Cell(None, CellKind.BLANK)})
    >>> result = consolidate([one, two], expected_members=["甲局", "乙局", "丙局"])
    >>> result.line("requests.granted.total").total, result.missing, result.coverage
    (2, ('丙局',), '3个机关中的2个')
    """
    format_id = _format(children, parent)
    names = _names(children)
    if isinstance(expected_members, int):
        missing, expected = [], expected_members
    else:
        missing = _missing(expected_members or (), names)
        expected = len(names) + len(missing)
    absent = max(expected - len(names), len(missing), 0)
    twice = [each for each in repeats if {each.organ, each.of_organ} <= {*names}]
    lines = [
        line_of(cell_id, children, names, format_id, parent, twice)
        for cell_id, *_ in load_format(format_id).cells()
    ]
    findings, unsupported = differences(parent, children, lines, absent, names) if parent else ([], [])
    notes = _notes(children, parent, format_id) + [each.text for each in twice]
    if parent is not None:
        notes += own_sums(parent) + deduced(lines, parent)
    return Consolidation(
        _summed(lines, children, format_id, parent),
        tuple(names),
        tuple(missing),
        expected,
        tuple(lines),
        tuple(findings),
        tuple(unsupported),
        tuple(notes),
    )


def _summed(
    lines: Sequence[Line], children: Sequence[Report], format_id: str, parent: Report | None
) -> Report:
    """The sum as a report: a cell that no organ has stays missing."""
    cells = {
        line.cell: Cell(line.total)
        for line in lines
        if any(each.value is not None for each in line.contributions)
    }
    years = {each.year for each in children}
    year = parent.year if parent else years.pop() if len(years) == 1 else None
    return Report(format_id, parent.organ if parent else "", year, cells, title="汇总")
