"""How promptly organs answer (依申请公开办理情况): figures by organ of a year, and how they are counted.

Law: OGI 33; OGI 47.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.foi import timeliness
from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import Alternate, Page
from gongkai.portal.pages.answers import crumbs
from gongkai.portal.tags import PageClass, of_site, of_titled

TITLE = gettext_lazy("依申请公开办理情况")
SAYS = gettext_lazy("各机关收到的政府信息公开申请，答复了多少，是不是按期，用了多少个工作日。")


def promptness(frame: Frame, asked: Mapping[str, str]) -> Page:
    """The figures of a year, the latest unless asked for another."""
    years = timeliness.years(frame.site.region)
    wanted = asked.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else (years[0] if years else None)
    figures = timeliness.year_of(frame.site.region, year, as_of=frame.as_of) if year else None
    data = f"/api/promptness?year={year}" if year else "/api/promptness"
    return Page(
        path=addresses.PROMPTNESS,
        template="promptness",
        title=str(TITLE),
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_titled(frame.site, str(TITLE), str(SAYS), _("信息公开，依申请公开"))),
        board="gongkai",
        crumbs=crumbs((str(TITLE), addresses.PROMPTNESS)),
        alternates=(Alternate("application/json", _("办理情况数据"), data),),
        indexed=not wanted,
        context={
            "says": SAYS,
            "figures": figures,
            "years": [(each, f"{addresses.PROMPTNESS}?year={each}", each == year) for each in years],
            "fewest": timeliness.FEWEST,
            "data": data,
        },
    )
