"""Databases for tests (pytest plugin): the same test on SQLite and on a real PostgreSQL.

``database`` runs a test once on each engine; ``sqlite`` and ``postgresql`` on one. Each test gets a
database of its own, migrated and empty, in which transactions commit, triggers fire and threads meet as
in real life. The
fixture's value is the engine's name. With Hypothesis, suppress ``HealthCheck.function_scoped_fixture`` and
use a region of its own (``fresh_region()``) for each example: facts cannot be deleted.
"""

import itertools
import shutil
import sys
from pathlib import Path

import pytest

import needs

_numbers = itertools.count(1)


def fresh_region() -> str:
    """A region no other example uses."""
    return f"9{next(_numbers):05d}"


def _connect(settings: dict) -> None:
    """Make ``default`` mean this database, for all threads."""
    from django.db import connections

    connections.close_all()
    connections.settings = connections.configure_settings({"default": settings})
    if hasattr(connections._connections, "default"):
        del connections["default"]


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connections

    # These migrations look at the database when they are imported: each database imports them anew.
    for name in [each for each in sys.modules if each.startswith("wagtail.search.migrations.")]:
        del sys.modules[name]
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


class _Switch:
    """Puts other databases in the place of the configured one, and puts that back."""

    def __enter__(self):
        from django.db import connections

        self.settings = connections.settings
        self.open = getattr(connections._connections, "default", None)
        return self

    def __exit__(self, *_):
        from django.db import connections

        connections.close_all()
        connections.settings = self.settings
        if self.open is not None:
            connections["default"] = self.open
        elif hasattr(connections._connections, "default"):
            del connections["default"]


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Path:
    from gongkai.ledger import home

    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    with django_db_blocker.unblock(), _Switch():
        _connect(home.database(f"sqlite:///{path}"))
        _migrate()
    return path


@pytest.fixture(scope="session")
def _cluster():
    from postgres import Cluster

    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def _postgresql_template(_cluster, django_db_blocker):
    _cluster.execute("CREATE DATABASE template_of_tests")
    with django_db_blocker.unblock(), _Switch():
        _connect(_cluster.settings("template_of_tests"))
        _migrate()
    return _cluster


@pytest.fixture
def sqlite(_sqlite_template, tmp_path, django_db_blocker):
    from gongkai.ledger import home

    path = tmp_path / "ledger.sqlite3"
    shutil.copyfile(_sqlite_template, path)
    with django_db_blocker.unblock(), _Switch():
        _connect(home.database(f"sqlite:///{path}"))
        yield "sqlite"


@pytest.fixture
def postgresql(request, django_db_blocker):
    needs.demand("postgresql")
    cluster = request.getfixturevalue("_postgresql_template")
    name = f"test_{next(_numbers)}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
    with django_db_blocker.unblock(), _Switch():
        _connect(cluster.settings(name))
        yield "postgresql"
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request) -> str:
    return request.getfixturevalue(request.param)
