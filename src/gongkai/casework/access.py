"""The only door to a case for a person: what lies outside a post's reach is not there.

A post reaches a case through the organ that answers for it, and through the organ that has it in hand.
A case that may not be seen and one that does not exist get the same answer. Law: OGI 15, PIPL 51.
"""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from gongkai.casework.cases import all_kinds, kind_of
from gongkai.casework.errors import UnknownCase
from gongkai.casework.models import Mail, StatusRow
from gongkai.organs.permissions import may, organs_where, require
from gongkai.organs.posts import Actor, Post

READ = "casework.read"


def unknown(subject: str) -> UnknownCase:
    """The answer where there is no such case, or not for this person."""
    return UnknownCase("unknown_case", f"没有找到“{subject}”，请核对编号。", asked=subject)


def readable(actor: Actor, app: str = "") -> QuerySet[StatusRow]:
    """The status rows of all cases (of an app) that the actor may see."""
    kinds = [each.app for each in all_kinds().values() if app in ("", each.app)]
    return StatusRow.objects.filter(reduce(or_, (reach(actor, each) for each in kinds), Q(pk__in=())))


def reach(actor: Actor, app: str, at: str = "") -> Q:
    """The condition that the actor may see a case of an app; ``at`` leads to its status row (``status__``).

    A post sees cases of its own region: so each list is read from the part of an index that is the region's.
    """
    organs = organs_where(actor, all_kinds()[app].read_verb)
    mine = Q(**{f"{at}organ__in": organs}) | Q(**{f"{at}holder_organ__in": organs})
    return mine & Q(**{f"{at}app": app, f"{at}region__in": {post.region for post in actor.posts}})


def readable_mail(actor: Actor) -> QuerySet[Mail]:
    """The lines of the mail-room book that the actor may see."""
    reach = organs_where(actor, READ)
    return Mail.objects.filter(Q(status__organ__in=reach) | Q(status__holder_organ__in=reach))


def case_for(actor: Actor, subject: str) -> StatusRow:
    """The status row of a case that the actor may see. Raises ``UnknownCase``."""
    row = StatusRow.objects.filter(pk=subject).first()
    if row is None or not _sees(actor, row):
        raise unknown(subject)
    return row


def mail_for(actor: Actor, subject: str) -> Mail:
    """The line of the mail-room book that the actor may see. Raises ``UnknownCase``."""
    case_for(actor, subject)
    return Mail.objects.select_related("status").get(pk=subject)


def post_for_act(actor: Actor, row: StatusRow, verb: str, at_organ: str = "") -> Post:
    """The post by which the actor may act on a case: by the organ that answers for it, or that has it.

    ``at_organ`` names another organ in whose matters the act lies. Raises ``UnknownCase`` where the actor may
    not see the case, ``NotPermitted`` where the actor may see it but not do this.
    """
    if not _sees(actor, row) and not (at_organ and may(actor, kind_of(row.subject).read_verb, at_organ)):
        raise unknown(row.subject)
    if at_organ:
        return require(actor, verb, at_organ)
    if not may(actor, verb, row.organ) and may(actor, verb, row.holder_organ):
        return require(actor, verb, row.holder_organ)
    return require(actor, verb, row.organ)


def _sees(actor: Actor, row: StatusRow) -> bool:
    verb = kind_of(row.subject).read_verb
    return may(actor, verb, row.organ) or may(actor, verb, row.holder_organ)
