"""Who edits the structure (网站编辑): ``/cms/`` is open to those whose post may, to nobody else.

To everybody else, logged in or not permitted, it is not there. Django's permissions only tell Wagtail what to
show; whether anybody comes in is asked of the posts, at every request.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.organs.permissions import may
from gongkai.portal import services

EDITOR, LOGIN = "/cms/", "/cms/login/"
VERB = "site.edit"


class SiteEditors:
    """Let site editors into the editor of the structure. Comes after ``desk.middleware.Acting``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let in, or say that there is nothing of the kind."""
        if request.path.startswith(EDITOR) and request.path != LOGIN and request.user.is_authenticated:
            if not may(request.holder, VERB):
                raise Http404
            services.admit(request.user)
        return self.get_response(request)
