"""What a letter of a case speaks of (文书内容), gathered from its rows, its facts and the organ that writes.

Screens and services take it from here, so that a letter looks the same wherever it is made.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gongkai.casework import sealing
from gongkai.casework.models import Party
from gongkai.foi import tallies
from gongkai.foi.facts import ApplicantKind, Intake
from gongkai.foi.letters.matter import Applicant, Item, LetterMatter, Reasons, Sender, Supplement
from gongkai.foi.models import Application
from gongkai.foi.remedy import Decider
from gongkai.foi.status import Status
from gongkai.foi.wording import INTAKES
from gongkai.ledger import home
from gongkai.organs.kinds import OrganKind
from gongkai.organs.letterheads import letterhead
from gongkai.organs.queries import organ as organ_of

APPLICANTS = ("applicant", "co_applicant")
"""The roles of those who apply together."""


def matter(
    application: Application,
    now: Status,
    organ: str,
    *,
    dated_on: date,
    number: str = "",
    items: Sequence[Item] | None = None,
) -> LetterMatter:
    """What every letter of the case may say on a day; ``items`` are the things asked for unless given."""
    asked = items or [Item(asked=sealing.unseal(each.text)) for each in application.items.all()]
    return LetterMatter(
        organ=sender(organ, dated_on),
        dated_on=dated_on,
        number=number,
        application_no=application.number,
        applicant=applicant(application),
        received_on=now.received_on,
        received_how=str(INTAKES[Intake(application.intake)]),
        due_on=now.due_on,
        items=tuple(asked),
        supplement=_supplement(now),
        reasons=_reasons(application, now),
        ordered_by=_ordered_by(now),
    )


def sender(organ: str, on: date) -> Sender:
    """The organ that writes, as it was called and reached on a day."""
    there, writes = organ_of(organ, as_of=on), letterhead(organ, as_of=on)
    return Sender(
        name=there.name,
        unit=there.ogi_unit,
        address=writes.address,
        postcode=writes.postcode,
        phone=writes.phone,
    )


def applicant(application: Application) -> Applicant:
    """Who applies; several are named one after the other."""
    rows = Party.objects.filter(subject=application.subject, role__in=APPLICANTS).order_by("pk")
    names = [sealing.unseal(each.name) for each in rows if each.erased_at is None]
    body = application.applicant_kind != ApplicantKind.NATURAL_PERSON
    return Applicant(name="、".join(names), organisation=body, several=len(names) > 1)


def templates(organ: str, on: date) -> Path | None:
    """The folder of the organ's own letter templates on a day, below ``letters`` of the installation."""
    own = letterhead(organ, as_of=on).templates
    return home.folder() / "letters" / own if own else None


def decider(organ: str, on: date) -> Decider:
    """The organ that decides, with the governments above it as far as they are known here."""
    there = organ_of(organ, as_of=on)
    above, found = there.parent, []
    while above:
        found.append(organ_of(above, as_of=on))
        above = found[-1].parent
    chain = [there, *found]
    governments = [each for each in chain if each.kind is OrganKind.GOVERNMENT]
    region = governments[0].name if governments else ""
    upper = governments[1].name if len(governments) > 1 else ""
    if governments and not upper:
        upper = letterhead(governments[0].code, as_of=on).upper_government
    parent = found[0].name if found else ""
    return Decider(name=there.name, kind=there.kind.value, region=region, upper=upper, parent=parent)


def _supplement(now: Status) -> Supplement:
    asked, came = now.facts.last("foi.supplement_requested"), now.facts.last("foi.supplemented")
    if asked is None:
        return Supplement()
    return Supplement(
        asked_on=asked.happened_on,
        until=day_of(asked.body.get("until")),
        came_on=came.happened_on if came else None,
    )


def _reasons(application: Application, now: Status) -> Reasons:
    demanded = now.facts.last("foi.reasons_demanded")
    if demanded is None:
        return Reasons()
    count = tallies.in_month(application).count()
    return Reasons(
        count=f"本月共{count}件", asked_on=demanded.happened_on, until=day_of(demanded.body.get("until"))
    )


def _ordered_by(now: Status) -> str:
    if now.now is None or now.now.round.opened.kind != "foi.redecision_ordered":
        return ""
    return str(now.now.round.opened.body.get("case", ""))


def day_of(value: object) -> date | None:
    """A day as a fact's body has it."""
    return date.fromisoformat(str(value)) if value else None


def how_to_pay(organ: str, on: date) -> str:
    """Where fees of an organ are paid on a day, as far as it is entered."""
    return letterhead(organ, as_of=on).how_to_pay


def in_month(application: Application) -> int:
    """How many applications of the same applicant were received in the natural month of this one."""
    return tallies.in_month(application).count()
