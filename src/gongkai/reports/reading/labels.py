"""Labels found by meaning: a label is known by the pieces of it that no other label of the form has.

So a label cut in two, misspelt in a character or two, or shortened is still found, and no list of
spellings has to be kept beside the format files.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.reports.format import FORMAT_IDS, Row, load_format
from gongkai.reports.reading.normal import squeeze

GRAM = 3
MOST_KEPT, LONGEST_KEPT = 4000, 120
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.,]|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、,])"
)
_MARKS = re.compile(r"[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A label met in a text: whose, how much of it (0…1), and where it ends, marks not counted."""

    key: str
    share: float
    end: int


def core(label: str) -> str:
    """A label without its ordinal and its brackets.

    >>> core("2.其他法律行政法规禁止公开"), core("（七）总计"), core("一、本年新收政府信息公开申请数量")
    ('其他法律行政法规禁止公开', '总计', '本年新收政府信息公开申请数量')
    """
    return _MARKS.sub("", _ORDINAL.sub("", squeeze(label)))


def ordinal(label: str) -> str:
    """The ordinal of a label, digits and Chinese numbers only.

    >>> ordinal("2.其他法律行政法规禁止公开"), ordinal("（七）总计")
    ('2', '七')
    """
    found = _ORDINAL.match(squeeze(label))
    return re.sub(r"\W", "", found.group()) if found else ""


def grams(text: str, size: int = GRAM) -> list[str]:
    """All runs of so many characters in a text."""
    return [text[at : at + size] for at in range(len(text) - size + 1)]


class Labels:
    """The labels of one table, searchable in squeezed text."""

    def __init__(self, names: Iterable[tuple[str, Sequence[str]]], others: Iterable[str] = ()) -> None:
        names = list(names)
        wordings = [(key, [core(label) for label in labels]) for key, labels in names]
        owners: dict[str, set[str]] = defaultdict(set)
        for key, labels in wordings:
            for label in labels:
                for gram in grams(label):
                    owners[gram].add(key)
        cores = {label for _, labels in wordings for label in labels}
        for other in others:
            if core(other) not in cores:
                for gram in grams(core(other)):
                    owners[gram].add("")
        self._owner = {gram: next(iter(keys)) for gram, keys in owners.items() if len(keys) == 1}
        self._owner = {gram: key for gram, key in self._owner.items() if key}
        self._most = {
            key: max(min(sum(self._owner.get(gram) == key for gram in grams(label)) for label in labels), 1)
            for key, labels in wordings
        }
        self._seen: dict[str, list[Mention]] = {}  # the words of forms are the same in every report
        self._wordings = [(core(label), ordinal(label), key) for key, labels in names for label in labels]

    def mentions(self, text: str) -> list[Mention]:
        """The labels that a squeezed text mentions, in the order in which they end."""
        found = self._seen.get(text)
        if found is None:
            found = self._mentions(text)
            if len(text) < LONGEST_KEPT and len(self._seen) < MOST_KEPT:
                self._seen[text] = found
        return found

    def _mentions(self, text: str) -> list[Mention]:
        hits: dict[str, list[int]] = {}
        owner = self._owner
        plain = _MARKS.sub("", text)
        for at in range(len(plain) - GRAM + 1):
            key = owner.get(plain[at : at + GRAM])
            if key is not None:
                hits.setdefault(key, []).append(at + GRAM)
        found = [Mention(key, min(len(ends) / self._most[key], 1.0), ends[-1]) for key, ends in hits.items()]
        found = [each for each in found if each.share >= 0.3]
        part = _last_part(text)
        begun = self._begun(part)
        if begun:
            found = [each for each in found if each.key != begun]
            found.append(Mention(begun, 1.0, len(plain) - self._beyond(begun, core(part))))
        return sorted(found, key=lambda each: each.end)

    def ordinal_of(self, text: str) -> str:
        """The ordinal that the form gives to the label with which a text begins without one."""
        key = "" if ordinal(text) else self._begun(text)
        return next((known for _, known, owner in self._wordings if owner == key), "") if key else ""

    def _begun(self, part: str) -> str:
        """The one label that begins as a text does, be it cut off ("5.要求行政机关") or followed by more."""
        start, number = core(part), ordinal(part)
        if len(start) < 2:
            return ""
        begun = {
            key: known
            for label, known, key in self._wordings
            if label.startswith(start) or (len(label) > GRAM and start.startswith(label))
        }
        if len(begun) > 1:
            begun = {key: known for key, known in begun.items() if known == number}
        return next(iter(begun)) if len(begun) == 1 else ""

    def _beyond(self, key: str, start: str) -> int:
        """How many signs follow the label with which a text begins: another label may stand there."""
        known = [len(label) for label, _, owner in self._wordings if owner == key and start.startswith(label)]
        return len(start) - max(known, default=len(start))

    def last(self, text: str) -> Mention | None:
        """The label that stands last in a squeezed text."""
        found = self.mentions(text)
        return found[-1] if found else None


def _last_part(text: str) -> str:
    """What follows the last ordinal of a text: "（六）其他处理3.其他" → "3.其他"."""
    parts = re.split(r"(?=(?:\([一二三四五六七八九十]\)|\d[.、,]|[一二三四五][、.]))", text)
    return parts[-1]


def _wordings(row: Row) -> list[str]:
    return [row.label, *row.also]


@cache
def request_labels() -> Labels:
    """The row labels of table 三 of all editions."""
    names: dict[str, list[str]] = {}
    others: list[str] = []
    for format_id in FORMAT_IDS:
        block = load_format(format_id).table("requests").blocks[0]
        for row in block.rows:
            names.setdefault(row.key, []).extend(_wordings(row))
            others += [row.side, row.group]
        others += [column.label for column in block.columns] + [block.caption]
    return Labels(names.items(), [each for each in others if each])


@cache
def request_keys(format_id: str) -> tuple[str, ...]:
    """The row keys of table 三 of an edition in the order of the form."""
    return tuple(row.key for row in load_format(format_id).table("requests").blocks[0].rows)
