"""The press (页面生成): every public page by its address, from the register and the structure as they are.

A ``Press`` is made for one day and one state of the structure and prints any number of pages; what they
share is made once. The same pages are answered by Django and laid down as files.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from django.template.loader import get_template

from gongkai.ledger.rows import BEIJING
from gongkai.portal import addresses, answers_data, feeds, frame, sitemaps
from gongkai.portal.frame import Frame
from gongkai.portal.page import HTML, Page, Printed
from gongkai.portal.pages import answers, articles, boards, directory, platform, promptness, site
from gongkai.records.addresses import article_in
from gongkai.records.queries import PublicRecord, public_record, public_records

Asked = dict[str, str]


class Press:
    """Prints pages as of a day. Make a new one when the structure changed or the day is over."""

    def __init__(self, as_of: date, *, made: Frame | None = None) -> None:
        self.frame = made or frame.make(as_of)
        self.as_of = as_of
        self._fixed: dict[str, Callable[[Asked], Page]] = {
            addresses.HOME: lambda asked: site.home(self.frame),
            addresses.DIRECTORY: lambda asked: directory.directory(self.frame, asked),
            addresses.POLICIES: lambda asked: directory.policies(self.frame, asked),
            addresses.PLATFORM: lambda asked: platform.platform(self.frame),
            addresses.GUIDE: lambda asked: platform.guide(self.frame),
            addresses.APPLY: lambda asked: platform.apply(self.frame),
            addresses.ORGANS: lambda asked: platform.organs(self.frame),
            addresses.LEADERS: lambda asked: platform.leaders(self.frame),
            addresses.SITE_MAP: lambda asked: site.site_map(self.frame),
            addresses.ANSWERS: lambda asked: answers.listed(self.frame, asked),
            addresses.PROMPTNESS: lambda asked: promptness.promptness(self.frame, asked),
            addresses.OPEN_DATA: lambda asked: site.open_data(self.frame),
        }

    def render(self, path: str, asked: Asked | None = None) -> Printed:
        """The page at an address, with what was asked after ``?``; one that says so where there is none."""
        if made := self._fixed.get(path):
            return self.print(made(asked or {}))
        if found := article_in(path):
            return self._article_at(path, found[1])
        if (data := self._for_machines(path)) is not None:
            return data
        page = self._in_structure(path)
        return self.print(page) if page else self.missing(path)

    def _article_at(self, path: str, number: int) -> Printed:
        record = public_record(id=number, as_of=self.as_of)
        if record is None or record.region != self.frame.site.region:
            return self.missing(path)
        return self.article(record) if record.address == path else self.missing(path)

    def _for_machines(self, path: str) -> Printed | None:
        if found := addresses.feed_in(path):
            column = self.frame.column(found[1])
            if column is None or column.board != found[0]:
                return None
            return feeds.feed(self.frame, column, found[2])
        if form := addresses.answers_feed_in(path):
            return answers_data.feed(self.frame, form)
        if path == addresses.ANSWERS_SITEMAP:
            return answers_data.sitemap(self.frame)
        if path == addresses.SITEMAP:
            return sitemaps.index(self.frame)
        if shard := addresses.shard_in(path):
            return sitemaps.shard(self.frame, shard)
        if path == addresses.ROBOTS:
            return sitemaps.robots(self.frame)
        if path == addresses.CATALOGUE:
            # RDF is slow to load, and nobody but a harvester asks for it.
            from gongkai.portal import catalogue

            return catalogue.catalogue(self.frame)
        return None

    def _in_structure(self, path: str) -> Page | None:
        if entry := addresses.answer_in(path):
            return answers.answer(self.frame, entry)
        if code := addresses.board_in(path):
            board = self.frame.board(code)
            return boards.board(self.frame, board) if board else None
        if found := addresses.column_in(path):
            board_code, code, number = found
            column = self.frame.column(code)
            if column and column.board == board_code:
                return boards.column(self.frame, column, number)
            return boards.topic(self.frame, board_code, code) if number is None else None
        return None

    def article(self, record: PublicRecord) -> Printed:
        """The page of one record, from what the register says of it."""
        return self.print(articles.article(self.frame, record))

    def articles(self, ids: list[int]) -> Iterator[Printed]:
        """The pages of many records, by a constant number of queries for each few hundred."""
        for record in public_records(ids, as_of=self.as_of):
            yield self.article(record)

    def full_pages(self, code: str) -> Iterator[Printed]:
        """All full pages of a column's list, the oldest first, by few queries however many there are."""
        if column := self.frame.column(code):
            yield from map(self.print, boards.full_pages(self.frame, column))

    def missing(self, path: str) -> Printed:
        """The page that says that there is none of this address, and how to go on."""
        return self.print(site.missing(self.frame, path))

    def print(self, page: Page) -> Printed:
        """Print a page: the template, within the frame."""
        shown = {
            "page": page,
            "frame": self.frame,
            "site": self.frame.site,
            "top": self.frame.top(page.board),
            "foot": self.frame.foot,
            "assets": frame.assets(),
            "addresses": addresses,
            **page.context,
        }
        text = get_template(f"portal/{page.template}.html").render(shown)
        return Printed(page.path, page.status, HTML, text.encode("utf-8"), page.page_class)

    def paths(self) -> Iterable[str]:
        """All addresses of the structure that can be laid down as files, lists after what they list.

        Articles come from ``records.queries.live_ids`` and ``withdrawn_ids``, the full pages of lists from
        ``full_pages``; what is asked for with words (``addresses.DYNAMIC``) is left out.
        """
        for board in self.frame.structure.boards:
            for column in board.columns:
                yield from boards.column_paths(column)
            for topic in board.topics:
                yield topic.address
        for path in self._fixed:
            if path != addresses.HOME and not path.startswith(addresses.DYNAMIC):
                yield path
        yield addresses.ROBOTS
        yield addresses.CATALOGUE
        yield from sitemaps.paths(self.frame)
        for board in self.frame.structure.boards:
            yield board.address
        yield addresses.HOME


def render(path: str, *, at: datetime, asked: Asked | None = None) -> Printed:
    """The public page at an address as of an instant (见 ``Press.render``)."""
    as_of = at.astimezone(BEIJING).date()
    return Press(as_of, made=frame.current(at, as_of)).render(path, asked)
