"""Boards, columns and topic pages."""

from collections.abc import Iterator

from gongkai.portal import addresses, paging
from gongkai.portal.frame import Frame
from gongkai.portal.page import Alternate, Page
from gongkai.portal.pages.site import Shelf, shelf
from gongkai.portal.queries import BoardView, ColumnView
from gongkai.portal.queries import topic as topic_page
from gongkai.portal.tags import PageClass, of_board, of_column, of_site, of_titled
from gongkai.records.queries import Wanted, count, lines

ON_BOARD = 6
FEEDS = (
    ("application/rss+xml", "rss.xml", "RSS 订阅"),
    ("application/atom+xml", "atom.xml", "Atom 订阅"),
    ("application/json", "list.json", "JSON 列表"),
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
    wanted = Wanted(column=here.code)
    total = count(frame.site.region, wanted, as_of=frame.as_of)
    span = paging.opening(total) if number is None else paging.page(total, number)
    if span is None:
        return None
    shown = lines(
        frame.site.region, wanted, as_of=frame.as_of, start=span.start, limit=span.stop - span.start
    )
    of_board_ = frame.board(here.board)
    return Page(
        path=addresses.column(here.board, here.code, number),
        template="column",
        title=here.name if number is None else f"{here.name}（第{number}页）",
        page_class=PageClass.COLUMN,
        tags=(*of_site(frame.site), *of_column(frame.site, here)),
        board=here.board,
        crumbs=((here.board_name, addresses.board(here.board)), (here.name, here.address)),
        alternates=alternates(here),
        context={
            "here": here,
            "of_board": of_board_,
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


def column_paths(frame: Frame, here: ColumnView) -> Iterator[str]:
    """The addresses of a column, the ones that change least first: full pages, list, feeds."""
    total = count(frame.site.region, Wanted(column=here.code), as_of=frame.as_of)
    for number in range(1, paging.full_pages(total) + 1):
        yield addresses.column(here.board, here.code, number)
    yield here.address
    for _, form, _ in FEEDS:
        yield addresses.feed(here.board, here.code, form)


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
            *of_titled(frame.site, found.title, found.search_description or found.summary, "专题专栏"),
        ),
        board=here.code,
        crumbs=((here.name, here.address), (found.title, address)),
        context={"topic": found, "shelves": shelves},
    )
