"""How the screen of a deed calls its service: from what was typed to the values that the service takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from gongkai.casework.facts import Cause
from gongkai.casework.services import hops, lateness
from gongkai.casework.views.shared import by, uploaded
from gongkai.foi import acts, services
from gongkai.foi.act_forms import Deed
from gongkai.foi.case_page import CasePage
from gongkai.foi.facts import Letter, Manner
from gongkai.foi.wording import PARTIES

Run = Callable[[HttpRequest, CasePage, dict[str, Any]], Any]
More = Callable[[HttpRequest, CasePage], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ActScreen:
    """The screen of a deed: what it says before, its form, what does it, what it says afterwards.

    ``more`` gives what the form needs of the case. What is ``final`` (cannot be taken back by a button) is
    asked about once more; ``draft`` shows the letter that is decided on; what ``writes`` a letter shows it
    before, ``issued`` one that was written. ``first`` is with what the form begins.
    """

    about: Any
    form: type[Deed]
    run: Run
    done: Any
    law: str = ""
    final: bool = False
    draft: bool = False
    more: More = lambda request, page: {}
    writes: bool = False
    issued: bool = False
    first: More = lambda request, page: {}


def plain(service: Callable[..., Any], *, despite: bool = False, **fields: Callable[[Any], Any]) -> Run:
    """A deed whose service takes its values by the names of the fields; ``fields`` turn words into values."""

    def run(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
        values = {name: turn(given[name]) for name, turn in fields.items()}
        if "on" in given:
            values["on"] = given["on"]
        if despite:
            values["despite"] = given.get("despite", "")
        return service(page.subject, by=by(request, given), **values)

    return run


def same(value: Any) -> Any:
    """The value as it is."""
    return value


def organs(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The organs to choose from."""
    return {"organs": sorted(page.organs.items())}


def other_organs(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The organs but the one that answers."""
    return {"organs": [each for each in sorted(page.organs.items()) if each[0] != page.organ]}


def refs(page: CasePage, *, waiting: bool) -> list[tuple[str, str]]:
    """The consultations by number, kind and whom."""
    found = []
    for each in page.sought:
        if not waiting or each.consultation.answered_on is None:
            ref, party = each.consultation.ref, PARTIES[each.consultation.party]
            found.append((ref, f"{ref} {party}{each.whom}"))
    return found


def deliver(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Enter a delivery."""
    return services.deliver(
        page.subject,
        Manner(given["manner"]),
        by(request, given),
        letter=Letter(given["letter"]),
        ref=given.get("ref", ""),
        proof=uploaded(given, "proof"),
        proof_no=given["proof_no"],
        on=given["on"],
    )


def withdraw(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Enter a withdrawal."""
    written = uploaded(given, "written")
    return services.withdraw(page.subject, by(request, given), request=written, on=given["on"])


def sign(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Sign the draft that was shown."""
    return services.sign(
        page.subject,
        given["sha256"],
        by(request, given),
        on=given["on"],
        despite=given.get("despite", ""),
    )


def explain(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Say why it was late."""
    return lateness.explain(
        page.subject,
        Cause(given["cause"]),
        given["organ"],
        by=request.actor,
        at=request.at,
        apologised=given["apologised"],
        note=given["note"],
        key=given["key"],
        expects=given["seen"],
    )


def hand_over(request: HttpRequest, page: CasePage, given: dict[str, Any]) -> Any:
    """Hand the case over."""
    return hops.hand_over(
        page.subject,
        given["to"],
        unit=given["unit"],
        by=request.actor,
        at=request.at,
        key=given["key"],
        expects=given["seen"],
    )


def items(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The things asked for."""
    return {"items": [(str(n), f"{n}. {text[:40]}") for n, text in enumerate(page.case.items, 1)]}


def to_deliver(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The letters that can be delivered."""
    return {"waiting": offered(request, acts.letters_to_deliver(page)), "refs": refs(page, waiting=False)}


def unanswered(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The consultations that wait for an answer."""
    return {"refs": refs(page, waiting=request.method != "POST")}


def posted(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """The letters that went out by post."""
    return {"waiting": offered(request, acts.posted(page))}


def offered(request: HttpRequest, waiting: list[Letter]) -> list[Letter]:
    """What is offered; a press repeated may name what is no longer, the service knows it again."""
    return list(Letter) if request.method == "POST" else waiting


def yes(value: str) -> bool:
    """Whether it was said yes to."""
    return value == "yes"


def pages(value: int | None) -> int:
    """A number of pages, none for none."""
    return value or 0


def letter(value: str) -> Letter | None:
    """A letter, if one was chosen."""
    return Letter(value) if value else None


def place(value: str) -> int | None:
    """The place of an item, if one was chosen."""
    return int(value) if value else None
