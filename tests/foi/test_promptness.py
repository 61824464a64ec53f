"""How promptly organs answer: right figures, and no single person in them."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from foi_office import open_office, someone

from gongkai.foi import timeliness
from gongkai.foi.facts import Outcome
from gongkai.portal import frame
from gongkai.search import engines
from invented_county import COUNTY, HEALTH


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    frame.forget()
    yield sqlite_with(open_office)
    frame.forget()
    engines.close()


@pytest.mark.law("OGI 33")
def test_figures_by_organ_are_right_and_tell_of_no_single_person(office):
    office.on(date(2025, 3, 3))
    for n in range(6):
        office.on(date(2025, 3, 3 + n % 3))
        subject = office.application("一", applicant=someone(n))
        office.on(date(2025, 3, 10) if n else date(2025, 4, 30))
        office.delivered(Outcome.GRANTED, subject=subject, **({} if n else {"despite": "确已逾期"}))
    few = office.on(date(2025, 3, 3)).application("一", organ=HEALTH, applicant=someone(9))
    del few
    with CaptureQueriesContext(connection) as asked:
        found = timeliness.year_of(COUNTY, 2025, as_of=date(2025, 5, 1))
    assert len(asked) == 2
    ours, theirs = found.organs
    assert (ours.received, ours.finished, ours.open, ours.on_time, ours.late) == (6, 6, 0, 5, 1)
    # 3月3日（周一）收到、3月10日答复是5个工作日；4日、5日收到的是4个、3个；4月30日答复的一件更多。
    assert ours.median_days == 4
    assert (theirs.received, theirs.finished, theirs.open) == (1, 0, 1)
    assert theirs.on_time is theirs.late is theirs.median_days is None
    assert (found.whole.received, found.whole.late) == (7, 1)
    page = Client().get("/foi/figures/?year=2025").content.decode()
    assert "—" in page and "怎样统计" in page
    data = Client().get("/api/promptness?year=2025").json()
    assert data["whole"]["received"] == 7 and data["organs"][1]["median_working_days"] is None


def test_what_is_hidden_cannot_be_reckoned_back():
    def hidden(*finished):
        sums = {str(n): timeliness._Sum(days=Counter({9: each})) for n, each in enumerate(finished)}
        return {int(each) for each in timeliness._hidden(sums)}

    for finished in ((1, 6, 9), (3, 3), (5, 6), (4,), (1, 1, 1, 9, 20), (0, 6), ()):
        out = hidden(*finished)
        told = [each for n, each in enumerate(finished) if n not in out and each]
        missing = sum(finished[n] for n in out)
        assert all(each >= timeliness.FEWEST for each in told), finished
        assert not out or missing >= timeliness.FEWEST or not told, finished
