"""Applications and mail of these days: one at each stage of the work, so that every list has something to do.

All of it happened on working days before today. Law: OGI 30 to OGI 34.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from gongkai.casework.facts import Carrier
from gongkai.casework.services import mail
from gongkai.casework.services.mail import Letter
from gongkai.casework.services.parties import Particulars
from gongkai.demo.applying import HEAD, MAIL_ROOM, Course, Matter, moment, run_once
from gongkai.demo.content.phrases import texts
from gongkai.demo.letters_of_the_year import UNIT
from gongkai.demo.people import CLERK, acting
from gongkai.demo.sample_year import organ_of, sample
from gongkai.foi import facts, services
from gongkai.foi.facts import Manner, Means, Party
from gongkai.foi.services import By
from gongkai.law.calendar import calendar

LIAISONS = {"教育体育局": "jiaoti", "城关镇": "chengguan"}


def begin(today: date) -> int:
    """Begin what is not there yet; how many applications and pieces of mail."""
    matters = texts("applications")["open"]
    begun = sum(
        run_once(
            f"sample/open/{stage}", partial(_begin, stage=stage, matter=Matter(matters[stage]), today=today)
        )
        for stage in sorted(matters, key=lambda each: -matters[each]["days"])
    )
    return begun + sum(
        run_once(f"sample/mail/{name}", partial(make, today=today))
        for name, make in (("sent", _sent), ("open", _open))
    )


def ago(days: int, today: date) -> date:
    """The working day so many working days before today.

    >>> ago(1, date(2025, 10, 9)), ago(0, date(2025, 10, 9))
    (datetime.date(2025, 9, 30), datetime.date(2025, 10, 9))
    """
    day, known = today, calendar()
    while days:
        day -= timedelta(days=1)
        days -= known.assume(day).working
    return day


def _begin(key: str, stage: str, matter: Matter, today: date) -> None:
    received = ago(matter.told["days"], today)
    if stage == "unconfirmed":
        return _unconfirmed(key, matter, received, today)
    registered = services.submit_online(matter.asked(), matter.organ, at=moment(received, 10, 12), key=key)
    if step := _STEPS.get(stage):
        step(Course(registered, matter), today)
    return None


def _extended(course: Course, today: date) -> None:
    day = ago(4, today)
    services.extend(course.subject, 10, course.by(HEAD, moment(day, 10)))
    _send(course, day, facts.Letter.EXTENSION)


def _for_secrecy_review(course: Course, today: date) -> None:
    day = ago(1, today)
    places, words, result = "县政府办公室档案室、办公系统", "乡道 改建 会议纪要 2003", "未检索到"
    services.search(course.subject, places, words, result, course.by(CLERK, moment(day, 9)))
    searched = f"{places}，检索词“{words}”，{result}"
    course.draft(course.matter.item("unable_not_held", searched=searched), moment(day, 14))


def _for_signature(course: Course, today: date) -> None:
    item = course.matter.item("granted", supplied="项目清单电子文本一份，随本答复书发送")
    course.clear(course.draft(item, moment(ago(3, today), 9)), moment(ago(2, today), 9))


def _for_delivery(course: Course, today: date) -> None:
    where = "县政府门户网站“应急管理”栏目（样例）"
    course.answer(course.matter.item("already_public", where=where), ago(1, today))


def _consulting(course: Course, today: date) -> None:
    day, third_party = ago(8, today), Particulars(**course.matter.told["third_party"])
    by, about = course.by(CLERK, moment(day, 9)), "特许经营合同的价格条款"
    ref = services.consult(course.subject, Party.THIRD_PARTY, about, by, third_party=third_party)
    posted = course.by(CLERK, moment(day, 16))
    letter, number = facts.Letter.CONSULTATION, "XA00000000841"
    services.deliver(course.subject, Manner.POST, posted, letter=letter, ref=ref, proof_no=number)
    signed = course.by(CLERK, moment(ago(6, today), 9))
    services.sign_for(course.subject, signed, letter=letter, ref=ref)


def _supplement_awaited(course: Course, today: date) -> None:
    day = ago(3, today)
    liaison = course.by(LIAISONS[course.matter.told["organ"]], moment(day, 9))
    services.request_supplement(course.subject, 10, liaison)
    _send(course, day, facts.Letter.SUPPLEMENT_REQUEST)


_STEPS: dict[str, Callable[[Course, date], None]] = {
    "extended": _extended,
    "for_secrecy_review": _for_secrecy_review,
    "for_signature": _for_signature,
    "for_delivery": _for_delivery,
    "consulting": _consulting,
    "supplement_awaited": _supplement_awaited,
}
"""What happened since; where nothing did, the application lies as it came."""


def _send(course: Course, day: date, letter: facts.Letter) -> None:
    """A letter to the applicant by e-mail, as the application asked."""
    login = LIAISONS.get(course.matter.told["organ"], CLERK)
    by, number = course.by(login, moment(day, 11)), f"电子邮件 {course.subject.partition(':')[2]}"
    services.deliver(course.subject, Manner.ELECTRONIC, by, letter=letter, proof_no=number)


def _unconfirmed(key: str, matter: Matter, day: date, today: date) -> None:
    """A letter by ordinary post: its day of receipt is the day on which the applicant confirms it."""
    line = _arrive(key, day, Carrier.POST_ORDINARY)
    mail.hand_over(line, matter.organ, unit=UNIT, by=acting(MAIL_ROOM, day), at=moment(day, 10))
    mail.take_over(line, by=acting(CLERK, day), at=moment(day, 11))
    asked = matter.asked(ago(2, day))
    clerk = By(actor=acting(CLERK, day), at=moment(day, 15))
    subject = services.register_letter(line, asked, clerk).subject
    again = ago(1, today)
    trying = By(actor=acting(CLERK, again), at=moment(again, 10))
    services.try_contact(subject, Means.TELEPHONE, trying)


def _sent(key: str, today: date) -> None:
    """Handed over and not signed for yet."""
    day = ago(2, today)
    line = _arrive(key, day, Carrier.POST_SIGNED, "XA00000000741")
    mail.hand_over(line, organ_of("城关镇"), by=acting(MAIL_ROOM, day), at=moment(day, 10))


def _open(key: str, today: date) -> None:
    """In the mail room still."""
    _arrive(key, ago(1, today), Carrier.COURIER, "SF0000000000742")


def _arrive(key: str, day: date, carrier: Carrier, tracking_no: str = "") -> str:
    arrived = moment(day, 9, 5)
    addressee = "尉氏县人民政府办公室"
    letter = Letter(carrier=carrier, arrived_at=arrived, tracking_no=tracking_no, addressee=addressee)
    by, office = acting(MAIL_ROOM, day), organ_of("office")
    at, region = moment(day, 9, 25), sample()["region"]
    return mail.register(letter, organ=office, region=region, by=by, at=at, key=key).subject
