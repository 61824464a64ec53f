"""Addresses of the public site, below all others: whatever is nobody else's is a public page, or none."""

from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from gongkai.portal import opinions, views
from gongkai.portal.api import api
from gongkai.portal.applying import views as applying
from gongkai.portal.tracking import views as tracking

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggestions, name="suggest"),
    path("apply/online/", applying.online, name="apply-online"),
    path("apply/online/similar", applying.suggestions, name="apply-similar"),
    path("apply/online/receipt/", applying.receipt, name="receipt"),
    path("apply/online/receipt.pdf", applying.receipt_file, name="receipt-file"),
    path("track/", tracking.door, name="track"),
    path("track/application/", tracking.application, name="tracked"),
    path("track/letters/<int:place>", tracking.letter, name="tracked-letter"),
    path("track/supplement/", tracking.supplement, name="track-supplement"),
    path("track/withdraw/", tracking.withdraw, name="track-withdraw"),
    path("track/received/", tracking.received, name="track-received"),
    path("track/leave/", tracking.leave, name="track-leave"),
    path("opinions/<int:number>/", opinions.draft, name="opinions"),
    path("opinions/<int:number>/received/<str:signed>/", opinions.received, name="opinion-received"),
    re_path(
        r"^foi/(?P<entry>[1-9]\d{0,8})/(?P<place>[1-9]\d{0,2})(?P<suffix>\.[a-z0-9]{1,8})?$",
        views.answer_file,
    ),
    path("api/", api.urls),
    re_path(r"^files/(?P<sha256>[0-9a-f]{64})(?P<suffix>\.[a-z0-9]{1,8})?$", views.attachment, name="file"),
    # Pictures of topic pages; nginx hands them out by itself where there is one.
    re_path(r"^media/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    re_path(r"^(?P<path>.*)$", views.page, name="page"),
]
