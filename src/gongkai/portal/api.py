"""Open data (开放数据接口): the public register for machines, described by OpenAPI at ``/api/openapi.json``.

It gives what the pages give, and nothing else: no login, no personal data, no count of what is not public.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError
from pydantic import ConfigDict, Field

from gongkai.law.errors import GongkaiError
from gongkai.organs.queries import organs_of
from gongkai.portal import addresses, feeds, frame
from gongkai.portal.frame import Frame
from gongkai.records.markup import text_of
from gongkai.records.queries import (
    PublicRecord,
    Related,
    Wanted,
    count,
    lines,
    live_ids,
    public_record,
    public_records,
)
from gongkai.records.types import types

MOST = 100
DEEPEST = 10_000

api = NinjaAPI(
    title="政府信息公开数据接口",
    version="1",
    description="政府信息公开目录的机器可读形式。内容与网站页面一致，免费使用，使用时请注明来源。",
    urls_namespace="open-data",
    docs_url=None,
    openapi_url="openapi.json",
)


class OrganOut(Schema):
    """An organ."""

    model_config = ConfigDict(json_schema_extra={"description": "机关"})

    code: Annotated[str, Field(description="机关代码")]
    name: Annotated[str, Field(description="机关名称")]


class LineOut(Schema):
    """A public record as a line of a list."""

    model_config = ConfigDict(json_schema_extra={"description": "列表中的一条信息"})

    subject: Annotated[str, Field(description="信息在登记簿中的编号，长期不变")]
    address: Annotated[str, Field(description="网页地址，长期不变")]
    title: Annotated[str, Field(description="标题")]
    abstract: Annotated[str, Field(description="内容概述")]
    type: Annotated[str, Field(description="信息类型，见 /api/types")]
    genre: Annotated[str, Field(description="体裁分类")]
    organ: Annotated[OrganOut, Field(description="发布机构")]
    column: Annotated[str, Field(description="栏目代码，见 /api/columns")]
    topic: Annotated[str, Field(description="主题分类")]
    index_no: Annotated[str, Field(description="索引号")]
    doc_no: Annotated[str, Field(description="发文字号")]
    made_on: Annotated[date | None, Field(description="成文日期")]
    published_on: Annotated[date, Field(description="发布日期")]
    changed_at: Annotated[datetime, Field(description="最近更新时间")]
    validity: Annotated[
        str | None, Field(description="效力：in_force、amended、repealed、lapsed；不适用的为空")
    ]


class ListOut(Schema):
    """A page of lines."""

    model_config = ConfigDict(json_schema_extra={"description": "一页信息"})

    total: Annotated[int, Field(description="符合条件的信息总数")]
    page: Annotated[int, Field(description="第几页")]
    records: Annotated[list[LineOut], Field(description="信息，最新的在前，每页一百条")]


class AttachmentOut(Schema):
    """An attachment of a record."""

    model_config = ConfigDict(json_schema_extra={"description": "附件"})

    name: Annotated[str, Field(description="文件名")]
    address: Annotated[str, Field(description="下载地址")]
    size: Annotated[int, Field(description="字节数")]
    media_type: Annotated[str, Field(description="媒体类型")]
    sha256: Annotated[str, Field(description="文件内容的 SHA-256")]


class RelatedOut(Schema):
    """Another public record that explains this one, or is explained by it."""

    model_config = ConfigDict(json_schema_extra={"description": "相关的另一条信息"})

    subject: Annotated[str, Field(description="编号")]
    title: Annotated[str, Field(description="标题")]
    address: Annotated[str, Field(description="网页地址")]


class RecordOut(LineOut):
    """A public record whole."""

    model_config = ConfigDict(json_schema_extra={"description": "一条信息的全部内容"})

    body: Annotated[str, Field(description="正文（HTML）")]
    text: Annotated[str, Field(description="正文（纯文本）")]
    source: Annotated[str, Field(description="信息来源")]
    keywords: Annotated[list[str], Field(description="关键词")]
    in_force_from: Annotated[date | None, Field(description="施行日期")]
    valid_until: Annotated[date | None, Field(description="有效期至")]
    elements: Annotated[dict[str, str], Field(description="该类型信息的其他要素")]
    attachments: Annotated[list[AttachmentOut], Field(description="附件")]
    explained_by: Annotated[list[RelatedOut], Field(description="解读这份文件的信息")]
    explains: Annotated[list[RelatedOut], Field(description="这份解读所解读的文件")]


class HarvestOut(Schema):
    """A piece of the whole register; ask on with ``after=next`` until it is empty."""

    model_config = ConfigDict(
        json_schema_extra={"description": "一批信息；以 next 的值作为下一次请求的 after，直到它为空"}
    )

    next: Annotated[int | None, Field(description="下一次请求的 after；为空表示已取完")]
    records: Annotated[list[RecordOut], Field(description="信息，按登记先后")]


class ColumnOut(Schema):
    """A column of the site."""

    model_config = ConfigDict(json_schema_extra={"description": "栏目"})

    code: Annotated[str, Field(description="栏目代码")]
    name: Annotated[str, Field(description="栏目名称")]
    board: Annotated[str, Field(description="板块代码")]
    board_name: Annotated[str, Field(description="板块名称")]
    description: Annotated[str, Field(description="栏目说明")]
    address: Annotated[str, Field(description="网页地址")]
    rss: Annotated[str, Field(description="RSS 订阅地址")]
    atom: Annotated[str, Field(description="Atom 订阅地址")]
    list: Annotated[str, Field(description="JSON 列表地址")]


class TypeOut(Schema):
    """A type of records."""

    model_config = ConfigDict(json_schema_extra={"description": "信息类型"})

    key: Annotated[str, Field(description="类型代码")]
    title: Annotated[str, Field(description="名称")]
    genre: Annotated[str, Field(description="体裁分类")]
    elements: Annotated[dict[str, str], Field(description="要素代码和名称")]


class Asked(Schema):
    """What a list may be narrowed to."""

    model_config = ConfigDict(json_schema_extra={"description": "查询条件"})

    column: Annotated[str, Field(description="栏目代码")] = ""
    organ: Annotated[str, Field(description="机关代码")] = ""
    topic: Annotated[str, Field(description="主题分类")] = ""
    type: Annotated[str, Field(description="信息类型")] = ""
    year: Annotated[int | None, Field(ge=1900, le=2200, description="发布年份")] = None
    validity: Annotated[str, Field(pattern="^(in_force|amended|repealed|lapsed)?$", description="效力")] = ""
    doc_no: Annotated[str, Field(description="发文字号")] = ""
    since: Annotated[date | None, Field(description="发布日期不早于")] = None
    until: Annotated[date | None, Field(description="发布日期不晚于")] = None
    page: Annotated[int, Field(ge=1, le=DEEPEST // MOST, description="第几页")] = 1


def _frame(request: HttpRequest) -> Frame:
    return frame.current(request.at, request.today)


def _not_found(what: str) -> HttpError:
    return HttpError(404, f"没有找到{what}，或者它没有公开。")


@api.get(
    "/records",
    response=ListOut,
    summary="信息列表",
    description="公开的信息，最新的在前，每页一百条。",
    tags=["信息"],
)
def listed(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Public records, the newest first, a hundred a page."""
    here = _frame(request)
    wanted = Wanted(
        column=asked.column,
        organ=asked.organ,
        topic=asked.topic,
        types=(asked.type,) if asked.type else (),
        year=asked.year,
        validity=asked.validity,
        doc_no=asked.doc_no,
        since=asked.since,
        until=asked.until,
    )
    region = here.site.region
    found = lines(region, wanted, as_of=here.as_of, start=(asked.page - 1) * MOST, limit=MOST)
    return {
        "total": count(region, wanted, as_of=here.as_of),
        "page": asked.page,
        "records": [feeds.line_as_json(here, each) for each in found],
    }


