"""The register (申请登记簿): all applications that a post may read, found by number or by person."""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from gongkai.casework import sealing
from gongkai.casework.access import readable_mail
from gongkai.foi import access
from gongkai.foi.models import Application
from gongkai.foi.queries import APPLICANTS_TURN
from gongkai.law.calendar import calendar as calendar_at
from gongkai.law.parameters import parameter
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names

PERSON = ("id_no", "phone", "email", "name")
"""By what a person is found, the surest first."""
MOST = 200
"""How many lines a work table takes."""
FIRST_YEAR = 2008
"""The year in which the Regulations came into force."""


def rows(actor: Actor, as_of: date) -> QuerySet[Application]:
    """The applications that the actor may read: open ones first, by due day.

    What waits and has no due day yet stands after the late and the pressing ones, the oldest first.
    """
    return access.readable(actor).order_by(
        IsNull(F("status__closed_on"), True).desc(),
        Coalesce("status__due_on", Value(pressing_until(as_of))),
        IsNull(F("status__due_on"), True),
        "pk",
    )


def pressing_until(as_of: date) -> date:
    """The last due day that is pressing on a day, by the house's own line (告急)."""
    left, day = int(parameter("foi.red_working_days").on(as_of).value), as_of
    calendar = calendar_at(as_of)
    while left:
        day += timedelta(days=1)
        left -= calendar.assume(day).working
    return day


def searched(found: QuerySet[Application], actor: Actor, text: str) -> QuerySet[Application]:
    """Those whose number, title, letter number or mail item has these words in it."""
    text = text.strip()
    mail = readable_mail(actor).filter(tracking_no__contains=text.upper()).values("pk")
    reach = Q(number__contains=text) | Q(title__contains=text) | Q(mail__in=mail)
    letters = Application.objects.filter(replies__number__contains=text).values("pk")
    return found.filter(reach | Q(pk__in=letters))


def who(actor: Actor, asked: str) -> str:
    """The digest of the person of whom there are applications that the actor may read; empty for nobody.

    A whole identity number, telephone, e-mail or name: nothing is found by a part of it. Law: PIPL 6
    """
    for kind in PERSON:
        digest = sealing.digest(kind, asked)
        if digest and of_person(access.readable(actor), digest).exists():
            return digest
    return ""


def of_person(found: QuerySet[Application], digest: str) -> QuerySet[Application]:
    """The applications of a person, by digest."""
    kind = digest.partition(":")[0]
    if kind not in PERSON:
        return found.none()
    return found.filter(**{f"applicant__{kind}_digest": digest})


def organ_choices(actor: Actor, as_of: date) -> list[tuple[str, str]]:
    """The organs in whose matters the actor may read."""
    found = names(organs_where(actor, access.READ), as_of=as_of)
    return sorted(found.items())


def years(as_of: date) -> list[tuple[str, str]]:
    """The years to choose from, the latest first."""
    return [(str(year), f"{year}") for year in range(as_of.year, FIRST_YEAR - 1, -1)]


def late(found: QuerySet[Application], as_of: date) -> QuerySet[Application]:
    """Those whose reply was late, or is owed and late."""
    owed = Q(status__closed_on__isnull=True, status__due_on__lt=as_of)
    owed &= ~Q(status__phase__in=[each.value for each in APPLICANTS_TURN])
    return found.filter(Q(status__late_days__gt=0) | owed)
