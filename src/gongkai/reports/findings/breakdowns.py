"""Breakdowns of the prose (N-2): “共2633条，其中…条、…条”: the parts must add up to the stated total.

A list that begins with 其中 need not be complete, so too small a sum is only wrong where the list says that
it is complete: it ends with 其他…, or names all the parts that there are (主动公开、依申请公开、不予公开), or
comes so near to the total that nothing else can be meant. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.report import Number, Report

from .context import Noted, NotedSentence
from .finding import Finding, Maker, distance, said
from .meanings import BOTH, REQUEST, REVIEW, SUIT
from .prose import AT_LEAST, agrees, place_name
from .quantities import Mention, clip

_INTRO = re.compile(r"其中|包括|涉及|分别|分为|构成|涵盖|类别")
_CONTINUES = re.compile(r"^(?:其中|分别|包括)")
_BRACKET = re.compile(r"^，?（(?!含)")
_AMONG = re.compile(r"^[^，；：（）]*中[，：]?")
_REST = re.compile(r"^(?:以及|和|及)?(?:其[他它余]|剩余|另外)")
_PARTITIONS = (
    ("主动公开", "依申请公开", "不予公开"),
    ("自然人", "法人"),
    ("公开", "不予公开", "无法提供", "不予处理", "其他处理"),
    ("维持", "纠正", "其他", "未审结"),
)
NEAR = Decimal("0.95")
NEAR_FROM = 100
"""Closeness says something only about totals of at least this size."""
MOST_PARTS = 150
"""Numbers of a sentence beyond which it is a table run together, not a list."""
FAR = Decimal("1.1")
_NO_LIST_UNITS = frozenset(("%", "个百分点", "次", "场", "场次"))


@dataclass(frozen=True, slots=True)
class _List:
    """A total and the numbers that follow it. ``marked``: the prose says that they are its parts."""

    head: Mention
    parts: tuple[Noted, ...]
    marked: bool
    closed: bool
    cut: bool
    follows_exact: bool = False


def _same_unit(head: Mention, part: Mention) -> bool:
    return part.unit == head.unit or part.unit == ""


def _followers(noted: Sequence[Noted], place: int, depth: int) -> list[Noted]:
    """The numbers after ``place`` at that depth in the unit of the head, until the list must be over."""
    head = noted[place]
    found: list[Noted] = []
    for number in range(place + 1, len(noted)):
        each = noted[number]
        if each.mention.depth < depth:
            break
        if each.mention.depth > depth or each.difference or not _same_unit(head.mention, each.mention):
            continue
        if head.topic in (REQUEST, "") and each.topic in (REVIEW, SUIT, BOTH) and head.topic != each.topic:
            break
        if _heads_a_list(noted, number, depth):
            break
        found.append(each)
    return found


def _heads_a_list(noted: Sequence[Noted], place: int, depth: int) -> bool:
    """Whether the number begins a list of its own (“…46件，其中…”)."""
    if place + 1 >= len(noted):
        return False
    after = noted[place + 1].mention
    return after.depth == depth and "其中" in after.gap.partition("（")[0]


def _lists(noted: Sequence[Noted], cut: bool, continued: int) -> list[_List]:
    """All lists of a sentence. ``continued`` is where the numbers of a next sentence “其中…” begin."""
    found: list[_List] = []
    for place, head in enumerate(noted[:-1]):
        if head.mention.unit in _NO_LIST_UNITS or not head.mention.unit or head.difference:
            continue
        found.extend(_of_head(noted, place, cut, continued))
    return found


def _of_head(noted: Sequence[Noted], place: int, cut: bool, continued: int) -> list[_List]:
    head = noted[place].mention
    after = noted[place + 1].mention
    inside = after.depth > head.depth
    found = []
    if inside and _BRACKET.match(after.gap.removeprefix(head.tail)):
        parts = _followers(noted, place, after.depth)
        found.append(_List(head, tuple(parts), True, True, cut and len(parts) + place + 1 == len(noted)))
    parts = _followers(noted, place, head.depth)
    if not parts:
        return found
    marked, start = _marked(noted, place, parts, continued)
    if marked or (place == 0 and not inside):
        found.append(_List(head, tuple(parts[start:]), marked, False, cut))
    return found


def _marked(noted: Sequence[Noted], place: int, parts: Sequence[Noted], continued: int) -> tuple[bool, int]:
    """Whether 其中 (or the like) stands between the head and a part, and with which part the list begins."""
    head = noted[place].mention
    for number, part in enumerate(parts):
        gap = part.mention.gap
        if part is noted[place + 1] and (
            _AMONG.match(gap) or gap.startswith("：") or ("：" in gap and _INTRO.search(gap))
        ):
            return True, number
        if "其中" in gap and _nearest_total(noted, part, head):
            return True, number
        if number == 0 and _INTRO.search(gap.rpartition("）")[2][:12]):
            return True, 0
    if continued < len(noted) and place < continued:
        rest = [n for n, part in enumerate(parts) if noted.index(part) >= continued]
        last = [each for each in noted[:continued] if each.mention.unit == head.unit]
        if rest and last and last[-1].mention is head:
            return True, rest[0]
    return False, 0


def _nearest_total(noted: Sequence[Noted], part: Noted, head: Mention) -> bool:
    """Whether the head is the last number of its unit and depth before the 其中 of the part."""
    for each in reversed(noted[: noted.index(part)]):
        if each.difference:
            continue
        if each.mention.depth <= part.mention.depth and each.mention.unit == head.unit:
            return each.mention is head
    return False


def _exact(head: Mention, parts: Sequence[Noted]) -> int:
    """The shortest run of leading parts that gives the total exactly; 0 if none does."""
    total: Number = 0
    for number, part in enumerate(parts, start=1):
        total += part.mention.value
        if total == head.value and number > 1:
            return number
        if total > head.value:
            return 0
    return 0


def _complete(parts: Sequence[Noted]) -> bool:
    return bool(_REST.match(parts[-1].mention.lead)) or _partition(parts)


def _partition(parts: Sequence[Noted]) -> bool:
    """Whether the parts are all that there are by law or form, so that none can lie in another."""
    labels = "\x1f".join(each.mention.label for each in parts)
    return any(all(word in labels for word in words) for words in _PARTITIONS)


def _near(total: Number, head: Mention, count: int) -> bool:
    if count < 3 or head.value < NEAR_FROM:
        return False
    return head.value * NEAR <= total <= head.value * (2 - NEAR)


def _overlap(total: Number, head: Mention, parts: Sequence[Noted]) -> bool:
    """Whether leaving out a single part gives the total: it may be counted in another one."""
    return any(total - each.mention.value == head.value for each in parts if each.mention.value)


def judge(head: Mention, parts: Sequence[Noted], marked: bool, closed: bool) -> CheckOutcome | None:
    """What the parts of a total come to; ``None`` where they need not be its parts, or not all of them."""
    total: Number = sum((each.mention.value for each in parts), start=0)
    if any(each.mention.about for each in parts) or not parts:
        return None
    if agrees(head.value, head.about, total):
        return CheckOutcome.HOLDS if marked or len(parts) > 1 else None
    complete = len(parts) > 1 and _complete(parts)
    near = _near(total, head, len(parts))
    if not (complete or near):
        return None
    if not marked and not near:
        return None
    if total > head.value:
        if not _partition(parts) and _overlap(total, head, parts) and not head.about:
            return CheckOutcome.CANNOT_TELL
        if any(each.mention.value > head.value for each in parts):
            return None
        return CheckOutcome.FAILS if total <= head.value * FAR or closed else CheckOutcome.CANNOT_TELL
    return CheckOutcome.FAILS


def _goes_on(sentence: NotedSentence, following: NotedSentence) -> bool:
    """Whether the next sentence is “其中…” and speaks of the numbers of this one."""
    return (
        bool(sentence.noted)
        and not sentence.sentence.cut
        and sentence.section == following.section
        and bool(_CONTINUES.match(following.sentence.text))
    )


class BreakdownCheck:
    """N-2 over the sentences of one report."""

    def __init__(self, report: Report, every: bool) -> None:
        self.every = every
        self.make = Maker(report)

    def sentences(self, sentence: NotedSentence, following: NotedSentence | None) -> list[Finding]:
        """The findings of the lists that begin in a sentence, taken together with one that goes on with
        其中.
        """
        noted = list(sentence.noted)
        continued = len(noted)
        cut = sentence.sentence.cut
        if following is not None and _goes_on(sentence, following):
            noted += following.noted
            cut = following.sentence.cut
        if not 2 <= len(noted) <= MOST_PARTS:
            return []
        found: list[Finding] = []
        for each in _lists(noted, cut, continued):
            found.extend(self._list(each, sentence.section))
        return found

    def _list(self, one: _List, section: str) -> list[Finding]:
        found: list[Finding] = []
        parts = one.parts
        while taken := (0 if one.head.about else _exact(one.head, parts)):
            if self.every:
                found.append(self._say(one, parts[:taken], CheckOutcome.HOLDS, section))
            parts = parts[taken:]
        if len(parts) < len(one.parts) and not (parts and len(parts) > 1 and _complete(parts)):
            return found
        outcome = judge(one.head, parts, one.marked, one.closed) if parts else None
        if outcome is CheckOutcome.FAILS and one.cut:
            outcome = CheckOutcome.CANNOT_TELL
        if outcome is CheckOutcome.FAILS or (outcome is not None and self.every):
            found.append(self._say(one, parts, outcome, section))
        return found

    def _say(self, one: _List, parts: Sequence[Noted], outcome: CheckOutcome, section: str) -> Finding:
        head = one.head
        total: Number = sum((each.mention.value for each in parts), start=0)
        shown = "＋".join(said(each.mention.value) for each in parts)
        about = ""
        if head.about:
            about = f"（原文用“{head.about}”，各项之和{'也' if head.about in AT_LEAST else ''}应与之相符）"
        gap = said(distance(total, head.value))
        ending = {
            CheckOutcome.FAILS: f"不等于{said(head.value)}，相差{gap}。请核对总数和各项，改正其中一处。",
            CheckOutcome.CANNOT_TELL: "与总数不同，但所列各项可能不全或有交叉，不能判定。请核对。",
        }.get(outcome, "相符。")
        return self.make(
            "N-2",
            f"{section}.{said(head.value)}{head.unit}",
            "warning",
            f"{place_name(section)}写“{clip(head.lead)}{head.written}”{about}，所列各项{shown}＝{said(total)}，{ending}",
            outcome=outcome,
            left=head.value,
            right=total,
        )
