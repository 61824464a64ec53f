"""Posts 岗位: who may act for an organ, by role and for a time. Pure Python."""

from dataclasses import dataclass

from gongkai.organs.kinds import _Labelled


class Role(_Labelled):
    """What the holder of a post does in the office (岗位职责).

    Law: OGI 4 (OGI unit), OGI 17 (clearance before publication), OGI 33.2 (head of the OGI unit), SECRETS 35
    (secrecy review).
    """

    LIAISON = "liaison", "联络员"
    FIRST_REVIEWER = "first_reviewer", "一审"
    SECOND_REVIEWER = "second_reviewer", "二审"
    THIRD_REVIEWER = "third_reviewer", "三审"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查员"
    CLERK = "clerk", "政务公开办经办人"
    LEADER = "leader", "分管领导"
    HEAD = "head", "公开工作机构负责人"
    MAIL_ROOM = "mail_room", "收发室"
    INSPECTOR = "inspector", "检查员"
    SITE_EDITOR = "site_editor", "网站编辑"
    ADMINISTRATOR = "administrator", "系统管理员"


@dataclass(frozen=True, slots=True)
class Post:
    """A post as somebody holds it on a day.

    ``organ`` is the code of its organ; ``covers`` the codes of all organs whose matters it reaches: the
    organ, those under it and those whose work they took over, or the whole region for county-wide roles.
    ``acting_for`` is the login of the holder where a delegate acts, empty where the holder does.
    """

    code: str
    name: str
    role: Role
    organ: str
    region: str
    covers: frozenset[str] = frozenset()
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with the posts held on the day of the act.

    Services take it as ``by``. Screens that let a person choose a post narrow it with ``as_post``.
    """

    person_id: int
    login: str
    posts: tuple[Post, ...] = ()

    def as_post(self, code: str) -> "Actor":
        """The same person acting in one post alone; with all posts where the code is not held."""
        chosen = tuple(post for post in self.posts if post.code == code)
        return Actor(self.person_id, self.login, chosen) if chosen else self

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all posts held."""
        return frozenset(post.role for post in self.posts)
