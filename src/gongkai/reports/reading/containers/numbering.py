"""Automatic numbers in Word (自动编号): "一、", "（一）", "1.", seen by everybody but written in no text."""

from dataclasses import dataclass, field

from gongkai.reports.reading.containers.archive import Element, Package, attribute, child, local

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseCounting",
    "koreanDigital2",
}


def chinese_number(number: int) -> str:
    """A count in Chinese, up to 99; larger ones digit by digit.

    >>> [chinese_number(each) for each in (3, 10, 11, 20, 21, 105)]
    ['三', '十', '十一', '二十', '二十一', '一〇五']
    """
    if not 0 < number < 100:
        return "".join(_DIGITS[int(each)] for each in str(max(0, number)))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def written(number: int, style: str) -> str:
    """A number in one of Word's number styles; empty for bullets.

    >>> written(3, "chineseCounting"), written(3, "decimal"), written(3, "decimalEnclosedCircle")
    ('三', '3', '③')
    """
    if style in ("bullet", "none"):
        return ""
    if style in _CHINESE:
        return chinese_number(number)
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if style in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if style == "lowerLetter" else "A") + number - 1)
    return str(number)


@dataclass(slots=True)
class Level:
    """One level of a list: how its number looks, what stands around it, where it starts."""

    style: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, part: str) -> "Numbering":
        """The numbering of a document; an empty one where it has none."""
        found = cls()
        for _, target in package.related(part, "numbering"):
            if package.has(target):
                found._read_lists(package.xml(target))
        if found.lists:
            for _, target in package.related(part, "styles"):
                if package.has(target):
                    found._read_styles(package.xml(target))
        return found

    def _read_lists(self, root: Element) -> None:
        for each in root:
            if local(each) == "abstractNum":
                levels = {_index(level): _level(level) for level in each if local(level) == "lvl"}
                self.levels[attribute(each, "abstractNumId") or ""] = levels
            elif local(each) == "num":
                self.lists[attribute(each, "numId") or ""] = _value(each, "abstractNumId") or ""

    def _read_styles(self, root: Element) -> None:
        for style in root.iter("{*}style"):
            properties = child(style, "pPr")
            numbers = child(properties, "numPr") if properties is not None else None
            if numbers is not None:
                place = (_value(numbers, "numId") or "", _whole(_value(numbers, "ilvl"), 0))
                self.styles[attribute(style, "styleId") or ""] = place

    def next(self, paragraph: Element) -> str:
        """The number before this paragraph, counted on; empty where it has none."""
        if not self.lists:
            return ""
        list_id, depth = self._place(paragraph)
        abstract = self.lists.get(list_id)
        levels = self.levels.get(abstract) if abstract is not None else None
        if abstract is None or not levels or depth not in levels:
            return ""
        counts = self.counted.setdefault(abstract, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        text = levels[depth].text
        for at in range(9):
            if f"%{at + 1}" in text:
                level = levels.get(at, Level())
                text = text.replace(f"%{at + 1}", written(counts.get(at, level.start), level.style))
        return text if levels[depth].style != "bullet" else ""

    def _place(self, paragraph: Element) -> tuple[str, int]:
        properties = child(paragraph, "pPr")
        if properties is None:
            return "", 0
        numbers = child(properties, "numPr")
        if numbers is not None:
            return _value(numbers, "numId") or "", _whole(_value(numbers, "ilvl"), 0)
        return self.styles.get(_value(properties, "pStyle") or "", ("", 0))


def _value(element: Element, name: str) -> str | None:
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def _whole(raw: str | None, default: int) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 6 else default


def _index(level: Element) -> int:
    return _whole(attribute(level, "ilvl"), 0)


def _level(level: Element) -> Level:
    return Level(
        _value(level, "numFmt") or "decimal",
        _value(level, "lvlText") or "",
        _whole(_value(level, "start"), 1),
    )
