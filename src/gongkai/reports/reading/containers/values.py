"""Numbers in Excel cells (数值) as a person sees them: no binary dust, dates and percentages as such."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from gongkai.reports.reading.containers.archive import Element, Package, child, local

_FIRST_DAY = date(1899, 12, 30)
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PLAIN = re.compile(r"-?\d{1,15}")


def as_written(raw: str, number_format: str = "") -> str:
    """A stored number in the shortest digits that mean it; whatever is no number stays as it is.

    >>> as_written("3"), as_written("96171.600000000006"), as_written("2.0"), as_written("1E+7")
    ('3', '96171.6', '2', '10000000')
    >>> as_written("44227", "date"), as_written("0.339", "percent"), as_written("#REF!")
    ('2021-01-31', '33.9%', '#REF!')
    """
    if not number_format and _PLAIN.fullmatch(raw):
        return raw
    try:
        number = Decimal(repr(float(raw)))
    except (ValueError, InvalidOperation, OverflowError):
        return raw
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return raw
    if number_format == "date" and 0 < number < 80_000:
        return (_FIRST_DAY + timedelta(days=int(number))).isoformat()
    if number_format == "percent":
        return f"{_digits(number * 100)}%"
    return _digits(number)


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def kind_of_format(number_format_id: int, code: str) -> str:
    """Whether a number format shows a ``date`` or a ``percent``; empty for all others.

    >>> kind_of_format(14, ""), kind_of_format(176, 'yyyy"年"m"月"d"日"'), kind_of_format(10, "0.00%")
    ('date', 'date', 'percent')
    >>> kind_of_format(177, '0.00"万元"')
    ''
    """
    if number_format_id in (9, 10):
        return "percent"
    bare = _QUOTED.sub("", code).split(";")[0].lower()
    if number_format_id in _DATES or ("y" in bare and "general" not in bare):
        return "date"
    return "percent" if "%" in bare else ""


@dataclass(slots=True)
class Styles:
    """What cell styles say: number formats and whether a cell has a border."""

    formats: list[str] = field(default_factory=list)
    frames: list[bool] = field(default_factory=list)

    @classmethod
    def of(cls, package: Package, book: str) -> "Styles":
        """The styles of a workbook; none where it has no readable ones."""
        found = cls()
        for _, target in package.related(book, "styles"):
            if package.has(target):
                found._read(package.xml(target))
        return found

    def _read(self, root: Element) -> None:
        codes = {_whole(each.get("numFmtId")): each.get("formatCode", "") for each in root.iter("{*}numFmt")}
        borders = child(root, "borders")
        framed = [_has_edge(each) for each in borders] if borders is not None else []
        styles = child(root, "cellXfs")
        for style in styles if styles is not None else ():
            number_format = _whole(style.get("numFmtId"))
            border = _whole(style.get("borderId"))
            self.formats.append(kind_of_format(number_format, codes.get(number_format, "")))
            self.frames.append(border < len(framed) and framed[border])

    def format_of(self, style: str) -> str:
        """``date``, ``percent`` or nothing, for a cell's style number."""
        at = _whole(style)
        return self.formats[at] if at < len(self.formats) else ""

    def is_framed(self, style: str) -> bool:
        """Whether cells of that style have a border."""
        at = _whole(style)
        return self.frames[at] if at < len(self.frames) else False


def _has_edge(border: Element) -> bool:
    return any(each.get("style") not in (None, "none") for each in border if local(each) in ("left", "top"))


def _whole(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0
