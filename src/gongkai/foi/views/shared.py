"""What the screens of applications share: which one an address means, and where it stands."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.foi import case_page
from gongkai.foi.case_page import CasePage
from gongkai.foi.errors import UnknownApplication


def subject_of(number: str) -> str:
    """The subject that the number in an address means."""
    return f"foi:{number}"


def page_of(request: HttpRequest, number: str) -> CasePage:
    """The application of an address; for another organ's the answer is that there is none."""
    try:
        return case_page.case_page(request.actor, subject_of(number), request.at)
    except UnknownApplication:
        raise Http404(number) from None


def crumbs(*more: tuple[str, str]) -> list[tuple[str, Any]]:
    """Where a screen stands."""
    return [(_("申请登记簿"), reverse("foi:list")), *more]


def url_of(number: str) -> str:
    """The address of the page of an application."""
    return reverse("foi:page", args=[number])
