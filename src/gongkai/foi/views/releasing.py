"""Attachments of the reply, and writing an answer for the public (答复附件、选登). Law: OGI 17; OGI 44."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.casework.services.papers import File
from gongkai.casework.views.shared import by, new_key, tell, uploaded
from gongkai.desk.lists.view import ListView
from gongkai.foi import enclosed, services
from gongkai.foi.acts import offer_of
from gongkai.foi.case_page import CasePage
from gongkai.foi.release_forms import AddFile, Words
from gongkai.foi.release_table import ReleaseFilters, ReleaseTable
from gongkai.foi.services import PublicWords
from gongkai.foi.services.stepping import By
from gongkai.foi.views.shared import crumbs, page_of, url_of
from gongkai.law.errors import GongkaiError


@require_http_methods(["GET", "POST"])
def attachments(request: HttpRequest, number: str) -> HttpResponse:
    """The files that go out with the reply: add one, take one out, take out what nobody sees."""
    page = page_of(request, number)
    if offer_of(page, request.actor, "attach") is None:
        messages.warning(request, _("这件事现在不能办理，请看页面上可以办理的事项。"))
        return redirect("foi:page", number)
    pressed = request.method == "POST"
    form = AddFile(
        request.POST if pressed and "add" in request.POST else None,
        request.FILES if pressed else None,
        initial={"key": new_key(), "seen": page.case.seen},
    )
    if pressed and ("add" not in request.POST or form.is_valid()):
        try:
            messages.success(request, _changed(request, page, form))
            return redirect("foi:attachments", number)
        except GongkaiError as problem:
            tell(request, problem)
    shown = {"page": page, "form": form, "crumbs": crumbs((number, url_of(number)))}
    return render(request, "foi/attachments.html", shown, status=422 if pressed else 200)


def _changed(request: HttpRequest, page: CasePage, form: AddFile) -> str:
    """Do what was asked for; what to say of it."""
    if "add" in request.POST:
        given = form.cleaned_data
        file = uploaded(given, "file")
        assert file is not None, "the form asks for one"
        services.attach(page.subject, file, by(request, given), title=given["title"])
        return _("已添加附件，检查结果见下。")
    which, done = next(
        ((name, request.POST[name]) for name in ("clean", "remove") if name in request.POST), ("", "")
    )
    if not done.isdecimal():
        raise Http404(page.number)
    pressed = By(actor=request.actor, at=request.at, key=request.POST.get("key", ""))
    if which == "clean":
        services.clean_attachment(page.subject, int(done), pressed)
        return _("已清除隐藏信息，换成另一份；请核对后送保密审查。")
    services.detach(page.subject, int(done), pressed)
    return _("已取出附件。")


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, number: str) -> HttpResponse:
    """Write an answer for the public."""
    page = page_of(request, number)
    pressed = request.method == "POST"
    if not pressed and offer_of(page, request.actor, "prepare_release") is None:
        messages.warning(request, _("这件事现在不能办理，请看页面上可以办理的事项。"))
        return redirect("foi:page", number)
    there = enclosed.choosable(page.application)
    form = Words(
        request.POST if pressed else None,
        request.FILES if pressed else None,
        initial=_initial(page) | {"key": new_key(), "seen": page.case.seen},
        choosable=[(str(each.pk), each.name) for each in there],
    )
    if pressed and form.is_valid():
        given = form.cleaned_data
        words = PublicWords(**{name: given[name] for name in ("title", "question", "answer")})
        try:
            services.prepare_release(
                page.subject,
                words,
                by(request, given),
                chosen=[int(each) for each in given.get("chosen", ())],
                uploads=[File(each.name, each.read()) for each in given["files"]],
            )
        except GongkaiError as problem:
            tell(request, problem)
        else:
            messages.success(request, _("已保存选登稿。请保密审查人审查，再由另一人决定选登。"))
            return redirect("foi:page", number)
    shown = {"page": page, "form": form, "crumbs": crumbs((number, url_of(number)))}
    return render(request, "foi/release.html", shown, status=422 if pressed else 200)


def _initial(page: CasePage) -> dict[str, Any]:
    """What was written before: the draft in work, or what the log has."""
    before = enclosed.last_written(page.application)
    if before is None:
        return {"title": page.application.title}
    words = {name: getattr(before, name) for name in ("title", "question", "answer")}
    return words | {"chosen": [str(each.paper_id) for each in before.files.all()]}


class Released(ListView):
    """Delivered answers: which are in the disclosure log, which could be, which were withdrawn."""

    key = "released"
    title = gettext_lazy("答复选登")
    verb = "foi.read"
    table_class = ReleaseTable
    filter_class = ReleaseFilters
    empty = gettext_lazy("本岗位范围内还没有送达的答复。")
    then = gettext_lazy("答复送达以后，可以在办件页上拟写选登稿，经保密审查后向社会公开。")

    def _shown(self, filters: Any, table: Any, page: Any) -> dict[str, Any]:
        page.object_list = list(page.object_list)
        table.know([row.record for row in page.object_list])
        return super()._shown(filters, table, page)

    def rows(self) -> Any:
        """What gives the public most and is not decided on comes first."""
        found = enclosed.releasable(self.request.actor)
        return found.order_by("gives_most", "-status__closed_on", "pk")
