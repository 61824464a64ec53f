"""Inspection, training, appraisal, accountability: entered, listed, counted, taken back."""

from datetime import date

import pytest
from dispute_office import by
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from test_dispute_screens import browser

import invented_county
from gongkai.ledger import reading
from gongkai.organs.acting import Role
from gongkai.organs.permissions import NotPermitted, matrix
from gongkai.oversight import facts
from gongkai.oversight.errors import RefusedSupervision
from gongkai.oversight.services import supervising
from gongkai.oversight.supervision import lines
from gongkai.oversight.supervision_forms import FORMS
from gongkai.reports.cells import fill
from gongkai.reports.format import WORK_ID, load_format
from invented_county import COUNTY, HEALTH, OFFICE

GIVEN = {
    "inspect": {"topic": "公开栏目更新", "findings": 3},
    "rectify": {"topic": "公开栏目更新", "findings": 3},
    "train": {"topic": "依申请公开业务", "attendees": 46},
    "appraise": {"panel": "public", "score": "92.5", "full": "100", "grade": "优秀"},
    "account": {"measure": "talked_to", "persons": 1},
}
SAID = ("问题3个", "46人参加", "社会评议", "92.5/100", "优秀", "约谈", "1人")


@pytest.mark.law("OGI 46", "OGI 47", "OGI 48", "OGI 53")
def test_each_is_entered_by_its_form_listed_and_counted(office):
    year = timezone.localdate().year
    assert set(GIVEN) == set(FORMS)
    for key, given in GIVEN.items():
        address = f"/desk/oversight/supervision/new/{key}/"
        assert browser("clerk").get(address).status_code == 200
        given = {"key": f"k-{key}", "organ": HEALTH, "year": year, **given}
        for _ in "12":  # a press repeated is one entry
            assert browser("clerk").post(address, given).status_code == 302
        refused = browser("clerk").post(address, {"key": "x", "organ": HEALTH})
        assert refused.status_code == 422 and "请填写这一项" in refused.content.decode()
    page = browser("inspector").get("/desk/oversight/supervision/").content.decode()
    for words in SAID:
        assert words in page, words
    found = fill(load_format(WORK_ID), list(reading.facts(COUNTY)), year=year, organs=[HEALTH]).cells
    for cell in ("trainings", "inspections", "public_appraisals", "held_to_account"):
        assert found[f"work.{cell}.count"].value == 1, cell
    page = browser("clerk").get("/desk/oversight/supervision/?kind=oversight.trained").content.decode()
    assert "依申请公开业务" in page and "公开栏目更新" not in page
    page = browser("clerk").get("/desk/oversight/supervision/?q=优秀").content.decode()
    assert "92.5" in page and "依申请公开业务" not in page
    empty = browser("clerk").get(f"/desk/oversight/supervision/?year={year - 1}").content.decode()
    assert "这一年还没有登记" in empty


def test_a_wrong_entry_is_taken_back(office):
    supervising.enter(facts.Trained(topic="培训", attendees=5), OFFICE, by(office))
    (line,) = lines(office.clerk, office.at.year)
    client = browser("clerk")
    client.post(f"/desk/oversight/supervision/{line.seq}/take-back/", {"reason": ""})
    assert len(lines(office.clerk, office.at.year)) == 1, "a reason is wanted"
    client.post(f"/desk/oversight/supervision/{line.seq}/take-back/", {"reason": "误登"})
    assert lines(office.clerk, office.at.year) == []
    with pytest.raises(RefusedSupervision):
        supervising.take_back(line.seq, "误登", by(office))


def test_what_cannot_be(office):
    for deed, on in (
        (facts.Trained(topic=" "), None),
        (facts.Trained(topic="培训"), date(2099, 1, 1)),
        (facts.Appraised(year=2099), None),
        (facts.Appraised(year=2025, score=101, full=100), None),
    ):
        with pytest.raises(RefusedSupervision):
            supervising.enter(deed, OFFICE, by(office), on=on)
    assert lines(office.clerk, 2025) == []


@pytest.mark.law("OGI 15")
def test_who_may(office):
    supervising.enter(facts.Inspected(topic="公开栏目"), OFFICE, by(office))
    (line,) = lines(office.clerk, office.at.year)
    for role in Role:
        login = f"only-{role.value}"
        actor = invented_county.person(login, HEALTH, role, as_of=office.at.date())
        office.actors[login] = actor
        if role in matrix().verbs[supervising.VERB].roles:
            assert supervising.enter(facts.Inspected(topic="检查"), HEALTH, by(office, login))
            continue
        for act in (
            lambda who: supervising.enter(facts.Inspected(topic="检查"), HEALTH, by(office, who)),
            lambda who: supervising.take_back(line.seq, "误登", by(office, who)),
        ):
            with pytest.raises(NotPermitted):
                act(login)
        assert all(each.organ != line.organ for each in lines(actor, office.at.year)), "another organ's"
        assert browser(login).get("/desk/oversight/supervision/new/train/").status_code == 404


def test_the_list_takes_the_same_queries_however_long(office):
    office.at = timezone.now()
    clerk, counted = browser("clerk"), []
    for more in (2, 8):
        for n in range(more):
            supervising.enter(facts.Trained(topic=f"培训{n}"), (OFFICE, HEALTH)[n % 2], by(office))
        clerk.get("/desk/oversight/supervision/")
        with CaptureQueriesContext(connection) as asked:
            clerk.get("/desk/oversight/supervision/")
        counted.append(len(asked))
    assert counted[0] == counted[1]
