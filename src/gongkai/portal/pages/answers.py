"""The disclosure log (依申请公开答复选登): its list, an answer, the notice of one that was withdrawn.

Answered anew each time and never laid down as files, so that what is withdrawn is gone at once. Law: OGI 44.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.foi import answers
from gongkai.foi.answers import Answer, Wanted
from gongkai.ledger.rows import BEIJING
from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import Alternate, Page
from gongkai.portal.pages.directory import Choice, Group
from gongkai.portal.tags import PageClass, Tags, of_site, of_titled

SIZE = 20
MOST_PAGES = 500
LONGEST = 100
TITLE = gettext_lazy("答复选登")
SAYS = gettext_lazy(
    "公民、法人和其他组织申请公开的政府信息，经审查可以向社会公开的答复，隐去个人信息后选登在这里。"
    "申请以前先看一看，需要的信息可能已经有了。"
)
FACETS = {
    "organ": gettext_lazy("答复机关"),
    "outcome": gettext_lazy("处理结果"),
    "year": gettext_lazy("选登年份"),
}
FEEDS = (
    ("application/rss+xml", "rss.xml", gettext_lazy("RSS 订阅")),
    ("application/atom+xml", "atom.xml", gettext_lazy("Atom 订阅")),
    ("application/json", "list.json", gettext_lazy("JSON 列表")),
)


def crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Where the pages of the log stand in the site."""
    return (
        (_("政府信息公开"), addresses.PLATFORM),
        (_("依申请公开"), addresses.APPLY),
        (str(TITLE), addresses.ANSWERS),
        *more,
    )


def listed(frame: Frame, asked: Mapping[str, str]) -> Page:
    """The list, searched in words and narrowed by organ, outcome and year."""
    text = asked.get("q", "").strip()[:LONGEST]
    narrowed = {key: asked[key] for key in FACETS if asked.get(key)}
    wanted = _wanted(text, narrowed)
    region, as_of = frame.site.region, frame.as_of
    total = answers.count(region, wanted)
    pages = min(max(-(-total // SIZE), 1), MOST_PAGES)
    number = min(max(int(asked["page"]), 1), pages) if asked.get("page", "").isdecimal() else 1
    kept = ({"q": text} if text else {}) | narrowed
    groups = _groups(answers.facets(region, as_of=as_of), kept)
    return Page(
        path=addresses.ANSWERS,
        template="answers",
        title=str(TITLE),
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_titled(frame.site, str(TITLE), str(SAYS), _("信息公开，依申请公开"))),
        board="gongkai",
        crumbs=crumbs(),
        alternates=alternates(),
        indexed=not kept and number == 1,
        context={
            "says": SAYS,
            "q": text,
            "kept": narrowed,
            "total": total,
            "found": [
                (each, addresses.answer(each.entry))
                for each in answers.listed(region, wanted, as_of=as_of, start=(number - 1) * SIZE, most=SIZE)
            ],
            "groups": groups,
            "chosen": [choice for group in groups for choice in (*group.shown, *group.more) if choice.on],
            "number": number,
            "pages": pages,
            "newer": _address({**kept, "page": str(number - 1)}) if number > 1 else "",
            "older": _address({**kept, "page": str(number + 1)}) if number < pages else "",
        },
    )


def alternates() -> tuple[Alternate, ...]:
    """The feeds of the log and its list for machines."""
    return tuple(
        Alternate(media_type, f"{TITLE} {title}", addresses.answers_feed(form), str(title))
        for media_type, form, title in FEEDS
    )


def answer(frame: Frame, number: int) -> Page | None:
    """A released answer, or the notice that it was withdrawn; ``None`` where there never was one."""
    found = answers.entry(frame.site.region, number, as_of=frame.as_of)
    if found is None:
        return None
    gone = found.withdrawn_at is not None
    path = addresses.answer(number)
    return Page(
        path=path,
        template="answer_withdrawn" if gone else "answer",
        title=_("这件答复已经撤下") if gone else found.title,
        page_class=PageClass.ARTICLE,
        tags=(*of_site(frame.site), *_tags(frame, found, path)),
        board="gongkai",
        crumbs=crumbs((_("正文"), path)),
        alternates=() if gone else (Alternate("application/json", _("本件数据"), f"/api/answers/{number}"),),
        status=410 if gone else 200,
        indexed=not gone,
        context={
            "answer": found,
            "files": [(each, addresses.answer_file(number, each.place, each.name)) for each in found.files],
        },
    )


def _tags(frame: Frame, found: Answer, path: str) -> Tags:
    """What the page says of itself. Law: 国办发〔2017〕47号"""
    at = found.changed_at.astimezone(BEIJING)
    must = (
        ("ColumnName", str(TITLE)),
        ("ColumnType", _("信息公开，依申请公开")),
        ("ArticleTitle", found.title or _("信息已撤下")),
        ("PubDate", f"{at:%Y-%m-%d %H:%M}"),
        ("ContentSource", found.organ_name),
    )
    if not found.title:
        return must
    return (
        *must,
        ("Description", found.question[:200]),
        ("Url", frame.site.address + path),
    )


def _wanted(text: str, narrowed: Mapping[str, str]) -> Wanted:
    year = narrowed.get("year", "")
    there = int(year) if year.isdecimal() and 1900 < int(year) < 2200 else 1
    return Wanted(
        text=text,
        organ=narrowed.get("organ", ""),
        outcome=narrowed.get("outcome", ""),
        year=there if year else None,
    )


def _groups(counted: Mapping[str, list[answers.Facet]], kept: Mapping[str, str]) -> tuple[Group, ...]:
    groups = []
    for key, title in FACETS.items():
        rest = {name: value for name, value in kept.items() if name != key}
        choices = [
            Choice(
                each.title,
                each.count,
                _address(rest if kept.get(key) == each.value else {**rest, key: each.value}),
                kept.get(key) == each.value,
            )
            for each in counted.get(key, [])
        ]
        if kept.get(key) and not any(each.on for each in choices):
            choices.insert(0, Choice(kept[key], 0, _address(rest), True))
        if choices:
            groups.append(Group(key, str(title), tuple(choices[:10]), tuple(choices[10:])))
    return tuple(groups)


def _address(kept: Mapping[str, str]) -> str:
    return f"{addresses.ANSWERS}?{urlencode(kept)}" if kept else addresses.ANSWERS
