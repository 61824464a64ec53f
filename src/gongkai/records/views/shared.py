"""What record screens share: which record an address means, and telling what a service refused."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor
from gongkai.records import record_page
from gongkai.records.errors import UnknownRecord
from gongkai.records.record_page import RecordPage


def subject_of(number: str) -> str:
    """The subject that the number in an address means."""
    return f"record:{number}"


def page_of(request: HttpRequest, number: str) -> RecordPage:
    """The record of an address; for another organ's record the answer is that there is none."""
    try:
        return record_page.record_page(request.actor, subject_of(number), request.today)
    except UnknownRecord:
        raise Http404(number) from None


def back_to(number: str) -> HttpResponse:
    """To the record's page."""
    return redirect("records:page", number)


def url_of(number: str) -> str:
    """The address of the record's page."""
    return reverse("records:page", args=[number])


def tell(request: HttpRequest, problem: GongkaiError) -> None:
    """Say what was refused, why, and by which article."""
    law = _("（依据：{law}）").format(law=problem.law) if problem.law else ""
    messages.error(request, f"{problem.message}{law}")


def require_somewhere(actor: Actor, verb: str) -> None:
    """A screen of a verb is there only for posts that have it somewhere."""
    if not may(actor, verb):
        raise Http404


def crumbs(*more: tuple[str, str]) -> list[tuple[str, Any]]:
    """Where a screen stands."""
    return [(_("全部信息"), reverse("records:list")), *more]
