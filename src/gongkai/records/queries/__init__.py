"""Questions about records. Public ones give plain values; those of the desk ask who is asking."""

from gongkai.records.queries.lists import (
    columns,
    count,
    facets,
    lines,
    live_ids,
    oldest_lines,
    still_visible,
    withdrawn_ids,
)
from gongkai.records.queries.pages import by_subject, public_record, public_records
from gongkai.records.queries.shown import (
    ColumnView,
    CommentView,
    Facet,
    Line,
    PublicAttachment,
    PublicRecord,
    Related,
    Wanted,
    Withdrawal,
)

__all__ = [
    "ColumnView",
    "CommentView",
    "Facet",
    "Line",
    "PublicAttachment",
    "PublicRecord",
    "Related",
    "Wanted",
    "Withdrawal",
    "by_subject",
    "columns",
    "count",
    "facets",
    "lines",
    "live_ids",
    "oldest_lines",
    "public_record",
    "public_records",
    "still_visible",
    "withdrawn_ids",
]
