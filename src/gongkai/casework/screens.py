"""What casework lays on the desk: menu and work."""

from datetime import date, datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.casework import queries
from gongkai.casework.wanted_years import KEEP, said, wanted_years
from gongkai.desk.menu import DESK, Entry, Group, WorkRow
from gongkai.ledger.rows import BEIJING
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor

READ = ("casework.read",)


def _waiting(actor: Actor, as_of: date) -> list[WorkRow]:
    """What was handed over to one's organs and waits to be signed for."""
    return [_hop(each) for each in queries.coming(actor)]


def _due(actor: Actor, as_of: date) -> list[WorkRow]:
    """Hops that nobody signed for in time, and letters that lie too long, before they are cases."""
    begins = datetime.combine(as_of, time.min, BEIJING)
    late = [_hop(each) for each in queries.late_hops(actor, begins)]
    told = {row.url for row in late}
    lying = [
        WorkRow(
            title=_("来件 %(each_number)s") % {"each_number": each.number},
            url=each.url,
            what=_("来件"),
            organ=each.holder,
            standing=each.standing,
            due_on=each.due_on,
            why="OGI 31",
        )
        for each in queries.overdue_mail(actor, as_of)
    ]
    return late + [row for row in lying if row.url not in told]


def _hop(hop: queries.HopLine) -> WorkRow:
    return WorkRow(
        title=f"{hop.what} {hop.number}",
        url=hop.url,
        what=_("交接"),
        organ=f"{hop.sender} → {hop.to}",
        standing=_("待签收"),
        due_on=hop.last_day,
        since=hop.sent_at,
    )


def _calendars(actor: Actor, as_of: date) -> list[WorkRow]:
    """Years whose holiday notice is wanted, for whoever keeps the notices."""
    if not may(actor, KEEP):
        return []
    wanted = wanted_years(as_of, {post.region for post in actor.posts})
    return [
        WorkRow(
            title=said(year),
            url=reverse("casework:inbox"),
            what=_("放假安排"),
            standing=_("待录入"),
            why="HOLIDAYS 2",
        )
        for year in sorted({year for years in wanted.values() for year in years})
    ]


DESK.bring("waiting", _waiting)
DESK.bring("waiting", _calendars)
DESK.bring("due", _due)
DESK.lay(
    Group(
        gettext_lazy("收发与交接"),
        (
            Entry(gettext_lazy("收文登记簿"), "casework:mail", "book", READ),
            Entry(gettext_lazy("交接"), "casework:hops", "out", READ),
            Entry(gettext_lazy("消息"), "casework:inbox", "alarm", (*READ, KEEP)),
        ),
        position=20,
    )
)
