"""A county office with applications that can be disputed, in a home of its own."""

import pytest
from dispute_office import open_office


@pytest.fixture
def office_on_postgresql(postgresql, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return open_office()


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return sqlite_with(open_office)
