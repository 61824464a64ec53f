"""One step on an application (办理一步), the same for all: the door, who may, whether it can be, the fact."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.casework.errors import UnknownCase
from gongkai.casework.services.door import By, Case, opened
from gongkai.foi import access
from gongkai.foi.models import Application
from gongkai.foi.status import Act, Status, require_possible, status
from gongkai.ledger.kinds import Entered, Fact
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor

OVERRIDE = "foi.override"


@dataclass(slots=True)
class Step:
    """A step while it is taken: the case behind its door, and how it stood before."""

    case: Case
    application: Application
    before: Status
    on: date

    @property
    def done(self) -> dict[str, Any] | None:
        """What the same press came to before, if it was pressed before."""
        return self.case.done

    def enter(self, deed: Fact, **more: Any) -> Entered:
        """Enter a fact of the step, on its legal day."""
        return self.case.enter(deed, self.on, **more)

    def require(self, act: Act, *, despite: str = "", **asked: Any) -> None:
        """Refuse what cannot be; let the unlawful pass for a reason of somebody who may override.

        The warning and the reason are kept with the act; the breach shows by itself.
        """
        warning = require_possible(self.before, act, on=self.on, despite=despite, **asked)
        if not warning:
            return
        if isinstance(self.case.by, Actor):
            require(self.case.by, OVERRIDE, self.case.row.organ)
        self.case.result |= {"warning": warning, "despite": despite.strip()}

    @property
    def now(self) -> Status:
        """How the application stands with what was entered so far."""
        return _status(self.case)


def _status(case: Case) -> Status:
    return status(case.facts, as_of=case.today, known_at=case.at)


@contextmanager
def step(
    subject: str,
    verb: str,
    act: Act | None,
    by: By,
    *,
    on: date | None = None,
    despite: str = "",
    **asked: Any,
) -> Iterator[Step]:
    """Take one step: open the door, refuse what cannot be, enter the unlawful only with a reason.

    ``on`` is the legal day (the day of the act unless given); ``despite`` the reason of who may override a
    warning (verb ``foi.override``): it is kept with the act, the breach shows by itself. ``act`` is None for
    steps that nothing of the law stands against.

    Raises ``UnknownApplication``, ``NotPermitted``, ``Overtaken``, ``ImpossibleAct``, ``UnlawfulAct``.
    """
    try:
        with opened(subject, verb, by=by.actor, at=by.at, key=by.key, expects=by.seen) as case:
            application = Application.objects.select_related("status").filter(pk=subject).first()
            if application is None:
                raise access.unknown(subject)
            taken = Step(case, application, _status(case), on or case.today)
            if case.done is None and act is not None:
                taken.require(act, despite=despite, **asked)
            yield taken
    except UnknownCase:
        raise access.unknown(subject) from None
