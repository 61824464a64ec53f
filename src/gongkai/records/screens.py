"""What records lay on the desk: menu, search, work."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongkai.desk.menu import DESK, Entry, Group, WorkRow, urgency
from gongkai.ledger.rows import BEIJING
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names
from gongkai.records import queries, workbench
from gongkai.records.clearance import State, clearance
from gongkai.records.record_page import STANDINGS
from gongkai.records.tables import page_url
from gongkai.records.types import types

READ = ("records.read",)
CLEARANCE = tuple(step.verb for step in clearance().steps.values())
MOST = 500
"""A work table is for working: whoever has more than this before them uses the lists."""


def _rows(found: Iterable, as_of: date, standing: str = "") -> list[WorkRow]:
    records = list(found[:MOST])
    called = names({each.organ for each in records}, as_of=as_of)
    return [_row(each, called, standing) for each in records]


def _row(record, called: dict[str, str], standing: str) -> WorkRow:
    standing = standing or STANDINGS.get(record.standing, record.standing)
    if record.waiting_for in clearance().steps:
        standing = _("待{title}").format(title=clearance().steps[record.waiting_for].title)
    if hour := getattr(record, "scheduled_at", None):
        standing = _("定于 {hour} 发布").format(hour=f"{hour.astimezone(BEIJING):%Y-%m-%d %H:%M}")
    return WorkRow(
        title=record.shown_title,
        url=page_url(record.subject),
        what=types()[record.type].title,
        organ=called.get(record.organ, record.organ),
        standing=standing,
        since=record.moved_at,
        text=getattr(record, "remarks", "") or "",
    )


def _waiting(actor: Actor, as_of: date) -> list[WorkRow]:
    return [
        *_returned(actor, as_of),
        *_rows(workbench.waiting(actor), as_of),
        *_rows(workbench.to_publish(actor), as_of),
        *_rows(workbench.to_make_good(actor), as_of, standing=_("紧急发布待补审")),
    ]


def _returned(actor: Actor, as_of: date) -> list[WorkRow]:
    return _rows(workbench.returned_to(actor), as_of)


def _mine(actor: Actor, as_of: date) -> list[WorkRow]:
    return _rows(workbench.begun_by(actor, State.DRAFT, State.IN_CLEARANCE, State.CLEARED), as_of)


def _due(actor: Actor, as_of: date) -> list[WorkRow]:
    found = [each for each in queries.alarms(actor, as_of) if each.subject and urgency(each.due_on, as_of)]
    called = names({each.organ for each in found}, as_of=as_of)
    return [
        WorkRow(
            title=each.title,
            url=page_url(each.subject),
            what=queries.KINDS[each.kind],
            organ=called.get(each.organ, each.organ),
            due_on=each.due_on,
            why=each.law,
        )
        for each in found
    ]


DESK.bring("waiting", _waiting)
DESK.bring("due", _due)
DESK.bring("returned", _returned)
DESK.bring("mine", _mine)
DESK.find_in(_("信息"), "records:list", *READ)
DESK.lay(
    Group(
        _("信息公开目录"),
        (
            Entry(_("新建信息"), "records:new", "new", ("records.draft",)),
            Entry(_("全部信息"), "records:list", "list", READ),
            Entry(_("待我审查"), "records:clearance", "check", CLEARANCE),
            Entry(_("待发布"), "records:ready", "publish", ("records.publish",)),
            Entry(_("紧急发布补审"), "records:forced", "alarm", ("records.review_forced", "records.publish")),
            Entry(_("期限与提醒"), "records:alarms", "alarm", READ),
            Entry(_("主动公开登记表"), "records:register", "book", READ),
            Entry(_("批量导入"), "records:import", "import", ("records.import",)),
        ),
        position=10,
    )
)
DESK.lay(
    Group(_("网站"), (Entry(_("网站结构与专题"), "wagtailadmin_home", "site", ("site.edit",)),), position=90)
)
