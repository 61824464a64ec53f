"""Disputes about the applications of a county office, for tests; through the services, as at the desk."""

from datetime import date

from foi.foi_office import Office, open_office
from gongkai.casework.services.parties import Particulars
from gongkai.foi.facts import Outcome
from gongkai.oversight import services
from gongkai.oversight.facts import Procedure
from gongkai.oversight.services import By, Disputed, File

CLAIMANT = Particulars(name="李四海", phone="13900000000", address="城关镇建设路8号")
BODY, COURT = "开封市人民政府", "尉氏县人民法院"
ANSWER = File("答复书.pdf", b"%PDF-1.7 answer")


def refused(office: Office, on: date = date(2025, 11, 5)) -> str:
    """An application that was refused; its subject."""
    before = date.fromordinal(on.toordinal() - 10)
    subject = office.on(before).application("某事项的讨论记录")
    return office.on(on).delivered(Outcome.DENIED_PROCESS_INFO, subject=subject)


def told(about: str = "", **more) -> Disputed:
    """What is disputed."""
    return Disputed(**{"body": BODY, "claimant": CLAIMANT, "about": about, **more})


def by(office: Office, who: str = "clerk", **more) -> By:
    """Somebody, a little later."""
    return By(actor=office.actors[who], at=office.later(), **more)


def reconsideration(office: Office, about: str, *, on: date | None = None, **more) -> str:
    """A reconsideration that was accepted; its subject."""
    return services.file_reconsideration(told(about, **more), by(office), on=on)


def noticed(office: Office, about: str, on: date, procedure: Procedure = Procedure.SIMPLIFIED) -> str:
    """A reconsideration whose notice was received on a day; its subject."""
    subject = reconsideration(office, about, on=on)
    services.receive_notice(subject, by(office), procedure=procedure, on=on)
    return subject


def lawsuit(office: Office, about: str, *, after: str = "", on: date | None = None, **more) -> str:
    """A lawsuit that was docketed; its subject."""
    given = told(about, **{"body": COURT, **more})
    return services.file_lawsuit(given, by(office), after_reconsideration=bool(after), after=after, on=on)


__all__ = ["open_office"]
