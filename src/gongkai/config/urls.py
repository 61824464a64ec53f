"""Addresses of the whole: desk, login, structure of the site, and the public site below everything."""

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.apps import apps
from django.contrib.staticfiles.views import serve
from django.urls import include, path, re_path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView
from wagtail.admin import urls as structure_urls
from wagtail.documents import urls as document_urls


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class Login(LoginView):
    """Login that closes for a while after too many failures."""


def _public() -> list[object]:
    """The public site, below all other addresses."""
    return [path("", include("gongkai.portal.urls"))] if apps.is_installed("gongkai.portal") else []


urlpatterns = [
    path("desk", RedirectView.as_view(url="/desk/")),
    path("desk/", include("gongkai.desk.urls")),
    path("desk/casework/", include("gongkai.casework.urls")),
    path("desk/foi/", include("gongkai.foi.urls")),
    path("desk/oversight/", include("gongkai.oversight.urls")),
    path("desk/records/", include("gongkai.records.urls")),
    path("desk/reports/", include("gongkai.portal.desk_urls")),
    path("accounts/login/", Login.as_view(), name="account_login"),
    path("accounts/", include("allauth.urls")),
    # One login for all: the editor of the structure has none of its own.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(structure_urls)),
    path("documents/", include(document_urls)),
    # nginx answers these before Django where there is one; in the demo and in tests Django does.
    re_path(r"^static/(?P<path>.*)$", cache_control(max_age=3600)(serve), {"insecure": True}),
    *_public(),
]
handler403 = "gongkai.desk.views.forbidden"
handler404 = "gongkai.desk.views.not_found"
