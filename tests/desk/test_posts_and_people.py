"""Posts, who acts in them, and accounts, as screens: own ones for everybody, all for administrators."""

import re
from datetime import date, timedelta

import pytest
from asking import do, text
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.organs import people, roster, staffing
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.models import Delegation, Holding, Person, StaffDeed
from gongkai.organs.people import ImpossiblePost
from gongkai.organs.permissions import NotPermitted
from records.office import HEALTH, TOWN

DAY = timedelta(days=1)
FIRST, SECOND = "health-first_reviewer", "health-second_reviewer"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def admin(workplace, browser_of):
    return browser_of("office-administrator")


def today() -> date:
    return timezone.localdate()


def over(**changed):
    given = {
        "post": f"{HEALTH}.first_reviewer",
        "to": "liaison",
        "first_day": today(),
        "last_day": today() + DAY * 9,
        "reason": "休假",
    }
    return {**given, **changed}


def test_a_post_is_handed_over_for_a_time_and_taken_back(workplace, browser_of):
    first, liaison = browser_of(FIRST), browser_of("liaison")
    assert "一审" in text(first.get("/desk/posts/"))
    answer = text(first.post("/desk/posts/hand-over/", over(), follow=True))
    assert "已办理代理" in answer and "甲liaison" in answer
    theirs = text(liaison.get("/desk/posts/"))
    assert "我代理的岗位" in theirs and "代 甲health-first_reviewer" in theirs
    liaison.post("/desk/post/", {"post": f"{HEALTH}.first_reviewer"})
    assert "代 甲health-first_reviewer ·" in text(liaison.get("/desk/")), "the acting post says for whom"
    number = Delegation.objects.get().pk
    assert "代理已经终止" in text(first.post("/desk/posts/take-back/", {"delegation": number}, follow=True))
    assert [each.code for each in actor_of(Person.objects.get(login="liaison"), today()).posts] == [
        f"{HEALTH}.liaison"
    ]
    assert "代 甲health-first_reviewer" not in text(liaison.get("/desk/"))
    assert [each.act for each in roster.deeds_of(Person.objects.get(login=FIRST).pk)] == [
        "take_back",
        "hand_over",
    ]


def test_what_a_delegate_decides_is_shown_as_done_for_the_holder(workplace, browser_of, now):
    there = workplace.submitted(title="由代理人审查的通知")
    staffing.hand_over(
        f"{HEALTH}.first_reviewer",
        "health-leader",
        first_day=today(),
        last_day=today(),
        reason="出差",
        by=actor_of(Person.objects.get(login=FIRST), today()),
        at=now,
    )
    browser = browser_of("health-leader")
    browser.post("/desk/post/", {"post": f"{HEALTH}.first_reviewer"})
    page = do(browser, there, "decide", step="first", verdict="approved")
    assert "甲health-leader（代 甲health-first_reviewer）" in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"to": "stranger"}, "请从列出的各项中选择"),
        ({"post": f"{TOWN}.liaison"}, "请从列出的各项中选择"),
        ({"first_day": "2020-01-01"}, "不能补办代理手续"),
        ({"last_day": today() - DAY}, "起止日期"),
        ({"last_day": today() + DAY * 400}, "最长一年"),
        ({"reason": ""}, "请填写这一项"),
    ],
)
def test_what_is_not_handed_over(workplace, browser_of, changed, message):
    answer = browser_of(FIRST).post("/desk/posts/hand-over/", over(**changed))
    assert answer.status_code == 422 and message in text(answer)
    assert not Delegation.objects.exists() and not StaffDeed.objects.exists()


def test_the_service_itself_asks_for_a_colleague_and_for_the_holder(workplace, now):
    first = actor_of(Person.objects.get(login=FIRST), today())
    given = {"first_day": today(), "last_day": today(), "reason": "休假", "at": now}
    with pytest.raises(ImpossiblePost, match="同一机关"):
        staffing.hand_over(f"{HEALTH}.first_reviewer", "stranger", by=first, **given)
    with pytest.raises(NotPermitted):
        staffing.hand_over(f"{HEALTH}.liaison", SECOND, holder="liaison", by=first, **given)
    with pytest.raises(ImpossiblePost, match="没有担任"):
        staffing.hand_over(f"{HEALTH}.liaison", SECOND, by=first, **given)


def test_nobody_ends_the_delegation_of_another(workplace, browser_of):
    browser_of(FIRST).post("/desk/posts/hand-over/", over())
    number = Delegation.objects.get().pk
    answer = browser_of(SECOND).post("/desk/posts/take-back/", {"delegation": number})
    assert answer.status_code == 403
    assert Delegation.objects.get().valid_to == today() + DAY * 10


def acts(now):
    """Every act of an administrator, as a call."""
    who = "health-leader"
    post = f"{HEALTH}.leader"
    return {
        "open_account": lambda by: staffing.open_account("new.person", "新", "long-enough-1", by=by, at=now),
        "close_account": lambda by: staffing.close_account(who, by=by, at=now),
        "reopen_account": lambda by: staffing.reopen_account(who, by=by, at=now),
        "set_password": lambda by: staffing.set_password(who, "long-enough-2", by=by, at=now),
        "set_up_post": lambda by: staffing.set_up_post(HEALTH, Role.HEAD, by=by, at=now),
        "appoint": lambda by: staffing.appoint(who, f"{HEALTH}.liaison", first_day=today(), by=by, at=now),
        "relieve": lambda by: staffing.relieve(who, post, relieved_on=today(), by=by, at=now),
        "close_post": lambda by: staffing.close_post(
            f"{HEALTH}.secrecy_reviewer", closed_on=today(), by=by, at=now
        ),
    }


