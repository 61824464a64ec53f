"""Hand-overs (流转): sent, signed for, sent back, each with its instant and its limit. Of mail and of cases.

Law: OGI 31 (what was signed for at the gate was received, wherever it then lies).
"""

from datetime import date, datetime, time, timedelta

from gongkai.casework import facts
from gongkai.casework.cases import app_of
from gongkai.casework.errors import RefusedHandOver
from gongkai.casework.limits import limits
from gongkai.casework.mailing import APP as MAIL
from gongkai.casework.mailing import CASE, OTHER, VOID, lies_until
from gongkai.casework.models import Hop
from gongkai.casework.services.door import Case, System, opened
from gongkai.ledger.rows import BEIJING
from gongkai.organs.posts import Actor
from gongkai.organs.queries import organ as organ_of


def hand_over(
    subject: str,
    to: str,
    *,
    by: Actor | System,
    at: datetime,
    unit: str = "",
    sent_at: datetime | None = None,
    key: str = "",
    expects: int | None = None,
) -> Hop:
    """Hand over a piece of mail or a case to an organ and its unit (转交). One hop is open at a time.

    ``sent_at`` is when it left the hand, if that was before the entry.

    Raises ``RefusedHandOver`` while an earlier hop is open, for a closed line, a time to come; as the door.
    """
    with opened(subject, "casework.hand_over", by=by, at=at, key=key, expects=expects) as case:
        if case.done is not None:
            return Hop.objects.get(pk=case.done["hop"])
        hop = _send(case, to, unit, _moment(sent_at, case))
        case.result = {"hop": hop.pk}
    return hop


def _send(case: Case, to: str, unit: str, sent_at: datetime) -> Hop:
    organ = organ_of(to, as_of=sent_at.astimezone(BEIJING).date())
    _require_open_line(case)
    if there := _open_hop(case.subject):
        raise RefusedHandOver(
            "still_open",
            f"上一次转交（{_when(there.sent_at)}转给“{organ_of(there.to_organ).name}”）还没有签收或者退回，"
            "不能再次转交。请先请对方签收、退回。",
            hop=there.pk,
        )
    last = Hop.objects.filter(subject=case.subject).order_by("-sent_at").first()
    if last is not None and sent_at < (last.received_at or last.returned_at or last.sent_at):
        raise RefusedHandOver(
            "out_of_order",
            f"转出时间 {_when(sent_at)} 早于上一次流转的时间，请核对。",
            hop=last.pk,
        )
    sender = case.row.holder_organ
    first = app_of(case.subject) == MAIL and last is None
    kind = facts.MailHandedOver if first else facts.HandedOver
    case.enter(kind(to=organ.code, unit=unit), sent_at.astimezone(BEIJING).date(), organ=sender)
    until, _ = lies_until(sent_at.astimezone(BEIJING).date(), limits().hop_take_over_working_days, case.at)
    return Hop.objects.create(
        subject=case.subject,
        region=case.region,
        sender_organ=sender,
        to_organ=organ.code,
        to_unit=unit,
        sent_at=sent_at,
        sent_by=case.acted_by,
        limit_at=_end_of(until),
    )


def take_over(
    subject: str,
    *,
    by: Actor | System,
    at: datetime,
    received_at: datetime | None = None,
    key: str = "",
    expects: int | None = None,
) -> Hop:
    """Sign for what was handed over (签收), by a post of the organ that it went to.

    ``received_at`` is when it was in the hand, if that was before the entry.

    Raises ``RefusedHandOver`` where nothing is open or the time is before the sending; as the door.
    """
    to = _goes_to(subject)
    with opened(subject, "casework.take_over", by=by, at=at, key=key, expects=expects, at_organ=to) as case:
        if case.done is not None:
            return Hop.objects.get(pk=case.done["hop"])
        hop = _require_open_hop(case)
        hop.received_at, hop.received_by = _moment(received_at, case, after=hop.sent_at), case.acted_by
        hop.save(update_fields=["received_at", "received_by"])
        day = hop.received_at.astimezone(BEIJING).date()
        deed = facts.TakenOver(sender=hop.sender_organ, unit=hop.to_unit)
        case.enter(deed, day, organ=hop.to_organ)
        case.result = {"hop": hop.pk}
    return hop


def send_back(
    subject: str,
    reason: facts.Refusal,
    *,
    by: Actor | System,
    at: datetime,
    key: str = "",
    expects: int | None = None,
) -> Hop:
    """Send back what was handed over to one's organ (退回): the sender has it again.

    Raises ``RefusedHandOver`` where nothing is open; as the door.
    """
    to = _goes_to(subject)
    with opened(subject, "casework.take_over", by=by, at=at, key=key, expects=expects, at_organ=to) as case:
        if case.done is not None:
            return Hop.objects.get(pk=case.done["hop"])
        hop = _require_open_hop(case)
        hop.returned_at = case.at
        hop.save(update_fields=["returned_at"])
        case.enter(facts.SentBack(to=hop.sender_organ, reason=reason), organ=hop.to_organ)
        case.result = {"hop": hop.pk}
    return hop


def close_found(case: Case) -> None:
    """What was on its way has turned up in the register: its open hop ends there and then."""
    Hop.objects.filter(subject=case.subject, received_at__isnull=True, returned_at__isnull=True).update(
        received_at=case.at, received_by=case.acted_by
    )


def _goes_to(subject: str) -> str:
    """The organ to which the last hop of a subject went; empty where there was none."""
    last = Hop.objects.filter(subject=subject).order_by("-sent_at", "-pk")
    return last.values_list("to_organ", flat=True).first() or ""


def _open_hop(subject: str) -> Hop | None:
    return Hop.objects.filter(subject=subject, received_at__isnull=True, returned_at__isnull=True).first()


def _require_open_hop(case: Case) -> Hop:
    if hop := _open_hop(case.subject):
        return hop
    last = Hop.objects.filter(subject=case.subject).order_by("-sent_at", "-pk").first()
    if last is None:
        raise RefusedHandOver("never_sent", "没有转交过，不用签收。请先由上一环节转交。")
    done = f"{_when(last.received_at)}签收" if last.received_at else f"{_when(last.returned_at)}退回"
    raise RefusedHandOver("not_open", f"这次转交已于{done}，不用再办。", hop=last.pk)


def _require_open_line(case: Case) -> None:
    if app_of(case.subject) == MAIL and case.row.phase in (CASE, OTHER, VOID):
        raise RefusedHandOver(
            "line_closed", "来件已经立案、转为其他事项或者作废，不能再转交。请在所立的案件中流转。"
        )


def _moment(given: datetime | None, case: Case, after: datetime | None = None) -> datetime:
    """The instant that was given, if it can be; the instant of the act where none was given."""
    moment = given or case.at
    if moment > case.at:
        raise RefusedHandOver("to_come", f"时间 {_when(moment)} 还没有到，请核对。")
    if after is not None and moment < after:
        raise RefusedHandOver(
            "before_sent", f"签收时间 {_when(moment)} 早于转出时间 {_when(after)}，请核对。"
        )
    return moment


def _end_of(day: date) -> datetime:
    """The end of a day: what is due on it may still be done until 24:00."""
    return datetime.combine(day + timedelta(days=1), time.min, BEIJING)


def _when(moment: datetime | None) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if moment else ""
