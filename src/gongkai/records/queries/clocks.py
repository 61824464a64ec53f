"""Clocks of the register (期限): what is due, what is late, by how much, and under which article.

Law: OGI 18 (reassessment); OGI 26 (twenty working days); EXPLAIN2016; NORMATIVE2018; DECISION.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.law.calendar import CalendarUnknown
from gongkai.law.clock import add_working_days, due, late_working_days
from gongkai.organs.posts import Actor
from gongkai.records import access
from gongkai.records.clearance import OPEN_STATES
from gongkai.records.facts import Openness
from gongkai.records.models import Explainer, ExplainerPlan, Record
from gongkai.records.queries.lists import columns
from gongkai.records.services.editions import day_of
from gongkai.records.types import types
from gongkai.records.validity import Validity

SOON = timedelta(days=7)
VALIDITY_AHEAD = timedelta(days=90)
REASSESS_AHEAD = timedelta(days=30)
MOST = 500


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is due. ``kind`` is one of ``KINDS``; ``due_on`` its last day; ``late`` by how many
    working days it is late, 0 while it is not.
    """

    kind: str
    subject: str
    title: str
    organ: str
    due_on: date
    late: int
    message: str
    law: str


KINDS = {
    "publish": _("应当公开"),
    "change": _("变更后应当公开"),
    "reassess": _("应当评估"),
    "validity": _("有效期将满"),
    "explain": _("应当解读"),
    "forced": _("应当补行审查"),
    "comment": _("应当公布采纳情况"),
    "column": _("栏目应当更新"),
}


def alarms(actor: Actor, as_of: date) -> list[Alarm]:
    """What is due in the actor's organs and columns, the most urgent first; a fixed number of queries."""
    rows = access.readable(actor)
    found = [
        *_to_publish(rows, as_of),
        *_to_reassess(rows, as_of),
        *_ending(rows, as_of),
        *_to_explain(rows, as_of),
        *_forced(rows, as_of),
        *_comments(rows, as_of),
        *_columns(actor, as_of),
    ]
    return sorted(found, key=lambda each: (each.due_on, each.subject))


@lru_cache(maxsize=4096)
def publish_due_on(formed_on: date) -> date:
    """The last day for making public what was formed or changed on a day. Law: OGI 26."""
    return due("records.publish", formed_on).due_on


@lru_cache(maxsize=4096)
def explain_due_on(published_on: date) -> date:
    """The last day for explaining a policy published on a day. Law: EXPLAIN2016."""
    return due("records.explain", published_on).due_on


def late_by(due_on: date, day: date) -> int:
    """By how many working days a day is after a due day; by calendar days where no notice covers the year."""
    try:
        return late_working_days(due_on, day)
    except CalendarUnknown:
        return max(0, (day - due_on).days)


def _alarm(kind: str, row: Record, due_on: date, as_of: date, message: str, law: str) -> Alarm:
    late = late_by(due_on, as_of)
    tail = _("，已超过{late}个工作日").format(late=late) if late else ""
    return Alarm(kind, row.subject, row.title, row.organ, due_on, late, message + tail, law)


def _to_publish(rows: QuerySet[Record], as_of: date) -> Iterator[Alarm]:
    """Proactive records not yet public, and changes of public ones: editions in work."""
    open_rows = rows.filter(
        draft_edition__state__in=[each.value for each in OPEN_STATES], openness=Openness.PROACTIVE.value
    ).annotate(begun_at=Min("draft_edition__revisions__at"), number=F("draft_edition__number"))
    for row in open_rows.order_by("made_on")[:MOST]:
        first = row.number == 1
        formed_on = row.made_on if first else day_of(row.begun_at)
        if formed_on is None:
            continue
        due_on = publish_due_on(formed_on)
        told = _("{on} 形成，应于 {due_on} 前主动公开") if first else _("{on} 变更，应于 {due_on} 前主动公开")
        message = told.format(on=formed_on, due_on=due_on)
        yield _alarm("publish" if first else "change", row, due_on, as_of, message, "OGI 26")


def _to_reassess(rows: QuerySet[Record], as_of: date) -> Iterator[Alarm]:
    for row in rows.filter(reassess_due_on__lte=as_of + REASSESS_AHEAD).order_by("reassess_due_on")[:MOST]:
        message = _("上次评估 {on}，应于 {due_on} 前再次评估").format(
            on=row.reassessed_on, due_on=row.reassess_due_on
        )
        yield _alarm("reassess", row, row.reassess_due_on, as_of, message, "OGI 18")


def _ending(rows: QuerySet[Record], as_of: date) -> Iterator[Alarm]:
    holding = rows.filter(
        visible=True,
        validity__in=[Validity.IN_FORCE, Validity.AMENDED],
        lapses_on__lte=as_of + VALIDITY_AHEAD,
    )
    for row in holding.order_by("lapses_on")[:MOST]:
        last = row.lapses_on - timedelta(days=1)
        message = _("有效期至 {last}，到期前应决定延续、修改或者废止").format(last=last)
        yield _alarm("validity", row, last, as_of, message, "NORMATIVE2018")


