"""Limits of the house (内部时限): how long mail and cases may lie between two desks (``data/limits.toml``).

They are no law: a county sets them in its own rules. Pure Python.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from gongkai.casework.errors import BrokenLimits

FILE = "limits.toml"


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits: named after their part of the file and their key."""

    mail_hand_over_working_days: int
    hop_take_over_working_days: int
    mail_retention_years: int


def read_limits(text: str) -> Limits:
    """The limits of a TOML text. Raises ``BrokenLimits`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    found = {f"{part}_{key}": value for part, keys in raw.items() for key, value in _keys(part, keys).items()}
    wanted = {each.name for each in fields(Limits)}
    if differing := sorted(wanted ^ set(found)):
        raise _broken(differing[0], "这一项缺少或者多余")
    for name, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= 100:
            raise _broken(name, "应为1至100的整数")
    return Limits(**found)


def _keys(part: str, keys: object) -> dict[str, object]:
    if not isinstance(keys, dict):
        raise _broken(part, "应为一组数")
    return keys


@cache
def limits() -> Limits:
    """The limits of this installation."""
    return read_limits((files(__package__) / "data" / FILE).read_text("utf-8"))


def _broken(place: str, wrong: str) -> BrokenLimits:
    where = f" 的“{place}”" if place else " "
    return BrokenLimits("broken_limits", f"时限文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place)
