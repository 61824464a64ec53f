"""The search page (检索): a question, what was found, and how to narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.organs.queries import names
from gongkai.portal import addresses, released
from gongkai.portal.frame import Frame
from gongkai.portal.page import Page
from gongkai.portal.pages import answers
from gongkai.portal.pages.directory import Choice, Group
from gongkai.portal.sources import PublicSource
from gongkai.portal.tags import PageClass, of_site
from gongkai.records.types import types
from gongkai.records.validity import Validity
from gongkai.search import unanswered
from gongkai.search.errors import SearchUnavailable
from gongkai.search.results import CAP, Filters, Sort
from gongkai.search.services import SIZE, Answer, Listed, search, suggest

FIELDS = {
    "column": gettext_lazy("栏目"),
    "organ": gettext_lazy("发布机构"),
    "topic": gettext_lazy("主题分类"),
    "genre": gettext_lazy("体裁分类"),
    "year": gettext_lazy("年份"),
    "validity": gettext_lazy("效力"),
}
SORTS = {Sort.RELEVANCE: gettext_lazy("按相关度"), Sort.DATE: gettext_lazy("按日期")}
OTHER = {released.COLUMN: answers.TITLE}
"""What is found and stands in no column of the layout."""
SHOWN = 8
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as the page shows it."""

    hit: Listed
    address: str
    organ_name: str
    column_name: str
    validity: Validity | None


def _number(asked: str) -> int:
    """The number of the page asked for, within what is shown at all."""
    return min(max(int(asked) if asked.isdecimal() else 1, 1), CAP // SIZE)


def search_page(frame: Frame, asked: Mapping[str, str], *, at: datetime) -> Page:
    """What a reader finds. A question that nothing answers is noted for the office, without who asked."""
    text = asked.get("q", "").strip()[:LONGEST]
    narrowed = {key: asked[key] for key in FIELDS if asked.get(key)}
    since, until = _day(asked.get("since", "")), _day(asked.get("until", ""))
    sort = Sort.DATE if asked.get("sort") == Sort.DATE.value else Sort.RELEVANCE
    kept = {key: asked[key] for key in ("q", "since", "until", "sort") if asked.get(key)} | narrowed
    number = _number(asked.get("page", ""))
    answer, problem = None, ""
    if text or narrowed:
        filters = Filters(
            region=(frame.site.region,),
            published_from=since,
            published_to=until,
            **{key: (value,) for key, value in narrowed.items()},
        )
        source = PublicSource(frame.site.region, frame.as_of)
        try:
            answer = search(text, source=source, filters=filters, sort=sort, number=number)
        except SearchUnavailable as unavailable:
            problem = unavailable.message
    if answer is not None and answer.found_nothing and not narrowed:
        unanswered.note(answer, asked_at=at)
    return Page(
        path=addresses.SEARCH,
        template="search",
        title=_("“%(text)s”的检索结果") % {"text": text} if text else _("检索"),
        page_class=PageClass.OTHER,
        tags=of_site(frame.site),
        crumbs=((_("检索"), addresses.SEARCH),),
        indexed=False,
        context={
            "q": text,
            "answer": answer,
            "problem": problem,
            "since": since,
            "until": until,
            "narrowed": narrowed,
            **(_shown(frame, answer, kept, narrowed, number, sort) if answer else {}),
        },
    )


def _shown(
    frame: Frame,
    answer: Answer,
    kept: Mapping[str, str],
    narrowed: Mapping[str, str],
    number: int,
    sort: Sort,
) -> dict[str, object]:
    organs = {each.value for each in answer.facets.get("organ", ())} | {
        each.doc.organ for each in answer.listed
    }
    called = names(organs, as_of=frame.as_of)
    groups = _groups(frame, answer, kept, narrowed, called)
    pages = min(answer.page.pages, CAP // SIZE)
    return {
        "found": [_found(frame, each, called) for each in answer.listed],
        "groups": groups,
        "chosen": [choice for group in groups for choice in (*group.shown, *group.more) if choice.on],
        "number": number,
        "pages": pages,
        "newer": _address({**kept, "page": str(number - 1)}) if number > 1 else "",
        "older": _address({**kept, "page": str(number + 1)}) if number < pages else "",
        "sorts": [
            Choice(title, None, _address({**kept, "sort": key.value}), key is sort)
            for key, title in SORTS.items()
        ],
    }


def _found(frame: Frame, hit: Listed, called: Mapping[str, str]) -> Found:
    doc = hit.doc
    column = frame.column(doc.column)
    return Found(
        hit,
        doc.address,
        called.get(doc.organ, ""),
        column.name if column else OTHER.get(doc.column, ""),
        Validity(doc.validity) if doc.validity else None,
    )


def _groups(
    frame: Frame,
    answer: Answer,
    kept: Mapping[str, str],
    narrowed: Mapping[str, str],
    called: Mapping[str, str],
) -> tuple[Group, ...]:
    genres = {kind.genre.value: kind.title for kind in reversed(types().values())}
    titles = {
        "organ": lambda value: called.get(value, value),
        "column": lambda value: column.name if (column := frame.column(value)) else OTHER.get(value, value),
        "genre": lambda value: genres.get(value, value),
        "year": lambda value: _("%(value)s年") % {"value": value},
        "validity": lambda value: Validity(value).title if value in set(Validity) else value,
        "topic": str,
    }
    groups = []
    for key, title in FIELDS.items():
        rest = {name: value for name, value in kept.items() if name != key}
        choices = [
            Choice(
                titles[key](each.value),
                each.hits,
                _address(rest if narrowed.get(key) == each.value else {**rest, key: each.value}),
                narrowed.get(key) == each.value,
            )
            for each in answer.facets.get(key, ())
        ]
        if narrowed.get(key) and not any(each.on for each in choices):
            choices.insert(0, Choice(titles[key](narrowed[key]), 0, _address(rest), True))
        if choices:
            groups.append(Group(key, title, tuple(choices[:SHOWN]), tuple(choices[SHOWN:])))
    return tuple(groups)


def _address(kept: Mapping[str, str]) -> str:
    return f"{addresses.SEARCH}?{urlencode(kept)}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def suggestions(typed: str) -> list[str]:
    """Phrases to search for that begin as typed, in characters, pinyin or initials."""
    return [each.phrase for each in suggest(typed)] if typed.strip() else []


MOST_SIMILAR = 4


def similar(region: str, as_of: date, text: str) -> list[Listed]:
    """A few public records that may answer a question typed on a form; nothing of the question is kept."""
    try:
        found = search(
            text[:LONGEST], source=PublicSource(region, as_of), filters=Filters(region=(region,)), number=1
        )
    except SearchUnavailable:
        return []
    return list(found.listed[:MOST_SIMILAR])
