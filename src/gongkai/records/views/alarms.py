"""Due days and reminders: what is late, what is soon, by kind, with the article that says so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from gongkai.desk.lists import excel
from gongkai.desk.lists.paging import paged
from gongkai.records import reminders
from gongkai.records.tables import page_url
from gongkai.records.views.shared import crumbs, require_somewhere

PAGE = 60


@require_GET
def alarms(request: HttpRequest) -> HttpResponse:
    """The reminders of the acting post, one kind at a time."""
    require_somewhere(request.actor, "records.read")
    found = reminders.all_of(request.actor, request.today)
    asked = request.GET.get("kind", "")
    first = next((key for key, each in found.items() if each), "unpublished")
    kind = asked if asked in found else first
    called = reminders.organ_names(found[kind], request.today)
    if request.GET.get("export") == "xlsx":
        return _excel(request, kind, found[kind], called)
    page = paged(found[kind], PAGE, request.GET.get("page"))
    page.object_list = [
        (each, page_url(each.subject) if each.subject else "", called.get(each.organ, ""))
        for each in page.object_list
    ]
    tabs = [
        (key, title, len(found[key]), sum(each.due_on < request.today for each in found[key]))
        for key, (title, *_rest) in reminders.KINDS.items()
    ]
    shown = {"tabs": tabs, "kind": kind, "page": page, "empty": reminders.KINDS[kind][2], "crumbs": crumbs()}
    return render(request, "records/alarms.html", shown)


def _excel(
    request: HttpRequest, kind: str, found: list[reminders.Reminder], called: dict[str, str]
) -> HttpResponse:
    title = _("期限与提醒-{kind}").format(kind=reminders.KINDS[kind][0])
    rows = [
        [
            each.title,
            called.get(each.organ, each.organ),
            each.due_on,
            max(0, (request.today - each.due_on).days),
            each.why,
            each.law,
        ]
        for each in found
    ]
    file = excel.book(title, [_("标题"), _("机关"), _("期限"), _("超期天数"), _("说明"), _("依据")], rows)
    return excel.answer(f"{title}{request.today:%Y%m%d}", file)
