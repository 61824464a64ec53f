"""What oversight lays on the desk: menu, search, work."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongkai.desk.menu import DESK, Entry, Group, WorkRow
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names
from gongkai.oversight import queries
from gongkai.oversight.casekind import page_url
from gongkai.oversight.status import Phase
from gongkai.oversight.wording import KINDS

READ = ("oversight.read",)


def _due(actor: Actor, as_of: date) -> list[WorkRow]:
    """Answers that are owed and appeals that run out, for posts that act on them or answer for them."""
    if not may(actor, "oversight.read"):
        return []
    found = queries.owed(actor)
    called = names({each.status.organ for each in found})
    return [
        WorkRow(
            title=f"{each.number} {each.title}",
            url=page_url(each.subject),
            what=str(KINDS[each.kind]),
            organ=called.get(each.status.organ, ""),
            standing=Phase(each.status.phase).label,
            due_on=each.status.due_on,
            why="LITIG 85" if each.status.phase == Phase.JUDGED else "RECON 48",
        )
        for each in found
    ]


DESK.bring("due", _due)
DESK.find_in(_("复议诉讼"), "oversight:list", *READ)
DESK.lay(
    Group(
        _("监督保障"),
        (
            Entry(_("复议诉讼"), "oversight:list", "book", READ),
            Entry(_("检查、培训、考评"), "oversight:supervision", "list", READ),
        ),
        position=35,
    )
)
