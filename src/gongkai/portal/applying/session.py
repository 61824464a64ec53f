"""What a browser session may see (会话): the application just made, the one that is followed. No names in it.

A session ends half an hour after its last use.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from gongkai.foi.services import Enclosed

FOLLOWED, APPLIED, ASIDE = "portal.followed", "portal.applied", "portal.aside"
LASTS = timedelta(minutes=30)


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
