"""What somebody has to look at (督办): open applications with their alarms, drafts that wait for a signature.

What is named is read from its facts on the day it is asked; what is only counted, from what is kept with each
case. Law: OGI 46; OGI 47.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.casework.models import PaperReview
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import access, queries
from gongkai.foi.models import Application, Reply
from gongkai.foi.queries import Line
from gongkai.foi.status import Alarm, Phase, alarms, status
from gongkai.law.calendar import BEIJING, ONE_DAY
from gongkai.law.calendar import calendar as calendar_at
from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names

SOON_WORKING_DAYS = 5
"""How far the morning page looks ahead: a week of work."""
SLACK = timedelta(days=7)
"""A holiday notice that came since may have moved the day from which an alarm was to stand."""
MOST = 500
"""How many applications the morning page names; its figures count all."""
OPEN = Q(status__closed_on__isnull=True)
OWED = OPEN & ~Q(status__phase__in=[each.value for each in queries.APPLICANTS_TURN])


@dataclass(frozen=True, slots=True)
class Watched:
    """An application that somebody has to look at, as it stands today, with what is wrong."""

    line: Line
    alarms: tuple[Alarm, ...]
    organ_name: str
    holder_name: str

    @property
    def overdue(self) -> bool:
        """Whether a reply is owed and late."""
        return self.line.left is not None and self.line.left < 0

    @property
    def soon(self) -> bool:
        """Whether a reply is due within the week of work."""
        left = self.line.left
        return left is not None and 0 <= left <= SOON_WORKING_DAYS


def watched(actor: Actor, at: datetime) -> list[Watched]:
    """What is late, due soon, or has an alarm, of all that the actor may read: the most urgent on top; three
    queries. Each is read from its facts.
    """
    today = at.astimezone(BEIJING).date()
    due = OWED & (Q(status__due_on__lte=_soon_until(today)) | Q(status__provisional=True))
    found = _unfinished(actor).filter(due | Q(status__look_on__lte=today + SLACK))
    rows = list(found.order_by("status__due_on", "pk")[:MOST])
    facts = _facts(rows)
    called = names({code for each in rows for code in (each.status.organ, each.status.holder_organ)})
    told = []
    for line in queries.lines(rows, at, facts):
        stands = alarms(status(facts[line.subject], as_of=today, known_at=at))
        organ, holder = line.organ, line.holder_organ or line.organ
        told.append(Watched(line, stands, called.get(organ, organ), called.get(holder, holder)))
    return [each for each in told if each.alarms or each.soon or each.overdue]


def _unfinished(actor: Actor) -> QuerySet[Application]:
    return access.readable(actor).exclude(status__phase=Phase.ARCHIVED.value)


def _soon_until(today: date) -> date:
    """The last due day that is within the week of work."""
    calendar, day, left = calendar_at(today), today, SOON_WORKING_DAYS
    while (left := left - calendar.assume(day + ONE_DAY).working) >= 0:
        day += ONE_DAY
    return day


def _facts(rows: Iterable[Application]) -> dict[str, list[Entered]]:
    by_region: dict[str, list[str]] = defaultdict(list)
    for each in rows:
        by_region[each.region].append(each.subject)
    found: dict[str, list[Entered]] = defaultdict(list)
    for region, subjects in by_region.items():
        for fact in reading.facts(region, subjects=subjects):
            found[fact.subject].append(fact)
    return found


@dataclass(slots=True)
class OfOrgan:
    """How an organ stands: what is open, late, due soon, not yet confirmed."""

    code: str
    name: str
    open: int
    overdue: int
    soon: int
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How many applications are open, late, due soon, by organ (the most late first); alarms by code."""

    organs: tuple[OfOrgan, ...]
    alarms: Counter[str]

    @property
    def open(self) -> int:
        """All that are open."""
        return sum(each.open for each in self.organs)

    @property
    def overdue(self) -> int:
        """All whose reply is owed and late."""
        return sum(each.overdue for each in self.organs)

    @property
    def soon(self) -> int:
        """All whose reply is due within the week of work."""
        return sum(each.soon for each in self.organs)


