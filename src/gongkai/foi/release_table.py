"""The desk's list of released answers (答复选登) as a table, with its filters."""

from typing import Any

import django_tables2
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.filters import Filters, one_of, words
from gongkai.desk.lists.tables import Table, day_column, link, number_column, state, title_column, word_column
from gongkai.foi import register
from gongkai.foi.casekind import page_url
from gongkai.foi.wording import outcome_title
from gongkai.law.outcomes import outcomes
from gongkai.organs.queries import names

STANDINGS = {
    "none": (_("没有选登"), ""),
    "prepared": (_("已拟稿"), "soon"),
    "public": (_("已选登"), "done"),
    "withdrawn": (_("已撤下"), "bad"),
}


def standing_of(record: Any) -> str:
    """Where an answer stands on its way to the public."""
    if record.entry is None:
        return "prepared" if record.prepared_at else "none"
    return "withdrawn" if record.withdrawn_at else "public"


class ReleaseTable(Table):
    """Delivered answers and what became of them in the log."""

    usual = ("number", "title", "organ", "outcome", "closed_on", "standing", "entry", "released_on")
    always = ("number", "title")

    number = django_tables2.Column(verbose_name=_("登记号"), attrs={"td": {"class": "day"}})
    title = title_column(verbose_name=_("标题"))
    organ = word_column(verbose_name=_("答复机关"), accessor="status__organ", order_by="status__organ")
    outcome = word_column(
        verbose_name=_("结果"), accessor="status__outcome", order_by=("gives_most", "status__outcome")
    )
    closed_on = day_column(
        verbose_name=_("办结日期"), accessor="status__closed_on", order_by="status__closed_on"
    )
    standing = word_column(verbose_name=_("选登"), accessor="entry", orderable=False, empty_values=())
    entry = number_column(verbose_name=_("选登序号"))
    released_on = day_column(verbose_name=_("选登日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names: dict[str, str] = {}

    def know(self, records: Any) -> None:
        """The names of the organs of these rows, all at once."""
        self._names = names({each.status.organ for each in records})

    def row_url(self, record: Any) -> str:
        """Its page."""
        return page_url(record.subject)

    def render_number(self, record: Any, value: str) -> SafeString:
        """The number, which leads to the page."""
        return link(page_url(record.subject), value)

    def render_title(self, record: Any, value: str) -> SafeString:
        """The title for the public where there is one."""
        return link(page_url(record.subject), self.excel_title(record))

    def render_organ(self, value: str) -> str:
        """The name of the organ."""
        return self._names.get(value, value)

    def render_outcome(self, value: str) -> str:
        """The outcome in words."""
        return outcome_title(value)

    def render_standing(self, record: Any) -> SafeString | str:
        """A word for it."""
        return state(*STANDINGS[standing_of(record)])

    def excel_rows(self) -> Any:
        """All rows as Excel gets them."""
        self.know([row.record for row in self.rows])
        yield from super().excel_rows()

    def excel_title(self, record: Any) -> str:
        """The title for the public where there is one."""
        return str(record.public_title or record.title)

    def excel_organ(self, record: Any) -> str:
        """The name of the organ."""
        return self.render_organ(record.status.organ)

    def excel_outcome(self, record: Any) -> str:
        """The outcome in words."""
        return outcome_title(record.status.outcome)

    def excel_standing(self, record: Any) -> str:
        """A word for it."""
        return str(STANDINGS[standing_of(record)][0])


def _outcomes() -> list[tuple[str, str]]:
    return [(key, each.title) for key, each in outcomes().items()]


class ReleaseFilters(Filters):
    """Search and filters of delivered answers."""

    q = words("search", _("登记号、标题"))
    standing = one_of(_("选登"), [(key, title) for key, (title, _look) in STANDINGS.items()], method="stands")
    organ = one_of(_("答复机关"), [], field_name="status__organ")
    outcome = one_of(_("结果"), _outcomes, field_name="status__outcome")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = register.organ_choices(self.request.actor, self.request.today)
        self.form.fields["organ"].choices = [("", _("全部")), *organs]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Number, title, title for the public."""
        text = value.strip()
        return rows.filter(
            Q(number__contains=text) | Q(title__contains=text) | Q(public_title__contains=text)
        )

    def stands(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Where it stands on its way to the public."""
        return rows.filter(
            {
                "none": Q(entry__isnull=True, prepared_at__isnull=True),
                "prepared": Q(entry__isnull=True, prepared_at__isnull=False),
                "public": Q(entry__isnull=False, withdrawn_at__isnull=True),
                "withdrawn": Q(withdrawn_at__isnull=False),
            }[value]
        )
