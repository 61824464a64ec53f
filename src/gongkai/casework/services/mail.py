"""The mail room (收发室): its book, and its reconciliation with the registers. Nothing that came in is lost.

Law: OGI 31 (signed post is received on the day it is signed for), OGI 45 (registration).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from gongkai.casework import facts, numbering
from gongkai.casework.errors import RefusedMail
from gongkai.casework.mailing import APP, CASE, HELD, OPEN, OTHER, SENT, VOID
from gongkai.casework.models import Mail, StatusRow
from gongkai.casework.services import parties
from gongkai.casework.services.door import Case, System, begun, opened
from gongkai.casework.services.hops import close_found, hand_over, send_back, take_over
from gongkai.ledger.rows import BEIJING
from gongkai.organs.posts import Actor

SIGNED = (facts.Carrier.POST_SIGNED, facts.Carrier.COURIER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A piece of mail as the mail room has it in hand.

    ``arrived_at`` is the instant at which it was signed for or found; ``addressee`` the organ or unit on the
    envelope; ``sender`` who sent it, as far as the envelope says.
    """

    carrier: facts.Carrier
    arrived_at: datetime
    tracking_no: str = ""
    addressee: str = ""
    pieces: int = 1
    sender: "parties.Particulars | None" = None


def register(
    letter: Letter, *, organ: str, region: str, by: Actor | System, at: datetime, key: str = ""
) -> Mail:
    """Enter a piece of mail in the book of the mail room of ``organ`` (收文登记): a number, a fact, a line.

    Its number counts by the year in which it arrived.

    Raises ``RefusedMail`` for a time to come, signed post without its number, or a number that is there.
    """
    wanted = _checked(letter, at)
    day = letter.arrived_at.astimezone(BEIJING).date()

    def subject() -> str:
        _require_new(wanted, region)
        return numbering.subject(APP, region, day.year)

    with begun(subject, "casework.register_mail", region=region, organ=organ, by=by, at=at, key=key) as line:
        if line.done is not None:
            return Mail.objects.select_related("status").get(pk=line.subject)
        mail = Mail.objects.create(
            status=line.row,
            region=region,
            organ=organ,
            number=line.subject.partition(":")[2],
            carrier=letter.carrier.value,
            arrived_on=day,
            arrived_at=letter.arrived_at,
            tracking_no=wanted,
            addressee=letter.addressee.strip(),
            pieces=letter.pieces,
            signer=line.acted_by,
        )
        if letter.sender is not None:
            parties.keep(line, "sender", letter.sender)
        line.enter(facts.MailArrived(carrier=letter.carrier), day)
    return mail


def _checked(letter: Letter, at: datetime) -> str:
    """The number of the item in the form in which it is compared, of a letter that can be."""
    if letter.arrived_at > at:
        raise RefusedMail("to_come", "签收时间还没有到，请核对日期和时间。", law="OGI 31")
    wanted = "".join(letter.tracking_no.upper().split())
    if letter.carrier in SIGNED and not wanted:
        raise RefusedMail(
            "no_tracking_no",
            "挂号、特快专递、快递要登记邮件号码：签收之日就是收到申请之日，号码是证据。请扫描或者填写号码。",
            law="OGI 31",
        )
    if not 1 <= letter.pieces <= 999:
        raise RefusedMail("bad_pieces", "件数应为1至999。")
    return wanted


def _require_new(tracking_no: str, region: str) -> None:
    """Refuse the number of an item that is in the book: asked within the door, so that it stays true."""
    if tracking_no and (there := Mail.objects.filter(region=region, tracking_no=tracking_no).first()):
        raise RefusedMail(
            "number_known",
            f"邮件号码 {tracking_no} 已于 {there.arrived_on} 登记为 {there.number}，"
            "不能重复登记。请核对信封。",
            number=there.number,
        )


def divert(
    subject: str,
    what: facts.OtherMatter,
    *,
    by: Actor | System,
    at: datetime,
    to: str = "",
    key: str = "",
    expects: int | None = None,
) -> Mail:
    """Take a piece of mail out: it is no matter of open information (非公开来件). It stays in the book.

    Raises ``RefusedMail`` for a line that is closed; as the door.
    """
    with opened(subject, "casework.hand_over", by=by, at=at, key=key, expects=expects) as line:
        if line.done is None:
            _require_open(line)
            line.enter(facts.MailDiverted(what=what, to=to), organ=line.row.holder_organ)
            close_found(line)
    return Mail.objects.select_related("status").get(pk=subject)


def became(subject: str, case_subject: str, *, by: Actor | System, at: datetime, at_organ: str = "") -> Mail:
    """A piece of mail was entered in a register as a case (来件立案). Called by the app that registers it.

    Mail that was still on its way is thereby found: an open hop is closed at this instant.

    Raises ``RefusedMail`` for a line that is closed; as the door (verb ``casework.take_over``).
    """
    with opened(subject, "casework.take_over", by=by, at=at, at_organ=at_organ) as line:
        _require_open(line)
        line.enter(facts.MailRegistered(case=case_subject), organ=at_organ or line.row.holder_organ)
        Mail.objects.filter(pk=subject).update(becomes=case_subject)
        close_found(line)
    return Mail.objects.select_related("status").get(pk=subject)


def _require_open(line: Case) -> None:
    if line.row.app != APP:
        raise RefusedMail("no_mail", f"“{line.subject}”不是收文登记簿中的来件，请核对登记号。")
    if line.row.closed_on is not None or line.row.phase == VOID:
        how = {CASE: f"已登记为“{line.row.outcome}”", OTHER: "已作为其他来件转出", VOID: "的登记已作废"}
        raise RefusedMail(
            "line_closed", f"这件来件{how[line.row.phase]}，不能再办理。请核对登记号。", law="OGI 45"
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """The reconciliation of a mail room (收发平衡): every line of the book is in exactly one of these.

    ``lines`` are those of the book, counted there; the rest is counted by where the facts say they are.
    """

    lines: int
    open: int
    sent: int
    held: int
    case: int
    other: int
    void: int

    @property
    def handed_over(self) -> int:
        """All that was handed over: on the way, signed for, registered."""
        return self.sent + self.held + self.case

    @property
    def holds(self) -> bool:
        """Whether mail lines = handed over + open + no matter of open information (+ entered in error)."""
        return self.lines == self.handed_over + self.open + self.other + self.void


def balance(organ: str, since: date, until: date) -> Balance:
    """The reconciliation of the mail that arrived at the mail room of an organ from a day until a day."""
    lines = Mail.objects.filter(organ=organ, arrived_on__gte=since, arrived_on__lte=until)
    rows = StatusRow.objects.filter(
        app=APP, organ=organ, mail__arrived_on__gte=since, mail__arrived_on__lte=until
    )
    by_phase = dict(rows.values_list("phase").annotate(Count("pk")).order_by())
    return Balance(
        lines.count(), *(by_phase.get(phase, 0) for phase in (OPEN, SENT, HELD, CASE, OTHER, VOID))
    )


__all__ = [
    "Balance",
    "Letter",
    "balance",
    "became",
    "divert",
    "hand_over",
    "register",
    "send_back",
    "take_over",
]
