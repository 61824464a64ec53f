"""Due days (期限与提醒): what is late and what is soon, by kind and organ, each with its article."""

from dataclasses import dataclass
from typing import Any

import django_tables2
from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice
from gongkai.desk.lists.tables import Table, day_column, link, number_column, title_column, word_column
from gongkai.desk.lists.view import ListView
from gongkai.desk.queries import columns_of
from gongkai.desk.templatetags.desk import due_day
from gongkai.law.sources import cite
from gongkai.organs.queries import names
from gongkai.records import queries
from gongkai.records.tables import page_url


class AlarmTable(Table):
    """What is due: which, of whom, until when, why, by which article."""

    usual = ("title", "kind", "organ_name", "due_on", "message", "law")

    title = title_column(verbose_name=_("标题"))
    kind = word_column(verbose_name=_("事项"))
    organ_name = word_column(verbose_name=_("机关"))
    due_on = day_column(verbose_name=_("期限"))
    late = number_column(verbose_name=_("超期工作日"))
    message = django_tables2.Column(verbose_name=_("说明"), orderable=False)
    law = word_column(verbose_name=_("依据"))

    def row_key(self, record: Any) -> str:
        """Alarms are not picked."""
        return str(record["subject"])

    def row_url(self, record: Any) -> str:
        """The page of the record; a column has none at the desk."""
        return page_url(record["subject"]) if record["subject"] else ""

    def render_title(self, value: str, record: Any) -> SafeString | str:
        """The title leads to the page."""
        return link(self.row_url(record), value) if record["subject"] else value

    def render_due_on(self, value: Any) -> SafeString | str:
        """The day; late and soon ones say so in words."""
        return due_day(value, self.request.today)


class AlarmForm(forms.Form):
    """By kind and organ; the kinds say how many there are, and how many are late."""

    kind = choice(_("事项"), [], required=False)
    organ = choice(_("机关"), [], required=False)
    late = choice(_("是否超期"), [("", _("全部")), ("yes", _("已超期")), ("no", _("未超期"))], required=False)

    def __init__(self, given: QueryDict, found: list[queries.Alarm], called: dict[str, str]) -> None:
        super().__init__(given)
        self.fields["kind"].choices = [("", _("全部")), *self._kinds(found)]
        self.fields["organ"].choices = [("", _("全部")), *sorted(called.items())]

    @staticmethod
    def _kinds(found: list[queries.Alarm]) -> list[tuple[str, str]]:
        counted = []
        for key, title in queries.KINDS.items():
            these = [each for each in found if each.kind == key]
            late = sum(1 for each in these if each.late)
            tail = _("，超期{late}").format(late=late) if late else ""
            counted.append((key, _("{title}（{n}{tail}）").format(title=title, n=len(these), tail=tail)))
        return counted


@dataclass(frozen=True, slots=True)
class AlarmFilters:
    """The form as the list shows it, and whether anything is filtered."""

    form: AlarmForm

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return any(self.form.data.get(name) for name in self.form.fields)

    def passes(self, alarm: queries.Alarm) -> bool:
        """Whether an alarm is wanted; what the form does not know filters nothing."""
        wanted = self.form.cleaned_data if self.form.is_valid() else {}
        return (
            wanted.get("kind") in (None, "", alarm.kind)
            and wanted.get("organ") in (None, "", alarm.organ)
            and wanted.get("late") in (None, "", "yes" if alarm.late else "no")
        )


class Alarms(ListView):
    """All due days of the acting post, the most urgent first."""

    key = "alarms"
    title = _("期限与提醒")
    note = _("最紧急的在前。")
    verb = "records.read"
    table_class = AlarmTable
    empty = _("没有临近或者超过期限的事项。")
    then = _("到期前会自动出现在这里。")

    def laid(self, query: QueryDict) -> tuple[AlarmFilters, AlarmTable]:
        """The alarms that pass the form, as rows of the table."""
        actor, today = self.request.actor, self.request.today
        found = queries.alarms(actor, today)
        called = names({each.organ for each in found if each.organ}, as_of=today)
        filters = AlarmFilters(AlarmForm(query, found, called))
        rows = [_row(each, called) for each in found if filters.passes(each)]
        table = AlarmTable(rows, order_by=query.get("sort") or None, request=self.request)
        table.show(columns_of(actor, self.key))
        return filters, table


def _row(alarm: queries.Alarm, called: dict[str, str]) -> dict[str, Any]:
    return {
        "subject": alarm.subject,
        "title": alarm.title,
        "kind": str(queries.KINDS[alarm.kind]),
        "organ_name": called.get(alarm.organ, alarm.organ),
        "due_on": alarm.due_on,
        "late": alarm.late or None,
        "message": alarm.message,
        "law": cite(alarm.law).short if alarm.law else "",
    }
