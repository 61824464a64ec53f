"""What the screens of disputes share: which one an address means, and where it stands."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.oversight import queries
from gongkai.oversight.errors import UnknownDispute
from gongkai.oversight.queries import DisputePage


def page_of(request: HttpRequest, kind: str, number: str) -> DisputePage:
    """The dispute of an address; for another organ's the answer is that there is none."""
    try:
        return queries.dispute_page(request.actor, f"{kind}:{number}", request.at)
    except UnknownDispute:
        raise Http404(number) from None


def crumbs(*more: tuple[str, str]) -> list[tuple[str, Any]]:
    """Where a screen stands."""
    return [(_("复议诉讼"), reverse("oversight:list")), *more]
