"""Answers of the sample year that the public may read (答复选登): written, cleared and released at the desk.

They are released these days, so that what was filed of the sample year stays what it was. Law: OGI 44.
"""

from datetime import date

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.demo.applying import HEAD, SECRECY, moment
from gongkai.demo.content.papers import xlsx
from gongkai.demo.content.phrases import texts
from gongkai.demo.open_applications import ago
from gongkai.demo.people import CLERK, acting
from gongkai.demo.sample_year import sample
from gongkai.foi import services
from gongkai.foi.access import readable
from gongkai.foi.services import By, File, PublicWords


def release(today: date) -> int:
    """Release what is not in the log yet; how many."""
    told = zip(sample()["applications"], texts("released")["answers"], strict=True)
    return sum(_one(f"foi:{days['number']}", words, ago(3, today)) for days, words in told)


def _one(subject: str, told: dict[str, object], day: date) -> bool:
    """One answer, by three people on one day."""

    def by(login: str, hour: int) -> By:
        return By(actor=acting(login, day), at=moment(day, hour))

    clerk = by(CLERK, 9)
    if readable(acting(CLERK, day)).filter(pk=subject, releases__isnull=False).exists():
        return False
    words = PublicWords(**{name: str(told[name]).strip() for name in ("title", "question", "answer")})
    rows = told["rows"]
    assert isinstance(rows, list), "the file of sentences has a table"
    table = File(f"{told['file']}.xlsx", xlsx("样例", rows))
    sha256 = services.prepare_release(subject, words, clerk, uploads=[table])
    services.clear_release(subject, sha256, SecrecyLevel.NONE, "不在保密事项范围内", by(SECRECY, 10))
    services.release(subject, sha256, by(HEAD, 11))
    return True
