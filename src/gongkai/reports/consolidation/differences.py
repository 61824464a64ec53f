"""Differences of a region's report from the sum of its organs (A-1), each explained. Pure. Law: OGI 50."""

from collections.abc import Sequence

from gongkai.reports.checks import CheckOutcome, run_checks
from gongkai.reports.findings.finding import Finding, Maker, distance, said
from gongkai.reports.findings.tables import cell_label, labels_of
from gongkai.reports.report import Number, Report

from .lines import Line, possible_totals

MOST_NAMED = 8


class _Explainer:
    """Puts each difference from the parent into words and weighs it."""

    def __init__(
        self,
        parent: Report,
        lines: Sequence[Line],
        absent: int,
        slips: dict[str, dict[str, Number]],
        names: Sequence[str],
    ) -> None:
        self.parent = parent
        self.make = Maker(parent)
        self.absent = absent
        self.names = names
        self.slips = slips
        by_cell = {line.cell: line for line in lines}
        received = [by_cell.get(f"requests.{row}.total") for row in ("new_received", "carried_in")]
        self.full = all(line is not None and line.difference == 0 for line in received)
        """All applications of the region are already those of the organs at hand: the missing have none."""

    def finding(self, line: Line) -> Finding:
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
        if line.unread and line.parent in possible_totals(line):
            return CheckOutcome.HOLDS, ""
        if line.unread:
            organs = "、".join(each.organ for each in line.unread)
            return CheckOutcome.CANNOT_TELL, f"{organs}的这一格不能确定，不能判定。请对照原件。"
        slip = self.slip(line.cell, gap)
        if slip:
            return CheckOutcome.FAILS, slip
        if gap < 0 and not (self.absent and line.cell.endswith(".change")):
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
        if not self.absent:
            ending += "政府本级另有统计的，把本级报告一并汇总后再核对。"
        if self.absent:
            ending = (
                "各机关的收件数已等于全地区的收件数，"
                f"没有报告的{self.absent}个机关没有申请，不能解释这一差额。{ending}"
            )
        return CheckOutcome.FAILS, ending

    def slip(self, cell: str, gap: Number) -> str:
        """Where organs broke a sum of their own in this cell, and mending it mends the difference."""
        slips = self.slips.get(cell, {})
        for organ, short in slips.items():
            if short == gap:
                return (
                    f"{organ}自己的这一格与其分项之和相差{said(distance(short, 0))}，改正后相符。"
                    "请先改正该机关的报告。"
                )
        if len(slips) > 1 and sum(slips.values(), start=0) == gap:
            return f"{'、'.join(slips)}自己的这一格与其分项之和不符，改正后相符。请先改正这些机关的报告。"
        return ""


def _slips(children: Sequence[Report], names: Sequence[str]) -> dict[str, dict[str, Number]]:
    """Totals that an organ itself got wrong: cell → organ → how much is lacking to the sum of its parts."""
    found: dict[str, dict[str, Number]] = {}
    for child, name in zip(children, names, strict=True):
        for result in run_checks(child):
            check = result.instance.check
            if result.outcome is CheckOutcome.FAILS and len(result.instance.left) == 1 and check.op == "=":
                assert result.left is not None and result.right is not None
                found.setdefault(result.instance.left[0].cell, {})[name] = result.right - result.left
    return found


def differences(
    parent: Report, children: Sequence[Report], lines: Sequence[Line], absent: int, names: Sequence[str]
) -> tuple[list[Finding], list[str]]:
    """The differences from the parent, and the cells of the parent that no organ supports."""
    explain = _Explainer(parent, lines, absent, _slips(children, names), names)
    different = [line for line in lines if line.difference]
    findings = [explain.finding(line) for line in different]
    findings = [each for each in findings if each.outcome is not CheckOutcome.HOLDS]
    unsupported = [
        line.cell
        for line in different
        if line.parent and not line.givers and not line.unread and not explain.slip(line.cell, line.parent)
    ]
    return sorted(findings, key=lambda each: each.weight), unsupported


def deduced(lines: Sequence[Line], parent: Report) -> list[str]:
    """Undecidable cells of the parent of whose readings just one is a possible sum of the organs."""
    notes = []
    for line in lines:
        readings = parent.cell(line.cell).readings
        fitting = sorted(set(readings) & possible_totals(line)) if readings else []
        if len(fitting) == 1 and fitting[0]:
            table = labels_of(parent.format, line.cell)[0].partition("（")[0]
            notes.append(
                f"{table}{cell_label(parent.format, line.cell)}：全地区报告的数字连在一起，"
                f"按各机关之和可读作{said(fitting[0])}。请对照原件确认。"
            )
    return notes


def own_sums(parent: Report) -> list[str]:
    """Where the parent breaks its own sums: no organ can be the cause."""
    broken = [
        f"“{labels_of(parent.format, result.instance.left[0].cell)[2]}”列"
        f"（{said(result.left)}对{said(result.right)}）"
        for result in run_checks(parent)
        if result.outcome is CheckOutcome.FAILS and result.instance.check.each == "column"
    ]
    if not broken:
        return []
    return [f"全地区报告自身的勾稽就不成立：表三{'、'.join(broken)}。请先改正该报告。"]
