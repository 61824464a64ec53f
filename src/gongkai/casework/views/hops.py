"""Hand-overs (交接): what waits to be signed for, what others have not signed for, what is late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongkai.casework import queries
from gongkai.casework.forms import SendBackForm, new_key
from gongkai.casework.services import hops as services
from gongkai.casework.views.shared import each_of, require_somewhere

TAKE_OVER = "casework.take_over"


@require_GET
def hops(request: HttpRequest) -> HttpResponse:
    """Open hops by their limit, in three parts."""
    require_somewhere(request, "casework.read")
    found = {
        "late": (_("超时未签收"), queries.late_hops(request.actor, request.at)),
        "coming": (_("待我签收"), queries.coming(request.actor)),
        "going": (_("我转出待签收"), queries.going(request.actor)),
    }
    asked = request.GET.get("part", "")
    usual = next((key for key in ("coming", "late", "going") if found[key][1]), "coming")
    part = asked if asked in found else usual
    context = {
        "tabs": [(key, title, len(lines)) for key, (title, lines) in found.items()],
        "part": part,
        "lines": found[part][1],
        "signs": part != "going" and any(each.mine for each in found[part][1]),
        "back": SendBackForm(),
        "key": new_key(),
    }
    return render(request, "casework/hops.html", context)


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Sign for what was picked."""
    require_somewhere(request, TAKE_OVER)
    key = request.POST.get("key", "")

    def act(subject: str) -> object:
        return services.take_over(
            subject, by=request.actor, at=request.at, key=key and f"{key}/{subject}"[:80]
        )

    each_of(request, request.POST.getlist("pick"), act, _("已签收"))
    return redirect("casework:hops")


@require_POST
def send_back(request: HttpRequest) -> HttpResponse:
    """Send back what was picked, with the reason."""
    require_somewhere(request, TAKE_OVER)
    form, key = SendBackForm(request.POST), request.POST.get("key", "")
    if form.is_valid():

        def act(subject: str) -> object:
            reason = form.refusal()
            made = key and f"{key}/{subject}"[:80]
            return services.send_back(subject, reason, by=request.actor, at=request.at, key=made)

        each_of(request, request.POST.getlist("pick"), act, _("已退回"))
    return redirect("casework:hops")
