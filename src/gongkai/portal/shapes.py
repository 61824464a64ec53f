"""The shapes of open data (数据结构): what the interface answers and may be asked, and schemas of files."""

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

MOST = 100
DEEPEST = 10_000


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


def list_schema() -> dict[str, Any]:
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


def report_schema() -> dict[str, Any]:
    """The JSON schema of an annual report as data."""
    text = files("gongkai.reports").joinpath("schema/report.schema.json").read_text("utf-8")
    made: dict[str, Any] = json.loads(text)
    return made
