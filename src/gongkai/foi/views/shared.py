"""What the screens of applications share: which one an address means, and who presses a button."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.foi import case_page
from gongkai.foi.case_page import CasePage
from gongkai.foi.errors import UnknownApplication
from gongkai.foi.services import By, File
from gongkai.law.errors import GongkaiError


def subject_of(number: str) -> str:
    """The subject that the number in an address means."""
    return f"foi:{number}"


def page_of(request: HttpRequest, number: str) -> CasePage:
    """The application of an address; for another organ's the answer is that there is none."""
    try:
        return case_page.case_page(request.actor, subject_of(number), request.at)
    except UnknownApplication:
        raise Http404(number) from None


def new_key() -> str:
    """A key that makes one press of a button one act."""
    return secrets.token_urlsafe(12)


def by(request: HttpRequest, given: dict[str, Any]) -> By:
    """Who presses, with the press's key and the number of the last fact that the screen showed."""
    return By(actor=request.actor, at=request.at, key=given.get("key", ""), seen=given.get("seen"))


def uploaded(given: dict[str, Any], name: str) -> File | None:
    """The file of a field, if there is one."""
    file = given.get(name)
    return File(file.name, file.read()) if file else None


def tell(request: HttpRequest, problem: GongkaiError) -> None:
    """Say what was refused, why, and by which article."""
    law = _("（依据：%(law)s）") % {"law": problem.law} if problem.law else ""
    messages.error(request, f"{problem.message}{law}")


def crumbs(*more: tuple[str, str]) -> list[tuple[str, Any]]:
    """Where a screen stands."""
    return [(_("申请登记簿"), reverse("foi:list")), *more]


def url_of(number: str) -> str:
    """The address of the page of an application."""
    return reverse("foi:page", args=[number])
