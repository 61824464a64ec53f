"""Addresses of the screens of filed annual reports, below /desk/reports/."""

from django.urls import path

from gongkai.portal import report_desk

app_name = "filed"
urlpatterns = [
    path("", report_desk.filed, name="list"),
    path("<int:seq>/", report_desk.report, name="report"),
]
