"""Whole public records: everything that a page, the index and the open data say of one.

A record that was withdrawn is given to its own address only, without its content unless that stays readable.
Law: OGI 12, OGI 24.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.organs.queries import names
from gongkai.records import files
from gongkai.records.clearance import State
from gongkai.records.content import AttachmentRef, Content
from gongkai.records.facts import TakeDownReason
from gongkai.records.models import Comment, Edition, Explainer, Record, ValidityChange
from gongkai.records.queries.shown import CommentView, PublicAttachment, PublicRecord, Related, Withdrawal
from gongkai.records.types import RecordType, type_of
from gongkai.records.validity import Change, Validity, validity_on

CHUNK = 500


def public_record(*, subject: str = "", id: int | None = None, as_of: date) -> PublicRecord | None:
    """The public record of a subject, or of the id in its address; ``None`` if it never was public."""
    found = Record.objects.filter(pk=id) if id is not None else Record.objects.filter(subject=subject)
    return next(iter(_whole(list(_with_content(found)), as_of)), None)


def public_records(ids: Sequence[int], *, as_of: date) -> Iterator[PublicRecord]:
    """Many records in the order of their ids asked for, a chunk at a time with the same few queries."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        there = {
            each.id: each for each in _whole(list(_with_content(Record.objects.filter(pk__in=chunk))), as_of)
        }
        yield from (there[pk] for pk in chunk if pk in there)


def by_subject(subjects: Collection[str], *, as_of: date) -> list[PublicRecord]:
    """The public records of subjects, in no order; those that never were public are left out."""
    return list(_whole(list(_with_content(Record.objects.filter(subject__in=subjects))), as_of))


