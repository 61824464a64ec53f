"""The casework screens: a letter a line, piles handed over, nothing of others, constant queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from mailroom import Bureau, open_bureau, trial_announced

from gongkai.casework import urls
from gongkai.casework.models import Hop, Mail, Message, StatusRow
from gongkai.casework.services import hops, notices
from gongkai.casework.services.parties import Particulars
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.models import Person
from gongkai.organs.permissions import reach_of
from invented_county import HEALTH, OFFICE, START

SECRET = "EA900000001CN"


@pytest.fixture
def bureau(sqlite, tmp_path, monkeypatch) -> Bureau:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    with trial_announced():
        bureau = open_bureau()
        # Screens act now; so does what the tests lay before them.
        bureau.at = timezone.now() - timedelta(hours=2)
        yield bureau


def browser(login: str) -> Client:
    client = Client()
    person = Person.objects.get(login=login)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def key_in(page: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', page).group(1)


def line(**more):
    now = timezone.localtime() - timedelta(minutes=1)
    given = {
        "tracking_no": "EA1CN",
        "carrier": "post_signed",
        "sender": "张三",
        "addressee": "县政府办",
        "pieces": 1,
    }
    return {**given, "arrived_at": now.strftime("%Y-%m-%dT%H:%M"), "key": "k1", **more}


def test_a_letter_is_one_line_and_the_same_press_is_one_letter(bureau):
    clerk = browser("mail-room")
    page = clerk.get("/desk/casework/mail/").content.decode()
    assert page.index("autofocus") < page.index('name="carrier"')  # the scanner's field has the focus
    given = line(key=key_in(page))
    for _ in range(2):
        answer = clerk.post("/desk/casework/mail/register/", given, follow=True)
    page = answer.content.decode()
    assert "已登记" in page and "EA1CN" in page and "张*" in page and "张三" not in page
    assert Mail.objects.count() == 1 and "收发相符" in page
    # The carrier stays for the next line.
    clerk.post("/desk/casework/mail/register/", line(tracking_no="", carrier="post_ordinary", key="k2"))
    page = clerk.get("/desk/casework/mail/?carrier=post_ordinary").content.decode()
    assert re.search(r'value="post_ordinary" selected', page) and Mail.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"tracking_no": ""}, "邮件号码"), ({"arrived_at": ""}, 'class="wrong"'), ({"pieces": "0"}, "1")],
)
def test_a_wrong_line_is_shown_again_with_what_is_wrong(bureau, wrong, word):
    answer = browser("mail-room").post("/desk/casework/mail/register/", line(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and word in page and 'value="县政府办"' in page
    assert not Mail.objects.exists()


def test_a_pile_is_handed_over_signed_for_and_sent_back(bureau):
    there = [bureau.letter(f"EA{n}CN") for n in range(3)]
    clerk, liaison = browser("mail-room"), browser("liaison")
    pile = {"to": HEALTH, "unit": "", "key": "p", "pick": [each.number for each in there]}
    for _ in range(2):
        answer = clerk.post("/desk/casework/mail/hand-over/", pile, follow=True)
    assert "已转交3件" in answer.content.decode() and Hop.objects.count() == 3
    page = liaison.get("/desk/casework/hops/").content.decode()
    assert all(each.number in page for each in there) and page.count('name="pick"') == 3
    # The work table shows what waits before anybody looks for it.
    assert all(each.number in liaison.get("/desk/").content.decode() for each in there)
    picks = [each.subject for each in there]
    liaison.post("/desk/casework/hops/take-over/", {"pick": picks[:2], "key": "t"})
    answer = liaison.post(
        "/desk/casework/hops/send-back/", {"pick": picks[2:], "key": "t", "reason": "wrong_unit"}, follow=True
    )
    assert "已退回1件" in answer.content.decode()
    assert sorted(StatusRow.objects.values_list("phase", flat=True)) == ["held", "held", "open"]
    answer = liaison.post("/desk/casework/hops/take-over/", {"pick": picks[:1], "key": "again"}, follow=True)
    assert "不用再办" in answer.content.decode()


def test_the_page_of_a_letter_shows_its_hands_and_what_may_be_done(bureau):
    there = bureau.letter(SECRET, sender=Particulars(name="张三"))
    address = f"/desk/casework/mail/{there.number}/"
    clerk = browser("clerk")
    page = clerk.get(address).content.decode()
    assert "签收来件" in page and SECRET in page and "登记为其他来件" in page and "张三" not in page
    seen = re.search(r'name="expects" value="(\d+)"', page).group(1)
    other = browser("other-clerk")
    other.post(address + "hand-over/", {"to": HEALTH, "key": "a", "expects": seen})
    late = clerk.post(address + "divert/", {"what": "private", "key": "b", "expects": seen}, follow=True)
    assert "赵经办" in late.content.decode() and "没有办理" in late.content.decode()
    page = clerk.get(address).content.decode()
    assert "未签收" in page and "正在转给尉氏县卫生健康委员会" in page
    answer = clerk.post(address + "hand-over/", {"to": "", "key": "c"})
    assert answer.status_code == 422


def test_what_lies_too_long_is_on_the_work_table(bureau):
    bureau.at = timezone.now() - timedelta(days=20)
    lying, sent = bureau.letter("EA1CN"), bureau.letter("EA2CN")
    hops.hand_over(sent.subject, HEALTH, by=bureau.mail_room, at=bureau.later())
    for login in ("mail-room", "clerk", "head"):
        page = browser(login).get("/desk/?tab=due").content.decode()
        assert page.count(f"/desk/casework/mail/{lying.number}/") and page.count(f"/mail/{sent.number}/"), (
            login
        )
        assert "超期" in page
    page = browser("liaison").get("/desk/casework/hops/?part=late").content.decode()
    assert sent.number in page and lying.number not in page and "超期" in page


def test_messages_are_read_once_for_the_post(bureau):
    bureau.at = timezone.now() - timedelta(days=20)
    bureau.letter("EA1CN")
    notices.send_due(timezone.now())
    clerk = browser("clerk")
    assert "来件签收后没有转交" in clerk.get("/desk/casework/inbox/").content.decode()
    mine = Message.objects.filter(post=f"{OFFICE}.clerk").values_list("pk", flat=True)
    answer = clerk.post("/desk/casework/inbox/read/", {"pick": list(mine)}, follow=True)
    assert "已标为已读：1条" in answer.content.decode() and "未读 0 条" in answer.content.decode()


ONE = [each for each in urls.urlpatterns if "<str:number>" in str(each.pattern)]


@pytest.mark.parametrize("role", [each for each in Role if reach_of(each) == "organ"])
def test_another_organs_letter_is_not_there_for_any_role(bureau, role):
    """Every address of a letter, as every role of one organ in another: the answer is that there is none."""
    who = people.register("only", "某人")
    people.appoint(who, people.set_up_post(HEALTH, role).pk, valid_from=START)
    there = bureau.letter(SECRET)
    before = list(StatusRow.objects.values())
    client = browser("only")
    assert len(ONE) == 3
    for each in ONE:
        address = "/desk/casework/" + str(each.pattern).replace("<str:number>", there.number)
        for answer in (
            client.get(address),
            client.post(address, {"to": HEALTH, "what": "print", "key": "x"}),
        ):
            assert answer.status_code in (404, 405) and SECRET not in answer.content.decode()
    for address in ("mail/", "mail/?show=open", f"mail/?q={SECRET[:6]}", "hops/", "inbox/"):
        answer = client.get(f"/desk/casework/{address}")
        assert there.number not in answer.content.decode()
    client.post("/desk/casework/mail/hand-over/", {"to": HEALTH, "key": "x", "pick": [there.number]})
    client.post("/desk/casework/hops/take-over/", {"pick": [there.subject]})
    assert list(StatusRow.objects.values()) == before and actor_of(who, START)


@pytest.mark.parametrize(
    "address", ["mail/", "mail/?show=open", "mail/?q=EA", "hops/", "hops/?part=going", "inbox/"]
)
def test_lists_take_the_same_queries_however_long(bureau, address):
    def lay(count: int) -> None:
        for _ in range(count):
            there = bureau.letter(f"EA{Mail.objects.count()}CN", sender=Particulars(name="张三"))
            hops.hand_over(there.subject, HEALTH, by=bureau.mail_room, at=bureau.later(seconds=1))
        notices.send_due(timezone.now())

    client = browser("clerk")
    counted = []
    for more in (2, 8):
        lay(more)
        client.get(f"/desk/casework/{address}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/desk/casework/{address}").status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]
