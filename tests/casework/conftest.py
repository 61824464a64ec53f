"""A bureau for each test, in a home of its own."""

import pytest
from mailroom import Bureau, open_bureau, trial_announced


@pytest.fixture
def bureau(database, tmp_path, monkeypatch) -> Bureau:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    with trial_announced():
        yield open_bureau()
