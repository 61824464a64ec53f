"""Pages of the whole: home, site map, open data, and the page that says that there is none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import Alternate, Page
from gongkai.portal.queries import BoardView, ColumnView
from gongkai.portal.tags import PageClass, of_site, of_titled
from gongkai.records.queries import Line, Wanted, lines

HOME_COLUMNS = {
    "weishi-yaowen": 9,
    "tongzhi-gonggao": 7,
    "bumen-dongtai": 6,
    "xiangzhen-dongtai": 6,
    "guifanxing-wenjian": 5,
    "zhengce-wenjian": 5,
    "zhengce-jiedu": 5,
    "banshi-zhinan": 6,
    "bianmin-tishi": 5,
    "zhengqiu-yijian": 4,
    "huiying-guanqie": 4,
}
"""How many of each column the home page shows; a column that the layout does not have is left out."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A column with its newest, as boards and the home page show it."""

    column: ColumnView
    lines: tuple[Line, ...]


def shelf(frame: Frame, column: ColumnView, most: int) -> Shelf:
    """A column with its newest."""
    found = lines(frame.site.region, Wanted(column=column.code), as_of=frame.as_of, limit=most)
    return Shelf(column, tuple(found))


def home(frame: Frame) -> Page:
    """The home page: what is new, what is asked for most, where to go on. No carousel."""
    shelves = {
        code.replace("-", "_"): shelf(frame, column, most)
        for code, most in HOME_COLUMNS.items()
        if (column := frame.column(code))
    }
    topics = [topic for board in frame.structure.boards for topic in board.topics][:4]
    return Page(
        path=addresses.HOME,
        template="home",
        title=frame.site.name,
        page_class=PageClass.HOME,
        tags=(
            *of_site(frame.site),
            ("Description", frame.site.description),
            ("Keywords", "，".join(frame.site.keywords)),
        ),
        context={"shelves": shelves, "topics": topics, "topic_board": _topic_board(frame)},
    )


def _topic_board(frame: Frame) -> BoardView | None:
    return frame.board("zhuanti")


def site_map(frame: Frame) -> Page:
    """The site map (站点地图): every board and column, in words."""
    return Page(
        path=addresses.SITE_MAP,
        template="map",
        title=_("站点地图"),
        page_class=PageClass.OTHER,
        tags=of_site(frame.site),
        crumbs=((_("站点地图"), addresses.SITE_MAP),),
    )


def open_data(frame: Frame) -> Page:
    """Open data (开放数据): where machines find what people read here."""
    return Page(
        path=addresses.OPEN_DATA,
        template="open_data",
        title=_("开放数据"),
        page_class=PageClass.COLUMN,
        tags=(
            *of_site(frame.site),
            *of_titled(
                frame.site, _("开放数据"), _("政府信息的机器可读形式：接口、目录和订阅。"), _("开放数据")
            ),
        ),
        crumbs=((_("开放数据"), addresses.OPEN_DATA),),
        alternates=(Alternate("application/ld+json", _("数据目录（DCAT）"), addresses.CATALOGUE),),
    )


def missing(frame: Frame, path: str) -> Page:
    """There is no page of this address: say so, and how to find what was looked for."""
    return Page(
        path=path,
        template="missing",
        title=_("没有找到这个页面"),
        page_class=PageClass.OTHER,
        tags=of_site(frame.site),
        status=404,
        indexed=False,
    )
