"""Writing a record: choosing its type, beginning from nothing or from Word, editing, pasting, attachments."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import require
from gongkai.records import files, services, workbench
from gongkai.records.content import Content
from gongkai.records.errors import ContentChanged, RefusedFile
from gongkai.records.forms import RecordForm, Start
from gongkai.records.markup import clean_html
from gongkai.records.types import types
from gongkai.records.views.shared import back_to, crumbs, page_of, require_somewhere, tell, url_of

LONGEST_PASTE = 4_000_000


@require_GET
def choose_type(request: HttpRequest) -> HttpResponse:
    """Which type the new record is of."""
    require_somewhere(request.actor, "records.draft")
    return render(request, "records/new.html", {"types": types().values(), "crumbs": crumbs()})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, type_key: str) -> HttpResponse:
    """Begin a record of a type: for which organ, and from a Word file or from nothing."""
    require_somewhere(request.actor, "records.draft")
    if type_key not in types():
        raise Http404
    organs = workbench.organ_choices(request.actor, "records.draft", request.today)
    own = request.actor.posts[0].organ
    form = Start(request.POST or None, request.FILES or None, organs=organs, initial={"organ": own})
    if request.method == "POST" and form.is_valid():
        try:
            standing = _begin(request, type_key, form)
        except GongkaiError as problem:
            tell(request, problem)
        else:
            return redirect("records:edit", standing.subject.partition(":")[2])
    shown = {
        "form": form,
        "kind": types()[type_key],
        "crumbs": crumbs((_("新建信息"), "/desk/records/new/")),
    }
    return render(request, "records/start.html", shown)


def _begin(request: HttpRequest, type_key: str, form: Start) -> services.Standing:
    organ, given = form.cleaned_data["organ"], form.cleaned_data["file"]
    if given is None:
        content = Content(title=_("（请填写标题）"))
        return services.draft(type_key, organ, content, by=request.actor, at=request.at)
    if not given.name.lower().endswith(".docx"):
        raise RefusedFile("not_docx", "只能从 docx 文件开始。doc、wps 文件请先另存为 docx。")
    standing, remarks = services.draft_from_word(
        type_key, organ, given, given.name, by=request.actor, at=request.at
    )
    messages.success(request, _("已从“{name}”建立草稿，请核对标题、正文和表格。").format(name=given.name))
    for each in remarks:
        messages.warning(request, each)
    return standing


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Edit the edition in work."""
    page = page_of(request, number)
    require(request.actor, "records.revise", page.organ)
    if not page.in_work:
        messages.info(request, _("这条信息没有正在办理的稿件，请先“新建版本”。"))
        return back_to(number)
    columns = workbench.column_choices(page.region)
    initial = RecordForm.initial_of(page.content, page.sha256)
    form = RecordForm(page.kind, request.POST or None, columns=columns, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.revise(
                page.subject,
                form.content(page.content),
                by=request.actor,
                at=request.at,
                expects=form.cleaned_data["expects"],
            )
        except ContentChanged as problem:
            tell(request, problem)
        except GongkaiError as problem:
            field = problem.context.get("field")
            form.add_error(field if field in form.fields else None, problem.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect("records:submit", number) if "submit" in request.POST else back_to(number)
    shown = {
        "page": page,
        "form": form,
        "topics": workbench.topics(page.region),
        "crumbs": crumbs((page.title, url_of(number))),
    }
    return render(request, "records/edit.html", shown)


@require_POST
def clean(request: HttpRequest) -> HttpResponse:
    """What was pasted from Word, WPS or a page, as clean text with structure."""
    require_somewhere(request.actor, "records.draft")
    given = request.body[:LONGEST_PASTE].decode("utf-8", errors="replace")
    return HttpResponse(clean_html(given), content_type="text/plain; charset=utf-8")


@require_POST
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """Put files on the edition in work, for the page that shows progress or a plain form."""
    page = page_of(request, number)
    quick = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    problems = []
    for given in request.FILES.getlist("file"):
        try:
            services.attach(page.subject, given, given.name, by=request.actor, at=request.at)
        except GongkaiError as problem:
            problems.append(f"“{given.name}”：{problem.message}")
    if not request.FILES:
        problems.append(_("没有收到文件，请重新选择。"))
    if quick:
        return _files(request, number, problems)
    for each in problems:
        messages.error(request, each)
    return redirect("records:edit", number)


@require_POST
def picture(request: HttpRequest, number: str) -> JsonResponse:
    """Keep a picture for the text; its address is given back."""
    page = page_of(request, number)
    require(request.actor, "records.revise", page.organ)
    given = request.FILES.get("file")
    try:
        if given is None or not given.content_type.startswith("image/"):
            raise RefusedFile("not_a_picture", "请选择 jpg、png、gif 或者 webp 图片。")
        ref = services.keep_picture(page.subject, given, given.name, by=request.actor, at=request.at)
    except GongkaiError as problem:
        return JsonResponse({"problem": problem.message}, status=409)
    src = files.address(ref.sha256, ref.name)
    return JsonResponse({"src": src, "shown": f"{url_of(number)}files/{ref.sha256}/"})


@require_POST
def detach(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Take a file off the edition in work."""
    page = page_of(request, number)
    try:
        services.detach(page.subject, sha256, by=request.actor, at=request.at)
    except GongkaiError as problem:
        if request.htmx:
            return _files(request, number, [problem.message])
        tell(request, problem)
    if request.htmx:
        return _files(request, number, [])
    return redirect("records:edit", number)


def _files(request: HttpRequest, number: str, problems: list[str]) -> HttpResponse:
    """The list of attachments as it is now, with the fingerprint that the form goes on from."""
    shown = {"page": page_of(request, number), "problems": problems, "may_edit": True, "fresh": True}
    return render(request, "records/parts/files.html", shown)
