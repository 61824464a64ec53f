"""The inbox (消息) of the acting post: what was to be told, unread first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongkai.casework import queries, wanted_years
from gongkai.casework.cases import all_kinds
from gongkai.casework.services import notices
from gongkai.desk.lists.paging import paged

PAGE = 50


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages of the acting post."""
    page = paged(queries.inbox(request.actor), PAGE, request.GET.get("page"))
    page.object_list = [(each, *_case(each.subject)) for each in page.object_list]
    unread = queries.unread(request.actor)
    return render(request, "casework/inbox.html", {"page": page, "unread": unread})


def _case(subject: str) -> tuple[str, str]:
    """The page of a case and what it is called; of an app that is no longer there the subject alone. A year
    whose holiday notice is wanted has no page.
    """
    app, _colon, number = subject.partition(":")
    if app == wanted_years.APP:
        return "", _("放假安排 %(year)s") % {"year": number}
    kind = all_kinds().get(app)
    return (kind.page_url(subject), f"{kind.title} {number}") if kind else ("", subject)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark what was picked, or all of the page, as read."""
    ids = [int(each) for each in request.POST.getlist("pick") if each.isdigit()]
    if count := notices.read(ids, by=request.actor, at=request.at):
        messages.success(request, _("已标为已读：%(count)d条。") % {"count": count})
    return redirect("casework:inbox")
