"""Registering an application (登记申请), from the mail-room book or directly. Law: OGI 31; OGI 45."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.casework.views.shared import new_key, tell
from gongkai.foi import registering, services
from gongkai.foi.facts import Intake
from gongkai.foi.register_forms import NewApplication
from gongkai.foi.registering import Letter
from gongkai.foi.services import By, Registered
from gongkai.foi.views.shared import crumbs
from gongkai.law.errors import GongkaiError
from gongkai.organs.permissions import may


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new application; while it is typed, a part of the page says what registration will come to."""
    if not may(request.actor, "foi.register"):
        raise Http404
    number = request.GET.get("mail", "")
    letter = registering.letter(request.actor, number) if number else None
    if number and letter is None:
        raise Http404(number)
    form = _form(request, letter)
    looking = bool(request.htmx)
    if request.method == "POST" and not looking and form.is_valid():
        try:
            there = _register(request, form, letter)
        except GongkaiError as problem:
            tell(request, problem)
        else:
            _say(request, there)
            return redirect("foi:page", there.subject.partition(":")[2])
    return _answer(request, form, letter, looking=looking)


def _form(request: HttpRequest, letter: Letter | None) -> NewApplication:
    organs = registering.organs(request.actor, request.today)
    return NewApplication(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        organs=organs,
        by_mail=letter is not None,
        initial={"key": new_key()},
    )


def _register(request: HttpRequest, form: NewApplication, letter: Letter | None) -> Registered:
    given = form.cleaned_data
    by = By(actor=request.actor, at=request.at, key=given["key"])
    if letter is not None:
        return services.register_letter(letter.mail.subject, form.asked(), by, organ=given["organ"])
    return services.register(
        form.asked(), Intake(given["intake"]), given["organ"], by, submitted_on=given["arrived_on"]
    )


def _say(request: HttpRequest, there: Registered) -> None:
    number = there.subject.partition(":")[2]
    told = _("已登记 %(number)s，查询码 %(code)s（写在回执上交申请人）。")
    messages.success(request, told % {"number": number, "code": there.query_code})
    if there.received_on is None:
        messages.warning(request, _("请当日与申请人联系确认；确认之日才是收到申请之日。"))
    if there.filed_year:
        told = _("%(year)d年的年度报告已经报送，这件申请属于该年度，请提出更正。")
        messages.warning(request, told % {"year": there.filed_year})


def _answer(
    request: HttpRequest, form: NewApplication, letter: Letter | None, *, looking: bool
) -> HttpResponse:
    intake = letter.intake if letter is not None else form.typed_intake()
    arrived_on = letter.mail.arrived_on if letter is not None else form.typed_day("arrived_on")
    written_on = form.typed_day("written_on")
    if intake is Intake.IN_PERSON:
        written_on = None
    typed = {name: form.data.get(name, "") for name in ("id_no", "phone", "email", "name")}
    shown = {
        "form": form,
        "letter": letter,
        "foreseen": registering.foreseen(intake, request.at, arrived_on=arrived_on, written_on=written_on),
        "same_person": registering.same_person(request.actor, **typed) if form.is_bound else [],
        "same_text": registering.same_text(request.actor, form.lines()),
        "crumbs": crumbs(),
    }
    if looking:
        return render(request, "foi/parts/foreseen.html", shown)
    return render(request, "foi/new.html", shown, status=422 if request.method == "POST" else 200)
