"""What casework screens share: organs to choose from, acts on many things at once, what came of them."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
