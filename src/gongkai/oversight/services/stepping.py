"""One step on a dispute (办理一步), the same for all: the door, who may, whether it can be, the fact."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from gongkai.casework.errors import UnknownCase
from gongkai.casework.services import holds, papers
from gongkai.casework.services.door import By, Case, opened
from gongkai.casework.services.papers import File
from gongkai.ledger.kinds import Fact
from gongkai.oversight import access
from gongkai.oversight.models import Dispute
from gongkai.oversight.status import Act, Status, require_possible, status


@dataclass(slots=True)
class Step:
    """A step while it is taken: the case behind its door, and how it stood before."""

    case: Case
    dispute: Dispute
    before: Status
    on: date

    @property
    def again(self) -> bool:
        """Whether the same press was done before: then nothing happens."""
        return self.case.done is not None

    @property
    def now(self) -> Status:
        """How the dispute stands with what was entered so far."""
        return status(self.case.facts, as_of=self.case.today, known_at=self.case.at)

    def enter(self, deed: Fact) -> None:
        """Enter a fact of the step, on its legal day."""
        self.case.enter(deed, self.on)

    def keep(self, kind: str, title: str, file: File | None) -> str:
        """Keep a paper of the step, if there is one; its fingerprint."""
        if file is None:
            return ""
        kept = papers.keep(
            self.case, kind=kind, title=title, content=file.content, name=file.name,
            party=self.dispute.claimant,
        )  # fmt: skip
        return kept.sha256

    def hold(self, by: By) -> None:
        """Hold the case in dispute while this one is pending, release it when it is not."""
        if self.dispute.about:
            holds.keep(self.dispute.about, self.dispute.subject, by, pending=self.now.pending)


@contextmanager
def step(subject: str, verb: str, act: Act, by: By, *, on: date | None = None) -> Iterator[Step]:
    """Take one step: open the door, refuse what cannot be. ``on`` is the legal day, that of the act unless
    given.

    Raises ``UnknownDispute``, ``NotPermitted``, ``Overtaken``, ``ImpossibleStep``.
    """
    try:
        with opened(subject, verb, by=by.actor, at=by.at, key=by.key, expects=by.seen) as case:
            dispute = Dispute.objects.select_related("claimant").filter(pk=subject).first()
            if dispute is None:
                raise access.unknown(subject)
            before = status(case.facts, as_of=case.today, known_at=case.at)
            if case.done is None:
                require_possible(before, act, on=on)
            yield Step(case, dispute, before, on or case.today)
    except UnknownCase as problem:
        raise (access.unknown(subject) if problem.context.get("asked") == subject else problem) from None
