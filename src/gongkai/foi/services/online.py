"""What an applicant does on the website (网上办理): apply with papers, supplement, withdraw, confirm receipt.

Whoever holds number and query code of a receipt is the applicant; the website asks for them, not this module.
Law: OGI 29; OGI 30; OGI 31(3); OGI 40.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.casework import filing
from gongkai.casework.services import papers
from gongkai.casework.services.door import Case, System, opened
from gongkai.foi import facts
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Letter, Manner
from gongkai.foi.models import Application
from gongkai.foi.services.concluding import withdraw
from gongkai.foi.services.intake import Asked, Registered, submit_online
from gongkai.foi.services.replying import File
from gongkai.foi.services.stepping import By, step
from gongkai.foi.status import Act

WEBSITE = System("portal")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with an application or a supplement (附件): what it is, its ending, its fingerprint.

    ``kind`` is ``authorisation`` for the paper by which somebody acts for another, else ``enclosure``.
    """

    kind: str
    suffix: str
    sha256: str


_TITLES = {"authorisation": "授权委托书", "enclosure": "申请人提交的附件"}


def set_aside(content: bytes) -> str:
    """Keep a file sealed until the form that it belongs to is complete; its fingerprint.

    What never comes to a case is swept away a day later (``papers.sweep``). Raises ``RefusedPaper``.
    """
    return filing.put(content)


def apply_online(
    asked: Asked, organ: str, enclosed: Sequence[Enclosed] = (), *, at: datetime, key: str, region: str = ""
) -> Registered:
    """Take in an application by the website with all that came with it (网上申请), or nothing of it.

    The same ``key`` is the same application; ``region`` is that of the organ, where it is known.

    Raises ``RefusedApplication``, ``RefusedPaper``. Law: OGI 31(3)
    """
    if not enclosed:
        return submit_online(asked, organ, at=at, key=key, region=region)
    with transaction.atomic():
        registered = submit_online(asked, organ, at=at, key=key, region=region)
        keeping = opened(registered.subject, "foi.register", by=WEBSITE, at=at, key=f"{key}/papers")
        with keeping as case:
            if case.done is None:
                _keep(case, Application.objects.get(pk=registered.subject), enclosed)
    return registered


def supplement_online(
    subject: str, words: str, enclosed: Sequence[Enclosed] = (), *, at: datetime, key: str
) -> None:
    """Take in the supplement that was asked for (网上补正): the reply clock starts anew. Law: OGI 30

    Raises ``RefusedStep`` for an empty one, ``ImpossibleAct`` where none is awaited.
    """
    if not words.strip() and not enclosed:
        raise RefusedStep("nothing_said", "请写明补正的内容，或者上传补正材料。", law="OGI 30")
    with step(subject, "foi.supplement", Act.SUPPLEMENT, By(actor=WEBSITE, at=at, key=key)) as taken:
        if taken.done is not None:
            return
        if words.strip():
            _keep_words(taken.case, taken.application, words.strip())
        _keep(taken.case, taken.application, enclosed)
        taken.enter(facts.Supplemented())


def withdraw_online(subject: str, *, at: datetime, key: str) -> None:
    """Take in that the applicant withdraws (网上撤回). Raises ``ImpossibleAct``."""
    said = File("撤回.txt", f"申请人凭登记号和查询码，于{at:%Y-%m-%d %H:%M}在网站撤回本件申请。\n".encode())
    withdraw(subject, By(actor=WEBSITE, at=at, key=key), request=said)


def confirm_delivery(subject: str, *, at: datetime, key: str) -> None:
    """Take in that the applicant has the reply that was sent electronically (确认收到答复). Law: OGI 40

    It is evidence of delivery; whether the organ was in time is told by the day of sending.
    """
    with step(subject, "foi.deliver", None, By(actor=WEBSITE, at=at, key=key)) as taken:
        if taken.done is not None:
            return
        sent = taken.before.facts.last(
            "foi.delivered", letter=Letter.DECISION, manner=Manner.ELECTRONIC.value
        )
        ref = str(sent.body.get("ref", "")) if sent else ""
        if sent is None or taken.before.facts.first("foi.signed_for", letter=Letter.DECISION, ref=ref):
            raise RefusedStep("nothing_to_confirm", "没有等待确认的电子送达。", law="OGI 40")
        taken.enter(facts.SignedFor(letter=Letter.DECISION, ref=ref))


def _keep(case: Case, application: Application, enclosed: Sequence[Enclosed]) -> None:
    for number, each in enumerate(enclosed, 1):
        papers.keep(
            case,
            kind=each.kind,
            title=f"{_TITLES[each.kind]}{number}" if each.kind == "enclosure" else _TITLES[each.kind],
            content=filing.read(each.sha256),
            name=f"{number}{each.suffix}",
            party=application.applicant,
        )


def _keep_words(case: Case, application: Application, words: str) -> None:
    papers.keep(
        case,
        kind="supplement",
        title="补正内容",
        content=words.encode(),
        name="补正.txt",
        party=application.applicant,
    )
