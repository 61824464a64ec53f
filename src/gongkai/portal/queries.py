"""What the site is made of at a moment: boards, columns, topics, guide, leaders, organs, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from wagtail.models import Page

from gongkai.organs.kinds import Organ
from gongkai.organs.queries import organs_of
from gongkai.portal import addresses
from gongkai.portal.models import (
    BoardPage,
    GuidePage,
    HomePage,
    LeadersPage,
    OrganProfile,
    SectionPage,
    TopicPage,
)
from gongkai.records.models import Attachment


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as the site shows it."""

    code: str
    name: str
    board: str
    board_name: str
    description: str
    kind: str

    @property
    def address(self) -> str:
        """Where its list opens."""
        return addresses.column(self.board, self.code)


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic page as others link to it."""

    title: str
    summary: str
    address: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board with its columns and topics."""

    code: str
    name: str
    description: str
    columns: tuple[ColumnView, ...]
    topics: tuple[TopicLink, ...]

    @property
    def address(self) -> str:
        """Where the board opens."""
        return addresses.board(self.code)


@dataclass(frozen=True, slots=True)
class Structure:
    """The whole site at a moment. ``alert`` is the line at the top of every page."""

    boards: tuple[BoardView, ...]
    alert: str
    alert_address: str

    def board(self, code: str) -> BoardView | None:
        """A board by its code."""
        return next((each for each in self.boards if each.code == code), None)

    def column(self, code: str) -> ColumnView | None:
        """A column by its code."""
        return next(
            (column for board in self.boards for column in board.columns if column.code == code), None
        )


def structure() -> Structure:
    """The site as it is: live pages in their order, by four queries."""
    home = HomePage.objects.live().first()
    if home is None:
        return Structure((), "", "")
    columns: dict[str, list[SectionPage]] = {}
    topics: dict[str, list[TopicPage]] = {}
    for section in SectionPage.objects.live().descendant_of(home).order_by("path"):
        columns.setdefault(section.path[: -Page.steplen], []).append(section)
    for topic in TopicPage.objects.live().descendant_of(home).order_by("-first_published_at", "path"):
        topics.setdefault(topic.path[: -Page.steplen], []).append(topic)
    boards = BoardPage.objects.live().child_of(home).order_by("path")
    return Structure(
        tuple(_board(page, columns.get(page.path, []), topics.get(page.path, [])) for page in boards),
        home.alert,
        home.alert_address,
    )


def _board(page: BoardPage, sections: list[SectionPage], topics: list[TopicPage]) -> BoardView:
    columns = tuple(
        ColumnView(each.code, each.title, page.slug, page.title, each.description, each.kind)
        for each in sections
    )
    links = tuple(
        TopicLink(each.title, each.summary, f"/{page.slug}/{each.slug}/", each.last_published_at)
        for each in topics
    )
    return BoardView(page.slug, page.title, page.description, columns, links)


def topic(board: str, slug: str) -> TopicPage | None:
    """The live topic page at an address, for its template; nothing of it can be changed there."""
    found = TopicPage.objects.live().filter(slug=slug).order_by("path")
    return next((each for each in found if each.url_path.endswith(f"/{board}/{slug}/")), None)


GUIDE_TITLES = {
    "classes": "政府信息的分类",
    "arrangement": "编排体系",
    "ways": "获取方式",
    "organ": "政府信息公开工作机构",
    "address": "办公地址",
    "hours": "办公时间",
    "phone": "联系电话",
    "fax": "传真号码",
    "online": "互联网联系方式",
}


def guide() -> tuple[tuple[str, str], ...]:
    """The nine fields of the disclosure guide with their names. Law: OGI 12."""
    page = GuidePage.objects.live().first()
    return tuple((title, getattr(page, name)) for name, title in GUIDE_TITLES.items()) if page else ()


@dataclass(frozen=True, slots=True)
class LeaderView:
    """A leader as the site shows him or her. Law: OGI 20(2)."""

    name: str
    post: str
    duties: str
    background: str


def leaders() -> tuple[LeaderView, ...]:
    """The leaders in their order."""
    page = LeadersPage.objects.live().first()
    blocks = [block.value for block in page.leaders] if page else []
    return tuple(
        LeaderView(each["name"], each["post"], each["duties"], each["background"]) for each in blocks
    )


@dataclass(frozen=True, slots=True)
class OrganView:
    """An organ with what it says of itself; ``profile`` is ``None`` while it says nothing. Law: OGI 20(2)."""

    organ: Organ
    profile: OrganProfile | None


def organs(region: str, as_of: date) -> tuple[OrganView, ...]:
    """The organs of a region on a day, each with what it says of itself."""
    profiles = OrganProfile.objects.in_bulk()
    return tuple(OrganView(each, profiles.get(each.code)) for each in organs_of(region, as_of=as_of))


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file that some public record has: its name and type."""

    name: str
    media_type: str


def public_file(sha256: str) -> PublicFile | None:
    """The file of a fingerprint, if a public record has it now; ``None`` for every other one."""
    found = Attachment.objects.filter(pk=sha256, uses__live=True).values_list("name", "media_type").first()
    return PublicFile(*found) if found else None
