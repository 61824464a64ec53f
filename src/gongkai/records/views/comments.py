"""Working through the opinions on a draft (办理意见): read, enter, answer one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.lists.paging import paged
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import require
from gongkai.records import comments, services
from gongkai.records.act_forms import ADOPTED, Answer, Opinion
from gongkai.records.views.shared import back_to, crumbs, page_of, tell, url_of

PAGE = 20


@require_GET
def opinions(request: HttpRequest, number: str) -> HttpResponse:
    """The opinions, each with its answer or the form for it."""
    page = page_of(request, number)
    require(request.actor, "records.comment", page.organ)
    if page.comment is None:
        messages.warning(request, _("这条信息没有征求意见。"))
        return back_to(number)
    shown = paged(comments.opinions(request.actor, page.subject), PAGE, request.GET.get("page"))
    open_now = not page.comment.result
    context = {
        "record": page,
        "page": shown,
        "lines": [(each, _answer_form(each) if open_now else None) for each in shown.object_list],
        "tally": comments.tally(request.actor, page.subject),
        "adopted": ADOPTED,
        "form": Opinion() if open_now else None,
        "over": request.today > page.comment.closes_on,
        "crumbs": crumbs((page.title, url_of(number))),
    }
    return render(request, "records/comments.html", context)


def _answer_form(comment: object) -> Answer:
    given = {"adopted": comment.adopted, "answer": comment.answer}
    return Answer(initial=given, auto_id=f"id_{comment.pk}_%s")


@require_POST
def register(request: HttpRequest, number: str) -> HttpResponse:
    """Enter an opinion that came another way."""
    page = page_of(request, number)
    require(request.actor, "records.comment", page.organ)
    try:
        given = services.register_comment(
            page.subject, request.POST.get("text", ""), by=request.actor, at=request.at
        )
    except GongkaiError as problem:
        tell(request, problem)
    else:
        messages.success(request, _("已登记第{n}号意见。").format(n=given))
    return redirect("records:comments", number)


@require_POST
def answer(request: HttpRequest, number: str, comment: int) -> HttpResponse:
    """Answer one opinion."""
    page = page_of(request, number)
    require(request.actor, "records.comment", page.organ)
    try:
        services.answer_comment(
            page.subject,
            comment,
            adopted=request.POST.get("adopted", ""),
            answer=request.POST.get("answer", ""),
            by=request.actor,
            at=request.at,
        )
    except GongkaiError as problem:
        tell(request, problem)
    else:
        messages.success(request, _("已答复第{n}号意见。").format(n=comment))
    return redirect(f"{request.path.rsplit('/', 2)[0]}/?page={request.POST.get('page', '1')}")
