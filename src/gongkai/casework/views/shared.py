"""What screens of cases share: organs to choose from, who presses a button, files in and out, acts on many
things at once, what came of them.
"""

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.casework.services.door import By
from gongkai.casework.services.papers import File
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may
from gongkai.organs.queries import organs_of

MOST_AT_ONCE = 200


def require_somewhere(request: HttpRequest, verb: str) -> None:
    """A screen of a verb is there only for posts that have it somewhere."""
    if not may(request.actor, verb):
        raise Http404


def organs_to_choose(request: HttpRequest) -> list[tuple[str, str]]:
    """Codes and names of the organs of the acting post's region."""
    regions = sorted({post.region for post in request.actor.posts})
    return [(each.code, each.name) for region in regions for each in organs_of(region, as_of=request.today)]


def new_key() -> str:
    """A key that makes one press of a button one act."""
    return secrets.token_urlsafe(12)


def by(request: HttpRequest, given: dict[str, Any]) -> By:
    """Who presses, with the press's key and the number of the last fact that the screen showed."""
    return By(actor=request.actor, at=request.at, key=given.get("key", ""), seen=given.get("seen"))


def uploaded(given: dict[str, Any], name: str) -> File | None:
    """The file of a field, if there is one."""
    file = given.get(name)
    return File(file.name, file.read()) if file else None


def file(content: bytes, name: str, media_type: str, *, inline: bool) -> HttpResponse:
    """A file to keep, or to be shown in the page."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not inline, name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def tell(request: HttpRequest, problem: GongkaiError) -> None:
    """Say what was refused, why, and by which article."""
    law = _("（依据：%(law)s）") % {"law": problem.law} if problem.law else ""
    messages.error(request, f"{problem.message}{law}")


def each_of(request: HttpRequest, subjects: Iterable[str], act: Callable[[str], object], done: str) -> None:
    """Do one act to each of what was picked, and tell how many were done and which were refused."""
    count = 0
    for subject in list(subjects)[:MOST_AT_ONCE]:
        try:
            act(subject)
            count += 1
        except GongkaiError as problem:
            messages.error(request, f"{subject.partition(':')[2]}：{problem.message}")
    if count:
        messages.success(
            request,
            ngettext("%(done)s%(count)d件。", "%(done)s%(count)d件。", count)
            % {"done": done, "count": count},
        )
    elif not subjects:
        messages.error(request, _("没有选中任何一件，请先在列表中勾选。"))
