"""What may be done to the site's structure: build it, say what organs and leaders are, make topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.models import Site as SiteRow

from gongkai.organs.models import Person
from gongkai.portal.layout import BoardLayout, ColumnLayout, Layout, layout
from gongkai.portal.models import (
    BoardPage,
    GuidePage,
    HomePage,
    LeadersPage,
    OrganProfile,
    SectionPage,
    TopicPage,
)
from gongkai.records.services import ColumnPlan, arrange_columns

GUIDE_BOARD = "gongkai"
EDITORS = "网站编辑"
_EDITOR_MAY = (
    ("wagtailadmin", "access_admin"),
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
_ON_PAGES = ("add_page", "change_page", "publish_page")


@dataclass(frozen=True, slots=True)
class Built:
    """What building the site made anew."""

    boards: int = 0
    columns: int = 0
    topics: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an organ says of itself (机构职能). Law: OGI 20(2)."""

    organ: str
    duties: str
    address: str
    hours: str
    phone: str
    units: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader (负责人): name, post, division of work, background."""

    name: str
    post: str
    duties: str
    background: str = ""


@transaction.atomic
def build_site(plan: Layout | None = None) -> Built:
    """Build the site's structure from the layout (建站): home, boards, columns, guide, leaders.

    Doing it again changes nothing; what a site editor wrote since stays. The columns of the register are
    arranged in the same transaction, so a column always has its page.
    """
    plan = plan or layout()
    home = _home(plan)
    boards = columns = 0
    for board in plan.boards:
        page, new = _board(home, board)
        boards += new
        columns += sum(_section(page, column) for column in board.columns)
    parent = BoardPage.objects.get(slug=GUIDE_BOARD)
    if not GuidePage.objects.exists():
        guide = {name: getattr(plan.guide, name) for name in GuidePage.FIELDS}
        parent.add_child(instance=GuidePage(title="政府信息公开指南", slug="guide", **guide))
    if not LeadersPage.objects.exists():
        parent.add_child(instance=LeadersPage(title="领导信息", slug="leaders"))
    _set_up_editors(home)
    arrange_columns(
        plan.site.region,
        [
            ColumnPlan(column.code, column.name, board.code, board.name, column.limit)
            for board in plan.boards
            for column in board.columns
        ],
    )
    return Built(boards, columns)


def _set_up_editors(home: HomePage) -> None:
    """The group that Wagtail asks about: pages below home, pictures and documents, and nothing else."""
    group, new = Group.objects.get_or_create(name=EDITORS)
    if not new:
        return
    collection = Collection.get_first_root_node()
    for app, codename in _EDITOR_MAY:
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        if app == "wagtailadmin":
            group.permissions.add(permission)
        else:
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=permission
            )
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=_ON_PAGES
    ):
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)


def admit(person: Person) -> None:
    """Let Wagtail know a person as a site editor; that it is one, the caller has asked of the posts."""
    if not person.groups.filter(name=EDITORS).exists():
        person.groups.add(Group.objects.get(name=EDITORS))


def _home(plan: Layout) -> HomePage:
    """The home page, at the root of the only site."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        for started in root.get_children():
            # Wagtail begins with an empty page of its own in this place.
            if started.specific_class is Page:
                started.delete()
        root.refresh_from_db()
        home = HomePage(title="首页", slug="home", seo_title=plan.site.name)
        root.add_child(instance=home)
    site = SiteRow.objects.filter(is_default_site=True).first() or SiteRow(is_default_site=True)
    wanted = (plan.site.name, home.pk)
    if (site.site_name, site.root_page_id) != wanted:
        site.hostname, site.site_name, site.root_page_id = site.hostname or "localhost", *wanted
        site.save()
    return home


def _board(home: HomePage, board: BoardLayout) -> tuple[BoardPage, bool]:
    page = BoardPage.objects.child_of(home).filter(slug=board.code).first()
    if page is not None:
        return page, False
    page = BoardPage(title=board.name, slug=board.code, description=board.description, show_in_menus=True)
    home.add_child(instance=page)
    return page, True


def _section(board: BoardPage, column: ColumnLayout) -> bool:
    """Make a column's page where it is missing, and move it where the layout moved it to another board."""
    page = SectionPage.objects.filter(code=column.code).first()
    if page is None:
        page = SectionPage(
            title=column.name,
            slug=column.code,
            code=column.code,
            description=column.description,
            kind=column.kind,
            show_in_menus=True,
        )
        board.add_child(instance=page)
        return True
    if not page.is_child_of(board):
        page.move(board, pos="last-child")
    return False


@transaction.atomic
def describe_organs(profiles: Iterable[Profile]) -> int:
    """Say what organs are (登记机构职能): duties, address, hours, phone, head. Returns how many changed."""
    there = OrganProfile.objects.in_bulk()
    changed = 0
    for each in profiles:
        row = there.get(each.organ) or OrganProfile(organ=each.organ)
        values = {name: getattr(each, name) for name in Profile.__dataclass_fields__ if name != "organ"}
        if row._state.adding or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return changed


@transaction.atomic
def introduce_leaders(leaders: Sequence[Leader]) -> bool:
    """Say who leads (登记领导信息), in this order. Returns whether anything changed."""
    page = LeadersPage.objects.get()
    values = [
        (
            "leader",
            {"name": each.name, "post": each.post, "duties": each.duties, "background": each.background},
        )
        for each in leaders
    ]
    if [dict(block.value) for block in page.leaders] == [value for _, value in values]:
        return False
    page.leaders = values
    page.save()
    return True


@transaction.atomic
def make_topic(
    board: str, slug: str, title: str, summary: str, body: Sequence[tuple[str, object]], *, at: datetime
) -> bool:
    """Make a topic page (专题) under a board, public from ``at``; one that is there already stays.

    ``body`` are blocks of ``blocks.TopicBlocks`` as pairs of name and value. Returns whether it is new.
    """
    parent = BoardPage.objects.get(slug=board)
    if TopicPage.objects.child_of(parent).filter(slug=slug).exists():
        return False
    parent.add_child(
        instance=TopicPage(
            title=title,
            slug=slug,
            summary=summary,
            body=list(body),
            show_in_menus=True,
            first_published_at=at,
            last_published_at=at,
        )
    )
    return True


@transaction.atomic
def alert(text: str, address: str = "") -> None:
    """Put a line at the top of every page (重要提示), or take it away with an empty text."""
    HomePage.objects.update(alert=text.strip()[:120], alert_address=address)
