"""What screens ask of reconsiderations and lawsuits: the list, one of them whole, what is owed.

Only what the actor may read is there. Lists cost the same number of queries, however long they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from gongkai.casework import access as cases
from gongkai.casework import disputing
from gongkai.casework.cases import kind_of
from gongkai.casework.errors import UnknownCase
from gongkai.casework.models import Paper
from gongkai.casework.services import parties
from gongkai.law.calendar import BEIJING
from gongkai.ledger import reading
from gongkai.organs.permissions import may, organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names
from gongkai.oversight import access
from gongkai.oversight.errors import RefusedDispute
from gongkai.oversight.models import Dispute
from gongkai.oversight.status import Act, Phase, Status, chances, status

VERBS = {
    Act.RECEIVE_NOTICE: "oversight.answer",
    Act.FILE_ANSWER: "oversight.answer",
    Act.JUDGE: "oversight.conclude",
    Act.APPEAL: "oversight.conclude",
    Act.CONCLUDE: "oversight.conclude",
    Act.TAKE_BACK: "oversight.take_back",
}
"""The verb by which a deed is done."""
FIRST_YEAR = 2008


def rows(actor: Actor) -> QuerySet[Dispute]:
    """All disputes that the actor may read: what is owed first, then what is pending, then what is over."""
    return access.readable(actor).order_by(
        IsNull(F("status__closed_on"), True).desc(),
        F("status__due_on").asc(nulls_last=True),
        F("status__received_on").desc(nulls_last=True),
        "pk",
    )


def searched(found: QuerySet[Dispute], text: str) -> QuerySet[Dispute]:
    """Those whose number, title, case number, body or disputed case has these words in it."""
    text = text.strip()
    reach = Q(number__contains=text) | Q(title__contains=text) | Q(case_no__contains=text)
    return found.filter(reach | Q(body__contains=text) | Q(about__contains=text))


def organ_choices(actor: Actor, as_of: date) -> list[tuple[str, str]]:
    """The organs in whose matters the actor may read disputes."""
    return sorted(names(organs_where(actor, access.READ), as_of=as_of).items())


def years(as_of: date) -> list[tuple[str, str]]:
    """The years to choose from, the latest first."""
    return [(str(year), f"{year}") for year in range(as_of.year, FIRST_YEAR - 1, -1)]


@dataclass(frozen=True, slots=True)
class DisputePage:
    """A dispute whole, as the actor may see it. ``seen`` is the number of the last fact that it shows."""

    dispute: Dispute
    status: Status
    organ_name: str
    claimants: tuple[parties.Masked, ...]
    papers: tuple[Paper, ...]
    opens_papers: bool
    acts: tuple[Act, ...]
    about_title: str
    about_url: str
    seen: int

    @property
    def subject(self) -> str:
        """Its subject."""
        return self.dispute.subject

    @property
    def title(self) -> str:
        """Kind, number and title in one line."""
        return f"{kind_of(self.subject).title} {self.dispute.number} {self.dispute.title}"


def dispute_page(actor: Actor, subject: str, at: datetime) -> DisputePage:
    """A dispute whole. Raises ``UnknownDispute`` where the actor may not read it."""
    dispute = access.dispute_for(actor, subject)
    facts = reading.timeline(dispute.region, subject)
    now = status(facts, as_of=at.astimezone(BEIJING).date(), known_at=at)
    organ = dispute.status.organ
    about_title, about_url = about_shown(actor, dispute.about)
    return DisputePage(
        dispute=dispute,
        status=now,
        organ_name=names([organ]).get(organ, organ),
        claimants=tuple(parties.masked(actor, subject)),
        papers=tuple(Paper.objects.filter(subject=subject).order_by("-pk")),
        opens_papers=access.opens_papers(actor, dispute),
        acts=tuple(each.act for each in chances(now) if may(actor, VERBS[each.act], organ)),
        about_title=about_title,
        about_url=about_url,
        seen=max((each.seq for each in facts), default=0),
    )


def about_shown(actor: Actor, about: str) -> tuple[str, str]:
    """The case in dispute in words, and its address where the actor may read it."""
    kind = disputing.disputable(about) if about else None
    if kind is None:
        return about.partition(":")[2], ""
    title = f"{kind_of(about).title} {about.partition(':')[2]} {kind.title_of(about)}".strip()
    try:
        cases.case_for(actor, about)
    except UnknownCase:
        return title, ""
    return title, kind_of(about).page_url(about)


def meant(actor: Actor, asked: str) -> str:
    """The subject of the case in dispute that a typed number means; empty for none."""
    asked = asked.strip()
    if not asked or ":" in asked:
        return asked
    found = [f"{app}:{asked}" for app in disputing.DISPUTABLE]
    there = cases.readable(actor).filter(pk__in=found).values_list("pk", flat=True).first()
    return there or next(iter(found), asked)


def about(actor: Actor, subject: str) -> list[Dispute]:
    """The disputes about a case that the actor may read, the latest first; those taken back left out."""
    found = access.readable(actor).filter(about=subject).exclude(status__phase=Phase.VOID.value)
    return list(found.order_by("-registered_at", "-pk"))


def owed(actor: Actor) -> Sequence[Dispute]:
    """The pending disputes in which the organ has to act by a day, those due first on top."""
    found = access.readable(actor).filter(status__closed_on__isnull=True, status__due_on__isnull=False)
    return list(found.order_by("status__due_on", "pk")[:200])


def evidence_of(actor: Actor, page: DisputePage, at: datetime) -> bytes:
    """The evidence of the case in dispute, bound and indexed, with this dispute on its cover.

    Raises ``RefusedDispute`` where no case is in dispute; as the seam. Law: RECON 48; RECON 54; LITIG 67
    """
    kind = disputing.disputable(page.dispute.about)
    if kind is None:
        raise RefusedDispute(
            "nothing_to_bind", "本件没有关联的办件，没有可以汇编的材料。请直接上传证据材料。", law="RECON 48"
        )
    name = f"{page.dispute.title}{kind_of(page.subject).title}案"
    case = f"{page.dispute.case_no} {name}".strip()
    return kind.evidence(actor, page.dispute.about, at=at, case=case, before=page.dispute.body)
