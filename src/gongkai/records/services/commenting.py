"""Public comment (公开征求意见) on a published draft, and what became of it. Law: DECISION."""

from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.casework.personal import personal_data
from gongkai.law.parameters import value
from gongkai.organs.posts import Actor
from gongkai.records import access, outbox
from gongkai.records.errors import RefusedChange
from gongkai.records.models import Comment, CommentPeriod, Record
from gongkai.records.services.deeds import done
from gongkai.records.services.editions import day_of
from gongkai.records.services.publishing import follow

LONGEST = 5000
ADOPTED = {"yes": "采纳", "part": "部分采纳", "no": "不采纳"}
"""What may become of an opinion."""


@transaction.atomic
def open_comment(
    subject: str,
    *,
    opens_on: date,
    closes_on: date,
    address: str,
    by: Actor,
    at: datetime,
    shorter_because: str = "",
) -> None:
    """Ask the public about a draft (征求意见) from a day until a day, both included.

    Raises ``RefusedChange`` where the time is shorter than the law's and no reason is given.
    """
    record, post = access.locked_for(by, subject, "records.comment")
    if record.type != "comment_draft":
        raise RefusedChange("no_draft", "只就“征求意见稿”征求公众意见。", law="DECISION")
    least = value("records.comment_natural_days", on=opens_on)
    if closes_on < opens_on:
        raise RefusedChange("bad_days", "截止日期早于开始日期。", law="DECISION")
    if closes_on < opens_on + timedelta(days=least) and not shorter_because.strip():
        raise RefusedChange(
            "too_short", f"公开征求意见一般不少于{least}日；期限较短的，要写明并公布理由。", law="DECISION"
        )
    if not address.strip():
        raise RefusedChange("no_address", "请写明怎样提出意见（网页、信函、电话等）。", law="DECISION")
    CommentPeriod.objects.update_or_create(
        record=record,
        defaults={
            "opens_on": opens_on,
            "closes_on": closes_on,
            "shorter_because": shorter_because.strip(),
            "address": address.strip(),
            "by_id": by.person_id,
            "at": at,
        },
    )
    done(record, "open_comment", f"{opens_on} 至 {closes_on}", by=by, post=post, at=at)
    if record.visible:
        follow([record], outbox.PUT, at, post.code)


@transaction.atomic
def receive_comment(subject: str, text: str, *, at: datetime) -> int:
    """Take in an opinion from the website (收到意见); who gave it is not kept. Returns its number.

    Raises ``RefusedChange`` outside the time, for an empty or too long text, or one with personal data in it.
    """
    period = CommentPeriod.objects.filter(record__subject=subject, record__visible=True).first()
    today = day_of(at)
    if period is None or not period.opens_on <= today <= period.closes_on:
        raise RefusedChange("not_open", "这份征求意见稿现在不在征求意见期间。", law="DECISION")
    return _keep(period, text, at)


@transaction.atomic
def register_comment(subject: str, text: str, *, by: Actor, at: datetime) -> int:
    """Enter an opinion that came by letter, telephone or in person (登记意见), until the result is public.

    Raises ``RefusedChange`` as ``receive_comment`` does, but for the time: a letter may arrive later.
    """
    record, post = access.locked_for(by, subject, "records.comment")
    number = _keep(_period(record), text, at)
    done(record, "register_comment", f"第{number}号", by=by, post=post, at=at)
    return number


def _period(record: Record) -> CommentPeriod:
    """The comment period of a record, while its result is not public."""
    period = CommentPeriod.objects.filter(record=record).first()
    if period is None:
        raise RefusedChange("no_period", "还没有开始征求意见，请先办理“征求意见”。", law="DECISION")
    if period.result:
        raise RefusedChange("result_public", "采纳情况已经公布，不能再登记、答复意见。", law="DECISION")
    return period


def _keep(period: CommentPeriod, text: str, at: datetime) -> int:
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise RefusedChange("bad_text", f"请填写意见，不超过{LONGEST}字。")
    if any(personal_data(text)):
        raise RefusedChange("personal", "请删去意见中的身份证、手机、银行卡号码。", law="OGI 15")
    return Comment.objects.create(period=period, text=text, received_at=at).pk


@transaction.atomic
def answer_comment(subject: str, number: int, *, adopted: str, answer: str, by: Actor, at: datetime) -> None:
    """Say of one opinion whether it is adopted (采纳): ``yes``, ``part`` or ``no``, and why."""
    record, post = access.locked_for(by, subject, "records.comment")
    comment = Comment.objects.filter(pk=number, period=_period(record)).first()
    if comment is None or adopted not in ADOPTED:
        raise RefusedChange("unknown_comment", "没有找到这条意见，或者采纳情况的写法不对。")
    if adopted != "yes" and not answer.strip():
        raise RefusedChange("no_answer", "没有全部采纳的，要写明理由。", law="DECISION")
    comment.adopted, comment.answer = adopted, answer.strip()
    comment.save(update_fields=["adopted", "answer"])
    done(record, "answer_comment", f"第{number}号：{ADOPTED[adopted]}", by=by, post=post, at=at)


@transaction.atomic
def publish_result(subject: str, *, result: str, by: Actor, at: datetime) -> None:
    """Publish what became of the opinions (公布采纳情况), after the time is over."""
    record, post = access.locked_for(by, subject, "records.comment")
    period = CommentPeriod.objects.filter(record=record).first()
    if period is None or day_of(at) <= period.closes_on:
        raise RefusedChange("not_over", "征求意见期满后才能公布采纳情况。", law="DECISION")
    if len(result.strip()) < 10:
        raise RefusedChange("no_result", "请写明收到意见的情况、采纳情况和未采纳的理由。", law="DECISION")
    if period.result:
        raise RefusedChange("result_public", "采纳情况已经公布，不能再改。", law="DECISION")
    period.result, period.result_at = result.strip(), at
    period.save(update_fields=["result", "result_at"])
    _touch(record, at)
    done(record, "comment_result", by=by, post=post, at=at)
    if record.visible:
        follow([record], outbox.PUT, at, post.code)


def _touch(record: Record, at: datetime) -> None:
    if record.visible:
        record.changed_at = at
        record.save(update_fields=["changed_at"])
