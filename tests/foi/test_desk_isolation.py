"""Every address of an application, as every post in another organ: the answer is that there is none."""

import re

import pytest
from foi_office import open_office, person
from test_desk import browser

from gongkai.casework.models import StatusRow
from gongkai.foi import urls
from gongkai.foi.models import Application
from gongkai.foi.views.act_screens import SCREENS
from gongkai.ledger import reading
from gongkai.organs.acting import Role
from invented_county import HEALTH, TOWN

ONE = [each for each in urls.urlpatterns if "<str:number>" in str(each.pattern)]
WHOLE = [each for each in urls.urlpatterns if "<" not in str(each.pattern)]
TITLE = "城关镇的申请"
REACH_ALL = (Role.CLERK, Role.INSPECTOR)


@pytest.fixture
def office(sqlite, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return open_office()


def addresses(pattern, there: str) -> list[str]:
    """The addresses of a pattern for an application, one for each deed."""
    row = Application.objects.get(pk=there)
    route = "/desk/foi/" + str(pattern.pattern).replace("<str:number>", row.number)
    route = route.replace("<int:paper>", "1").replace("<int:party>", str(row.applicant_id))
    if "<slug:key>" in route:
        return [route.replace("<slug:key>", key) for key in SCREENS]
    assert "<" not in route, f"a new variable in {route}: say here what stands in its place"
    return [route]


@pytest.mark.parametrize("role", [each for each in Role if each not in REACH_ALL])
def test_another_organs_application_is_not_there_for_any_role(office, role):
    there = office.application("一", organ=TOWN, who="clerk", title=TITLE)
    person("only", HEALTH, role)
    before = list(StatusRow.objects.values())
    facts = len(reading.timeline("410223", there))
    client = browser("only")
    for pattern in ONE:
        for address in addresses(pattern, there):
            given = {"key": "x", "seen": 99, "means": "telephone", "purpose": "contact", "to": HEALTH}
            for answer in (client.get(address), client.post(address, given)):
                assert answer.status_code in (404, 405), (address, answer.status_code)
                assert TITLE not in answer.content.decode()
    for pattern in WHOLE:
        for query in ("", f"?q={TITLE}", "?state=late", f"?organ={TOWN}"):
            answer = client.get("/desk/foi/" + str(pattern.pattern) + query)
            # What was typed into the search stands in its box and nowhere else.
            assert TITLE not in re.sub(r'value="[^"]*"|name="q"[^>]*', "", answer.content.decode())
    assert TITLE not in client.get("/desk/").content.decode() + client.get("/desk/?tab=due").content.decode()
    assert list(StatusRow.objects.values()) == before and len(reading.timeline("410223", there)) == facts


def test_whoever_reaches_the_county_sees_it_and_the_inspector_does_nothing(office):
    there = office.application("一", organ=TOWN, who="clerk", title=TITLE)
    number = there.partition(":")[2]
    for login in ("clerk", "inspector"):
        assert TITLE in browser(login).get(f"/desk/foi/{number}/").content.decode()
    client, before = browser("inspector"), len(reading.timeline("410223", there))
    for key in SCREENS:
        client.post(f"/desk/foi/{number}/do/{key}/", {"key": "x", "means": "telephone", "to": HEALTH})
    page = client.get(f"/desk/foi/{number}/").content.decode()
    assert "/do/" not in page and "显示完整信息" not in page
    assert len(reading.timeline("410223", there)) == before
