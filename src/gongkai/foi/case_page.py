"""The page of an application (办件页): everything of the case that a person may see, in one reading.

Papers that show somebody's particulars open only to those who work on the case. Law: OGI 45; PIPL 51.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from gongkai.casework import queries as cases
from gongkai.casework import sealing
from gongkai.casework.models import Paper, PaperReview
from gongkai.casework.queries import HopLine
from gongkai.casework.services import papers
from gongkai.foi import access, enclosed, queries
from gongkai.foi.enclosed import Enclosed, Prepared
from gongkai.foi.letters.matter import Item as ItemWords
from gongkai.foi.letters.matter import Withheld
from gongkai.foi.models import Application, Release, Reply
from gongkai.foi.queries import ApplicationPage
from gongkai.foi.status import Consultation
from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names, organs_of

SEES_PERSONS = ("casework.unmask", "foi.review_secrecy", "foi.sign")
"""Who has one of these may open papers that show a person's particulars."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A consultation with what is kept beside its facts."""

    consultation: Consultation
    whom: str
    about: str
    opinion: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A search record in words; ``item`` is empty where it was for all items."""

    places: str
    words: str
    result: str
    on: str
    item: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """The decision letter in work, or signed: what it says of each item, and its secrecy review."""

    reply: Reply
    words: dict[int, ItemWords]
    cleared: PaperReview | None
    drafted_by: str

    @property
    def signed(self) -> bool:
        """Whether it was signed."""
        return self.reply.signed_at is not None

    @property
    def passed(self) -> bool:
        """Whether a reviewer found exactly this draft free of secrets."""
        return self.cleared is not None and self.cleared.level == "none"


@dataclass(frozen=True)
class CasePage:
    """An application whole, with what stands around it."""

    case: ApplicationPage
    organ: str
    organ_name: str
    holder_name: str
    organs: dict[str, str]
    hops: tuple[HopLine, ...]
    papers: tuple[Paper, ...]
    opens_papers: bool
    sought: tuple[Sought, ...]
    searches: tuple[Searched, ...]
    draft: Draft | None

    @cached_property
    def attachments(self) -> list[Enclosed]:
        """The files that go out with the reply of the present round."""
        return enclosed.attachments(self.application, self.round)

    @cached_property
    def prepared(self) -> Prepared | None:
        """What was written for the public and not released yet."""
        return enclosed.prepared(self.application)

    @cached_property
    def in_log(self) -> Release | None:
        """The answer as the disclosure log has it, public or withdrawn."""
        return enclosed.in_log(self.application)

    @property
    def round(self) -> int:
        """Which handling is in hand."""
        return self.case.status.now.round.number if self.case.status.now else 1

    @property
    def application(self) -> Application:
        """Its row."""
        return self.case.application

    @property
    def number(self) -> str:
        """Its number."""
        return self.case.application.number

    @property
    def subject(self) -> str:
        """Its subject."""
        return self.case.application.subject


def case_page(actor: Actor, subject: str, at: datetime) -> CasePage:
    """One application whole. Raises ``UnknownApplication`` where the actor may not read it."""
    case = queries.application_page(actor, subject, at)
    application, row = case.application, case.application.status
    region = {each.code: each.name for each in organs_of(application.region, as_of=case.status.as_of)}
    called = region | names({row.organ, row.holder_organ})
    return CasePage(
        case=case,
        organ=row.organ,
        organ_name=called.get(row.organ, row.organ),
        holder_name=called.get(row.holder_organ or row.organ, row.holder_organ),
        organs=region,
        hops=tuple(cases.hops_of(actor, subject)),
        papers=tuple(Paper.objects.filter(subject=subject).order_by("-pk")),
        opens_papers=any(may(actor, verb, row.organ) for verb in SEES_PERSONS),
        sought=_sought(case, called),
        searches=_searches(application),
        draft=_draft(case),
    )


def _sought(case: ApplicationPage, called: dict[str, str]) -> tuple[Sought, ...]:
    rows = {each.ref: each for each in case.application.consultations.all()}
    found = []
    for each in case.status.consultations:
        row = rows.get(each.ref)
        whom = called.get(row.organ, row.organ) if row is not None and row.organ else ""
        about = sealing.unseal(row.about) if row is not None else ""
        found.append(Sought(each, whom, about, sealing.unseal(row.opinion) if row is not None else ""))
    return tuple(found)


def _searches(application: Application) -> tuple[Searched, ...]:
    rows = application.searches.select_related("item").order_by("pk")
    return tuple(
        Searched(
            sealing.unseal(each.places),
            sealing.unseal(each.words),
            sealing.unseal(each.result),
            each.searched_on.isoformat(),
            each.item.place if each.item is not None else None,
        )
        for each in rows
    )


def _draft(case: ApplicationPage) -> Draft | None:
    number = case.status.now.round.number if case.status.now else 1
    found = case.application.replies.filter(round=number, replaced_at__isnull=True)
    reply = found.select_related("paper", "drafted_by").first()
    if reply is None:
        return None
    words = {
        each.item.place: words_of(sealing.unseal(each.words))
        for each in reply.decisions.select_related("item")
    }
    cleared = papers.current_review(case.application.subject, reply.sha256)
    return Draft(reply, words, cleared, reply.drafted_by.display_name)


def words_of(kept: str) -> ItemWords:
    """What a draft says of an item, as it was kept."""
    plain = json.loads(kept)
    parts = tuple(Withheld(**each) for each in plain.pop("withheld", ()))
    return ItemWords(**plain, withheld=parts)


def paper_of(actor: Actor, subject: str, paper_id: int) -> Paper | None:
    """A paper of an application that this person may open, else none. Raises ``UnknownApplication``."""
    application = access.application_for(actor, subject)
    paper = Paper.objects.filter(pk=paper_id, subject=subject, erased_at__isnull=True).first()
    if paper is None:
        return None
    organ = application.status.organ
    if paper.party_id is not None and not any(may(actor, verb, organ) for verb in SEES_PERSONS):
        return None
    return paper
