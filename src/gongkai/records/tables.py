"""Tables of records at the desk."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.tables import Table, day_column, link, state, title_column, word_column
from gongkai.organs.queries import names
from gongkai.records.clearance import State, clearance
from gongkai.records.facts import Openness
from gongkai.records.queries.registration import cleared_by, remark_of
from gongkai.records.record_page import STANDINGS
from gongkai.records.types import types

OPENNESS = {
    Openness.PROACTIVE.value: _("主动公开"),
    Openness.ON_REQUEST.value: _("依申请公开"),
    Openness.WITHHELD.value: _("不予公开"),
}
LOOKS = {
    State.LIVE.value: "done",
    State.DRAFT.value: "",
    State.IN_CLEARANCE.value: "open",
    State.CLEARED.value: "open",
    State.RETURNED.value: "soon",
    State.WITHDRAWN.value: "bad",
    State.DISCARDED.value: "bad",
}


def page_url(subject: str) -> str:
    """The address of a record's page at the desk."""
    return reverse("records:page", args=[subject.partition(":")[2]])


class RecordTable(Table):
    """Records: what each is, whose, where it stands, since when."""

    usual = ("title", "type", "organ", "column", "standing", "published_on", "moved_at")

    title = title_column(verbose_name=_("标题"), accessor="shown_title", order_by="shown_title")
    type = word_column(verbose_name=_("类型"))
    organ = word_column(verbose_name=_("机关"))
    column = word_column(verbose_name=_("栏目"), accessor="column__name", order_by="column__position")
    standing = word_column(verbose_name=_("状态"))
    doc_no = word_column(verbose_name=_("发文字号"))
    index_no = word_column(verbose_name=_("索引号"))
    topic = word_column(verbose_name=_("主题分类"))
    openness = word_column(verbose_name=_("公开属性"))
    made_on = day_column(verbose_name=_("成文日期"))
    published_on = day_column(verbose_name=_("发布日期"))
    author = word_column(
        verbose_name=_("起草人"), accessor="draft_edition__author__display_name", orderable=False
    )
    moved_at = django_tables2.DateTimeColumn(
        verbose_name=_("最近办理"), format="Y-m-d H:i", default="", attrs={"td": {"class": "day"}}
    )

    class Meta(Table.Meta):  # noqa: D106  # the word of django-tables2
        sequence = ("title", "type", "organ", "column", "standing", "...")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names: dict[str, str] | None = None

    def row_key(self, record: Any) -> str:
        """The subject."""
        return str(record.subject)

    def row_url(self, record: Any) -> str:
        """Its page."""
        return page_url(record.subject)

    def organ_name(self, code: str) -> str:
        """The name of an organ; all names of a list are asked for once."""
        if self._names is None:
            region = self.request.actor.posts[0].covers if self.request.actor.posts else []
            self._names = names(region)
        return self._names.get(code, code)

    def render_title(self, record: Any, value: str) -> SafeString:
        """The title, which leads to the page."""
        return link(page_url(record.subject), value or _("（无标题）"))

    def render_type(self, value: str) -> str:
        """The Chinese name of the type."""
        return types()[value].title if value in types() else value

    def excel_type(self, record: Any) -> str:
        """The Chinese name of the type."""
        return self.render_type(record.type)

    def render_organ(self, value: str) -> str:
        """The name of the organ."""
        return self.organ_name(value)

    def excel_organ(self, record: Any) -> str:
        """The name of the organ."""
        return self.organ_name(record.organ)

    def render_standing(self, record: Any, value: str) -> SafeString | str:
        """The state in words; in clearance also whose turn it is."""
        shown = state(STANDINGS.get(value, value), LOOKS.get(value, ""))
        if value == State.IN_CLEARANCE.value and record.waiting_for in clearance().steps:
            return format_html(
                '{} <span class="quiet small">{}</span>', shown, clearance().steps[record.waiting_for].title
            )
        return shown

    def excel_standing(self, record: Any) -> str:
        """The state in words."""
        return STANDINGS.get(record.standing, record.standing)

    def render_openness(self, value: str) -> str:
        """The disclosure status in words."""
        return OPENNESS.get(value, value)

    def excel_openness(self, record: Any) -> str:
        """The disclosure status in words."""
        return OPENNESS.get(record.openness, record.openness)


class WaitingTable(RecordTable):
    """Records that wait for somebody: who drafted them, and since when they wait."""

    usual = ("title", "type", "organ", "author", "standing", "moved_at")


class RegisterTable(RecordTable):
    """The registration list of proactive disclosure (主动公开登记表). Law: OGI 12."""

    usual = ("index_no", "title", "doc_no", "organ", "type", "published_on", "cleared_by", "remark")

    cleared_by = django_tables2.Column(verbose_name=_("审查人"), empty_values=(), orderable=False)
    remark = word_column(verbose_name=_("备注"), empty_values=(), orderable=False)

    class Meta(Table.Meta):  # noqa: D106  # the word of django-tables2
        sequence = ("index_no", "title", "doc_no", "organ", "...", "cleared_by", "remark")

    def render_cleared_by(self, record: Any) -> str:
        """Who cleared it, step by step."""
        return cleared_by(record)

    def excel_cleared_by(self, record: Any) -> str:
        """The same."""
        return cleared_by(record)

    def render_remark(self, record: Any) -> str:
        """Taken down, forced, repealed: what became of it."""
        return remark_of(record)

    def excel_remark(self, record: Any) -> str:
        """The same."""
        return remark_of(record)
