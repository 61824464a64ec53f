"""Which day counts: the day of receipt of an application by its intake, the day of service of a letter.

The day comes from the rule, not from the clerk: a signed letter is received on the day it is signed for,
however long it then lies in the house. Law: OGI 31; SERVICE2016.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only

FILE = "receipts.toml"
DAYS = ("submitted_on", "signed_on", "confirmed_on", "posted_on", "sent_on")
_KEYS = frozenset(("key", "title", "day", "day_title", "law", "wanting"))


class DayRule(NamedTuple):
    """For one way of coming in or going out: which ``day`` counts, and what to do while it is wanting."""

    key: str
    title: str
    day: str
    day_title: str
    law: str
    wanting: str


class LegalDay(NamedTuple):
    """The day that counts, or ``None`` while it is wanting (待确认), and why in Chinese."""

    on: date | None
    why: str
    law: str


@kept
def rules(kind: str) -> Mapping[str, DayRule]:
    """The rules of a kind, ``receipts`` or ``services``, by intake or manner of delivery."""
    found: dict[str, DayRule] = {}
    for n, raw in enumerate(entries(FILE, kind), 1):
        rule = _rule(f"{kind}[{n}]", raw)
        if rule.key in found:
            raise BrokenLawFile(FILE, f"{kind}[{n}].key", f"“{rule.key}”重复")
        found[rule.key] = rule
    return found


def _rule(at: str, raw: Mapping[str, Any]) -> DayRule:
    take_only(FILE, at, raw, _KEYS)
    day = take(FILE, at, raw, "day", str)
    if day not in DAYS:
        raise BrokenLawFile(FILE, f"{at}.day", f"应为 {'、'.join(DAYS)} 之一")
    key, title, day_title, law, wanting = (
        take(FILE, at, raw, name, str) for name in ("key", "title", "day_title", "law", "wanting")
    )
    return DayRule(key, title, day, day_title, law, wanting)


def receipt_day(intake: str, **days: date | None) -> LegalDay:
    """The day of receipt of an application (收到申请之日).

    ``days`` are the days on record: ``submitted_on``, ``signed_on``, ``confirmed_on``.

    >>> receipt_day("post_signed", signed_on=date(2025, 9, 15)).why
    '挂号信、特快专递以签收之日（2025-09-15）为准'
    >>> receipt_day("post_ordinary", signed_on=date(2025, 9, 15)).on is None
    True

    Raises: GongkaiError for an unknown intake or day. Law: OGI 31
    """
    return _day("receipts", intake, days)


def service_day(manner: str, **days: date | None) -> LegalDay:
    """The day of service of a letter (送达之日): a posted one is served on the day of posting.

    ``days`` are the days on record: ``signed_on``, ``posted_on``, ``sent_on``.

    >>> service_day("post", posted_on=date(2025, 10, 17), signed_on=date(2025, 10, 30)).on
    datetime.date(2025, 10, 17)

    Raises: GongkaiError for an unknown manner or day. Law: SERVICE2016
    """
    return _day("services", manner, days)


def _day(kind: str, key: str, days: Mapping[str, date | None]) -> LegalDay:
    found = rules(kind)
    if key not in found:
        raise GongkaiError("unknown_manner", f"没有“{key}”这种方式，可用：{'、'.join(found)}。", law="OGI 31")
    if unknown := [name for name in days if name not in DAYS]:
        raise GongkaiError(
            "unknown_day", f"没有“{unknown[0]}”这种日期，可用：{'、'.join(DAYS)}。", law="OGI 31"
        )
    rule = found[key]
    on = days.get(rule.day)
    if on is None:
        why = f"{rule.title}以{rule.day_title}为准，尚无该日期，待确认。{rule.wanting}"
        return LegalDay(None, why, rule.law)
    return LegalDay(on, f"{rule.title}以{rule.day_title}（{on.isoformat()}）为准", rule.law)
