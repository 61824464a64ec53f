"""Findings (发现): what a person should look at in a report, weighed and in plain Chinese.

Four families: the checks of the format (``T``, ``X``, ``B``), prose against tables (``N``), structure and
form (``S``). Pure: works on a `Report`, however it was read or counted.
"""

from gongkai.reports.report import Report

from .breakdowns import BreakdownCheck
from .context import noted_in
from .dates import date_findings
from .finding import LEVELS, Finding, Maker, fingerprint
from .percentages import PercentageCheck
from .prose import ProseCheck
from .quantities import tidy
from .reuse import Reuse, reuse
from .structure import structure_findings
from .tables import table_findings

__all__ = ["LEVELS", "Finding", "Reuse", "findings", "fingerprint", "reuse"]

REUSE_WARNING = 0.8
REUSE_NOTE = 0.5
REUSE_FROM = 5
"""Sentences below which a rate of reuse says nothing."""


def findings(report: Report, *, previous: Report | None = None, all: bool = False) -> list[Finding]:
    """What is to be said about a report, the gravest first.

    ``previous`` is last year's report of the same organ, for the checks between years. Listed is what fails;
    with ``all`` what holds, cannot be told or does not apply as well.

    Law: OGI 50.
    """
    texts = {section: tidy(text) for section, text in report.sections.items()}
    noted = noted_in(report, texts)
    found = table_findings(report, previous, all)
    prose = ProseCheck(report, all)
    breakdowns = BreakdownCheck(report, all)
    percentages = PercentageCheck(report, previous, prose.matched, all)
    for place, sentence in enumerate(noted):
        found.extend(prose.sentence(sentence))
        if sentence.noted:
            following = noted[place + 1] if place + 1 < len(noted) else None
            found.extend(breakdowns.sentences(sentence, following))
            found.extend(percentages.sentence(sentence))
    found.extend(structure_findings(report, texts, all))
    found.extend(date_findings(report, texts, noted))
    if previous is not None:
        found.extend(_between_years(report, previous))
    return _once(found)


def _between_years(report: Report, previous: Report) -> list[Finding]:
    """S-6 and S-17: last year's prose taken over; a previous report that is not last year's."""
    make = Maker(report)
    found = []
    if previous.year is not None and report.year is not None and previous.year + 1 != report.year:
        found.append(
            make(
                "S-17",
                "previous",
                "note",
                f"用来比较的是{previous.year}年度报告，不是{report.year - 1}年度的，"
                "跨年核对不适用。请换用上一年度的报告。",
                left=previous.year,
                right=report.year - 1,
            )
        )
    taken = reuse(previous, report)
    if taken.rate >= REUSE_NOTE and len(taken.sentences) >= REUSE_FROM:
        level = "warning" if taken.rate >= REUSE_WARNING else "note"
        example = f"例如“{taken.reused[0].text[:40]}”。" if taken.reused else ""
        found.append(
            make(
                "S-6",
                "prose",
                level,
                f"文字与上一年报告的重复率为{taken.rate:.0%}，有{len(taken.reused)}句沿用。{example}"
                "请按本年实际情况改写，避免内容雷同。",
            )
        )
    return found


def _once(found: list[Finding]) -> list[Finding]:
    """Sorted by weight; a finding made twice (the same number said twice) is listed once."""
    seen: set[str] = set()
    kept = []
    for each in sorted(found, key=lambda each: each.weight):
        if each.fingerprint not in seen:
            seen.add(each.fingerprint)
            kept.append(each)
    return kept
