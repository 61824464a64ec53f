"""Tables of lists: which columns there are, which are usual, what a row opens, what Excel gets."""

from collections.abc import Collection, Iterator
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Table(django_tables2.Table):
    """A table of a list.

    ``usual`` are the columns shown to whoever chose none, ``always`` those that cannot be left out. A row has
    ``row_key(record)``, by which bulk acts name it, and ``row_url(record)``, which it opens. Excel gets
    ``excel_NAME(record)`` where there is such a method, else the value itself.
    """

    usual: tuple[str, ...] = ()
    always: tuple[str, ...] = ("title",)

    class Meta:  # noqa: D106  # the word of django-tables2
        template_name = "desk/lists/table.html"
        attrs = {"class": "dense cards"}

    def row_key(self, record: Any) -> str:
        """What names a row in bulk acts."""
        return str(record.pk)

    def row_url(self, record: Any) -> str:
        """What a row opens; empty where nothing."""
        return ""

    def show(self, chosen: Collection[str]) -> None:
        """Show the chosen columns, or the usual ones."""
        wanted = set(chosen) & set(self.columns.names()) or set(self.usual) or set(self.columns.names())
        for name in self.columns.names():
            if name in wanted or name in self.always:
                self.columns.show(name)
            else:
                self.columns.hide(name)

    def choices(self) -> list[tuple[str, str, bool, bool]]:
        """All columns: key, title, whether shown, whether it can be left out."""
        return [
            (each.name, each.header, each.visible, each.name not in self.always)
            for each in self.columns.iterall()
        ]

    def titles(self) -> list[str]:
        """The headings of the shown columns."""
        return [each.header for each in self.columns.itervisible()]

    def excel_rows(self) -> Iterator[list[Any]]:
        """What Excel gets of the shown columns: days as days, numbers as numbers, words as words."""
        shown = list(self.columns.itervisible())
        for row in self.rows:
            yield [self._excel(row, each) for each in shown]

    def _excel(self, row: Any, column: Any) -> Any:
        method = getattr(self, f"excel_{column.name}", None)
        if method is not None:
            return method(row.record)
        try:
            return column.accessor.resolve(row.record, safe=True, quiet=True)
        except ValueError:
            return ""


def link(url: str, words: str) -> SafeString:
    """A link in a cell."""
    return format_html('<a href="{}">{}</a>', url, words)


def state(words: str, kind: str = "") -> SafeString | str:
    """A state in a cell: a word, with a quiet ground."""
    return format_html('<span class="state {}">{}</span>', kind, words) if words else ""


def title_column(**more: Any) -> django_tables2.Column:
    """The column that says what a row is."""
    return django_tables2.Column(attrs={"td": {"class": "title"}}, **more)


def day_column(**more: Any) -> django_tables2.Column:
    """A column of days (2020-06-10)."""
    return django_tables2.DateColumn(format="Y-m-d", default="", attrs={"td": {"class": "day"}}, **more)


def word_column(**more: Any) -> django_tables2.Column:
    """A column of short words that do not wrap."""
    return django_tables2.Column(default="", attrs={"td": {"class": "nowrap"}}, **more)


def number_column(**more: Any) -> django_tables2.Column:
    """A column of numbers, aligned right."""
    cells = {"td": {"class": "num"}, "th": {"class": "num"}}
    return django_tables2.Column(default="", attrs=cells, **more)
