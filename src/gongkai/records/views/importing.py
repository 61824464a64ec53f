"""Importing a table of directory entries: the template, the table, and the reconciliation afterwards."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.desk.lists import excel
from gongkai.law.errors import GongkaiError
from gongkai.records import services
from gongkai.records.forms import Import
from gongkai.records.types import types
from gongkai.records.views.shared import crumbs, require_somewhere, tell


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a table: all rows or none, each wrong row named; the same rows again change nothing."""
    require_somewhere(request.actor, "records.import")
    form = Import(request.POST or None, request.FILES or None)
    outcome, problems = None, ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            outcome = services.import_sheet(
                given["file"],
                type_key=given["type"],
                origin=given["origin"],
                paper=given["paper"],
                by=request.actor,
                at=request.at,
            )
        except GongkaiError as problem:
            problems = problem.context.get("problems") or ()
            if not problems:
                tell(request, problem)
    shown = {
        "form": form,
        "types": types().values(),
        "outcome": outcome,
        "problems": problems,
        "crumbs": crumbs(),
    }
    return render(request, "records/import.html", shown)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The table to fill in for a type."""
    require_somewhere(request.actor, "records.import")
    kind = types().get(request.GET.get("type", "directory_entry"))
    if kind is None:
        raise Http404
    content = services.sheet_template(kind.key, by=request.actor, at=request.at)
    return excel.answer_bytes(_("导入表-{title}").format(title=kind.title), content)
