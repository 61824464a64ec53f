"""Law files (法规数据文件): reading them, and saying exactly what is wrong in one that is broken.

Every number, date and text of the law lives in a TOML file under ``data/``, never in code. A file is read
once, at the first question that needs it. ``instead`` puts another text in its place for a while, to ask
what would change.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from gongkai.law.errors import GongkaiError

CONFIDENCE = ("read", "part", "memory")
"""How an entry was made: the text was read whole, in part, or it is from memory."""

FOLDER = Path(__file__).parent / "data"

_instead: dict[str, str] = {}
_caches: list[Callable[[], None]] = []

T = TypeVar("T")


class BrokenLawFile(GongkaiError):
    """A law file that cannot be used: names the file, the place in it and what is expected there."""

    def __init__(self, file: str, at: str, wrong: str) -> None:
        where = f" 的“{at}”" if at else " "
        super().__init__(
            "broken_law_file",
            f"法规数据文件 {file}{where}有误：{wrong}。请改正该文件后重试。",
            file=file,
            at=at,
            wrong=wrong,
        )


def kept(compute: Callable[..., T]) -> Callable[..., T]:
    """Keep what was read from law files until a file is put in place of another."""
    remembered = cache(compute)
    _caches.append(remembered.cache_clear)
    return remembered


def exists(name: str) -> bool:
    """Whether there is a law file of that name, such as ``calendar/2027.toml``."""
    return name in _instead or (FOLDER / name).is_file()


def text_of(name: str) -> str:
    """The text of a law file as it stands, or the one put in its place."""
    if name in _instead:
        return _instead[name]
    try:
        return (FOLDER / name).read_text("utf-8")
    except OSError as error:
        raise BrokenLawFile(name, "", "读不到这个文件") from error


def names() -> list[str]:
    """All law files, by their path under ``data/``."""
    return sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.toml"))


@kept
def read(name: str) -> Mapping[str, Any]:
    """The contents of a law file.

    Raises: BrokenLawFile when it is missing or is not TOML.
    """
    try:
        return tomllib.loads(text_of(name))
    except tomllib.TOMLDecodeError as error:
        raise BrokenLawFile(name, "", f"不是有效的 TOML（{error}）") from error


@contextmanager
def instead(name: str, text: str) -> Iterator[None]:
    """Answer every question as if the file ``name`` had this text, until the block ends."""
    before = _instead.get(name)
    _instead[name] = text
    _forget()
    try:
        yield
    finally:
        if before is None:
            del _instead[name]
        else:
            _instead[name] = before
        _forget()


def _forget() -> None:
    for clear in _caches:
        clear()


def entries(name: str, key: str) -> list[Mapping[str, Any]]:
    """The list of tables ``[[key]]`` of a law file, in order; the list must be there."""
    listed = read(name).get(key)
    if not isinstance(listed, list) or not listed:
        raise BrokenLawFile(name, key, f"缺少 [[{key}]]")
    return listed


def take(file: str, at: str, table: Mapping[str, Any], key: str, kind: type[T]) -> T:
    """The value under ``key``, which must be there and of that kind.

    Raises: BrokenLawFile naming file and key.
    """
    place = f"{at}.{key}" if at else key
    if key not in table:
        raise BrokenLawFile(file, place, "缺少这一项")
    value = table[key]
    if kind is date and isinstance(value, datetime):
        raise BrokenLawFile(file, place, "应为日期，不带时刻")
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BrokenLawFile(file, place, f"应为{_KINDS.get(kind, kind.__name__)}，现为“{value}”")
    return value


def take_or(file: str, at: str, table: Mapping[str, Any], key: str, default: T) -> T:
    """The value under ``key`` or, where it is left out, the default, whose kind it must have.

    Raises: BrokenLawFile naming file and key.
    """
    return take(file, at, table, key, type(default)) if key in table else default


def take_only(file: str, at: str, table: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Refuse a table with a key that nothing reads: a rule that nothing runs is a defect."""
    if not isinstance(table, Mapping):
        raise BrokenLawFile(file, at, f"应为一组项目，现为“{table}”")
    for key in table:
        if key not in allowed:
            raise BrokenLawFile(file, f"{at}.{key}" if at else key, "没有这种项目，可能是写错了名字")


_KINDS: dict[type, str] = {
    str: "文字",
    int: "整数",
    date: "日期",
    list: "列表",
    bool: "true 或 false",
    dict: "一组项目",
}
