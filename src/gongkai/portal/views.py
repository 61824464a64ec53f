"""The public site as Django answers it: the pages that are laid down as files, and the few that are not."""

from django.db import connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.foi.answers import file_of
from gongkai.portal import addresses, finding, frame
from gongkai.portal.page import Printed
from gongkai.portal.press import Press
from gongkai.portal.publishing.serving import OF_OTHERS
from gongkai.portal.queries import public_file
from gongkai.records import files

ASKING = "no-cache"
"""Kept only to be asked for again: what is withdrawn is gone at once."""


def _press(request: HttpRequest) -> Press:
    return Press(request.today, made=frame.current(request.at, request.today))


def _answer(printed: Printed) -> HttpResponse:
    response = HttpResponse(printed.body, status=printed.status, content_type=printed.media_type)
    if printed.status in (200, 410):
        response.headers["Cache-Control"] = ASKING
    return response


@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A public page, a feed, a part of the sitemap: whatever has this address."""
    if path and not path.endswith("/") and "." not in path.rpartition("/")[2]:
        return HttpResponsePermanentRedirect(f"/{path}/")
    return _answer(_press(request).render(f"/{path}", request.GET.dict()))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page; never kept by anybody, for a question is the reader's own."""
    press = _press(request)
    response = _answer(press.print(finding.search_page(press.frame, request.GET.dict(), at=request.at)))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Phrases to search for that begin as typed."""
    return JsonResponse({"phrases": finding.suggestions(request.GET.get("q", ""))})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can answer: the database, and nothing that would tell strangers more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, path: str = "") -> HttpResponse:
    """The page that says that there is none of this address."""
    return _answer(_press(request).missing(f"/{path}"))


@require_safe
def answer_file(request: HttpRequest, entry: int, place: int, suffix: str = "") -> HttpResponse:
    """A file of a released answer; once that was withdrawn, it is not there."""
    found = file_of(_press(request).frame.site.region, entry, place)
    if found is None or addresses.answer_file(entry, place, found[0].name) != request.path:
        raise Http404
    file, content = found
    mark = f'"{file.sha256}"'
    response = get_conditional_response(request, etag=mark) or HttpResponse(
        content, content_type=file.media_type
    )
    response.headers["Content-Disposition"] = content_disposition_header(False, file.name)
    response.headers["Cache-Control"], response.headers["ETag"] = ASKING, mark
    response.headers["Content-Security-Policy"] = OF_OTHERS
    return response


@require_safe
def attachment(request: HttpRequest, sha256: str, suffix: str = "") -> HttpResponse:
    """A file of a public record; a file of no public record is not there."""
    found = public_file(sha256)
    if found is None:
        raise Http404
    # Asked only now: whoever kept a file that was withdrawn since is not told that it is still the same.
    mark = f'"{sha256}"'
    response = get_conditional_response(request, etag=mark) or FileResponse(
        files.path_of(sha256).open("rb"), content_type=found.media_type, filename=found.name
    )
    response.headers["Cache-Control"], response.headers["ETag"] = ASKING, mark
    return response
