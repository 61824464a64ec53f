"""A page before and after it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.portal.tags import PageClass, Tags

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
JSON_LD = "application/ld+json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another form, for machines; or, by ``relation``, what describes that form."""

    media_type: str
    title: str
    address: str
    label: str = ""
    relation: str = "alternate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page is to show. ``crumbs`` are pairs of title and address, from the home page on.

    ``board`` is where the reader is in the menu, ``context`` what the template needs besides.
    """

    path: str
    template: str
    title: str
    page_class: PageClass
    tags: Tags
    board: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    alternates: tuple[Alternate, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished page: what is sent, or laid down as a file.

    ``page_class`` is set for HTML only: it is what ``checking.missing_tags`` is asked with.
    """

    path: str
    status: int
    media_type: str
    body: bytes
    page_class: PageClass | None = None
