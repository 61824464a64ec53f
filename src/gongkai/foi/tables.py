"""The register of applications (申请登记簿) as a table: due first, each due day with its word."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongkai.casework.tables import CaseTable
from gongkai.desk.lists.tables import Table, day_column, number_column, state, title_column, word_column
from gongkai.foi import queries, register
from gongkai.foi.queries import Line
from gongkai.foi.status import Level, Phase
from gongkai.foi.wording import APPLICANTS, INTAKES, outcome_title
from gongkai.organs.queries import names

LOOKS = {
    Phase.UNCONFIRMED: "soon",
    Phase.DECIDED: "soon",
    Phase.DELIVERED: "done",
    Phase.ARCHIVED: "done",
    Phase.WITHDRAWN: "bad",
}


def due_shown(line: Line) -> SafeString | str:
    """The working days left, always with a word: late, pressing, soon, in good time."""
    if line.left is None:
        return ""
    if line.left < 0:
        late = ngettext("逾期%(n)d个工作日", "逾期%(n)d个工作日", -line.left) % {"n": -line.left}
        return state(late, "late")
    left = _("今天到期") if line.left == 0 else _("剩%(n)d个工作日") % {"n": line.left}
    word, look = {
        Level.RED: (_("告急"), "late"),
        Level.AMBER: (_("临近"), "soon"),
        None: (_("正常"), "done"),
    }.get(line.level, (_("正常"), "done"))
    return format_html('{} <span class="nowrap">{}</span>', state(word, look), left)


def due_words(line: Line) -> str:
    """The same in words alone."""
    if line.left is None:
        return ""
    return _("逾期%(n)d") % {"n": -line.left} if line.left < 0 else _("剩%(n)d") % {"n": line.left}


class ApplicationTable(CaseTable):
    """Applications, by their status rows. No column holds anything of the applicant but the kind."""

    usual = ("number", "title", "organ", "phase", "received_on", "due_on", "left", "outcome")
    always = ("number", "title")

    number = django_tables2.Column(
        verbose_name=gettext_lazy("登记号"), accessor="application__number", attrs={"td": {"class": "day"}}
    )
    title = title_column(verbose_name=gettext_lazy("申请内容"), accessor="application__title")
    organ = word_column(verbose_name=gettext_lazy("承办机关"))
    holder = word_column(verbose_name=gettext_lazy("现在何处"), accessor="holder_organ")
    phase = word_column(verbose_name=gettext_lazy("阶段"))
    applicant_kind = word_column(
        verbose_name=gettext_lazy("申请人类别"), accessor="application__applicant_kind"
    )
    intake = word_column(verbose_name=gettext_lazy("渠道"), accessor="application__intake")
    received_on = day_column(verbose_name=gettext_lazy("收到日期"))
    due_on = day_column(verbose_name=gettext_lazy("答复期限"))
    left = word_column(verbose_name=gettext_lazy("剩余"), accessor="due_on", empty_values=())
    outcome = word_column(verbose_name=gettext_lazy("结果"))
    closed_on = day_column(verbose_name=gettext_lazy("办结日期"))
    late_days = number_column(verbose_name=gettext_lazy("逾期工作日"))

    class Meta(Table.Meta):  # noqa: D106  # the word of django-tables2
        sequence = (
            "number",
            "title",
            "organ",
            "holder",
            "phase",
            "received_on",
            "due_on",
            "left",
            "outcome",
            "...",
        )

    def __init__(self, data: Any, *, order_by: Any = None, request: Any = None) -> None:
        if request is not None:
            data = register.InTurn(data, request.today)
        super().__init__(data, order_by=order_by or (), request=request)
        self._lines: dict[str, Line] = {}
        self._names: dict[str, str] = {}

    def know(self, records: Sequence[Any]) -> None:
        """Work out how these stand today, all at once."""
        lines = queries.lines(register.with_applications(records), self.request.at)
        self._lines = {each.subject: each for each in lines}
        self._names = names(
            {code for each in self._lines.values() for code in (each.organ, each.holder_organ)}
        )

    def render_organ(self, value: str) -> str:
        """The name of the organ."""
        return self._names.get(value, value)

    def render_holder(self, value: str) -> str:
        """The name of the organ that has it in hand."""
        return self._names.get(value, value)

    def render_phase(self, record: Any) -> SafeString | str:
        """The phase in words, as it is today."""
        phase = self._lines[record.subject].phase
        return state(phase.label, LOOKS.get(phase, "open"))

    def render_applicant_kind(self, value: str) -> str:
        """The kind in words."""
        return str(APPLICANTS.get(value, value))  # type: ignore[call-overload]  # a word equals its key

    def render_intake(self, value: str) -> str:
        """How it came, in words."""
        return str(INTAKES.get(value, value))  # type: ignore[call-overload]  # a word equals its key

    def render_due_on(self, record: Any) -> SafeString | str:
        """The last day, and whether it may still move."""
        line = self._lines[record.subject]
        if line.due_on is None:
            return ""
        if line.provisional and line.closed_on is None:
            return format_html('{} <span class="quiet small">{}</span>', line.due_on.isoformat(), _("暂定"))
        return line.due_on.isoformat()

    def render_left(self, record: Any) -> SafeString | str:
        """Working days left, with a word."""
        return due_shown(self._lines[record.subject])

    def render_outcome(self, value: str) -> str:
        """The outcome in words."""
        return outcome_title(value)

    def excel_rows(self) -> Iterator[list[Any]]:
        """All rows as Excel gets them."""
        self.know([row.record for row in self.rows])
        yield from super().excel_rows()

    def excel_organ(self, record: Any) -> str:
        """The name of the organ."""
        return self.render_organ(record.organ)

    def excel_holder(self, record: Any) -> str:
        """The name of the organ that has it in hand."""
        return self.render_organ(record.holder_organ)

    def excel_phase(self, record: Any) -> str:
        """The phase in words."""
        return self._lines[record.subject].phase.label

    def excel_applicant_kind(self, record: Any) -> str:
        """The kind in words."""
        return self.render_applicant_kind(record.application.applicant_kind)

    def excel_intake(self, record: Any) -> str:
        """How it came, in words."""
        return self.render_intake(record.application.intake)

    def excel_due_on(self, record: Any) -> date | None:
        """The last day as it is today."""
        return self._lines[record.subject].due_on

    def excel_left(self, record: Any) -> str:
        """Working days left."""
        return due_words(self._lines[record.subject])

    def excel_outcome(self, record: Any) -> str:
        """The outcome in words."""
        return self.render_outcome(record.outcome)