@api.get(
    "/harvest",
    response=HarvestOut,
    summary="全部信息，逐批取",
    description="按登记先后逐批取得全部公开信息，取的过程中次序不变。",
    tags=["信息"],
)
def harvest(
    request: HttpRequest, after: Annotated[int, Query(description="上一批的 next；从头取时不填")] = 0
) -> dict[str, Any]:
    """The whole register, a piece at a time, in an order that does not shift while it is read."""
    here = _frame(request)
    numbers = live_ids(here.site.region, after=max(after, 0), limit=MOST)
    found = [each for each in public_records(numbers, as_of=here.as_of) if each.visible]
    return {
        "next": numbers[-1] if len(numbers) == MOST else None,
        "records": [_as_json(here, each) for each in found],
    }


@api.get(
    "/records/{subject}",
    response=RecordOut,
    summary="一条信息",
    description="按编号（如 record:2020-0447）取得一条信息的全部内容。",
    tags=["信息"],
)
def one(request: HttpRequest, subject: str) -> dict[str, Any]:
    """A public record whole, by its subject (``record:2020-0447``)."""
    here = _frame(request)
    record = public_record(subject=subject, as_of=here.as_of)
    if record is None or not record.visible or record.region != here.site.region:
        raise _not_found("这条信息")
    return _as_json(here, record)