def figures(actor: Actor, at: datetime) -> Figures:
    """The figures of all that the actor may read, counted by the database; five queries.

    Only a due day that moves from day to day (an open consultation) is read from the facts.
    """
    today = at.astimezone(BEIJING).date()
    found, until = access.readable(actor).filter(OPEN), _soon_until(today)
    fixed, moves = OWED & Q(status__provisional=False), OWED & Q(status__provisional=True)
    counted = found.values_list("status__organ").annotate(
        open=Count("pk"),
        overdue=Count("pk", filter=fixed & Q(status__due_on__lt=today)),
        soon=Count("pk", filter=fixed & Q(status__due_on__gte=today, status__due_on__lte=until)),
        unconfirmed=Count("pk", filter=Q(status__phase=Phase.UNCONFIRMED.value)),
        moving=Count("pk", filter=moves & Q(status__due_on__isnull=False)),
    )
    rows = list(counted.order_by())
    called = names([code for code, *_ in rows])
    organs = {code: OfOrgan(code, called.get(code, code), *counts) for code, *counts, _moving in rows}
    for line in queries.lines(list(found.filter(moves, status__due_on__lte=until)), at):
        organs[line.organ].overdue += line.left is not None and line.left < 0
        organs[line.organ].soon += line.left is not None and 0 <= line.left <= SOON_WORKING_DAYS
    told = _alarm_counts(actor, today)
    told["provisional"] = sum(moving for *_, moving in rows)
    by_urgency = sorted(organs.values(), key=lambda each: (-each.overdue, -each.soon, -each.open, each.code))
    return Figures(tuple(by_urgency), told)


def _alarm_counts(actor: Actor, today: date) -> Counter[str]:
    """How many applications have an alarm of each code today, by the days kept with them."""
    kept = _unfinished(actor).filter(status__look_on__lte=today).values_list("status__alarm_days", flat=True)
    told = Counter(code for days in kept for code, day in days.items() if day <= today.isoformat())
    if not calendar_at(today).assume(today).working:
        del told["contact_wanted"]  # nobody is called on a day off
    return told


def by_alarm(found: Iterable[Watched], *codes: str) -> list[tuple[Watched, Alarm]]:
    """Each alarm with its application, the most urgent first; of some codes, or all."""
    every = [(each, alarm) for each in found for alarm in each.alarms if not codes or alarm.code in codes]
    order = ["red", "amber", "note"]
    return sorted(every, key=lambda pair: (order.index(pair[1].level.value), pair[1].since))


def to_sign(actor: Actor) -> QuerySet[Reply]:
    """Drafts that were found free of secrets and wait for this person's signature. Law: OGI 17."""
    cleared = PaperReview.objects.filter(
        paper__subject=OuterRef("application_id"),
        sha256=OuterRef("sha256"),
        level=SecrecyLevel.NONE.value,
    )
    return _waiting(actor, "foi.sign").filter(Exists(cleared))


def to_clear(actor: Actor) -> QuerySet[Reply]:
    """Drafts that wait for this person's secrecy review. Law: SECRETS 35."""
    told = PaperReview.objects.filter(paper__subject=OuterRef("application_id"), sha256=OuterRef("sha256"))
    return _waiting(actor, "foi.review_secrecy").exclude(Exists(told))


def _waiting(actor: Actor, verb: str) -> QuerySet[Reply]:
    found = Reply.objects.filter(signed_at__isnull=True, replaced_at__isnull=True)
    found = found.filter(
        application__in=access.readable(actor),
        application__status__organ__in=organs_where(actor, verb),
        application__status__closed_on__isnull=True,
    )
    return (
        found.exclude(drafted_by_id=actor.person_id)
        .select_related("application__status", "drafted_by")
        .order_by("application__status__due_on", "drafted_at")
    )
