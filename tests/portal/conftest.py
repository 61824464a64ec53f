"""One small site for all tests of the portal: built once, copied for each test."""

import pytest
from county_site import TODAY, open_site
from django.test import Client

from gongkai.portal import frame
from gongkai.search import engines


@pytest.fixture
def site(sqlite_with):
    """The site with its people."""
    frame.forget()
    yield sqlite_with(open_site)
    frame.forget()


@pytest.fixture
def client():
    """A reader's browser."""
    return Client()


@pytest.fixture
def index(site, tmp_path, monkeypatch):
    """The search index of the site as it stands."""
    from gongkai.portal.sources import PublicSource
    from gongkai.search.indexing import rebuild
    from records.office import COUNTY

    monkeypatch.setenv("GONGKAI_SEARCH", f"sqlite:///{tmp_path}/search")
    engine = engines.present()
    rebuild(engine, PublicSource(COUNTY, TODAY))
    yield engine
    engines.close()
