"""A finding (发现): one thing that a person should look at, in plain Chinese, with its evidence."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.report import Number, Report

LEVELS = ("error", "warning", "note")
"""``error``: the form itself says so. ``warning``: should be explained or corrected. ``note``: worth
knowing."""

_ORDER = {
    CheckOutcome.FAILS: 0,
    CheckOutcome.CANNOT_TELL: 1,
    CheckOutcome.NOT_APPLICABLE: 2,
    CheckOutcome.HOLDS: 3,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found at one place.

    ``check`` is the check's id (``T3-1``, ``N-2``), ``at`` the place (a column, a row, a section with the
    number
    stated there); ``left`` and ``right`` are the two values compared (in prose checks: stated, and as it
    should
    be), ``cells`` the ids of the cells behind them. ``table``, ``row`` and ``column`` are labels as printed.
    ``fingerprint`` is how a person's verdict finds this finding again.
    """

    check: str
    at: str
    level: str
    outcome: CheckOutcome
    left: Number | None
    right: Number | None
    cells: tuple[str, ...]
    message: str
    fingerprint: str
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def weight(self) -> tuple[int, int]:
        """Sort key: what fails before what cannot be told, errors before warnings before notes."""
        return _ORDER[self.outcome], LEVELS.index(self.level)

    def as_json(self) -> dict[str, Any]:
        """The finding as `gongkai check --json` prints it."""
        return {
            "check": self.check,
            "at": self.at,
            "level": self.level,
            "outcome": str(self.outcome),
            "left": plain(self.left),
            "right": plain(self.right),
            "cells": list(self.cells),
            "message": self.message,
            "fingerprint": self.fingerprint,
            "table": self.table,
            "row": self.row,
            "column": self.column,
        }


def plain(value: Number | None) -> int | float | None:
    """A number for JSON: whole numbers as such, others as a decimal fraction.

    >>> from decimal import Decimal
    >>> plain(Decimal("4.0")), plain(Decimal("51.85")), plain(None)
    (4, 51.85, None)
    """
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def said(value: Number | None) -> str:
    """A number in a message: no exponent, no trailing zeros, blank as 空白.

    >>> from decimal import Decimal
    >>> said(3646), said(Decimal("33.90")), said(None)
    ('3646', '33.9', '空白')
    """
    if value is None:
        return "空白"
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def distance(one: Number, other: Number) -> Number:
    """How far apart two numbers are.

    >>> from decimal import Decimal
    >>> distance(20, 26), distance(Decimal("1.5"), 1)
    (6, Decimal('0.5'))
    """
    gap: Number = one - other
    return gap if gap >= 0 else -gap


def fingerprint(organ: str, year: int | None, check: str, at: str, cells: tuple[str, ...]) -> str:
    """The stable name of a finding: the same organ, year, check, place and cells give the same name.

    Neither wording nor level nor the numbers in the cells enter it, so a verdict survives re-runs and new
    versions of a rule.

    >>> one = fingerprint("甲县", 2020, "T3-1", "total", ("b", "a"))
    >>> one == fingerprint("甲县", 2020, "T3-1", "total", ("a", "b"))
    True
    >>> one == fingerprint("甲县", 2021, "T3-1", "total", ("a", "b"))
    False
    """
    text = "\x1f".join((organ, str(year or ""), check, at, *sorted(cells)))
    return sha256(text.encode()).hexdigest()[:16]


class Maker:
    """Makes the findings of one report, so that organ and year need not be handed around."""

    __slots__ = ("organ", "year")

    def __init__(self, report: Report) -> None:
        self.organ = report.organ
        self.year = report.year

    def __call__(
        self,
        check: str,
        at: str,
        level: str,
        message: str,
        *,
        outcome: CheckOutcome = CheckOutcome.FAILS,
        left: Number | None = None,
        right: Number | None = None,
        cells: tuple[str, ...] = (),
        labels: tuple[str, str, str] = ("", "", ""),
    ) -> Finding:
        """A finding of this report; ``labels`` are table, row and column as printed."""
        mark = fingerprint(self.organ, self.year, check, at, cells)
        return Finding(check, at, level, outcome, left, right, cells, message, mark, *labels)
