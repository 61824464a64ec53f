"""Filters of the register of applications; none of them holds anything of a person but a keyed digest."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.filters import Filters, one_of, words
from gongkai.foi import register
from gongkai.foi.status import Phase
from gongkai.foi.wording import APPLICANTS, INTAKES, choices
from gongkai.law.outcomes import outcomes

STATES = [("open", _("在办")), ("closed", _("已办结")), ("late", _("逾期"))]


def _outcomes() -> list[tuple[str, str]]:
    return [(key, each.title) for key, each in outcomes().items()]


class ApplicationFilters(Filters):
    """Search and filters of applications."""

    q = words("search", _("登记号、内容、文号、邮件号码"))
    state = one_of(_("办理情况"), STATES, method="standing")
    phase = one_of(_("阶段"), [(each.value, each.label) for each in Phase])
    organ = one_of(_("承办机关"), [])
    kind = one_of(_("申请人类别"), choices(APPLICANTS), field_name="application__applicant_kind")
    intake = one_of(_("渠道"), choices(INTAKES), field_name="application__intake")
    outcome = one_of(_("结果"), _outcomes)
    year = one_of(_("收到年份"), [], field_name="received_on", lookup_expr="year")
    who = django_filters.CharFilter(method="person", label="", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor, today = self.request.actor, self.request.today
        organs, years = register.organ_choices(actor, today), register.years(today)
        self.form.fields["organ"].choices = [("", _("全部")), *organs]
        self.form.fields["year"].choices = [("", _("全部")), *years]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Number, title, letter number, mail item."""
        return register.searched(rows, self.request.actor, value)

    def standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Open, closed, or late in any round."""
        if value == "late":
            return register.late(rows, self.request.today)
        return rows.filter(closed_on__isnull=value == "open")

    def person(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Of one person."""
        return register.of_person(rows, value)
