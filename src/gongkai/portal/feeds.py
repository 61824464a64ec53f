"""A column for machines (订阅): RSS, Atom, and a JSON list with its schema, of the same newest records."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from gongkai.ledger.rows import BEIJING
from gongkai.portal import addresses
from gongkai.portal.frame import Frame
from gongkai.portal.page import ATOM, JSON, RSS, Printed
from gongkai.portal.queries import ColumnView
from gongkai.records.queries import Line, Wanted, lines

NEVER = datetime(2000, 1, 1, tzinfo=BEIJING)
IN_FEED = 30
IN_LIST = 100
SCHEMA = "/api/schema/list.json"
_FORMS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "rss.xml": (Rss201rev2Feed, RSS),
    "atom.xml": (Atom1Feed, ATOM),
}


def feed(frame: Frame, column: ColumnView, form: str) -> Printed:
    """A column's newest in a form: ``rss.xml``, ``atom.xml`` or ``list.json``."""
    path = addresses.feed(column.board, column.code, form)
    most = IN_LIST if form == "list.json" else IN_FEED
    newest = lines(frame.site.region, Wanted(column=column.code), as_of=frame.as_of, limit=most)
    if form == "list.json":
        return Printed(path, 200, JSON, as_list(frame, column, newest))
    entries = [
        Entry(
            title=line.title,
            address=line.address,
            summary=line.abstract,
            organ_name=line.organ_name,
            at=line.changed_at,
            categories=(column.name, line.topic),
        )
        for line in newest
    ]
    says = column.description or f"{frame.site.name}“{column.name}”栏目最新信息"
    return made(frame, form, path, column.name, column.address, says, entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed."""

    title: str
    address: str
    summary: str
    organ_name: str
    at: datetime
    categories: tuple[str, ...] = ()


def made(
    frame: Frame, form: str, path: str, name: str, address: str, says: str, entries: Sequence[Entry]
) -> Printed:
    """A feed, ``rss.xml`` or ``atom.xml``, of what stands at an address."""
    kind, media_type = _FORMS[form]
    site = frame.site
    feed = kind(
        title=f"{name} - {site.name}",
        link=site.address + address,
        description=says,
        language="zh-cn",
        feed_url=site.address + path,
        author_name=site.name,
        feed_copyright=site.name,
    )
    for each in entries:
        where = site.address + each.address
        feed.add_item(
            title=each.title,
            link=where,
            description=each.summary or each.title,
            unique_id=where,
            author_name=each.organ_name,
            pubdate=each.at,
            updateddate=each.at,
            categories=[word for word in each.categories if word],
        )
    if not entries:
        # A feed says when it was made by its newest entry; an empty one must not change each time it is made.
        feed.latest_post_date = lambda: NEVER
    return Printed(path, 200, media_type, feed.writeString("utf-8").encode("utf-8"))


def as_list(frame: Frame, column: ColumnView, newest: list[Line]) -> bytes:
    """A column's newest as JSON."""
    plain = {
        "$schema": frame.site.address + SCHEMA,
        "column": {"code": column.code, "name": column.name, "board": column.board_name},
        "address": frame.site.address + column.address,
        "more": f"{frame.site.address}/api/records?column={column.code}",
        "records": [line_as_json(frame, each) for each in newest],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8")


def line_as_json(frame: Frame, line: Line) -> dict[str, Any]:
    """A record's line as plain values, as lists and open data give it."""
    return {
        "subject": line.subject,
        "address": frame.site.address + line.address,
        "title": line.title,
        "abstract": line.abstract,
        "type": line.type,
        "genre": line.genre,
        "organ": {"code": line.organ, "name": line.organ_name},
        "column": line.column,
        "topic": line.topic,
        "index_no": line.index_no,
        "doc_no": line.doc_no,
        "made_on": line.made_on.isoformat() if line.made_on else None,
        "published_on": line.published_on.isoformat(),
        "changed_at": line.changed_at.isoformat(),
        "validity": line.validity or None,
    }
