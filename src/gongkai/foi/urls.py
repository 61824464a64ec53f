"""Addresses of the screens of disclosure on request, below /desk/foi/."""

from django.urls import path

from gongkai.foi.views import acts, deciding, lists, page, registering, releasing, watch

app_name = "foi"
urlpatterns = [
    path("", lists.Applications.as_view(), name="list"),
    path("find/", lists.find, name="find"),
    path("new/", registering.new, name="new"),
    path("watch/", watch.watch, name="watch"),
    path("released/", releasing.Released.as_view(), name="released"),
    path("<str:number>/", page.application, name="page"),
    path("<str:number>/clock/", page.clock, name="clock"),
    path("<str:number>/evidence/", page.evidence, name="evidence"),
    path("<str:number>/papers/<int:paper>/", page.paper, name="paper"),
    path("<str:number>/parties/<int:party>/", page.unmask, name="unmask"),
    path("<str:number>/decide/", deciding.decide, name="decide"),
    path("<str:number>/attachments/", releasing.attachments, name="attachments"),
    path("<str:number>/release/", releasing.prepare, name="release"),
    path("<str:number>/do/<slug:key>/", acts.act, name="act"),
]
