"""Types of records (信息类型), from ``data/types.toml``: what must be in it, who clears it, how it is shown.

Types are data, not classes: a county adds one by adding a table. Pure Python.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.records.clearance import clearance
from gongkai.records.facts import Genre

FILE = "types.toml"
FIELDS = {
    "title": "标题",
    "abstract": "内容概述",
    "body": "正文",
    "doc_no": "发文字号",
    "topic": "主题分类",
    "column": "栏目",
    "source": "信息来源",
    "keywords": "关键词",
    "audience": "公开对象",
    "in_force_from": "施行日期",
    "valid_until": "有效期至",
}
"""Fields of the content that a type may need, with their Chinese names."""

_KEYS = {
    "title",
    "genre",
    "template",
    "law",
    "needs",
    "chain",
    "explained",
    "validity",
    "elements",
    "meta",
}


class UnknownType(GongkaiError):
    """There is no record type of that key."""


class BrokenTypes(GongkaiError):
    """The file of types cannot be used: names the place."""


@dataclass(frozen=True, slots=True)
class Element:
    """A further element that records of a type have, such as 受理条件 of a service guide."""

    key: str
    title: str
    must: bool = False
    long: bool = False
    law: str = ""


@dataclass(frozen=True, slots=True)
class RecordType:
    """One type. ``needs`` are fields of the content, ``chain`` the steps of clearance in order.

    ``explained`` says that clearance asks for an explainer plan or exemption, ``validity`` that the record
    can be amended, repealed, replaced or lapse. Law: OGI 12, OGI 17, OGI 20.
    """

    key: str
    title: str
    genre: Genre
    template: str
    needs: tuple[str, ...]
    chain: tuple[str, ...]
    elements: tuple[Element, ...] = ()
    explained: bool = False
    validity: bool = False
    law: str = ""
    meta: Mapping[str, str] | None = None


def read_types(text: str) -> Mapping[str, RecordType]:
    """The types of a TOML text. Raises ``BrokenTypes`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    listed = raw.get("types")
    if not isinstance(listed, dict) or not listed:
        raise _broken("types", "至少要有一种")
    return {key: _type(key, entry) for key, entry in listed.items()}


@cache
def types() -> Mapping[str, RecordType]:
    """The types of this installation, in the order of the file.

    >>> types()["service_guide"].elements[0].title
    '办理依据'
    """
    return read_types((files(__package__) / "data" / FILE).read_text("utf-8"))


def type_of(key: str) -> RecordType:
    """The type of that key. Raises ``UnknownType``."""
    try:
        return types()[key]
    except KeyError:
        raise UnknownType(
            "unknown_type", f"没有“{key}”这种信息类型，可用：{'、'.join(types())}。", asked=key
        ) from None


def _type(key: str, entry: Mapping[str, Any]) -> RecordType:
    at = f"types.{key}"
    if strange := set(entry) - _KEYS:
        raise _broken(at, f"不认识“{'、'.join(sorted(strange))}”")
    for name in ("title", "genre", "template", "needs", "chain"):
        if not entry.get(name):
            raise _broken(f"{at}.{name}", "缺少这一项")
    if entry["genre"] not in set(Genre):
        raise _broken(f"{at}.genre", f"应为 {'、'.join(Genre)} 之一")
    if unknown := [each for each in entry["needs"] if each not in FIELDS]:
        raise _broken(f"{at}.needs", f"没有“{unknown[0]}”这一要素")
    steps = clearance().steps
    if unknown := [each for each in entry["chain"] if each not in steps]:
        raise _broken(f"{at}.chain", f"没有“{unknown[0]}”这一审查环节")
    if "secrecy" not in entry["chain"]:
        # Law: SECRETS 35: nothing is published without a secrecy check, whatever the county wishes.
        raise _broken(f"{at}.chain", "必须有保密审查（secrecy）")
    return RecordType(
        key=key,
        title=entry["title"],
        genre=Genre(entry["genre"]),
        template=entry["template"],
        needs=tuple(entry["needs"]),
        chain=tuple(entry["chain"]),
        elements=tuple(
            _element(f"{at}.elements[{n}]", each) for n, each in enumerate(entry.get("elements", []))
        ),
        explained=bool(entry.get("explained")),
        validity=bool(entry.get("validity")),
        law=entry.get("law", ""),
        meta=entry.get("meta") or {},
    )


def _element(at: str, entry: Mapping[str, Any]) -> Element:
    if not entry.get("key") or not entry.get("title") or set(entry) - {"key", "title", "must", "long", "law"}:
        raise _broken(at, "应有 key、title，可有 must、long、law")
    return Element(
        entry["key"], entry["title"], bool(entry.get("must")), bool(entry.get("long")), entry.get("law", "")
    )


def _broken(place: str, wrong: str) -> BrokenTypes:
    where = f" 的“{place}”" if place else " "
    return BrokenTypes(
        "broken_types", f"信息类型文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place, wrong=wrong
    )
