"""The processing fee (信息处理费): by item or by page, both progressive, never both for one application.

Law: OGI 42; FEE2020 3; FEE2020 4; FEE2020 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only, take_or

FILE = "fees.toml"
_TARIFF_KEYS = frozenset(("key", "title", "unit", "from", "law", "per", "brackets"))
_BRACKET_KEYS = frozenset(("from", "to", "yuan", "step", "add"))


@dataclass(frozen=True, slots=True)
class Bracket:
    """Units ``first`` to ``last`` (0: no end) cost ``yuan`` each; every ``step`` units ``add`` yuan more."""

    first: int
    last: int
    yuan: Decimal
    step: int = 0
    add: Decimal = Decimal(0)

    def rate(self, unit: int) -> Decimal:
        """The rate of one unit inside the bracket, in yuan."""
        return self.yuan + (self.add * ((unit - self.first) // self.step) if self.step else 0)


@dataclass(frozen=True, slots=True)
class Tariff:
    """A way of charging, in force from ``start``; ``per`` says over what the units add up."""

    key: str
    title: str
    unit: str
    start: date
    law: str
    per: str
    brackets: tuple[Bracket, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fee: units ``first`` to ``last`` at ``rate`` yuan each."""

    first: int
    last: int
    rate: Decimal
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan with its lines, ready for the fee notice (依据、标准、数额). Law: FEE2020 6."""

    tariff: Tariff
    yuan: Decimal
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The computation in Chinese.

        >>> fee(items=35, on=date(2025, 11, 3)).text
        '按件计收（同一申请人一个自然月内累计）：第1至10件每件0元；第11至30件每件100元；第31至35件每件200元；合计3000元'
        """
        unit = self.tariff.unit
        lines = "；".join(
            f"第{each.first}至{each.last}{unit}每{unit}{each.rate}元"
            if each.first < each.last
            else f"第{each.first}{unit}{each.rate}元"
            for each in self.lines
        )
        return f"{self.tariff.title}（{self.tariff.per}）：{lines or f'0{unit}'}；合计{self.yuan}元"


@kept
def tariffs() -> tuple[Tariff, ...]:
    """All tariffs in the order of the file."""
    return tuple(_tariff(f"tariffs[{n}]", raw) for n, raw in enumerate(entries(FILE, "tariffs"), 1))


def _tariff(at: str, raw: Mapping[str, Any]) -> Tariff:
    take_only(FILE, at, raw, _TARIFF_KEYS)
    listed = take(FILE, at, raw, "brackets", list)
    brackets = tuple(_bracket(f"{at}.brackets[{n}]", each) for n, each in enumerate(listed, 1))
    reached = 0
    for n, bracket in enumerate(brackets, 1):
        if reached is None or bracket.first != reached + 1:
            raise BrokenLawFile(FILE, f"{at}.brackets[{n}].from", "各档应首尾相接，从1开始")
        if bracket.last and bracket.last < bracket.first:
            raise BrokenLawFile(FILE, f"{at}.brackets[{n}].to", "不能小于 from")
        reached = bracket.last
    if not brackets or reached:
        raise BrokenLawFile(FILE, f"{at}.brackets", "最后一档的 to 应为 0（以上无上限）")
    return Tariff(
        key=take(FILE, at, raw, "key", str),
        title=take(FILE, at, raw, "title", str),
        unit=take(FILE, at, raw, "unit", str),
        start=take(FILE, at, raw, "from", date),
        law=take(FILE, at, raw, "law", str),
        per=take(FILE, at, raw, "per", str),
        brackets=brackets,
    )


def _bracket(at: str, raw: Mapping[str, Any]) -> Bracket:
    take_only(FILE, at, raw, _BRACKET_KEYS)
    step = take_or(FILE, at, raw, "step", 0)
    if ("step" in raw) != ("add" in raw) or ("step" in raw and step < 1):
        raise BrokenLawFile(FILE, f"{at}.step", "step 与 add 应同时写，step 至少为 1")
    add = _yuan(at, raw, "add") if "add" in raw else Decimal(0)
    first, last = take(FILE, at, raw, "from", int), take(FILE, at, raw, "to", int)
    return Bracket(first, last, _yuan(at, raw, "yuan"), step, add)


def _yuan(at: str, raw: Mapping[str, Any], key: str) -> Decimal:
    text = take(FILE, at, raw, key, str)
    try:
        yuan = Decimal(text)
    except InvalidOperation as error:
        raise BrokenLawFile(FILE, f"{at}.{key}", f"“{text}”不是金额") from error
    if not yuan.is_finite() or yuan < 0:
        raise BrokenLawFile(FILE, f"{at}.{key}", "金额不能为负")
    return yuan


def tariff(key: str, on: date) -> Tariff:
    """The tariff of that key in force on a day.

    Raises: GongkaiError before 2021, when nothing could be charged.
    """
    for each in reversed(tariffs()):
        if each.key == key and each.start <= on:
            return each
    raise GongkaiError(
        "no_tariff",
        f"{on.isoformat()}没有可用的收费标准：信息处理费自2021年1月1日起收取，此前不收费。",
        law="FEE2020 3",
        day=on,
    )


def _fee(found: Tariff, before: int, count: int) -> Fee:
    """The fee for the units ``before + 1`` … ``before + count``, whole brackets and steps at a time."""
    if min(before, count) < 0:
        raise GongkaiError("bad_count", f"{found.unit}数不能为负，请核对。", law=found.law)
    lines: list[Line] = []
    unit, last = before + 1, before + count
    while unit <= last:
        bracket = next(each for each in reversed(found.brackets) if each.first <= unit)
        end = min(last, bracket.last or last)
        if bracket.step:
            end = min(end, bracket.first + ((unit - bracket.first) // bracket.step + 1) * bracket.step - 1)
        rate = bracket.rate(unit)
        lines.append(Line(unit, end, rate, rate * (end - unit + 1)))
        unit = end + 1
    return Fee(found, sum((each.yuan for each in lines), Decimal(0)), tuple(lines))


def fee_by_item(count_in_month: int, *, before: int = 0, on: date = date(2021, 1, 1)) -> Decimal:
    """The fee in yuan for items of one applicant in a calendar month: after ``before`` ones, so many more.

    >>> fee_by_item(35), fee_by_item(5, before=30)
    (Decimal('3000'), Decimal('1000'))

    Law: FEE2020 4
    """
    return _fee(tariff("by_item", on), before, count_in_month).yuan


def fee_by_page(pages: int, *, on: date = date(2021, 1, 1)) -> Decimal:
    """The fee in yuan for the pages supplied on one application.

    >>> fee_by_page(250)
    Decimal('4700')

    Law: FEE2020 5
    """
    return _fee(tariff("by_page", on), 0, pages).yuan


def fee(*, on: date, items: int | None = None, pages: int | None = None, before: int = 0) -> Fee:
    """The fee for one application with its lines: by items or by pages, never both.

    ``on`` is the day of the fee notice; ``before`` the items of the same applicant earlier in the month.

    Raises: GongkaiError when both or none are given. Law: FEE2020 3
    """
    if (items is None) == (pages is None):
        raise GongkaiError(
            "one_tariff_only",
            "每件申请只能选择按件或者按量其中一种标准计收，不得同时计算。请只填件数或者页数。",
            law="FEE2020 3",
        )
    if items is not None:
        return _fee(tariff("by_item", on), before, items)
    return _fee(tariff("by_page", on), 0, pages or 0)
