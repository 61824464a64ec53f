"""Consolidation (汇总): the reports of many organs added up cell by cell, each sum with who contributed
what. Pure.

Against the report of the whole region every difference is explained: by the organs that are missing, by
cells that cannot be read, or by no organ at all (a line that nobody supports). Law: OGI 50 (A-1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .checks import CheckOutcome
from .findings.finding import Finding, Maker, distance, plain, said
from .findings.tables import cell_label, labels_of
from .format import load_format
from .report import Cell, CellKind, Number, Report

OTHER = "requests.other."
OTHER_ROWS = ("other_no_supplement", "other_fee_unpaid", "other_misc")
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one organ has in a cell: its number, or why there is none (``blank``, ``missing``,
    ``undecidable``…).
    """

    organ: str
    value: Number | None
    kind: CellKind
    readings: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A cell over all organs: the sum with blanks as 0, who contributed, who has no number, and the parent's
    number.
    """

    cell: str
    total: Number
    contributions: tuple[Contribution, ...]
    parent: Number | None = None

    @property
    def givers(self) -> tuple[Contribution, ...]:
        """The organs with a number other than 0."""
        return tuple(each for each in self.contributions if each.value)

    @property
    def unread(self) -> tuple[Contribution, ...]:
        """The organs whose number cannot be read for certain."""
        return tuple(
            each for each in self.contributions if each.kind in (CellKind.UNDECIDABLE, CellKind.TEXT)
        )

    @property
    def difference(self) -> Number | None:
        """The parent's number minus the sum; ``None`` without a parent's number."""
        return None if self.parent is None else self.parent - self.total

    def as_json(self) -> dict[str, Any]:
        """The line with plain numbers; organs with 0 are left out."""
        return {
            "cell": self.cell,
            "total": plain(self.total),
            "contributions": {each.organ: plain(each.value) for each in self.givers},
            "without_number": {
                each.organ: str(each.kind) for each in self.contributions if each.value is None
            },
            "parent": plain(self.parent),
            "difference": plain(self.difference),
        }


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
                lines.append(f"  {cell_label(self.report.format, line.cell)} {said(line.total)}：{by}")
        return "\n".join(lines)


def _cell(child: Report, cell_id: str, format_id: str) -> Cell:
    """A child's cell in the edition consolidated into: three rows of （六） add up to the one of 2019."""
    cell = child.cells.get(cell_id)
    if cell is None and cell_id.startswith(OTHER) and format_id == "annual-2019" != child.format:
        column = cell_id.removeprefix(OTHER)
        values = [child.value(f"requests.{row}.{column}") for row in OTHER_ROWS]
        if any(each is not None for each in values):
            return Cell(sum((each or 0 for each in values), start=0))
    return cell or child.cell(cell_id)


def _line(
    cell_id: str, children: Sequence[Report], names: Sequence[str], format_id: str, parent: Report | None
) -> Line:
    contributions = []
    total: Number = 0
    for child, name in zip(children, names, strict=True):
        cell = _cell(child, cell_id, format_id)
        contributions.append(Contribution(name, cell.value, cell.kind, cell.readings))
        total += cell.value or 0
    return Line(cell_id, total, tuple(contributions), parent.value(cell_id) if parent else None)


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


class _Explainer:
    """Puts each difference from the parent into words and weighs it."""

    def __init__(self, parent: Report, lines: Sequence[Line], absent: int, names: Sequence[str]) -> None:
        self.parent = parent
        self.make = Maker(parent)
        self.absent = absent
        self.names = names
        by_cell = {line.cell: line for line in lines}
        received = [by_cell.get(f"requests.{row}.total") for row in ("new_received", "carried_in")]
        self.full = all(line is not None and line.difference == 0 for line in received)
        """All applications of the region are already those of the organs at hand: the missing have none."""

    def finding(self, line: Line) -> Finding | None:
        """A-1 for one cell that differs."""
        gap = line.difference
        assert gap is not None and line.parent is not None
        table, row, column = labels_of(self.parent.format, line.cell)
        outcome, why = self._why(line, gap)
        by = "＋".join(f"{each.organ} {said(each.value)}" for each in line.givers[:MOST_NAMED])
        more = f"等{len(line.givers)}个机关" if len(line.givers) > MOST_NAMED else ""
        sums = (
            f"{len(self.names)}个机关合计{said(line.total)}{f'（{by}{more}）' if by else '（没有机关填报）'}"
        )
        return self.make(
            "A-1",
            line.cell,
            "error" if not line.cell.startswith("proactive.") else "warning",
            f"{table}{cell_label(self.parent.format, line.cell)}：全地区报告为{said(line.parent)}，{sums}，"
            f"相差{said(distance(line.parent, line.total))}。{why}",
            outcome=outcome,
            left=line.parent,
            right=line.total,
            cells=(line.cell,),
            labels=(table, row, column),
        )

    def _why(self, line: Line, gap: Number) -> tuple[CheckOutcome, str]:
        for each in line.unread:
            if (
                any(each.value is None and reading == gap for reading in each.readings)
                and len(line.unread) == 1
            ):
                return CheckOutcome.HOLDS, f"{each.organ}的数可读作{said(gap)}，按此相符。"
        if line.unread:
            organs = "、".join(each.organ for each in line.unread)
            return CheckOutcome.CANNOT_TELL, f"{organs}的这一格不能确定，不能判定。请对照原件。"
        if gap < 0:
            return (
                CheckOutcome.FAILS,
                "下级之和大于全地区的数，请核对全地区报告是否漏计，或下级是否重复填报。",
            )
        if self.absent and not (self.full and line.cell.startswith("requests.")):
            return (
                CheckOutcome.CANNOT_TELL,
                f"还有{self.absent}个机关没有报告，差额可能在其中，不能判定。请催报后再核对。",
            )
        ending = "请核对全地区报告的这一行。" if line.givers else "没有任何机关支持这一行，请核对全地区报告。"
        if self.absent:
            ending = (
                "各机关的收件数已等于全地区的收件数，"
                f"没有报告的{self.absent}个机关没有申请，不能解释这一差额。{ending}"
            )
        return CheckOutcome.FAILS, ending


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
) -> Consolidation:
    """Add up the reports of many organs, and hold the sum against the report of the region.

    ``expected_members`` are the names of the organs that should have reported, or how many there are. A
    blank or missing cell adds nothing and is named in its line.

    >>> from gongkai.reports.report import Cell
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
    lines = [
        _line(cell_id, children, names, format_id, parent) for cell_id, *_ in load_format(format_id).cells()
    ]
    findings: list[Finding] = []
    unsupported: list[str] = []
    if parent is not None:
        explain = _Explainer(parent, lines, absent, names)
        for line in lines:
            if line.difference:
                found = explain.finding(line)
                if found is not None and found.outcome is not CheckOutcome.HOLDS:
                    findings.append(found)
                if line.parent and not line.givers and not line.unread:
                    unsupported.append(line.cell)
    summed = _summed(lines, children, format_id, parent)
    findings.sort(key=lambda each: each.weight)
    return Consolidation(
        summed,
        tuple(names),
        tuple(missing),
        expected,
        tuple(lines),
        tuple(findings),
        tuple(unsupported),
        tuple(_notes(children, parent, format_id)),
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
