"""The layout of the site (网站布局): who it is, its boards, columns and guide, from ``data/site.toml``.

An installation lays a ``site.toml`` of its own into its folder. ``GONGKAI_ADDRESS`` says the public address
in the place of that file. Pure Python.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gongkai.law.catalogue import disclosures
from gongkai.law.errors import GongkaiError
from gongkai.ledger import home

FILE = "site.toml"
ADDRESS = "GONGKAI_ADDRESS"
_ADDRESS = re.compile(r"https?://[^/\s]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_CODE = re.compile(r"(\d{10}|bm\d{8})")
_COLUMN_KEYS = {"code", "name", "description", "kind", "limit", "law"}


class BrokenLayout(GongkaiError):
    """The file of the site's layout cannot be used: names the place."""


@dataclass(frozen=True, slots=True)
class Site:
    """Who the site is. ``id_code`` is the 网站标识码: six digits of the region and four more.

    ``address`` begins every absolute address. Law: 国办发〔2017〕47号.
    """

    name: str
    short_name: str
    region: str
    domain: str
    address: str
    id_code: str
    host_organ: str
    host_office: str
    host_address: str
    host_phone: str
    icp: str
    police: str
    correction: str
    description: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column (栏目). ``kind`` is what 网页标签 call ColumnType, ``law`` the items of OGI 20 it carries."""

    code: str
    name: str
    board: str
    description: str
    kind: str
    limit: int | None = None
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """A board (板块) with its columns."""

    code: str
    name: str
    description: str
    columns: tuple[ColumnLayout, ...]


@dataclass(frozen=True, slots=True)
class GuideLayout:
    """The nine fields of the disclosure guide (政府信息公开指南). Law: OGI 12."""

    classes: str
    arrangement: str
    ways: str
    organ: str
    address: str
    hours: str
    phone: str
    fax: str
    online: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole file."""

    site: Site
    boards: tuple[BoardLayout, ...]
    guide: GuideLayout

    @property
    def columns(self) -> Mapping[str, ColumnLayout]:
        """All columns by code, in the order of the site."""
        return {column.code: column for board in self.boards for column in board.columns}


def read_layout(text: str) -> Layout:
    """The layout of a TOML text. Raises ``BrokenLayout`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    site = _texts(Site, "site", raw.get("site"))
    if not _ID_CODE.fullmatch(site["id_code"]):
        raise _broken("site.id_code", "网站标识码应为10位数字，或者 bm 加8位数字")
    if not _ADDRESS.fullmatch(site["address"]):
        raise _broken("site.address", "应为 http(s)://主机名，末尾不带斜线")
    boards = tuple(_board(f"boards[{n}]", each) for n, each in enumerate(raw.get("boards", []), 1))
    codes = [board.code for board in boards] + [each.code for board in boards for each in board.columns]
    if not boards or len(set(codes)) != len(codes):
        raise _broken("boards", "至少要有一个板块，板块和栏目的代码不得重复")
    guide = GuideLayout(**_texts(GuideLayout, "guide", raw.get("guide")))
    return Layout(Site(**site), boards, guide)


def pinyin_slug(title: str) -> str:
    """A title as a part of an address: its words in pinyin.

    >>> pinyin_slug("优化营商环境2020")
    'you-hua-ying-shang-huan-jing-2020'
    """
    # The table of readings is large: only who names a new page needs it.
    from pypinyin import lazy_pinyin

    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(title)).lower())
    return "-".join(words)[:80].strip("-") or "page"


@cache
def _kept(path: str, changed: int, address: str) -> Layout:
    own = Path(path) if changed else files(__package__) / "data" / FILE
    made = read_layout(own.read_text("utf-8"))
    if not address:
        return made
    if not _ADDRESS.fullmatch(address):
        raise BrokenLayout(
            "broken_address",
            f"环境变量 {ADDRESS} 应为 http(s)://主机名，末尾不带斜线，现为“{address}”。请改正后重新启动。",
            at=ADDRESS,
            wrong=address,
        )
    return replace(made, site=replace(made.site, address=address))


def says_address() -> bool:
    """Whether this installation says its public address, in the environment or by a file of its own."""
    return bool(os.environ.get(ADDRESS)) or (home.folder() / FILE).exists()


def layout() -> Layout:
    """The layout of this installation: the file in its folder, else that of the package; its public address
    as the environment says it, where it does.

    >>> [board.name for board in layout().boards][:2]
    ['尉氏新闻', '政府信息公开']
    """
    own = home.folder() / FILE
    try:
        changed = own.stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return _kept(str(own), changed, os.environ.get(ADDRESS, ""))


def _texts(kind: type[Site] | type[GuideLayout], at: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _broken(at, "缺少这一部分")
    names = [each.name for each in fields(kind)]
    if strange := set(raw) - set(names):
        raise _broken(at, f"不认识“{'、'.join(sorted(strange))}”")
    found = {}
    for name in names:
        value = raw.get(name)
        if not value:
            raise _broken(f"{at}.{name}", "缺少这一项")
        found[name] = tuple(map(str, value)) if isinstance(value, list) else str(value)
    return found


def _board(at: str, raw: Mapping[str, Any]) -> BoardLayout:
    code, name, description = (_text(at, raw, key) for key in ("code", "name", "description"))
    if not _SLUG.fullmatch(code):
        raise _broken(f"{at}.code", "只用小写字母、数字和连字符")
    columns = tuple(
        _column(f"{at}.columns[{n}]", code, each) for n, each in enumerate(raw.get("columns", []), 1)
    )
    return BoardLayout(code, name, description, columns)


def _column(at: str, board: str, raw: Mapping[str, Any]) -> ColumnLayout:
    if strange := set(raw) - _COLUMN_KEYS:
        raise _broken(at, f"不认识“{'、'.join(sorted(strange))}”")
    code, name, description, kind = (_text(at, raw, key) for key in ("code", "name", "description", "kind"))
    if not _SLUG.fullmatch(code):
        raise _broken(f"{at}.code", "只用小写字母、数字和连字符")
    limit = raw.get("limit")
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise _broken(f"{at}.limit", "应为正整数（工作日）")
    law = tuple(raw.get("law", ()))
    if unknown := [each for each in law if each not in disclosures()]:
        raise _broken(f"{at}.law", f"没有“{unknown[0]}”这一法定事项")
    return ColumnLayout(code, name, board, description, kind, limit, law)


def _text(at: str, raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _broken(f"{at}.{key}", "缺少这一项")
    return value.strip()


def _broken(place: str, wrong: str) -> BrokenLayout:
    where = f" 的“{place}”" if place else " "
    return BrokenLayout(
        "broken_layout", f"网站布局文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place, wrong=wrong
    )
