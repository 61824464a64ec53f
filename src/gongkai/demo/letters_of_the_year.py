"""The two letters of the sample year, from the mail room to the file: one in time, one that went astray.

Their days are those of `sample.toml`. The second was signed for at the gate, which is the day of receipt, and
then lay with another organ; it was answered late, and the lateness explained. Law: OGI 31(2); OGI 47.
"""

from datetime import date, timedelta
from functools import partial
from typing import Any

from gongkai.casework.facts import Carrier, Cause
from gongkai.casework.services import lateness, mail
from gongkai.casework.services.mail import Letter
from gongkai.demo.applying import HEAD, MAIL_ROOM, Course, Matter, moment, run_once
from gongkai.demo.content.phrases import texts
from gongkai.demo.fresh import of_another_build
from gongkai.demo.people import CLERK, acting
from gongkai.demo.sample_year import BEIJING, organ_of, sample
from gongkai.foi import services
from gongkai.foi.facts import Manner
from gongkai.foi.services import By

UNIT = "政务公开办"
ASTRAY = ("教育体育局", "jiaoti")
"""Where the second letter was handed by mistake, and who signed for it there."""


def handle() -> int:
    """Handle the letters; how many were not handled yet."""
    told = zip(sample()["applications"], texts("applications")["letters"], strict=True)
    return sum(
        run_once(f"sample/{days['number']}", partial(_one, days=days, matter=Matter(words)))
        for days, words in told
    )


def _one(key: str, days: dict[str, Any], matter: Matter) -> None:
    line = _arrive(key, days["signed_on"], matter)
    if days.get("went_astray"):
        _go_astray(line, days["signed_on"], days["with_unit_on"])
    _hand_over(line, days["with_unit_on"], astray=bool(days.get("went_astray")))
    clerk = By(actor=acting(CLERK, days["with_unit_on"]), at=moment(days["with_unit_on"], 16))
    registered = services.register_letter(line, matter.asked(days["posted_on"]), clerk)
    if registered.subject != f"foi:{days['number']}":
        raise of_another_build(f"依申请公开：样例来信应为 foi:{days['number']}，现为 {registered.subject}")
    course = Course(registered, matter, "挂号信")
    course.answer(matter.item("granted", supplied=matter.told["supplied"]), days["decided_on"])
    _deliver(course, days, matter)


def _arrive(key: str, day: date, matter: Matter) -> str:
    """Signed for at the gate and entered in the book; the line."""
    letter = Letter(
        carrier=Carrier.POST_SIGNED,
        arrived_at=moment(day, 9, 20),
        tracking_no=matter.told["tracking_no"],
        addressee=f"尉氏县人民政府办公室（{UNIT}）",
    )
    by, at = acting(MAIL_ROOM, day), moment(day, 9, 40)
    office = organ_of("office")
    return mail.register(letter, organ=office, region=sample()["region"], by=by, at=at, key=key).subject


def _go_astray(line: str, day: date, found_on: date) -> None:
    """Handed to an organ that it was not meant for, which signs and finds it weeks later."""
    whose, login = ASTRAY
    mail.hand_over(line, organ_of(whose), by=acting(MAIL_ROOM, day), at=moment(day, 10))
    mail.take_over(line, by=acting(login, day), at=moment(day, 15))
    found = moment(found_on, 10)
    mail.hand_over(line, organ_of("office"), unit=UNIT, by=acting(login, found_on), at=found)


def _hand_over(line: str, day: date, *, astray: bool) -> None:
    """Into the hands of the OGI unit."""
    if not astray:
        sent = moment(day, 10)
        mail.hand_over(line, organ_of("office"), unit=UNIT, by=acting(MAIL_ROOM, day), at=sent)
    mail.take_over(line, by=acting(CLERK, day), at=moment(day, 15, 30))


def _deliver(course: Course, days: dict[str, Any], matter: Matter) -> None:
    """Posted, the lateness explained where there was one, and filed."""
    clerk = course.by(CLERK, moment(days["delivered_on"], 15))
    number = f"{matter.told['tracking_no']}R"
    services.deliver(course.subject, Manner.POST, clerk, proof_no=number)
    if "cause" in days:
        lateness.explain(
            course.subject,
            Cause.MAIL_ASTRAY,
            organ_of("office"),
            by=acting(HEAD, days["delivered_on"]),
            at=clerk.at.astimezone(BEIJING) + timedelta(hours=1),
            apologised=True,
            note=days["cause"],
        )
    filed = days["filed_on"]
    services.archive(course.subject, course.by(CLERK, moment(filed, 10)), file_no=days["number"])
