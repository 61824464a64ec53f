"""Records from files (从文件起草): a draft from a Word file, many from a table."""

from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from gongkai.ledger.entry import Reconciliation
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor, Post
from gongkai.organs.queries import names
from gongkai.records import access, files, sheets
from gongkai.records.content import Content
from gongkai.records.documents import ReadText, read_docx
from gongkai.records.errors import RefusedImport
from gongkai.records.inspecting import media_type_of
from gongkai.records.models import Column
from gongkai.records.services.attaching import keep_checked
from gongkai.records.services.drafting import draft
from gongkai.records.services.editions import Standing, day_of, use
from gongkai.records.services.importing import ImportRow, import_drafts, import_published
from gongkai.records.types import RecordType, type_of


def read_word(stream: BinaryIO, name: str, *, by: Actor, at: datetime, subject: str = "") -> ReadText:
    """The text of a Word file with its pictures kept (读入 Word 文件); for a draft that is there, for whoever
    may read that. Raises ``RefusedFile``.
    """
    if subject:
        record = access.record_for(by, subject, "records.revise")
        read = _read_word(stream, name, at)
        use(record, Content(body=read.body).files)
        return read
    require(by, "records.draft")
    return _read_word(stream, name, at)


def _read_word(stream: BinaryIO, name: str, at: datetime) -> ReadText:
    coming = files.write_down(stream)
    try:
        media_type_of(coming.path, name)
        with coming.path.open("rb") as opened:
            return read_docx(opened, lambda picture, called: _keep_picture(picture, called, at))
    finally:
        coming.path.unlink(missing_ok=True)


def _keep_picture(picture: BinaryIO, called: str, at: datetime) -> str:
    ref = keep_checked(picture, called, at=at)
    return files.address(ref.sha256, ref.name)


def draft_from_word(
    type_key: str,
    organ: str,
    stream: BinaryIO,
    name: str,
    *,
    by: Actor,
    at: datetime,
    content: Content | None = None,
) -> tuple[Standing, tuple[str, ...]]:
    """Begin a record from a Word file (由 Word 起草). ``content`` gives what the file does not say.

    Returns where it stands and what could not be taken over. Raises ``RefusedFile``, ``NotPermitted``.
    """
    require(by, "records.draft", organ)
    read = read_word(stream, name, by=by, at=at)
    base = content or Content()
    title = base.title or read.title or name.rsplit(".", 1)[0]
    there = draft(type_key, organ, replace(base, title=title, body=read.body), by=by, at=at)
    return there, read.remarks


def import_sheet(
    stream: BinaryIO, *, type_key: str, origin: str, by: Actor, at: datetime, paper: str = ""
) -> Reconciliation:
    """Take in a table of records (Excel 导入): as drafts, or as public where ``paper`` names their clearance.

    The same table again, shuffled or in part, changes nothing. Raises ``RefusedImport`` with the rows.
    """
    post = require(by, "records.import")
    kind = type_of(type_key)
    read = _read_table(stream, kind)
    rows = _named(read, type_key, post, at)
    if paper:
        return import_published(rows, origin=origin, paper=paper, by=by, at=at)
    return import_drafts(rows, origin=origin, by=by, at=at)


def _read_table(stream: BinaryIO, kind: RecordType) -> list[sheets.SheetRow]:
    coming = files.write_down(stream)
    try:
        media_type_of(coming.path, "table.xlsx")
        with coming.path.open("rb") as opened:
            return sheets.read_sheet(opened, kind)
    finally:
        coming.path.unlink(missing_ok=True)


def _named(read: list[sheets.SheetRow], type_key: str, post: Post, at: datetime) -> list[ImportRow]:
    """The rows with the codes of the organs and columns that they name, by code or by name."""
    called = names(post.covers, as_of=day_of(at))
    organs = {name: code for code, name in called.items()} | {code: code for code in post.covers}
    there = list(Column.objects.filter(region=post.region))
    columns = {key: each.code for each in there for key in (each.name, each.code)}
    rows, problems = [], []
    for each in read:
        organ, column = organs.get(each.organ), columns.get(each.content.column, "")
        if organ is None:
            problems.append(f"{each.place}：没有名称或者代码为“{each.organ}”的机关")
        elif each.content.column and not column:
            problems.append(f"{each.place}：没有名称或者代码为“{each.content.column}”的栏目")
        else:
            content = each.content.but(column=column)
            given = {"external_id": each.external_id, "published_on": each.published_on, "place": each.place}
            rows.append(ImportRow(type=type_key, organ=organ, content=content, **given))
    if problems:
        listed = "\n".join(problems[:20])
        message = f"有{len(problems)}行不能导入，全部未导入：\n{listed}"
        raise RefusedImport("bad_names", message, problems=problems)
    return rows


def sheet_template(type_key: str, *, by: Actor, at: datetime) -> bytes:
    """The table to fill in for a type (下载导入表模板), with the columns and organs of the acting post."""
    post = require(by, "records.import")
    columns = {each.code: each.name for each in Column.objects.filter(region=post.region)}
    return sheets.template(type_of(type_key), columns, names(post.covers, as_of=day_of(at)))
