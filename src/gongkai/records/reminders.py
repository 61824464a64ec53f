"""What the clock asks for (期限与提醒): due days of records as ``law`` counts them, on a day.

Publication within 20 working days, periodic reassessment, terms that run out, explainers, emergency
publications to be made good, columns that fell silent. Each kind takes a fixed number of queries.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock import add_working_days, due
from gongkai.law.errors import GongkaiError
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names
from gongkai.records import access
from gongkai.records.clearance import OPEN_STATES
from gongkai.records.facts import Openness
from gongkai.records.models import Column, Record
from gongkai.records.types import types

AHEAD = timedelta(days=30)
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Something that is due: until when (``due_on`` included), why, by which article.

    ``subject`` is the record; empty for a column. ``lag_days`` counts how long an explainer came after its
    policy, or has not come.
    """

    kind: str
    title: str
    due_on: date
    why: str
    subject: str = ""
    organ: str = ""
    law: str = ""
    lag_days: int = 0


@cache
def publish_due(made_on: date) -> tuple[date, str] | None:
    """The last day for publication and its article; ``None`` where no calendar reaches. Law: OGI 26."""
    return _due("records.publish", made_on)


@cache
def explain_due(published_on: date) -> tuple[date, str] | None:
    """The last day for the explainer of a policy published on a day. Law: EXPLAIN2016."""
    return _due("records.explain", published_on)


def _due(key: str, start: date) -> tuple[date, str] | None:
    try:
        found = due(key, start)
    except GongkaiError:
        return None
    return (found.due_on, found.law) if found.due_on else None


def unpublished(actor: Actor, as_of: date) -> Iterator[Reminder]:
    """What is to be public and is not yet, with its 20 working days. Law: OGI 26."""
    rows = access.readable(actor).filter(
        visible=False,
        openness=Openness.PROACTIVE.value,
        draft_edition__state__in=[each.value for each in OPEN_STATES],
        withdrawn_on__isnull=True,
        made_on__isnull=False,
    )
    for row in rows.order_by("made_on").only("subject", "title", "organ", "made_on")[:MOST]:
        if found := publish_due(row.made_on):
            yield Reminder(
                kind="unpublished",
                title=row.title,
                subject=row.subject,
                organ=row.organ,
                due_on=found[0],
                law=found[1],
                why=_("成文日期 {made_on}，应在二十个工作日内公开").format(made_on=row.made_on),
            )


def to_reassess(actor: Actor, as_of: date) -> Iterator[Reminder]:
    """What is not public and is to be assessed again within a month. Law: OGI 18."""
    rows = access.readable(actor).filter(
        openness__in=[Openness.ON_REQUEST.value, Openness.WITHHELD.value], reassess_due_on__lte=as_of + AHEAD
    )
    for row in rows.order_by("reassess_due_on")[:MOST]:
        yield Reminder(
            kind="reassess",
            title=row.title,
            subject=row.subject,
            organ=row.organ,
            due_on=row.reassess_due_on,
            law="OGI 18",
            why=_("不公开的信息定期评估，可以公开的应当公开"),
        )


def lapsing(actor: Actor, as_of: date) -> Iterator[Reminder]:
    """Documents whose term runs out within two months, or has run out lately."""
    rows = access.readable(actor).filter(
        visible=True, lapses_on__gte=as_of - AHEAD, lapses_on__lte=as_of + 2 * AHEAD
    )
    rows = rows.filter(Q(validity="") | Q(validity__in=["in_force", "amended"]))
    for row in rows.order_by("lapses_on")[:MOST]:
        yield Reminder(
            kind="lapsing",
            title=row.title,
            subject=row.subject,
            organ=row.organ,
            due_on=row.lapses_on - timedelta(days=1),
            why=_("有效期届满前应当评估，决定继续有效、修改或者废止"),
        )


