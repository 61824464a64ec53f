"""What staff do about posts themselves (岗位与代理): each checks who may, does it and keeps a line of it.

Whoever holds a post may hand it over for a time to somebody of the same organ; everything else is done by an
administrator (系统管理员) within reach. ``organs.people`` holds the rules of each change.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.organs import people, roster
from gongkai.organs.models import Delegation, Holding, Person, PostRow, StaffDeed
from gongkai.organs.people import ImpossiblePost
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor, Role
from gongkai.organs.roster import day_of

APPOINT, DELEGATE = "organs.appoint", "organs.delegate"


@transaction.atomic
def hand_over(
    code: str,
    to: str,
    *,
    first_day: date,
    last_day: date,
    reason: str,
    by: Actor,
    at: datetime,
    holder: str = "",
) -> int:
    """Let a colleague act in a post (委托代理), both days included; an administrator may do so for a holder.

    Returns the number of the delegation. Raises ``ImpossiblePost`` where it would begin before today, or the
    colleague holds no post of the same organ; ``NotPermitted``.
    """
    post = _post(code)
    whose = _person(holder or by.login)
    require(by, DELEGATE if whose.pk == by.person_id else APPOINT, post.organ_id)
    today = day_of(at)
    if first_day < today:
        raise ImpossiblePost("too_early", "代理从今天或者以后开始；已经办过的事，不能补办代理手续。")
    delegate = _person(to)
    if to not in dict(roster.colleagues(whose.pk, today, post.organ_id)):
        raise ImpossiblePost("not_colleague", "代理人应当是同一机关有岗位的工作人员，请从列出的人员中选择。")
    made = people.delegate(
        whose, delegate, code, valid_from=first_day, valid_to=last_day + timedelta(days=1), reason=reason
    )
    told = f"“{post.name}”由{delegate.display_name}代理，{first_day} 至 {last_day}：{made.reason}"
    _done("hand_over", told, person=whose, by=by, at=at)
    return made.pk


@transaction.atomic
def take_back(delegation_id: int, *, by: Actor, at: datetime) -> None:
    """End a delegation at once (收回代理): by the holder, or an administrator.

    Raises ``ImpossiblePost`` where there is none that lasts; ``NotPermitted``.
    """
    made = Delegation.objects.select_related("post", "holder", "delegate").filter(pk=delegation_id).first()
    today = day_of(at)
    if made is None or made.valid_to <= today:
        raise ImpossiblePost("no_delegation", "这项代理已经结束，或者不存在。请刷新页面。")
    require(by, DELEGATE if made.holder_id == by.person_id else APPOINT, made.post.organ_id)
    people.end_delegation(made, ended_on=max(today, made.valid_from))
    told = f"“{made.post.name}”不再由{made.delegate.display_name}代理"
    _done("take_back", told, person=made.holder, by=by, at=at)


@transaction.atomic
def open_account(login: str, name: str, password: str, *, by: Actor, at: datetime) -> Person:
    """Open an account (开户) with a first password, which its owner changes."""
    require(by, APPOINT)
    made = people.register(login, name, password=password)
    _done("open_account", f"登录名 {made.login}", person=made, by=by, at=at)
    return made


@transaction.atomic
def close_account(login: str, *, by: Actor, at: datetime) -> None:
    """Close an account (停用账号): its owner is out with the next click, whatever was open.

    Raises ``ImpossiblePost`` for one's own account: nobody locks the last administrator out by mistake.
    """
    person = _reached(login, by, at)
    if person.pk == by.person_id:
        raise ImpossiblePost("own_account", "不能停用自己的账号，请由另一名系统管理员办理。")
    people.close_account(person)
    _done("close_account", "", person=person, by=by, at=at)


@transaction.atomic
def reopen_account(login: str, *, by: Actor, at: datetime) -> None:
    """Let the owner of a closed account log in again (恢复账号), in the posts still held."""
    person = _reached(login, by, at)
    people.reopen_account(person)
    _done("reopen_account", "", person=person, by=by, at=at)


@transaction.atomic
def set_password(login: str, password: str, *, by: Actor, at: datetime) -> None:
    """Give an account another password (重置密码) where its owner forgot it; nobody stays logged in."""
    person = _reached(login, by, at)
    person.set_password(password)
    person.save(update_fields=["password"])
    _done("set_password", "", person=person, by=by, at=at)


@transaction.atomic
def appoint(
    login: str, code: str, *, first_day: date, last_day: date | None = None, by: Actor, at: datetime
) -> None:
    """Give a post to a person (任职), both days included."""
    post, person = _post(code), _reached(login, by, at)
    require(by, APPOINT, post.organ_id)
    until = last_day + timedelta(days=1) if last_day else None
    people.appoint(person, code, valid_from=first_day, valid_to=until)
    told = f"任“{post.name}”，自 {first_day}" + (f" 至 {last_day}" if last_day else "")
    _done("appoint", told, person=person, by=by, at=at)


@transaction.atomic
def relieve(login: str, code: str, *, relieved_on: date, by: Actor, at: datetime) -> None:
    """Take a post from a person (免职): ``relieved_on`` is the first day it is no longer held."""
    post, person = _post(code), _reached(login, by, at)
    require(by, APPOINT, post.organ_id)
    people.relieve(person, code, relieved_on=relieved_on)
    _done("relieve", f"自 {relieved_on} 起不再任“{post.name}”", person=person, by=by, at=at)


@transaction.atomic
def set_up_post(organ: str, role: Role, *, name: str = "", by: Actor, at: datetime) -> str:
    """Set up a post in an organ (设岗). Returns its code."""
    require(by, APPOINT, organ)
    made = people.set_up_post(organ, role, name=name)
    _done("set_up_post", f"“{made.name}”（{made.code}）", person=None, by=by, at=at)
    return str(made.code)


@transaction.atomic
def close_post(code: str, *, closed_on: date, by: Actor, at: datetime) -> None:
    """Close a post (撤岗): from that day on nobody acts in it; a line is kept with each who held it."""
    post = _post(code)
    require(by, APPOINT, post.organ_id)
    held = [row.person for row in Holding.objects.filter(post=post, valid_to=None).select_related("person")]
    people.close_post(code, closed_on=closed_on)
    for person in held or [None]:
        _done("close_post", f"“{post.name}”自 {closed_on} 起撤销", person=person, by=by, at=at)


def _post(code: str) -> PostRow:
    post = PostRow.objects.filter(pk=code).first()
    if post is None:
        raise ImpossiblePost("unknown_post", f"没有代码为“{code}”的岗位，请核对。", asked=code)
    return post


def _person(login: str) -> Person:
    person = Person.objects.filter(login=login).first()
    if person is None:
        raise ImpossiblePost("unknown_person", f"没有登录名为“{login}”的工作人员，请核对。", asked=login)
    return person


def _reached(login: str, by: Actor, at: datetime) -> Person:
    """A person whom the administrator reaches; others are not there."""
    require(by, APPOINT)
    person = roster.people_for(by, day_of(at)).filter(login=login).first()
    return person or _person("")


def _done(act: str, text: str, *, person: Person | None, by: Actor, at: datetime) -> None:
    StaffDeed.objects.create(act=act, text=text, person=person, by_id=by.person_id, at=at)
