"""My posts and who acts in them (我的岗位与代理): for everybody at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.staff.forms import HandOver
from gongkai.law.errors import GongkaiError
from gongkai.organs import roster, staffing


@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """The posts held since when, who acts for the person, for whom the person acts."""
    return _page(request, _form(request))


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Let a colleague act in one of one's posts for a time."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        staffing.hand_over(given.pop("post"), given.pop("to"), **given, by=request.holder, at=request.at)
    except GongkaiError as problem:
        form.add_error(None, problem.message)
        return _page(request, form, status=422)
    messages.success(request, _("已办理代理。期间双方都可以办理，代理人办理的事项注明“代”。"))
    return redirect("desk:posts")


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """End a delegation at once."""
    asked = request.POST.get("delegation", "")
    staffing.take_back(int(asked) if asked.isdecimal() else 0, by=request.holder, at=request.at)
    messages.success(request, _("代理已经终止。"))
    return redirect("desk:posts")


def _form(request: HttpRequest, given: object = None) -> HandOver:
    me = request.holder.person_id
    held = roster.held_by(me, request.today)
    colleagues = roster.colleagues(me, request.today)
    initial = {"first_day": request.today}
    return HandOver(
        given, posts=[(each.code, each.name) for each in held], colleagues=colleagues, initial=initial
    )


def _page(request: HttpRequest, form: HandOver, status: int = 200) -> HttpResponse:
    me = request.holder.person_id
    shown = {
        "held": roster.held_by(me, request.today),
        "acting_for": roster.acting_for(me, request.today),
        "acts_for": roster.acts_for(me, request.today),
        "form": form,
    }
    return render(request, "desk/staff/own.html", shown, status=status)
