"""Outcomes (处理结果) of an application: article, row of the annual report, remedy, required evidence.

The mapping from an outcome to a row of table 三 lives here only; report formats ask for it.
Law: OGI 36; OGI 14; OGI 15; OGI 16; OGI 30; OGI 35; OGI 37; OGI 38; OGI 39.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only, take_or

FILE = "outcomes.toml"
_OUTCOME_KEYS = frozenset(("key", "title", "law", "rows", "remedy", "evidence"))
_REMEDY_KEYS = frozenset(("key", "title", "from", "law", "before"))


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way to contest a decision, open from ``start``; on earlier days ``before`` takes its place."""

    key: str
    title: str
    start: date
    law: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A kind of decision.

    ``rows`` maps a report format to the row that counts it, ``remedy`` names its class of remedy,
    ``evidence`` what the case file must hold.
    """

    key: str
    title: str
    law: str
    rows: Mapping[str, str]
    remedy: str
    evidence: tuple[str, ...]


@kept
def remedies() -> Mapping[str, Remedy]:
    """All classes of remedy by key."""
    found: dict[str, Remedy] = {}
    for n, raw in enumerate(entries(FILE, "remedies"), 1):
        at = f"remedies[{n}]"
        take_only(FILE, at, raw, _REMEDY_KEYS)
        key = take(FILE, at, raw, "key", str)
        start, law = take(FILE, at, raw, "from", date), take(FILE, at, raw, "law", str)
        found[key] = Remedy(
            key, take(FILE, at, raw, "title", str), start, law, take_or(FILE, at, raw, "before", "")
        )
    for each in found.values():
        if each.before and each.before not in found:
            raise BrokenLawFile(FILE, f"{each.key}.before", f"没有“{each.before}”这种救济方式")
    return found


@kept
def outcomes() -> Mapping[str, Outcome]:
    """All outcomes by key, in the order of the decision tree.

    >>> outcomes()["partial"].title
    '部分公开（区分处理）'
    """
    found: dict[str, Outcome] = {}
    for n, raw in enumerate(entries(FILE, "outcomes"), 1):
        outcome = _outcome(f"outcomes[{n}]", raw)
        if outcome.key in found:
            raise BrokenLawFile(FILE, outcome.key, "这种结果写了两次")
        found[outcome.key] = outcome
    formats = {frozenset(each.rows) for each in found.values()}
    if len(formats) > 1:
        raise BrokenLawFile(FILE, "rows", "每种结果都应写明在每一版报告中的行")
    return found


def _outcome(at: str, raw: Mapping[str, Any]) -> Outcome:
    take_only(FILE, at, raw, _OUTCOME_KEYS)
    key = take(FILE, at, raw, "key", str)
    remedy = take(FILE, key, raw, "remedy", str)
    if remedy not in remedies():
        raise BrokenLawFile(FILE, f"{key}.remedy", f"没有“{remedy}”这种救济方式")
    rows = take(FILE, key, raw, "rows", dict)
    for format_id in rows:
        take(FILE, f"{key}.rows", rows, format_id, str)
    evidence = tuple(str(each) for each in take(FILE, key, raw, "evidence", list))
    title, law = take(FILE, key, raw, "title", str), take(FILE, key, raw, "law", str)
    return Outcome(key, title, law, rows, remedy, evidence)


def outcome(key: str) -> Outcome:
    """The outcome of that key.

    Raises: GongkaiError.
    """
    try:
        return outcomes()[key]
    except KeyError:
        raise GongkaiError(
            "unknown_outcome", f"没有“{key}”这种处理结果，可用：{'、'.join(outcomes())}。", law="OGI 36"
        ) from None


def outcomes_of_row(format_id: str, row_key: str) -> tuple[str, ...]:
    """The outcomes that a row of table 三 counts in an edition of the report; none for a row of another kind.

    >>> outcomes_of_row("annual-2019", "other")
    ('other_no_supplement', 'other_fee_unpaid', 'other_misc')
    >>> outcomes_of_row("annual-2021", "granted"), outcomes_of_row("annual-2021", "new_received")
    (('granted', 'already_public'), ())

    Raises: GongkaiError for an edition that no outcome knows. Law: FORM2019; FORM2021
    """
    if not any(format_id in each.rows for each in outcomes().values()):
        raise GongkaiError("unknown_format", f"处理结果没有写明在报告格式“{format_id}”中的行。", law="OGI 50")
    return tuple(each.key for each in outcomes().values() if each.rows.get(format_id) == row_key)


def remedy_of(outcome_key: str, *, decided_on: date) -> Remedy:
    """The remedy against a decision of a day: what the law then in force says.

    >>> remedy_of("denied_internal_affairs", decided_on=date(2023, 12, 31)).key
    'either'
    >>> remedy_of("denied_internal_affairs", decided_on=date(2024, 1, 1)).key
    'review_first'

    Law: RECON 23
    """
    found = remedies()[outcome(outcome_key).remedy]
    while found.start > decided_on and found.before:
        found = remedies()[found.before]
    return found
