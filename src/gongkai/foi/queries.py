"""What screens ask of applications (依申请公开的查询): lists, one application whole, proposals.

Only what the actor may read is there, counts included. Every list costs the same number of queries, however
long it is. Law: OGI 35; OGI 44.1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from gongkai.casework import counting, sealing
from gongkai.casework.services import parties
from gongkai.foi import access, tallies
from gongkai.foi.models import Application
from gongkai.foi.status import (
    Act,
    Alarm,
    Chance,
    How,
    Level,
    Phase,
    Status,
    alarms,
    apology_offered,
    chances,
    days_left,
    status,
)
from gongkai.foi.status.alarms import level_of
from gongkai.law.calendar import BEIJING
from gongkai.law.calendar import calendar as calendar_at
from gongkai.law.parameters import parameter
from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered
from gongkai.organs.permissions import may, organs_where
from gongkai.organs.posts import Actor

MOST = 200

# The verb by which a deed is done, where it is not the deed's own name.
VERBS = {
    Act.TRY_CONTACT: "foi.confirm_receipt",
    Act.GIVE_REASONS: "foi.demand_reasons",
    Act.CLOSE_CONSULTATION: "foi.consult",
    Act.PAY: "foi.charge",
    Act.DECIDE: "foi.sign",
    Act.REDECIDE: "foi.sign",
}


def verb_of(act: Act) -> str:
    """The verb of a deed."""
    return VERBS.get(act, f"foi.{act.value}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. ``left`` are working days left for a reply that is owed, negative when overdue."""

    subject: str
    number: str
    title: str
    organ: str
    holder_organ: str
    phase: Phase
    received_on: date | None
    due_on: date | None
    provisional: bool
    left: int | None
    level: Level | None
    late_days: int
    closed_on: date | None


def applications(
    actor: Actor,
    at: datetime,
    *,
    text: str = "",
    phases: Iterable[Phase] = (),
    organ: str = "",
    person: str = "",
    closed: bool | None = None,
    first: int = 0,
    most: int = MOST,
) -> list[Line]:
    """The applications that the actor may read, those due first at the top; three queries, or four.

    ``text`` looks in numbers and titles, ``person`` finds an applicant by a whole identity number, telephone,
    e-mail or name (by digest). ``closed`` keeps those that have ended, or that have not.
    """
    found = _matching(access.readable(actor), text, phases, organ, person, closed)
    return lines(list(found.order_by("status__due_on", "pk")[first : first + most]), at)


def lines(
    rows: Sequence[Application], at: datetime, facts: Mapping[str, list[Entered]] | None = None
) -> list[Line]:
    """Applications as lines of a list; ``facts`` of them where they are known already, else one query."""
    if facts is None:
        moving = [each.subject for each in rows if each.status.provisional and each.status.received_on]
        facts = _facts(rows[0].region, moving) if moving else {}
    return [_line(each, facts.get(each.subject), at) for each in rows]


def _matching(found, text: str, phases: Iterable[Phase], organ: str, person: str, closed: bool | None):
    if text.strip():
        found = found.filter(Q(number__contains=text.strip()) | Q(title__contains=text.strip()))
    if wanted := [each.value for each in phases]:
        found = found.filter(status__phase__in=wanted)
    if organ:
        found = found.filter(Q(status__organ=organ) | Q(status__holder_organ=organ))
    if person.strip():
        found = found.filter(_of_person(person))
    if closed is not None:
        found = found.filter(status__closed_on__isnull=not closed)
    return found


def _of_person(person: str) -> Q:
    reach = Q(pk__in=())
    for kind in ("id_no", "phone", "email", "name"):
        if digest := sealing.digest(kind, person):
            reach |= Q(**{f"applicant__{kind}_digest": digest})
    return reach


def _facts(region: str, subjects: Sequence[str]) -> dict[str, list[Entered]]:
    found: dict[str, list[Entered]] = defaultdict(list)
    for each in reading.facts(region, subjects=subjects):
        found[each.subject].append(each)
    return found


def _line(row: Application, facts: list[Entered] | None, at: datetime) -> Line:
    """A line; a due day that moves from day to day (an open consultation) is read anew from the facts."""
    kept, today = row.status, at.astimezone(BEIJING).date()
    phase, due_on, provisional = Phase(kept.phase), kept.due_on, kept.provisional
    if facts:
        now = status(facts, as_of=today, known_at=at)
        phase, due_on, provisional = now.phase, now.due_on, now.provisional
    left = None
    if due_on is not None and kept.closed_on is None and phase not in APPLICANTS_TURN:
        left = counting.days_left(due_on, today, calendar_at(today))
    return Line(
        subject=row.subject,
        number=row.number,
        title=row.title,
        organ=kept.organ,
        holder_organ=kept.holder_organ,
        phase=phase,
        received_on=kept.received_on,
        due_on=due_on,
        provisional=provisional,
        left=left,
        level=None if left is None else level_of(left, today),
        late_days=kept.late_days,
        closed_on=kept.closed_on,
    )


APPLICANTS_TURN = (Phase.SUPPLEMENT_AWAITED, Phase.FEE_AWAITED, Phase.UNCONFIRMED)


