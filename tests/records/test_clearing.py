"""From draft to live: what may come when, by whom, on which content."""

import pytest
from office import open_office

from gongkai.ledger.reading import timeline
from gongkai.records.clearance import State
from invented_county import COUNTY


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def test_from_draft_to_live(office):
    there = office.live()
    assert there.state is State.LIVE
    assert there.index_no == "410223-15/2020-00001"
    assert [each.kind for each in timeline(COUNTY, there.subject)] == [
        "records.made",
        "records.cleared",
        "records.published",
    ]
