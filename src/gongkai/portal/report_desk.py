"""Filed annual reports at the desk (年度报告): looked at as they were filed, and brought to the site."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import require
from gongkai.portal import bringing
from gongkai.records.markup import clean_html
from gongkai.reports.writing.as_html import as_part
from gongkai.reports.writing.wording import title_of


@require_GET
def filed(request: HttpRequest) -> HttpResponse:
    """The filed reports of the organs for which the post may draft."""
    require(request.actor, bringing.VERB)
    return render(request, "portal/desk/reports.html", {"lines": bringing.filed(request.actor)})


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, seq: int) -> HttpResponse:
    """A report as it was filed; pressed, it is drafted for the site."""
    require(request.actor, bringing.VERB)
    line = bringing.filed_line(request.actor, seq)
    if line is None:
        raise Http404(str(seq))
    if request.method == "POST" and line.may_bring:
        try:
            subject = bringing.bring_to_site(line, by=request.actor, at=request.at)
        except GongkaiError as problem:
            messages.error(request, problem.message)
        else:
            messages.success(request, _("已拟好网页和附件。请在本页提交审查，审查通过后发布。"))
            return redirect("records:page", subject.partition(":")[2])
    elif request.method == "POST" and line.subject:
        return redirect("records:page", line.subject.partition(":")[2])
    found = bringing.report_of(line)
    shown = {"line": line, "title": title_of(found), "body": clean_html(as_part(found))}
    return render(request, "portal/desk/report.html", shown)
