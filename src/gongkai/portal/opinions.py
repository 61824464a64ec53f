"""Giving an opinion on a draft (公开征求意见): a form until the last day, afterwards what became of it.

Who gives an opinion is neither asked nor kept; only the text is. Law: DECISION.
"""

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.law.errors import GongkaiError
from gongkai.portal import addresses, frame
from gongkai.portal.layout import layout
from gongkai.portal.private import show
from gongkai.portal.throttling import Gate, TooOften, reader_address
from gongkai.records import services
from gongkai.records.queries import PublicRecord, public_record
from gongkai.records.services.commenting import LONGEST

TITLE, DRAFT = _("提出意见"), _("征求意见稿")
_SIGNED = Signer(salt="opinion")


class OpinionForm(forms.Form):
    """One opinion."""

    text = forms.CharField(
        label=_("您的意见"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
        error_messages={
            "required": _("请填写意见。"),
            "max_length": _("意见不超过%(limit_value)d字，现有%(show_value)d字。更长的请寄送书面材料。"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The form for a draft, or that its time is over; the opinion taken in."""
    record = _asked(request, number)
    if request.method != "POST":
        return _page(request, record, OpinionForm())
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, record, form, status=422)
    gate = Gate("opinion", reader_address(request.META))
    try:
        gate.admit(request.at)
        given = services.receive_comment(record.subject, form.cleaned_data["text"], at=request.at)
    except GongkaiError as problem:
        form.add_error("text", problem.message)
        return _page(request, record, form, status=429 if isinstance(problem, TooOften) else 422)
    return HttpResponseRedirect(reverse("opinion-received", args=[number, _SIGNED.sign(str(given))]))


@require_safe
def received(request: HttpRequest, number: int, signed: str) -> HttpResponse:
    """Thanks, with the number of the opinion; only for what was really taken in."""
    record = _asked(request, number)
    try:
        given = _SIGNED.unsign(signed)
    except BadSignature:
        raise Http404 from None
    return _page(request, record, None, given=given)


def _asked(request: HttpRequest, number: int) -> PublicRecord:
    """A public draft on which the public was or is asked."""
    record = public_record(id=number, as_of=request.today)
    if record is None or record.comment is None or record.withdrawal is not None:
        raise Http404
    if record.region != layout().site.region:
        raise Http404
    return record


def _page(
    request: HttpRequest,
    record: PublicRecord,
    form: OpinionForm | None,
    *,
    given: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = record.comment
    context = {
        "record": record,
        "form": form,
        "given": given,
        "standing": "early"
        if request.today < asked.opens_on
        else "over"
        if request.today > asked.closes_on
        else "open",
        "longest": LONGEST,
        "csrf_token": get_token(request),
    }
    path = addresses.opinions(record.id)
    column = frame.current(request.at, request.today).column(record.column)
    above = (
        ((column.board_name, addresses.board(column.board)), (column.name, column.address)) if column else ()
    )
    crumbs = (*above, (str(DRAFT), record.address), (str(TITLE), path))
    return show(
        request,
        "opinions",
        str(TITLE),
        path,
        crumbs,
        context,
        status=status,
        board=column.board if column else "",
    )
