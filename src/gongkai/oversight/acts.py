"""What may come next for a dispute (可办事项), as buttons: what is possible and what the post may do.

A screen shows these and no others; the services ask again, whatever a screen showed.
"""

from dataclasses import dataclass

from gongkai.oversight.queries import DisputePage
from gongkai.oversight.status import Act, Phase

USUAL = {
    Phase.FILED: Act.RECEIVE_NOTICE,
    Phase.ANSWERING: Act.FILE_ANSWER,
    Phase.HEARING: Act.CONCLUDE,
    Phase.JUDGED: Act.APPEAL,
    Phase.APPEALED: Act.CONCLUDE,
}
"""The usual next step of each phase."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed that may come next: its key (also in its address), its title, how its button looks."""

    key: str
    title: str
    look: str


def offers(page: DisputePage) -> list[Offer]:
    """All deeds open to this person in this post, the usual one first."""
    found = [Offer(each.value, each.label, _look(page, each)) for each in page.acts]
    return sorted(found, key=lambda each: each.look != "primary")


def offer_of(page: DisputePage, key: str) -> Offer | None:
    """The deed of a key, if it is open to this person."""
    return next((each for each in offers(page) if each.key == key), None)


def _look(page: DisputePage, act: Act) -> str:
    if act is Act.TAKE_BACK:
        return "outline-danger"
    return "primary" if USUAL.get(page.status.phase) is act else "outline-primary"
