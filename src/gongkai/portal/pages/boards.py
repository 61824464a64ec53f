"""Boards, columns and topic pages."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal import addresses, paging
from gongkai.portal.frame import Frame
from gongkai.portal.page import Alternate, Page
from gongkai.portal.pages.site import Shelf, shelf
from gongkai.portal.queries import BoardView, ColumnView
from gongkai.portal.queries import topic as topic_page
from gongkai.portal.tags import PageClass, of_board, of_column, of_site, of_titled
from gongkai.records.queries import Line, Wanted, all_lines, count, lines

ON_BOARD = 6
FEEDS = (
    ("application/rss+xml", "rss.xml", gettext_lazy("RSS 订阅")),
    ("application/atom+xml", "atom.xml", gettext_lazy("Atom 订阅")),
    ("application/json", "list.json", gettext_lazy("JSON 列表")),
)


def board(frame: Frame, here: BoardView) -> Page:
    """A board: its columns with their newest, and its topics."""
    shelves = tuple(shelf(frame, column, ON_BOARD) for column in here.columns)
    return Page(
        path=here.address,
        template="board",
        title=here.name,
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_board(frame.site, here)),
        board=here.code,
        crumbs=((here.name, here.address),),
        context={"here": here, "shelves": shelves},
    )


def alternates(column: ColumnView) -> tuple[Alternate, ...]:
    """A column's feeds and its list for machines."""
    return tuple(
        Alternate(
            media_type, f"{column.name} {title}", addresses.feed(column.board, column.code, form), title
        )
        for media_type, form, title in FEEDS
    )


def column(frame: Frame, here: ColumnView, number: int | None) -> Page | None:
    """A column's list: what it opens with, or a page counted from the oldest; ``None`` beyond its end."""
    wanted, region = Wanted(column=here.code), frame.site.region
    while True:
        total = count(region, wanted, as_of=frame.as_of)
        span = paging.opening(total) if number is None else paging.page(total, number)
        if span is None:
            return None
        shown = lines(region, wanted, as_of=frame.as_of, start=span.start, limit=span.stop - span.start)
        # Something published between the two questions would shift the page by one.
        if number is None or total == count(region, wanted, as_of=frame.as_of):
            return _list(frame, here, span, total, shown)


def full_pages(frame: Frame, here: ColumnView) -> Iterator[Page]:
    """All full pages of a column, from the oldest on: the same pages as one by one, in one walk."""
    wanted, region = Wanted(column=here.code), frame.site.region
    total = count(region, wanted, as_of=frame.as_of)
    walk = all_lines(region, wanted, as_of=frame.as_of)
    for number in range(1, paging.full_pages(total) + 1):
        span = paging.page(total, number)
        shown = list(islice(walk, paging.SIZE))[::-1]
        if span is not None and shown:
            yield _list(frame, here, span, total, shown)


def _list(frame: Frame, here: ColumnView, span: paging.Span, total: int, shown: list[Line]) -> Page:
    number = span.number
    return Page(
        path=addresses.column(here.board, here.code, number),
        template="column",
        title=here.name
        if number is None
        else _("%(name)s（第%(number)s页）") % {"name": here.name, "number": number},
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_column(frame.site, here)),
        board=here.board,
        crumbs=((here.board_name, addresses.board(here.board)), (here.name, here.address)),
        alternates=alternates(here),
        context={
            "here": here,
            "of_board": frame.board(here.board),
            "lines": shown,
            "span": span,
            "pager": _pager(here, span, total),
            "total": total,
            "documents": any(each.validity for each in shown),
        },
        indexed=True,
    )


def _pager(here: ColumnView, span: paging.Span, total: int) -> dict[str, object]:
    """Links to neighbouring pages. A full page names nothing that a newer article would change."""

    def to(number: int | None) -> str:
        return addresses.column(here.board, here.code, number)

    if span.number is None:
        numbers = [(each, to(each)) for each in paging.shown_numbers(span, total)]
        return {"numbers": numbers, "older": to(span.older) if span.has_older else ""}
    return {
        "newest": to(None),
        "newer": to(span.newer),
        "older": to(span.older) if span.has_older else "",
        "oldest": to(1) if span.has_older else "",
    }


def column_paths(here: ColumnView) -> Iterator[str]:
    """The addresses of what changes with a column: its feeds, and what it opens with."""
    for _type, form, _title in FEEDS:
        yield addresses.feed(here.board, here.code, form)
    yield here.address


def topic(frame: Frame, board_code: str, slug: str) -> Page | None:
    """A topic page (专题) made by a site editor."""
    found = topic_page(board_code, slug)
    here = frame.board(board_code)
    return topic_of(frame, here, found) if found and here else None


def topic_of(frame: Frame, here: BoardView, found: object) -> Page:
    """The same of a topic page at hand, be it public or still being written."""
    shelves: dict[str, Shelf] = {}
    for block in found.body:
        if block.block_type == "column" and (column := frame.column(block.value["column"])):
            shelves[block.id] = shelf(frame, column, block.value["count"])
    address = f"/{here.code}/{found.slug}/"
    return Page(
        path=address,
        template="topic",
        title=found.title,
        page_class=PageClass.COLUMN,
        tags=(
            *of_site(frame.site),
            *of_titled(frame.site, found.title, found.search_description or found.summary, _("专题专栏")),
        ),
        board=here.code,
        crumbs=((here.name, here.address), (found.title, address)),
        context={"topic": found, "shelves": shelves},
    )
