"""A county office with a mail room, for tests: organs, posts, people, and a plain kind of case of its own.

The kind ``trial`` is a case like any other: received, due by the law's clock, closed. With it the door, the
cache and the reminders are tried without any app above casework.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import invented_county
from gongkai.casework import numbering
from gongkai.casework.cases import KINDS, CaseKind, Reminder, Standing, announce
from gongkai.casework.facts import Carrier
from gongkai.casework.services import mail
from gongkai.casework.services.door import Case, begun, opened
from gongkai.casework.services.mail import Letter
from gongkai.foi.facts import ApplicantKind, Decided, Intake, Outcome, Received
from gongkai.law.clock import due, late_working_days
from gongkai.ledger.kinds import Entered
from gongkai.ledger.rows import BEIJING
from gongkai.organs.acting import Actor, Role
from invented_county import COUNTY, HEALTH, OFFICE, TOWN, found_organs

NOW = datetime(2025, 9, 15, 9, 0, tzinfo=BEIJING)


def read(facts: Sequence[Entered], *, as_of: date, known_at: datetime) -> Standing:
    """Received, due, closed: by the law's own clock."""
    received = next((each for each in facts if each.kind == "foi.received"), None)
    if received is None:
        return Standing(phase="blank")
    decided = next((each for each in facts if each.kind == "foi.decided"), None)
    term = due("foi.reply", received.happened_on, known_at=known_at)
    holder = next((each.organ for each in reversed(facts) if each.kind == "casework.taken_over"), "")
    return Standing(
        phase="closed" if decided else "running",
        received_on=received.happened_on,
        due_on=term.due_on,
        provisional=term.provisional,
        closed_on=decided and decided.happened_on,
        outcome=decided.body["outcome"] if decided else "",
        late_days=late_working_days(term.due_on, decided.happened_on, known_at) if decided else 0,
        holder_organ=holder,
    )


def reminders(facts: Sequence[Entered], standing: Standing, *, organ: str) -> Iterator[Reminder]:
    """Before, on and after the due day."""
    if standing.due_on is None or standing.closed_on:
        return
    for kind, days in (("soon", -3), ("due", 0), ("late", 1)):
        yield Reminder(
            kind=kind,
            on=standing.due_on + timedelta(days=days),
            title=f"案件提醒：{kind}",
            role=Role.CLERK,
            organ=OFFICE,
            version=str(standing.due_on),
        )


TRIAL = CaseKind(
    app="trial",
    title="试办",
    read=read,
    reminders=reminders,
    page_url=lambda subject: f"/desk/trial/{subject}/",
    retention_years=1,
)


@contextmanager
def trial_announced() -> Iterator[None]:
    """The kind is known while a test runs."""
    announce(TRIAL)
    try:
        yield
    finally:
        del KINDS["trial"]


@dataclass
class Bureau:
    """Who is there, and what the time is."""

    actors: dict[str, Actor] = field(default_factory=dict)
    at: datetime = NOW

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise AttributeError(name) from None

    def later(self, **by) -> datetime:
        """Let time pass; returns the new instant."""
        self.at += timedelta(**(by or {"minutes": 5}))
        return self.at

    def letter(self, number: str = "EMS000", **more):
        """A signed letter in the book of the mail room."""
        given = {"carrier": Carrier.POST_SIGNED, "arrived_at": self.at, "tracking_no": number, **more}
        return mail.register(Letter(**given), organ=OFFICE, region=COUNTY, by=self.mail_room, at=self.later())

    def case(self, organ: str = OFFICE, key: str = "", **more) -> str:
        """A new case; its subject."""
        with begin(self, organ, key) as case:
            if case.done is None:
                case.enter(received())
        return case.subject

    def close(self, subject: str) -> None:
        """The case decided."""
        with opened(subject, "casework.hand_over", by=self.clerk, at=self.later()) as case:
            case.enter(Decided(outcome=Outcome.GRANTED))


def received() -> Received:
    return Received(applicant=ApplicantKind.NATURAL_PERSON, intake=Intake.POST_SIGNED)


@contextmanager
def begin(bureau: Bureau, organ: str = OFFICE, key: str = "", by: str = "clerk") -> Iterator[Case]:
    def subject() -> str:
        year = bureau.at.year
        return f"trial:{year}-{numbering.take(f'trial/{COUNTY}/{year}'):04d}"

    at = bureau.later()
    who = bureau.actors[by]
    with begun(subject, "casework.register_mail", region=COUNTY, organ=organ, by=who, at=at, key=key) as case:
        yield case


def person(login: str, organ: str, role: Role, name: str = "") -> Actor:
    """A person who holds one post."""
    return invented_county.person(login, organ, role, name, as_of=NOW.date())


def open_bureau() -> Bureau:
    """The office with its people."""
    found_organs()
    bureau = Bureau()
    bureau.actors["mail_room"] = person("mail-room", OFFICE, Role.MAIL_ROOM, "王收发")
    bureau.actors["clerk"] = person("clerk", OFFICE, Role.CLERK, "李经办")
    bureau.actors["other_clerk"] = person("other-clerk", OFFICE, Role.CLERK, "赵经办")
    bureau.actors["head"] = person("head", OFFICE, Role.HEAD)
    bureau.actors["liaison"] = person("liaison", HEALTH, Role.LIAISON)
    bureau.actors["stranger"] = person("stranger", TOWN, Role.LIAISON)
    bureau.actors["inspector"] = person("inspector", OFFICE, Role.INSPECTOR)
    return bureau
