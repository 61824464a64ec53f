"""Clearance (公开审查) as a table, from ``data/clearance.toml``: states, steps, and the acts that may come.

Pure Python: what may come next is an answer of this table and of the decisions on the present content, and
of nothing else. Law: OGI 17; SECRETS 35.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from gongkai.law.errors import GongkaiError
from gongkai.law.terms import add_months

FILE = "clearance.toml"
AUTHOR = "author"


class State(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"
    RETURNED = "returned"
    CLEARED = "cleared"
    REGISTERED = "registered"
    LIVE = "live"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"

    @property
    def title(self) -> str:
        """The state in Chinese."""
        return clearance().states[self]


OPEN_STATES = (State.DRAFT, State.IN_CLEARANCE, State.RETURNED, State.CLEARED)
"""States in which an edition is being worked on: one such edition for each record at most."""


class Verdict(StrEnum):
    """What a decision says."""

    APPROVED = "approved"  # 通过
    RETURNED = "returned"  # 退回
    NOTED = "noted"  # 记录在案：提交、紧急发布、补审


class BrokenClearance(GongkaiError):
    """The table of clearance cannot be used: names the place."""


class ImpossibleAct(GongkaiError):
    """The act cannot come in this state. ``context``: ``act``, ``state``."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of clearance: its Chinese title and the verb that a post needs for it."""

    key: str
    title: str
    verb: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class Clearance:
    """The whole table."""

    states: Mapping[State, str]
    steps: Mapping[str, Step]
    transitions: Mapping[tuple[str, State], State]
    four_eyes: tuple[str, ...]
    any_time: tuple[str, ...]
    forced_needs: tuple[str, ...]
    reassess_months: int

    def next(self, act: str, state: State) -> State:
        """Where an act leads from a state. Raises ``ImpossibleAct``."""
        try:
            return self.transitions[act, state]
        except KeyError:
            raise ImpossibleAct(
                "impossible_act",
                f"本稿现为“{self.states[state]}”，不能{ACTS.get(act, act)}。"
                "请刷新页面，按页面上现有的操作办理。",
                law="OGI 17",
                act=act,
                state=state.value,
            ) from None

    def acts(self, state: State) -> list[str]:
        """The acts that may come in a state, in the order of the table."""
        return [act for act, start in self.transitions if start is state]


ACTS = {
    "revise": "修改",
    "submit": "提交审查",
    "approve": "审查",
    "clear": "审查",
    "register": "登记",
    "return": "退回",
    "publish": "发布",
    "force_publish": "紧急发布",
    "supersede": "代替",
    "withdraw": "撤下",
    "discard": "作废",
    "restore": "恢复",
}


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval as the rules need it: which step, by whom (person), on which content (hash)."""

    step: str
    person: int
    sha256: str


def steps_left(chain: Sequence[str], approvals: Iterable[Approval], sha256: str) -> list[str]:
    """The steps still to come for this content, in order. Approvals of other content count for nothing.

    >>> steps_left(["first", "secrecy"], [Approval("first", 7, "a1")], "a1")
    ['secrecy']
    >>> steps_left(["first", "secrecy"], [Approval("first", 7, "a1")], "b2")
    ['first', 'secrecy']
    """
    passed = {each.step for each in approvals if each.sha256 == sha256}
    return [step for step in chain if step not in passed]


def open_steps(left: Sequence[str], any_time: Collection[str]) -> list[str]:
    """The steps that can be decided now: the one whose turn it is, and those that need not wait for theirs.

    >>> open_steps(["first", "second", "secrecy"], ("secrecy",))
    ['first', 'secrecy']
    """
    return [step for place, step in enumerate(left) if place == 0 or step in any_time]


def conflict(
    step: str,
    person: int,
    authors: Collection[int],
    approvals: Iterable[Approval],
    sha256: str,
    rule: Sequence[str],
) -> str:
    """The part in which this person already acted, where the rule wants different people; else empty.

    >>> conflict("second", 7, {3}, [Approval("first", 7, "a1")], "a1", ("author", "first", "second"))
    'first'
    >>> conflict("second", 3, {3}, [], "a1", ("author", "first", "second"))
    'author'
    """
    if step not in rule:
        return ""
    if AUTHOR in rule and person in authors:
        return AUTHOR
    for each in approvals:
        if each.sha256 == sha256 and each.person == person and each.step in rule and each.step != step:
            return each.step
    return ""


def read_clearance(text: str) -> Clearance:
    """The table of a TOML text. Raises ``BrokenClearance`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    states = {_state("states", key): str(title) for key, title in raw.get("states", {}).items()}
    if missing := [each for each in State if each not in states]:
        raise _broken("states", f"缺少“{missing[0]}”")
    steps = {
        key: Step(key, str(each["title"]), str(each["verb"]), str(each.get("law", "")))
        for key, each in raw.get("steps", {}).items()
    }
    transitions: dict[tuple[str, State], State] = {}
    for n, each in enumerate(raw.get("transitions", [])):
        at = f"transitions[{n}]"
        if set(each) != {"act", "from", "to"} or each["act"] not in ACTS:
            raise _broken(at, "应有 act、from、to，act 应为已知的操作")
        for start in each["from"]:
            transitions[each["act"], _state(f"{at}.from", start)] = _state(f"{at}.to", each["to"])
    rules = raw.get("rules", {})
    eyes, forced, free = (tuple(rules.get(key, ())) for key in ("four_eyes", "forced_needs", "any_time"))
    if strange := [each for each in eyes if each != AUTHOR and each not in steps]:
        raise _broken("rules.four_eyes", f"没有“{strange[0]}”这一环节")
    if strange := [each for each in (*free, *forced) if each not in steps]:
        raise _broken("rules", f"没有“{strange[0]}”这一环节")
    if "secrecy" not in forced:
        raise _broken("rules.forced_needs", "紧急发布也不能没有保密审查（secrecy）")
    months = rules.get("reassess_months")
    if not isinstance(months, int) or months < 1:
        raise _broken("rules.reassess_months", "应为大于零的月数")
    return Clearance(states, steps, transitions, eyes, free, forced, months)


@cache
def clearance() -> Clearance:
    """The table of this installation."""
    return read_clearance((files(__package__) / "data" / FILE).read_text("utf-8"))


def reassess_due_on(assessed_on: date) -> date:
    """By when something withheld that was assessed on a day is to be assessed again. Law: OGI 18."""
    return add_months(assessed_on, clearance().reassess_months)


def _state(place: str, key: str) -> State:
    try:
        return State(key)
    except ValueError:
        raise _broken(place, f"没有“{key}”这种状态") from None


def _broken(place: str, wrong: str) -> BrokenClearance:
    where = f" 的“{place}”" if place else " "
    return BrokenClearance(
        "broken_clearance", f"审查流程文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place, wrong=wrong
    )
