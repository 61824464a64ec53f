"""Filters of the portal's pages: addresses, days in prose, sizes."""

from datetime import date, datetime
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.desk.templatetags.desk import cited
from gongkai.ledger.rows import BEIJING
from gongkai.portal.tags import Tags
from gongkai.records.types import types
from gongkai.records.validity import Validity
from gongkai.search.highlighting import Marked

register = template.Library()
register.filter(cited)
KINDS = {
    "pdf": "PDF",
    "docx": gettext_lazy("Word 文档"),
    "doc": gettext_lazy("Word 文档"),
    "wps": gettext_lazy("WPS 文档"),
    "xlsx": gettext_lazy("Excel 表格"),
    "xls": gettext_lazy("Excel 表格"),
    "et": gettext_lazy("WPS 表格"),
    "ofd": gettext_lazy("OFD 版式文件"),
    "zip": gettext_lazy("压缩包"),
    "jpg": gettext_lazy("图片"),
    "jpeg": gettext_lazy("图片"),
    "png": gettext_lazy("图片"),
    "txt": gettext_lazy("文本"),
    "csv": gettext_lazy("CSV 数据"),
    "json": gettext_lazy("JSON 数据"),
    "mp4": gettext_lazy("视频"),
    "mp3": gettext_lazy("音频"),
}
"""What a file is, in words, by its ending."""


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in prose.

    >>> day(date(2020, 6, 10))
    '2020年6月10日'
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(BEIJING)
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def iso(value: date | datetime | None) -> str:
    """A day as lists write it.

    >>> iso(date(2020, 6, 10))
    '2020-06-10'
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(BEIJING)
    return f"{value:%Y-%m-%d}"


@register.filter
def minute(value: datetime) -> str:
    """An instant to the minute, in Beijing."""
    return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}"


@register.filter
def size(octets: int) -> str:
    """The size of a file.

    >>> size(512), size(20480), size(3 * 1024 * 1024)
    ('1 KB', '20 KB', '3.0 MB')
    """
    if octets < 1024 * 1024:
        return f"{max(round(octets / 1024), 1)} KB"
    return f"{octets / 1024 / 1024:.1f} MB"


@register.filter
def kind(name: str) -> str:
    """What a file is, by the ending of its name.

    >>> kind("申请表.DOCX"), kind("无名")
    ('Word 文档', '文件')
    """
    ending = name.rpartition(".")[2].lower()
    return str(KINDS.get(ending, ending.upper() if "." in name else _("文件")))


@register.filter
def type_title(key: str) -> str:
    """The Chinese name of a type of records."""
    found = types().get(key)
    return found.title if found else key


@register.filter
def validity(value: str) -> SafeString:
    """The validity of a document as a mark: a word, and a colour beside it."""
    if not value:
        return mark_safe("")
    found = Validity(value)
    return format_html('<span class="validity {}">{}</span>', found.value.replace("_", "-"), found.title)


@register.filter
def meta_tags(tags: Tags) -> SafeString:
    """Page tags as they stand in the head of a page."""
    lines = [f'<meta name="{escape(name)}" content="{escape(content)}">' for name, content in tags]
    return mark_safe("\n".join(lines))  # noqa: S308 - each is escaped


@register.filter
def shown(value: Marked) -> SafeString:
    """A text with the words that were searched for marked."""
    return mark_safe(value.__html__())  # noqa: S308 - it escapes its pieces


@register.filter
def get(values: dict[str, object], key: str) -> object:
    """A value of a mapping by a key that only the template knows."""
    return values.get(key)
