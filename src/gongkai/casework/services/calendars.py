"""Warnings of a wanted holiday notice (放假安排未录入): to the posts that keep the notices, once a year."""

from datetime import datetime

from gongkai.casework.models import Notice
from gongkai.casework.wanted_years import APP, KEEP, said, wanted_years
from gongkai.ledger.rows import BEIJING
from gongkai.organs.acting import posts_of
from gongkai.organs.permissions import verb
from gongkai.organs.queries import organs_of


def warn(at: datetime) -> list[Notice]:
    """Plan the warnings that are not there yet.

    Asked again, or by two at once, nothing is told twice. Law: HOLIDAYS 2
    """
    today = at.astimezone(BEIJING).date()
    wanted = wanted_years(at)
    there = set(Notice.objects.filter(kind=KEEP).values_list("subject", "post"))
    made = [
        Notice(region=region, subject=f"{APP}:{year}", kind=KEEP, post=post, title=said(year), on=today)
        for region, years in wanted.items()
        for post in _keepers(region, at)
        for year in years
        if (f"{APP}:{year}", post) not in there
    ]
    return Notice.objects.bulk_create(made, ignore_conflicts=True)


def _keepers(region: str, at: datetime) -> list[str]:
    """The posts of a region that keep the notices, held or vacant."""
    today = at.astimezone(BEIJING).date()
    roles = verb(KEEP).roles
    found = [posts_of(organ.code, today) for organ in organs_of(region, as_of=today)]
    return sorted(post for posts in found for role in roles for post in posts.get(role, ()))
