"""Filters of the list of reconsiderations and lawsuits."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.filters import Filters, one_of, words
from gongkai.oversight import queries
from gongkai.oversight.status import Phase
from gongkai.oversight.wording import KINDS, RESULTS, choices

STATES = [("open", _("尚未审结")), ("closed", _("已审结")), ("late", _("答复逾期"))]


class DisputeFilters(Filters):
    """Search and filters of disputes."""

    q = words("search", _("登记号、事项、案号、审理机关"))
    state = one_of(_("审理情况"), STATES, method="standing")
    kind = one_of(_("类别"), choices(KINDS))
    phase = one_of(_("阶段"), [(each.value, each.label) for each in Phase], field_name="status__phase")
    organ = one_of(_("应诉机关"), [], field_name="status__organ")
    outcome = one_of(_("结果"), choices(RESULTS), field_name="status__outcome")
    year = one_of(_("受理年份"), [], field_name="status__received_on", lookup_expr="year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor, today = self.request.actor, self.request.today
        organs, years = queries.organ_choices(actor, today), queries.years(today)
        self.form.fields["organ"].choices = [("", _("全部")), *organs]
        self.form.fields["year"].choices = [("", _("全部")), *years]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Number, title, case number, body."""
        return queries.searched(rows, value)

    def standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Pending, ended, or with an answer that was or is late."""
        if value == "late":
            owed = Q(status__phase=Phase.ANSWERING.value, status__due_on__lt=self.request.today)
            return rows.filter(Q(status__late_days__gt=0) | owed)
        return rows.filter(status__closed_on__isnull=value == "open")
