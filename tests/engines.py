"""Databases for tests (pytest plugin): the same test on SQLite and on a real PostgreSQL.

``database`` runs a test once on each engine; ``sqlite`` and ``postgresql`` on one. Each test gets a
database of its own, migrated and empty, in which transactions commit, triggers fire and threads meet as
in real life. The fixture's value is the engine's name.

``database_with(open_office)`` and ``sqlite_with(open_site, 12)`` give a test a copy of a database that the
function has filled once for the whole run, and a copy of what the function returned.

With Hypothesis, suppress ``HealthCheck.function_scoped_fixture`` and use a region of its own
(``fresh_region()``) for each example: facts cannot be deleted.
"""

import hashlib
import itertools
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest

import needs
import one_run
import postgres

_numbers = itertools.count(1)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")
ENGINES = ["sqlite", "postgresql"]


def fresh_region() -> str:
    """A region no other example uses."""
    return f"9{next(_numbers):05d}"


class Engine(Protocol):
    """Where databases are made by name, and from one another."""

    def settings(self, name: str) -> dict[str, Any]:
        """Django's description of a database."""

    def create(self, name: str, like: str = "") -> None:
        """A database of this name, empty or the copy of another that nobody uses."""

    def drop(self, name: str) -> None:
        """Take it away."""


class SQLite:
    """Files in a folder of the run."""

    def __init__(self) -> None:
        self.folder = one_run.folder_of_run() / "sqlite"
        self.folder.mkdir(exist_ok=True)

    def settings(self, name: str) -> dict[str, Any]:
        from gongkai.ledger import home

        return home.database(f"sqlite:///{self.folder / name}.sqlite3")

    def create(self, name: str, like: str = "") -> None:
        if like:
            shutil.copyfile(self.folder / f"{like}.sqlite3", self.folder / f"{name}.sqlite3")

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            (self.folder / f"{name}.sqlite3{suffix}").unlink(missing_ok=True)


def _connect(settings: dict) -> None:
    """Make ``default`` mean this database, for all threads."""
    from django.db import connections

    connections.close_all()
    connections.settings = connections.configure_settings({"default": settings})
    if hasattr(connections._connections, "default"):
        del connections["default"]
    # These migrations look at the database when they are imported: each database imports them anew.
    for name in [each for each in sys.modules if each.startswith("wagtail.search.migrations.")]:
        del sys.modules[name]


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _using(settings: dict) -> Iterator[None]:
    """Put another database in the place of the configured one, and put that back."""
    from django.db import connections

    configured = connections.settings
    was_open = getattr(connections._connections, "default", None)
    _connect(settings)
    try:
        yield
    finally:
        connections.close_all()
        connections.settings = configured
        if was_open is not None:
            connections["default"] = was_open
        elif hasattr(connections._connections, "default"):
            del connections["default"]


def _template(engine: Engine, like: str, fill: Callable[..., object], *given: object) -> tuple[str, object]:
    """The name of a database that the function has filled, once in a run, and what the function returned."""
    what = f"{fill.__module__}.{fill.__qualname__}{given}"
    name = f"like_{hashlib.sha256(what.encode()).hexdigest()[:12]}"

    def make(path: Path) -> None:
        engine.create(name, like)
        with _using(engine.settings(name)):
            path.write_bytes(pickle.dumps(fill(*given)))

    made = one_run.once(f"{type(engine).__name__}-{name}", make)
    return name, pickle.loads(made.read_bytes())


@cache
def _engine(name: str) -> Engine:
    return SQLite() if name == "sqlite" else postgres.shared()


@pytest.fixture(scope="session")
def _own(django_db_blocker):
    """A test's own database on an engine, and what was returned by the function that filled it."""

    @contextmanager
    def own(kind: str, *filled: object) -> Iterator[object]:
        if kind == "postgresql":
            needs.demand(kind)
        engine = _engine(kind)
        with django_db_blocker.unblock():
            like, value = _template(engine, "", _migrate)
            if filled:
                like, value = _template(engine, like, *filled)
            name = f"test_{WORKER}_{next(_numbers)}"
            engine.create(name, like)
            try:
                with _using(engine.settings(name)):
                    yield value
            finally:
                engine.drop(name)

    return own


@pytest.fixture(scope="session")
def migrated(django_db_blocker) -> Path:
    """A file of SQLite, migrated and empty, to be copied into homes."""
    with django_db_blocker.unblock():
        name, _ = _template(_engine("sqlite"), "", _migrate)
    return Path(_engine("sqlite").settings(name)["NAME"])


@pytest.fixture
def sqlite(_own):
    with _own("sqlite"):
        yield "sqlite"


@pytest.fixture
def postgresql(_own):
    with _own("postgresql"):
        yield "postgresql"


@pytest.fixture(params=ENGINES)
def database(request) -> str:
    return request.getfixturevalue(request.param)


@pytest.fixture
def sqlite_with(_own):
    with ExitStack() as stack:
        yield lambda fill, *given: stack.enter_context(_own("sqlite", fill, *given))


@pytest.fixture(params=ENGINES)
def database_with(request, _own):
    with ExitStack() as stack:
        yield lambda fill, *given: stack.enter_context(_own(request.param, fill, *given))
