"""For search engines: the sitemap in parts by number, and ``robots.txt``.

A part tells of the public records among a thousand numbers of the register, so a change of one record changes
one part, however many there are.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import TEXT, XML, Printed
from gongkai.records.queries import live_ids, numbered

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(frame: Frame) -> Printed:
    """The sitemap's index."""
    parts = (*_parts(frame), addresses.ANSWERS_SITEMAP)
    body = "".join(f"<sitemap><loc>{_loc(frame, part)}</loc></sitemap>\n" for part in parts)
    return _xml(addresses.SITEMAP, f"<sitemapindex {_SPACE}>\n{body}</sitemapindex>\n")


def _parts(frame: Frame) -> Iterator[str]:
    """The addresses of all parts: each leaps to the next number that is public."""
    yield addresses.shard("pages")
    after = 0
    while found := live_ids(frame.site.region, after=after, limit=1):
        part = addresses.shard_of(found[0])
        yield addresses.shard(part)
        after = (part + 1) * addresses.IN_SHARD - 1


def shard(frame: Frame, name: str) -> Printed | None:
    """One part of the sitemap; ``None`` where there is none of that name."""
    if name == "pages":
        return urls(addresses.shard(name), frame, _structure(frame))
    start = int(name) * addresses.IN_SHARD
    found = numbered(frame.site.region, start, start + addresses.IN_SHARD)
    return urls(addresses.shard(name), frame, found) if found else None


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


def urls(path: str, frame: Frame, found: Iterable[tuple[str, datetime | None]]) -> Printed:
    """A part of the sitemap: addresses, and when what is there changed."""
    body = "".join(
        f"<url><loc>{_loc(frame, where)}</loc>"
        + (f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else "")
        + "</url>\n"
        for where, changed in found
    )
    return _xml(path, f"<urlset {_SPACE}>\n{body}</urlset>\n")


def paths(frame: Frame) -> Iterator[str]:
    """The addresses of all parts that are laid down as files, the index last."""
    yield from _parts(frame)
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
