"""Planning of reminders (提醒计划): which posts are to be told what, from which day on. ``notices`` sends."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from itertools import chain

from django.db import connection

from gongkai.casework.cases import Reminder
from gongkai.casework.models import Notice
from gongkai.ledger.rows import BEIJING
from gongkai.organs.acting import Role, posts_of
from gongkai.organs.queries import organ as organ_of


def plan(
    subject: str, region: str, reminders: Iterable[Reminder], *, at: datetime, begins: bool = False
) -> None:
    """Plan the reminders of a case, within its transaction; those not wanted any more are dropped.

    One that was sent stays sent: the same kind, version and post are never told twice. ``begins``: the case
    is new and has none yet.
    """
    today = at.astimezone(BEIJING).date()
    posts = cache(lambda organ: posts_of(organ, today))
    wanted = {
        (each.kind, each.version, post): each for each in reminders for post in _posts(each, posts, today)
    }
    planned = () if begins else Notice.objects.filter(subject=subject)
    there = {(each.kind, each.version, each.post): each for each in planned}
    for key, notice in there.items():
        dropped = key not in wanted
        if notice.sent_at is None and dropped == (notice.dropped_at is None):
            notice.dropped_at = at if dropped else None
            notice.save(update_fields=["dropped_at"])
    lines = [
        (region, subject, kind, version, post, each.title[:200], str(each.on), each.urgent)
        for (kind, version, post), each in wanted.items()
        if (kind, version, post) not in there
    ]
    if lines:
        # By hand: a dozen come with every new case, and Django takes long over them.
        with connection.cursor() as cursor:
            cursor.execute(_PLAN + ", ".join([_LINE] * len(lines)), list(chain.from_iterable(lines)))


_PLAN = (
    "INSERT INTO casework_notice "
    '(region, subject, kind, version, post, title, "on", urgent, tries, problem) VALUES '
)
_LINE = "(%s, %s, %s, %s, %s, %s, %s, %s, 0, '')"


def _posts(each: Reminder, posts: Callable[[str], dict[Role, list[str]]], as_of: date) -> list[str]:
    """The posts that are told: those of the organ; its leader in charge may sit in the organ above it."""
    organ = each.organ
    while organ:
        if found := posts(organ).get(each.role):
            return found
        organ = organ_of(organ, as_of=as_of).parent if each.role is Role.LEADER else ""
    return []
