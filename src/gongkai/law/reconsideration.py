"""Where a decision is contested (行政复议机关): by the kind and name of the organ that made it, and the day.

Law: RECON 22; RECON 24; RECON 27; RECON 28; OGI 55.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only, take_or

FILE = "reconsideration.toml"
PLACES = ("region", "upper", "superior", "parent")
"""本级人民政府 · 上一级人民政府 · 上一级主管部门 · 设立、主管该机关的部门."""
WAYS = ("reconsideration", "appeal")
_BODY_KEYS = frozenset(("key", "title", "kinds", "names", "to", "way", "from", "until", "law"))
_ONLINE_KEYS = frozenset(("title", "address", "from", "law"))


@dataclass(frozen=True, slots=True)
class Body:
    """A rule: decisions of organs of these kinds or names are contested with one of ``to`` (`PLACES`).

    In force from ``start`` to ``until``; ``way`` is reconsideration (行政复议) or appeal (申诉).
    """

    key: str
    title: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    to: tuple[str, ...]
    way: str
    start: date
    until: date | None
    law: str

    def concerns(self, kind: str, name: str, on: date) -> bool:
        """Whether the rule is in force on a day for an organ of that kind and name."""
        return (
            self.start <= on
            and (self.until is None or on <= self.until)
            and (not self.kinds or kind in self.kinds)
            and (not self.names or any(each in name for each in self.names))
        )


@dataclass(frozen=True, slots=True)
class Online:
    """Where reconsideration is applied for on the internet, from ``start``. Law: RECON 22.2"""

    title: str
    address: str
    start: date
    law: str


@kept
def bodies() -> tuple[Body, ...]:
    """All rules, the first that fits decides."""
    found = tuple(_body(f"bodies[{n}]", raw) for n, raw in enumerate(entries(FILE, "bodies"), 1))
    keys = [each.key for each in found]
    for n, key in enumerate(keys, 1):
        if key in keys[: n - 1]:
            raise BrokenLawFile(FILE, f"bodies[{n}].key", f"“{key}”重复")
    return found


def _body(at: str, raw: Mapping[str, Any]) -> Body:
    take_only(FILE, at, raw, _BODY_KEYS)
    to = _words(at, raw, "to")
    if not to or set(to) - set(PLACES):
        raise BrokenLawFile(FILE, f"{at}.to", f"应为 {'、'.join(PLACES)} 中的一个或者几个")
    way = take_or(FILE, at, raw, "way", WAYS[0])
    if way not in WAYS:
        raise BrokenLawFile(FILE, f"{at}.way", f"应为 {'、'.join(WAYS)} 之一")
    return Body(
        key=take(FILE, at, raw, "key", str),
        title=take(FILE, at, raw, "title", str),
        kinds=_words(at, raw, "kinds"),
        names=_words(at, raw, "names"),
        to=to,
        way=way,
        start=take(FILE, at, raw, "from", date),
        until=take(FILE, at, raw, "until", date) if "until" in raw else None,
        law=take(FILE, at, raw, "law", str),
    )


def _words(at: str, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    listed: list[Any] = take_or(FILE, at, raw, key, [])
    if not all(isinstance(each, str) and each for each in listed):
        raise BrokenLawFile(FILE, f"{at}.{key}", "应为文字的列表")
    return tuple(listed)


@kept
def online_places() -> tuple[Online, ...]:
    """All places on the internet, oldest first."""
    found = []
    for n, raw in enumerate(entries(FILE, "online"), 1):
        at = f"online[{n}]"
        take_only(FILE, at, raw, _ONLINE_KEYS)
        title, address = take(FILE, at, raw, "title", str), take(FILE, at, raw, "address", str)
        found.append(
            Online(title, address, take(FILE, at, raw, "from", date), take(FILE, at, raw, "law", str))
        )
    return tuple(sorted(found, key=lambda each: each.start))


def body_for(kind: str, name: str, *, on: date) -> Body:
    """The rule for an organ's decisions of a day.

    >>> body_for("department", "某县住房和城乡建设局", on=date(2024, 1, 1)).to
    ('region',)
    >>> body_for("department", "某县住房和城乡建设局", on=date(2023, 12, 31)).to
    ('region', 'superior')
    >>> body_for("department", "国家税务总局某县税务局", on=date(2024, 1, 1)).to
    ('superior',)

    Raises: GongkaiError where no rule fits. Law: RECON 24; RECON 27; RECON 28
    """
    for each in bodies():
        if each.concerns(kind, name, on):
            return each
    raise GongkaiError(
        "no_reconsideration_body",
        f"{on.isoformat()}没有适用于“{name}”的行政复议机关规则。请核对日期和机关类别，或者在 {FILE} 中补充。",
        law="RECON 24",
    )


def online_on(day: date) -> Online | None:
    """Where to apply on the internet when a decision of a day is delivered electronically; none before 2024.

    Law: RECON 22.2
    """
    return next((each for each in reversed(online_places()) if each.start <= day), None)
