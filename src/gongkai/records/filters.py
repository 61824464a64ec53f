"""Filters of lists of records."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.filters import Filters, one_of, since, until, words
from gongkai.records import workbench
from gongkai.records.record_page import STANDINGS
from gongkai.records.tables import OPENNESS
from gongkai.records.types import types


def _types() -> list[tuple[str, str]]:
    return [(key, each.title) for key, each in types().items()]


class RecordFilters(Filters):
    """Search and filters of all records."""

    q = words("search", _("标题、文号、索引号"))
    standing = one_of(_("状态"), list(STANDINGS.items()))
    type = one_of(_("类型"), _types)
    organ = one_of(_("机关"), [])
    openness = one_of(_("公开属性"), list(OPENNESS.items()))
    since = since(_("发布日期起"), "published_on")
    until = until(_("发布日期止"), "published_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "organ" in self.form.fields:
            actor, today = self.request.actor, self.request.today
            organs = workbench.organ_choices(actor, "records.read", today)
            self.form.fields["organ"].choices = [("", _("全部")), *organs]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Title, document number, index number."""
        return workbench.searched(rows, value)


class WaitingFilters(RecordFilters):
    """The same for lists of what waits: they have one state only."""

    standing = None
    openness = None
    since = None
    until = None


class RegisterFilters(RecordFilters):
    """The registration list: any period."""

    standing = None
    openness = None
