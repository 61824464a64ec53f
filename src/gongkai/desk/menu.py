"""What lies on the desk: menus and work, announced by the ``screens`` module of each app.

The desk knows no app above it. An app announces entries of the side menu, sources of work for the work
table, and a search; the desk shows each person what the acting post may use.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.organs.permissions import may
from gongkai.organs.posts import Actor

SOON = timedelta(days=3)
LAST = date.max


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the side menu: its title, where it leads, and the verbs of which it needs one."""

    title: str
    url_name: str
    icon: str = "list"
    verbs: tuple[str, ...] = ()
    query: str = ""

    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name) + (f"?{self.query}" if self.query else "")

    def open_to(self, actor: Actor) -> bool:
        """Whether the acting post may use it."""
        return not self.verbs or any(may(actor, verb) for verb in self.verbs)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the side menu."""

    title: str
    entries: tuple[Entry, ...]
    position: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A line of the work table: what it is, where it leads, how it stands, until when.

    ``due_on`` is the last day on which it is in time; ``why`` says by which rule; ``since`` is the instant at
    which it came to the person; ``text`` what was said when it came.
    """

    title: str
    url: str
    what: str
    organ: str = ""
    standing: str = ""
    due_on: date | None = None
    why: str = ""
    since: datetime | None = None
    person: str = ""
    text: str = ""

    def urgency(self, as_of: date) -> str:
        """``late`` after the due day, ``soon`` up to three days before, else empty."""
        return urgency(self.due_on, as_of)


def urgency(due_on: date | None, as_of: date) -> str:
    """``late`` after the due day, ``soon`` up to three days before it, else empty.

    >>> urgency(date(2020, 10, 14), date(2020, 10, 15)), urgency(date(2020, 10, 14), date(2020, 10, 12))
    ('late', 'soon')
    >>> urgency(None, date(2020, 10, 15))
    ''
    """
    if due_on is None:
        return ""
    if due_on < as_of:
        return "late"
    return "soon" if due_on - as_of <= SOON else ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the work table, with what an empty one says."""

    key: str
    title: str
    empty: str
    then: str


TABS = (
    Tab("waiting", _("待我办理"), _("没有等待您办理的事项。"), _("有人提交审查、交办事项时，会出现在这里。")),
    Tab(
        "due",
        _("临近期限"),
        _("没有临近或者超过期限的事项。"),
        _("距期限三天以内和已超期的事项会出现在这里。"),
    ),
    Tab(
        "returned", _("退回修改"), _("没有退回给您修改的稿件。"), _("审查人退回的稿件连同意见会出现在这里。")
    ),
    Tab("mine", _("我的在办"), _("您没有正在办理的事项。"), _("新建信息后，办结之前会一直在这里。")),
)

Work = Callable[[Actor, date], Iterable[WorkRow]]


@dataclass(slots=True)
class Desk:
    """Everything announced."""

    groups: list[Group] = field(default_factory=list)
    work: dict[str, list[Work]] = field(default_factory=dict)
    searches: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def lay(self, group: Group) -> None:
        """Put a group of entries into the side menu."""
        self.groups.append(group)
        self.groups.sort(key=lambda each: each.position)

    def bring(self, tab: str, work: Work) -> None:
        """Bring work into a tab of the work table."""
        assert tab in {each.key for each in TABS}, tab
        self.work.setdefault(tab, []).append(work)

    def find_in(self, title: str, url_name: str, *verbs: str) -> None:
        """Let the search at the top look into a list that takes ``?q=``."""
        self.searches.append((title, url_name, verbs))

    def menu_for(self, actor: Actor) -> list[tuple[Group, list[Entry]]]:
        """The side menu of the acting post; groups without entries are left out."""
        shown = [(group, [each for each in group.entries if each.open_to(actor)]) for group in self.groups]
        return [(group, entries) for group, entries in shown if entries]

    def search_for(self, actor: Actor) -> str:
        """The address of the list that the search at the top looks into; empty where there is none."""
        for _title, url_name, verbs in self.searches:
            if not verbs or any(may(actor, verb) for verb in verbs):
                return reverse(url_name)
        return ""

    def work_for(self, tab: str, actor: Actor, as_of: date) -> list[WorkRow]:
        """The work of a tab, what is due first on top; within a day what waits longest."""
        rows = [row for source in self.work.get(tab, []) for row in source(actor, as_of)]
        return sorted(
            rows, key=lambda row: (row.due_on or LAST, row.since.timestamp() if row.since else 0, row.title)
        )


DESK = Desk()
