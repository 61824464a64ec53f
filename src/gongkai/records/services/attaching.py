"""Attachments (附件): checked by content, kept once, put on the edition in work or taken off it."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor
from gongkai.records import access, files
from gongkai.records.content import AttachmentRef
from gongkai.records.errors import RefusedContent, RefusedFile
from gongkai.records.inspecting import media_type_of
from gongkai.records.models import Attachment
from gongkai.records.services.drafting import revise
from gongkai.records.services.editions import Standing, content_of, open_edition, use

MOST_ATTACHMENTS = 50


def keep(stream: BinaryIO, name: str, *, by: Actor, at: datetime) -> AttachmentRef:
    """Keep a file (存入): of up to 100 MB, of a kind that may be attached, without macros.

    The same content is kept once. Raises ``RefusedFile``.
    """
    require(by, "records.draft")
    return keep_checked(stream, name, at=at)


def keep_checked(stream: BinaryIO, name: str, *, at: datetime) -> AttachmentRef:
    """The same for services that have asked already who may."""
    name = Path(name.replace("\\", "/")).name.strip()[:200]
    coming = files.write_down(stream)
    try:
        media_type = media_type_of(coming.path, name)
    except BaseException:
        coming.path.unlink(missing_ok=True)
        raise
    # The file first: a row without its file would be a dead attachment, a file without a row is only waste.
    files.settle(coming)
    Attachment.objects.bulk_create(
        [Attachment(sha256=coming.sha256, size=coming.size, media_type=media_type, name=name, kept_at=at)],
        ignore_conflicts=True,
    )
    return AttachmentRef(name, coming.sha256, coming.size, media_type)


def keep_picture(subject: str, stream: BinaryIO, name: str, *, by: Actor, at: datetime) -> AttachmentRef:
    """Keep a picture for the text of the edition in work (插入图片): no attachment, and no revision yet.

    Raises ``RefusedFile`` for what is no picture.
    """
    record = access.record_for(by, subject, "records.revise")
    open_edition(record)
    ref = keep_checked(stream, name, at=at)
    if not ref.media_type.startswith("image/"):
        raise RefusedFile("not_a_picture", "请选择 jpg、png、gif 或者 webp 图片。")
    use(record, [ref.sha256])
    return ref


def attach(subject: str, stream: BinaryIO, name: str, *, by: Actor, at: datetime) -> Standing:
    """Put a file on the edition in work (添加附件); a revision like any other. Raises ``RefusedFile``."""
    access.record_for(by, subject, "records.revise")
    ref = keep(stream, name, by=by, at=at)
    with transaction.atomic():
        record, _ = access.locked_for(by, subject, "records.revise")
        content = content_of(open_edition(record))
        others = tuple(each for each in content.attachments if each.sha256 != ref.sha256)
        if len(others) >= MOST_ATTACHMENTS:
            raise RefusedContent(
                "too_many", f"附件不超过{MOST_ATTACHMENTS}个，请打包或者拆分。", field="attachments"
            )
        return revise(
            subject, content.but(attachments=(*others, ref)), by=by, at=at, note=f"添加附件：{ref.name}"[:200]
        )


@transaction.atomic
def detach(subject: str, sha256: str, *, by: Actor, at: datetime) -> Standing:
    """Take a file off the edition in work (去掉附件); earlier revisions keep it."""
    record, _ = access.locked_for(by, subject, "records.revise")
    content = content_of(open_edition(record))
    left = tuple(each for each in content.attachments if each.sha256 != sha256)
    return revise(subject, content.but(attachments=left), by=by, at=at, note="去掉附件")
