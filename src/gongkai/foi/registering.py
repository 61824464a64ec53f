"""What registration will come to, told while it is typed (登记前的核对): day of receipt, days used.

Nothing is entered here. Nobody types the day of receipt: it follows from how the application came.
Law: OGI 31; OGI 33.
"""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.casework import access as cases
from gongkai.casework import sealing
from gongkai.casework.errors import UnknownCase
from gongkai.casework.facts import Carrier
from gongkai.casework.models import Mail
from gongkai.foi import access, register
from gongkai.foi.facts import Intake
from gongkai.foi.models import Application
from gongkai.foi.services.intake import BY_MAIL
from gongkai.foi.status.receiving import legal_receipt
from gongkai.foi.wording import INTAKES
from gongkai.law.calendar import BEIJING
from gongkai.law.clock import due
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names

DIRECT = (Intake.IN_PERSON, Intake.FAX, Intake.EMAIL)
"""Ways in which an application comes without a line of the mail-room book."""
HINTS = 5


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What registration will come to: the day of receipt (None: to be confirmed), the due day, days used."""

    why: str
    law: str
    received_on: date | None = None
    due_on: date | None = None
    used: int = 0
    left: int = 0
    provisional: bool = False
    refused: bool = False


def foreseen(
    intake: Intake, at: datetime, *, arrived_on: date | None = None, written_on: date | None = None
) -> Foreseen:
    """The day of receipt and the reply clock of what is being registered; or why it cannot be."""
    today = at.astimezone(BEIJING).date()
    try:
        if intake in (Intake.POST_SIGNED, Intake.POST_ORDINARY):
            found = legal_receipt(intake, as_of=today, signed_on=arrived_on, submitted_on=written_on)
        else:
            found = legal_receipt(intake, as_of=today, submitted_on=arrived_on or today)
        if found.on is None:
            return Foreseen(found.why, found.law)
        clock = due("foi.reply", found.on, known_at=at)
    except GongkaiError as problem:
        return Foreseen(problem.message, problem.law, refused=True)
    return Foreseen(
        found.why,
        found.law,
        found.on,
        clock.due_on,
        clock.used(today),
        clock.left(today),
        clock.provisional,
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """The line of the mail-room book that is registered."""

    mail: Mail
    intake: Intake

    @property
    def intake_title(self) -> str:
        """How it came, in words."""
        return str(INTAKES[self.intake])


def letter(actor: Actor, number: str) -> Letter | None:
    """The line of a number that this person may register; ``None`` where there is none."""
    try:
        mail = cases.mail_for(actor, f"mail:{number}")
    except UnknownCase:
        return None
    return Letter(mail, BY_MAIL[Carrier(mail.carrier)])


def organs(actor: Actor, as_of: date) -> list[tuple[str, str]]:
    """The organs in whose matters the actor may register, the post's own first."""
    own = [post.organ for post in actor.posts]
    found = names(organs_where(actor, "foi.register"), as_of=as_of)
    return sorted(found.items(), key=lambda each: (each[0] not in own, each[0]))


def same_person(actor: Actor, **particulars: str) -> list[Application]:
    """Applications of the same person that the actor may read, the latest first: by digest alone."""
    found = access.readable(actor)
    for kind in register.PERSON:
        digest = sealing.digest(kind, particulars.get(kind, ""))
        if digest and (
            rows := list(found.filter(**{f"applicant__{kind}_digest": digest}).order_by("-pk")[:HINTS])
        ):
            return rows
    return []


def same_text(actor: Actor, items: list[str]) -> list[Application]:
    """Applications that ask for the same, word for word but for spaces, the latest first."""
    digest = sealing.digest("asked", "\n".join(items))
    if not digest:
        return []
    return list(access.readable(actor).filter(text_digest=digest).order_by("-pk")[:HINTS])
