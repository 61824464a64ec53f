"""Pages of the structure as Wagtail asks for them: the live one, and one that is still being written."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.models import Page

from gongkai.portal import frame
from gongkai.portal.pages import boards
from gongkai.portal.press import Press


def shown(page: Page, request: HttpRequest) -> HttpResponse:
    """The page at its own address on the public site."""
    return HttpResponsePermanentRedirect(page.url or "/")


def previewed(page: Page, request: HttpRequest) -> HttpResponse:
    """A topic as it would be once published; other pages as they are."""
    press = Press(request.today, made=frame.current(request.at, request.today))
    here = press.frame.board(page.get_parent().slug) if page.get_parent() else None
    if page.__class__.__name__ == "TopicPage" and here:
        printed = press.print(boards.topic_of(press.frame, here, page))
    else:
        printed = press.render(page.url or "/")
    return HttpResponse(printed.body, status=printed.status, content_type=printed.media_type)
