"""Applying on the website: the form, suggestions of what is public already, and the receipt at once."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.foi import following
from gongkai.foi.services import Enclosed, apply_online
from gongkai.law.errors import GongkaiError
from gongkai.portal import addresses, finding
from gongkai.portal.applying import files, session
from gongkai.portal.applying.form import MOST_ITEMS, ApplicationForm, items_of
from gongkai.portal.layout import layout
from gongkai.portal.private import answer, show
from gongkai.portal.throttling import Gate, TooOften, reader_address

TITLE = gettext_lazy("网上申请政府信息公开")
CRUMBS = (
    (gettext_lazy("政府信息公开"), addresses.PLATFORM),
    (gettext_lazy("依申请公开"), addresses.APPLY),
    (TITLE, addresses.APPLY_ONLINE),
)


@require_http_methods(["GET", "HEAD", "POST"])
def online(request: HttpRequest) -> HttpResponse:
    """The form, empty or with what is wrong beside its fields; the application taken in. Law: OGI 29"""
    if request.method != "POST":
        return _form(request, _blank(request), [""], {}, ())
    form = _blank(request, request.POST)
    items, wrong = items_of(request.POST.getlist("items"))
    key = request.POST.get("key", "")
    enclosed, refused = _enclosed(request, key)
    if "more" in request.POST or "without_files" in request.POST:
        if "without_files" in request.POST:
            enclosed = []
            session.put_aside(request, key, [])
        more = [""] if "more" in request.POST and len(items) < MOST_ITEMS else []
        form.errors.clear()
        return _form(request, form, items + more, refused, enclosed)
    problems = {"items": wrong, **refused} if wrong else refused
    acting = any(each.kind == "authorisation" for each in enclosed)
    if request.POST.get("agent_name", "").strip() and not acting and "authorisation" not in problems:
        problems["authorisation"] = _("由代理人申请的，请上传授权委托书。")
    if not form.is_valid() or problems:
        return _form(request, form, items, problems, enclosed, status=422)
    return _take_in(request, form, items, enclosed)


def _take_in(
    request: HttpRequest, form: ApplicationForm, items: list[str], enclosed: list[Enclosed]
) -> HttpResponse:
    gate = Gate("apply", reader_address(request.META))
    try:
        gate.admit(request.at)
        key = f"web/{form.cleaned_data['key']}"
        asked = form.asked([each for each in items if each])
        to = {"organ": form.cleaned_data["organ"], "region": layout().site.region}
        registered = apply_online(asked, enclosed=enclosed, at=request.at, key=key, **to)
    except TooOften as problem:
        return _form(request, form, items, {"all": problem.message}, enclosed, status=429)
    except GongkaiError as problem:
        return _form(request, form, items, {"all": problem.message}, enclosed, status=422)
    session.forget(request, session.ASIDE)
    received = HttpResponseRedirect(addresses.RECEIPT)
    session.hand_out(received, registered.subject, request.at)
    return received


def _blank(request: HttpRequest, data: Any = None) -> ApplicationForm:
    first = {"key": uuid.uuid4().hex, "kind": "natural_person", "wanted_form": "电子版"}
    initial = first | {"delivery_way": "网站下载", "id_kind": "ric"}
    return ApplicationForm(data, region=layout().site.region, as_of=request.today, initial=initial)


def _enclosed(request: HttpRequest, key: str) -> tuple[list[Enclosed], dict[str, str]]:
    """What came with the form now or before, and what was refused of it."""
    found, refused = session.aside(request, key), {}
    for field, kind in (("enclosures", "enclosure"), ("authorisation", "authorisation")):
        uploads = request.FILES.getlist(field)
        if len(uploads) + len(found) > files.MOST_FILES:
            refused[field] = _("文件不超过%(most)s个，请合并后上传。") % {"most": files.MOST_FILES}
            continue
        try:
            found += files.kept(uploads, kind)
        except GongkaiError as problem:
            refused[field] = problem.message
    session.put_aside(request, key, found)
    return found, refused


def _form(
    request: HttpRequest,
    form: ApplicationForm,
    items: list[str],
    problems: dict[str, str],
    enclosed: Any,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "items": items,
        "may_add": len(items) < MOST_ITEMS,
        "problems": problems,
        "enclosed": [each for each in enclosed if each.kind == "enclosure"],
        "authorised": any(each.kind == "authorisation" for each in enclosed),
        "accept": files.ACCEPT,
        "csrf_token": get_token(request),
    }
    return show(request, "apply_online", TITLE, addresses.APPLY_ONLINE, CRUMBS, context, status=status)


@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """What is public already and may answer what is being typed; by POST, so that no log keeps the words."""
    typed = [each.strip() for each in request.POST.getlist("items") if each.strip()]
    found = (
        finding.similar(layout().site.region, request.today, typed[-1])
        if typed and len(typed[-1]) >= 4
        else ()
    )
    return answer(HttpResponse(render_to_string("portal/parts/similar.html", {"found": found})))


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt: number, query code, day of receipt, due day and why. Law: OGI 31(3); GC 26"""
    subject = session.receipt_of(request)
    if not subject:
        return answer(HttpResponseRedirect(addresses.TRACK))
    context = {
        "case": following.followed(subject, request.at),
        "query_code": following.query_code_of(subject),
    }
    crumbs = (*CRUMBS[:2], (_("接收回执"), addresses.RECEIPT))
    return show(request, "apply_receipt", _("接收回执"), addresses.RECEIPT, crumbs, context)


@require_safe
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The receipt as PDF, for the browser that applied or follows, and no other."""
    subject = session.receipt_of(request) or session.allowed(request, session.FOLLOWED)
    if not subject:
        raise Http404
    response = HttpResponse(following.receipt_letter(subject, request.at), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="receipt.pdf"'
    return answer(response)
