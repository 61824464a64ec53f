"""The list of reconsiderations and lawsuits (复议诉讼) as a table: what is owed first."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongkai.casework.counting import days_left
from gongkai.casework.tables import CaseTable
from gongkai.desk.lists.tables import Table, day_column, number_column, state, title_column, word_column
from gongkai.law.calendar import calendar
from gongkai.organs.queries import names
from gongkai.oversight.casekind import SOON_WORKING_DAYS
from gongkai.oversight.facts import Result
from gongkai.oversight.status import LAWSUIT, Phase
from gongkai.oversight.wording import KINDS, LOOKS, RESULTS


def left_shown(due_on: date | None, today: date) -> SafeString | str:
    """The working days left, always with a word."""
    if due_on is None:
        return ""
    left = days_left(due_on, today, calendar(today))
    if left < 0:
        return state(ngettext("逾期%(n)d个工作日", "逾期%(n)d个工作日", -left) % {"n": -left}, "late")
    words = _("今天到期") if left == 0 else _("剩%(n)d个工作日") % {"n": left}
    word, look = (_("告急"), "late") if left <= SOON_WORKING_DAYS else (_("正常"), "done")
    return format_html('{} <span class="nowrap">{}</span>', state(word, look), words)


class DisputeTable(CaseTable):
    """Reconsiderations and lawsuits. No column holds anything of who disputes."""

    usual = ("number", "kind", "title", "organ", "phase", "received_on", "due_on", "left", "outcome")
    always = ("number", "title")

    number = django_tables2.Column(verbose_name=gettext_lazy("登记号"), attrs={"td": {"class": "day"}})
    kind = word_column(verbose_name=gettext_lazy("类别"))
    title = title_column(verbose_name=gettext_lazy("争议事项"))
    organ = word_column(
        verbose_name=gettext_lazy("应诉机关"), accessor="status__organ", order_by="status__organ"
    )
    body = word_column(verbose_name=gettext_lazy("审理机关"))
    case_no = word_column(verbose_name=gettext_lazy("案号"))
    about = word_column(verbose_name=gettext_lazy("争议办件"))
    phase = word_column(verbose_name=gettext_lazy("阶段"), accessor="status__phase", order_by="status__phase")
    received_on = day_column(
        verbose_name=gettext_lazy("受理、立案"),
        accessor="status__received_on",
        order_by="status__received_on",
    )
    due_on = day_column(
        verbose_name=gettext_lazy("应办期限"), accessor="status__due_on", order_by="status__due_on"
    )
    left = word_column(
        verbose_name=gettext_lazy("剩余"),
        accessor="status__due_on",
        order_by="status__due_on",
        empty_values=(),
    )
    outcome = word_column(
        verbose_name=gettext_lazy("结果"), accessor="status__outcome", order_by="status__outcome"
    )
    closed_on = day_column(
        verbose_name=gettext_lazy("审结日期"), accessor="status__closed_on", order_by="status__closed_on"
    )
    late_days = number_column(
        verbose_name=gettext_lazy("答复逾期工作日"),
        accessor="status__late_days",
        order_by="status__late_days",
    )

    class Meta(Table.Meta):  # noqa: D106  # the word of django-tables2
        sequence = ("number", "kind", "title", "organ", "body", "case_no", "phase", "...")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names: dict[str, str] = {}

    def know(self, records: Sequence[Any]) -> None:
        """Look the names of organs up, all at once."""
        self._names = names({each.status.organ for each in records})

    def render_kind(self, record: Any, value: str) -> str:
        """Which it is; of a lawsuit, whether a reconsideration went before."""
        if value == LAWSUIT and record.after_reconsideration:
            return _("行政诉讼（复议后）")
        return str(KINDS.get(value, value))

    def render_organ(self, value: str) -> str:
        """The name of the organ."""
        return self._names.get(value, value)

    def render_about(self, value: str) -> str:
        """The number of the case in dispute."""
        return value.partition(":")[2]

    def render_phase(self, value: str) -> SafeString | str:
        """The phase in words."""
        return state(Phase(value).label, LOOKS[Phase(value)])

    def render_left(self, record: Any) -> SafeString | str:
        """Working days left, with a word."""
        return left_shown(record.status.due_on, self.request.today)

    def render_outcome(self, value: str) -> str:
        """The result in words."""
        return str(RESULTS[Result(value)]) if value else ""

    def excel_rows(self) -> Iterator[list[Any]]:
        """All rows as Excel gets them."""
        self.know([row.record for row in self.rows])
        yield from super().excel_rows()

    def excel_kind(self, record: Any) -> str:
        """Which it is."""
        return self.render_kind(record, record.kind)

    def excel_organ(self, record: Any) -> str:
        """The name of the organ."""
        return self.render_organ(record.status.organ)

    def excel_about(self, record: Any) -> str:
        """The number of the case in dispute."""
        return self.render_about(record.about)

    def excel_phase(self, record: Any) -> str:
        """The phase in words."""
        return Phase(record.status.phase).label

    def excel_left(self, record: Any) -> int | str:
        """Working days left, negative when late."""
        due_on, today = record.status.due_on, self.request.today
        return "" if due_on is None else days_left(due_on, today, calendar(today))

    def excel_outcome(self, record: Any) -> str:
        """The result in words."""
        return self.render_outcome(record.status.outcome)