def _to_explain(rows: QuerySet[Record], as_of: date) -> Iterator[Alarm]:
    """Public policies that ask for an explainer and have none that is public."""
    explained = Explainer.objects.filter(policy=OuterRef("pk"), explained_on__isnull=False)
    exempt = ExplainerPlan.objects.filter(record=OuterRef("pk"), exempt=True)
    wanted = rows.filter(visible=True, type__in=[key for key, kind in types().items() if kind.explained])
    wanted = wanted.filter(Q(validity="") | Q(validity__in=[Validity.IN_FORCE, Validity.AMENDED]))
    for row in wanted.exclude(Exists(explained)).exclude(Exists(exempt)).order_by("published_on")[:MOST]:
        due_on = explain_due_on(row.published_on)
        message = _("{on} 发布，解读应于 {due_on} 前发布").format(on=row.published_on, due_on=due_on)
        yield _alarm("explain", row, due_on, as_of, message, "EXPLAIN2016")


def _forced(rows: QuerySet[Record], as_of: date) -> Iterator[Alarm]:
    waiting = rows.filter(
        visible=True, live_edition__forced=True, live_edition__forced_cleared_at__isnull=True
    )
    for row in waiting.select_related("live_edition").order_by("live_edition__published_at")[:MOST]:
        on = day_of(row.live_edition.published_at)
        message = _("{on} 紧急发布，应当尽快补行审查").format(on=on)
        yield _alarm("forced", row, on, as_of, message, "OGI 17")


def _comments(rows: QuerySet[Record], as_of: date) -> Iterator[Alarm]:
    over = rows.filter(comment_period__closes_on__lt=as_of, comment_period__result="", visible=True)
    for row in over.select_related("comment_period").order_by("comment_period__closes_on")[:MOST]:
        on = row.comment_period.closes_on
        message = _("{on} 征求意见期满，应当公布采纳情况").format(on=on)
        yield _alarm("comment", row, on, as_of, message, "DECISION")


def _columns(actor: Actor, as_of: date) -> Iterator[Alarm]:
    """Columns of the actor's regions in which nothing new came for nearly as long as they allow."""
    for region in sorted({post.region for post in actor.posts}):
        for each in columns(region):
            last, limit = each.last_published_on, each.stale_working_days
            if last is None or limit is None:
                continue
            try:
                due_on = add_working_days(last, limit)
            except CalendarUnknown:
                continue
            if due_on <= as_of + SOON:
                title = f"{each.board_name} › {each.name}"
                message = _("最近一条 {last}，每 {limit} 个工作日内应有更新").format(last=last, limit=limit)
                yield Alarm("column", "", title, "", due_on, late_by(due_on, as_of), message, "")


@dataclass(frozen=True, slots=True)
class Lag:
    """A breach that has happened: published or explained too late; ``late`` in working days."""

    subject: str
    title: str
    organ: str
    started_on: date
    due_on: date
    done_on: date
    late: int
    law: str


def late_publications(region: str, since: date, until: date) -> list[Lag]:
    """What was published in a period later than twenty working days after it was made. Law: OGI 26."""
    rows = Record.objects.filter(region=region, published_on__gte=since, published_on__lte=until)
    # Twenty working days are never fewer than twenty-six days: the rest need not be computed.
    rows = rows.filter(made_on__isnull=False, published_on__gt=F("made_on") + timedelta(days=25))
    found = []
    for row in rows.order_by("published_on", "pk"):
        due_on = publish_due_on(row.made_on)
        if row.published_on > due_on:
            late = late_by(due_on, row.published_on)
            found.append(
                Lag(row.subject, row.title, row.organ, row.made_on, due_on, row.published_on, late, "OGI 26")
            )
    return found


def late_explainers(region: str, since: date, until: date) -> list[Lag]:
    """Policies explained in a period later than the law says, by their first explainer."""
    links = (
        Explainer.objects.filter(policy__region=region, explained_on__isnull=False)
        .values("policy__subject", "policy__title", "policy__organ", "policy__published_on")
        .annotate(first=Min("explained_on"))
        .filter(first__gte=since, first__lte=until)
        .order_by("first", "policy__subject")
    )
    found = []
    for row in links:
        due_on = explain_due_on(row["policy__published_on"])
        if row["first"] > due_on:
            found.append(
                Lag(
                    row["policy__subject"],
                    row["policy__title"],
                    row["policy__organ"],
                    row["policy__published_on"],
                    due_on,
                    row["first"],
                    late_by(due_on, row["first"]),
                    "EXPLAIN2016",
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class StaleColumn:
    """A column in which nothing new came for longer than its limit; ``idle`` in working days."""

    code: str
    name: str
    last_published_on: date | None
    limit: int
    idle: int


def stale_columns(region: str, as_of: date) -> list[StaleColumn]:
    """The neglected columns of a region: empty ones, and those past their limit."""
    found = []
    for each in columns(region):
        if each.stale_working_days is None:
            continue
        last = each.last_published_on
        idle = late_by(last, as_of) if last is not None else 0
        if last is None or idle > each.stale_working_days:
            found.append(StaleColumn(each.code, each.name, last, each.stale_working_days, idle))
    return found
