"""A county office that handles applications, for tests: organs, posts, people, and applications at any stage.

Everything is made through the services, as at the desk.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import invented_county
from gongkai.casework.facts import Carrier
from gongkai.casework.models import StatusRow
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import mail
from gongkai.casework.services.mail import Letter
from gongkai.casework.services.parties import Particulars
from gongkai.foi import services
from gongkai.foi.facts import Intake, Manner, Outcome
from gongkai.foi.letters.matter import Item, Withheld
from gongkai.foi.models import Application, Reply
from gongkai.foi.services import Asked, By, File
from gongkai.foi.status import Status, status
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from gongkai.organs.acting import Actor, Role
from invented_county import COUNTY, GOVERNMENT, HEALTH, OFFICE, TOWN, found_organs

NOW = datetime(2025, 9, 15, 9, 0, tzinfo=BEIJING)
PERSON = Particulars(
    name="张三丰", id_no="41022319900101123X", phone="13800000000", address="城关镇人民路1号"
)


@dataclass
class Office:
    """Who is there, and what the time is."""

    actors: dict[str, Actor] = field(default_factory=dict)
    at: datetime = NOW

    def __getattr__(self, name: str) -> Actor:
        try:
            return vars(self)["actors"][name]
        except KeyError:
            raise AttributeError(name) from None

    def later(self, **by) -> datetime:
        """Let time pass; returns the new instant."""
        self.at += timedelta(**(by or {"minutes": 5}))
        return self.at

    def on(self, day: date, hour: int = 9, minute: int = 0) -> "Office":
        """Let it be that day."""
        self.at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)
        return self

    def by(self, who: str, **more) -> By:
        """Somebody, a little later."""
        return By(actor=self.actors[who], at=self.later(), **more)

    def letter(self, number: str = "EMS1", carrier: Carrier = Carrier.POST_SIGNED, **more) -> str:
        """A line in the mail-room book; its subject."""
        given = {"carrier": carrier, "arrived_at": self.at, "tracking_no": number, **more}
        line = mail.register(Letter(**given), organ=OFFICE, region=COUNTY, by=self.mail_room, at=self.later())
        return line.subject

    def application(self, *items: str, who: str = "clerk", organ: str = OFFICE, **more) -> str:
        """An application handed in at the counter; its subject."""
        key = more.pop("key", "")
        asked_for = asked(*items, **more)
        return services.register(asked_for, Intake.IN_PERSON, organ, self.by(who, key=key)).subject

    def status(self, subject: str) -> Status:
        """Where it stands now."""
        region = StatusRow.objects.get(pk=subject).region
        return status(reading.timeline(region, subject), as_of=self.at.date(), known_at=self.at)

    def draft(self, subject: str, *outcomes: Outcome, text: str = "稿", who: str = "clerk") -> str:
        """A draft that decides the items so; its fingerprint."""
        count = Application.objects.get(pk=subject).items.count()
        given = outcomes or (Outcome.GRANTED,) * count
        decisions = {place: words(each) for place, each in enumerate(given, 1)}
        return services.draft(subject, decisions, File("答复书.docx", text.encode()), self.by(who))

    def clear(self, subject: str, sha256: str = "", level: SecrecyLevel = SecrecyLevel.NONE) -> None:
        """The secrecy review of the draft."""
        sha256 = sha256 or Reply.objects.get(application=subject, replaced_at=None, signed_at=None).sha256
        services.clear_secrecy(subject, sha256, level, "不在保密事项范围内", self.by("secrecy"))

    def sign(self, subject: str, sha256: str, who: str = "leader", **more) -> str:
        """Signed; the number."""
        key = more.pop("key", "")
        return services.sign(subject, sha256, self.by(who, key=key), written=written, **more)

    def decided(self, *outcomes: Outcome, subject: str = "", **more) -> str:
        """A signed application; its subject."""
        subject = subject or self.application(*[f"第{n}项" for n in range(len(outcomes) or 1)])
        sha256 = self.draft(subject, *outcomes)
        self.clear(subject, sha256)
        self.sign(subject, sha256, **more)
        return subject

    def delivered(self, *outcomes: Outcome, **more) -> str:
        """A signed application whose letter was posted; its subject."""
        subject = self.decided(*outcomes, **more)
        self.deliver(subject)
        return subject

    def deliver(self, subject: str, who: str = "clerk", **more) -> None:
        services.deliver(subject, Manner.POST, self.by(who), proof_no="XA123456789CN", **more)


def written(key: str, draft: bytes, number: str, day: date) -> list[File]:
    """The final letter of a draft, for a number and a day."""
    return [File("答复书.pdf", f"%PDF {number} {day}".encode())]


def words(outcome: Outcome) -> Item:
    """What a letter says of an item decided so, complete."""
    return Item(
        asked="第一项",
        outcome=outcome.value,
        reason="理由如下",
        supplied="纸质复印件一份",
        where="www.example.gov.cn",
        withheld=(Withheld(part="联系人", reason="个人隐私", law="OGI 15"),),
        provision="《档案法》",
        category="讨论记录",
        consulted="第三方不同意公开",
        searched="档案室、办公系统，未检索到",
        earlier="尉公复〔2024〕1号，2024年5月6日",
        other_organ="县民政局",
    )


def asked(*items: str, **more) -> Asked:
    """What somebody asks for."""
    given = {"items": items or ("2024年度防汛经费使用情况",), "applicant": PERSON, **more}
    return Asked(**given)


def someone(n: int) -> Particulars:
    """The n-th person, each another one."""
    return Particulars(name=f"申请人{n}", id_no=f"4102231990010{n:04d}X", phone=f"139{n:08d}")


def person(login: str, organ: str, role: Role, name: str = "") -> Actor:
    """A person who holds one post."""
    return invented_county.person(login, organ, role, name, as_of=NOW.date())


def open_office() -> Office:
    """The office with its people."""
    found_organs()
    office = Office()
    for login, organ, role, name in (
        ("mail_room", OFFICE, Role.MAIL_ROOM, "王收发"),
        ("clerk", OFFICE, Role.CLERK, "李经办"),
        ("other_clerk", OFFICE, Role.CLERK, "赵经办"),
        ("head", OFFICE, Role.HEAD, "钱主任"),
        ("secrecy", OFFICE, Role.SECRECY_REVIEWER, "孙保密"),
        ("leader", GOVERNMENT, Role.LEADER, "周县长"),
        ("liaison", HEALTH, Role.LIAISON, "吴联络"),
        ("stranger", TOWN, Role.LIAISON, "郑镇干"),
        ("inspector", OFFICE, Role.INSPECTOR, "冯检查"),
    ):
        office.actors[login] = person(login.replace("_", "-"), organ, role, name)
    return office


def yuan(text: str) -> Decimal:
    """An amount."""
    return Decimal(text)
