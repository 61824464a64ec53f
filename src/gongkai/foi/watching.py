"""What somebody has to look at (督办): open applications with their alarms, drafts that wait for a signature.

Everything is read from the facts on the day it is asked. Law: OGI 46; OGI 47.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.casework.models import PaperReview
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import access, queries
from gongkai.foi.models import Application, Reply
from gongkai.foi.queries import Line
from gongkai.foi.status import Alarm, Phase, Status, alarms, status
from gongkai.law.calendar import BEIJING
from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names

SOON_WORKING_DAYS = 5
"""How far the morning page looks ahead: a week of work."""
AFTERWARDS = timedelta(days=60)
"""How long after its reply an application is watched for letters that come back."""


@dataclass(frozen=True, slots=True)
class Watched:
    """An application that is not finished, as it stands today, with what is wrong."""

    line: Line
    status: Status
    alarms: tuple[Alarm, ...]
    organ_name: str
    holder_name: str

    @property
    def overdue(self) -> bool:
        """Whether a reply is owed and late."""
        return bool(self.status.overdue_days)

    @property
    def soon(self) -> bool:
        """Whether a reply is due within the week of work."""
        left = self.line.left
        return not self.overdue and left is not None and left <= SOON_WORKING_DAYS


def watched(actor: Actor, at: datetime) -> list[Watched]:
    """The unfinished applications that the actor may read, those due first on top; three queries."""
    today = at.astimezone(BEIJING).date()
    recent = Q(status__closed_on__isnull=True) | Q(status__closed_on__gte=today - AFTERWARDS)
    found = access.readable(actor).filter(recent | Q(status__late_days__gt=0))
    rows = list(found.exclude(status__phase=Phase.ARCHIVED.value).order_by("status__due_on", "pk"))
    facts = _facts(rows)
    called = names({code for each in rows for code in (each.status.organ, each.status.holder_organ)})
    told = []
    for line in queries.lines(rows, at, facts):
        now = status(facts[line.subject], as_of=today, known_at=at)
        organ, holder = line.organ, line.holder_organ or line.organ
        told.append(Watched(line, now, alarms(now), called.get(organ, organ), called.get(holder, holder)))
    return told


def _facts(rows: Iterable[Application]) -> dict[str, list[Entered]]:
    by_region: dict[str, list[str]] = defaultdict(list)
    for each in rows:
        by_region[each.region].append(each.subject)
    found: dict[str, list[Entered]] = defaultdict(list)
    for region, subjects in by_region.items():
        for fact in reading.facts(region, subjects=subjects):
            found[fact.subject].append(fact)
    return found


@dataclass(frozen=True, slots=True)
class OfOrgan:
    """How an organ stands: what is open, late, due soon, not yet confirmed."""

    code: str
    name: str
    open: int
    overdue: int
    soon: int
    unconfirmed: int


def by_organ(found: Iterable[Watched]) -> list[OfOrgan]:
    """The open applications by the organ that answers for them, the most late first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    called = {}
    for each in found:
        if each.line.closed_on is not None:
            continue
        called[each.line.organ] = each.organ_name
        counts[each.line.organ].update(
            open=1,
            overdue=int(each.overdue),
            soon=int(each.soon),
            unconfirmed=int(each.line.phase is Phase.UNCONFIRMED),
        )
    told = [
        OfOrgan(code, called[code], n["open"], n["overdue"], n["soon"], n["unconfirmed"])
        for code, n in counts.items()
    ]
    return sorted(told, key=lambda each: (-each.overdue, -each.soon, -each.open, each.code))


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
