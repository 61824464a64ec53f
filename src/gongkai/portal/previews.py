"""Pages of the structure as Wagtail asks for them: the live one, and one that is still being written."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Page


def shown(page: Page, request: HttpRequest) -> HttpResponse:
    """The page at its own address on the public site."""
    return HttpResponseRedirect(page.url or "/")
