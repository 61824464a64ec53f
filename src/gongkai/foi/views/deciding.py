"""The decision screen (拟写答复): question by question, item by item, the letter beside it. Law: OGI 36."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.casework.views.shared import by, new_key, tell
from gongkai.foi import answering, services
from gongkai.foi.acts import offer_of
from gongkai.foi.case_page import CasePage
from gongkai.foi.decision_forms import ItemForm, Press
from gongkai.foi.letters import Letter
from gongkai.foi.questions import evidence_of, wants_search
from gongkai.foi.views.shared import crumbs, page_of, url_of
from gongkai.law.errors import GongkaiError


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Draft the decision letter, or look at it while it is written (``look``)."""
    page = page_of(request, number)
    looking = "look" in request.POST or request.htmx
    if offer_of(page, request.actor, "draft") is None and not (request.POST and not looking):
        messages.warning(request, _("这件事现在不能办理，请看页面上可以办理的事项。"))
        return redirect("foi:page", number)
    forms = _forms(request, page)
    press = Press(request.POST) if request.POST else Press(initial={"key": new_key(), "seen": page.case.seen})
    if request.method == "POST" and not looking and press.is_valid() and _valid(forms):
        words = {each.place: each.item() for each in forms}
        try:
            services.draft(page.subject, words, answering.draft(page, words), by(request, press.cleaned_data))
        except GongkaiError as problem:
            tell(request, problem)
        else:
            messages.success(request, _("已拟稿。请保密审查人审查，再由另一人签发。"))
            return redirect("foi:page", number)
    return _answer(request, page, forms, press, looking=bool(looking))


def _valid(forms: list[ItemForm]) -> bool:
    """Whether all are; each is asked, so that each says what is wrong."""
    return not [each.place for each in forms if not each.is_valid()]


def _forms(request: HttpRequest, page: CasePage) -> list[ItemForm]:
    before = page.draft.words if page.draft is not None else {}
    return [
        ItemForm(request.POST or None, place=place, asked=asked, before=before.get(place))
        for place, asked in enumerate(page.case.items, 1)
    ]


def _answer(
    request: HttpRequest, page: CasePage, forms: list[ItemForm], press: Press, *, looking: bool
) -> HttpResponse:
    letter, missing = _letter(page, forms)
    shown = {
        "page": page,
        "forms": [(each, _evidence(page, each), _unsearched(page, each)) for each in forms],
        "press": press,
        "letter": letter,
        "missing": missing,
        "errors": request.method == "POST" and not looking,
        "crumbs": crumbs((page.number, url_of(page.number))),
    }
    if request.htmx:
        part = "letter_preview" if request.htmx.target == "preview" else "decision"
        return render(request, f"foi/parts/{part}.html", shown)
    status = 422 if request.method == "POST" and not looking else 200
    return render(request, "foi/decide.html", shown, status=status)


def _letter(page: CasePage, forms: list[ItemForm]) -> tuple[Letter | None, str]:
    """The letter as far as it can be composed, else what it lacks."""
    words = {}
    for each in forms:
        if not each.chosen:
            return None, _("选定每一项的处理结果后，这里显示答复书。")
        if each.is_bound:
            each.is_valid()
            words[each.place] = each.item()
        else:
            assert page.draft is not None, "only an earlier draft fills a fresh form"
            words[each.place] = page.draft.words[each.place]
    try:
        return answering.preview(page, words), ""
    except GongkaiError as problem:
        return None, problem.message


def _evidence(page: CasePage, form: ItemForm) -> tuple[str, ...]:
    return evidence_of(form.chosen) if form.chosen else ()


def _unsearched(page: CasePage, form: ItemForm) -> bool:
    """Whether the outcome needs a search record that is not there."""
    if not form.chosen or not wants_search(form.chosen):
        return False
    return not any(each.item in (None, form.place) for each in page.searches)
