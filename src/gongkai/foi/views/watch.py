"""The morning page (今日督办): what is late, what is due this week, who has it, what waits for a signature.

One page, readable on a phone; nothing on it says who applied. Law: OGI 46; OGI 47.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from gongkai.casework import queries as cases
from gongkai.foi import watching
from gongkai.foi.tables import due_shown
from gongkai.organs.permissions import may, require

TITLES = {
    "contact_wanted": _("待与申请人确认收到"),
    "untouched": _("收到后无人办理"),
    "late_notice": _("补正告知逾期，待负责人认定"),
    "supplement_lapsed": _("逾期未补正"),
    "payment_lapsed": _("逾期未缴费"),
    "third_party_silent": _("第三方逾期未答复"),
    "deemed_agreed": _("共同制作机关逾期未答复"),
    "extension_untold": _("延期尚未告知申请人"),
    "undelivered": _("答复书还没有送达"),
    "returned": _("答复书被退回"),
    "lateness_unexplained": _("逾期原因未登记"),
    "provisional": _("期限暂定"),
}
"""Alarms by what they are about, in the order shown; late and due soon have parts of their own."""


@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """The morning page of the acting post."""
    require(request.actor, "foi.read")
    found, figures = (ask(request.actor, request.at) for ask in (watching.watched, watching.figures))
    late, soon = [each for each in found if each.overdue], [each for each in found if each.soon]
    groups = [
        (code, title, [(each, alarm.why, alarm.law) for each, alarm in told])
        for code, title in TITLES.items()
        if (told := watching.by_alarm(found, code))
    ]
    shown = {
        "capped": len(found) >= watching.MOST,
        "most": watching.MOST,
        "overdue": [(each, due_shown(each.line)) for each in late],
        "soon": [(each, due_shown(each.line)) for each in soon],
        "groups": groups,
        "figures": figures,
        "to_sign": list(watching.to_sign(request.actor)),
        "to_clear": list(watching.to_clear(request.actor)),
        "untaken": cases.late_hops(request.actor, request.at) if may(request.actor, "casework.read") else [],
        "alarmed": sum(len(lines) for _code, _title, lines in groups),
    }
    return render(request, "foi/watch.html", shown)
