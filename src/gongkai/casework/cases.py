"""Cases (办件): each app announces its kind of case; casework reads, times and reminds without knowing it.

Pure Python. A case is a subject such as ``foi:2020-0001``; the word before the colon is its app.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from gongkai.casework.errors import UnknownCase
from gongkai.ledger.kinds import Entered
from gongkai.organs.posts import Role


class Alarm(NamedTuple):
    """Something that cannot wait: a stable ``code``, what to do in Chinese, and its article."""

    code: str
    text: str
    law: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a case stands by its facts (办理状态).

    ``phase`` is a stable word of its app and ``phase_title`` its Chinese. ``due_on`` is the last day in time
    (``provisional`` while it may still move); ``closed_on`` the day it ended, with ``outcome``; ``late_days``
    the working days it was late. ``holder_organ`` is the code of the organ that has it in hand; empty: the
    organ that answers for it. ``alarm_days`` are the days from which alarms stand, by their codes, if nothing
    happens until then: by them a list finds what somebody has to look at without reading every case.
    """

    phase: str
    phase_title: str = ""
    received_on: date | None = None
    due_on: date | None = None
    provisional: bool = False
    closed_on: date | None = None
    outcome: str = ""
    late_days: int = 0
    holder_organ: str = ""
    alarms: tuple[Alarm, ...] = ()
    alarm_days: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Something to tell a post on a day (提醒): once for each ``kind`` and ``version``.

    ``on`` is the first day on which it goes out. ``version`` says what it was worked out from, usually the
    due day: another due day makes another reminder. It goes to all posts of ``role`` in ``organ``. ``title``
    is read by whoever sees the inbox or the mail: no personal data. ``urgent`` stands out there.
    """

    kind: str
    on: date
    title: str
    role: Role
    organ: str
    version: str = ""
    urgent: bool = False


class Read(Protocol):
    """Reads a case from the facts that hold: pure, the same facts give the same standing."""

    def __call__(self, facts: Sequence[Entered], *, as_of: date, known_at: datetime) -> Standing:
        """The standing on a day, by the calendar known at a moment."""


class PlanReminders(Protocol):
    """Which reminders a case wants as it stands: pure."""

    def __call__(self, facts: Sequence[Entered], standing: Standing, *, organ: str) -> Iterable[Reminder]:
        """The reminders of a case for which ``organ`` answers."""


def _none(facts: Sequence[Entered], standing: Standing, *, organ: str) -> Iterable[Reminder]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """A kind of case. ``app`` is the word before the colon of its subjects, ``title`` its Chinese name.

    ``read_verb`` is the permission to see such a case; ``page_url`` gives the address of a subject's page;
    ``retention_years`` after how many years from closing the particulars of persons are erased (0: never by
    itself). ``register_url`` gives the address of the screen that registers a piece of mail as such a case,
    for posts that have ``register_verb``.
    """

    app: str
    title: str
    read: Read
    page_url: Callable[[str], str]
    reminders: PlanReminders = _none
    read_verb: str = "casework.read"
    retention_years: int = 0
    register_url: Callable[[str], str] | None = None
    register_verb: str = ""


KINDS: dict[str, CaseKind] = {}


def announce(kind: CaseKind) -> None:
    """Make a kind of case known. To be called when the app gets ready."""
    KINDS[kind.app] = kind


def app_of(subject: str) -> str:
    """The app of a subject.

    >>> app_of("foi:2020-0001")
    'foi'
    """
    return subject.partition(":")[0]


def kind_of(subject: str) -> CaseKind:
    """The kind of case that a subject is. Raises ``UnknownCase``."""
    try:
        return KINDS[app_of(subject)]
    except KeyError:
        raise UnknownCase("unknown_case", f"没有找到“{subject}”，请核对编号。", asked=subject) from None


def all_kinds() -> Mapping[str, CaseKind]:
    """All kinds announced, by app."""
    return KINDS
