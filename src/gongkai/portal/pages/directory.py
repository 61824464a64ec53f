"""The information directory (政府信息公开目录) and the library of policy documents.

Law: OGI 12, 20(1), 24.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import Page
from gongkai.portal.tags import PageClass, of_site, of_titled
from gongkai.records.facts import Genre
from gongkai.records.queries import Facet, Wanted, count, facets, lines
from gongkai.records.types import types
from gongkai.records.validity import Validity

SIZE = 20
MOST_PAGES = 500
"""Beyond this a list is narrowed, not turned over: deep pages cost a reader of all of it."""
FACETS = {
    "organ": gettext_lazy("发布机构"),
    "topic": gettext_lazy("主题分类"),
    "type": gettext_lazy("体裁分类"),
    "year": gettext_lazy("年份"),
    "validity": gettext_lazy("效力"),
}
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that the list can be narrowed to, or that it is narrowed to (``on``)."""

    title: str
    count: int | None
    address: str
    on: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one field: the first few, and the rest."""

    key: str
    title: str
    shown: tuple[Choice, ...]
    more: tuple[Choice, ...]


def directory(frame: Frame, asked: Mapping[str, str]) -> Page:
    """The directory, narrowed by organ, subject, genre, year and validity."""
    return _list(
        frame,
        asked,
        address=addresses.DIRECTORY,
        title=_("政府信息公开目录"),
        says=_(
            "依照《条例》第十二条编制：逐条记载索引号、名称、内容概述、生成日期，可以按发布机构、主题、体裁、"
            "年份和效力查找。新闻动态是工作报道，不编入目录，见“尉氏新闻”，也可以检索。"
        ),
        within=Wanted(types=tuple(key for key, kind in types().items() if kind.genre is not Genre.NEWS)),
    )


def policies(frame: Frame, asked: Mapping[str, str]) -> Page:
    """The library of policy documents (政策文件库): what can be in force, amended, repealed or lapsed."""
    kinds = tuple(key for key, kind in types().items() if kind.validity)
    return _list(
        frame,
        asked,
        address=addresses.POLICIES,
        title=_("政策文件库"),
        says=_("县政府、县政府办公室和各部门制发的规章、规范性文件和其他政策文件，逐件标明效力。"),
        within=Wanted(types=kinds),
    )


def _list(
    frame: Frame, asked: Mapping[str, str], *, address: str, title: str, says: str, within: Wanted
) -> Page:
    narrowed = {key: asked[key] for key in FACETS if asked.get(key)}
    wanted = _wanted(within, narrowed)
    region = frame.site.region
    total = count(region, wanted, as_of=frame.as_of)
    pages = min(max(-(-total // SIZE), 1), MOST_PAGES)
    number = min(max(int(asked["page"]), 1), pages) if asked.get("page", "").isdecimal() else 1
    shown = lines(region, wanted, as_of=frame.as_of, start=(number - 1) * SIZE, limit=SIZE)
    groups = _groups(facets(region, wanted, as_of=frame.as_of), narrowed, address)

    def page_at(which: int) -> str:
        return f"{address}?{urlencode({**narrowed, 'page': which})}"

    return Page(
        path=address,
        template="directory",
        title=title,
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_titled(frame.site, title, says, _("信息公开，信息公开目录"))),
        board="gongkai",
        crumbs=((_("政府信息公开"), addresses.PLATFORM), (title, address)),
        indexed=not narrowed and number == 1,
        context={
            "says": says,
            "address": address,
            "lines": shown,
            "total": total,
            "groups": groups,
            "chosen": [choice for group in groups for choice in (*group.shown, *group.more) if choice.on],
            "number": number,
            "pages": pages,
            "newer": page_at(number - 1) if number > 1 else "",
            "older": page_at(number + 1) if number < pages else "",
            "policies": address == addresses.POLICIES,
        },
    )


def _wanted(within: Wanted, narrowed: Mapping[str, str]) -> Wanted:
    """What the words after the ``?`` ask for; a value that there is not finds nothing."""
    changed: dict[str, object] = {key: narrowed[key] for key in ("organ", "topic") if key in narrowed}
    if kind := narrowed.get("type"):
        changed["types"] = (kind,) if not within.types or kind in within.types else ("-",)
    if year := narrowed.get("year"):
        changed["year"] = int(year) if year.isdecimal() and 1900 < int(year) < 2200 else 1
    if validity := narrowed.get("validity"):
        changed["validity"] = validity if validity in set(Validity) else Validity.LAPSED.value
    return replace(within, **changed)


def _groups(
    counted: Mapping[str, list[Facet]], narrowed: Mapping[str, str], address: str
) -> tuple[Group, ...]:
    groups = []
    for key, title in FACETS.items():
        rest = {name: value for name, value in narrowed.items() if name != key}
        choices = [
            Choice(
                each.title,
                each.count,
                _address(address, rest if narrowed.get(key) == each.value else {**rest, key: each.value}),
                narrowed.get(key) == each.value,
            )
            for each in counted.get(key, [])
        ]
        if narrowed.get(key) and not any(each.on for each in choices):
            choices.insert(0, Choice(narrowed[key], 0, _address(address, rest), True))
        if choices:
            groups.append(Group(key, title, tuple(choices[:SHOWN]), tuple(choices[SHOWN:])))
    return tuple(groups)


def _address(address: str, narrowed: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(narrowed)}" if narrowed else address
