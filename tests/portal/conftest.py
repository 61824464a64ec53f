"""One small site for all tests of the portal: built once, copied for each test that changes it."""

import pytest
from django.test import Client

from gongkai.portal import frame
from gongkai.search import engines


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """The site is made in the tests' database; each test's own changes are undone after it."""
    from county_site import open_site

    with django_db_blocker.unblock():
        state["site"] = open_site()


state: dict[str, object] = {}


@pytest.fixture
def site(db):
    """The site with its people."""
    frame.forget()
    yield state["site"]
    frame.forget()


@pytest.fixture
def client():
    """A reader's browser."""
    return Client()


@pytest.fixture
def index(site, tmp_path, monkeypatch):
    """The search index of the site as it stands."""
    from county_site import TODAY

    from gongkai.portal.sources import PublicSource
    from gongkai.search.indexing import rebuild
    from records.office import COUNTY

    monkeypatch.setenv("GONGKAI_SEARCH", f"sqlite://{tmp_path}/search")
    engine = engines.present()
    rebuild(engine, PublicSource(COUNTY, TODAY))
    yield engine
    engines.close()
