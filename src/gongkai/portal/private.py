"""Pages for one reader alone (个人页面): never kept by anybody, never in a search engine."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from gongkai.portal import frame
from gongkai.portal.page import Page
from gongkai.portal.press import Press
from gongkai.portal.tags import PageClass, of_site


def answer(response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def show(
    request: HttpRequest,
    template: str,
    title: str,
    path: str,
    crumbs: tuple[tuple[str, str], ...],
    context: dict[str, Any],
    *,
    status: int = 200,
    board: str = "gongkai",
) -> HttpResponse:
    """A page in the frame of the site, for one reader."""
    press = Press(request.today, made=frame.current(request.at, request.today))
    page = Page(
        path=path,
        template=template,
        title=title,
        page_class=PageClass.OTHER,
        tags=of_site(press.frame.site),
        board=board,
        crumbs=crumbs,
        context=context,
        indexed=False,
        status=status,
    )
    printed = press.print(page)
    return answer(HttpResponse(printed.body, status=status, content_type=printed.media_type))
