"""How the screens of deeds that write a letter call their services, and with what their forms begin."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services.parties import Particulars
from gongkai.casework.views.shared import by, uploaded
from gongkai.foi import answering, letter_lines, services
from gongkai.foi.case_page import CasePage
from gongkai.foi.facts import Party
from gongkai.foi.matters import how_to_pay, in_month
from gongkai.foi.status.consulting import Meaning


def consult(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Seek an opinion, with its letters."""
    party = Party(given["party"])
    third = Particulars(name=given["name"], phone=given["phone"], address=given["address"])
    return services.consult(
        page.subject,
        party,
        given["about"],
        by(request, given),
        third_party=third if party is Party.THIRD_PARTY and given["name"].strip() else None,
        organ=given["organ"],
        writes=True,
        working_days=given["working_days"] or 0,
        on=given["on"],
        despite=given.get("despite", ""),
    )


def find_lapsed(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Find that a term was let go by, with the letter that says so."""
    pressed = by(request, given)
    return services.find_lapsed(page.subject, given["finding"], pressed, writes=True, on=given["on"])


def redraft(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Take in the draft as it was edited in Word."""
    assert page.draft is not None, "offered where there is a draft"
    file = uploaded(given, "edited")
    assert file is not None, "the form asks for it"
    return services.draft(page.subject, page.draft.words, answering.edited(page, file), by(request, given))


def clear_letter(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Enter the secrecy review of a letter."""
    level = SecrecyLevel(given["level"])
    return services.clear_letter(
        page.subject, given["sha256"], level, given["basis"], by(request, given), opinion=given["opinion"]
    )


def where_to_pay(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """Where fees of the organ are paid."""
    return {"how_to_pay": how_to_pay(page.organ, request.today)}


def how_many(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """How many applications of the month there are of the same applicant."""
    return {"count": _("本月共提出政府信息公开申请%(n)d件。") % {"n": in_month(page.application)}}


def how_late(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """By how much it was late."""
    days = page.case.status.late_days or page.case.status.overdue_days
    return {"fault": _("答复超过法定期限%(n)d个工作日") % {"n": days}}


def letter_to_clear(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The fingerprint of the letter that is looked at."""
    found = letter_lines.to_clear(page)
    return {"sha256": found.word.sha256 if found is not None else ""}


def objected(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The third parties that objected."""
    return {
        "refs": [
            (each.consultation.ref, f"{each.consultation.ref} {each.about[:30]}")
            for each in page.sought
            if each.consultation.party == Party.THIRD_PARTY and each.consultation.meaning is Meaning.OBJECTED
        ]
    }
