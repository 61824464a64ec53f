"""The one action door (办件入口): every act on a case goes through it, in one transaction.

It locks the case, asks who may, knows a repeated press by its key, tells whoever was overtaken, enters facts,
and keeps status, reminders and retention in step with them. Order of locks, always: region, case, numbers;
so doors may be opened inside doors. What takes long (drawing a letter) is done before the door is opened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.casework import access
from gongkai.casework.cases import app_of, kind_of
from gongkai.casework.errors import Overtaken
from gongkai.casework.models import Deed, StatusRow
from gongkai.casework.services import projecting
from gongkai.ledger import entry, reading, storing
from gongkai.ledger.kinds import Entered, Fact
from gongkai.ledger.rows import BEIJING
from gongkai.organs import permissions
from gongkai.organs.acting import post_names
from gongkai.organs.posts import Actor, Post


@dataclass(frozen=True, slots=True)
class System:
    """The system itself as the one who acts (系统): the clock, the website. No permission is asked of it.

    ``name`` is what the ledger and the register of acts show, such as ``clock`` or ``portal``.
    """

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who presses a button, when, and on which screen.

    ``key`` names the press, so that a double click is one act; ``seen`` is the number of the last fact that
    the screen showed, so that nobody acts on a case that somebody else has changed meanwhile.
    """

    actor: Actor | System
    at: datetime
    key: str = ""
    seen: int | None = None


@dataclass(slots=True)
class Case:
    """A case while somebody is at it: only within ``opened`` or ``begun``.

    ``done`` is the result of the same act when it was done before (its key is known): then nothing may
    happen again. ``facts`` are those that hold, by day and number; ``post`` is that by which the actor may
    (``None`` for the system), ``acted_by`` what the ledger writes. ``result`` is kept with the act,
    ``took_back`` says whether it took a fact back, ``new`` that the case has no fact yet.
    """

    subject: str
    region: str
    organ: str
    at: datetime
    by: Actor | System
    post: Post | None
    row: StatusRow
    facts: list[Entered] = field(default_factory=list)
    done: dict[str, Any] | None = None
    result: dict[str, Any] = field(default_factory=dict)
    took_back: bool = False
    new: bool = False

    @property
    def today(self) -> date:
        """The day of the act in Beijing."""
        return self.at.astimezone(BEIJING).date()

    @property
    def acted_by(self) -> str:
        """The post or the part of the system that acts."""
        return self.by.name if isinstance(self.by, System) else self.post.code if self.post else self.by.login

    @property
    def person_id(self) -> int | None:
        """Who acts; ``None`` for the system."""
        return None if isinstance(self.by, System) else self.by.person_id

    def enter(self, deed: Fact, happened_on: date | None = None, *, organ: str = "", **more: Any) -> Entered:
        """Enter a fact of the case. ``happened_on`` is the day of the act unless given, ``organ`` the organ
        of the case; ``more`` goes to the ledger (``voids``, ``origin``, ``external_id``).
        """
        self._require_first()
        entered = entry.enter(
            deed,
            subject=self.subject,
            organ=organ or self.organ,
            region=self.region,
            happened_on=happened_on or self.today,
            entered_at=self.at,
            by=self.acted_by,
            first=self.new,
            **more,
        )
        return self._note(entered)

    def void(self, seq: int, *, reason: str) -> Entered:
        """Take back a fact of the case that was entered in error."""
        self._require_first()
        return self._note(
            entry.void(seq, reason=reason, region=self.region, entered_at=self.at, by=self.acted_by)
        )

    def _note(self, entered: Entered) -> Entered:
        self.facts = [each for each in (*self.facts, entered) if each.seq != entered.voids]
        self.new, self.took_back = False, self.took_back or entered.voids is not None
        self.facts.sort(key=lambda each: (each.happened_on, each.seq))
        return entered

    def _require_first(self) -> None:
        assert self.done is None, "the act was done before: look at `done` and leave"


