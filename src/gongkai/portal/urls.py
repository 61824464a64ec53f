"""Addresses of the public site, below all others: whatever is nobody else's is a public page, or none."""

from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from gongkai.portal import views
from gongkai.portal.api import api

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggestions, name="suggest"),
    path("api/", api.urls),
    re_path(r"^files/(?P<sha256>[0-9a-f]{64})(?P<suffix>\.[a-z0-9]{1,8})?$", views.attachment, name="file"),
    # Pictures of topic pages; nginx hands them out by itself where there is one.
    re_path(r"^media/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    re_path(r"^(?P<path>.*)$", views.page, name="page"),
]
