"""The reference page of facts, made from the kinds themselves: their docstring is their manual page."""

import importlib
import inspect
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from typing import Any, Union

from gongkai.ledger.kinds import KINDS, Fact

APPS = ("records", "foi", "hotline", "oversight", "casework", "reports", "ledger")
MEMBER = re.compile(r'^    \w+ = "(?P<value>\w+)"(?:  # noqa: \w+)?(?:  # (?P<says>.*))?$', re.MULTILINE)
TOP = """# Facts · 事实

Made from the code by `make docs`. A fact (事实) is a dated thing that happened, entered once by an organ and
never changed. Besides the fields below each one has: `seq`, its number; `subject`, what it is about; `organ`,
whose deed it is; `region`; `happened_on`, the day it is true of; `entered_at`, the moment from which it is
known; `entered_by`; `origin` and `external_id`; `voids`, the number of the fact that it takes back. No fact
holds personal data. How facts are entered and read: `gongkai.ledger.entry`, `gongkai.ledger.reading`.
"""


def page() -> str:
    """The whole page in Markdown."""
    parts = [TOP]
    for app in APPS:
        module = importlib.import_module(f"gongkai.{app}.facts")
        parts += _app(app, module)
    return "\n".join(parts).rstrip() + "\n"


def _app(app: str, module: types.ModuleType) -> Iterator[str]:
    yield f"## {app}\n"
    yield f"{_prose(module)}\n"
    for kind, cls in sorted(KINDS.items()):
        if cls.__module__ == module.__name__:
            yield from _kind(kind, cls)
    for choices in vars(module).values():
        if (
            isinstance(choices, type)
            and issubclass(choices, StrEnum)
            and choices.__module__.startswith(f"gongkai.{app}.")
        ):
            yield from _choices(app, choices)


def _kind(kind: str, cls: type[Fact]) -> Iterator[str]:
    yield f"### `{kind}`\n"
    yield f"{_prose(cls)}\n"
    marks = [f"Law: {cls.law}"] if cls.law else []
    marks += [
        f"{word} the spell `{name}`"
        for word in ("opens", "closes", "reopens")
        if (name := getattr(cls, word))
    ]
    if cls.trait:
        marks.append(f"its spells are counted apart by `{cls.trait}`")
    if marks:
        yield " · ".join(marks) + "\n"
    hints = typing.get_type_hints(cls)
    rows = [_field(each, hints[each.name]) for each in fields(cls)]  # type: ignore[arg-type]  # all are dataclasses
    if rows:
        yield "\n".join(["| Field · 项 | Type · 类型 | Needed · 必填 |", "|---|---|---|", *rows]) + "\n"


def _field(each: Field[Any], hint: Any) -> str:
    needed = each.default is MISSING and each.default_factory is MISSING
    default = "" if needed or each.default in (None, "") else f"no, `{_plain(each.default)}`"
    if not each.init:
        default = f"always `{_plain(each.default)}`"
    return f"| `{each.name}` | {_type(hint)} | {'yes' if needed else default or 'no'} |"


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _type(hint: Any) -> str:
    if typing.get_origin(hint) in (Union, types.UnionType):
        return " or ".join(_type(each) for each in typing.get_args(hint) if each is not type(None))
    if typing.get_origin(hint) is tuple:
        return f"list of {_type(typing.get_args(hint)[0])}"
    names = {str: "text", int: "whole number", bool: "yes or no"}
    return names.get(hint) or {"date": "day", "datetime": "instant", "Decimal": "exact number"}.get(
        hint.__name__, f"`{hint.__name__}`"
    )


def _choices(app: str, choices: type[StrEnum]) -> Iterator[str]:
    yield f"### `{choices.__name__}` ({app})\n"
    yield f"{_prose(choices)}\n"
    says = {hit["value"]: hit["says"] or "" for hit in MEMBER.finditer(inspect.getsource(choices))}
    rows = [f"| `{each.value}` | {says[each.value].split('#')[-1].strip()} |" for each in choices]
    yield "\n".join(["| Value · 值 | Meaning · 含义 |", "|---|---|", *rows]) + "\n"


def _prose(documented: Any) -> str:
    return inspect.cleandoc(documented.__doc__ or "")
