"""Withdrawal (撤下): a record leaves the site, with a coded reason and words; what it said is never lost.

Law: OGI 6, OGI 14, OGI 15.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from gongkai.ledger.entry import enter
from gongkai.organs.posts import Actor
from gongkai.records import access, facts, outbox
from gongkai.records.errors import RefusedChange
from gongkai.records.facts import TakeDownReason
from gongkai.records.models import Edition, Use
from gongkai.records.services.editions import Standing, day_of, move, standing
from gongkai.records.services.publishing import follow


class Manner(StrEnum):
    """What stands at the address of a withdrawn record."""

    GONE = "gone"  # a notice that it was taken down, nothing of its content
    BANNER = "banner"  # the content stays readable under a banner with the reason


ONLY_GONE = (TakeDownReason.SECRECY, TakeDownReason.THIRD_PARTY, TakeDownReason.ERROR)
"""Reasons for which nothing of the content may stay readable."""


@transaction.atomic
def withdraw(
    subject: str,
    *,
    reason: TakeDownReason,
    text: str,
    by: Actor,
    at: datetime,
    manner: Manner | None = None,
) -> Standing:
    """Take a public record down (撤下). ``text`` is what readers are told, ``reason`` the code behind it.

    A record published again afterwards is a new edition. Raises ``RefusedChange``, ``NotPermitted``.
    """
    reason, manner = TakeDownReason(reason), Manner(manner) if manner else None
    record, post = access.locked_for(by, subject, "records.withdraw")
    if not record.visible:
        raise RefusedChange("not_public", "这条信息现在没有公开，不需要撤下。", subject=subject)
    if len(text.strip()) < 4:
        raise RefusedChange("no_text", "撤下要写明向公众说明的理由。", subject=subject)
    manner = _manner(reason, manner)
    edition = Edition.objects.select_related("revision").get(pk=record.live_edition_id)
    move(edition, "withdraw", at)
    record.visible, record.live_edition = False, None
    record.withdrawn_on, record.changed_at = day_of(at), at
    record.withdrawal_reason, record.withdrawal_text = reason.value, text.strip()
    record.withdrawal_manner = manner.value
    record.save()
    if manner is Manner.GONE:
        Use.objects.filter(record=record).update(live=False)
    enter(
        facts.TakenDown(genre=facts.Genre(record.genre), reason=reason),
        subject=record.subject,
        organ=record.organ,
        region=record.region,
        happened_on=day_of(at),
        entered_at=at,
        by=post.code,
    )
    follow([record], outbox.DROP, at, post.code)
    return standing(record, edition)


def _manner(reason: TakeDownReason, asked: Manner | None) -> Manner:
    """What will stand in its place: as asked, or as the reason suggests."""
    if asked is Manner.BANNER and reason in ONLY_GONE:
        raise RefusedChange(
            "must_be_gone",
            "内容有误、涉密或者涉及第三方权益的，撤下后不能继续阅读，请选择不保留内容。",
            law="OGI 14",
        )
    return asked or (Manner.GONE if reason in ONLY_GONE else Manner.BANNER)
