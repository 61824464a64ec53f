"""The mail-room book (收文登记簿): one line per letter, a day a sheet; and the page of a letter."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongkai.casework import queries
from gongkai.casework.cases import all_kinds
from gongkai.casework.errors import UnknownCase
from gongkai.casework.forms import DivertForm, HandOverForm, LetterForm, new_key
from gongkai.casework.mailing import HELD, OPEN, SENT
from gongkai.casework.services import hops
from gongkai.casework.services import mail as mail_room
from gongkai.casework.views.shared import each_of, organs_to_choose, require_somewhere, tell
from gongkai.casework.wording import wording
from gongkai.desk.timeline import facts_of, in_order
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may, post_for

REGISTER, HAND_OVER = "casework.register_mail", "casework.hand_over"


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """The book of a day, or what is unfinished, or what was found; above it the next line."""
    return _book(request, LetterForm.fresh(request.at, request.GET.get("carrier", "")))


def _book(request: HttpRequest, form: LetterForm, status: int = 200) -> HttpResponse:
    require_somewhere(request, "casework.read")
    day, asked, shown = _day(request), request.GET.get("q", "").strip(), request.GET.get("show", "day")
    if asked:
        lines = queries.found(request.actor, asked)
    elif shown == "open":
        lines = queries.unfinished(request.actor)
    else:
        lines = queries.book(request.actor, day)
    post = post_for(request.actor, REGISTER, "")
    organs = organs_to_choose(request)
    context = {
        "lines": lines,
        "form": form if post else None,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < request.today else None,
        "asked": asked,
        "show": "found" if asked else shown,
        "organs": organs,
        "balance": mail_room.balance(post.organ, day, day) if post and shown == "day" and not asked else None,
        "hand_over": HandOverForm(organs=organs, initial={"key": new_key()})
        if may(request.actor, HAND_OVER)
        else None,
        "post": post,
    }
    return render(request, "casework/book.html", context, status=status)


def _day(request: HttpRequest) -> date:
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), request.today)
    except ValueError:
        return request.today


@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Enter the next line, and be ready for the one after it."""
    require_somewhere(request, REGISTER)
    post = post_for(request.actor, REGISTER, "")
    form = LetterForm(request.POST)
    if post is None or not form.is_valid():
        return _book(request, form, 422)
    try:
        there = mail_room.register(
            form.letter(),
            organ=post.organ,
            region=post.region,
            by=request.actor,
            at=request.at,
            key=form.cleaned_data["key"],
        )
    except GongkaiError as problem:
        form.add_error(None, problem.message)
        return _book(request, form, 422)
    messages.success(request, _("已登记 %(number)s。") % {"number": there.number})
    day = "" if there.arrived_on == request.today else f"&on={there.arrived_on}"
    return redirect(f"{reverse('casework:mail')}?carrier={there.carrier}{day}")


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand over a pile of letters to one organ."""
    require_somewhere(request, HAND_OVER)
    form = HandOverForm(request.POST, organs=organs_to_choose(request))
    if form.is_valid():
        given = form.cleaned_data

        def act(subject: str) -> object:
            return hops.hand_over(
                subject,
                given["to"],
                unit=given["unit"],
                by=request.actor,
                at=request.at,
                key=f"{given['key']}/{subject}",
            )

        picked = [f"mail:{number}" for number in request.POST.getlist("pick")]
        each_of(request, picked, act, _("已转交"))
    else:
        messages.error(request, _("请选择转给哪个机关。"))
    return redirect(f"{reverse('casework:mail')}?{request.POST.get('query', '')}")


@require_GET
def line(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a letter: where it is, through whose hands it went, what may be done."""
    return _line(request, number)


def _line(request: HttpRequest, number: str, status: int = 200, **forms: Any) -> HttpResponse:
    shown = _known(request, number)
    subject, organs = shown.subject, organs_to_choose(request)
    region = next(iter({post.region for post in request.actor.posts}))
    initial = {"key": new_key(), "expects": shown.seq}
    movable = shown.phase in (OPEN, HELD) and may(request.actor, HAND_OVER)
    context = {
        "line": shown,
        "hops": queries.hops_of(request.actor, subject),
        "events": in_order(facts_of(region, subject, wording({code for code, _ in organs}))),
        "hand_over": forms.get("hand_over") or HandOverForm(organs=organs, initial=initial)
        if movable
        else None,
        "divert": forms.get("divert") or DivertForm(organs=organs, initial=initial)
        if shown.phase in (OPEN, SENT, HELD) and may(request.actor, HAND_OVER)
        else None,
        "registers": [
            (kind.title, kind.register_url(subject))
            for kind in all_kinds().values()
            if kind.register_url and may(request.actor, kind.register_verb) and not shown.becomes
        ]
        if shown.phase in (OPEN, SENT, HELD)
        else [],
        "crumbs": [(_("收文登记簿"), reverse("casework:mail")), (shown.number, "")],
    }
    return render(request, "casework/line.html", context, status=status)


def _known(request: HttpRequest, number: str) -> queries.Line:
    try:
        return queries.line(request.actor, f"mail:{number}")
    except UnknownCase:
        raise Http404(number) from None


@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Hand over one letter."""
    _known(request, number)
    form = HandOverForm(request.POST, organs=organs_to_choose(request))
    if not form.is_valid():
        return _line(request, number, 422, hand_over=form)
    do = partial(hops.hand_over, f"mail:{number}", form.cleaned_data["to"], unit=form.cleaned_data["unit"])
    return _done(request, number, form, do, _("已转交，对方签收后会显示在这里。"))


@require_POST
def divert(request: HttpRequest, number: str) -> HttpResponse:
    """One letter is no matter of open information."""
    _known(request, number)
    form = DivertForm(request.POST, organs=organs_to_choose(request))
    if not form.is_valid():
        return _line(request, number, 422, divert=form)
    do = partial(mail_room.divert, f"mail:{number}", form.matter(), to=form.cleaned_data["to"])
    return _done(request, number, form, do, _("已登记为其他来件。"))


def _done(
    request: HttpRequest, number: str, form: forms.Form, do: Callable[..., object], done: object
) -> HttpResponse:
    """Do it once for a press of the button, on what the page showed; tell what came of it."""
    given = form.cleaned_data
    try:
        do(by=request.actor, at=request.at, key=given["key"], expects=given["expects"])
    except GongkaiError as problem:
        tell(request, problem)
    else:
        messages.success(request, done)
    return redirect("casework:mail_line", number)
