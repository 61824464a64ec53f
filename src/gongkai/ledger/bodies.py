"""Bodies of facts: what a JSON body must be for its kind, read from the kind's own class. Pure Python."""

import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Union

from gongkai.law.errors import GongkaiError
from gongkai.ledger.kinds import Fact, body_of, kind_of

LONGEST_TEXT = 2000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A mobile number or an identity number: personal data has no place in the ledger.
PERSONAL = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[\dXx])(?![0-9A-Za-z])")


class BadBody(GongkaiError):
    """The body does not fit its kind. ``context`` holds ``kind`` and ``fields`` (name → what is wrong)."""


def body_text(kind: str, body: Mapping[str, Any]) -> str:
    """The body in the one form in which it is stored: all fields that say something, in the kind's order.

    Raises ``BadBody`` naming every field that does not fit, ``GongkaiError`` for an unknown kind.

    >>> from gongkai.hotline import facts
    >>> body_text("hotline.received", {"appeal": "help", "line": "city"})
    '{"line":"city","appeal":"help"}'
    """
    try:
        raw = _ENCODER.encode(body)
    except (TypeError, ValueError) as problem:
        raise BadBody("bad_body", f"“{kind}”的内容不能登记：{problem}。", kind=kind) from None
    return _canonical(kind, raw)


def deed_text(deed: Fact) -> str:
    """The same for a deed, whose fields may hold anything that Python lets them hold."""
    return body_text(deed.kind, body_of(deed))


def _written(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"不认识的值“{value!r}”")


# Made once: `json.dumps` with options makes an encoder for every call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_written, separators=(",", ":"))


@lru_cache(maxsize=65536)
def _canonical(kind: str, raw: str) -> str:
    # An import holds few different bodies: each is looked at once.
    return _ENCODER.encode(body_of(deed_from(kind, json.loads(raw))))


def deed_from(kind: str, body: Mapping[str, Any]) -> Any:
    """The deed that a JSON body stands for, as an instance of its kind; ``BadBody`` where it does not fit."""
    cls = kind_of(kind)
    readers = _readers(kind)
    wrong = {name: "没有这一项" for name in body if name not in readers}
    given: dict[str, Any] = {}
    for name, (each, read) in readers.items():
        value = body.get(name)
        if value is None or value == "":
            if each.init and each.default is MISSING and each.default_factory is MISSING:
                wrong[name] = "必须填写"
            continue
        try:
            value = read(value)
            if each.init:
                given[name] = value
            elif value != each.default:
                raise ValueError(f"只能是“{each.default}”")
        except ValueError as problem:
            wrong[name] = str(problem)
    if wrong:
        what = "；".join(f"{name} {why}" for name, why in wrong.items())
        raise BadBody("bad_body", f"“{kind}”的内容不对：{what}。", kind=kind, fields=wrong)
    return cls(**given)


@cache
def _readers(kind: str) -> dict[str, tuple[Field[Any], Callable[[Any], Any]]]:
    cls = kind_of(kind)
    hints = typing.get_type_hints(cls)
    return {each.name: (each, _reader(hints[each.name])) for each in fields(cls)}  # type: ignore[arg-type]  # every kind is a dataclass


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a JSON value becomes a value of a field's type."""
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (each for each in typing.get_args(hint) if each is not type(None))
        return _reader(inner)
    if origin is tuple:
        read = _reader(typing.get_args(hint)[0])
        return lambda value: _many(value, read)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda value: _choice(value, hint)
    return _SIMPLE[hint]


def _many(value: Any, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError("应为一个列表")
    return tuple(read(each) for each in value)


def _choice(value: Any, choices: type[StrEnum]) -> StrEnum:
    try:
        return choices(value)
    except ValueError:
        known = "、".join(each.value for each in choices)
        raise ValueError(f"应为 {known} 之一，实为“{value}”") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"应为文字，实为“{value}”")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"太长（{len(value)}字，最多{LONGEST_TEXT}字）")
    if _CONTROL.search(value):
        raise ValueError("含有不可见的控制字符")
    if PERSONAL.search(value):
        raise ValueError("疑似含有手机号码或者身份证号码，台账不登记个人信息")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"应为整数，实为“{value}”")
    if not 0 <= value < 2**53:
        raise ValueError(f"应为不小于零的整数，实为“{value}”")
    return value


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"应为是或者否（true、false），实为“{value}”")
    return value


def _exact(value: Any) -> Decimal:
    if isinstance(value, (bool, float)) or not isinstance(value, (int, str)):
        raise ValueError(f'应为写成文字的精确数（如 "168700.00"），实为“{value}”')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"应为数，实为“{value}”") from None
    if not number.is_finite() or abs(number.adjusted()) > 20:
        raise ValueError(f"应为有限的数，实为“{value}”")
    return Decimal(format(number, "f"))


def _day(value: Any) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"应为日期（如 2020-06-10），实为“{value}”")


def _instant(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"应为时间（如 2021-01-25T09:00:00+08:00），实为“{value}”") from None
    if moment.tzinfo is None:
        raise ValueError(f"时间要带时区（如 +08:00），实为“{value}”")
    return moment


_SIMPLE: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _whole,
    bool: _yes_no,
    Decimal: _exact,
    date: _day,
    datetime: _instant,
}
