"""Prose against tables (N-1): numbers that the tables state too, and words that there were none.

Law: OGI 50.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from gongkai.reports.checks import CheckOutcome, edition_of
from gongkai.reports.report import CellKind, Number, Report

from .context import Noted, NotedSentence, is_complement
from .finding import Finding, Maker, distance, said
from .meanings import COLUMNS, DOCUMENT, Measure, Reading, candidates_of, readings_of, value_of
from .tables import cell_label, labels_of

SECTION_NAMES = {
    "s1": "第一部分",
    "s2": "第二部分",
    "s3": "第三部分",
    "s4": "第四部分",
    "s5": "第五部分",
    "s6": "第六部分",
    "preamble": "第一部分之前的说明",
}
MOST_READ = 6
"""Possible values of a cell that a message lists."""
AT_LEAST = frozenset("余多逾超") | {"超过"}

_NONE = re.compile(
    r"(?:没有|未发生|未收到|未接到|未产生|未出现|未被|未涉及|(?<![有毫])无(?![法正理需论偿关]))"
    r"(?P<what>[^，。；：（）0-9]{0,24}?(?:行政复议|行政诉讼|复议|诉讼)[^，。；：（）0-9]*)"
)
_NOT_NONE = re.compile(
    r"纠错|纠正|撤销|败诉|违法|变更|法定|确认|责令|正当|维持|经复议|机关|备案|超|权利|途径|救济|告知|期限|风险"
)
_NO_REQUESTS = re.compile(
    r"(?:没有|未收到|未接到|未产生|未受理)[^，。；：（）0-9]{0,8}(?:依申请公开|政府信息公开)(?:的)?(?:申请|件|事项|信息)"
)


def agrees(stated: Number, about: str, value: Number) -> bool:
    """Whether a stated number, approximate or not, can mean the value.

    >>> agrees(2633, "余", 2650), agrees(2633, "余", 2620), agrees(100, "近", 97), agrees(81, "", 81)
    (True, False, True, True)
    """
    if not about:
        return stated == value
    if about in AT_LEAST:
        return stated <= value <= stated * Decimal("1.1") + 1
    return distance(stated, value) * 20 <= stated


def place_name(section: str) -> str:
    """A section as messages name it."""
    return SECTION_NAMES.get(section, section)


def _twin(report: Report, stated: Number, reading: Reading) -> str:
    """A hint: the one cell (or row) inside the reading that has just the stated number."""
    if not stated:
        return ""
    for name in reading.cells:
        cell_id = name.removeprefix("-")
        if len(reading.cells) > 1 and value_of(report, Reading("", (cell_id,)))[0] == stated:
            return f"{said(stated)}恰等于{_row_of(report, cell_id)}一行。"
        if cell_id.startswith("requests."):
            stem = cell_id.rpartition(".")[0]
            for column in COLUMNS:
                if report.value(f"{stem}.{column}") == stated:
                    return f"{said(stated)}恰等于{cell_label(report.format, f'{stem}.{column}')}。"
    return ""


def _row_of(report: Report, cell_id: str) -> str:
    return f"“{labels_of(report.format, cell_id)[1]}”"


def _sum_of(report: Report, reading: Reading) -> str:
    values, _ = candidates_of(report, reading)
    if len(values) == 1:
        return f"{reading.says}为{said(values[0])}"
    return f"{reading.says}的数字连在一起，可能是{'、'.join(said(value) for value in values[:MOST_READ])}"


def _cells(reading: Reading) -> tuple[str, ...]:
    return tuple(each.removeprefix("-") for each in reading.cells)


def table_is_there(report: Report, cells: Sequence[str]) -> bool:
    """Whether the document has any of the cells, so that there is something to compare with."""
    return any(report.cell(each.removeprefix("-")).kind is not CellKind.MISSING for each in cells)


class ProseCheck:
    """N-1 over the sentences of one report."""

    def __init__(self, report: Report, every: bool) -> None:
        self.report = report
        self.every = every
        self.make = Maker(report)
        self.matched: dict[int, int] = {}
        """For each mention (by id) the place of the reading that it agreed with: growth is compared in
        kind."""

    def sentence(self, noted: NotedSentence) -> list[Finding]:
        """The findings of one sentence."""
        found = [
            self._compare(each, noted, place)
            for place, each in enumerate(noted.noted)
            if each.measure is not None
        ]
        found.extend(self._none(noted))
        return [each for each in found if each is not None]

    def _compare(self, noted: Noted, sentence: NotedSentence, place: int) -> Finding | None:
        measure, mention = noted.measure, noted.mention
        assert measure is not None
        readings = readings_of(measure, self._edition(measure))
        if not readings or not table_is_there(self.report, [c for r in readings for c in r.cells]):
            return None
        sums = [candidates_of(self.report, reading) for reading in readings]
        for number, (values, _) in enumerate(sums):
            for value in values:
                if agrees(mention.value, mention.about, value):
                    self.matched[id(mention)] = number
                    return self._holds(noted, sentence, readings[number], value)
        if self._with_sibling(sentence.noted, place, [value for values, _ in sums for value in values]):
            return None
        outcome = CheckOutcome.FAILS
        if not noted.firm or not all(certain for _, certain in sums):
            outcome = CheckOutcome.CANNOT_TELL
        if outcome is CheckOutcome.CANNOT_TELL and not self.every:
            return None
        nearest = min(sums[0][0], key=lambda value: distance(value, mention.value))
        return self._differs(noted, sentence, readings, nearest, outcome)

    def _edition(self, measure: Measure) -> str:
        """The edition whose rows the measure is read in: that of table 二 for documents."""
        return edition_of(self.report, "proactive" if measure.topic == DOCUMENT else "requests")

    def _with_sibling(self, noted: list[Noted], place: int, values: list[Number]) -> bool:
        """“按期答复1件，另外1件…”: the two together are the number of the table."""
        total = noted[place].mention.value
        for other in noted[place + 1 :]:
            if other.mention.unit != noted[place].mention.unit or not is_complement(other.mention):
                return False
            total += other.mention.value
            if total in values:
                return True
        return False

    def _holds(
        self, noted: Noted, sentence: NotedSentence, reading: Reading, value: Number
    ) -> Finding | None:
        if not self.every:
            return None
        assert noted.measure is not None
        return self.make(
            "N-1",
            self._at(noted, sentence),
            "note",
            f"{place_name(sentence.section)}写“{noted.mention.quoted}”，与表格相符：{reading.says}为{said(value)}。",
            outcome=CheckOutcome.HOLDS,
            left=noted.mention.value,
            right=value,
            cells=_cells(reading),
        )

    def _differs(
        self,
        noted: Noted,
        sentence: NotedSentence,
        readings: Sequence[Reading],
        value: Number,
        outcome: CheckOutcome,
    ) -> Finding:
        mention = noted.mention
        assert noted.measure is not None
        first = readings[0]
        table, row, column = labels_of(self._edition(noted.measure), first.cells[0].removeprefix("-"))
        shown = "，".join(_sum_of(self.report, reading) for reading in readings)
        about = f"（原文用“{mention.about}”）" if mention.about else ""
        gap = said(distance(mention.value, value))
        why = f"{noted.why}，不能判定。" if noted.why else "不能判定。"
        ending = why if outcome is CheckOutcome.CANNOT_TELL else f"相差{gap}。"
        return self.make(
            "N-1",
            self._at(noted, sentence),
            "warning",
            f"{place_name(sentence.section)}写“{mention.quoted}”{about}，{table}中{shown}，"
            f"{'都' if len(readings) > 1 else ''}不相等；{ending}"
            f"{_twin(self.report, mention.value, first)}请核对文字和表格，改正其中一处；"
            "统计口径不同的，在文字中说明。",
            outcome=outcome,
            left=mention.value,
            right=value,
            cells=_cells(first),
            labels=(table, "" if len(first.cells) > 1 else row, column),
        )

    def _at(self, noted: Noted, sentence: NotedSentence) -> str:
        assert noted.measure is not None
        return f"{sentence.section}.{noted.measure.key}:{said(noted.mention.value)}"

    def _none(self, noted: NotedSentence) -> list[Finding | None]:
        text = noted.sentence.text
        found: list[Finding | None] = []
        if "议" in text or "诉" in text:
            for match in _NONE.finditer(text):
                if not _NOT_NONE.search(match["what"]):
                    found.extend(self._no_cases(match["what"], noted.section))
        if noted.noted or "申请" not in text:
            return found
        if _NO_REQUESTS.search(text) and not _NOT_NONE.search(text):
            found.append(
                self._zero(
                    "收到政府信息公开申请", ("requests.new_received.total",), noted.section, "received"
                )
            )
        return found

    def _no_cases(self, what: str, section: str) -> list[Finding | None]:
        found: list[Finding | None] = []
        if "复议" in what:
            found.append(self._zero("行政复议", ("reviews.review_total",), section, "review"))
        if "诉讼" in what:
            cells = ("reviews.direct_total", "reviews.after_total")
            found.append(self._zero("行政诉讼", cells, section, "suit"))
        return found

    def _zero(self, label: str, cells: tuple[str, ...], section: str, key: str) -> Finding | None:
        if not table_is_there(self.report, cells):
            return None
        value, _ = value_of(self.report, Reading(label, cells))
        if value == 0 and not self.every:
            return None
        table = labels_of(self.report.format, cells[0])[0]
        outcome = CheckOutcome.FAILS if value else CheckOutcome.HOLDS
        ending = (
            f"但{table}中为{said(value)}。请核对文字和表格，改正其中一处。"
            if value
            else f"{table}中也是0，相符。"
        )
        return self.make(
            "N-1",
            f"{section}.{key}_total:0",
            "warning",
            f"{place_name(section)}说没有{label}，{ending}",
            outcome=outcome,
            left=0,
            right=value,
            cells=cells,
            labels=(table, "", ""),
        )
