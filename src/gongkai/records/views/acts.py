"""Acts on a record: the page of each act that may come next, and the look before submission."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import require
from gongkai.records import record_page, services
from gongkai.records.acts import next_acts
from gongkai.records.clearance import clearance
from gongkai.records.readiness import Level
from gongkai.records.views.act_screens import SCREENS
from gongkai.records.views.page import body_of, labelled
from gongkai.records.views.shared import back_to, crumbs, page_of, tell, url_of


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """The screen of an act; only for acts that may come next for this person."""
    page = page_of(request, number)
    offered = next((each for each in next_acts(page, request.actor) if each.key == key), None)
    if key not in SCREENS:
        raise Http404
    if offered is None or offered.but:
        messages.warning(
            request, offered.but if offered else _("这件事现在不能办理，请看页面上可以办理的事项。")
        )
        return back_to(number)
    screen = SCREENS[key]
    form = screen.form(request, page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            screen.run(request, page, form.cleaned_data)
        except GongkaiError as problem:
            tell(request, problem)
        else:
            messages.success(request, screen.done)
            return redirect("records:edit", number) if key == "begin_edition" else back_to(number)
    shown = {
        "page": page,
        "act": offered,
        "screen": screen,
        "form": form,
        "body": body_of(page) if screen.shows_content else "",
        "facts": labelled(page) if screen.shows_content else [],
        "crumbs": crumbs((page.title, url_of(number))),
        "now": timezone.localtime(request.at),
    }
    return render(request, "records/act.html", shown)


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """The look before submission: everything missing or dangerous at once, and submission itself."""
    page = page_of(request, number)
    require(request.actor, "records.submit", page.organ)
    if not any(each.key == "submit" for each in next_acts(page, request.actor)):
        messages.warning(request, _("本稿现为“{standing}”，不能提交审查。").format(standing=page.standing))
        return back_to(number)
    findings = record_page.findings_of(request.actor, page.subject, request.today)
    reasons = {each.key: request.POST.get(f"reason-{n}", "") for n, each in enumerate(findings)}
    if request.method == "POST":
        try:
            services.submit(
                page.subject,
                sha256=request.POST.get("sha256", ""),
                confirmed={key: words for key, words in reasons.items() if words.strip()},
                by=request.actor,
                at=request.at,
            )
        except GongkaiError as problem:
            tell(request, problem)
        else:
            first = clearance().steps[page.kind.chain[0]].title
            messages.success(request, _("已提交审查，现在待{first}。").format(first=first))
            return back_to(number)
    shown = {
        "page": page,
        "findings": [(n, each, reasons[each.key]) for n, each in enumerate(findings)],
        "errors": sum(each.level is Level.ERROR for each in findings),
        "questions": sum(each.level is Level.CONFIRM for each in findings),
        "chain": [clearance().steps[key].title for key in page.kind.chain],
        "crumbs": crumbs((page.title, url_of(number))),
    }
    return render(request, "records/submit.html", shown)
