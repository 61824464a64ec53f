"""The register (申请登记簿): all applications that a post may read, found by number or by person."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

from django.db.models import Count, F, Q, QuerySet, prefetch_related_objects
from django.utils.functional import SimpleLazyObject

from gongkai.casework import access as cases
from gongkai.casework import sealing
from gongkai.casework.access import readable_mail
from gongkai.casework.models import StatusRow
from gongkai.foi import access
from gongkai.foi.casekind import APP
from gongkai.foi.models import Application, Reply
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
FEW = 500
"""How many found by words are looked up once; of more the database reads all again."""
MANY = 1000
"""How many applications are fetched at once."""
FIRST_YEAR = 2008
"""The year in which the Regulations came into force."""


def rows(actor: Actor) -> QuerySet[StatusRow]:
    """The status rows of the applications that the actor may read.

    Filters and sorting that ask nothing of the applications themselves are answered by status rows alone.
    """
    return cases.readable(actor, APP).filter(begun=True)


def with_applications(found: Sequence[StatusRow]) -> list[Application]:
    """The applications of status rows; one query for a page."""
    for n in range(0, len(found), MANY):
        prefetch_related_objects(found[n : n + MANY], "application")
    return [each.application for each in found]  # type: ignore[attr-defined]  # the other end of its status


class InTurn:
    """What was found, in the order of the register: open ones first, by due day.

    What waits and has no due day yet stands after the late and the pressing ones, the oldest first. Each part
    is read by an index in its own order, from the end that is nearer.
    """

    def __init__(self, found: QuerySet[StatusRow], as_of: date) -> None:
        self.found, self._pressing = found, pressing_until(as_of)

    def order_by(self, *keys: str) -> QuerySet[StatusRow]:
        """In another order."""
        return self.found.order_by(*keys)

    def count(self) -> int:
        """How many there are."""
        return sum(self._sizes)

    __len__ = count

    def __iter__(self) -> Iterator[StatusRow]:
        return iter(self._all)

    def __getitem__(self, asked: slice) -> Any:
        """Asked for when it is looked at, as with any query."""
        return SimpleLazyObject(partial(self._between, asked))

    def _between(self, asked: slice) -> list[StatusRow]:
        first, last, _step = asked.indices(self.count())
        shown: list[StatusRow] = []
        for part, size in zip(self._parts(), self._sizes, strict=True):
            if first < size and last > 0:
                shown += _cut(part, size, max(first, 0), min(last, size))
            first, last = first - size, last - size
        return shown

    @cached_property
    def _all(self) -> list[StatusRow]:
        return self._between(slice(None))

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        """How many each part has; one query."""
        parts = {f"part{n}": Count("pk", filter=part) for n, part in enumerate(self._conditions())}
        return tuple(self.found.order_by().aggregate(**parts).values())

    def _conditions(self) -> tuple[Q, ...]:
        is_open, until = Q(closed_on__isnull=True), self._pressing
        return (
            is_open & Q(due_on__lte=until),
            is_open & Q(due_on__isnull=True),
            is_open & Q(due_on__gt=until),
            Q(closed_on__isnull=False),
        )

    def _parts(self) -> Iterator[QuerySet[StatusRow]]:
        for part in self._conditions():
            yield self.found.filter(part).order_by(F("due_on").asc(nulls_last=True), "pk")


def _cut(part: QuerySet[StatusRow], size: int, first: int, last: int) -> list[StatusRow]:
    """The rows of a part between two places, read from the end that is nearer."""
    if first > size - last:
        return list(part.reverse()[size - last : size - first])[::-1]
    return list(part[first:last])


def pressing_until(as_of: date) -> date:
    """The last due day that is pressing on a day, by the house's own line (告急)."""
    left, day = int(parameter("foi.red_working_days").on(as_of).value), as_of
    calendar = calendar_at(as_of)
    while left:
        day += timedelta(days=1)
        left -= calendar.assume(day).working
    return day


def searched(found: QuerySet[StatusRow], actor: Actor, text: str) -> QuerySet[StatusRow]:
    """Those whose number, title, letter number or mail item has these words in it.

    The few that usually have them are looked up once, for count and page.
    """
    text = text.strip()
    mail = readable_mail(actor).filter(tracking_no__contains=text.upper()).values("pk")
    reach = Q(number__contains=text) | Q(title__contains=text) | Q(mail__in=mail)
    letters = Reply.objects.filter(number__contains=text).values("application")
    having = Application.objects.filter(reach | Q(pk__in=letters)).values_list("pk", flat=True)
    few = list(having[: FEW + 1])
    return found.filter(pk__in=few if len(few) <= FEW else having)


def who(actor: Actor, asked: str) -> str:
    """The digest of the person of whom there are applications that the actor may read; empty for nobody.

    A whole identity number, telephone, e-mail or name: nothing is found by a part of it. Law: PIPL 6
    """
    for kind in PERSON:
        digest = sealing.digest(kind, asked)
        if digest and of_person(rows(actor), digest).exists():
            return digest
    return ""


def of_person(found: QuerySet[StatusRow], digest: str) -> QuerySet[StatusRow]:
    """The applications of a person, by digest."""
    kind = digest.partition(":")[0]
    if kind not in PERSON:
        return found.none()
    return found.filter(**{f"application__applicant__{kind}_digest": digest})


def organ_choices(actor: Actor, as_of: date) -> list[tuple[str, str]]:
    """The organs in whose matters the actor may read."""
    found = names(organs_where(actor, access.READ), as_of=as_of)
    return sorted(found.items())


def years(as_of: date) -> list[tuple[str, str]]:
    """The years to choose from, the latest first."""
    return [(str(year), f"{year}") for year in range(as_of.year, FIRST_YEAR - 1, -1)]


def late(found: QuerySet[StatusRow], as_of: date) -> QuerySet[StatusRow]:
    """Those whose reply was late, or is owed and late."""
    owed = Q(closed_on__isnull=True, due_on__lt=as_of)
    owed &= ~Q(phase__in=[each.value for each in APPLICANTS_TURN])
    return found.filter(Q(late_days__gt=0) | owed)
