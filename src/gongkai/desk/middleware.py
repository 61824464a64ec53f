"""What stands around every request: what a page may load, who acts, and how refusals are shown."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from gongkai.desk import acting
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import NotPermitted

DESK, STRUCTURE = "/desk/", "/cms/"
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)
"""Only what this site itself serves, and nothing written into a page. Pictures may be part of a style."""
EDITORS = STRICT.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
"""Wagtail's editor for the structure of the site writes scripts into its pages; only site editors see it."""

Answer = Callable[[HttpRequest], HttpResponse]


class ContentSecurity:
    """Tell browsers what a page may load and do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy of the page."""
        response = self.get_response(request)
        policy = EDITORS if request.path.startswith(STRUCTURE) else STRICT
        if allowed := getattr(settings, "FORM_TARGETS", ""):
            policy = policy.replace("form-action 'self'", f"form-action 'self' {allowed}")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        if request.path.startswith((DESK, STRUCTURE, "/accounts/")):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


class Acting:
    """Who acts (``request.actor``, in the post chosen), on which day (``request.today``) and when
    (``request.at``). The desk is for people with an account only.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say who acts, and let nobody but staff into the desk."""
        request.at = timezone.now()
        request.today = timezone.localdate(request.at)
        request.holder = SimpleLazyObject(lambda: acting.holder(request))
        request.actor = SimpleLazyObject(lambda: acting.chosen(request))
        if request.path.startswith(DESK) and not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                # A part of a page cannot log in: let the browser load the whole login page.
                return HttpResponse(status=401, headers={"HX-Refresh": "true"})
            return redirect_to_login(request.get_full_path())
        if request.path.startswith(DESK) and settings.SECOND_FACTOR_REQUIRED and not _second_factor(request):
            messages.warning(request, _("本单位要求双因素登录。请先设置身份验证器或者安全密钥，再开始工作。"))
            return redirect("mfa_index")
        return self.get_response(request)


def _second_factor(request: HttpRequest) -> bool:
    return bool(is_mfa_enabled(request.user))


class Refusals:
    """Show what our own rules refuse as a page that says why, by which article, and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as it comes; refusals are caught below."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A page for ``GongkaiError``; everything else is a defect and is left to Django."""
        if not isinstance(problem, GongkaiError):
            return None
        status = 403 if isinstance(problem, NotPermitted) else 409
        shown = {"problem": problem, "status": status}
        if getattr(request, "htmx", False):
            return render(request, "desk/parts/refusal.html", shown, status=status)
        return render(request, "desk/refused.html", shown, status=status)
