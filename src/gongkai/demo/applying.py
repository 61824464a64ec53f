"""The course of an application of the demonstration: who does what and when, and the letter that answers it.

Everything goes through the services, as at the desk; a course runs whole, and once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from gongkai.casework.models import Deed
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services.parties import Particulars
from gongkai.demo.people import CLERK, acting
from gongkai.demo.sample_year import BEIJING, organ_of
from gongkai.foi import letters, services
from gongkai.foi.facts import Manner
from gongkai.foi.letters.matter import Applicant, Item, LetterMatter
from gongkai.foi.matters import decider, sender
from gongkai.foi.remedy import remedy
from gongkai.foi.services import Asked, By, File, Registered
from gongkai.law.clock import due

MAIL_ROOM, HEAD, SECRECY = "shoufa", "zhuren", "baomi"


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of a day in Beijing."""
    return datetime.combine(day, time(hour, minute), BEIJING)


def run_once(key: str, course: Callable[[str], None]) -> bool:
    """Run a course whole, or not at all where it ran before; whether it ran now.

    ``key`` goes with the act that begins it: that act is what tells that it ran.
    """
    if Deed.objects.filter(key=key, begins=True).exists():
        return False
    with transaction.atomic():
        course(key)
    return True


@dataclass(frozen=True, slots=True)
class Matter:
    """What an application of the demonstration asks, and of whom it comes."""

    told: dict[str, Any]

    @property
    def organ(self) -> str:
        """The organ that is asked: the county office unless said otherwise."""
        return organ_of(self.told.get("organ", "office"))

    def asked(self, written_on: date | None = None) -> Asked:
        """The application as it is registered."""
        return Asked(
            items=(self.told["asked"],),
            applicant=Particulars(**self.told["applicant"]),
            title=self.told["title"],
            delivery_way="邮寄" if "address" in self.told["applicant"] else "电子邮件",
            written_on=written_on,
        )

    def item(self, outcome: str, **words: Any) -> Item:
        """What is decided of the one thing asked for."""
        return Item(asked=self.told["asked"], outcome=outcome, **words)


@dataclass(frozen=True, slots=True)
class Course:
    """An application on its way: the steps that answer it, each by whom it falls to."""

    registered: Registered
    matter: Matter
    received_how: str = "网上申请"

    @property
    def subject(self) -> str:
        """The application."""
        return self.registered.subject

    def by(self, login: str, at: datetime) -> By:
        """Somebody at work on it."""
        return By(actor=acting(login, at.astimezone(BEIJING).date()), at=at)

    def draft(self, item: Item, at: datetime) -> str:
        """The clerk's draft; its fingerprint."""
        letter = self._letter(item, at.astimezone(BEIJING).date())
        word = File(f"{letter.title}.docx", letters.docx(letter))
        return services.draft(self.subject, {1: item}, word, self.by(CLERK, at))

    def clear(self, sha256: str, at: datetime) -> None:
        """Its secrecy review."""
        by = self.by(SECRECY, at)
        services.clear_secrecy(self.subject, sha256, SecrecyLevel.NONE, "不在保密事项范围内", by)

    def sign(self, sha256: str, at: datetime) -> str:
        """The head signs; the number of the letter."""
        return services.sign(self.subject, sha256, self.by(HEAD, at))

    def answer(self, item: Item, day: date) -> str:
        """Drafted, cleared and signed on one day."""
        sha256 = self.draft(item, moment(day, 9))
        self.clear(sha256, moment(day, 10))
        return self.sign(sha256, moment(day, 11))

    def _letter(self, item: Item, day: date) -> letters.Letter:
        organ, received_on = self.matter.organ, self.registered.received_on
        assert received_on is not None, "a received application"
        told = remedy([item.outcome], decider(organ, day), decided_on=day, manner=Manner.POST)
        matter = LetterMatter(
            organ=sender(organ, day),
            dated_on=day,
            number=letters.NUMBER_MARK,
            application_no=self.subject.partition(":")[2],
            applicant=Applicant(name=self.matter.told["applicant"]["name"]),
            received_on=received_on,
            received_how=self.received_how,
            due_on=due("foi.reply", received_on).due_on,
            items=(item,),
            remedy=told.paragraphs,
        )
        return letters.opened_for_signing(letters.compose(letters.reply_key((item.outcome,)), matter))
