"""Permissions 权限: which role may do what, as data (``data/permissions.toml``); where, by the post's reach.

A verb is ``app.verb``. A post may do it where its role is listed for the verb and the organ concerned is
among those the post covers. Nothing else gives anybody anything.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.law.errors import GongkaiError
from gongkai.organs.posts import Actor, Post, Role

FILE = "permissions.toml"
REACHES = ("organ", "region")


class NotPermitted(GongkaiError):
    """The person holds no post that may do this here. ``context``: ``verb``, ``organ``, ``roles``."""


class BrokenPermissions(GongkaiError):
    """The file of permissions cannot be used: names the place."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that may be done, its Chinese title and the roles that may do it."""

    key: str
    title: str
    roles: frozenset[Role]
    law: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole file: roles × verbs, and how far each role reaches."""

    verbs: Mapping[str, Verb]
    reaches: Mapping[Role, str]


def read_matrix(text: str) -> Matrix:
    """The matrix of a TOML text. Raises ``BrokenPermissions`` naming the place of any fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken("", f"不是有效的 TOML（{problem}）") from None
    reaches = {_role(f"reach.{key}", key): str(value) for key, value in raw.get("reach", {}).items()}
    for role in Role:
        if reaches.get(role) not in REACHES:
            raise _broken(f"reach.{role.value}", "应为 organ（本机关及下属）或者 region（全县）")
    verbs = {}
    for key, entry in raw.get("verbs", {}).items():
        if set(entry) - {"title", "roles", "law"} or not entry.get("title"):
            raise _broken(f"verbs.{key}", "应有 title、roles，可有 law")
        roles = frozenset(_role(f"verbs.{key}.roles", each) for each in entry.get("roles", []))
        verbs[key] = Verb(key, entry["title"], roles, entry.get("law", ""))
    if not verbs:
        raise _broken("verbs", "至少要有一项")
    return Matrix(verbs, reaches)


@cache
def matrix() -> Matrix:
    """The matrix of this installation."""
    return read_matrix((files(__package__) / "data" / FILE).read_text("utf-8"))


def verb(key: str) -> Verb:
    """The verb of that key. Raises ``BrokenPermissions``: a verb that is not in the file is a defect."""
    try:
        return matrix().verbs[key]
    except KeyError:
        raise _broken(f"verbs.{key}", "没有这一项") from None


def reach_of(role: Role) -> str:
    """How far a role reaches: ``organ`` (its own and those under it) or ``region``."""
    return matrix().reaches[role]


def post_for(actor: Actor, verb_key: str, organ_code: str) -> Post | None:
    """The post by which the actor may do this in the matters of an organ; own posts before delegated ones.

    With an empty organ code: the post by which the actor may do it anywhere at all.
    """
    roles = verb(verb_key).roles
    fitting = [
        post for post in actor.posts if post.role in roles and (not organ_code or organ_code in post.covers)
    ]
    return min(fitting, key=lambda post: (bool(post.acting_for), post.organ != organ_code), default=None)


def may(actor: Actor, verb_key: str, organ_code: str = "") -> bool:
    """Whether the actor may do this in the matters of an organ."""
    return post_for(actor, verb_key, organ_code) is not None


def organs_where(actor: Actor, verb_key: str) -> frozenset[str]:
    """The codes of all organs in whose matters the actor may do this: the filter of lists."""
    roles = verb(verb_key).roles
    return frozenset().union(*(post.covers for post in actor.posts if post.role in roles))


def require(actor: Actor, verb_key: str, organ_code: str = "") -> Post:
    """The post by which the actor may do this.

    Raises ``NotPermitted`` naming the posts that may, so that the person knows whom to ask.
    """
    if post := post_for(actor, verb_key, organ_code):
        return post
    wanted = verb(verb_key)
    able = "、".join(role.label for role in Role if role in wanted.roles)
    here = "本岗位的范围不含该机关的事项；" if may(actor, verb_key) else ""
    raise NotPermitted(
        "not_permitted",
        f"不能{wanted.title}：{here}这项工作由管辖该机关的{able}岗位办理。请联系该岗位，或者办理代理手续。",
        law=wanted.law,
        verb=verb_key,
        organ=organ_code,
        roles=sorted(wanted.roles),
    )


def _role(place: str, key: str) -> Role:
    try:
        return Role(key)
    except ValueError:
        raise _broken(place, f"没有“{key}”这种职责，可用：{'、'.join(Role)}") from None


def _broken(place: str, wrong: str) -> BrokenPermissions:
    where = f" 的“{place}”" if place else " "
    return BrokenPermissions(
        "broken_permissions", f"权限文件 {FILE}{where}有误：{wrong}。请改正该文件。", at=place, wrong=wrong
    )
