"""Page tags (网页标签): what every page says of itself to machines. Law: 国办发〔2017〕47号, annex.

A page of the home class says who the site is, one of a column also what the column is, one of an article
also what the article is. ``checking`` looks whether a finished page says it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from gongkai.ledger.rows import BEIJING
from gongkai.portal.layout import Site
from gongkai.portal.queries import BoardView, ColumnView
from gongkai.records.markup import pictures_of
from gongkai.records.queries import PublicRecord
from gongkai.records.types import type_of

Tags = tuple[tuple[str, str], ...]


class PageClass(StrEnum):
    """What a page is, as far as its tags go."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    OTHER = "other"


SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
MUST: Mapping[PageClass, tuple[str, ...]] = {
    PageClass.HOME: SITE_TAGS,
    PageClass.OTHER: SITE_TAGS,
    PageClass.COLUMN: SITE_TAGS + COLUMN_TAGS,
    PageClass.ARTICLE: (*SITE_TAGS, "ColumnName", "ColumnType", *ARTICLE_TAGS),
}
"""The names that a page of a class must have, each with something in it."""


def of_site(site: Site) -> Tags:
    """Who the site is."""
    return (("SiteName", site.name), ("SiteDomain", site.domain), ("SiteIDCode", site.id_code))


def of_column(site: Site, column: ColumnView) -> Tags:
    """What a column is."""
    return (
        ("ColumnName", column.name),
        ("ColumnDescription", column.description or f"{site.name}{column.board_name}“{column.name}”栏目。"),
        ("ColumnKeywords", _joined((column.name, column.board_name, site.name))),
        ("ColumnType", column.kind or column.board_name),
    )


def of_board(site: Site, board: BoardView) -> Tags:
    """What a board is."""
    return (
        ("ColumnName", board.name),
        ("ColumnDescription", board.description or f"{site.name}“{board.name}”板块。"),
        ("ColumnKeywords", _joined((board.name, *(each.name for each in board.columns[:5])))),
        ("ColumnType", board.name),
    )


def of_titled(site: Site, name: str, description: str, kind: str) -> Tags:
    """What a page with a place of its own in the site is: guide, directory, leaders, topics."""
    return (
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", _joined((name, site.name))),
        ("ColumnType", kind),
    )


def of_article(site: Site, record: PublicRecord, column: ColumnView | None, address: str) -> Tags:
    """What an article is; optional tags only where there is something to say."""
    content = record.content
    at = record.published_at.astimezone(BEIJING)
    must = (
        ("ColumnName", column.name if column else record.column_name or record.type_title),
        ("ColumnType", (column.kind or column.board_name) if column else record.type_title),
        ("ArticleTitle", content.title or "信息已撤下"),
        ("PubDate", f"{at:%Y-%m-%d %H:%M}"),
        ("ContentSource", content.source or record.organ_name),
    )
    picture = next((each.src for each in pictures_of(content.body) if each.src), "")
    if picture.startswith("/"):
        picture = site.address + picture
    may = (
        ("Keywords", _joined(content.keywords)),
        ("Author", content.editor),
        ("Description", content.abstract[:200]),
        ("Image", picture),
        ("Url", site.address + address),
        *((name, _from(record, source)) for name, source in (type_of(record.type).meta or {}).items()),
    )
    return (*must, *((name, text) for name, text in may if text))


def _joined(words: Iterable[str]) -> str:
    return "，".join(dict.fromkeys(each for each in words if each))


def _from(record: PublicRecord, source: str) -> str:
    """A further tag of a type: a field of the content or record, or one of its elements."""
    for holder in (record.content, record):
        if value := getattr(holder, source, None):
            return str(value)
    return record.content.elements.get(source, "")
