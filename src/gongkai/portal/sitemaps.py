"""For search engines: the sitemap in parts by year, and ``robots.txt``.

A part lists the records published in one year from the oldest on, so what is new changes the last part only.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape

from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import TEXT, XML, Printed
from gongkai.records.queries import Wanted, count, lines, oldest_lines

PART = 10_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def years(frame: Frame) -> list[tuple[int, int]]:
    """For each year with public records how many there are."""
    region = frame.site.region
    ends = [asked(region, Wanted(), as_of=frame.as_of, limit=1) for asked in (oldest_lines, lines)]
    if not ends[0]:
        return []
    counted = partial(count, region, as_of=frame.as_of)
    span = range(ends[0][0].published_on.year, ends[1][0].published_on.year + 1)
    return [(year, total) for year in span if (total := counted(wanted=Wanted(year=year)))]


def index(frame: Frame) -> Printed:
    """The sitemap's index."""
    parts = [addresses.shard("pages"), *_year_parts(frame)]
    body = "".join(f"<sitemap><loc>{_loc(frame, part)}</loc></sitemap>\n" for part in parts)
    return _xml(addresses.SITEMAP, f"<sitemapindex {_SPACE}>\n{body}</sitemapindex>\n")


def _year_parts(frame: Frame) -> Iterator[str]:
    for year, total in years(frame):
        for part in range(1, -(-total // PART) + 1):
            yield addresses.shard(year, part)


def shard(frame: Frame, name: str, part: int) -> Printed | None:
    """One part of the sitemap; ``None`` where there is none of that name."""
    if name == "pages":
        return _urls(addresses.shard("pages"), frame, _structure(frame)) if part == 1 else None
    wanted = Wanted(year=int(name))
    listed = oldest_lines(frame.site.region, wanted, as_of=frame.as_of, start=(part - 1) * PART, limit=PART)
    if not listed:
        return None
    found = ((each.address, each.changed_at) for each in listed)
    return _urls(addresses.shard(name, part), frame, found)


def _structure(frame: Frame) -> Iterator[tuple[str, datetime | None]]:
    yield addresses.HOME, None
    for path in (
        addresses.PLATFORM,
        addresses.GUIDE,
        addresses.APPLY,
        addresses.DIRECTORY,
        addresses.POLICIES,
        addresses.ORGANS,
        addresses.LEADERS,
        addresses.OPEN_DATA,
        addresses.SITE_MAP,
    ):
        yield path, None
    for board in frame.structure.boards:
        yield board.address, None
        for column in board.columns:
            yield column.address, None
        for topic in board.topics:
            yield topic.address, topic.changed_at


def _urls(path: str, frame: Frame, found: Iterable[tuple[str, datetime | None]]) -> Printed:
    body = "".join(
        f"<url><loc>{_loc(frame, where)}</loc>"
        + (f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else "")
        + "</url>\n"
        for where, changed in found
    )
    return _xml(path, f"<urlset {_SPACE}>\n{body}</urlset>\n")


def paths(frame: Frame) -> Iterator[str]:
    """The addresses of all parts, the index last."""
    yield addresses.shard("pages")
    yield from _year_parts(frame)
    yield addresses.SITEMAP


def robots(frame: Frame) -> Printed:
    """What robots may ask for: everything but what is answered anew each time, and the desk."""
    closed = ("/desk/", "/cms/", "/accounts/", addresses.SEARCH, "/api/")
    said = ["User-agent: *", *(f"Disallow: {each}" for each in closed), "Allow: /"]
    text = "\n".join([*said, "", f"Sitemap: {frame.site.address}{addresses.SITEMAP}", ""])
    return Printed(addresses.ROBOTS, 200, TEXT, text.encode())


def _loc(frame: Frame, path: str) -> str:
    return escape(frame.site.address + path)


def _xml(path: str, body: str) -> Printed:
    return Printed(path, 200, XML, (_HEAD + body).encode())
