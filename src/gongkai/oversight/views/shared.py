"""What the screens of disputes share: which one an address means, and who presses a button."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.law.errors import GongkaiError
from gongkai.oversight import queries
from gongkai.oversight.errors import UnknownDispute
from gongkai.oversight.queries import DisputePage
from gongkai.oversight.services import By, File


def page_of(request: HttpRequest, kind: str, number: str) -> DisputePage:
    """The dispute of an address; for another organ's the answer is that there is none."""
    try:
        return queries.dispute_page(request.actor, f"{kind}:{number}", request.at)
    except UnknownDispute:
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
    return [(_("复议诉讼"), reverse("oversight:list")), *more]


def file(content: bytes, name: str, media_type: str, *, inline: bool) -> HttpResponse:
    """A file to keep, or to be shown in the page."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not inline, name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
