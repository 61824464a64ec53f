"""An office for each test, in a home of its own."""

import pytest
from foi_office import Office, open_office


@pytest.fixture
def office(database, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return open_office()
