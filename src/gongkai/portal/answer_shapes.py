"""The shapes of open data of disclosure on request (选登答复、办理情况的数据结构)."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from gongkai.portal.shapes import DEEPEST, MOST, AttachmentOut, OrganOut


class AnswerOut(Schema):
    """A released answer."""

    model_config = ConfigDict(json_schema_extra={"description": "一件选登的答复"})

    number: Annotated[int, Field(description="选登序号，长期不变")]
    version: Annotated[int, Field(description="版次：更正、重新选登后加一")]
    address: Annotated[str, Field(description="网页地址，长期不变")]
    title: Annotated[str, Field(description="标题")]
    question: Annotated[str, Field(description="申请内容摘要，已经隐去个人信息")]
    answer: Annotated[str, Field(description="答复内容")]
    organ: Annotated[OrganOut, Field(description="答复机关")]
    outcome: Annotated[str, Field(description="处理结果代码")]
    outcome_title: Annotated[str, Field(description="处理结果")]
    answered_on: Annotated[date, Field(description="答复日期")]
    released_on: Annotated[date, Field(description="选登日期")]
    files: Annotated[list[AttachmentOut], Field(description="附件")]


class AnswersOut(Schema):
    """A page of released answers."""

    model_config = ConfigDict(json_schema_extra={"description": "一页选登的答复"})

    total: Annotated[int, Field(description="符合条件的答复总数")]
    page: Annotated[int, Field(description="第几页")]
    answers: Annotated[list[AnswerOut], Field(description="答复，最新的在前，每页一百条")]


class AnswersAsked(Schema):
    """What the list may be narrowed to."""

    model_config = ConfigDict(json_schema_extra={"description": "查询条件"})

    q: Annotated[str, Field(description="标题、申请内容、答复内容中的文字", max_length=100)] = ""
    organ: Annotated[str, Field(description="机关代码")] = ""
    outcome: Annotated[str, Field(description="处理结果代码")] = ""
    year: Annotated[int | None, Field(ge=1900, le=2200, description="选登年份")] = None
    page: Annotated[int, Field(ge=1, le=DEEPEST // MOST, description="第几页")] = 1


class FiguresOut(Schema):
    """What an organ did with the applications of a year."""

    model_config = ConfigDict(json_schema_extra={"description": "一个机关的办理情况"})

    organ: Annotated[OrganOut, Field(description="机关；合计的代码为空")]
    received: Annotated[int, Field(description="收到的申请")]
    finished: Annotated[int, Field(description="办结：答复已经送达，或者申请人撤回")]
    open: Annotated[int, Field(description="在办")]
    on_time: Annotated[int | None, Field(description="按期办结；件数过少的不单列")]
    late: Annotated[int | None, Field(description="逾期办结；件数过少的不单列")]
    median_working_days: Annotated[
        float | None, Field(description="从收到申请到答复送达的工作日，中位数；件数过少的不单列")
    ]


class PromptnessOut(Schema):
    """The figures of a year."""

    model_config = ConfigDict(json_schema_extra={"description": "一年的依申请公开办理情况"})

    year: Annotated[int, Field(description="收到申请的年份")]
    as_of: Annotated[date, Field(description="截至")]
    organs: Annotated[list[FiguresOut], Field(description="各机关，收到申请多的在前")]
    whole: Annotated[FiguresOut, Field(description="合计")]


def list_schema() -> dict[str, Any]:
    """The JSON schema that the list of released answers keeps to."""
    answer = AnswerOut.model_json_schema(ref_template="#/$defs/{model}")
    parts = answer.pop("$defs", {})
    address = {"type": "string", "format": "uri"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "选登的答复",
        "type": "object",
        "required": ["title", "address", "more", "answers"],
        "properties": {
            "$schema": {"type": "string"},
            "title": {"type": "string"},
            "address": address,
            "more": address,
            "answers": {"type": "array", "items": {"$ref": "#/$defs/AnswerOut"}},
        },
        "$defs": {**parts, "AnswerOut": answer},
    }
