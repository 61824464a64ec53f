"""An application in dispute (争议中的公开申请): what a reconsideration or lawsuit may ask of it.

Announced at start-up, so that oversight and disclosure on request work together and know nothing of each
other. Law: RECON 48; RECON 64; OGI 51.
"""

from datetime import date, datetime

from gongkai.casework.disputing import Disputable
from gongkai.casework.services.door import By
from gongkai.foi.casekind import APP
from gongkai.organs.permissions import NotPermitted
from gongkai.organs.posts import Actor


def title_of(subject: str) -> str:
    """What was asked for, in the words of the office."""
    from gongkai.foi.models import Application

    return Application.objects.filter(pk=subject).values_list("title", flat=True).first() or ""


def evidence(actor: Actor, subject: str, *, at: datetime, case: str, before: str) -> bytes:
    """The evidence of the application in one indexed PDF. Raises ``UnknownApplication``, ``NotPermitted``."""
    from gongkai.foi.case_page import case_page
    from gongkai.foi.evidence import evidence as bound

    page = case_page(actor, subject, at)
    if not page.opens_papers:
        raise NotPermitted(
            "not_permitted",
            "证据材料含有当事人的个人信息，由承办、审查、签发的岗位汇编。请联系该岗位。",
            law="PIPL 51",
        )
    return bound(page, made_on=page.case.status.as_of, case=case, before=before)


def order_anew(
    subject: str, ordered_by: str, case: str, by: By, *, working_days: int | None, on: date
) -> date | None:
    """Enter that a new reply was ordered: a clock of its own runs from ``on``, nothing is counted twice."""
    from gongkai.foi.facts import OrderedBy
    from gongkai.foi.services import order_redecision

    ordered = By(actor=by.actor, at=by.at, key=by.key)
    return order_redecision(subject, OrderedBy(ordered_by), case, ordered, working_days=working_days, on=on)


def take_back_order(subject: str, case: str, by: By, *, reason: str) -> None:
    """Take back an order entered in error, as long as no new reply was made."""
    from gongkai.foi.services.concluding import take_back_order as take_back

    take_back(subject, case, By(actor=by.actor, at=by.at, key=by.key), reason=reason)


DISPUTABLE = Disputable(
    app=APP,
    title_of=title_of,
    evidence=evidence,
    order_anew=order_anew,
    take_back_order=take_back_order,
)
