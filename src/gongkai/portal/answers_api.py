"""Open data of disclosure on request (依申请公开数据接口): released answers, promptness of organs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from gongkai.foi import answers, timeliness
from gongkai.foi.answers import Wanted
from gongkai.portal import answers_data, frame
from gongkai.portal.answer_shapes import AnswerOut, AnswersAsked, AnswersOut, PromptnessOut
from gongkai.portal.frame import Frame
from gongkai.portal.shapes import MOST

router = Router(tags=["依申请公开"])


def _frame(request: HttpRequest) -> Frame:
    return frame.current(request.at, request.today)


@router.get(
    "/answers",
    response=AnswersOut,
    summary="选登的答复",
    description="经审查向社会公开的依申请公开答复，最新的在前，每页一百条。",
)
def listed(request: HttpRequest, asked: Query[AnswersAsked]) -> dict[str, Any]:
    """Released answers, the newest first, a hundred a page."""
    here = _frame(request)
    wanted = Wanted(text=asked.q, organ=asked.organ, year=asked.year, outcome=asked.outcome)
    region = here.site.region
    found = answers.listed(region, wanted, as_of=here.as_of, start=(asked.page - 1) * MOST, most=MOST)
    return {
        "total": answers.count(region, wanted),
        "page": asked.page,
        "answers": [answers_data.as_json(here, each) for each in found],
    }


@router.get(
    "/answers/{number}",
    response=AnswerOut,
    summary="一件选登的答复",
    description="按选登序号取得一件答复；已经撤下的，状态码是410，写明原因。",
)
def one(request: HttpRequest, number: int) -> dict[str, Any]:
    """A released answer; of one that was withdrawn when and why, and nothing else."""
    here = _frame(request)
    found = answers.entry(here.site.region, number, as_of=here.as_of)
    if found is None:
        raise HttpError(404, _("没有找到这件答复，或者它没有选登。"))
    if found.withdrawn_at is not None:
        raise HttpError(410, answers_data.gone(found))
    return answers_data.as_json(here, found)


@router.get(
    "/promptness",
    response=PromptnessOut,
    summary="依申请公开办理情况",
    description="各机关一年收到的申请、办结、按期和逾期件数，以及答复所用工作日的中位数。"
    "办结不足五件的，只列件数。",
)
def promptness(
    request: HttpRequest,
    year: Annotated[int | None, Query(ge=1900, le=2200, description="收到申请的年份；不填即最近一年")] = None,
) -> dict[str, Any]:
    """How promptly the organs answered the applications of a year."""
    here = _frame(request)
    region = here.site.region
    wanted = year or next(iter(timeliness.years(region)), here.as_of.year)
    found = timeliness.year_of(region, wanted, as_of=here.as_of)
    return {
        "year": found.year,
        "as_of": here.as_of,
        "organs": [_figures(each) for each in found.organs],
        "whole": _figures(found.whole),
    }


def _figures(found: timeliness.Promptness) -> dict[str, Any]:
    return {
        "organ": {"code": found.organ, "name": found.name},
        "received": found.received,
        "finished": found.finished,
        "open": found.open,
        "on_time": found.on_time,
        "late": found.late,
        "median_working_days": found.median_days,
    }
