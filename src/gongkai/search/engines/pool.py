"""Idle connections of one engine, for any thread to take; each is used by one at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """Anything to be closed."""

    def close(self) -> None:
        """Let go."""


C = TypeVar("C", bound=Closable)


class Pool(Generic[C]):
    """Connections to one place at a time: when the place changes, those to the old one are closed."""

    def __init__(self, open_to: Callable[[str], C]) -> None:
        self._open_to = open_to
        self._idle: list[tuple[str, C]] = []
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, place: str) -> Iterator[C]:
        """A connection to a place. After an error it is not used again."""
        connection = self._idle_to(place) or self._open_to(place)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            self._idle.append((place, connection))

    def _idle_to(self, place: str) -> C | None:
        with self._lock:
            kept = [each for each in self._idle if each[0] == place]
            for _, old in (each for each in self._idle if each[0] != place):
                old.close()
            self._idle = kept
            return kept.pop()[1] if kept else None

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            for _, each in self._idle:
                each.close()
            self._idle = []
