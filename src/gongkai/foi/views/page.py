"""The page of an application: where it stands, its clock, papers, people, hands, and what may come next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from gongkai.casework import beside
from gongkai.casework.facts import Purpose
from gongkai.casework.services import papers, parties
from gongkai.casework.views.shared import file, tell
from gongkai.desk.timeline import facts_of, in_order
from gongkai.foi import case_page
from gongkai.foi.act_forms import PURPOSES
from gongkai.foi.acts import offers
from gongkai.foi.case_page import CasePage
from gongkai.foi.evidence import evidence as bind
from gongkai.foi.letter_lines import letter_lines, materials
from gongkai.foi.letters.clock_table import KINDS, clock_table
from gongkai.foi.notes import notes
from gongkai.foi.queries import Line
from gongkai.foi.status.alarms import level_of
from gongkai.foi.tables import LOOKS, due_shown
from gongkai.foi.views.shared import crumbs, page_of, subject_of, url_of
from gongkai.foi.wording import (
    APPLICANTS,
    INTAKES,
    MEANINGS,
    PARTICULARS,
    PARTIES,
    ROLES,
    outcome_title,
    wording,
)
from gongkai.law.errors import GongkaiError
from gongkai.law.sources import cite
from gongkai.organs.permissions import may

PREVIEWED = ("application/pdf", "image/jpeg", "image/png")


@require_GET
def application(request: HttpRequest, number: str) -> HttpResponse:
    """An application with everything about it, and the deeds that may come next."""
    page = page_of(request, number)
    return render(request, "foi/case.html", _shown(request, page))


def _shown(request: HttpRequest, page: CasePage) -> dict[str, object]:
    offered, application, now = offers(page, request.actor), page.application, page.case.status
    line, written = _line(page), letter_lines(page)
    return {
        "page": page,
        "now": now,
        "line": line,
        "left": due_shown(line),
        "look": LOOKS.get(now.phase, "open"),
        "outcome": outcome_title(now.outcome.value) if now.outcome else "",
        "lawful": [each for each in offered if not each.warning],
        "warned": [each for each in offered if each.warning],
        "intake": INTAKES.get(application.intake, ""),
        "kind": APPLICANTS.get(application.applicant_kind, ""),
        "parties": _parties(page),
        "sought": [
            (each, PARTIES[each.consultation.party], MEANINGS[each.consultation.meaning])
            for each in page.sought
        ],
        "decided": _decided(page),
        "letters": written,
        "materials": materials(page, written),
        "notes": notes(page),
        "events": in_order(facts_of(application.region, page.subject, wording(set(page.organs)))),
        "may_unmask": may(request.actor, "casework.unmask", page.organ),
        "clocks": [each for each in now.clocks if each is not (now.now.clock if now.now else None)],
        "beside": beside.panels(request.actor, page.subject, request.today),
        "crumbs": crumbs(),
    }


def _line(page: CasePage) -> Line:
    now, row = page.case.status, page.application.status
    left = None if page.case.left is None else (-now.overdue_days or page.case.left)
    return Line(
        subject=page.subject,
        number=page.number,
        title=page.application.title,
        organ=row.organ,
        holder_organ=row.holder_organ,
        phase=now.phase,
        received_on=now.received_on,
        due_on=now.due_on,
        provisional=now.provisional,
        left=left,
        level=None if left is None else level_of(left, now.as_of),
        late_days=now.late_days,
        closed_on=row.closed_on,
    )


def _parties(page: CasePage) -> list[dict[str, object]]:
    return [
        {
            "pk": each.pk,
            "role": ROLES.get(each.role, each.role),
            "shown": [(PARTICULARS[name], text) for name, text in each.shown.items()],
            "erased": each.erased,
            "retention_until": each.retention_until,
        }
        for each in page.case.parties
    ]


def _decided(page: CasePage) -> list[tuple[int, str, str]]:
    words = page.draft.words if page.draft else {}
    return [
        (place, text, outcome_title(words[place].outcome) if place in words else "")
        for place, text in enumerate(page.case.items, 1)
    ]


@require_GET
def clock(request: HttpRequest, number: str) -> HttpResponse:
    """The clock step by step, for the screen, for print, and as PDF for a court. Law: OGI 33."""
    page = page_of(request, number)
    due = page.case.status.due
    if due is None:
        raise Http404(number)
    if request.GET.get("as") == "pdf":
        return file(clock_table(due), f"{_('期限计算表')}{number}.pdf", "application/pdf", inline=False)
    shown = {
        "page": page,
        "due": due,
        "law": cite(due.law).text if due.law else "",
        "steps": [(each, KINDS[each.kind]) for each in due.steps],
        "crumbs": crumbs((number, url_of(number))),
    }
    return render(request, "foi/clock.html", shown)


@require_GET
def evidence(request: HttpRequest, number: str) -> HttpResponse:
    """The evidence of the case in one PDF, for those who may open its papers. Law: RECON 54."""
    page = page_of(request, number)
    if not page.opens_papers:
        raise Http404(number)
    try:
        bound = bind(page, made_on=request.today)
    except GongkaiError as problem:
        tell(request, problem)
        return redirect("foi:page", number)
    return file(bound, f"{_('证据材料')}{number}.pdf", "application/pdf", inline=False)


@require_GET
@xframe_options_sameorigin
def paper(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """A paper of the case: shown in the page where a browser can, else to keep."""
    page_of(request, number)
    found = case_page.paper_of(request.actor, subject_of(number), paper)
    if found is None:
        raise Http404(number)
    inline = request.GET.get("as") == "preview" and found.media_type in PREVIEWED
    return file(papers.content(found), found.name, found.media_type, inline=inline)


@require_POST
def unmask(request: HttpRequest, number: str, party: int) -> HttpResponse:
    """The whole particulars of a party, for a purpose that is kept with the case. Law: PIPL 51."""
    page = page_of(request, number)
    purpose = request.POST.get("purpose", "")
    whole = None
    if purpose in PURPOSES:
        try:
            whole = parties.unmask(page.subject, party, Purpose(purpose), by=request.actor, at=request.at)
        except GongkaiError as problem:
            tell(request, problem)
    shown = {
        "page": page,
        "asked": party,
        "purposes": PURPOSES.items(),
        "whole": [
            (title, getattr(whole, name)) for name, title in PARTICULARS.items() if getattr(whole, name)
        ]
        if whole is not None
        else None,
        "purpose": PURPOSES.get(purpose, ""),
        "crumbs": crumbs((number, url_of(number))),
    }
    return render(request, "foi/unmask.html", shown)