@contextmanager
def opened(
    subject: str,
    verb: str,
    *,
    by: Actor | System,
    at: datetime,
    key: str = "",
    expects: int | None = None,
    at_organ: str = "",
) -> Iterator[Case]:
    """Open the door to a case for one act.

    ``key`` names the press of a button: pressed again, ``done`` tells what came of it. ``expects`` is the
    number of the last fact that the screen showed. ``at_organ`` asks for the permission in that organ's
    matters instead of those of the case (who takes something over is of the organ that it goes to).

    Raises ``UnknownCase`` (also where the actor may not see it), ``NotPermitted``, ``Overtaken``.
    """
    with transaction.atomic():
        region = StatusRow.objects.filter(pk=subject).values_list("region", flat=True).first()
        if region is None:
            raise access.unknown(subject)
        permissions.verb(verb)
        storing.lock(region)
        row = StatusRow.objects.select_for_update().get(pk=subject)
        post = None if isinstance(by, System) else access.post_for_act(by, row, verb, at_organ)
        facts = reading.timeline(region, subject, with_voided=False)
        case = Case(subject, region, row.organ, at, by, post, row, facts)
        case.done = _done(Deed.objects.filter(subject=subject, verb=verb, key=key), key)
        if case.done is None and expects is not None:
            _require_not_overtaken(case, expects)
        yield case
        if case.done is None:
            _close(case, verb, key, begins=False)


@contextmanager
def begun(
    subject: Callable[[], str],
    verb: str,
    *,
    region: str,
    organ: str,
    by: Actor | System,
    at: datetime,
    key: str = "",
) -> Iterator[Case]:
    """Open the door to a new case for its first act, in the matters of ``organ``, which answers for it.

    ``subject`` makes the new subject: it takes the number, and is asked only if the key is new, so that a
    press repeated takes no second number. With ``done``, ``subject`` is that of the case made before.

    Raises ``NotPermitted``.
    """
    with transaction.atomic():
        post = None if isinstance(by, System) else permissions.require(by, verb, organ)
        storing.lock(region)
        before = Deed.objects.filter(region=region, verb=verb, key=key, begins=True)
        done = _done(before, key)
        named = before.get().subject if done is not None else subject()
        if done is not None:
            yield Case(named, region, organ, at, by, post, StatusRow.objects.get(pk=named), done=done)
            return
        kind_of(named)
        # Written when the act is done: what refers to the row before may wait for it until the commit.
        row = StatusRow(
            subject=named, app=app_of(named), region=region, organ=organ, holder_organ=organ, phase=""
        )
        case = Case(named, region, organ, at, by, post, row, new=True)
        yield case
        _close(case, verb, key, begins=True)


def _close(case: Case, verb: str, key: str, *, begins: bool) -> None:
    """What follows from the act, in its transaction."""
    projecting.project(case.row, case.facts, at=case.at, begins=begins and not case.took_back)
    Deed.objects.create(
        subject=case.subject,
        region=case.region,
        verb=verb,
        key=key,
        begins=begins,
        result=case.result,
        seq=case.row.seq,
        person_id=case.person_id,
        post=case.acted_by,
        at=case.at,
    )


def _done(deeds: Any, key: str) -> dict[str, Any] | None:
    """What came of the act of this key, if it was done before."""
    found = deeds.values_list("result", flat=True).first() if key else None
    return None if found is None else dict(found)


def _require_not_overtaken(case: Case, expects: int) -> None:
    """Refuse an act on a screen that no longer shows the case as it is, because of somebody else."""
    newest = projecting.last_seq(case.region, case.subject)
    if newest <= expects:
        return
    since = Deed.objects.filter(subject=case.subject, seq__gt=expects).order_by("-pk")
    last = since.exclude(person_id=case.person_id).select_related("person").first()
    if last is None and since.exists():
        return
    what = permissions.verb(last.verb).title if last is not None else "登记新的事实"
    who = last.person.display_name if last is not None and last.person is not None else "系统"
    post = post_names([last.post]).get(last.post, "") if last is not None else ""
    when = last.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if last is not None else ""
    where = f"（{post}）" if post else ""
    raise Overtaken(
        "overtaken",
        f"您打开页面之后，{who}{where}已{'于 ' + when + ' ' if when else ''}办理“{what}”，"
        "您的这一步没有办理。请刷新页面，看清现在的情况再决定。",
        who=who,
        post=post,
        what=what,
        done_at=last.at if last is not None else None,
        seq=newest,
    )
