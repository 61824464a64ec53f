"""Whole public records: everything that a page, the index and the open data say of one.

A record that was withdrawn is given to its own address only, without its content unless that stays readable.
Law: OGI 12, OGI 24.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.organs.queries import names
from gongkai.records import files
from gongkai.records.clearance import State
from gongkai.records.content import AttachmentRef, Content
from gongkai.records.facts import TakeDownReason
from gongkai.records.models import CommentPeriod, Edition, Explainer, Record, ValidityChange
from gongkai.records.queries.shown import CommentView, PublicAttachment, PublicRecord, Related, Withdrawal
from gongkai.records.types import RecordType, type_of
from gongkai.records.validity import Change, Validity, validity_on

CHUNK = 500


def public_record(*, subject: str = "", id: int | None = None, as_of: date) -> PublicRecord | None:
    """The public record of a subject, or of the id in its address; ``None`` if it never was public."""
    found = Record.objects.filter(pk=id) if id is not None else Record.objects.filter(subject=subject)
    return next(iter(_whole(found, as_of)), None)


def public_records(ids: Sequence[int], *, as_of: date) -> Iterator[PublicRecord]:
    """Many records in the order of their ids asked for, a chunk at a time with the same few queries."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        there = {each.id: each for each in _whole(Record.objects.filter(pk__in=chunk), as_of)}
        yield from (there[pk] for pk in chunk if pk in there)


def by_subject(subjects: Collection[str], *, as_of: date) -> list[PublicRecord]:
    """The public records of subjects, in no order; those that never were public are left out."""
    return list(_whole(Record.objects.filter(subject__in=subjects), as_of)) if subjects else []


