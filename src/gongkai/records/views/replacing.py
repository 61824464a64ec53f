"""Replacing a draft's text from a Word file (用 Word 替换正文): read, look at what differs, then keep it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import require
from gongkai.records import services
from gongkai.records.errors import RefusedFile
from gongkai.records.forms import WordFile, WordText
from gongkai.records.record_page import RecordPage
from gongkai.records.views.page import compared
from gongkai.records.views.shared import back_to, crumbs, page_of, tell, url_of


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, number: str) -> HttpResponse:
    """Title and all other fields stay; nothing is kept before the person has seen the difference."""
    page = page_of(request, number)
    require(request.actor, "records.revise", page.organ)
    if not page.in_work:
        messages.info(request, _("这条信息没有正在办理的稿件，请先“新建版本”。"))
        return back_to(number)
    shown = {"page": page, "form": WordFile(), "crumbs": crumbs((page.title, url_of(number)))}
    try:
        if "body" in request.POST:
            return _keep(request, page)
        if request.method == "POST":
            shown |= _read(request, page)
    except GongkaiError as problem:
        tell(request, problem)
    return render(request, "records/replace.html", shown)


def _read(request: HttpRequest, page: RecordPage) -> dict[str, object]:
    """What the file says beside what the draft says."""
    form = WordFile(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    given = form.cleaned_data["file"]
    if not given.name.lower().endswith(".docx"):
        raise RefusedFile("not_docx", "只能读入 docx 文件。doc、wps 文件请先另存为 docx。")
    read = services.read_word(given, given.name, subject=page.subject, by=request.actor, at=request.at)
    initial = {"name": given.name, "expects": page.sha256, "body": read.body}
    after = replace(page.content, body=read.body)
    return {
        "form": WordText(initial=initial),
        "name": given.name,
        "parts": compared(page.content, after),
        "remarks": read.remarks,
    }


def _keep(request: HttpRequest, page: RecordPage) -> HttpResponse:
    form = WordText(request.POST)
    if not form.is_valid():
        raise RefusedFile("not_read", "没有读到正文，请重新选择文件。")
    given = form.cleaned_data
    services.revise(
        page.subject,
        page.content.but(body=given["body"]),
        by=request.actor,
        at=request.at,
        expects=given["expects"],
        note=_("读入 {name}").format(name=given["name"])[:200],
    )
    messages.success(request, _("已用“{name}”替换正文，请核对。").format(name=given["name"]))
    return back_to(page.number)
