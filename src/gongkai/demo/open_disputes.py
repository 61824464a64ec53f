"""Disputes of these days: a reconsideration whose answer is owed, and a lawsuit after one that was lost.

The applications that they are about were refused some weeks before. Law: RECON 48; RECON 54; LITIG 45.
"""

from datetime import date
from functools import partial
from typing import Any

from gongkai.casework.services.parties import Particulars
from gongkai.demo.applying import Course, Matter, moment, run_once
from gongkai.demo.content.phrases import texts
from gongkai.demo.open_applications import ago
from gongkai.demo.people import CLERK, acting
from gongkai.foi import services as foi
from gongkai.foi.facts import Manner
from gongkai.oversight import services
from gongkai.oversight.facts import Procedure, Result
from gongkai.oversight.services import By, Disputed, File


def begin(today: date) -> int:
    """Begin what is not there yet; how many disputes."""
    told = texts("applications")["disputed"]
    return sum(
        run_once(f"sample/disputed/{name}", partial(begin_one, told=told[name], today=today))
        for name, begin_one in (("owed", _owed), ("judged", _before_the_court))
    )


def _owed(key: str, told: dict[str, Any], today: date) -> None:
    """The notice to answer came two working days ago."""
    about = _refused(key, told, today)
    day = ago(3, today)
    dispute = services.file_reconsideration(_disputed(about, told), _clerk(day, 10), on=day)
    _notice(dispute, ago(2, today))


def _before_the_court(key: str, told: dict[str, Any], today: date) -> None:
    """The reconsideration organ upheld the reply; the applicant went to court."""
    about = _refused(key, told, today)
    first = ago(30, today)
    dispute = services.file_reconsideration(_disputed(about, told), _clerk(first, 10), on=first)
    _notice(dispute, ago(28, today))
    answered = File("行政复议答复书.txt", "样例：行政复议答复书".encode())
    services.file_answer(dispute, _clerk(ago(25, today), 16), answer=answered)
    services.conclude(dispute, Result.UPHELD, _clerk(ago(15, today), 15))
    filed = _disputed(about, told, body=told["court"], case_no=told["court_no"])
    day = ago(6, today)
    suit = services.file_lawsuit(filed, _clerk(day, 9), after_reconsideration=True, after=dispute, on=day)
    services.receive_notice(suit, _clerk(ago(4, today), 9))


def _refused(key: str, told: dict[str, Any], today: date) -> str:
    """An application that was refused and whose reply was delivered; its subject."""
    matter, received = Matter(told), ago(told["days"], today)
    registered = foi.submit_online(matter.asked(), matter.organ, at=moment(received, 10, 12), key=key)
    course, day = Course(registered, matter), ago(told["days"] - 10, today)
    course.answer(matter.item(told["outcome"], reason=told["reason"], category=told["category"]), day)
    by, number = course.by(CLERK, moment(day, 15)), f"电子邮件 {course.subject.partition(':')[2]}"
    foi.deliver(course.subject, Manner.ELECTRONIC, by, proof_no=number)
    return course.subject


def _disputed(about: str, told: dict[str, Any], *, body: str = "", case_no: str = "") -> Disputed:
    claimant = Particulars(**told["applicant"])
    return Disputed(
        about=about, claimant=claimant, body=body or told["body"], case_no=case_no or told["case_no"]
    )


def _notice(dispute: str, day: date) -> None:
    services.receive_notice(dispute, _clerk(day, 9), procedure=Procedure.SIMPLIFIED)


def _clerk(day: date, hour: int) -> By:
    return By(actor=acting(CLERK, day), at=moment(day, hour))
