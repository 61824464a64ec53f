"""Lists of people and posts, for administrators."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongkai.desk.lists.filters import Filters, one_of, words
from gongkai.desk.lists.tables import Table, day_column, link, state, title_column, word_column
from gongkai.desk.lists.view import Button, ListView
from gongkai.organs import roster
from gongkai.organs.posts import Role
from gongkai.organs.queries import names


def _posts(record: Any) -> str:
    return "、".join(each.post.name for each in record.held_now)


def _holders(record: Any) -> str:
    return "、".join(each.person.display_name for each in record.held_now)


class PeopleTable(Table):
    """People: name, login, posts held today, whether the account is open."""

    title = title_column(verbose_name=_("姓名"), accessor="display_name")
    login = word_column(verbose_name=_("登录名"))
    posts = word_column(verbose_name=_("现任岗位"), empty_values=(), orderable=False)
    is_active = word_column(verbose_name=_("账号"))
    last_login = day_column(verbose_name=_("最近登录"))

    def row_url(self, record: Any) -> str:
        """The page of the person."""
        return reverse("desk:person", args=[record.login])

    def render_title(self, value: str, record: Any) -> SafeString:
        """The name leads to the page."""
        return link(self.row_url(record), value)

    def render_posts(self, record: Any) -> str:
        """The posts held today."""
        return _posts(record)

    def excel_posts(self, record: Any) -> str:
        """The posts held today."""
        return _posts(record)

    def render_is_active(self, value: bool) -> SafeString | str:
        """Whether the account is open."""
        return state(_("启用"), "done") if value else state(_("停用"), "bad")


class PeopleFilters(Filters):
    """By name, by role held."""

    q = words("search", _("姓名、登录名"))
    role = one_of(_("职责"), [(each.value, each.label) for each in Role], method="holding")
    is_active = one_of(_("账号"), [("true", _("启用")), ("false", _("停用"))], method="open")

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By name or login."""
        return rows.filter(Q(display_name__contains=value) | Q(login__contains=value.lower()))

    def holding(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Who holds or held a post of a role."""
        return rows.filter(holdings__post__role=value).distinct()

    def open(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Whose account is open, or closed."""
        return rows.filter(is_active=value == "true")


class People(ListView):
    """All people within reach of the administrator."""

    key = "people"
    title = _("工作人员")
    verb = "organs.appoint"
    table_class = PeopleTable
    filter_class = PeopleFilters
    empty = _("还没有工作人员。")
    then = _("点右上角“开户”登记第一位。")
    buttons = (Button(_("开户"), "desk:new_person", "organs.appoint", "new", main=True),)

    def rows(self) -> QuerySet[AbstractBaseUser]:
        """People with the posts held today."""
        return roster.people_for(self.request.actor, self.request.today)


class PostTable(Table):
    """Posts: name, organ, role, who holds each today, since when it is closed."""

    title = title_column(verbose_name=_("岗位"), accessor="name", order_by="name")
    organ = word_column(verbose_name=_("机关"), accessor="organ_id", order_by="organ_id")
    role = word_column(verbose_name=_("职责"))
    holders = word_column(verbose_name=_("现任"), empty_values=(), orderable=False)
    closed_on = day_column(verbose_name=_("撤销日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organs: dict[str, str] | None = None

    def render_organ(self, value: str) -> str:
        """The name of the organ; asked for once."""
        if self._organs is None:
            self._organs = names({row.record.organ_id for row in self.rows}, as_of=self.request.today)
        return self._organs.get(value, value)

    def excel_organ(self, record: Any) -> str:
        """The name of the organ."""
        return self.render_organ(record.organ_id)

    def excel_role(self, record: Any) -> str:
        """The role in words."""
        return Role(record.role).label

    def render_holders(self, record: Any) -> SafeString | str:
        """Who holds the post today, each leading to the page of the person."""
        found = [
            (reverse("desk:person", args=[e.person.login]), e.person.display_name) for e in record.held_now
        ]
        return format_html_join("、", '<a href="{}">{}</a>', found) or state(_("空缺"), "soon")

    def excel_holders(self, record: Any) -> str:
        """Who holds the post today."""
        return _holders(record)


class PostFilters(Filters):
    """By name, by role."""

    q = words("search", _("岗位、机关代码"))
    role = one_of(_("职责"), [(each.value, each.label) for each in Role])

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By name or code."""
        return rows.filter(Q(name__contains=value) | Q(code__contains=value))


class Posts(ListView):
    """All posts within reach of the administrator."""

    key = "posts"
    title = _("岗位")
    verb = "organs.appoint"
    table_class = PostTable
    filter_class = PostFilters
    empty = _("还没有岗位。")
    then = _("点右上角“设岗”设置第一个。")
    buttons = (Button(_("设岗"), "desk:new_post", "organs.appoint", "new", main=True),)

    def rows(self) -> QuerySet[Any]:
        """Posts with who holds them today."""
        return roster.posts_for(self.request.actor, self.request.today)
