"""Following one's application: the door, its stages and letters, supplement, withdrawal, receipt.

A wrong number, a wrong code and what lies behind a lock get the same answer for the same work. Nothing
personal stands in an address: what a session may see, the session knows.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework import sealing
from gongkai.foi import access, following
from gongkai.foi.errors import UnknownApplication
from gongkai.foi.services import confirm_delivery, supplement_online, withdraw_online
from gongkai.law.errors import GongkaiError
from gongkai.portal import addresses, refusals
from gongkai.portal.applying import files, session
from gongkai.portal.private import answer, show
from gongkai.portal.throttling import Gate, TooOften, reader_address

TITLE = gettext_lazy("申请办理进度查询")
CRUMBS = (
    (gettext_lazy("政府信息公开"), addresses.PLATFORM),
    (gettext_lazy("依申请公开"), addresses.APPLY),
    (TITLE, addresses.TRACK),
)
LONGEST = 40

P = ParamSpec("P")
Inside = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Number and query code; behind it the application, for this session alone."""
    if request.method != "POST":
        return _door(request, "", 200)
    number = request.POST.get("number", "").strip()[:LONGEST]
    code = request.POST.get("code", "").strip()[:LONGEST]
    source = reader_address(request.META)
    own = Gate("number", f"{sealing.normalised('number', number)}/{source}")
    gates = (own, Gate("track", source))
    try:
        own.require(request.at)
        subject = access.application_of(number, code).subject
    except TooOften as problem:
        return _closed(request, problem)
    except UnknownApplication as problem:
        return _refused(request, gates, problem)
    session.allow(request, session.FOLLOWED, subject)
    return answer(HttpResponseRedirect(addresses.TRACKED))


def _refused(request: HttpRequest, gates: tuple[Gate, ...], problem: UnknownApplication) -> HttpResponse:
    """What was wrong counts against this number from this source, and against the source.

    Whoever knows the right code is let in though others of the same source were refused, and nobody elsewhere
    can close a number: the codes are too many to be guessed from many sources.
    """
    try:
        for gate in gates:
            gate.require(request.at)
    except TooOften as later:
        return _closed(request, later)
    for gate in gates:
        gate.note(request.at)
    refusals.note(request, refusals.Why.WRONG_CODE)
    return _door(request, problem.message, 422)


def _closed(request: HttpRequest, later: TooOften) -> HttpResponse:
    refusals.note(request, refusals.Why.TOO_OFTEN)
    return _door(request, later.message, 429)


def _door(request: HttpRequest, problem: str, status: int) -> HttpResponse:
    context = {"problem": problem, "csrf_token": get_token(request)}
    return show(request, "track_door", TITLE, addresses.TRACK, CRUMBS, context, status=status)


def followed(view: Inside[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For a session that may follow an application: its subject comes with the request. Else the door."""

    @wraps(view)
    def inside(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        subject = _followed(request)
        if not subject:
            return answer(HttpResponseRedirect(addresses.TRACK))
        return answer(view(request, subject, *args, **kwargs))

    return inside


def _followed(request: HttpRequest) -> str:
    """The application that this session follows; empty for none, which is noted."""
    followed_before = session.FOLLOWED in request.session
    subject = session.allowed(request, session.FOLLOWED)
    if not subject:
        refusals.note(request, refusals.Why.EXPIRED if followed_before else refusals.Why.STRANGER)
    return subject


@require_safe
@followed
def application(request: HttpRequest, subject: str) -> HttpResponse:
    """Where the application stands, what comes next, and what its applicant may do."""
    return _application(request, subject)


def _application(request: HttpRequest, subject: str, problem: str = "", typed: str = "") -> HttpResponse:
    case = following.followed(subject, request.at)
    context: dict[str, Any] = {
        "case": case,
        "problem": problem,
        "typed": typed,
        "key": uuid.uuid4().hex,
        "accept": files.ACCEPT,
        "csrf_token": get_token(request),
    }
    crumbs = (*CRUMBS, (_("申请 %(number)s") % {"number": case.number}, addresses.TRACKED))
    return show(
        request,
        "tracked",
        _("申请 %(number)s") % {"number": case.number},
        addresses.TRACKED,
        crumbs,
        context,
        status=422 if problem else 200,
    )


@require_safe
def letter(request: HttpRequest, place: int) -> HttpResponse:
    """A letter of the application that this session follows; for every other session there is none."""
    subject = _followed(request)
    found = following.letter_of(subject, place, request.at) if subject else None
    if found is None:
        if subject:
            refusals.note(request, refusals.Why.NOT_THERE)
        raise Http404
    line, content, media_type = found
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="letter-{line.place}.{line.ending}"'
    return answer(response)


@require_POST
@followed
def supplement(request: HttpRequest, subject: str) -> HttpResponse:
    """The supplement that was asked for: words, files or both. Law: OGI 30"""
    words = request.POST.get("words", "").strip()[:4000]
    try:
        if len(request.FILES.getlist("files")) > files.MOST_FILES:
            raise files.RefusedUpload("too_many", f"文件不超过{files.MOST_FILES}个，请合并后上传。")
        enclosed = files.kept(request.FILES.getlist("files"))
        supplement_online(subject, words, enclosed, at=request.at, key=_key(request))
    except GongkaiError as problem:
        return _application(request, subject, problem.message, words)
    return HttpResponseRedirect(addresses.TRACKED)


@require_http_methods(["GET", "HEAD", "POST"])
@followed
def withdraw(request: HttpRequest, subject: str) -> HttpResponse:
    """Withdraw, after being asked once more."""
    if request.method == "POST":
        try:
            withdraw_online(subject, at=request.at, key=_key(request))
        except GongkaiError as problem:
            return _application(request, subject, problem.message)
        return HttpResponseRedirect(addresses.TRACKED)
    context = {
        "case": following.followed(subject, request.at),
        "key": uuid.uuid4().hex,
        "csrf_token": get_token(request),
    }
    title = _("撤回申请")
    crumbs = (*CRUMBS, (title, "/track/withdraw/"))
    return show(request, "track_withdraw", title, "/track/withdraw/", crumbs, context)


@require_POST
@followed
def received(request: HttpRequest, subject: str) -> HttpResponse:
    """The applicant has the reply that was sent electronically. Law: OGI 40"""
    try:
        confirm_delivery(subject, at=request.at, key=_key(request))
    except GongkaiError as problem:
        return _application(request, subject, problem.message)
    return HttpResponseRedirect(addresses.TRACKED)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """See it no longer on this machine."""
    session.forget(request, session.FOLLOWED)
    left = HttpResponseRedirect(addresses.TRACK)
    session.take_back(left)
    return answer(left)


def _key(request: HttpRequest) -> str:
    """What names the press of a button, as the page gave it."""
    return f"web/{request.POST.get('key', '')[:32]}" if request.POST.get("key") else ""
