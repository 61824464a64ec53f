"""The evidence of a case in one PDF (证据材料): letters, scans and the clock, for reconsideration or a court.

The organ has to hand it in within its term; so it is one button. Law: RECON 54; LITIG 67.
"""

from datetime import date

from gongkai.casework.services import papers
from gongkai.foi.case_page import CasePage
from gongkai.foi.letters.bundle import Cover, Part, bundle
from gongkai.law.calendar import BEIJING

BOUND = ("application/pdf", "image/jpeg", "image/png")
"""What can be bound: pages as they are."""


def evidence(page: CasePage, *, made_on: date) -> bytes:
    """The papers of the case in their order, then the clock day by day, indexed and stamped.

    Raises: GongkaiError ``empty_bundle``, ``part_unreadable`` naming the part.
    """
    kept = [each for each in reversed(page.papers) if each.media_type in BOUND and each.erased_at is None]
    parts = [
        Part(
            title=f"{each.title} {each.number}".strip(),
            source=page.organ_name,
            on=each.made_at.astimezone(BEIJING).date(),
            content=papers.content(each),
        )
        for each in kept
    ]
    due = page.case.status.due
    if due is not None:
        parts.append(Part(title=f"{due.title}计算表", proves="答复期限的起算和届满", content=due))
    return bundle(parts, Cover(organ=page.organ_name, case=page.number, made_on=made_on))
