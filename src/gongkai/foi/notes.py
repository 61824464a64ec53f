"""Opinions of those who handle an application (办理意见), as its page shows them: who said what, when."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.casework.models import Deed
from gongkai.casework.services import papers
from gongkai.foi.case_page import CasePage
from gongkai.foi.services.noting import KIND
from gongkai.organs.acting import post_names


@dataclass(frozen=True, slots=True)
class Note:
    """An opinion: its words, who signed it, in which post, when."""

    text: str
    person: str
    post: str
    at: datetime


def notes(page: CasePage) -> list[Note]:
    """The opinions of a case in their order; none for whom its papers are not open. Two queries."""
    if not page.opens_papers:
        return []
    kept = {each.pk: each for each in page.papers if each.kind == KIND and each.erased_at is None}
    deeds = Deed.objects.filter(subject=page.subject, verb="foi.note").select_related("person").order_by("pk")
    told = [each for each in deeds if each.result.get("note") in kept]
    called = post_names({each.post for each in told}) if told else {}
    return [
        Note(
            papers.content(kept[each.result["note"]]).decode(),
            each.person.display_name if each.person is not None else "",
            called.get(each.post, each.post),
            each.at,
        )
        for each in told
    ]