def counts(actor: Actor) -> dict[Phase, int]:
    """How many applications stand in each phase, of those that the actor may read; one query."""
    rows = access.readable(actor).values_list("status__phase").annotate(Count("pk")).order_by()
    return {Phase(phase): count for phase, count in rows}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the office may consider (建议); nothing is done by itself. ``about`` are those concerned."""

    code: str
    why: str
    law: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application whole, as the actor may see it.

    ``timeline`` are its facts with those taken back; of a part that was split off, the history of the whole
    comes first. ``acts`` are the deeds open to this actor, lawful or after a warning; ``seen`` is the number
    of the last fact, to be given back with every deed.
    """

    application: Application
    status: Status
    items: tuple[str, ...]
    parties: tuple[parties.Masked, ...]
    timeline: tuple[Entered, ...]
    alarms: tuple[Alarm, ...]
    acts: tuple[Chance, ...]
    proposals: tuple[Proposal, ...]
    apology_offered: bool
    left: int | None
    seen: int


def application_page(actor: Actor, subject: str, at: datetime) -> ApplicationPage:
    """One application whole. Raises ``UnknownApplication`` where the actor may not read it."""
    application = access.application_for(actor, subject)
    facts = reading.timeline(application.region, subject)
    mail = reading.timeline(application.region, application.mail) if application.mail else []
    now = status(facts, as_of=at.astimezone(BEIJING).date(), known_at=at, mail=mail)
    before = _history_of_whole(application, facts)
    return ApplicationPage(
        application=application,
        status=now,
        items=tuple(sealing.unseal(each.text) for each in application.items.all()),
        parties=tuple(parties.masked(actor, subject)),
        timeline=(*before, *facts),
        alarms=alarms(now),
        acts=open_acts(actor, application.status.organ, now),
        proposals=tuple(proposals(application)),
        apology_offered=apology_offered(now),
        left=days_left(now),
        seen=max((each.seq for each in facts), default=0),
    )


def open_acts(actor: Actor, organ: str, now: Status) -> tuple[Chance, ...]:
    """The deeds open to the actor now; those that need a reason only to whom may override."""
    overrides = may(actor, "foi.override", organ)
    return tuple(
        each
        for each in chances(now)
        if each.how is not How.IMPOSSIBLE
        and may(actor, verb_of(each.act), organ)
        and (each.how is How.LAWFUL or overrides)
    )


def _history_of_whole(application: Application, facts: Sequence[Entered]) -> list[Entered]:
    if not application.split_from or not facts:
        return []
    whole = reading.timeline(application.region, application.split_from)
    parted = min(each.entered_at for each in facts)
    return [each for each in whole if each.entered_at <= parted]


def proposals(application: Application) -> Iterable[Proposal]:
    """What repeats and floods suggest (重复、大量申请): lawful steps, never a refusal by itself."""
    same = list(tallies.same_text(application).select_related("applicant")[:MOST])
    own = tallies.of_applicant(application.applicant, application.region).values_list("pk", flat=True)
    mine = set(own)
    repeats = tuple(each.subject for each in same if each.subject in mine)
    if repeats:
        why = f"同一申请人申请过同样的内容（{len(repeats)}件），可以核对是否属于重复申请"
        yield Proposal("repeat", why, "OGI 36(6)", repeats)
    others = tuple(each.subject for each in same if each.subject not in mine)
    on = application.registered_at.astimezone(BEIJING).date()
    if others and len(others) + 1 >= int(parameter("foi.same_requests_count").on(on).value):
        why = f"另有{len(others)}件申请同样的内容，答复可以沿用；可以公开的，建议纳入主动公开"
        yield Proposal("publish", why, "OGI 44.1", others)
    month = list(tallies.in_month(application).values_list("pk", flat=True))
    if len(month) >= int(parameter("foi.excess_count").on(on).value):
        why = f"同一申请人本月申请{len(month)}件，可以要求说明理由；每件的期限照常计算"
        yield Proposal(
            "demand_reasons", why, "OGI 35", tuple(each for each in month if each != application.pk)
        )


@dataclass(frozen=True, slots=True)
class LateFind:
    """An application of a year whose report was filed before it was found (年报报送后才登记)."""

    subject: str
    year: int
    received_on: date
    entered_at: datetime
    filed_on: date


def late_finds(actor: Actor, region: str) -> list[LateFind]:
    """Applications found after the report of their year was filed: each an erratum to propose.

    The filed report stays as it was filed; computed again it shows the difference. Law: OGI 50
    """
    reach = organs_where(actor, access.READ)
    filed: dict[int, Entered] = {}
    for each in reading.facts(region, kinds=["reports.filed"]):
        filed.setdefault(int(each.body["year"]), each)
    found = []
    for each in reading.facts(region, kinds=["foi.received"], organs=reach, years=list(filed)):
        report = filed[each.happened_on.year]
        if each.entered_at > report.entered_at:
            found.append(
                LateFind(
                    each.subject, each.happened_on.year, each.happened_on, each.entered_at, report.happened_on
                )
            )
    return found
