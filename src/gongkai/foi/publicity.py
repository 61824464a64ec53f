"""Who is told that the disclosure log has changed (选登变动通知): announced at start-up by those who show it.

Disclosure on request knows neither website nor search; whoever does asks here to be told, within the
transaction of the change.
"""

from collections.abc import Callable
from datetime import datetime

from gongkai.foi.models import Release

Listener = Callable[[str, str, bool, datetime], None]
"""Told of a region, the subject of an entry, whether it is public now, and when it changed."""

_listeners: list[Listener] = []
_SUBJECT = "answer"


def announce(listener: Listener) -> None:
    """Ask to be told of every change; asked twice is asked once."""
    if listener not in _listeners:
        _listeners.append(listener)


def subject_of(region: str, entry: int) -> str:
    """What names an entry of the log for good, whatever its version.

    >>> subject_of("410223", 3)
    'answer:410223-3'
    """
    return f"{_SUBJECT}:{region}-{entry}"


def entry_in(subject: str) -> tuple[str, int] | None:
    """Region and number of the entry that a subject names; nothing for another subject.

    >>> entry_in("answer:410223-3"), entry_in("record:2020-0447")
    (('410223', 3), None)
    """
    kind, _colon, rest = subject.partition(":")
    region, _dash, number = rest.rpartition("-")
    return (region, int(number)) if kind == _SUBJECT and region and number.isdecimal() else None


def tell(release: Release, at: datetime) -> None:
    """Tell those who asked that an entry has changed."""
    assert release.entry is not None, "only what was released once is in the log"
    for listener in _listeners:
        listener(release.region, subject_of(release.region, release.entry), release.public, at)
