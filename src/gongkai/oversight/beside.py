"""What oversight tells on the page of a case: its reconsiderations and lawsuits, and how to enter one."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.casework import access as cases
from gongkai.casework.beside import Beside, Panel
from gongkai.casework.disputing import disputable
from gongkai.casework.errors import UnknownCase
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor
from gongkai.oversight import queries
from gongkai.oversight.casekind import page_url
from gongkai.oversight.facts import Result
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION, Phase
from gongkai.oversight.wording import KINDS, LOOKS, RESULTS


def disputes_about(actor: Actor, subject: str, as_of: date) -> Panel | None:
    """The disputes about a case; nothing where it cannot be disputed or the actor may not know of them."""
    if disputable(subject) is None or not may(actor, queries.access.READ):
        return None
    lines = tuple(_line(each) for each in queries.about(actor, subject))
    begins = _begins(actor, subject)
    return Panel(title=_("复议、诉讼"), lines=lines, begins=begins) if lines or begins else None


def _line(dispute: queries.Dispute) -> Beside:
    row = dispute.status
    phase = Phase(row.phase)
    result = RESULTS.get(Result(row.outcome)) if row.outcome else ""
    return Beside(
        title=f"{KINDS[dispute.kind]} {dispute.number}",
        url=page_url(dispute.subject),
        standing=f"{phase.label} {result}".strip(),
        look=LOOKS[phase],
        due_on=row.due_on,
        text=f"{dispute.body} {dispute.case_no}".strip(),
    )


def _begins(actor: Actor, subject: str) -> tuple[tuple[str, str], ...]:
    """Where a dispute about the case is entered, once it was answered."""
    try:
        row = cases.case_for(actor, subject)
    except UnknownCase:
        return ()
    if not row.outcome or not may(actor, "oversight.file", row.organ):
        return ()
    query = urlencode({"about": subject.partition(":")[2]})
    return tuple(
        (_("登记%(kind)s") % {"kind": KINDS[kind]}, f"{reverse('oversight:new', args=[kind])}?{query}")
        for kind in (RECONSIDERATION, LAWSUIT)
    )