def _attachments(site_address: str, record: PublicRecord) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "address": site_address + each.address,
            "size": each.size,
            "media_type": each.media_type,
            "sha256": each.sha256,
        }
        for each in record.attachments
    ]


def _as_json(here: Frame, record: PublicRecord) -> dict[str, Any]:
    content, site = record.content, here.site

    def related(each: Related) -> dict[str, str]:
        where = site.address + each.address
        return {"subject": each.subject, "title": each.title, "address": where}

    return {
        "subject": record.subject,
        "address": site.address + record.address,
        "title": content.title,
        "abstract": content.abstract,
        "type": record.type,
        "genre": record.genre,
        "organ": {"code": record.organ, "name": record.organ_name},
        "column": record.column,
        "topic": content.topic,
        "index_no": record.index_no,
        "doc_no": content.doc_no,
        "made_on": content.made_on,
        "published_on": record.published_on,
        "changed_at": record.changed_at,
        "validity": record.validity or None,
        "body": content.body,
        "text": text_of(content.body),
        "source": content.source or record.organ_name,
        "keywords": list(content.keywords),
        "in_force_from": content.in_force_from,
        "valid_until": content.valid_until,
        "elements": dict(content.elements),
        "attachments": _attachments(site.address, record),
        "explained_by": [related(each) for each in record.explained_by],
        "explains": [related(each) for each in record.explains],
    }


@api.get(
    "/columns",
    response=list[ColumnOut],
    summary="栏目",
    description="网站的栏目和各栏目的订阅地址。",
    tags=["目录"],
)
def columns(request: HttpRequest) -> list[dict[str, Any]]:
    """The columns of the site, with the addresses of their feeds."""
    here = _frame(request)
    found = []
    for board in here.structure.boards:
        for column in board.columns:
            feed = {
                key: here.site.address + addresses.feed(column.board, column.code, form)
                for key, form in (("rss", "rss.xml"), ("atom", "atom.xml"), ("list", "list.json"))
            }
            found.append(
                {
                    "code": column.code,
                    "name": column.name,
                    "board": column.board,
                    "board_name": column.board_name,
                    "description": column.description,
                    "address": here.site.address + column.address,
                    **feed,
                }
            )
    return found


@api.get(
    "/types",
    response=list[TypeOut],
    summary="信息类型",
    description="信息的类型和各类型的要素。",
    tags=["目录"],
)
def kinds(request: HttpRequest) -> list[dict[str, Any]]:
    """The types of records, with their elements."""
    return [
        {
            "key": key,
            "title": kind.title,
            "genre": kind.genre.value,
            "elements": {each.key: each.title for each in kind.elements},
        }
        for key, kind in types().items()
    ]


@api.get("/organs", response=list[OrganOut], summary="机关", description="本地区的机关。", tags=["目录"])
def organs(request: HttpRequest) -> list[dict[str, str]]:
    """The organs of the region."""
    here = _frame(request)
    return [{"code": each.code, "name": each.name} for each in organs_of(here.site.region, as_of=here.as_of)]


@api.get("/schema/list.json", include_in_schema=False)
def list_schema(request: HttpRequest) -> dict[str, Any]:
    """The JSON schema of a column's ``list.json``."""
    return schema()


def schema() -> dict[str, Any]:
    """The JSON schema that every ``list.json`` keeps to."""
    line = LineOut.model_json_schema(ref_template="#/$defs/{model}")
    parts = line.pop("$defs", {})
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "栏目最新信息",
        "type": "object",
        "required": ["column", "address", "more", "records"],
        "properties": {
            "$schema": text,
            "column": {
                "type": "object",
                "required": ["code", "name", "board"],
                "properties": {"code": text, "name": text, "board": text},
            },
            "address": {"type": "string", "format": "uri"},
            "more": {"type": "string", "format": "uri"},
            "records": {"type": "array", "items": {"$ref": "#/$defs/LineOut"}},
        },
        "$defs": {**parts, "LineOut": line},
    }


@api.exception_handler(GongkaiError)
def refused(request: HttpRequest, problem: GongkaiError) -> HttpResponse:
    """What our own rules refuse, in words."""
    return api.create_response(request, {"code": problem.code, "detail": problem.message}, status=409)
