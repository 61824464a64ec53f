"""The list of reconsiderations and lawsuits (复议诉讼). Law: OGI 50; OGI 51."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.view import Button, ListView
from gongkai.oversight import queries
from gongkai.oversight.filters import DisputeFilters
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION
from gongkai.oversight.tables import DisputeTable

FILES = "oversight.file"


@dataclass(frozen=True, slots=True)
class NewDispute(Button):
    """The button that registers a dispute of a kind."""

    kind: str = RECONSIDERATION

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name, args=[self.kind])


class Disputes(ListView):
    """All disputes that the post may read: what is owed first, then what is pending, then what is over."""

    key = "disputes"
    title = _("复议诉讼")
    note = _("年度报告表四由这里的登记自动得出：审结的按结果，没有审结的计入尚未审结。")
    verb = queries.access.READ
    table_class = DisputeTable
    filter_class = DisputeFilters
    empty = _("本岗位范围内还没有行政复议、行政诉讼。")
    then = _("收到行政复议答复通知书、应诉通知书后，在这里或者在争议的公开申请页面登记。")

    buttons = (
        NewDispute(_("登记行政复议"), "oversight:new", FILES, main=True, kind=RECONSIDERATION),
        NewDispute(_("登记行政诉讼"), "oversight:new", FILES, kind=LAWSUIT),
    )

    def rows(self) -> Any:
        """All that the post may read."""
        return queries.rows(self.request.actor)

    def by_keys(self, keys: list[str]) -> Any:
        """Disputes are named by their subjects."""
        return self.rows().filter(pk__in=keys)

    def _shown(self, filters: Any, table: Any, page: Any) -> dict[str, Any]:
        page.object_list = list(page.object_list)
        table.know([row.record for row in page.object_list])
        return super()._shown(filters, table, page)
