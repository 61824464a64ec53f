"""The page of a reconsideration or lawsuit, its clock, its papers, the evidence to hand in. Law: RECON 48."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from gongkai.casework.disputing import disputable
from gongkai.casework.facts import Purpose
from gongkai.casework.services import papers, parties
from gongkai.casework.services.parties import Particulars
from gongkai.casework.views.shared import file, tell
from gongkai.desk.timeline import facts_of, in_order
from gongkai.law.errors import GongkaiError
from gongkai.law.sources import cite
from gongkai.organs.permissions import may
from gongkai.oversight import access, queries
from gongkai.oversight.acts import offers
from gongkai.oversight.casekind import page_url
from gongkai.oversight.tables import left_shown
from gongkai.oversight.views.shared import crumbs, page_of
from gongkai.oversight.wording import KINDS, LOOKS, PARTICULARS, RESULTS, wording

PREVIEWED = ("application/pdf", "image/jpeg", "image/png")
STEPS = {
    "start": gettext_lazy("起算"),
    "counted": gettext_lazy("计入"),
    "off": gettext_lazy("休息日"),
    "rolled": gettext_lazy("顺延"),
    "term": gettext_lazy("届满"),
}
"""What a step of such a clock is called."""


@require_GET
def dispute(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """A dispute with everything about it, and the deeds that may come next."""
    page = page_of(request, kind, number)
    now = page.status
    shown = {
        "page": page,
        "now": now,
        "kind": KINDS[kind],
        "look": LOOKS[now.phase],
        "result": RESULTS[now.result] if now.result else "",
        "left": left_shown(now.owed.due_on if now.owed else None, request.today),
        "clocks": [each for each in (now.answer, now.appeal, now.decision) if each],
        "offers": offers(page),
        "claimants": [
            (each, [(PARTICULARS[name], text) for name, text in each.shown.items()])
            for each in page.claimants
        ],
        "may_unmask": may(request.actor, access.SEES_PERSONS, page.dispute.status.organ),
        "binds": page.opens_papers and disputable(page.dispute.about) is not None,
        "after_url": page_url(page.dispute.after) if page.dispute.after else "",
        "events": in_order(facts_of(page.dispute.region, page.subject, wording({page.dispute.status.organ}))),
        "crumbs": crumbs(),
    }
    return render(request, "oversight/dispute.html", shown)


@require_GET
def clock(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """The clocks of a dispute step by step, for the screen and for print."""
    page = page_of(request, kind, number)
    now = page.status
    clocks = [each.due for each in (now.answer, now.appeal, now.decision) if each]
    if not clocks:
        raise Http404(number)
    shown = {
        "page": page,
        "clocks": [
            (
                due,
                cite(due.law).text if due.law else "",
                [(each, STEPS.get(each.kind, "")) for each in due.steps],
            )
            for due in clocks
        ],
        "crumbs": crumbs((page.dispute.number, page_url(page.subject))),
    }
    return render(request, "oversight/clock.html", shown)


@require_GET
def evidence(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """The evidence of the case in dispute, bound and indexed, for those who may open its papers."""
    page = page_of(request, kind, number)
    if not page.opens_papers:
        raise Http404(number)
    try:
        bound = queries.evidence_of(request.actor, page, request.at)
    except GongkaiError as problem:
        tell(request, problem)
        return redirect(page_url(page.subject))
    return file(bound, f"{_('证据材料')}{number}.pdf", "application/pdf", inline=False)


@require_GET
@xframe_options_sameorigin
def paper(request: HttpRequest, kind: str, number: str, paper: int) -> HttpResponse:
    """A paper of the dispute: shown in the page where a browser can, else to keep."""
    page = page_of(request, kind, number)
    found = access.paper_of(request.actor, page.subject, paper)
    if found is None:
        raise Http404(number)
    inline = request.GET.get("as") == "preview" and found.media_type in PREVIEWED
    return file(papers.content(found), found.name, found.media_type, inline=inline)


@require_POST
def unmask(request: HttpRequest, kind: str, number: str, party: int) -> HttpResponse:
    """The whole particulars of who disputes; that somebody looked is kept with the case. Law: PIPL 51."""
    page = page_of(request, kind, number)
    whole = Particulars()
    try:
        whole = parties.unmask(page.subject, party, Purpose.DISPUTE, by=request.actor, at=request.at)
    except GongkaiError as problem:
        tell(request, problem)
    shown = {
        "page": page,
        "whole": [(title, text) for name, title in PARTICULARS.items() if (text := getattr(whole, name))],
        "crumbs": crumbs((page.dispute.number, page_url(page.subject))),
    }
    return render(request, "oversight/unmask.html", shown)