def unexplained(actor: Actor, as_of: date) -> Iterator[Reminder]:
    """Policies whose explainer is late or is due, with the days of lag. Law: EXPLAIN2016."""
    explained = [key for key, kind in types().items() if kind.explained]
    rows = (
        access.readable(actor)
        .filter(visible=True, type__in=explained)
        .exclude(explainer_plan__exempt=True)
        .annotate(first=Max("explainers__explained_on"))
        .filter(first__isnull=True)
    )
    for row in rows.order_by("published_on")[:MOST]:
        if found := explain_due(row.published_on):
            lag = max(0, (as_of - row.published_on).days)
            yield Reminder(
                kind="unexplained",
                title=row.title,
                subject=row.subject,
                organ=row.organ,
                due_on=found[0],
                law=found[1],
                why=_("{published_on} 公布，已{lag}天没有解读").format(
                    published_on=row.published_on, lag=lag
                ),
                lag_days=lag,
            )


def forced_open(actor: Actor, as_of: date) -> Iterator[Reminder]:
    """Emergency publications that wait for their clearance. Law: OGI 17."""
    rows = access.readable(actor).filter(
        visible=True, live_edition__forced=True, live_edition__forced_cleared_at__isnull=True
    )
    for row in rows.select_related("live_edition").order_by("published_on")[:MOST]:
        yield Reminder(
            kind="forced",
            title=row.title,
            subject=row.subject,
            organ=row.organ,
            due_on=row.published_on,
            law="OGI 17",
            why=_("未经完整审查紧急发布，应当补行审查"),
        )


def silent_columns(actor: Actor, as_of: date) -> Iterator[Reminder]:
    """Columns in which nothing new has come for longer than they allow."""
    regions = {post.region for post in actor.posts}
    shown = Q(visible=True, region__in=regions)
    last = dict(
        Record.objects.filter(shown, column__isnull=False)
        .values_list("column")
        .annotate(last=Max("published_on"))
        .order_by()
    )
    for column in Column.objects.filter(region__in=regions, stale_working_days__isnull=False):
        if (day := last.get(column.pk)) is None:
            continue
        try:
            until = add_working_days(day, column.stale_working_days)
        except GongkaiError:
            continue
        if until <= as_of + timedelta(days=7):
            yield Reminder(
                kind="silent",
                title=f"{column.board_name} › {column.name}",
                due_on=until,
                why=_("最近一条 {day}，每 {stale_working_days} 个工作日内应有更新").format(
                    day=day, stale_working_days=column.stale_working_days
                ),
            )


KINDS: dict[str, tuple[str, Callable[[Actor, date], Iterator[Reminder]], str]] = {
    "unpublished": (_("未公开"), unpublished, _("没有已成文而尚未公开的信息。")),
    "unexplained": (_("缺解读"), unexplained, _("公开的政策文件都有解读。")),
    "forced": (_("待补审"), forced_open, _("没有需要补行审查的紧急发布。")),
    "lapsing": (_("将失效"), lapsing, _("两个月内没有到期的文件。")),
    "reassess": (_("待评估"), to_reassess, _("一个月内没有需要评估的信息。")),
    "silent": (_("栏目久未更新"), silent_columns, _("各栏目都在时限内更新。")),
}
"""Each kind: its title, what finds it, what an empty list says."""


def all_of(actor: Actor, as_of: date) -> dict[str, list[Reminder]]:
    """All reminders by kind, what is due first on top."""
    found = {key: list(find(actor, as_of)) for key, (_title, find, _empty) in KINDS.items()}
    return {key: sorted(each, key=lambda one: one.due_on) for key, each in found.items()}


def urgent(actor: Actor, as_of: date) -> list[Reminder]:
    """What is late or due within three days, of all kinds that are about records."""
    soon = as_of + timedelta(days=3)
    kinds = (unpublished, unexplained, forced_open, lapsing, to_reassess)
    return [each for find in kinds for each in find(actor, as_of) if each.due_on <= soon]


def organ_names(found: list[Reminder], as_of: date) -> dict[str, str]:
    """The names of the organs concerned."""
    return names({each.organ for each in found if each.organ}, as_of=as_of)
