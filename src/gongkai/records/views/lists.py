"""Lists of records: all, waiting for clearance, ready to publish, forced, and the register of a period."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.bulk import BulkAct, Told
from gongkai.desk.lists.view import Button, ListView
from gongkai.records import services, workbench
from gongkai.records.filters import RecordFilters, RegisterFilters, WaitingFilters
from gongkai.records.tables import RecordTable, RegisterTable, WaitingTable


class Records(ListView):
    """All records that the post may read."""

    key = "records"
    title = _("全部信息")
    verb = "records.read"
    table_class = RecordTable
    filter_class = RecordFilters
    empty = _("本岗位范围内还没有信息。")
    then = _("点右上角“新建信息”起草第一条，或者用“批量导入”导入已有目录。")
    buttons = (
        Button(_("批量导入"), "records:import", "records.import", "import"),
        Button(_("新建信息"), "records:new", "records.draft", "new", main=True),
    )

    def rows(self) -> Any:
        """All that the post may read."""
        return workbench.rows(self.request.actor)

    def by_keys(self, keys: list[str]) -> Any:
        """Records are named by their subjects."""
        return self.rows().filter(subject__in=keys)

    def names(self, keys: list[str]) -> list[tuple[str, str]]:
        """Subjects and titles."""
        return list(self.by_keys(keys).values_list("subject", "shown_title"))


class Clearance(Records):
    """What waits for this person's clearance, the longest waiting first."""

    key = "clearance"
    title = _("待我审查")
    note = _("先提交的在前；您起草、修改过或者审过其他环节的稿件由他人审查，不在此列。")
    table_class = WaitingTable
    filter_class = WaitingFilters
    buttons = ()
    empty = _("没有等待您审查的稿件。")
    then = _("联络员提交审查，并且前一环节通过后，稿件会出现在这里。")

    def rows(self) -> Any:
        """What waits."""
        return workbench.waiting(self.request.actor)


def _publish(request: HttpRequest, keys: Sequence[str], form: dict[str, Any]) -> Told:
    told = services.publish_many(keys, by=request.actor, at=request.at)
    return Told(
        done=sum(1 for each in told if not each.message),
        refused=[(each.subject, each.message) for each in told if each.message],
    )


class Ready(Records):
    """What is cleared and waits to be published."""

    key = "ready"
    title = _("待发布")
    verb = "records.publish"
    note = _("已经通过全部审查的稿件。")
    table_class = WaitingTable
    filter_class = WaitingFilters
    buttons = ()
    empty = _("没有待发布的信息。")
    then = _("三审和保密审查全部通过后，信息会出现在这里。")
    acts = (
        BulkAct(
            "publish",
            _("批量发布"),
            "records.publish",
            _("确定发布下列信息？发布后立即在网站上公开。内容与审查时不一致的不会发布。"),
            _publish,
        ),
    )

    def rows(self) -> Any:
        """What is cleared."""
        return workbench.to_publish(self.request.actor)


class Forced(Records):
    """Emergency publications that wait for their clearance."""

    key = "forced"
    title = _("紧急发布待补审")
    filter_class = WaitingFilters
    buttons = ()
    empty = _("没有需要补行审查的紧急发布。")
    then = _("未经完整审查紧急发布的信息，补审之前一直在这里。")

    def rows(self) -> Any:
        """What was forced."""
        return workbench.forced(self.request.actor)


class Register(Records):
    """The registration list of proactive disclosure for any period, for print and Excel. Law: OGI 12."""

    key = "register"
    title = _("主动公开登记表")
    table_class = RegisterTable
    filter_class = RegisterFilters
    buttons = ()
    empty = _("这段时间没有主动公开的信息。")
    then = _("请在上面选择发布日期的起止；打印和导出都按当前筛选。")

    def rows(self) -> Any:
        """What was made public, in the order of publication; what was taken down since stays in the list."""
        return workbench.registered(self.request.actor)

    def get(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The register; a period that ends before it begins is a slip of the hand."""
        begin, end = request.GET.get("since", ""), request.GET.get("until", "")
        if begin and end and end < begin:
            messages.warning(request, _("截止日期早于起始日期，请核对。"))
        return super().get(request, **kwargs)
