"""The page of a deed on a dispute: asked once, done once, refused in words. Law: RECON 48; OGI 50."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.casework.disputing import disputable
from gongkai.casework.views.shared import by, new_key, tell, uploaded
from gongkai.law.errors import GongkaiError
from gongkai.oversight import forms, queries, services
from gongkai.oversight.acts import Offer, offer_of
from gongkai.oversight.casekind import page_url
from gongkai.oversight.facts import Procedure, Result
from gongkai.oversight.queries import DisputePage
from gongkai.oversight.services import File
from gongkai.oversight.views.shared import crumbs, page_of

Given = dict[str, Any]
Run = Callable[[HttpRequest, DisputePage, Given], Any]


@dataclass(frozen=True, slots=True)
class ActScreen:
    """The screen of a deed: what it says before, its form, what does it, what it says afterwards.

    ``law`` is its article, ``court`` that before a court where it is another. What is ``final`` is asked
    about once more.
    """

    about: Any
    form: type[forms.Deed]
    run: Run
    done: Any
    law: str = ""
    court: str = ""
    final: bool = False


def _yes(value: str) -> bool:
    return value == "yes"


def _receive_notice(request: HttpRequest, page: DisputePage, given: Given) -> Any:
    procedure = Procedure(given["procedure"]) if given.get("procedure") else None
    notice = uploaded(given, "notice")
    return services.receive_notice(
        page.subject, by(request, given), procedure=procedure, notice=notice, on=given["on"]
    )


def _file_answer(request: HttpRequest, page: DisputePage, given: Given) -> Any:
    evidence = uploaded(given, "evidence")
    if evidence is None and given["bind"] and disputable(page.dispute.about) is not None:
        # Drawing takes long: it is done before the door of the case is opened.
        evidence = File(_("证据材料.pdf"), queries.evidence_of(request.actor, page, request.at))
    return services.file_answer(
        page.subject, by(request, given), answer=uploaded(given, "answer"), evidence=evidence, on=given["on"]
    )


def _judge(request: HttpRequest, page: DisputePage, given: Given) -> Any:
    return services.judge(
        page.subject,
        Result(given["result"]),
        by(request, given),
        ruling=_yes(given["ruling"]),
        judgment=uploaded(given, "judgment"),
        on=given["on"],
    )


def _appeal(request: HttpRequest, page: DisputePage, given: Given) -> Any:
    return services.appeal(page.subject, by(request, given), by_organ=_yes(given["by_organ"]), on=given["on"])


def _conclude(request: HttpRequest, page: DisputePage, given: Given) -> Any:
    return services.conclude(
        page.subject,
        Result(given["result"]),
        by(request, given),
        redecide=given["redecide"],
        working_days=given["working_days"],
        received_on=given["received_on"],
        decision=uploaded(given, "decision"),
        on=given["on"],
    )


def _take_back(request: HttpRequest, page: DisputePage, given: Given) -> Any:
    return services.take_back(page.subject, given["reason"], by(request, given))


SCREENS: Mapping[str, ActScreen] = {
    "receive_notice": ActScreen(
        gettext_lazy("登记收到通知和申请书、起诉状副本的日期，答复举证的期限从次日起算。"),
        forms.ReceiveNotice,
        _receive_notice,
        gettext_lazy("已登记，期限开始计算；承办岗位会收到提醒。"),
        "RECON 48",
        "LITIG 67",
    ),
    "file_answer": ActScreen(
        gettext_lazy("提交书面答复和作出答复的证据、依据。逾期提交的照实登记，本件记为违规。"),
        forms.FileAnswer,
        _file_answer,
        gettext_lazy("已登记答复举证。"),
        "RECON 48",
        "LITIG 67",
    ),
    "judge": ActScreen(
        gettext_lazy("登记一审裁判文书送达本机关的日期。上诉期届满以前裁判没有生效，本件仍为尚未审结。"),
        forms.Judge,
        _judge,
        gettext_lazy("已登记一审裁判，上诉期开始计算。"),
        "LITIG 85",
    ),
    "appeal": ActScreen(
        gettext_lazy("本机关或者对方当事人提起上诉的，登记在此，本件继续审理。"),
        forms.Appeal,
        _appeal,
        gettext_lazy("已登记上诉。"),
        "LITIG 85",
    ),
    "conclude": ActScreen(
        gettext_lazy(
            "日期填写决定作出、裁判生效之日，年度报告按这一天计入表四。责令重新答复的，争议办件随之重新起算期限，原来的答复不重复计数。"
        ),
        forms.Conclude,
        _conclude,
        gettext_lazy("已登记审结。"),
        "OGI 50",
        final=True,
    ),
    "take_back": ActScreen(
        gettext_lazy(
            "误登的，从最近一次登记起逐次作废；受理登记作废后，本件不再计入年度报告。作废记录保留。"
        ),
        forms.TakeBack,
        _take_back,
        gettext_lazy("已作废最近一次登记。"),
        final=True,
    ),
}


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, kind: str, number: str, key: str) -> HttpResponse:
    """The screen of a deed; only of one that may come next for this person."""
    page = page_of(request, kind, number)
    screen = SCREENS.get(key)
    if screen is None:
        raise Http404(key)
    offer, pressed = offer_of(page, key), request.method == "POST"
    if not pressed and offer is None:
        messages.warning(request, _("这件事现在不能办理，请看页面上可以办理的事项。"))
        return redirect(page_url(page.subject))
    form = _form(request, page, screen)
    if pressed and form.is_valid():
        try:
            due_on = screen.run(request, page, form.cleaned_data)
        except GongkaiError as problem:
            tell(request, problem)
        else:
            last = _("期限：%(on)s。") % {"on": due_on.isoformat()} if due_on else ""
            messages.success(request, f"{screen.done}{last}")
            return redirect(page_url(page.subject))
    shown = {
        "page": page,
        "offer": offer or Offer(key, _("办理"), "primary"),
        "screen": screen,
        "law": (page.status.lawsuit and screen.court) or screen.law,
        "form": form,
        "crumbs": crumbs((number, page_url(page.subject))),
    }
    return render(request, "oversight/act.html", shown, status=422 if pressed else 200)


def _form(request: HttpRequest, page: DisputePage, screen: ActScreen) -> forms.Deed:
    pressed = request.method == "POST"
    return screen.form(
        request.POST if pressed else None,
        request.FILES if pressed else None,
        initial={"key": new_key(), "seen": page.seen},
        lawsuit=page.status.lawsuit,
    )
