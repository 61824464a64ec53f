"""Parameters (参数): the numbers that laws give, each with its first day, its unit and its citation.

"What held on this day?" is the only question: ``value("foi.reply_working_days", on=date(2020, 6, 10))``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.law.errors import GongkaiError
from gongkai.law.files import CONFIDENCE, BrokenLawFile, entries, kept, take, take_only, take_or

FILE = "parameters.toml"
UNITS = {
    "working_days": "个工作日",
    "natural_days": "日",
    "months": "个月",
    "years": "年",
    "working_hours": "个工作小时",
    "hours": "小时",
    "minutes": "分钟",
    "seconds": "秒",
    "percent": "%",
    "count": "",
    "month_day": "",
}
_VALUE_KEYS = frozenset(("from", "value", "law", "confidence", "note"))


class ParameterUnknown(GongkaiError):
    """No such parameter, or none in force on the day asked for."""


class Value(NamedTuple):
    """What a parameter was from ``start`` on: a number (or ``MM-DD``), its law, and how sure we are of it."""

    start: date
    value: int | str
    law: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a law gives: dotted key ending in the unit, Chinese title, values by first day."""

    key: str
    title: str
    unit: str
    values: tuple[Value, ...]

    def in_force(self, day: date) -> bool:
        """Whether there was a value on a day."""
        return self.values[0].start <= day

    def on(self, day: date) -> Value:
        """The value in force on a day.

        Raises: ParameterUnknown before the first one.
        """
        for value in reversed(self.values):
            if value.start <= day:
                return value
        raise ParameterUnknown(
            "parameter_not_in_force",
            f"{day.isoformat()}时还没有“{self.title}”的规定，最早自{self.values[0].start.isoformat()}起。请核对日期。",
            law=self.values[0].law,
            key=self.key,
            day=day,
        )


@kept
def parameters() -> Mapping[str, Parameter]:
    """All parameters by key."""
    found: dict[str, Parameter] = {}
    for at, raw in enumerate(entries(FILE, "parameters"), 1):
        parameter = _parameter(f"parameters[{at}]", raw)
        if parameter.key in found:
            raise BrokenLawFile(FILE, parameter.key, "这个参数写了两次")
        found[parameter.key] = parameter
    return found


def _parameter(at: str, raw: Mapping[str, Any]) -> Parameter:
    take_only(FILE, at, raw, frozenset(("key", "title", "values")))
    key = take(FILE, at, raw, "key", str)
    unit = next((each for each in UNITS if key.endswith(f"_{each}")), "")
    # ``working_hours`` ends in ``hours`` too: the longer unit is listed first.
    if not unit:
        raise BrokenLawFile(FILE, key, f"名称应以单位结尾：{'、'.join(UNITS)}")
    listed = take(FILE, key, raw, "values", list)
    values = tuple(_value(f"{key}.values[{n}]", unit, each) for n, each in enumerate(listed, 1))
    if not values:
        raise BrokenLawFile(FILE, f"{key}.values", "至少要有一个值")
    if any(later.start <= earlier.start for earlier, later in pairwise(values)):
        raise BrokenLawFile(FILE, f"{key}.values", "应按起始日从早到晚排列，不得重复")
    return Parameter(key, take(FILE, key, raw, "title", str), unit, values)


def _value(at: str, unit: str, raw: Mapping[str, Any]) -> Value:
    take_only(FILE, at, raw, _VALUE_KEYS)
    value: int | str
    if unit == "month_day":
        value = take(FILE, at, raw, "value", str)
        try:
            date.fromisoformat(f"2024-{value}")
        except ValueError as error:
            raise BrokenLawFile(FILE, f"{at}.value", "应为月-日，如 01-31") from error
    else:
        value = take(FILE, at, raw, "value", int)
        if value < 1:
            raise BrokenLawFile(FILE, f"{at}.value", "应大于零")
    confidence = take(FILE, at, raw, "confidence", str)
    if confidence not in CONFIDENCE:
        raise BrokenLawFile(FILE, f"{at}.confidence", f"应为 {'、'.join(CONFIDENCE)} 之一")
    start = take(FILE, at, raw, "from", date)
    return Value(
        start, value, take(FILE, at, raw, "law", str), confidence, take_or(FILE, at, raw, "note", "")
    )


def parameter(key: str) -> Parameter:
    """The parameter of that key.

    Raises: ParameterUnknown.
    """
    try:
        return parameters()[key]
    except KeyError:
        raise ParameterUnknown(
            "unknown_parameter", f"没有“{key}”这个参数，可用的见 {FILE}。", key=key
        ) from None


def value(key: str, *, on: date) -> int:
    """The number in force on a day.

    >>> [value("foi.reply_working_days", on=date(year, 6, 10)) for year in (2018, 2020)]
    [15, 20]

    Raises: ParameterUnknown.
    """
    number = parameter(key).on(on).value
    if isinstance(number, str):
        raise ParameterUnknown("parameter_is_a_date", f"“{key}”是日期，不是数目。", key=key)
    return number


def day_of_year(key: str, *, year: int) -> date:
    """The yearly day that a parameter gives, in a year; it does not move when it falls on a weekend.

    >>> day_of_year("reports.department_month_day", year=2021)
    datetime.date(2021, 1, 31)

    Raises: ParameterUnknown. Law: OGI 49
    """
    # Doubt D-010: "before 31 January" includes that day and does not move on a weekend.
    # The duty of a year is judged by the rule in force when that year begins its reporting season.
    month_day = parameter(key).on(date(year, 1, 1)).value
    return date.fromisoformat(f"{year}-{month_day}")
