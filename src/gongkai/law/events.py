"""What can happen to a clock: it is restarted, paused or extended. Each event is whole, with both its ends.

``on`` and ``…_on`` are legal days. An end that has not come yet is ``None``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeAlias

from gongkai.law.calendar import beijing_day
from gongkai.law.errors import GongkaiError


@dataclass(frozen=True, slots=True)
class Restart:
    """Something asked for, and its arrival that starts the clock again: 补正, 缴费.

    ``asked_on`` the day it was asked for (sent), ``reached_on`` the day that the request reached the
    applicant, ``on`` the day it came; ``confirmed``: the head decided that the restart stands although it
    was asked for too late.
    """

    reason: str
    asked_on: date | None = None
    reached_on: date | None = None
    on: date | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A consultation: sent, received by the one consulted, answered. Its time does not count.

    Law: OGI 33.3
    """

    party: str
    sent_on: date
    reached_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """An extension by so many days of the clock's unit: approved, and the applicant told.

    Law: OGI 33.2
    """

    days: int
    approved_on: date
    notified_on: date | None = None


Event: TypeAlias = Restart | Pause | Extend
_KINDS: dict[str, type[Restart] | type[Pause] | type[Extend]] = {
    "restart": Restart,
    "pause": Pause,
    "extend": Extend,
}


def impossible(message: str, law: str, **context: object) -> GongkaiError:
    """The refusal of something that cannot have happened or may not be done."""
    return GongkaiError("impossible_event", message, law=law, **context)


def read_event(raw: Mapping[str, Any]) -> Event:
    """An event from plain values, days as dates or ISO text; ``event`` says which one.

    >>> read_event({"event": "extend", "days": 20, "approved_on": "2026-01-07"})
    Extend(days=20, approved_on=datetime.date(2026, 1, 7), notified_on=None)

    Raises: GongkaiError naming what is wrong.
    """
    name = str(raw.get("event", ""))
    if name not in _KINDS:
        raise impossible(f"没有“{name}”这种事件，应为 {'、'.join(_KINDS)} 之一。", "")
    kind = _KINDS[name]
    allowed = [each.name for each in fields(kind)]
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key == "event":
            continue
        if key not in allowed:
            raise impossible(f"事件 {name} 没有“{key}”这一项，可用：{'、'.join(allowed)}。", "")
        values[key] = _plain(key, value)
    try:
        return kind(**values)
    except TypeError as error:
        raise impossible(f"事件 {name} 缺少必填项，应有：{'、'.join(allowed)}。", "") from error


def _plain(key: str, value: Any) -> Any:
    if key == "on" or key.endswith("_on"):
        return _day(key, value)
    if key == "days" and not (isinstance(value, int) and not isinstance(value, bool)):
        raise impossible(f"“{key}”应为整数，现为“{value}”。", "")
    if key == "confirmed" and not isinstance(value, bool):
        if value not in ("true", "false"):
            raise impossible(f"“{key}”应为 true 或 false，现为“{value}”。", "")
        return value == "true"
    if key in ("party", "reason") and not isinstance(value, str):
        raise impossible(f"“{key}”应为文字，现为“{value}”。", "")
    return value


def _day(key: str, value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return None if value is None else beijing_day(value)
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise impossible(f"“{key}”应为日期，如 2025-09-22，现为“{value}”。", "") from error
