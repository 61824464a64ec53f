"""The applications that journeys at the desk act upon: received so many working days ago, by the services."""

from datetime import date, datetime, time, timedelta

from browser.county import GOVERNMENT, HEALTH, OFFICE
from foi.day_loop import before, works

COUNTY = "410223"
POSTED = "EB700000001CN"
"""The number of the letter that went astray."""
DUE_NOW, LONG_PAST, SOUGHT, TO_SIGN = "防汛物资台账", "征地补偿批复", "垃圾清运合同", "值班安排表"


def lay_applications(at: datetime) -> None:
    """A letter that lies in the wrong organ, and applications at the edge of their time."""
    from gongkai.casework.facts import Carrier
    from gongkai.casework.services import hops, mail
    from gongkai.casework.services.mail import Letter
    from gongkai.casework.services.parties import Particulars
    from gongkai.foi import services
    from gongkai.foi.facts import Intake
    from gongkai.foi.services import Asked, By
    from gongkai.organs.acting import actor_of
    from gongkai.organs.kinds import Letterhead
    from gongkai.organs.letterheads import set_letterhead
    from gongkai.organs.models import Person

    today = at.date()

    def actor(login: str):
        return actor_of(Person.objects.get(login=login), today)

    def morning(day: date) -> datetime:
        return datetime.combine(day, time(9), at.tzinfo)

    for code, word in ((OFFICE, "尉政办"), (GOVERNMENT, "尉政")):
        head = Letterhead(
            code_word=word, upper_government="开封市人民政府", address="人民路1号", phone="0371-1"
        )
        set_letterhead(code, head, valid_from=date(2020, 1, 1))
    came = morning(before(today, 24))
    letter = Letter(carrier=Carrier.POST_SIGNED, arrived_at=came, tracking_no=POSTED)
    line = mail.register(letter, organ=OFFICE, region=COUNTY, by=actor("shou"), at=came)
    hops.hand_over(line.subject, HEALTH, by=actor("shou"), at=came + timedelta(hours=1))
    clerk = actor("zheng")
    for n, (title, days) in enumerate(((DUE_NOW, 20), (LONG_PAST, 25), (SOUGHT, 19), (TO_SIGN, 18)), start=1):
        asked = Asked(
            items=[f"2025年度{title}"],
            applicant=Particulars(name=f"申请人{n}", id_no=f"4102231990010{n:04d}X", phone=f"1390000{n:04d}"),
            title=title,
        )
        last = today if works(today) else before(today, 1)
        moment = morning(before(last, days))
        services.register(asked, Intake.IN_PERSON, OFFICE, By(actor=clerk, at=moment))
