"""Deadlines (期限): what each clock starts from, how long it runs, what extends, restarts or pauses it.

All of it is data; the arithmetic in ``clock`` knows no clock by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from gongkai.law.errors import GongkaiError
from gongkai.law.files import BrokenLawFile, entries, kept, take, take_only, take_or
from gongkai.law.parameters import Value, parameter, parameters

FILE = "deadlines.toml"
SELF = "self"
_KEYS = frozenset(("key", "title", "starts", "parameter", "given", "law", "extension", "restarts", "pauses"))
_RESTART_KEYS = frozenset(("reason", "title", "law", "ask_within", "answer_within", "once"))
_PAUSE_KEYS = frozenset(("party", "title", "law", "answer_within"))
LONGEST = 1000
GIVEN_UNITS = ("working_days", "natural_days", "months")


class UnknownDeadline(GongkaiError):
    """No clock of that name."""


class RestartRule(NamedTuple):
    """An answer from outside that starts the clock again, such as 补正.

    ``ask_within`` is the clock in which it must be asked for (``self``: this clock's own term),
    ``answer_within`` the clock in which it must come, ``once`` whether it may be asked for only once.
    """

    reason: str
    title: str
    law: str
    ask_within: str = ""
    answer_within: str = ""
    once: bool = False


class PauseRule(NamedTuple):
    """A consultation whose time does not count; ``answer_within`` is the clock of the one consulted."""

    party: str
    title: str
    law: str
    answer_within: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock. ``unit`` is that of its length; ``parameter`` is empty where each case gives the length."""

    key: str
    title: str
    starts: str
    unit: str
    parameter: str = ""
    law: str = ""
    extension: str = ""
    restarts: Mapping[str, RestartRule] = field(default_factory=dict)
    pauses: Mapping[str, PauseRule] = field(default_factory=dict)

    def length(self, on: date, given: int | None = None) -> Value:
        """How long the clock runs when it starts on a day: the parameter in force, or the length given.

        Raises: GongkaiError when a length is missing or given where the law fixes it.
        """
        if self.parameter:
            if given is not None:
                raise GongkaiError(
                    "length_is_fixed",
                    f"“{self.title}”由法规规定，不能另给期限。",
                    law=self.law,
                    clock=self.key,
                )
            return parameter(self.parameter).on(on)
        if given is None or not 1 <= given <= LONGEST:
            raise GongkaiError(
                "length_missing",
                f"“{self.title}”由具体决定给出，请写明期限（1至{LONGEST}）。",
                law=self.law,
                clock=self.key,
            )
        return Value(on, given, self.law, "read")


@kept
def deadlines() -> Mapping[str, Deadline]:
    """All clocks by key, every name in them resolved."""
    found: dict[str, Deadline] = {}
    for at, raw in enumerate(entries(FILE, "deadlines"), 1):
        deadline = _deadline(f"deadlines[{at}]", raw)
        if deadline.key in found:
            raise BrokenLawFile(FILE, deadline.key, "这个期限写了两次")
        found[deadline.key] = deadline
    for deadline in found.values():
        _resolve(deadline, found)
    return found


def deadline(key: str) -> Deadline:
    """The clock of that key.

    Raises: UnknownDeadline.
    """
    try:
        return deadlines()[key]
    except KeyError:
        raise UnknownDeadline(
            "unknown_deadline", f"没有“{key}”这个期限，可用：{'、'.join(deadlines())}。", key=key
        ) from None


def _deadline(at: str, raw: Mapping[str, Any]) -> Deadline:
    take_only(FILE, at, raw, _KEYS)
    key = take(FILE, at, raw, "key", str)
    unit, name, law = _measure(key, raw)
    extension = take_or(FILE, key, raw, "extension", "")
    if extension and (extension not in parameters() or parameters()[extension].unit != unit):
        raise BrokenLawFile(FILE, f"{key}.extension", f"没有以 {unit} 计的参数“{extension}”")
    return Deadline(
        key=key,
        title=take(FILE, key, raw, "title", str),
        starts=take(FILE, key, raw, "starts", str),
        unit=unit,
        parameter=name,
        law=law,
        extension=extension,
        restarts=_restarts(key, take_or(FILE, key, raw, "restarts", [])),
        pauses=_pauses(key, take_or(FILE, key, raw, "pauses", [])),
    )


def _measure(key: str, raw: Mapping[str, Any]) -> tuple[str, str, str]:
    if ("given" in raw) == ("parameter" in raw):
        raise BrokenLawFile(FILE, key, "parameter 和 given 应有且只有一个")
    if "given" in raw:
        unit = take(FILE, key, raw, "given", str)
        if unit not in GIVEN_UNITS:
            raise BrokenLawFile(FILE, f"{key}.given", f"应为 {'、'.join(GIVEN_UNITS)} 之一")
        return unit, "", take(FILE, key, raw, "law", str)
    name = take(FILE, key, raw, "parameter", str)
    if name not in parameters():
        raise BrokenLawFile(FILE, f"{key}.parameter", f"没有“{name}”这个参数")
    return parameters()[name].unit, name, parameters()[name].values[-1].law


def _restarts(key: str, listed: Iterable[Mapping[str, Any]]) -> dict[str, RestartRule]:
    rules = {}
    for n, raw in enumerate(listed, 1):
        at = f"{key}.restarts[{n}]"
        take_only(FILE, at, raw, _RESTART_KEYS)
        rules[take(FILE, at, raw, "reason", str)] = RestartRule(
            reason=raw["reason"],
            title=take(FILE, at, raw, "title", str),
            law=take(FILE, at, raw, "law", str),
            ask_within=take_or(FILE, at, raw, "ask_within", ""),
            answer_within=take_or(FILE, at, raw, "answer_within", ""),
            once=take_or(FILE, at, raw, "once", False),
        )
    return rules


def _pauses(key: str, listed: Iterable[Mapping[str, Any]]) -> dict[str, PauseRule]:
    rules = {}
    for n, raw in enumerate(listed, 1):
        at = f"{key}.pauses[{n}]"
        take_only(FILE, at, raw, _PAUSE_KEYS)
        rules[take(FILE, at, raw, "party", str)] = PauseRule(
            party=raw["party"],
            title=take(FILE, at, raw, "title", str),
            law=take(FILE, at, raw, "law", str),
            answer_within=take_or(FILE, at, raw, "answer_within", ""),
        )
    return rules


def _resolve(deadline: Deadline, found: Mapping[str, Deadline]) -> None:
    named = [name for rule in deadline.restarts.values() for name in (rule.ask_within, rule.answer_within)]
    named += [rule.answer_within for rule in deadline.pauses.values()]
    for name in named:
        if name and name != SELF and (name not in found or not found[name].parameter):
            raise BrokenLawFile(FILE, deadline.key, f"没有取自参数的期限“{name}”")
    if (deadline.restarts or deadline.pauses) and deadline.unit != "working_days":
        raise BrokenLawFile(FILE, deadline.key, "只有以工作日计的期限能重新起算或者扣除")
