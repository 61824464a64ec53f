"""Addresses of the screens of oversight, below /desk/oversight/."""

from django.urls import path, register_converter

from gongkai.oversight.status import LAWSUIT, RECONSIDERATION
from gongkai.oversight.views import acts, lists, page, registering, supervision


class Kind:
    """A reconsideration or a lawsuit in an address."""

    regex = f"{RECONSIDERATION}|{LAWSUIT}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Kind, "dispute")

app_name = "oversight"
urlpatterns = [
    path("", lists.Disputes.as_view(), name="list"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/new/<slug:key>/", supervision.new, name="supervise"),
    path("supervision/<int:seq>/take-back/", supervision.take_back, name="supervision_take_back"),
    path("new/<dispute:kind>/", registering.new, name="new"),
    path("<dispute:kind>/<str:number>/", page.dispute, name="page"),
    path("<dispute:kind>/<str:number>/clock/", page.clock, name="clock"),
    path("<dispute:kind>/<str:number>/evidence/", page.evidence, name="evidence"),
    path("<dispute:kind>/<str:number>/papers/<int:paper>/", page.paper, name="paper"),
    path("<dispute:kind>/<str:number>/parties/<int:party>/", page.unmask, name="unmask"),
    path("<dispute:kind>/<str:number>/do/<slug:key>/", acts.act, name="act"),
]
