"""What a browser may see (会话): the receipt of an application just made, one that is followed. No names.

What is followed stands in a session, which ends half an hour after its last use. The receipt is handed out as
a signed cookie, for half an hour: it is there as soon as the application is, with nothing more to be written.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from gongkai.foi.services import Enclosed
from gongkai.portal import addresses

FOLLOWED, ASIDE = "portal.followed", "portal.aside"
RECEIPT = "receipt"
LASTS = timedelta(minutes=30)


def hand_out(response: HttpResponse, subject: str, at: datetime) -> None:
    """Let the browser see the receipt of an application that was made with it."""
    response.set_cookie(
        RECEIPT,
        signing.dumps([subject, (at + LASTS).isoformat()], salt=RECEIPT),
        max_age=LASTS,
        path=addresses.APPLY_ONLINE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def receipt_of(request: HttpRequest) -> str:
    """The application whose receipt this browser may see; empty for none, or when its time is over."""
    try:
        subject, until = signing.loads(request.COOKIES.get(RECEIPT, ""), salt=RECEIPT)
    except signing.BadSignature:
        return ""
    return str(subject) if request.at <= datetime.fromisoformat(until) else ""


def take_back(response: HttpResponse) -> None:
    """Let this browser see the receipt no longer."""
    response.delete_cookie(RECEIPT, path=addresses.APPLY_ONLINE)


def allow(request: HttpRequest, what: str, subject: str) -> None:
    """Let this session see an application from now on; under a new session number."""
    if request.session.session_key:
        request.session.cycle_key()
    request.session[what] = [subject, (request.at + LASTS).isoformat()]


def allowed(request: HttpRequest, what: str) -> str:
    """The subject that this session may see; empty for none, or when it has lasted long enough."""
    found = request.session.get(what)
    if not found or datetime.fromisoformat(found[1]) < request.at:
        request.session.pop(what, None)
        return ""
    if datetime.fromisoformat(found[1]) - request.at < LASTS - timedelta(minutes=1):
        request.session[what] = [found[0], (request.at + LASTS).isoformat()]
    return str(found[0])


def forget(request: HttpRequest, what: str) -> None:
    """See it no longer."""
    request.session.pop(what, None)


def aside(request: HttpRequest, key: str) -> list[Enclosed]:
    """The files that came with an earlier, incomplete sending of the same form."""
    kept = request.session.get(ASIDE) or {}
    return [Enclosed(*each) for each in kept.get("files", ())] if kept.get("key") == key else []


def put_aside(request: HttpRequest, key: str, files: list[Enclosed]) -> None:
    """Remember the files of a form until it is complete; none of another form."""
    if files or ASIDE in request.session:
        request.session[ASIDE] = {"key": key, "files": [[e.kind, e.suffix, e.sha256] for e in files]}
