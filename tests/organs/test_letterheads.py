"""What organs write under: dated, entered by the administrator, shown and listed on the desk."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import invented_county
from gongkai.organs import letterheads
from gongkai.organs.acting import Role
from gongkai.organs.errors import ImpossibleOrganChange, UnknownOrgan
from gongkai.organs.kinds import Letterhead
from gongkai.organs.models import Person, StaffDeed
from gongkai.organs.permissions import NotPermitted, matrix
from invented_county import OFFICE, START, TOWN

FIRST = Letterhead(code_word="尉政办", phone="0371-27990000", address="人民路1号")
SECOND = Letterhead(code_word="尉办", phone="0371-27991111")


def open_offices() -> dict:
    invented_county.found_organs()
    day = timezone.localdate()
    return {
        role: invented_county.person(f"only-{role.value}", OFFICE, role, as_of=day)
        for role in (Role.ADMINISTRATOR, Role.CLERK)
    }


@pytest.fixture
def people(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return sqlite_with(open_offices)


def browser(role: Role) -> Client:
    client = Client()
    person = Person.objects.get(login=f"only-{role.value}")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_each_day_has_what_was_written_under_then(people):
    code = TOWN
    assert letterheads.letterhead(code, as_of=date(2025, 1, 1)) == Letterhead()
    letterheads.set_letterhead(code, SECOND, valid_from=date(2025, 6, 1))
    letterheads.set_letterhead(code, FIRST, valid_from=date(2020, 1, 1))
    found = {
        day: letterheads.letterhead(code, as_of=day)
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2025, 5, 31), date(2025, 6, 1))
    }
    assert list(found.values()) == [Letterhead(), FIRST, FIRST, SECOND]
    corrected = Letterhead(code_word="尉办", phone="0371-27992222")
    letterheads.set_letterhead(code, corrected, valid_from=date(2025, 6, 1))
    assert [each for _, each in letterheads.history(code)] == [corrected, FIRST]


def test_what_cannot_be_written_under_is_refused(people):
    for wrong, said in (
        (Letterhead(code_word="尉 办"), "不含空格"),
        (Letterhead(templates="../secret"), "只写名称"),
    ):
        with pytest.raises(ImpossibleOrganChange, match=said):
            letterheads.set_letterhead(TOWN, wrong, valid_from=START)
    with pytest.raises(ImpossibleOrganChange, match="不存在"):
        letterheads.set_letterhead(TOWN, FIRST, valid_from=date(2018, 1, 1))
    with pytest.raises(UnknownOrgan):
        letterheads.set_letterhead("nobody", FIRST, valid_from=START)


def test_only_an_administrator_describes_organs_and_a_line_is_kept(people):
    assert matrix().verbs["organs.describe"].roles == {Role.ADMINISTRATOR}
    at = timezone.now()
    with pytest.raises(NotPermitted):
        letterheads.describe(TOWN, FIRST, valid_from=START, by=people[Role.CLERK], at=at)
    with pytest.raises(UnknownOrgan):
        letterheads.describe("nobody", FIRST, valid_from=START, by=people[Role.ADMINISTRATOR], at=at)
    assert not StaffDeed.objects.exists()
    letterheads.describe(TOWN, FIRST, valid_from=START, by=people[Role.ADMINISTRATOR], at=at)
    kept = StaffDeed.objects.get()
    assert kept.by_id == people[Role.ADMINISTRATOR].person_id and "尉政办" in kept.text


def test_the_page_of_an_organ_enters_what_it_writes_under(people):
    admin, address = browser(Role.ADMINISTRATOR), f"/desk/organs/{TOWN}/"
    assert "还没有登记资料" in admin.get(address).content.decode()
    given = {"code_word": "尉卫", "phone": "0371-1", "valid_from": "2025-01-01"}
    shown = admin.post(address, given, follow=True).content.decode()
    assert "已登记机关资料" in shown and "尉卫" in shown and "2025-01-01" in shown
    refused = admin.post(address, {**given, "code_word": "尉 卫"})
    assert refused.status_code == 422 and "不含空格" in refused.content.decode()
    clerk = browser(Role.CLERK)
    assert clerk.get(address).status_code == 404 and clerk.post(address, given).status_code == 404
    assert clerk.get("/desk/organs/").status_code == 403
    assert [each.code_word for _, each in letterheads.history(TOWN)] == ["尉卫"]


def test_the_list_of_organs_takes_the_same_queries_however_long(people):
    admin, counted = browser(Role.ADMINISTRATOR), []
    for more in range(2):
        for n in range(more * 9):
            invented_county.found(f"410223-8{n}", f"尉氏县第{n}站")
        admin.get("/desk/organs/")
        with CaptureQueriesContext(connection) as asked:
            page = admin.get("/desk/organs/").content.decode()
        counted.append((page.count("data-open="), len(asked)))
    assert counted[0][0] == 4 and counted[1][0] == 13 and counted[0][1] == counted[1][1]
    assert "尉氏县卫生健康委员会" in admin.get("/desk/organs/?q=卫生").content.decode()
