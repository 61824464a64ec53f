"""Registering a reconsideration or lawsuit (登记行政复议、行政诉讼). Law: OGI 51."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.casework.services.parties import Particulars
from gongkai.casework.views.shared import new_key, tell
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may
from gongkai.oversight import queries, services
from gongkai.oversight.casekind import page_url
from gongkai.oversight.forms import NewDispute
from gongkai.oversight.services import By, Disputed
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION
from gongkai.oversight.views.shared import crumbs
from gongkai.oversight.wording import KINDS

FILES = "oversight.file"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new dispute; from the page of an application its number stands there already."""
    if not may(request.actor, FILES):
        raise Http404
    pressed = request.method == "POST"
    form = NewDispute(
        request.POST if pressed else None,
        kind=kind,
        organs=queries.organ_choices(request.actor, request.today),
        initial={"key": new_key(), "about": request.GET.get("about", "")},
    )
    if pressed and form.is_valid():
        try:
            subject = _file(request, kind, form.cleaned_data)
        except GongkaiError as problem:
            tell(request, problem)
        else:
            messages.success(
                request, _("已登记。收到答复通知书、应诉通知书的，请接着登记收到的日期，期限从次日起算。")
            )
            return redirect(page_url(subject))
    shown = {"form": form, "kind": KINDS[kind], "crumbs": crumbs()}
    return render(request, "oversight/new.html", shown, status=422 if pressed else 200)


def _file(request: HttpRequest, kind: str, given: dict[str, Any]) -> str:
    after = given.get("after", "").strip()
    told = Disputed(
        body=given["body"],
        claimant=Particulars(name=given["name"], phone=given["phone"], address=given["address"]),
        about=queries.meant(request.actor, given["about"]),
        organ=given["organ"],
        case_no=given["case_no"],
        title=given["title"],
    )
    by = By(actor=request.actor, at=request.at, key=given["key"])
    if kind != LAWSUIT:
        return services.file_reconsideration(told, by, on=given["on"])
    return services.file_lawsuit(
        told,
        by,
        after_reconsideration=given["after_reconsideration"] == "yes",
        after=f"{RECONSIDERATION}:{after}" if after else "",
        on=given["on"],
    )
