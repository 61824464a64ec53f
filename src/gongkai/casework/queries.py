"""What screens ask of casework: the mail-room book, open hops, the inbox; by a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from gongkai.casework import access
from gongkai.casework.cases import kind_of
from gongkai.casework.facts import Carrier
from gongkai.casework.mailing import HELD, OPEN, PHASES, SENT
from gongkai.casework.masking import masked_name
from gongkai.casework.models import Hop, Mail, Message, Party
from gongkai.casework.sealing import unseal
from gongkai.casework.wording import CARRIERS, LOOKS
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names

MOST = 500
OPEN_HOP = Q(received_at__isnull=True, returned_at__isnull=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the mail-room book as a screen shows it; the sender masked."""

    subject: str
    number: str
    carrier: str
    tracking_no: str
    addressee: str
    sender: str
    pieces: int
    arrived_on: date
    arrived_at: datetime | None
    phase: str
    standing: str
    look: str
    holder: str
    due_on: date | None
    becomes: str
    becomes_url: str
    seq: int
    hop: "HopLine | None" = None

    @property
    def url(self) -> str:
        """Its page."""
        return kind_of(self.subject).page_url(self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class HopLine:
    """A hop as a screen shows it. ``mine`` says that it came to an organ in whose matters one signs."""

    subject: str
    number: str
    what: str
    sender: str
    to: str
    to_unit: str
    sent_at: datetime
    received_at: datetime | None
    returned_at: datetime | None
    limit_at: datetime
    mine: bool = False

    @property
    def url(self) -> str:
        """The page of what is handed over."""
        return kind_of(self.subject).page_url(self.subject)

    @property
    def last_day(self) -> date:
        """The last day on which it is signed for in time."""
        return (self.limit_at - timedelta(seconds=1)).astimezone(BEIJING).date()


def book(actor: Actor, day: date) -> list[Line]:
    """The lines of mail that arrived on a day, in the order of their numbers."""
    return _lines(access.readable_mail(actor).filter(arrived_on=day).order_by("number"))


def unfinished(actor: Actor) -> list[Line]:
    """The lines of mail that have neither become a case nor left, what has lain longest first."""
    there = access.readable_mail(actor).filter(status__phase__in=[OPEN, SENT, HELD])
    return _lines(there.order_by("status__due_on", "number")[:MOST])


def found(actor: Actor, asked: str) -> list[Line]:
    """The lines whose number, or the number of whose item, contains what was asked; the latest first."""
    wanted = "".join(asked.upper().split())
    there = access.readable_mail(actor).filter(
        Q(tracking_no__contains=wanted) | Q(number__contains=wanted) | Q(becomes__contains=asked.strip())
    )
    return _lines(there.order_by("-arrived_on", "-number")[:100])


def line(actor: Actor, subject: str) -> Line:
    """One line of the book. Raises ``UnknownCase``."""
    mail = access.mail_for(actor, subject)
    return _lines(Mail.objects.filter(pk=mail.pk))[0]


def _lines(rows: QuerySet[Mail]) -> list[Line]:
    there = list(rows.select_related("status"))
    subjects = [each.subject for each in there]
    open_hops = {each.subject: each for each in Hop.objects.filter(OPEN_HOP, subject__in=subjects)}
    codes = {each.status.holder_organ for each in there}
    called = names(codes | {each.to_organ for each in open_hops.values()})
    senders = dict(
        Party.objects.filter(subject__in=subjects, role="sender")
        .order_by("-pk")
        .values_list("subject", "name")
    )
    return [
        _line(each, open_hops.get(each.subject), called, senders.get(each.subject, b"")) for each in there
    ]


def _line(mail: Mail, hop: Hop | None, called: dict[str, str], sender: bytes) -> Line:
    row = mail.status
    return Line(
        subject=mail.subject,
        number=mail.number,
        carrier=str(CARRIERS[Carrier(mail.carrier)]),
        tracking_no=mail.tracking_no,
        addressee=mail.addressee,
        sender=masked_name(unseal(bytes(sender))),
        pieces=mail.pieces,
        arrived_on=mail.arrived_on,
        arrived_at=mail.arrived_at,
        phase=row.phase,
        standing=PHASES.get(row.phase, row.phase),
        look=LOOKS.get(row.phase, ""),
        holder=called.get(row.holder_organ, row.holder_organ),
        due_on=row.due_on,
        becomes=mail.becomes.partition(":")[2],
        becomes_url=kind_of(mail.becomes).page_url(mail.becomes) if mail.becomes else "",
        seq=row.seq,
        hop=_hop(hop, called, frozenset()) if hop else None,
    )


def coming(actor: Actor) -> list[HopLine]:
    """What was handed over to the actor's organs and waits to be signed for, what is due first on top."""
    mine = organs_where(actor, "casework.take_over")
    return _hops(Hop.objects.filter(OPEN_HOP, to_organ__in=mine).order_by("limit_at")[:MOST], mine)


def going(actor: Actor) -> list[HopLine]:
    """What the actor's organs handed over to others and nobody has signed for yet, due first on top."""
    mine, sees = organs_where(actor, "casework.take_over"), organs_where(actor, access.READ)
    there = Hop.objects.filter(OPEN_HOP, sender_organ__in=sees)
    return _hops(there.order_by("limit_at")[:MOST], mine)


def late_hops(actor: Actor, at: datetime) -> list[HopLine]:
    """What nobody has signed for in time, of all that the actor may see: alarms before they are cases."""
    mine = organs_where(actor, "casework.take_over")
    return _hops(_late(actor, at).order_by("limit_at")[:MOST], mine)


def late_hops_count(actor: Actor, at: datetime) -> int:
    """How many there are."""
    return _late(actor, at).count()


def _late(actor: Actor, at: datetime) -> QuerySet[Hop]:
    sees = organs_where(actor, access.READ)
    return Hop.objects.filter(OPEN_HOP, Q(sender_organ__in=sees) | Q(to_organ__in=sees), limit_at__lte=at)


def hops_of(actor: Actor, subject: str) -> list[HopLine]:
    """The hops of a case or piece of mail, the first one first. Raises ``UnknownCase``."""
    access.case_for(actor, subject)
    mine = organs_where(actor, "casework.take_over")
    return _hops(Hop.objects.filter(subject=subject).order_by("sent_at", "pk"), mine)


def _hops(rows: Iterable[Hop], mine: frozenset[str]) -> list[HopLine]:
    there = list(rows)
    called = names({code for each in there for code in (each.sender_organ, each.to_organ)})
    return [_hop(each, called, mine) for each in there]


def _hop(hop: Hop, called: dict[str, str], mine: frozenset[str]) -> HopLine:
    return HopLine(
        subject=hop.subject,
        number=hop.subject.partition(":")[2],
        what=kind_of(hop.subject).title,
        sender=called.get(hop.sender_organ, hop.sender_organ),
        to=called.get(hop.to_organ, hop.to_organ),
        to_unit=hop.to_unit,
        sent_at=hop.sent_at,
        received_at=hop.received_at,
        returned_at=hop.returned_at,
        limit_at=hop.limit_at,
        mine=hop.to_organ in mine,
    )


def inbox(actor: Actor) -> QuerySet[Message]:
    """The messages of the actor's posts: unread first, the latest on top."""
    posts = [post.code for post in actor.posts]
    return Message.objects.filter(post__in=posts).order_by(IsNull(F("read_at"), True).desc(), "-at", "-pk")


def unread(actor: Actor) -> int:
    """How many messages of the actor's posts nobody has read."""
    posts = [post.code for post in actor.posts]
    return Message.objects.filter(post__in=posts, read_at__isnull=True).count()


def overdue_mail(actor: Actor, as_of: date) -> list[Line]:
    """Mail that lies longer than its limit."""
    there = access.readable_mail(actor).filter(status__closed_on__isnull=True, status__due_on__lt=as_of)
    return _lines(there.order_by("status__due_on", "number")[:MOST])
