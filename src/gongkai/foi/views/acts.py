"""The page of a deed: asked once, done once, refused in words. Law: OGI 47 (the unlawful is on record)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.casework.views.shared import new_key, tell
from gongkai.foi.act_forms import Deed
from gongkai.foi.acts import Offer, offer_of
from gongkai.foi.answering import drafted
from gongkai.foi.answering import shown as masked
from gongkai.foi.case_page import CasePage
from gongkai.foi.letter_lines import as_written, to_clear
from gongkai.foi.letters import Letter
from gongkai.foi.services.trying import tried
from gongkai.foi.status import UnlawfulAct
from gongkai.foi.views.act_deeds import ActScreen
from gongkai.foi.views.act_screens import SCREENS
from gongkai.foi.views.shared import crumbs, page_of, url_of
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """The screen of a deed; only of one that may come next for this person."""
    page = page_of(request, number)
    screen = SCREENS.get(key)
    if screen is None:
        raise Http404(key)
    offer = offer_of(page, request.actor, key)
    pressed = request.method == "POST"
    if not pressed and (offer is None or offer.but):
        return _not_now(request, number, offer)
    warned = bool(offer and offer.warning) or "despite" in request.POST
    form = _form(request, page, screen, warned=warned)
    problem, written = None, []
    looking = screen.writes and "look" in request.POST
    if pressed and form.is_valid():
        try:
            if looking:
                written = _tried(request, page, screen, form)
            else:
                screen.run(request, page, form.cleaned_data)
        except UnlawfulAct as refused:
            problem, form = refused, _again(request, page, screen, form)
        except GongkaiError as refused:
            problem = refused
        else:
            if not looking:
                messages.success(request, screen.done)
                return redirect("foi:page", number)
    if problem is not None:
        tell(request, problem)
    shown = {
        "page": page,
        "offer": offer or Offer(key, _("办理")),
        "screen": screen,
        "form": form,
        "letter": _on_show(page, screen),
        "written": written,
        "danger": warned or bool(offer and "danger" in offer.look),
        "crumbs": crumbs((number, url_of(number))),
    }
    return render(request, "foi/act.html", shown, status=422 if pressed and not written else 200)


def _on_show(page: CasePage, screen: ActScreen) -> Letter | None:
    """The letter that is decided on: the draft, or one that was written and waits for its review."""
    if screen.issued and (found := to_clear(page)) is not None:
        return as_written(found)
    return drafted(page) if screen.draft and page.draft is not None else None


def _tried(request: HttpRequest, page: CasePage, screen: ActScreen, form: Deed) -> list[Letter]:
    """The letters that the deed would write, the applicant masked."""
    made = tried(page.subject, lambda: screen.run(request, page, form.cleaned_data))
    return [masked(page, each) for each in made]


def _not_now(request: HttpRequest, number: str, offer: Offer | None) -> HttpResponse:
    words = offer.but if offer is not None else _("这件事现在不能办理，请看页面上可以办理的事项。")
    messages.warning(request, words)
    return redirect("foi:page", number)


def _form(request: HttpRequest, page: CasePage, screen: ActScreen, *, warned: bool) -> Deed:
    initial = {"key": new_key(), "seen": page.case.seen}
    if page.draft is not None:
        initial["sha256"] = page.draft.reply.sha256
    initial |= screen.first(request, page)
    pressed = request.method == "POST"
    return screen.form(
        request.POST if pressed else None,
        request.FILES if pressed else None,
        initial=initial,
        warned=warned,
        **screen.more(request, page),
    )


def _again(request: HttpRequest, page: CasePage, screen: ActScreen, form: Deed) -> Deed:
    """The form once more, asking for the reason: the chosen day made it unlawful."""
    if not may(request.actor, "foi.override", page.organ):
        return form
    return screen.form(None, initial=form.cleaned_data, warned=True, **screen.more(request, page))
