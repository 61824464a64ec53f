"""Posts: who acts for whom on a day, how far a post reaches, and what the matrix of permissions says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.organs import people, services
from gongkai.organs.acting import Actor, Role, actor_of, holders
from gongkai.organs.kinds import OrganKind
from gongkai.organs.people import ImpossiblePost
from gongkai.organs.permissions import (
    BrokenPermissions,
    NotPermitted,
    may,
    organs_where,
    post_for,
    read_matrix,
    require,
)

COUNTY, START, NOW = "410223", date(2019, 3, 1), date(2024, 6, 3)
GOVERNMENT, OFFICE, HEALTH, CLINIC, OLD = "410223-00", "410223-01", "410223-15", "410223-1501", "410223-02"


@pytest.fixture
def county(database):
    def found(code, name, parent, founded_on=START):
        services.found(
            code, name, kind=OrganKind.DEPARTMENT, region=COUNTY, founded_on=founded_on, parent=parent
        )

    found(GOVERNMENT, "尉氏县人民政府", "")
    found(OFFICE, "尉氏县人民政府办公室", GOVERNMENT)
    found(HEALTH, "尉氏县卫生健康委员会", GOVERNMENT)
    found(CLINIC, "尉氏县卫生监督所", HEALTH)
    found(OLD, "尉氏县计划生育服务站", GOVERNMENT)
    services.found("410224-00", "邻县人民政府", kind=OrganKind.GOVERNMENT, region="410224", founded_on=START)
    return database


def holder(login: str, organ: str, role: Role, **more) -> Actor:
    who = people.register(login, f"甲{login}")
    people.appoint(who, people.set_up_post(organ, role).pk, valid_from=START, **more)
    return actor_of(who, NOW)


def test_a_post_reaches_its_organ_and_those_under_it(county):
    liaison = holder("a", HEALTH, Role.LIAISON)
    assert organs_where(liaison, "records.draft") == {HEALTH, CLINIC}
    assert may(liaison, "records.draft", CLINIC) and not may(liaison, "records.draft", OFFICE)
    assert not may(liaison, "records.publish", HEALTH)
    clerk = holder("b", OFFICE, Role.CLERK)
    assert may(clerk, "records.publish", CLINIC) and not may(clerk, "records.publish", "410224-00")


def test_who_took_over_an_organ_takes_over_its_matters(county):
    liaison = holder("a", HEALTH, Role.LIAISON)
    assert not may(liaison, "records.draft", OLD)
    services.merge([OLD], HEALTH, merged_on=date(2022, 1, 1))
    later = actor_of(people.Person.objects.get(login="a"), NOW)
    assert may(later, "records.draft", OLD)
    before = actor_of(people.Person.objects.get(login="a"), date(2021, 12, 31))
    assert not may(before, "records.draft", OLD)


def test_posts_are_held_for_a_time(county):
    who = people.register("a", "甲")
    code = people.set_up_post(HEALTH, Role.LIAISON).pk
    people.appoint(who, code, valid_from=date(2024, 1, 1))
    assert actor_of(who, date(2023, 12, 31)).posts == ()
    assert [post.code for post in actor_of(who, date(2024, 1, 1)).posts] == ["410223-15.liaison"]
    people.relieve(who, code, relieved_on=date(2024, 6, 1))
    assert actor_of(who, date(2024, 5, 31)).posts and not actor_of(who, date(2024, 6, 1)).posts
    with pytest.raises(ImpossiblePost, match="没有担任"):
        people.relieve(who, code, relieved_on=date(2024, 7, 1))


def test_a_delegate_acts_for_the_holder_while_both_last(county):
    holder("a", HEALTH, Role.FIRST_REVIEWER)
    first, second = people.Person.objects.get(login="a"), people.register("b", "乙")
    code = "410223-15.first_reviewer"
    given = {"valid_from": date(2024, 6, 1), "valid_to": date(2024, 6, 10)}
    people.delegate(first, second, code, reason="休假", **given)
    acting = actor_of(second, NOW)
    assert require(acting, "records.review_first", HEALTH).acting_for == "a"
    assert not may(actor_of(second, date(2024, 6, 10)), "records.review_first", HEALTH)
    assert [each.login for each in holders(Role.FIRST_REVIEWER, HEALTH, NOW)] == ["a", "b"]
    people.relieve(first, code, relieved_on=date(2024, 6, 2))
    assert not may(actor_of(second, NOW), "records.review_first", HEALTH)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"to": "a"}, "不能委托给自己"),
        ({"reason": " "}, "写明事由"),
        ({"valid_to": date(2026, 1, 1)}, "最长一年"),
        ({"valid_from": date(2018, 1, 1), "valid_to": date(2018, 2, 1)}, "没有担任"),
    ],
)
def test_what_cannot_be_delegated(county, given, message):
    holder("a", HEALTH, Role.CLERK)
    people.register("b", "乙")
    by_login = people.Person.objects.in_bulk(field_name="login")
    asked = {
        "valid_from": date(2024, 6, 1),
        "valid_to": date(2024, 6, 10),
        "reason": "休假",
        "to": "b",
        **given,
    }
    to = by_login[asked.pop("to")]
    with pytest.raises(ImpossiblePost, match=message):
        people.delegate(by_login["a"], to, "410223-15.clerk", **asked)


def test_a_closed_account_a_closed_post_and_an_ended_organ_give_nothing(county):
    holder("a", HEALTH, Role.LIAISON)
    who = people.Person.objects.get(login="a")
    people.close_post("410223-15.liaison", closed_on=date(2024, 6, 1))
    assert actor_of(who, date(2024, 5, 31)).posts and actor_of(who, NOW).posts == ()
    with pytest.raises(ImpossiblePost, match="已于 2024-06-01 撤销"):
        people.appoint(who, "410223-15.liaison", valid_from=NOW)
    people.close_account(who)
    assert actor_of(who, date(2024, 5, 31)).posts == ()
    holder("c", OLD, Role.LIAISON)
    services.merge([OLD], HEALTH, merged_on=date(2022, 1, 1))
    assert actor_of(people.Person.objects.get(login="c"), NOW).posts == ()


def test_a_person_may_act_in_one_post_alone(county):
    holder("a", HEALTH, Role.LIAISON)
    who = people.Person.objects.get(login="a")
    people.appoint(who, people.set_up_post(OFFICE, Role.CLERK).pk, valid_from=START)
    actor = actor_of(who, NOW)
    assert actor.roles == {Role.LIAISON, Role.CLERK}
    narrowed = actor.as_post("410223-15.liaison")
    assert narrowed.roles == {Role.LIAISON} and not may(narrowed, "records.publish", HEALTH)
    assert actor.as_post("no-such-post") == actor


def test_a_refusal_says_whom_to_ask(county):
    liaison = holder("a", HEALTH, Role.LIAISON)
    with pytest.raises(NotPermitted, match="由管辖该机关的政务公开办经办人岗位办理") as refused:
        require(liaison, "records.publish", HEALTH)
    assert refused.value.context["verb"] == "records.publish"
    with pytest.raises(NotPermitted, match="范围不含该机关"):
        require(liaison, "records.draft", OFFICE)
    assert post_for(liaison, "records.publish", HEALTH) is None


def test_logins_are_one_whatever_their_case(county):
    people.register("Zhang", "张")
    assert people.Person.objects.get_by_natural_key("ZHANG").login == "zhang"
    with pytest.raises(ImpossiblePost, match="已经使用"):
        people.register(" zhanG ", "张")
    with pytest.raises(ImpossiblePost):
        people.register("", "无名")


def test_posts_cost_the_same_however_many(county):
    def cost(login):
        who = people.Person.objects.get(login=login)
        with CaptureQueriesContext(connection) as asked:
            actor_of(who, NOW)
        return len(asked)

    holder("a", HEALTH, Role.LIAISON)
    one = cost("a")
    for organ in (OFFICE, CLINIC, OLD):
        people.appoint(
            people.Person.objects.get(login="a"), people.set_up_post(organ, Role.LEADER).pk, valid_from=START
        )
    assert cost("a") == one == 4


MATRIX = """
[reach]
{reach}
[verbs."records.read"]
title = "查看"
roles = [{roles}]
"""


def matrix_text(reach: dict[str, str] | None = None, roles: str = '"clerk"') -> str:
    reaches = {role.value: "organ" for role in Role} | (reach or {})
    return MATRIX.format(reach="\n".join(f'{key} = "{value}"' for key, value in reaches.items()), roles=roles)


def test_the_matrix_is_the_rule(county):
    clerk, leader = (holder(each.value, OFFICE, each) for each in (Role.CLERK, Role.LEADER))
    assert read_matrix(matrix_text()).verbs["records.read"].roles == {Role.CLERK}
    changed = read_matrix(matrix_text(roles='"leader"'))
    assert changed.verbs["records.read"].roles == {Role.LEADER}
    assert clerk.roles != leader.roles


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("not toml [", ""),
        (matrix_text({"clerk": "everywhere"}), "reach.clerk"),
        (matrix_text({"nobody": "organ"}), "reach.nobody"),
        (matrix_text(roles='"nobody"'), "verbs.records.read.roles"),
        (matrix_text().replace("title", "name"), "verbs.records.read"),
        (matrix_text().split("[verbs")[0], "verbs"),
    ],
)
def test_a_broken_matrix_names_its_place(text, place):
    with pytest.raises(BrokenPermissions) as broken:
        read_matrix(text)
    assert broken.value.context["at"] == place
