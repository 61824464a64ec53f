"""What to disclose of one's own accord: the items of articles 20 and 21, the 26 pilot areas (试点领域).

Law: OGI 20; OGI 21; PILOT2017.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only, take_or

AREAS_FILE = "areas.toml"
DISCLOSURES_FILE = "disclosures.toml"
LEVELS = ("all", "county", "township")


@dataclass(frozen=True, slots=True)
class Area:
    """An area of grassroots open government: of the 26 of the ``pilot``, or added by ministries later."""

    number: int
    key: str
    title: str
    law: str
    pilot: bool
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An item that must be disclosed by the organs of a ``level``: ``all``, ``county`` or ``township``."""

    key: str
    title: str
    level: str
    law: str


@kept
def areas() -> Mapping[str, Area]:
    """The areas by key, in order.

    >>> sum(area.pilot for area in areas().values()), areas()["budget"].title
    (26, '财政预决算')
    """
    found: dict[str, Area] = {}
    for n, raw in enumerate(entries(AREAS_FILE, "areas"), 1):
        area = _area(f"areas[{n}]", raw)
        if area.key in found or area.number != n:
            raise BrokenLawFile(AREAS_FILE, f"areas[{n}]", "序号应从1起连续，名称不得重复")
        found[area.key] = area
    return found


def _area(at: str, raw: Mapping[str, Any]) -> Area:
    take_only(AREAS_FILE, at, raw, frozenset(("number", "key", "title", "law", "pilot", "also")))
    return Area(
        number=take(AREAS_FILE, at, raw, "number", int),
        key=take(AREAS_FILE, at, raw, "key", str),
        title=take(AREAS_FILE, at, raw, "title", str),
        law=take(AREAS_FILE, at, raw, "law", str),
        pilot=take(AREAS_FILE, at, raw, "pilot", bool),
        also=tuple(map(str, take_or(AREAS_FILE, at, raw, "also", []))),
    )


@kept
def disclosures() -> Mapping[str, Disclosure]:
    """The items that must be disclosed, by key.

    >>> disclosures()["a20_07_budget"].title
    '财政预算、决算信息'
    """
    found: dict[str, Disclosure] = {}
    for n, raw in enumerate(entries(DISCLOSURES_FILE, "disclosures"), 1):
        at = f"disclosures[{n}]"
        take_only(DISCLOSURES_FILE, at, raw, frozenset(("key", "title", "level", "law")))
        key, level = (take(DISCLOSURES_FILE, at, raw, each, str) for each in ("key", "level"))
        if key in found:
            raise BrokenLawFile(DISCLOSURES_FILE, f"{at}.key", f"“{key}”重复")
        if level not in LEVELS:
            raise BrokenLawFile(DISCLOSURES_FILE, f"{at}.level", f"应为 {'、'.join(LEVELS)} 之一")
        title, law = (take(DISCLOSURES_FILE, at, raw, each, str) for each in ("title", "law"))
        found[key] = Disclosure(key, title, level, law)
    return found