def _with_content(rows: QuerySet[Record]) -> QuerySet[Record]:
    return rows.select_related("live_edition__revision", "column", "comment_period").prefetch_related(
        "other_columns"
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside some records, asked for all of them at once."""

    as_of: date
    called: dict[str, str]
    explains: dict[int, list[Related]]
    explained_by: dict[int, list[Related]]
    history: dict[int, list[Change]]
    notes: dict[int, list[tuple[datetime, str]]]
    comments: dict[int, int]


def _whole(rows: list[Record], as_of: date) -> Iterator[PublicRecord]:
    shown = _shown_editions(rows)
    rows = [row for row in rows if row.pk in shown]
    pks = [row.pk for row in rows]
    called = names({row.organ for row in rows}, as_of=as_of)
    beside = _Beside(as_of, called, *_related(pks), _history(pks), _change_notes(pks), _comments(rows))
    for row in rows:
        yield _public(row, shown[row.pk], beside)


def _shown_editions(rows: list[Record]) -> dict[int, Edition]:
    """The edition that readers see: the live one, or the one that was withdrawn."""
    shown = {row.pk: row.live_edition for row in rows if row.live_edition is not None}
    withdrawn = [row.pk for row in rows if row.live_edition is None and row.withdrawn_on is not None]
    if withdrawn:
        editions = Edition.objects.filter(record__in=withdrawn, state=State.WITHDRAWN).select_related(
            "revision"
        )
        shown |= {each.record_id: each for each in editions}
    return shown


def _related(pks: list[int]) -> tuple[dict[int, list[Related]], dict[int, list[Related]]]:
    explains: dict[int, list[Related]] = {}
    explained_by: dict[int, list[Related]] = {}
    links = Explainer.objects.select_related("policy", "explainer").order_by("explained_on", "pk")
    links = links.filter(Q(policy__in=pks) | Q(explainer__in=pks))
    for link in links:
        for here, other, into in (
            (link.policy, link.explainer, explained_by),
            (link.explainer, link.policy, explains),
        ):
            if other.visible:
                related = Related(other.pk, other.subject, other.title, other.published_on, link.form)
                into.setdefault(here.pk, []).append(related)
    return explains, explained_by


def _history(pks: list[int]) -> dict[int, list[Change]]:
    history: dict[int, list[Change]] = {}
    rows = ValidityChange.objects.filter(record__in=pks).select_related("other").order_by("changed_on", "pk")
    for each in rows:
        other = each.other.subject if each.other is not None and each.other.visible else ""
        change = Change(Validity(each.validity), each.changed_on, each.basis, other)
        history.setdefault(each.record_id, []).append(change)
    return history


def _change_notes(pks: list[int]) -> dict[int, list[tuple[datetime, str]]]:
    notes: dict[int, list[tuple[datetime, str]]] = {}
    rows = Edition.objects.filter(record__in=pks, published_at__isnull=False, major=True, number__gt=1)
    for pk, at, note in (
        rows.exclude(change_note="")
        .order_by("-number")
        .values_list("record_id", "published_at", "change_note")
    ):
        notes.setdefault(pk, []).append((at, note))
    return notes


def _comments(rows: list[Record]) -> dict[int, int]:
    periods = [row.comment_period.pk for row in rows if hasattr(row, "comment_period")]
    if not periods:
        return {}
    counted = (
        Comment.objects.filter(period__in=periods).values_list("period").annotate(n=Count("pk")).order_by()
    )
    return dict(counted)


def _public(row: Record, edition: Edition, beside: _Beside) -> PublicRecord:
    kind, content = type_of(row.type), Content.from_json(edition.revision.content)
    withdrawal = _withdrawal(row)
    if withdrawal is not None and not withdrawal.readable:
        content = Content(title=content.title if row.withdrawal_reason != TakeDownReason.SECRECY else "")
    changes = tuple(beside.history.get(row.pk, ()))
    return PublicRecord(
        id=row.pk,
        subject=row.subject,
        region=row.region,
        organ=row.organ,
        organ_name=beside.called.get(row.organ, row.organ),
        type=row.type,
        type_title=kind.title,
        template=kind.template,
        genre=row.genre,
        index_no=row.index_no,
        visible=row.visible,
        content=content,
        **_place(row),
        published_on=row.published_on,
        published_at=row.published_at,
        first_published_at=row.first_published_at,
        changed_at=row.changed_at,
        validity=validity_on(beside.as_of, changes, row.lapses_on).value if kind.validity else "",
        validity_history=changes,
        elements=_elements(kind, content),
        attachments=_attachments(content.attachments),
        explains=tuple(beside.explains.get(row.pk, ())),
        explained_by=tuple(beside.explained_by.get(row.pk, ())),
        change_notes=tuple(beside.notes.get(row.pk, ())),
        withdrawal=withdrawal,
        comment=_comment(row, beside.comments),
    )


def _place(row: Record) -> dict[str, Any]:
    """Where a record stands on the site."""
    column = row.column
    return {
        "column": column.code if column else "",
        "column_name": column.name if column else "",
        "board": column.board if column else "",
        "board_name": column.board_name if column else "",
        "other_columns": tuple(each.code for each in row.other_columns.all()),
    }


def _elements(kind: RecordType, content: Content) -> tuple[tuple[str, str, str], ...]:
    given = content.elements
    return tuple((each.key, each.title, given[each.key]) for each in kind.elements if given.get(each.key))


def _attachments(refs: Iterable[AttachmentRef]) -> tuple[PublicAttachment, ...]:
    return tuple(
        PublicAttachment(
            each.name, each.sha256, each.size, each.media_type, files.address(each.sha256, each.name)
        )
        for each in refs
    )


def _withdrawal(row: Record) -> Withdrawal | None:
    if row.visible or row.withdrawn_on is None:
        return None
    return Withdrawal(
        row.withdrawn_on, row.withdrawal_reason, row.withdrawal_text, row.withdrawal_manner == "banner"
    )


def _comment(row: Record, comments: dict[int, int]) -> CommentView | None:
    period = getattr(row, "comment_period", None)
    if period is None:
        return None
    return CommentView(
        period.opens_on, period.closes_on, period.address, comments.get(period.pk, 0), period.result
    )
