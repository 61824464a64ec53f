"""Registering at the desk: the day of receipt follows from the way it came, told while one types."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from foi_office import PERSON, Office, open_office
from test_desk import browser, kinds

from gongkai.casework.facts import Carrier
from gongkai.casework.services import hops
from gongkai.foi.models import Application
from gongkai.ledger import reading
from invented_county import COUNTY, HEALTH, OFFICE

NEW = "/desk/foi/new/"


@pytest.fixture
def office(sqlite, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = open_office()
    # Screens act now; so does what the tests lay before them.
    office.at = timezone.now() - timedelta(hours=6)
    return office


def given(**more: str) -> dict[str, str]:
    form = {
        "key": "k1",
        "intake": "in_person",
        "organ": OFFICE,
        "title": "防汛经费",
        "items": "2024年度防汛经费使用情况",
        "kind": "natural_person",
        "name": PERSON.name,
        "phone": PERSON.phone,
        "id_no": PERSON.id_no,
    }
    return form | more


def look(client, address: str = NEW, **more: str) -> str:
    """What the screen says while somebody types."""
    answer = client.post(address, given(**more), headers={"HX-Request": "true", "HX-Target": "foreseen"})
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def day(ago: int) -> str:
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


@pytest.mark.law("OGI 31")
def test_while_one_types_the_screen_says_the_day_and_what_is_used(office):
    clerk = browser("clerk")
    said = look(clerk, arrived_on=day(20))
    assert day(20) in said and "已用" in said and "条例第三十一条" in said
    assert "待确认" in look(clerk, intake="email", arrived_on=day(1))
    assert "不能这样登记" in look(clerk, arrived_on=day(-1))
    assert not Application.objects.exists()


def test_it_is_registered_once_and_the_impossible_is_refused(office):
    clerk = browser("clerk")
    refused = clerk.post(NEW, given(arrived_on=day(-1), key="k0"))
    assert refused.status_code == 422 and "还没有到" in refused.content.decode()
    assert clerk.post(NEW, given(items="", key="k0")).status_code == 422
    for _ in range(2):
        answer = clerk.post(NEW, given(arrived_on=day(3)), follow=True)
    page = answer.content.decode()
    there = Application.objects.get()
    assert "查询码" in page and "张**" in page and PERSON.name not in page
    assert there.status.received_on.isoformat() == day(3) and kinds(there.subject) == ["foi.received"]


def test_the_same_person_and_the_same_words_are_pointed_out(office):
    there = Application.objects.get(pk=office.application("2024年度防汛经费使用情况"))
    said = look(browser("clerk"))
    assert f"同一申请人的申请：{there.number}" in said and f"申请同样内容的：{there.number}" in said
    other = look(browser("clerk"), phone="1", id_no="", name="李四", items="别的")
    assert there.number not in other
    # A liaison of another organ is told nothing of it.
    assert there.number not in look(browser("liaison"), organ=HEALTH)


@pytest.mark.law("OGI 31(2)")
def test_a_letter_is_registered_from_its_line_on_the_day_it_was_signed_for(office):
    office.at -= timedelta(days=12)
    mail = office.letter("EMS9")
    arrived_on = timezone.localtime(office.at).date().isoformat()
    office.at = timezone.now() - timedelta(hours=2)
    number = mail.partition(":")[2]
    clerk = browser("clerk")
    line = clerk.get(f"/desk/casework/mail/{number}/").content.decode()
    assert f"{NEW}?mail={number}" in line
    opened = clerk.get(f"{NEW}?mail={number}").content.decode()
    assert arrived_on in opened and 'name="intake"' not in opened and "已用" in opened
    clerk.post(f"{NEW}?mail={number}", given())
    there = Application.objects.get()
    assert there.mail == mail and there.status.received_on.isoformat() == arrived_on
    assert "casework.mail_registered" in [each.kind for each in reading.timeline(COUNTY, mail)]
    # An ordinary letter waits for the applicant's confirmation.
    other = office.letter("", Carrier.POST_ORDINARY)
    shown = clerk.get(f"{NEW}?mail={other.partition(':')[2]}").content.decode()
    assert "收到申请之日待确认" in shown


def test_a_letter_of_another_organ_is_not_there(office):
    mail = office.letter("EMS9")
    number = mail.partition(":")[2]
    assert browser("stranger").get(f"{NEW}?mail={number}").status_code == 404
    assert browser("inspector").get(NEW).status_code == 404
    hops.hand_over(mail, HEALTH, by=office.mail_room, at=office.later())
    assert browser("stranger").get(f"{NEW}?mail={number}").status_code == 404
