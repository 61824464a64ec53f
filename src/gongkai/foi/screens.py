"""What disclosure on request lays on the desk: menu, search, work."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.desk.menu import DESK, Entry, Group, WorkRow
from gongkai.foi import register, watching
from gongkai.foi.casekind import page_url
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor, Role
from gongkai.organs.queries import names

READ = ("foi.read",)
WATCHERS = frozenset((Role.LIAISON, Role.HEAD, Role.CLERK, Role.LEADER))
"""On whose work table due days and alarms of applications lie."""


def _ends(as_of: date) -> datetime:
    return datetime.combine(as_of, time.max, BEIJING)


def _waiting(actor: Actor, as_of: date) -> list[WorkRow]:
    """Drafts that wait for a signature or for a secrecy review."""
    if not may(actor, "foi.read"):
        return []
    found = [(_("待签发"), watching.to_sign(actor)), (_("待保密审查"), watching.to_clear(actor))]
    return [
        WorkRow(
            title=f"{each.application.number} {each.application.title}",
            url=page_url(each.application.subject),
            what=_("公开申请答复"),
            organ=names([each.application.status.organ]).get(each.application.status.organ, ""),
            standing=standing,
            due_on=each.application.status.due_on,
            since=each.drafted_at,
            person=each.drafted_by.display_name,
        )
        for standing, rows in found
        for each in rows[: register.MOST]
    ]


def _due(actor: Actor, as_of: date) -> list[WorkRow]:
    """Applications that are late or due within the week of work, and alarms that somebody has to see."""
    if not any(post.role in WATCHERS for post in actor.posts):
        return []
    rows = []
    for each in watching.watched(actor, _ends(as_of)):
        red = [alarm for alarm in each.alarms if alarm.level == "red"]
        if red or each.soon:
            alarm = red[0] if red else None
            rows.append(
                WorkRow(
                    title=f"{each.line.number} {each.line.title}",
                    url=page_url(each.line.subject),
                    what=_("公开申请"),
                    organ=each.holder_name,
                    standing=each.line.phase.label,
                    due_on=each.line.due_on or (alarm.since if alarm else None),
                    why=alarm.law if alarm else "OGI 33",
                    text=alarm.why if alarm else "",
                )
            )
    return rows


DESK.bring("waiting", _waiting)
DESK.bring("due", _due)
DESK.find_in(gettext_lazy("公开申请"), "foi:list", *READ)
DESK.lay(
    Group(
        gettext_lazy("依申请公开"),
        (
            Entry(gettext_lazy("登记申请"), "foi:new", "new", ("foi.register",)),
            Entry(gettext_lazy("申请登记簿"), "foi:list", "book", READ),
            Entry(gettext_lazy("答复选登"), "foi:released", "publish", READ),
            Entry(gettext_lazy("今日督办"), "foi:watch", "alarm", READ),
        ),
        position=15,
    )
)
