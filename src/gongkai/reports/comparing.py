"""Two years of one organ side by side (比较): carry-over, balances, changed cells, reused prose. Pure.

Law: OGI 50.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .checks import CheckOutcome, cell_ids, edition_of, is_prior_of
from .findings.finding import Finding, plain, said
from .findings.reuse import Reuse, reuse
from .findings.tables import cell_label, labels_of, table_findings
from .format import load_format
from .report import Number, Report

MOST_SHOWN = 60
"""Changed cells printed as text; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that both editions have and whose numbers differ. ``rate`` is the growth in per cent, two
    digits, ``None`` where last year's number was 0 or is not known.
    """

    cell: str
    label: str
    old: Number | None
    new: Number | None

    @property
    def difference(self) -> Number | None:
        """New minus old."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def rate(self) -> Decimal | None:
        """Growth on last year in per cent."""
        if not self.old or self.new is None:
            return None
        grown = Decimal(self.new - self.old) * 100 / Decimal(self.old)
        return grown.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def as_json(self) -> dict[str, Any]:
        """The change with plain numbers."""
        return {
            "cell": self.cell,
            "label": self.label,
            "old": plain(self.old),
            "new": plain(self.new),
            "difference": plain(self.difference),
            "rate": plain(self.rate),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports say together. ``findings`` are the checks between years that do not hold (X-1, B-1,
    B-2), ``notes`` what limits the comparison.
    """

    old: Report
    new: Report
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    reuse: Reuse
    notes: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether an identity between the years fails (结转): an error, not only a warning."""
        return any(each.level == "error" and each.outcome is CheckOutcome.FAILS for each in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The comparison as `gongkai compare --json` prints it."""
        return {
            "old": _heading(self.old),
            "new": _heading(self.new),
            "broken": self.broken,
            "findings": [each.as_json() for each in self.findings],
            "changes": [each.as_json() for each in self.changes],
            "reuse": self.reuse.as_json(),
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """The comparison in Chinese for a terminal: what is wrong first, then what changed."""
        lines = [f"注意：{note}" for note in self.notes]
        lines += [f"[{each.check}] {each.message}" for each in self.findings]
        if not self.findings:
            lines.append("跨年核对（结转、有效件数）没有发现问题。")
        lines.append(f"文字重复率{self.reuse.rate:.0%}，沿用{len(self.reuse.reused)}句。")
        lines += [f"  沿用：{each.text}" for each in self.reuse.reused]
        lines.append(f"数字有变化的单元格{len(self.changes)}个：")
        lines += [_change_line(each) for each in self.changes[:MOST_SHOWN]]
        if len(self.changes) > MOST_SHOWN:
            lines.append(f"  还有{len(self.changes) - MOST_SHOWN}个，见 --json。")
        return "\n".join(lines)


def _heading(report: Report) -> dict[str, Any]:
    return {"file": report.file, "organ": report.organ, "year": report.year, "format": report.format}


def _change_line(change: Change) -> str:
    grown = f"（{change.rate:+}%）" if change.rate is not None else ""
    return f"  {change.label}：{said(change.old)} → {said(change.new)}{grown}"


def _changes(old: Report, new: Report) -> list[Change]:
    found = []
    for table in load_format(new.format).tables:
        edition = edition_of(new, table.key)
        shared = cell_ids(edition_of(old, table.key))
        for cell_id, *_ in load_format(edition).table(table.key).cells():
            before, after = old.value(cell_id), new.value(cell_id)
            if cell_id in shared and before != after:
                name = labels_of(edition, cell_id)[0].partition("（")[0]
                found.append(Change(cell_id, f"{name}{cell_label(edition, cell_id)}", before, after))
    return found


def _notes(old: Report, new: Report) -> list[str]:
    notes = []
    if old.organ and new.organ and old.organ != new.organ:
        notes.append(f"两份报告的机关名称不同：{old.organ}、{new.organ}。如因机构改革更名，请核对承接关系。")
    if not is_prior_of(old, new):
        notes.append(f"两份报告不是相邻年度（{old.year}、{new.year}），结转和有效件数不核对。")
    if old.format != new.format:
        notes.append("两份报告格式不同，只比较两种格式都有的单元格。")
    return notes


def compare(old: Report, new: Report) -> Comparison:
    """Compare last year's report with this year's.

    Blank cells of one year against 0 of the other are shown as changes; the checks count them as 0.

    >>> from gongkai.reports.report import Cell
    >>> old = Report("annual-2019", "甲县", 2020, {"requests.carried_out.total": Cell(3)})
    >>> new = Report("annual-2021", "甲县", 2021, {"requests.carried_in.total": Cell(2)})
    >>> result = compare(old, new)
    >>> [(each.check, each.at, each.left, each.right) for each in result.findings], result.broken
    ([('X-1', 'total', 2, 3)], True)
    """
    between = [
        each
        for each in table_findings(new, old, every=False)
        if any(cell.startswith("prior.") for cell in each.cells)
    ]
    between.sort(key=lambda each: each.weight)
    return Comparison(
        old, new, tuple(between), tuple(_changes(old, new)), reuse(old, new), tuple(_notes(old, new))
    )
