"""Inspection, training, appraisal, accountability: one list by year, one form for each. Law: OGI 46 to 48."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.casework.views.shared import new_key, tell
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may, organs_where, require
from gongkai.organs.queries import names
from gongkai.oversight import queries
from gongkai.oversight.services import By
from gongkai.oversight.services.supervising import VERB, enter
from gongkai.oversight.services.supervising import take_back as void
from gongkai.oversight.supervision import READ, lines, totals
from gongkai.oversight.supervision_forms import FORMS
from gongkai.oversight.wording import SUPERVISED

SIZE = 60


@require_GET
def supervision(request: HttpRequest) -> HttpResponse:
    """What was inspected, taught, appraised in a year."""
    require(request.actor, READ)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2008 <= int(asked) <= request.today.year else request.today.year
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "")
    found = lines(request.actor, year, kind=kind, text=text)
    query = request.GET.copy()
    query.pop("page", None)
    shown = {
        "page": Paginator(found, SIZE).get_page(request.GET.get("page")),
        "totals": totals(found),
        "year": year,
        "years": queries.years(request.today),
        "kind": kind,
        "kinds": SUPERVISED.items(),
        "q": text,
        "query": query.urlencode(),
        "begins": [(key, title) for key, (title, _form) in FORMS.items()] if may(request.actor, VERB) else [],
    }
    return render(request, "oversight/supervision.html", shown)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """One more entry."""
    if key not in FORMS or not may(request.actor, VERB):
        raise Http404(key)
    title, form_class = FORMS[key]
    pressed = request.method == "POST"
    organs = sorted(names(organs_where(request.actor, VERB), as_of=request.today).items())
    form = form_class(request.POST if pressed else None, organs=organs, initial={"key": new_key()})
    if pressed and form.is_valid():
        given = form.cleaned_data
        try:
            by = By(actor=request.actor, at=request.at, key=given["key"])
            enter(form.deed(), given["organ"], by, on=given["on"])
        except GongkaiError as problem:
            tell(request, problem)
        else:
            messages.success(request, _("已登记。年度报告和工作数据由登记自动得出。"))
            return redirect("oversight:supervision")
    shown = {"form": form, "title": title}
    return render(request, "oversight/supervise.html", shown, status=422 if pressed else 200)


@require_POST
def take_back(request: HttpRequest, seq: int) -> HttpResponse:
    """A wrong entry taken back, with its reason."""
    require(request.actor, VERB)
    try:
        void(seq, request.POST.get("reason", ""), By(actor=request.actor, at=request.at))
    except GongkaiError as problem:
        tell(request, problem)
    else:
        messages.success(request, _("已作废。作废记录保留。"))
    return redirect("oversight:supervision")
