"""Percentages of the prose: shares (N-4) and growth on last year (N-5), rounded or cut off.

A share that is cut off instead of rounded is said as a note. A growth rate is only tested where last year's
report is at hand. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.report import Number, Report

from .context import Noted, NotedSentence
from .finding import Finding, Maker, distance, said
from .meanings import REQUEST, Reading, readings_of, value_of
from .prose import place_name
from .quantities import clip

ROUNDED, CUT_OFF = "rounded", "cut_off"
_SHARE = re.compile(r"占(?P<of>[^占]*)$")
_TIGHT = re.compile(
    r"^(?:分别|约)?占(?:比|总数|总量|总件数|全部申请|申请总数|申请总量|办结总数|答复总数)?(?:的|为|达|约)*$"
)
_GROWTH = re.compile(r"(?P<up>增长|上升|增加|提高|提升|增幅|多)|(?P<down>下降|减少|回落|降低|降幅|少)")
_ON_LAST_YEAR = re.compile(r"同比|[较比](?:去|上|20\d\d)一?年")
_DENOMINATORS = (
    Reading("本年办结", ("requests.result_total.total",)),
    Reading("本年新收", ("requests.new_received.total",)),
    Reading("本年新收加上年结转", ("requests.new_received.total", "requests.carried_in.total")),
)
FAR_BACK = 40
"""Numbers before a percentage that are looked through for its part."""
MOST_BACK = 8
"""Numbers before a share that may be its whole."""


def rounded(part: Number, whole: Number, decimals: int) -> Decimal:
    """A share in per cent, rounded half up.

    >>> rounded(35, 805, 2), rounded(42, 81, 2)
    (Decimal('4.35'), Decimal('51.85'))
    """
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def cut_off(part: Number, whole: Number, decimals: int) -> Decimal:
    """A share in per cent with the further digits dropped.

    >>> cut_off(35, 805, 2)
    Decimal('4.34')
    """
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def fits(stated: Number, decimals: int, part: Number, whole: Number) -> str:
    """How a stated percentage comes from a part and its whole: ``rounded``, ``cut_off`` or empty.

    >>> [fits(Decimal(each), 2, 35, 805) for each in ("4.34", "4.35", "4.36")]
    ['cut_off', 'rounded', '']
    """
    if not whole:
        return ""
    if rounded(part, whole, decimals) == stated:
        return ROUNDED
    return CUT_OFF if cut_off(part, whole, decimals) == stated else ""


def _implied(stated: Number, decimals: int, whole: Number) -> int | None:
    """The one whole number that would be the stated share of the whole, if there is just one."""
    guess = int(Decimal(stated) * Decimal(whole) / 100)
    fitting = [
        each for each in range(max(guess - 1, 0), guess + 3) if fits(stated, decimals, each, whole) == ROUNDED
    ]
    return fitting[0] if len(fitting) == 1 else None


class PercentageCheck:
    """N-4 and N-5 over the sentences of one report."""

    def __init__(self, report: Report, previous: Report | None, matched: dict[int, int], every: bool) -> None:
        self.report = report
        self.previous = previous
        self.matched = matched
        self.every = every
        self.make = Maker(report)
        self.before: list[Noted] = []

    def sentence(self, noted: NotedSentence) -> list[Finding]:
        """The findings of one sentence. The numbers of the sentence before it may be a whole too."""
        found: list[Finding | None] = []
        for place, each in enumerate(noted.noted):
            if each.mention.unit == "%" and each.mention.about in ("", "约"):
                found.append(self._one(noted, place))
        if noted.noted:
            self.before = [each for each in noted.noted if each.mention.unit != "%"]
        return [each for each in found if each is not None]

    def _one(self, noted: NotedSentence, place: int) -> Finding | None:
        mention = noted.noted[place].mention
        growth = _GROWTH.search(mention.lead)
        if growth and _ON_LAST_YEAR.search(mention.lead):
            return self._growth(noted, place, -1 if growth["down"] else 1)
        if _SHARE.search(mention.lead):
            return self._share(noted, place)
        return None

    # ── shares ──
    def _share(self, noted: NotedSentence, place: int) -> Finding | None:
        counts = [each for each in noted.noted[max(0, place - FAR_BACK) : place] if each.mention.unit != "%"]
        tight = bool(_TIGHT.match(noted.noted[place].mention.lead)) and bool(counts) and place > 0
        tight = tight and noted.noted[place - 1] is counts[-1]
        share = noted.noted[place].mention
        if tight:
            part = counts[-1]
            wholes = self._wholes(part, counts[:-1])
            ways = [
                (fits(share.value, share.decimals, part.mention.value, whole), says, whole)
                for says, whole in wholes
            ]
            return self._say_tight(noted, place, part, ways)
        earlier = [each for each in (*self.before, *counts) if each.mention.depth <= share.depth]
        values = [each.mention.value for each in earlier][-MOST_BACK:]
        if self._loose(share.value, share.decimals, values):
            return self._holds(noted, place) if self.every else None
        return self._loose_unknown(noted, place) if self.every else None

    def _wholes(self, part: Noted, counts: Sequence[Noted]) -> list[tuple[str, Number]]:
        """What the share may be a share of: the totals of the prose first, then those of table 三."""
        unit, value = part.mention.unit, part.mention.value
        found: list[tuple[str, Number]] = []
        for each in reversed([*self.before, *counts][-MOST_BACK:]):
            if each.mention.unit == unit and each.mention.value >= value and each.mention.value:
                found.append((f"文中的{each.mention.written}", each.mention.value))
        if part.topic == REQUEST:
            for reading in _DENOMINATORS:
                whole, _ = value_of(self.report, reading)
                if whole:
                    found.append((f"{reading.says}{said(whole)}件", whole))
        return found

    def _loose(self, stated: Number, decimals: int, values: Sequence[Number]) -> bool:
        parts: set[Number] = set(values)
        parts.update(a + b for a, b in combinations(values, 2))
        return any(
            fits(stated, decimals, part, whole)
            for whole in values
            if whole
            for part in parts
            if part <= whole
        )

    def _say_tight(
        self, noted: NotedSentence, place: int, part: Noted, ways: Sequence[tuple[str, str, Number]]
    ) -> Finding | None:
        kinds = {kind for kind, _, _ in ways}
        if ROUNDED in kinds:
            return self._holds(noted, place) if self.every else None
        if CUT_OFF in kinds:
            return self._cut_off(noted, place, part, next(each for each in ways if each[0] == CUT_OFF))
        if not ways or (part.topic != REQUEST and not self._headed(noted, part)):
            return self._loose_unknown(noted, place) if self.every else None
        return self._wrong(noted, place, part, ways)

    def _headed(self, noted: NotedSentence, part: Noted) -> bool:
        """Whether the part stands in a list “共…条，其中…”, whose total is then the whole."""
        place = noted.noted.index(part)
        return any("其中" in each.mention.gap for each in noted.noted[1 : place + 1])

    def _wrong(
        self, noted: NotedSentence, place: int, part: Noted, ways: Sequence[tuple[str, str, Number]]
    ) -> Finding:
        share = noted.noted[place].mention
        closest = min(
            ways, key=lambda each: abs(rounded(part.mention.value, each[2], 2) - Decimal(share.value))
        )
        _, says, whole = closest
        right = rounded(part.mention.value, whole, share.decimals)
        implied = _implied(share.value, share.decimals, whole)
        hint = f"{said(share.value)}%对应的是{implied}。" if implied is not None else ""
        return self.make(
            "N-4",
            f"{noted.section}.{said(share.value)}%",
            "warning",
            f"{self._quoted(noted, part, share.written)}，但按{says}计算应为{said(right)}%，"
            f"四舍五入和截去尾数都得不出{said(share.value)}%。{hint}请核对件数、总数和百分比。",
            left=share.value,
            right=right,
            cells=self._cells(part),
        )

    def _cut_off(
        self, noted: NotedSentence, place: int, part: Noted, way: tuple[str, str, Number]
    ) -> Finding:
        share = noted.noted[place].mention
        _, says, whole = way
        right = rounded(part.mention.value, whole, share.decimals)
        return self.make(
            "N-4",
            f"{noted.section}.{said(share.value)}%",
            "note",
            f"{self._quoted(noted, part, share.written)}，按{says}四舍五入应为{said(right)}%，"
            f"文中的{said(share.value)}%是截去尾数得到的。建议统一四舍五入。",
            left=share.value,
            right=right,
            cells=self._cells(part),
        )

    def _cells(self, part: Noted) -> tuple[str, ...]:
        if part.measure is None:
            return ()
        readings = readings_of(part.measure, self.report.format)
        return tuple(each.removeprefix("-") for each in readings[0].cells) if readings else ()

    def _quoted(self, noted: NotedSentence, part: Noted, written: str) -> str:
        return f"{place_name(noted.section)}写“{clip(part.mention.lead)}{part.mention.written}”占{written}"

    def _holds(self, noted: NotedSentence, place: int) -> Finding:
        return self._plain(noted, place, CheckOutcome.HOLDS, "与所列件数相符。")

    def _loose_unknown(self, noted: NotedSentence, place: int) -> Finding:
        return self._plain(noted, place, CheckOutcome.CANNOT_TELL, "文中找不到相应的分子或分母，不能判定。")

    def _plain(
        self, noted: NotedSentence, place: int, outcome: CheckOutcome, ending: str, check: str = "N-4"
    ) -> Finding:
        share = noted.noted[place].mention
        return self.make(
            check,
            f"{noted.section}.{said(share.value)}%",
            "warning",
            f"{place_name(noted.section)}写“{clip(share.lead)}{share.written}”，{ending}",
            outcome=outcome,
            left=share.value,
        )

    # ── growth ──
    def _growth(self, noted: NotedSentence, place: int, sign: int) -> Finding | None:
        share = noted.noted[place].mention
        counts = [
            each
            for each in noted.noted[:place]
            if each.mention.unit != "%" and each.mention.depth <= share.depth
        ]
        if not counts or counts[-1].measure is None or self.previous is None:
            if self.previous is None and counts and counts[-1].measure is not None and self.every:
                return self._plain(
                    noted, place, CheckOutcome.NOT_APPLICABLE, "没有上一年报告，未核对。", "N-5"
                )
            return None
        subject = counts[-1]
        assert subject.measure is not None
        stated = share.value * sign
        pairs = list(self._pairs(subject))
        if any(self._grew(stated, share.decimals, now, before) for _, now, before in pairs if before):
            return (
                self._plain(noted, place, CheckOutcome.HOLDS, "与上一年报告相符。", "N-5")
                if self.every
                else None
            )
        same = [pair for pair in pairs if pair[0] and pair[2]]
        if not same or not subject.firm or id(subject.mention) not in self.matched:
            return (
                self._plain(
                    noted, place, CheckOutcome.CANNOT_TELL, "与上一年报告的口径对不上，不能判定。", "N-5"
                )
                if self.every
                else None
            )
        return self._wrong_growth(noted, place, subject, same[0])

    def _pairs(self, subject: Noted) -> Iterable[tuple[str, Number, Number]]:
        """(what, this year, last year): in the reading that the number agreed with, then in each other."""
        assert subject.measure is not None and self.previous is not None
        now = readings_of(subject.measure, self.report.format)
        then = readings_of(subject.measure, self.previous.format)
        chosen = self.matched.get(id(subject.mention))
        if chosen is not None and chosen < len(then):
            yield then[chosen].says, subject.mention.value, value_of(self.previous, then[chosen])[0]
        for one, other in zip(now, then, strict=False):
            yield "", value_of(self.report, one)[0], value_of(self.previous, other)[0]

    def _grew(self, stated: Number, decimals: int, now: Number, before: Number) -> bool:
        return bool(fits(distance(stated, 0), decimals, distance(now, before), before)) and (
            now >= before
        ) == (stated >= 0)

    def _wrong_growth(
        self, noted: NotedSentence, place: int, subject: Noted, pair: tuple[str, Number, Number]
    ) -> Finding:
        share = noted.noted[place].mention
        says, now, before = pair
        right = rounded(distance(now, before), before, max(share.decimals, 2))
        word = "增长" if now >= before else "下降"
        cells = self._cells(subject)
        return self.make(
            "N-5",
            f"{noted.section}.{said(share.value)}%",
            "warning",
            f"{place_name(noted.section)}写“{clip(share.lead)}{share.written}”，但{says}本年{said(now)}、上年{said(before)}，"
            f"应为{word}{said(right)}%。请核对两年的件数和百分比。",
            left=share.value,
            right=right,
            cells=(*cells, *(f"prior.{each}" for each in cells)),
        )