@pytest.mark.parametrize("role", list(Role))
def test_only_the_administrator_sets_people_and_posts(workplace, now, role):
    who = people.register(f"probe-{role}", "探")
    people.appoint(who, people.set_up_post(TOWN, role).pk, valid_from=today())
    by = actor_of(who, today())
    for name, act in acts(now).items():
        if role is Role.ADMINISTRATOR:
            act(by)
            assert StaffDeed.objects.filter(act=name, by=who).exists(), name
        else:
            with pytest.raises(NotPermitted):
                act(by)
    if role is not Role.ADMINISTRATOR:
        assert not StaffDeed.objects.exists()


def test_pages_of_people_are_for_administrators(workplace, browser_of, admin):
    pages = (
        "/desk/staff/",
        "/desk/staff/posts/",
        "/desk/staff/new/",
        "/desk/staff/posts/new/",
        "/desk/staff/of/health-first_reviewer/",
    )
    for page in pages:
        assert admin.get(page).status_code == 200, page
        assert browser_of("clerk").get(page).status_code == 403, page
    refused = browser_of("clerk").post("/desk/staff/of/health-first_reviewer/close_account/")
    assert refused.status_code == 403 and Person.objects.get(login=FIRST).is_active
    assert admin.get("/desk/staff/of/nobody/").status_code == 404
    assert admin.post("/desk/staff/of/health-first_reviewer/nothing/").status_code == 404
    assert "/desk/staff/" in text(admin.get("/desk/")) and "/desk/staff/" not in text(
        browser_of("clerk").get("/desk/")
    )


def test_an_account_is_opened_appointed_and_works(workplace, admin):
    password = "spring-wind-2021"
    page = text(
        admin.post(
            "/desk/staff/new/", {"login": "wang.min", "name": "王敏", "password": password}, follow=True
        )
    )
    assert "已开户" in page
    given = {"post": f"{HEALTH}.liaison", "first_day": today(), "last_day": ""}
    page = text(admin.post("/desk/staff/of/wang.min/appoint/", given, follow=True))
    assert "任职：已办理" in page and "变动登记" in page
    hers = Client()
    answer = hers.post("/accounts/login/", {"login": "wang.min", "password": password})
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert "新建信息" in text(hers.get("/desk/"))


def test_a_weak_first_password_is_refused(workplace, admin):
    answer = admin.post("/desk/staff/new/", {"login": "wang.min", "name": "王敏", "password": "1234567890"})
    assert answer.status_code == 422 and not Person.objects.filter(login="wang.min").exists()


def test_a_closed_account_is_out_with_the_next_click(workplace, browser_of, admin):
    first = browser_of(FIRST)
    assert first.get("/desk/").status_code == 200
    assert "停用账号：已办理" in text(
        admin.post("/desk/staff/of/health-first_reviewer/close_account/", follow=True)
    )
    assert first.get("/desk/").status_code == 302, "the session is dead at once"
    admin.post("/desk/staff/of/health-first_reviewer/reopen_account/")
    assert browser_of(FIRST).get("/desk/").status_code == 200


def test_another_password_ends_what_was_open(workplace, browser_of, admin):
    first = browser_of(FIRST)
    assert first.get("/desk/").status_code == 200
    admin.post("/desk/staff/of/health-first_reviewer/set_password/", {"password": "autumn-moon-2022"})
    assert first.get("/desk/").status_code == 302
    assert Person.objects.get(login=FIRST).check_password("autumn-moon-2022")


def test_an_administrator_does_not_close_the_own_account(workplace, admin):
    answer = admin.post("/desk/staff/of/office-administrator/close_account/")
    assert answer.status_code == 409 and "自己的账号" in text(answer)
    assert Person.objects.get(login="office-administrator").is_active


def test_an_administrator_relieves_and_closes_posts(workplace, admin):
    page = text(
        admin.post(
            "/desk/staff/of/health-first_reviewer/relieve/", {"post": f"{HEALTH}.first_reviewer"}, follow=True
        )
    )
    assert "免职：已办理" in page and "不再任" in page
    assert Holding.objects.get(person__login=FIRST).valid_to == today()
    admin.post("/desk/staff/of/health-second_reviewer/close_post/", {"post": f"{HEALTH}.second_reviewer"})
    assert actor_of(Person.objects.get(login=SECOND), today()).posts == ()


@pytest.mark.parametrize("path", ["/desk/staff/", "/desk/staff/posts/"])
def test_lists_ask_as_often_however_many_there_are(workplace, admin, path):
    def cost() -> int:
        admin.get(path)
        with CaptureQueriesContext(connection) as asked:
            page = text(admin.get(path))
        assert f"甲{FIRST}" in page
        return len(asked)

    few = cost()
    for n in range(12):
        who = people.register(f"more-{n}", f"乙{n}")
        people.appoint(who, people.set_up_post(HEALTH, Role.LIAISON).pk, valid_from=date(2020, 1, 1))
    assert cost() == few


@pytest.mark.parametrize("path", ["/desk/staff/", "/desk/staff/posts/"])
def test_lists_are_searched_and_go_to_excel(workplace, admin, path):
    word = "health-first" if path == "/desk/staff/" else "first_reviewer"
    page = text(admin.get(f"{path}?q={word}"))
    assert f"甲{FIRST}" in page and "甲stranger" not in page
    answer = admin.get(f"{path}?export=xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert not re.search(r"<tr[^>]*>\s*</tr>", page)
