"""The disclosure platform (政府信息公开平台): guide, institution, statutory content, reports, application.

Law: OGI 12, 20, 24, 29; 国办公开办函〔2019〕61号 (four blocks and an entrance, nothing else).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.law.catalogue import Disclosure, disclosures
from gongkai.law.parameters import value
from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import Page
from gongkai.portal.pages.site import Shelf, shelf
from gongkai.portal.queries import ColumnView
from gongkai.portal.queries import guide as guide_fields
from gongkai.portal.queries import leaders as leaders_of
from gongkai.portal.queries import organs as organs_of
from gongkai.portal.tags import PageClass, of_site, of_titled

NUMERALS = "一二三四五六七八九十"
INSTITUTION, REPORTS = "gongkai-zhidu", "gongkai-nianbao"


@dataclass(frozen=True, slots=True)
class StatutoryItem:
    """An item of OGI 20 with the columns that carry it."""

    numeral: str
    item: Disclosure
    columns: tuple[ColumnView, ...]


def statutory(frame: Frame) -> tuple[StatutoryItem, ...]:
    """The fifteen items of OGI 20, each with its columns."""
    listed = [each for key, each in disclosures().items() if key.startswith("a20_")]
    carrying = frame.layout.columns
    found = []
    for n, item in enumerate(listed, 1):
        codes = [code for code, column in carrying.items() if item.key in column.law]
        columns = tuple(column for code in codes if (column := frame.column(code)))
        found.append(StatutoryItem(_numeral(n), item, columns))
    return tuple(found)


def _numeral(n: int) -> str:
    """A number up to nineteen as articles count their items.

    >>> _numeral(3), _numeral(10), _numeral(15)
    ('三', '十', '十五')
    """
    return NUMERALS[n - 1] if n <= 10 else f"十{NUMERALS[n - 11]}"


def platform(frame: Frame) -> Page:
    """The platform: its four blocks and the entrance for applications."""
    found = {
        code: frame.column(code) for code in (INSTITUTION, REPORTS, "guifanxing-wenjian", "zhengce-wenjian")
    }
    shelves: dict[str, Shelf] = {
        code.replace("-", "_"): shelf(frame, column, 5) for code, column in found.items() if column
    }
    return Page(
        path=addresses.PLATFORM,
        template="platform",
        title=_("政府信息公开"),
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_titled(frame.site, _("政府信息公开"), _SAYS, _("信息公开"))),
        board="gongkai",
        crumbs=((_("政府信息公开"), addresses.PLATFORM),),
        context={"items": statutory(frame), "shelves": shelves},
    )


_SAYS = gettext_lazy(
    "政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报和依申请公开入口。"
)


def guide(frame: Frame) -> Page:
    """The disclosure guide with its nine fields. Law: OGI 12."""
    return _plain(
        frame,
        "guide",
        addresses.GUIDE,
        _("政府信息公开指南"),
        _("政府信息的分类、编排体系、获取方式和工作机构的联系方式。"),
        {"fields": guide_fields()},
    )


def apply(frame: Frame) -> Page:
    """The entrance for applications (依申请公开). Law: OGI 27, 29, 33."""
    fields = dict(guide_fields())
    terms = {
        "reply": value("foi.reply_working_days", on=frame.as_of),
        "extension": value("foi.extension_working_days", on=frame.as_of),
    }
    return _plain(
        frame,
        "apply",
        addresses.APPLY,
        _("依申请公开"),
        _("向本县行政机关申请获取政府信息的方式、内容和期限。"),
        {"fields": fields, "terms": terms},
    )


def organs(frame: Frame) -> Page:
    """The organs with duties, address, hours, phone and head. Law: OGI 20(2)."""
    found = organs_of(frame.site.region, frame.as_of)
    return _plain(
        frame,
        "organs",
        addresses.ORGANS,
        _("机构职能"),
        _("机关职能、机构设置、办公地址、办公时间、联系方式和负责人姓名。"),
        {"organs": found},
    )


def leaders(frame: Frame) -> Page:
    """The leaders of the county government and their division of work. Law: OGI 20(2)."""
    return _plain(
        frame,
        "leaders",
        addresses.LEADERS,
        _("领导信息"),
        _("县政府领导姓名、职务和工作分工。"),
        {"leaders": leaders_of()},
    )


def _plain(
    frame: Frame, template: str, address: str, title: str, says: str, context: dict[str, object]
) -> Page:
    return Page(
        path=address,
        template=template,
        title=title,
        page_class=PageClass.COLUMN,
        tags=(
            *of_site(frame.site),
            *of_titled(frame.site, title, says, _("信息公开，%(title)s") % {"title": title}),
        ),
        board="gongkai",
        crumbs=((_("政府信息公开"), addresses.PLATFORM), (title, address)),
        context={"says": says, **context},
    )
