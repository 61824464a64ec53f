"""Where readers find a record (网址): an address that never changes. Pure Python."""

import re
from datetime import datetime

from gongkai.ledger.rows import BEIJING

_ARTICLE = re.compile(r"^/art/(\d{4})/(\d{1,12})\.html(?:[?#].*)?$")


def article(first_published_at: datetime, number: int) -> str:
    """The address of a record: the year in which it was first published, and its number in the register.

    Both never change, whatever is published again, withdrawn or moved.

    >>> from datetime import timezone
    >>> article(datetime(2020, 12, 31, 17, tzinfo=timezone.utc), 447)
    '/art/2021/447.html'
    """
    return f"/art/{first_published_at.astimezone(BEIJING).year}/{number}.html"


def article_in(path: str) -> tuple[int, int] | None:
    """Year and number in the address of a record.

    >>> article_in("/art/2021/447.html"), article_in("/xinwen/")
    ((2021, 447), None)
    """
    found = _ARTICLE.match(path)
    return (int(found[1]), int(found[2])) if found else None
