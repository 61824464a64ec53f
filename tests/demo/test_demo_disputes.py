"""The disputes of the demonstration: what is owed shows at the desk, on any day, and counts in table 四."""

from datetime import date

import pytest

from gongkai.casework.models import Deed, StatusRow
from gongkai.casework.services import status
from gongkai.demo import open_disputes
from gongkai.demo.applying import moment
from gongkai.demo.people import open_accounts
from gongkai.demo.services import found_organs
from gongkai.reports import queries

OFFICE = "410223-01"


def found_county() -> None:
    found_organs()
    open_accounts()


@pytest.mark.parametrize("today", [date(2025, 10, 15), date(2028, 1, 2)])
def test_a_reconsideration_is_owed_an_answer_and_a_lawsuit_goes_on(sqlite_with, tmp_path, monkeypatch, today):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    sqlite_with(found_county)
    assert open_disputes.begin(today) == 2
    rows = {row.app: row for row in StatusRow.objects.exclude(app="foi").filter(closed_on=None)}
    assert rows["reconsideration"].phase == rows["lawsuit"].phase == "answering"
    over = StatusRow.objects.get(app="reconsideration", closed_on__isnull=False)
    assert (over.outcome, over.late_days) == ("upheld", 0)
    assert not Deed.objects.filter(at__gte=moment(today, 0)).exists()
    assert open_disputes.begin(today) == 0 and status.rebuild() == 0
    report = queries.compute(OFFICE, 2020)
    assert report.value("reviews.review_total") == report.value("requests.new_received.total") == 0
