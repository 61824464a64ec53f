"""What stands beside a case (相关案件): other apps tell of their cases about it, and none imports another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.organs.posts import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A case about this one, as its page shows it: in words, with where it leads and how it stands."""

    title: str
    url: str
    standing: str
    look: str = ""
    due_on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of the page of a case: what another app tells, and what may be begun there from here."""

    title: str
    lines: tuple[Beside, ...] = ()
    begins: tuple[tuple[str, str], ...] = ()


Tell = Callable[[Actor, str, date], Panel | None]
TOLD: list[Tell] = []


def tell(source: Tell) -> None:
    """Let an app tell of its cases about others. To be called when the app gets ready."""
    if source not in TOLD:
        TOLD.append(source)


def panels(actor: Actor, subject: str, as_of: date) -> list[Panel]:
    """What the actor may see beside a case."""
    return [panel for source in TOLD if (panel := source(actor, subject, as_of)) is not None]
