"""Sentences filled with places, numbers and days from a seed of their own: the same seed, the same words."""

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from html import escape
from importlib.resources import files
from random import Random
from typing import Any

from gongkai.demo.words import bureaus, roads, towns

COUNTY = "尉氏县"


@cache
def texts(name: str) -> dict[str, Any]:
    """A file of sentences, ``demo/texts/NAME.toml``."""
    return tomllib.loads((files("gongkai.demo") / "texts" / f"{name}.toml").read_text("utf-8"))


def say_day(day: date) -> str:
    """A day as articles say it.

    >>> say_day(date(2020, 6, 1))
    '6月1日'
    """
    return f"{day.month}月{day.day}日"


class _Drawn:
    """Something drawn anew each time a slot asks for it; the part after the colon says from what."""

    def __init__(self, random: Random, choices: Sequence[str] = ()) -> None:
        self.random, self.choices = random, choices

    def __format__(self, spec: str) -> str:
        if not spec:
            return self.random.choice(self.choices)
        low, high = spec.split("-")
        if "." in spec:
            places = max(len(each.partition(".")[2]) for each in (low, high))
            return f"{self.random.uniform(float(low), float(high)):.{places}f}"
        return str(self.random.randint(int(low), int(high)))


class Phrases:
    """Fills slots: ``{n:20-90}`` a number, ``{town}``, ``{road}``, ``{bureau}``; others are given.

    >>> Phrases("a").fill("{who}检查企业{n:3-3}家", who="县应急管理局")
    '县应急管理局检查企业3家'
    """

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311  (invented texts, not secrets)
        self._drawn = {
            "n": _Drawn(self.random),
            "town": _Drawn(self.random, towns()),
            "road": _Drawn(self.random, roads()),
            "bureau": _Drawn(self.random, [f"县{name}" for name in bureaus()]),
        }

    def fill(self, text: str, **given: object) -> str:
        """A text with its slots filled."""
        return text.format(**{**self._drawn, **given})

    def one(self, bank: Sequence[str], **given: object) -> str:
        """One sentence of a bank, filled."""
        return self.fill(self.random.choice(bank), **given)

    def some(self, bank: Sequence[str], count: int, **given: object) -> list[str]:
        """So many different sentences of a bank, filled; all of them where there are no more."""
        chosen = self.random.sample(list(bank), min(count, len(bank)))
        return [self.fill(each, **given) for each in chosen]

    def chance(self, of: float) -> bool:
        """Whether something happens that happens in such a part of all cases."""
        return self.random.random() < of

    def days_before(self, day: date, most: int) -> date:
        """A day up to so many days before, in the same year."""
        return max(day - timedelta(days=self.random.randint(0, most)), date(day.year, 1, 1))


def paragraph(text: str) -> str:
    """A paragraph of the body."""
    return f'<p class="indent">{escape(text, quote=False)}</p>'


def heading(text: str) -> str:
    """A heading within the body."""
    return f"<h2>{escape(text, quote=False)}</h2>"


def signed(organ: str, day: date) -> str:
    """The organ and the day under a paper."""
    return (
        f'<p class="align-right">{organ}</p><p class="align-right">{day.year}年{day.month}月{day.day}日</p>'
    )


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table with its caption."""
    ths = "".join(f'<th scope="col">{escape(each, quote=False)}</th>' for each in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell), quote=False)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption, quote=False)}</caption>"
        f"<thead><tr>{ths}</tr></thead><tbody>{lines}</tbody></table>"
    )


def picture(address: str, alt: str, caption: str) -> str:
    """A picture with the words for who cannot see it, and its caption."""
    return (
        f'<figure class="align-center"><img src="{address}" alt="{escape(alt)}" width="960" height="540">'
        f"<figcaption>{escape(caption, quote=False)}</figcaption></figure>"
    )
