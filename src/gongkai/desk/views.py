"""The desk's own pages: the work table, the post acted in, saved views of lists, and what went wrong."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk import acting, services
from gongkai.desk.lists.paging import paged
from gongkai.desk.menu import DESK, TABS

PAGE = 50
DESK_PATHS = ("/desk/", "/accounts/", "/cms/")


@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """The work table (工作台): what waits for the acting post, what is due, returned, or begun."""
    rows = {tab.key: DESK.work_for(tab.key, request.actor, request.today) for tab in TABS}
    asked = request.GET.get("tab", "")
    # Opens on what is due first: late or soon before what merely waits.
    first = next((tab.key for tab in TABS if tab.key in ("due", "waiting") and rows[tab.key]), "waiting")
    shown = next((tab for tab in TABS if tab.key == (asked or first)), TABS[0])
    page = paged(rows[shown.key], PAGE, request.GET.get("page"))
    tabs = [(tab, len(rows[tab.key])) for tab in TABS]
    late = sum(1 for row in rows["due"] if row.urgency(request.today) == "late")
    return render(
        request,
        "desk/work.html",
        {"tabs": tabs, "shown": shown, "page": page, "late": late, "today": request.today},
    )


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Act in another of one's posts."""
    post = acting.choose(request, request.POST.get("post", ""))
    if post is None:
        raise Http404
    messages.info(request, _("现以“{name}”岗位办理。").format(name=post.name))
    return redirect("desk:work")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The search at the top: the list that the acting post may search, with what was asked."""
    target = DESK.search_for(request.actor)
    if not target:
        messages.info(request, _("本岗位没有可以查找的信息。"))
        return redirect("desk:work")
    return redirect(f"{target}?{urlencode({'q': request.GET.get('q', '').strip()})}")


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Which keys do what."""
    return render(request, "desk/keys.html")


def _back(request: HttpRequest) -> str:
    """The list that a form came from; only within this site."""
    target = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("desk:work")


@require_POST
def keep_view(request: HttpRequest, list_key: str) -> HttpResponse:
    """Keep the present filters and order of a list under a name."""
    back = _back(request)
    try:
        view = services.keep_view(
            list_key, request.POST.get("name", ""), back.partition("?")[2], by=request.actor
        )
    except services.ImpossibleView as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("已保存视图“{name}”。").format(name=view.name))
    return redirect(back)


@require_POST
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Forget a saved view."""
    if not services.forget_view(view_id, by=request.actor):
        raise Http404
    messages.success(request, _("已删除视图。"))
    return redirect(_back(request))


@require_POST
def choose_columns(request: HttpRequest, list_key: str) -> HttpResponse:
    """Choose the columns of a list."""
    chosen = [] if "usual" in request.POST else request.POST.getlist("column")
    services.choose_columns(list_key, chosen, by=request.actor)
    return redirect(_back(request))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose guard against forgery no longer fits: usually the page was left open overnight."""
    return render(request, "desk/errors/stale.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none that this post may see: both look the same on purpose."""
    return render(request, _pages(request, "404.html"), {"status": 404}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The post may not do this."""
    return render(request, _pages(request, "403.html"), {"status": 403}, status=403)


def _pages(request: HttpRequest, name: str) -> list[str]:
    """Readers get the public site's own page, where it has one; staff that of the desk."""
    return [name] if request.path.startswith(DESK_PATHS) else [f"portal/{name}", name]
