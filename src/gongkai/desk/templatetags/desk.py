"""Parts of desk pages: icons, addresses with changed conditions, days and how urgent they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongkai.desk.menu import urgency
from gongkai.law.sources import cite

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside a word; says nothing by itself."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("desk/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changed: object) -> str:
    """The address of this page with some conditions changed; ``None`` or empty takes one away."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for key, value in changed.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def due(context: Mapping[str, Any], day: date | None) -> SafeString | str:
    """A due day; late and soon ones say so in words as well."""
    return due_day(day, context["request"].today)


def due_day(day: date | None, today: date) -> SafeString | str:
    """The same where there is no template around it."""
    if day is None:
        return ""
    kind = urgency(day, today)
    left = (day - today).days
    if kind == "late":
        word = _("超期{days}天").format(days=-left)
        return format_html(
            '<span class="late">{} <span class="state late">{}</span></span>', day.isoformat(), word
        )
    if kind == "soon":
        word = _("今天到期") if left == 0 else _("还有{left}天").format(left=left)
        return format_html(
            '<span class="soon">{} <span class="state soon">{}</span></span>', day.isoformat(), word
        )
    return day.isoformat()


@register.filter
def day(value: date | None) -> str:
    """A day as prose writes it: 2020年6月10日."""
    return (
        _("{year}年{month}月{day}日").format(year=value.year, month=value.month, day=value.day)
        if value
        else ""
    )


@register.filter
def size(value: int) -> str:
    """The size of a file in words.

    >>> size(900), size(1536), size(5 * 1024 * 1024)
    ('900 字节', '1.5 KB', '5.0 MB')
    """
    if value < 1024:
        return _("{value} 字节").format(value=value)
    return f"{value / 1024:.1f} KB" if value < 1024**2 else f"{value / 1024**2:.1f} MB"


@register.filter
def entry(mapping: Mapping[str, Any], key: str) -> Any:
    """The value of a key."""
    return mapping.get(key, "")


@register.simple_tag
def row_of(table: Any, row: Any) -> dict[str, str]:
    """What names a row of a list and what it opens."""
    return {"key": table.row_key(row.record), "url": table.row_url(row.record)}


@register.filter
def cited(citation: str) -> str:
    """An article as people write it.

    >>> cited("OGI 33.2")
    '条例第三十三条第二款'
    """
    return cite(citation).short if citation else ""
