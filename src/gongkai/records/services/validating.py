"""Validity of documents (效力): amended, repealed, replaced, lapsed; each dated, with its basis.

Law: OGI 20; NORMATIVE2018.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.ledger.entry import enter
from gongkai.organs.posts import Actor, Post
from gongkai.records import access, facts, outbox
from gongkai.records.errors import RefusedChange
from gongkai.records.facts import RepealReason
from gongkai.records.models import Record, ValidityChange
from gongkai.records.services.deeds import done
from gongkai.records.services.editions import day_of, kind_of
from gongkai.records.services.publishing import follow
from gongkai.records.validity import Validity, first_day_without


@transaction.atomic
def repeal(
    subject: str,
    *,
    changed_on: date,
    basis: str,
    by: Actor,
    at: datetime,
    reason: RepealReason = RepealReason.CLEANED_UP,
    replaced_by: str = "",
) -> None:
    """Enter that a document is repealed (废止): ``changed_on`` is the first day it no longer holds.

    ``basis`` names the repealing document, ``replaced_by`` its subject where it takes this one's place. A day
    to come is kept and entered when it has come. The document stays readable under a banner.
    Raises ``RefusedChange`` where it was repealed before or the day is before it was in force.
    """
    if replaced_by:
        reason = RepealReason.REPLACED
    record, post = _document(subject, by)
    _require_fit(record, changed_on, basis)
    change = _note(record, Validity.REPEALED, changed_on, basis, replaced_by, by, at, reason=reason.value)
    if changed_on <= day_of(at):
        _carry_out(record, change, at, post.code)
    done(record, "repeal", f"自 {changed_on} 起；{basis}", by=by, post=post, at=at)
    follow([record], outbox.PUT, at, post.code)


@transaction.atomic
def amend(
    subject: str, *, changed_on: date, basis: str, by: Actor, at: datetime, amended_by: str = ""
) -> None:
    """Enter that a document is amended (修改): it goes on in force, with what ``basis`` changed in it."""
    record, post = _document(subject, by)
    _require_fit(record, changed_on, basis)
    _note(record, Validity.AMENDED, changed_on, basis, amended_by, by, at)
    if changed_on <= day_of(at):
        record.validity = Validity.AMENDED.value
        record.changed_at = at
        record.save(update_fields=["validity", "changed_at"])
    done(record, "amend", f"自 {changed_on} 起；{basis}", by=by, post=post, at=at)
    follow([record], outbox.PUT, at, post.code)


@transaction.atomic
def extend_validity(subject: str, *, valid_until: date, basis: str, by: Actor, at: datetime) -> None:
    """Enter that a document holds longer than its own term (延长有效期), until a new last day."""
    record, post = _document(subject, by)
    if record.validity == Validity.LAPSED:
        raise RefusedChange("lapsed", "文件已经失效，不能延长，请重新制定发布。", law="NORMATIVE2018")
    if record.lapses_on is None:
        raise RefusedChange("no_term", "文件没有规定有效期，不需要延长。", law="NORMATIVE2018")
    if first_day_without(valid_until) <= record.lapses_on:
        last = record.lapses_on - timedelta(days=1)
        raise RefusedChange("not_longer", f"文件有效期本来就到 {last}，请填更晚的日期。", law="NORMATIVE2018")
    if valid_until < day_of(at):
        raise RefusedChange("past", f"新的有效期至 {valid_until} 已经过去。", law="NORMATIVE2018")
    _require_fit(record, day_of(at), basis)
    record.lapses_on, record.changed_at = first_day_without(valid_until), at
    record.save(update_fields=["lapses_on", "changed_at"])
    _note(record, Validity(record.validity), day_of(at), f"{basis}（有效期延长至{valid_until}）", "", by, at)
    done(record, "extend_validity", f"有效期至 {valid_until}；{basis}", by=by, post=post, at=at)
    follow([record], outbox.PUT, at, post.code)


def carry_out_due(at: datetime, *, region: str, post: str = "system") -> list[str]:
    """Enter what has come by its day (到期失效、到日废止): repeals entered ahead and terms that ran out.

    To be called every day; doing it again changes nothing. Returns the subjects.
    """
    today, done = day_of(at), []
    ahead = ValidityChange.objects.filter(
        record__region=region, validity=Validity.REPEALED, entered_seq__isnull=True, changed_on__lte=today
    )
    amended = ValidityChange.objects.filter(
        record__region=region,
        record__validity=Validity.IN_FORCE,
        validity=Validity.AMENDED,
        changed_on__lte=today,
    )
    lapsing = Record.objects.filter(
        region=region, lapses_on__lte=today, validity__in=[Validity.IN_FORCE, Validity.AMENDED]
    )
    subjects = {
        *ahead.values_list("record__subject", flat=True),
        *amended.values_list("record__subject", flat=True),
    }
    for subject in sorted(subjects | set(lapsing.values_list("subject", flat=True))):
        with transaction.atomic():
            if _carry_out_record(subject, today, at, post):
                done.append(subject)
    return done


def _carry_out_record(subject: str, today: date, at: datetime, post: str) -> bool:
    record = Record.objects.select_for_update().get(subject=subject)
    repealed = record.validity_changes.filter(
        validity=Validity.REPEALED, entered_seq__isnull=True, changed_on__lte=today
    ).first()
    holds = record.validity in (Validity.IN_FORCE, Validity.AMENDED)
    lapsed = record.lapses_on is not None and record.lapses_on <= today
    if repealed is not None and not (lapsed and record.lapses_on < repealed.changed_on):
        _carry_out(record, repealed, at, post)
    elif lapsed and holds:
        _lapse(record, at, post)
    elif (
        record.validity == Validity.IN_FORCE
        and record.validity_changes.filter(validity=Validity.AMENDED, changed_on__lte=today).exists()
    ):
        record.validity, record.changed_at = Validity.AMENDED.value, at
        record.save(update_fields=["validity", "changed_at"])
    else:
        return False
    follow([record], outbox.PUT, at, post)
    return True


def _carry_out(record: Record, change: ValidityChange, at: datetime, post: str) -> None:
    other = change.other.subject if change.other_id else ""
    deed = facts.Repealed(genre=facts.Genre(record.genre), reason=RepealReason(change.reason), by=other)
    change.entered_seq = _enter(record, deed, change.changed_on, at, post)
    change.save(update_fields=["entered_seq"])
    record.validity, record.changed_at = Validity.REPEALED.value, at
    record.save(update_fields=["validity", "changed_at"])


def _lapse(record: Record, at: datetime, post: str) -> None:
    """The term of a document ran out: a fact of the day after its last one."""
    assert record.lapses_on is not None, "asked for before"
    deed = facts.Repealed(genre=facts.Genre(record.genre), reason=RepealReason.LAPSED)
    _enter(record, deed, record.lapses_on, at, post)
    record.validity, record.changed_at = Validity.LAPSED.value, at
    record.save(update_fields=["validity", "changed_at"])


def _enter(record: Record, deed: facts.Repealed, on: date, at: datetime, post: str) -> int:
    entered = enter(
        deed,
        subject=record.subject,
        organ=record.organ,
        region=record.region,
        happened_on=on,
        entered_at=at,
        by=post,
    )
    return entered.seq


def _document(subject: str, by: Actor) -> tuple[Record, Post]:
    record, post = access.locked_for(by, subject, "records.set_validity")
    if not kind_of(record).validity:
        raise RefusedChange(
            "no_validity", f"“{kind_of(record).title}”没有效力状态，不能登记废止、修改。", law="OGI 20"
        )
    if record.first_published_at is None:
        raise RefusedChange("not_published", "文件还没有公开发布，不存在废止、修改。", law="NORMATIVE2018")
    return record, post


def _require_fit(record: Record, changed_on: date, basis: str) -> None:
    if len(basis.strip()) < 2:
        raise RefusedChange("no_basis", "请写明依据的文件名称和文号。", law="OGI 20")
    ended = record.validity_changes.filter(validity__in=[Validity.REPEALED, Validity.LAPSED]).first()
    if ended is not None or record.validity in (Validity.REPEALED, Validity.LAPSED):
        day = f"（{ended.changed_on}）" if ended else ""
        raise RefusedChange("ended", f"文件已经登记废止或者失效{day}，不能再登记。", law="OGI 20")
    start = record.in_force_from or record.made_on
    if start is not None and changed_on < start:
        raise RefusedChange(
            "too_early", f"日期 {changed_on} 早于文件施行日期 {start}，请核对。", law="OGI 20"
        )


def _note(
    record: Record,
    validity: Validity,
    changed_on: date,
    basis: str,
    other: str,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> ValidityChange:
    found = None
    if other:
        found = Record.objects.filter(subject=other, region=record.region).exclude(pk=record.pk).first()
        if found is None:
            raise RefusedChange("unknown_other", f"没有找到文件“{other}”，请核对编号，或者只写文件名称。")
    return ValidityChange.objects.create(
        record=record,
        validity=validity.value,
        changed_on=changed_on,
        basis=basis.strip()[:300],
        other=found,
        reason=reason,
        by_id=by.person_id,
        at=at,
    )