_AS_THEY_ARE = (
    "id",
    "subject",
    "region",
    "organ",
    "type",
    "genre",
    "index_no",
    "visible",
    "published_on",
    "published_at",
    "first_published_at",
    "changed_at",
)
_PLACE = {
    "column": "column__code",
    "column_name": "column__name",
    "board": "column__board",
    "board_name": "column__board_name",
}
_ROW = (
    *_AS_THEY_ARE,
    *_PLACE.values(),
    "validity",
    "lapses_on",
    "withdrawn_on",
    "withdrawal_reason",
    "withdrawal_text",
    "withdrawal_manner",
    "comment_period",
    "live_edition__number",
    "live_edition__revision__content",
)
"""One row says all of a plain article. Rows, not objects: making objects costs more than the page."""
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside some records, asked for all of them at once, and only where it can be."""

    as_of: date
    called: dict[str, str]
    explains: dict[int, list[Related]]
    explained_by: dict[int, list[Related]]
    history: dict[int, list[Change]]
    notes: dict[int, list[tuple[datetime, str]]]
    comments: dict[int, CommentView]


def _whole(found: QuerySet[Record], as_of: date) -> Iterator[PublicRecord]:
    rows = list(found.values(*_ROW))
    shown = _shown_editions(rows)
    rows = [row for row in rows if row["id"] in shown]
    if not rows:
        return
    pks = [row["id"] for row in rows]
    beside = _Beside(
        as_of,
        names({row["organ"] for row in rows}, as_of=as_of),
        *_related(pks),
        _history([row["id"] for row in rows if row["validity"]]),
        # A first edition changed nothing.
        _change_notes([pk for pk in pks if shown[pk][0] > 1]),
        _comments([row["comment_period"] for row in rows if row["comment_period"] is not None]),
    )
    for row in rows:
        yield _public(row, Content.from_json(shown[row["id"]][1]), beside)


def _shown_editions(rows: list[_Row]) -> dict[int, tuple[int, dict[str, Any]]]:
    """Number and content of the edition that readers see: the live one, or the one that was withdrawn."""
    number, content = "live_edition__number", "live_edition__revision__content"
    shown = {row["id"]: (row[number], row[content]) for row in rows if row[number] is not None}
    withdrawn = [row["id"] for row in rows if row[number] is None and row["withdrawn_on"] is not None]
    if withdrawn:
        editions = Edition.objects.filter(record__in=withdrawn, state=State.WITHDRAWN)
        for pk, *edition in editions.values_list("record_id", "number", "revision__content"):
            shown[pk] = (edition[0], edition[1])
    return shown


def _related(pks: list[int]) -> tuple[dict[int, list[Related]], dict[int, list[Related]]]:
    explains: dict[int, list[Related]] = {}
    explained_by: dict[int, list[Related]] = {}
    asked = Explainer.objects.filter(Q(policy__in=pks) | Q(explainer__in=pks)).order_by("explained_on", "pk")
    links = list(asked.values_list("policy_id", "explainer_id", "form"))
    if not links:
        return explains, explained_by
    names = tuple(each.name for each in fields(Related) if each.name != "form")
    ends = Record.objects.filter(pk__in={pk for link in links for pk in link[:2]}, visible=True).values(
        *names
    )
    there = {each["id"]: each for each in ends}
    for policy, explainer, form in links:
        for here, other, into in ((policy, explainer, explained_by), (explainer, policy, explains)):
            if other in there:
                into.setdefault(here, []).append(Related(**there[other], form=form))
    return explains, explained_by


def _history(pks: list[int]) -> dict[int, list[Change]]:
    history: dict[int, list[Change]] = {}
    if not pks:
        return history
    rows = ValidityChange.objects.filter(record__in=pks).order_by("changed_on", "pk")
    for pk, validity, on, basis, subject, visible in rows.values_list(
        "record_id", "validity", "changed_on", "basis", "other__subject", "other__visible"
    ):
        change = Change(Validity(validity), on, basis, subject if visible else "")
        history.setdefault(pk, []).append(change)
    return history


def _change_notes(pks: list[int]) -> dict[int, list[tuple[datetime, str]]]:
    notes: dict[int, list[tuple[datetime, str]]] = {}
    if not pks:
        return notes
    rows = Edition.objects.filter(record__in=pks, published_at__isnull=False, major=True, number__gt=1)
    for pk, at, note in (
        rows.exclude(change_note="")
        .order_by("-number")
        .values_list("record_id", "published_at", "change_note")
    ):
        notes.setdefault(pk, []).append((at, note))
    return notes


def _comments(periods: list[int]) -> dict[int, CommentView]:
    if not periods:
        return {}
    asked = CommentPeriod.objects.filter(pk__in=periods).annotate(received=Count("comments"))
    return {
        pk: CommentView(*shown)
        for pk, *shown in asked.values_list("pk", "opens_on", "closes_on", "address", "received", "result")
    }


def _public(row: _Row, content: Content, beside: _Beside) -> PublicRecord:
    pk, kind = row["id"], type_of(row["type"])
    withdrawal = _withdrawal(row)
    if withdrawal is not None and not withdrawal.readable:
        content = Content(title=content.title if row["withdrawal_reason"] != TakeDownReason.SECRECY else "")
    changes = tuple(beside.history.get(pk, ()))
    return PublicRecord(
        **{name: row[name] for name in _AS_THEY_ARE},
        **{name: row[source] or "" for name, source in _PLACE.items()},
        organ_name=beside.called.get(row["organ"], row["organ"]),
        type_title=kind.title,
        template=kind.template,
        content=content,
        other_columns=tuple(each for each in content.other_columns if each != row[_PLACE["column"]]),
        validity=validity_on(beside.as_of, changes, row["lapses_on"]).value if kind.validity else "",
        validity_history=changes,
        elements=_elements(kind, content),
        attachments=_attachments(content.attachments),
        explains=tuple(beside.explains.get(pk, ())),
        explained_by=tuple(beside.explained_by.get(pk, ())),
        change_notes=tuple(beside.notes.get(pk, ())),
        withdrawal=withdrawal,
        comment=beside.comments.get(row["comment_period"]),
    )


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


def _withdrawal(row: _Row) -> Withdrawal | None:
    if row["visible"] or row["withdrawn_on"] is None:
        return None
    return Withdrawal(
        row["withdrawn_on"],
        row["withdrawal_reason"],
        row["withdrawal_text"],
        row["withdrawal_manner"] == "banner",
    )
