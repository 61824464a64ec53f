"""What an administrator sees and sets: accounts, posts, who holds them, who acts in them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.desk.staff.forms import Appoint, HandOver, NewPerson, NewPost, SetPassword
from gongkai.law.errors import GongkaiError
from gongkai.organs import roster, staffing
from gongkai.organs.permissions import organs_where, require
from gongkai.organs.posts import Role
from gongkai.organs.queries import names

APPOINT = "organs.appoint"
DEEDS = {
    "open_account": _("开户"),
    "close_account": _("停用账号"),
    "reopen_account": _("恢复账号"),
    "set_password": _("重置密码"),
    "appoint": _("任职"),
    "relieve": _("免职"),
    "close_post": _("撤岗"),
    "set_up_post": _("设岗"),
    "hand_over": _("委托代理"),
    "take_back": _("终止代理"),
}


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    require(request.actor, APPOINT)
    form = NewPerson(request.POST or None)
    if made := _ask(request, form, staffing.open_account):
        messages.success(request, _("已开户，请接着任职。"))
        return redirect("desk:person", made.login)
    return _form_page(request, _("开户"), form, "desk:people", _("工作人员"))


@require_http_methods(["GET", "POST"])
def new_post(request: HttpRequest) -> HttpResponse:
    """Set up a post."""
    require(request.actor, APPOINT)
    organs = sorted(names(organs_where(request.actor, APPOINT), as_of=request.today).items())
    form = NewPost(request.POST or None, organs=organs)

    def set_up(organ: str, role: str, **more: Any) -> str:
        return staffing.set_up_post(organ, Role(role), **more)

    if _ask(request, form, set_up):
        messages.success(request, _("已设岗。"))
        return redirect("desk:all_posts")
    return _form_page(request, _("设岗"), form, "desk:all_posts", _("岗位"))


@require_GET
def person(request: HttpRequest, login: str) -> HttpResponse:
    """A person: account, posts, who acts for the person, and what was done about all that."""
    return _person_page(request, login, {})


@require_POST
def act(request: HttpRequest, login: str, act: str) -> HttpResponse:
    """Do something about a person, then show the page again."""
    _shown(request, login)
    if act not in ACTS:
        raise Http404
    form = _forms(request, login, request.POST).get(act)
    if form is not None and not form.is_valid():
        return _person_page(request, login, {act: form}, status=422)
    given = form.cleaned_data if form is not None else {}
    try:
        ACTS[act](request, login, given)
    except GongkaiError as problem:
        if form is None:
            raise
        form.add_error(None, problem.message)
        return _person_page(request, login, {act: form}, status=422)
    messages.success(request, _("{act}：已办理。").format(act=DEEDS[act]))
    return redirect("desk:person", login)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.actor, "at": request.at}


def _relieve(request: HttpRequest, login: str, given: dict[str, Any]) -> None:
    day = parse_date(request.POST.get("relieved_on", "")) or request.today
    staffing.relieve(login, request.POST.get("post", ""), relieved_on=day, **_who(request))


def _close_post(request: HttpRequest, login: str, given: dict[str, Any]) -> None:
    staffing.close_post(request.POST.get("post", ""), closed_on=request.today, **_who(request))


def _hand_over(request: HttpRequest, login: str, given: dict[str, Any]) -> None:
    staffing.hand_over(given.pop("post"), given.pop("to"), holder=login, **given, **_who(request))


def _take_back(request: HttpRequest, login: str, given: dict[str, Any]) -> None:
    asked = request.POST.get("delegation", "")
    staffing.take_back(int(asked) if asked.isdecimal() else 0, **_who(request))


ACTS: dict[str, Callable[[HttpRequest, str, dict[str, Any]], Any]] = {
    "appoint": lambda request, login, given: staffing.appoint(
        login, given.pop("post"), **given, **_who(request)
    ),
    "set_password": lambda request, login, given: staffing.set_password(login, **given, **_who(request)),
    "close_account": lambda request, login, given: staffing.close_account(login, **_who(request)),
    "reopen_account": lambda request, login, given: staffing.reopen_account(login, **_who(request)),
    "relieve": _relieve,
    "close_post": _close_post,
    "hand_over": _hand_over,
    "take_back": _take_back,
}


def _shown(request: HttpRequest, login: str) -> Any:
    """The person, where the administrator reaches the person."""
    require(request.actor, APPOINT)
    found = roster.people_for(request.actor, request.today).filter(login=login).first()
    if found is None:
        raise Http404
    return found


def _forms(request: HttpRequest, login: str, given: Any = None) -> dict[str, forms.Form]:
    shown = _shown(request, login)
    held = roster.held_by(shown.pk, request.today)
    free = roster.posts_for(request.actor, request.today).filter(closed_on=None)
    posts = [(each.code, f"{each.name}（{each.code}）") for each in free]
    first = {"first_day": request.today}
    made: dict[str, forms.Form] = {
        "appoint": Appoint(given, posts=posts, initial=first, auto_id="appoint_%s"),
        "set_password": SetPassword(given, auto_id="password_%s"),
    }
    colleagues = roster.colleagues(shown.pk, request.today)
    own = [(each.code, each.name) for each in held]
    made["hand_over"] = HandOver(given, posts=own, colleagues=colleagues, initial=first, auto_id="over_%s")
    return made


def _person_page(
    request: HttpRequest, login: str, given: dict[str, forms.Form], status: int = 200
) -> HttpResponse:
    shown = _shown(request, login)
    context = {
        "person": shown,
        "held": roster.held_by(shown.pk, request.today),
        "acting_for": roster.acting_for(shown.pk, request.today),
        "acts_for": roster.acts_for(shown.pk, request.today),
        "deeds": [(DEEDS.get(each.act, each.act), each) for each in roster.deeds_of(shown.pk)],
        "forms": {**_forms(request, login), **given},
        "crumbs": [(_("工作人员"), reverse("desk:people"))],
    }
    return render(request, "desk/staff/person.html", context, status=status)


def _ask(request: HttpRequest, form: forms.Form, do: Callable[..., Any]) -> Any:
    """What was made, where the form is filled in and the rules allow it; else nothing, with the reasons."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return do(**form.cleaned_data, by=request.actor, at=request.at)
    except GongkaiError as problem:
        form.add_error(None, problem.message)
        return None


def _form_page(
    request: HttpRequest, title: Any, form: forms.Form, back: str, back_title: Any
) -> HttpResponse:
    context = {"title": title, "form": form, "crumbs": [(back_title, reverse(back))], "back": reverse(back)}
    return render(request, "desk/staff/form.html", context, status=422 if form.is_bound else 200)
