"""What can happen to people and posts: set up, appoint, relieve, delegate. Each is dated."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.law.errors import GongkaiError
from gongkai.organs import queries
from gongkai.organs.models import Delegation, Holding, OrganRow, Person, PostRow
from gongkai.organs.posts import Role

LONGEST_DELEGATION_DAYS = 366


class ImpossiblePost(GongkaiError):
    """The change to a post or a person cannot be: unknown, closed, out of order or into a circle."""


@transaction.atomic
def register(login: str, display_name: str, *, password: str | None = None) -> Person:
    """Open a login account (开户). Without a password nobody can log in with it until one is set.

    Raises ``ImpossiblePost`` where the login name is taken or unfit.
    """
    login = login.strip().lower()
    if not login or len(login) > 60 or any(each.isspace() for each in login) or not display_name.strip():
        raise ImpossiblePost("bad_login", "登录名和姓名都要填写，登录名不含空格，不超过60字。")
    if Person.objects.filter(login=login).exists():
        raise ImpossiblePost("login_used", f"登录名“{login}”已经使用，请另取一个。", asked=login)
    return Person.objects.create_user(login, display_name.strip(), password)


def close_account(person: Person) -> None:
    """Close an account (销户): nobody logs in with it any more; what was done with it stays."""
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False


def reopen_account(person: Person) -> None:
    """Open a closed account again (恢复账号)."""
    Person.objects.filter(pk=person.pk).update(is_active=True)
    person.is_active = True


@transaction.atomic
def set_up_post(organ: str, role: Role, *, name: str = "", code: str = "") -> PostRow:
    """Set up a post (设岗) in an organ. Without a code it is ``ORGAN.role``, numbered from the second on.

    Raises ``UnknownOrgan``; ``ImpossiblePost`` where the code was ever used.
    """
    stands = queries.organ(organ)
    if not code:
        there = PostRow.objects.filter(organ=organ, role=role).count()
        code = f"{organ}.{role.value}" + (f"-{there + 1}" if there else "")
    if PostRow.objects.filter(pk=code).exists():
        raise ImpossiblePost("post_used", f"岗位代码“{code}”已经使用过，请另取代码。", asked=code)
    named = name or f"{stands.short_name or stands.name}{role.label}"
    return PostRow.objects.create(code=code, organ_id=organ, role=role.value, name=named[:60])


@transaction.atomic
def close_post(code: str, *, closed_on: date) -> None:
    """Close a post (撤岗): from that day on nobody acts in it."""
    post = _post(code)
    post.closed_on = closed_on
    post.save(update_fields=["closed_on"])
    Holding.objects.filter(post=post).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=closed_on)).update(
        valid_to=closed_on
    )


@transaction.atomic
def appoint(person: Person, code: str, *, valid_from: date, valid_to: date | None = None) -> Holding:
    """Give a post to a person (任职) from ``valid_from`` until before ``valid_to``.

    Raises ``ImpossiblePost`` where the post is unknown or closed, the organ does not exist then, or the
    person holds it already in that time.
    """
    post = _post(code)
    if valid_to is not None and valid_to <= valid_from:
        raise ImpossiblePost("bad_days", "任职的止日应晚于起日。")
    _require_open(post, valid_from)
    same = Holding.objects.filter(post=post, person=person)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if valid_to is not None:
        same = same.filter(valid_from__lt=valid_to)
    if same.exists():
        raise ImpossiblePost(
            "already_holds", f"{person.display_name}在这段时间已任“{post.name}”。", post=code
        )
    return Holding.objects.create(post=post, person=person, valid_from=valid_from, valid_to=valid_to)


@transaction.atomic
def relieve(person: Person, code: str, *, relieved_on: date) -> None:
    """Take a post from a person (免职): ``relieved_on`` is the first day it is no longer held."""
    held = (
        Holding.objects.filter(post=code, person=person, valid_from__lt=relieved_on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=relieved_on))
        .first()
    )
    if held is None:
        raise ImpossiblePost(
            "not_held", f"{person.display_name}在 {relieved_on} 没有担任这个岗位。", post=code
        )
    held.valid_to = relieved_on
    held.save(update_fields=["valid_to"])


@transaction.atomic
def delegate(
    holder: Person, to: Person, code: str, *, valid_from: date, valid_to: date, reason: str
) -> Delegation:
    """Let another person act for the holder of a post (代理), for a time of at most a year and with a reason.

    Raises ``ImpossiblePost`` where the holder does not hold the post on the first day, or the delegate is the
    holder.
    """
    post = _post(code)
    if not reason.strip():
        raise ImpossiblePost("no_reason", "代理要写明事由，例如休假、出差。")
    if not valid_from < valid_to or (valid_to - valid_from).days > LONGEST_DELEGATION_DAYS:
        raise ImpossiblePost("bad_days", "代理要写明起止日期，最长一年；长期变动请另行任职。")
    if holder.pk == to.pk:
        raise ImpossiblePost("circle", "不能委托给自己。")
    held = Holding.objects.filter(post=post, person=holder, valid_from__lte=valid_from)
    if not held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).exists():
        raise ImpossiblePost(
            "not_held", f"{holder.display_name}在 {valid_from} 没有担任“{post.name}”。", post=code
        )
    return Delegation.objects.create(
        post=post, holder=holder, delegate=to, valid_from=valid_from, valid_to=valid_to, reason=reason.strip()
    )


@transaction.atomic
def end_delegation(delegation: Delegation, *, ended_on: date) -> None:
    """End a delegation early: ``ended_on`` is the first day on which it no longer holds.

    The row stays even where that is its first day: what was done under it that day was done for the holder.
    """
    if not delegation.valid_from <= ended_on <= delegation.valid_to:
        raise ImpossiblePost("bad_days", "终止日期应在代理的起止日期之间。")
    delegation.valid_to = ended_on
    delegation.save(update_fields=["valid_to"])


def _post(code: str) -> PostRow:
    post = PostRow.objects.select_related("organ").filter(pk=code).first()
    if post is None:
        raise ImpossiblePost("unknown_post", f"没有代码为“{code}”的岗位，请核对代码。", asked=code)
    return post


def _require_open(post: PostRow, day: date) -> None:
    organ: OrganRow = post.organ
    if post.closed_on is not None and post.closed_on <= day:
        raise ImpossiblePost("post_closed", f"岗位“{post.name}”已于 {post.closed_on} 撤销。", post=post.code)
    if day < organ.founded_on or (organ.ended_on is not None and organ.ended_on <= day):
        raise ImpossiblePost(
            "organ_gone", f"机关“{organ.code}”在 {day} 不存在，请核对任职日期。", organ=organ.code
        )
