"""Cases in dispute (争议案件): what a reconsideration or lawsuit may ask of the case that it is about.

An app whose cases can be disputed announces itself; whoever keeps disputes asks here and imports none of
them. Pure Python but for what the announced functions do. Law: RECON 48; RECON 64; OGI 51.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from gongkai.casework.cases import app_of
from gongkai.organs.posts import Actor

if TYPE_CHECKING:
    from gongkai.casework.services.door import By


class Title(Protocol):
    """What a case is about, in words without names."""

    def __call__(self, subject: str) -> str:
        """The title; empty where there is none."""


class Evidence(Protocol):
    """Everything of a case that an organ hands in as evidence, bound as one PDF with index."""

    def __call__(self, actor: Actor, subject: str, *, at: datetime, case: str, before: str) -> bytes:
        """``case`` and ``before`` stand on the cover: which dispute, before whom.

        Raises ``UnknownCase`` or ``NotPermitted`` where the actor may not open the papers.
        """


class OrderAnew(Protocol):
    """Enters that a new decision was ordered: ``ordered_by`` is ``reconsideration`` or ``court``."""

    def __call__(
        self, subject: str, ordered_by: str, case: str, by: "By", *, working_days: int | None, on: date
    ) -> date | None:
        """The last day for the new decision; ``case`` is the subject that ordered it."""


class TakeBackOrder(Protocol):
    """Takes back an order that was entered in error."""

    def __call__(self, subject: str, case: str, by: "By", *, reason: str) -> None:
        """Nothing where that case ordered nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputable:
    """A kind of case that can be disputed. ``app`` is the word before the colon of its subjects."""

    app: str
    title_of: Title
    evidence: Evidence
    order_anew: OrderAnew
    take_back_order: TakeBackOrder


DISPUTABLE: dict[str, Disputable] = {}


def announce(kind: Disputable) -> None:
    """Make a kind of case known as one that can be disputed. To be called when the app gets ready."""
    DISPUTABLE[kind.app] = kind


def disputable(subject: str) -> Disputable | None:
    """What may be asked of a case in dispute; ``None`` where its kind cannot be disputed."""
    return DISPUTABLE.get(app_of(subject))
