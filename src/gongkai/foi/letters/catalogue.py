"""The catalogue of letters (文书目录): to whom, what each must hold, articles, effect on the clock."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.errors import GongkaiError

FILE = "letters.toml"
AUDIENCES = ("applicant", "third_party", "organ", "internal")
EFFECTS = ("starts", "restarts", "extends", "pauses", "stops", "none")


@dataclass(frozen=True, slots=True)
class LetterForm:
    """One kind of letter.

    ``to`` is its audience (`AUDIENCES`), ``form`` ``letter`` or ``table``, ``series`` the word of its number
    (empty: none), ``requires`` what it must hold, ``laws`` its articles, ``effect`` what it does to the
    reply clock, ``within`` the clock in which it must go out, ``answer`` the clock of the addressee,
    ``delivers`` the word of its delivery fact (`foi.facts.Letter`), ``outcome`` the outcome that it tells;
    ``secrecy`` whether it needs a secrecy review of its own before it is delivered.
    """

    key: str
    title: str
    to: str
    form: str
    series: str
    requires: tuple[str, ...]
    laws: tuple[str, ...]
    effect: str
    within: str
    answer: str
    delivers: str
    outcome: str
    secrecy: bool


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads((files("gongkai.foi.letters") / FILE).read_text("utf-8"))


@cache
def letter_forms() -> Mapping[str, LetterForm]:
    """All kinds of letters by key, in the order of an application's life."""
    return {raw["key"]: _form(raw) for raw in _read()["letters"]}


def _form(raw: Mapping[str, Any]) -> LetterForm:
    clock = raw["clock"]
    return LetterForm(
        key=raw["key"],
        title=raw["title"],
        to=raw["to"],
        form=raw["form"],
        series=raw.get("series", ""),
        requires=tuple(raw["requires"]),
        laws=tuple(raw["law"]),
        effect=clock["effect"],
        within=clock.get("within", ""),
        answer=clock.get("answer", ""),
        delivers=raw.get("delivers", ""),
        outcome=raw.get("outcome", ""),
        secrecy=raw.get("secrecy", False),
    )


def label(path: str) -> str:
    """What a value of `LetterMatter` is called in Chinese: ``supplement.until`` → 补正期限."""
    name: str = _read()["labels"][path]
    return name


def letter_form(key: str) -> LetterForm:
    """The kind of letter of that key.

    Raises: GongkaiError.
    """
    try:
        return letter_forms()[key]
    except KeyError:
        known = "、".join(letter_forms())
        raise GongkaiError("unknown_letter", f"没有“{key}”这种文书，可用：{known}。", law="OGI 45") from None


def reply_key(outcomes: tuple[str, ...]) -> str:
    """Which letter tells these outcomes, one for each item: its own for one item, else the one for several.

    >>> reply_key(("unable_not_held",)), reply_key(("granted", "denied_process_info"))
    ('reply_unable_not_held', 'reply')

    Law: OGI 36
    """
    return f"reply_{outcomes[0]}" if len(outcomes) == 1 else "reply"
