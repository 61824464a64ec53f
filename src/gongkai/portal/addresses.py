"""Addresses of the public site (网址): lasting, without Chinese, one for each thing. Pure Python.

Where records are, ``records.addresses`` says.
"""

import re

HOME = "/"
DIRECTORY = "/directory/"
POLICIES = "/policies/"
PLATFORM = "/platform/"
GUIDE = "/platform/guide/"
APPLY = "/apply/"
APPLY_ONLINE = "/apply/online/"
RECEIPT = "/apply/online/receipt/"
RECEIPT_FILE = "/apply/online/receipt.pdf"
TRACK = "/track/"
TRACKED = "/track/application/"
OPINIONS = "/opinions/"
ANSWERS = "/foi/"
ANSWERS_SITEMAP = "/foi/sitemap.xml"
PROMPTNESS = "/foi/figures/"
ORGANS = "/organs/"
LEADERS = "/leaders/"
SEARCH = "/search/"
SITE_MAP = "/map/"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
OPEN_DATA = "/open-data/"
OPENAPI = "/api/openapi.json"
REPORT_SCHEMA = "/api/schema/report.json"
CATALOGUE = "/catalog.jsonld"
API_ANSWERS, API_PROMPTNESS = "/api/answers", "/api/promptness"
HEALTH = "/healthz"
DYNAMIC = (SEARCH, APPLY, TRACK, OPINIONS, ANSWERS, DIRECTORY, POLICIES, "/api/", HEALTH)
"""Beginnings of addresses that are answered anew each time and never laid down as files."""

_LIST = re.compile(r"^/([a-z0-9-]+)/([a-z0-9-]+)/(?:page/([1-9]\d{0,6})\.html)?$")
_FEED = re.compile(r"^/([a-z0-9-]+)/([a-z0-9-]+)/(rss\.xml|atom\.xml|list\.json)$")
_BOARD = re.compile(r"^/([a-z0-9-]+)/$")
_ANSWER = re.compile(r"^/foi/([1-9]\d{0,8})\.html$")
_ANSWERS_FEED = re.compile(r"^/foi/(rss\.xml|atom\.xml|list\.json)$")
_SHARD = re.compile(r"^/sitemap-(pages|0|[1-9]\d{0,8})\.xml$")
IN_SHARD = 1000
"""Of how many numbers of the register a part of the sitemap tells."""


def board(code: str) -> str:
    """The address of a board."""
    return f"/{code}/"


def board_in(path: str) -> str:
    """The code of a board in an address; empty for any other."""
    found = _BOARD.match(path)
    return found[1] if found else ""


def opinions(number: int) -> str:
    """Where opinions on a draft are given."""
    return f"{OPINIONS}{number}/"


def answer(entry: int) -> str:
    """Where a released answer is read, whatever its version."""
    return f"{ANSWERS}{entry}.html"


def answer_in(path: str) -> int:
    """The number of a released answer in an address; 0 for any other."""
    found = _ANSWER.match(path)
    return int(found[1]) if found else 0


def answer_file(entry: int, place: int, name: str) -> str:
    """Where a file of a released answer is.

    >>> answer_file(3, 1, "附件.pdf")
    '/foi/3/1.pdf'
    """
    suffix = name.rpartition(".")[2].lower()
    return f"{ANSWERS}{entry}/{place}" + (f".{suffix}" if suffix.isascii() and suffix.isalnum() else "")


def answers_feed(form: str) -> str:
    """The address of a feed of released answers: ``rss.xml``, ``atom.xml`` or ``list.json``."""
    return f"{ANSWERS}{form}"


def answers_feed_in(path: str) -> str:
    """The form in the address of a feed of released answers."""
    found = _ANSWERS_FEED.match(path)
    return found[1] if found else ""


def column(board_code: str, code: str, page: int | None = None) -> str:
    """The address of a column's list: its newest, or one page counted from the oldest.

    >>> column("xinwen", "weishi-yaowen", 3)
    '/xinwen/weishi-yaowen/page/3.html'
    """
    start = f"/{board_code}/{code}/"
    return start if page is None else f"{start}page/{page}.html"


def column_in(path: str) -> tuple[str, str, int | None] | None:
    """Board, column and page in the address of a list."""
    found = _LIST.match(path)
    return (found[1], found[2], int(found[3]) if found[3] else None) if found else None


def feed(board_code: str, code: str, form: str) -> str:
    """The address of a column's feed: ``rss.xml``, ``atom.xml`` or ``list.json``."""
    return f"/{board_code}/{code}/{form}"


def feed_in(path: str) -> tuple[str, str, str] | None:
    """Board, column and form in the address of a feed."""
    found = _FEED.match(path)
    return (found[1], found[2], found[3]) if found else None


def shard(name: int | str) -> str:
    """The address of a part of the sitemap: ``pages``, or the records of so many numbers from there on.

    >>> shard("pages"), shard(shard_of(20_447))
    ('/sitemap-pages.xml', '/sitemap-20.xml')
    """
    return f"/sitemap-{name}.xml"


def shard_of(number: int) -> int:
    """The part of the sitemap that tells of a record, for ever: nothing new moves it to another."""
    return number // IN_SHARD


def shard_in(path: str) -> str:
    """Which part of the sitemap an address means; empty for any other."""
    found = _SHARD.match(path)
    return found[1] if found else ""


def on_site(path: str) -> bool:
    """Whether an address belongs to this site rather than to another."""
    return path.startswith("/") and not path.startswith("//")
