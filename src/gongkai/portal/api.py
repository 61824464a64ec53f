"""Open data (开放数据接口): the public register for machines, described by OpenAPI at ``/api/openapi.json``.

It gives what the pages give, and nothing else: no login, no personal data, no count of what is not public.
"""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import HttpError

from gongkai.law.errors import GongkaiError
from gongkai.organs.queries import organs_of
from gongkai.portal import addresses, answer_shapes, answers_api, feeds, frame, shapes
from gongkai.portal.frame import Frame
from gongkai.portal.shapes import MOST, Asked, ColumnOut, HarvestOut, ListOut, OrganOut, RecordOut, TypeOut
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

api = NinjaAPI(
    title="政府信息公开数据接口",
    version="1",
    description="政府信息公开目录的机器可读形式。内容与网站页面一致，免费使用，使用时请注明来源。",
    urls_namespace="open-data",
    docs_url=None,
    openapi_url="openapi.json",
)


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


@api.get("/schema/answers.json", include_in_schema=False)
def answers_schema(request: HttpRequest) -> dict[str, Any]:
    """The JSON schema of the list of released answers."""
    return answer_shapes.list_schema()


@api.get("/schema/list.json", include_in_schema=False)
def list_schema(request: HttpRequest) -> dict[str, Any]:
    """The JSON schema of a column's ``list.json``."""
    return shapes.list_schema()


@api.get("/schema/report.json", include_in_schema=False)
def report_schema(request: HttpRequest) -> dict[str, Any]:
    """The JSON schema of an annual report as data."""
    return shapes.report_schema()


api.add_router("", answers_api.router)


@api.exception_handler(GongkaiError)
def refused(request: HttpRequest, problem: GongkaiError) -> HttpResponse:
    """What our own rules refuse, in words."""
    return api.create_response(request, {"code": problem.code, "detail": problem.message}, status=409)
