"""Numbers of records: subjects and index numbers (索引号), unique and without gaps. Law: OGI 12.

The patterns are data (``data/numbering.toml``). A serial is taken in the transaction that uses it, so a
transaction that fails leaves no gap.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from gongkai.casework import numbering as counting
from gongkai.law.errors import GongkaiError

FILE = "numbering.toml"
KEYS = ("region", "organ", "topic", "genre", "year")


class BrokenNumbering(GongkaiError):
    """The file of number patterns cannot be used: names the place."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """One way of numbering: a pattern, and what its serials are counted by."""

    name: str
    pattern: str
    counted_by: tuple[str, ...]

    def series(self, values: Mapping[str, object]) -> str:
        """The series that a serial belongs to."""
        return "/".join([self.name, *(str(values[key]) for key in self.counted_by)])


def read_numberings(text: str) -> Mapping[str, Numbering]:
    """The patterns of a TOML text. Raises ``BrokenNumbering`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    found = {}
    for name in ("subject", "index_no"):
        entry = raw.get(name, {})
        pattern, counted_by = entry.get("pattern", ""), tuple(entry.get("counted_by", ()))
        try:
            used = {key for _, key, _, _ in Formatter().parse(pattern) if key is not None}
        except ValueError:
            raise _broken(f"{name}.pattern", "花括号不成对") from None
        if "serial" not in used or used - {*KEYS, "serial"}:
            raise _broken(f"{name}.pattern", f"要有 {{serial}}，其余只用 {'、'.join(KEYS)}")
        if not set(counted_by) <= used:
            # Two series would give out the same number.
            raise _broken(f"{name}.counted_by", "编号所依据的项目都要写进 pattern")
        found[name] = Numbering(name, pattern, counted_by)
    return found


@cache
def numberings() -> Mapping[str, Numbering]:
    """The patterns of this installation."""
    return read_numberings((files(__package__) / "data" / FILE).read_text("utf-8"))


def take(name: str, values: Mapping[str, object]) -> str:
    """The next number. To be called in the transaction that uses it."""
    return take_many(name, [values])[0]


def take_many(name: str, wanted: list[Mapping[str, object]]) -> list[str]:
    """The next numbers, in the order asked for; one counter row is locked for each series."""
    numbering = numberings()[name]
    counts: dict[str, int] = {}
    for values in wanted:
        series = numbering.series(values)
        counts[series] = counts.get(series, 0) + 1
    # In one order, so that two transactions never wait for each other in a circle.
    following = {series: counting.take(series, count) - count for series, count in sorted(counts.items())}
    numbers = []
    for values in wanted:
        series = numbering.series(values)
        following[series] += 1
        numbers.append(numbering.pattern.format(**values, serial=following[series]))
    return numbers


def _broken(place: str, wrong: str) -> BrokenNumbering:
    where = f" 的“{place}”" if place else " "
    return BrokenNumbering(
        "broken_numbering", f"编号文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place, wrong=wrong
    )
