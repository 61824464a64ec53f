"""Kinds of facts: what can have happened, each a documented frozen class.

Pure Python: rules and folds read facts without Django. The docstring of a kind is its manual page
(`docs/reference/facts.md` is made from it). A kind that is not registered here cannot be entered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from gongkai.law.errors import GongkaiError


class Fact:
    """Base of all kinds. The fields of a subclass are the body of the fact; no personal data, ever.

    ``kind`` is the dotted name (``foi.received``) and ``law`` the citation that it carries out.
    ``opens`` and ``closes`` name the spell (时段) of its subject that the fact begins or ends, so that
    "open at a day" has one meaning everywhere: ``foi.received`` opens an ``application`` spell,
    ``foi.decided`` closes it. ``reopens`` marks kinds that void the closing fact they name. ``trait`` names
    the field of an opening kind by which open spells are counted apart (``applicant``, ``genre``).
    """

    kind: ClassVar[str]
    law: ClassVar[str] = ""
    opens: ClassVar[str] = ""
    closes: ClassVar[str] = ""
    reopens: ClassVar[str] = ""
    trait: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A fact as it stands in the ledger: one line of the one table, in pure form.

    ``happened_on`` is the day it is true of, ``entered_at`` the moment from which it was known;
    ``voids`` the ``seq`` of the fact that this one takes back, if any.
    """

    seq: int
    kind: str
    subject: str
    organ: str
    region: str
    happened_on: date
    entered_at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)
    voids: int | None = None
    law: str = ""
    entered_by: str = ""
    origin: str = ""


KINDS: dict[str, type[Fact]] = {}

F = TypeVar("F", bound=type[Fact])


def fact(
    kind: str, *, law: str = "", opens: str = "", closes: str = "", reopens: str = "", trait: str = ""
) -> Callable[[F], F]:
    """Register a class as a kind of fact under its dotted name."""

    def register(cls: F) -> F:
        if kind in KINDS and KINDS[kind].__qualname__ != cls.__qualname__:
            raise ValueError(f"kind registered twice: {kind}")
        if not (cls.__doc__ or "").strip():
            raise ValueError(f"kind without a docstring: {kind}")
        cls.kind, cls.law, cls.opens, cls.closes, cls.reopens = kind, law, opens, closes, reopens
        cls.trait = trait
        KINDS[kind] = cls
        return cls

    return register


def kind_of(name: str) -> type[Fact]:
    """The class of a kind; an unknown name is refused."""
    try:
        return KINDS[name]
    except KeyError:
        raise GongkaiError("unknown_kind", f"没有“{name}”这种事实，不能登记。", kind=name) from None


def body_of(deed: Fact) -> dict[str, Any]:
    """The body of a fact in JSON form: dates as ISO text, enums as their value, empty fields left out."""
    body: dict[str, Any] = {}
    for each in fields(deed):  # type: ignore[arg-type]  # every kind is a dataclass
        value = getattr(deed, each.name)
        if value is None or value == "":
            continue
        body[each.name] = _plain(value)
    return body


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return str(value)


def standing(facts: Iterable[Entered]) -> list[Entered]:
    """The facts that hold: those not taken back by a later one. A taking-back itself cannot be taken back.

    >>> from datetime import date, datetime
    >>> def at(seq, **more):
    ...     return Entered(seq, "k", "s", "o", "r", date(2020, 1, 1), datetime(2020, 1, 1), **more)
    >>> [each.seq for each in standing([at(1), at(2), at(3, voids=1)])]
    [2, 3]
    """
    known = list(facts)
    taken_back = {each.voids for each in known if each.voids is not None}
    return [each for each in known if each.seq not in taken_back]
