"""The register of applications, and finding a person's applications without a name in any address."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.casework import queries as cases
from gongkai.desk.lists.view import Button, ListView
from gongkai.foi import register, watching
from gongkai.foi.filters import ApplicationFilters
from gongkai.foi.tables import ApplicationTable
from gongkai.foi.views.watch import TITLES
from gongkai.organs.permissions import may

FINDS_PERSONS = "foi.register"


class Applications(ListView):
    """All applications that the post may read, those due first on top. Law: OGI 45."""

    key = "applications"
    title = gettext_lazy("申请登记簿")
    verb = "foi.read"
    table_class = ApplicationTable
    filter_class = ApplicationFilters
    template_name = "foi/register.html"
    empty = gettext_lazy("本岗位范围内还没有公开申请。")
    then = gettext_lazy("信函从收文登记簿立案；当面、传真、电子邮件提交的申请点“登记申请”。")

    buttons = (Button(gettext_lazy("登记申请"), "foi:new", "foi.register", "new", main=True),)

    def rows(self) -> Any:
        """All that the post may read."""
        return register.rows(self.request.actor)

    def by_keys(self, keys: list[str]) -> Any:
        """Applications are named by their subjects."""
        return self.rows().filter(pk__in=keys)

    def more(self) -> dict[str, Any]:
        """Alarms above the list, with how many there are of each."""
        actor, at = self.request.actor, self.request.at
        found = watching.figures(actor, at)
        told = [(code, title, found.alarms[code]) for code, title in TITLES.items()]
        untaken = cases.late_hops_count(actor, at) if may(actor, "casework.read") else 0
        return {
            "alarms": [each for each in told if each[2]],
            "untaken": untaken,
            "overdue": found.overdue,
            "finds_persons": may(actor, FINDS_PERSONS),
        }

    def _shown(self, filters: Any, table: Any, page: Any) -> dict[str, Any]:
        page.object_list = list(page.object_list)
        table.know([row.record for row in page.object_list])
        return super()._shown(filters, table, page)


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Find a person's applications: what was typed is turned into a digest and goes no further."""
    if not may(request.actor, FINDS_PERSONS):
        raise Http404
    digest = register.who(request.actor, request.POST.get("person", ""))
    if not digest:
        messages.warning(request, _("没有找到该申请人的申请。请填写完整的证件号码、电话、邮箱或者姓名。"))
        return redirect("foi:list")
    return redirect(f"{reverse('foi:list')}?{urlencode({'who': digest})}")
