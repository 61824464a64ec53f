"""The only door to a reconsideration or lawsuit for a person: what lies outside a post's reach is not there.

One that may not be read and one that does not exist get the same answer. Law: OGI 15; PIPL 51.
"""

from django.db.models import QuerySet

from gongkai.casework import access as cases
from gongkai.casework.errors import UnknownCase
from gongkai.casework.models import Paper
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor
from gongkai.oversight.errors import UnknownDispute
from gongkai.oversight.models import Dispute
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION

READ = "oversight.read"
SEES_PERSONS = "casework.unmask"
"""Who has it may open the papers of a dispute: they show persons."""


def unknown(asked: str) -> UnknownDispute:
    """The answer where there is no such dispute, or not for this person."""
    number = asked.partition(":")[2] or asked
    return UnknownDispute(
        "unknown_dispute", f"没有找到行政复议、行政诉讼“{number}”，请核对编号。", asked=asked
    )


def readable(actor: Actor) -> QuerySet[Dispute]:
    """All disputes that the actor may read."""
    rows = cases.readable(actor, RECONSIDERATION) | cases.readable(actor, LAWSUIT)
    return Dispute.objects.filter(status__in=rows).select_related("status")


def dispute_for(actor: Actor, subject: str) -> Dispute:
    """The dispute of a subject. Raises ``UnknownDispute`` where the actor may not read it."""
    try:
        cases.case_for(actor, subject)
    except UnknownCase:
        raise unknown(subject) from None
    found = Dispute.objects.select_related("status").filter(pk=subject).first()
    if found is None:
        raise unknown(subject)
    return found


def opens_papers(actor: Actor, dispute: Dispute) -> bool:
    """Whether the actor may open its papers."""
    return may(actor, SEES_PERSONS, dispute.status.organ)


def paper_of(actor: Actor, subject: str, paper_id: int) -> Paper | None:
    """A paper of a dispute that the actor may open, else none. Raises ``UnknownDispute``."""
    if not opens_papers(actor, dispute_for(actor, subject)):
        return None
    return Paper.objects.filter(pk=paper_id, subject=subject, erased_at__isnull=True).first()
