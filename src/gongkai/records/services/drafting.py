"""Drafting (起草): a new record, a new edition of one that is public, its revisions, and giving it up."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.ledger.entry import void
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor
from gongkai.records import access, numbering
from gongkai.records.clearance import State
from gongkai.records.content import Content
from gongkai.records.errors import ContentChanged, RefusedContent
from gongkai.records.models import Edition, Record, Revision
from gongkai.records.services.deeds import done
from gongkai.records.services.editions import (
    Standing,
    add_revision,
    cancel_scheduled,
    content_of,
    day_of,
    fit,
    kind_of,
    made_fact,
    move,
    open_edition,
    require_same,
    standing,
)
from gongkai.records.types import type_of


@transaction.atomic
def draft(
    type_key: str, organ: str, content: Content, *, by: Actor, at: datetime, following: str = ""
) -> Standing:
    """Begin a record (起草) of an organ. ``following`` is the subject that it comes from, if any.

    Raises ``UnknownType``, ``NotPermitted``, ``RefusedContent``.
    """
    kind = type_of(type_key)
    post = require(by, "records.draft", organ)
    content = fit(content, kind, post.region)
    record = Record.objects.create(
        subject=numbering.take("subject", {"year": day_of(at).year}),
        region=post.region,
        organ=organ,
        type=kind.key,
        genre=kind.genre.value,
        title=content.title,
        following=following,
        created_at=at,
    )
    return _begin(record, content, by, at)


@transaction.atomic
def begin_edition(
    subject: str, *, by: Actor, at: datetime, change_note: str = "", major: bool = True
) -> Standing:
    """Begin a new edition (新建版本) of a record that has been published, withdrawn or registered.

    It starts from what the last edition says. ``change_note`` is what readers will be told.
    Raises ``RefusedContent`` where an edition is in work already.
    """
    record, _ = access.locked_for(by, subject, "records.draft")
    if record.draft_edition_id is not None:
        raise RefusedContent(
            "edition_open", "这条信息已有正在办理的稿件，请在该稿件上修改。", subject=subject
        )
    last = record.editions.select_related("revision").exclude(state=State.DISCARDED).order_by("number").last()
    if last is None:
        raise RefusedContent("all_discarded", "这条信息已作废，请重新起草。", subject=subject)
    return _begin(record, content_of(last), by, at, change_note=change_note, major=major)


def _begin(
    record: Record, content: Content, by: Actor, at: datetime, *, change_note: str = "", major: bool = True
) -> Standing:
    last = record.editions.order_by("number").last()
    edition = Edition.objects.create(
        record=record,
        number=last.number + 1 if last else 1,
        title=content.title,
        author_id=by.person_id,
        change_note=change_note.strip(),
        major=major,
        moved_at=at,
    )
    record.draft_edition = edition
    record.save(update_fields=["draft_edition"])
    add_revision(record, edition, content, by=by, at=at)
    return standing(record, edition)


@transaction.atomic
def revise(
    subject: str, content: Content, *, by: Actor, at: datetime, expects: str = "", note: str = ""
) -> Standing:
    """Change the edition in work (修改). Any change takes it back to the draft; no approval survives it.

    ``expects`` is the fingerprint of the content that the change was made from: somebody else's change in
    between is not overwritten. The same content again changes nothing.
    Raises ``ContentChanged``, ``RefusedContent``, ``NotPermitted``.
    """
    record, _ = access.locked_for(by, subject, "records.revise")
    edition = open_edition(record)
    content = fit(content, kind_of(record), record.region)
    if content.sha256 == edition.revision.sha256:
        return standing(record, edition)
    if expects and expects != edition.revision.sha256:
        raise ContentChanged(
            "content_changed",
            "别人在您打开之后改过这份稿件，您的修改没有保存。请打开最新的稿件，对照后再改。",
            sha256=edition.revision.sha256,
        )
    move(edition, "revise", at)
    cancel_scheduled(record, at)
    add_revision(record, edition, content, by=by, at=at, note=note)
    return standing(record, edition)


@transaction.atomic
def describe_change(
    subject: str, change_note: str, *, by: Actor, at: datetime, major: bool = True
) -> Standing:
    """Say what readers are told about the edition in work (修改说明). Not part of the cleared content."""
    record, _ = access.locked_for(by, subject, "records.revise")
    edition = open_edition(record)
    edition.change_note, edition.major = change_note.strip(), major
    edition.save(update_fields=["change_note", "major"])
    return standing(record, edition)


@transaction.atomic
def discard(subject: str, *, sha256: str, reason: str, by: Actor, at: datetime) -> Standing:
    """Give up the edition in work (作废). What was published stays; a record never made public keeps its
    subject, and the fact that it was made is taken back.
    """
    record, post = access.locked_for(by, subject, "records.revise")
    edition = open_edition(record)
    require_same(edition, sha256)
    if not reason.strip():
        raise RefusedContent("no_reason", "作废要写明理由。", field="reason")
    move(edition, "discard", at)
    cancel_scheduled(record, at)
    add_note(edition, reason, by=by, at=at)
    record.draft_edition = None
    made = made_fact(record)
    if made is not None and not record.index_no:
        void(
            made.seq,
            reason=f"稿件作废：{reason}"[:200],
            region=record.region,
            entered_at=at,
            by=post.code,
        )
    record.save(update_fields=["draft_edition"])
    return standing(record, edition)


@transaction.atomic
def restore(subject: str, *, by: Actor, at: datetime) -> Standing:
    """Take a discarded edition up again (恢复), as a draft that has all its clearance before it.

    Raises ``RefusedContent`` where the last edition was not discarded, or another is in work.
    """
    record, post = access.locked_for(by, subject, "records.revise")
    edition = record.editions.select_related("revision").order_by("number").last()
    if record.draft_edition_id is not None or edition is None or edition.state != State.DISCARDED.value:
        raise RefusedContent("not_discarded", "只有作废后没有另起新稿的，才能恢复。", subject=subject)
    move(edition, "restore", at)
    record.draft_edition = edition
    record.save(update_fields=["draft_edition"])
    done(record, "restore", by=by, post=post, at=at)
    return standing(record, edition)


def add_note(edition: Edition, note: str, *, by: Actor, at: datetime) -> None:
    """Keep why an edition was given up, as a last revision with the same content."""
    last: Revision = edition.revision
    edition.revision = Revision.objects.create(
        edition=edition,
        number=last.number + 1,
        content=last.content,
        sha256=last.sha256,
        by_id=by.person_id,
        at=at,
        note=note.strip()[:200],
    )
    edition.save(update_fields=["revision"])


def content_from(values: Mapping[str, object], base: Content | None = None) -> Content:
    """The content that a form or a table row gives, over what is there already."""
    return (base or Content()).but(**values)
