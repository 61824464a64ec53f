"""What was inspected, taught, appraised, held to account (监督保障登记): read from the ledger, by year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered
from gongkai.organs.permissions import may, organs_where
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names
from gongkai.oversight.services.supervising import KINDS, VERB
from gongkai.oversight.wording import SUPERVISED, told_of

READ = "oversight.read"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the list shows it; ``own`` whether the post may take it back."""

    seq: int
    on: date
    title: str
    organ: str
    said: str
    own: bool


def lines(actor: Actor, year: int, *, kind: str = "", text: str = "") -> list[Line]:
    """The entries of a year that the actor may read, the latest first; two queries for each region."""
    wanted = [kind] if kind in KINDS else list(KINDS)
    reach, found = organs_where(actor, READ), []
    for region in sorted({post.region for post in actor.posts}):
        found += list(reading.facts(region, kinds=wanted, organs=reach, years=[year]))
    called = names({each.organ for each in found})
    shown = [_line(actor, each, called) for each in found]
    asked = text.strip()
    kept = [each for each in shown if not asked or asked in f"{each.title}{each.organ}{each.said}"]
    return sorted(kept, key=lambda each: (each.on, each.seq), reverse=True)


def _line(actor: Actor, fact: Entered, called: dict[str, str]) -> Line:
    organ = called.get(fact.organ, fact.organ)
    own = may(actor, VERB, fact.organ)
    return Line(fact.seq, fact.happened_on, str(SUPERVISED[fact.kind]), organ, told_of(fact), own)


def totals(found: list[Line]) -> list[tuple[str, int]]:
    """How many entries there are of each kind."""
    titles: dict[str, Any] = {str(each): 0 for each in SUPERVISED.values()}
    for each in found:
        titles[each.title] += 1
    return [(title, count) for title, count in titles.items() if count]
