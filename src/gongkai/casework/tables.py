"""What tables of cases share: a row is a case, its number and title lead to its page."""

from typing import Any

from django.utils.safestring import SafeString

from gongkai.casework.cases import kind_of
from gongkai.desk.lists.tables import Table, link


def page_url(subject: str) -> str:
    """The address of a case's page on the desk."""
    return kind_of(subject).page_url(subject)


class CaseTable(Table):
    """Cases of one kind; ``record.subject`` is the subject of a row."""

    def row_key(self, record: Any) -> str:
        """The subject."""
        return str(record.subject)

    def row_url(self, record: Any) -> str:
        """Its page."""
        return page_url(record.subject)

    def render_number(self, record: Any, value: str) -> SafeString:
        """The number, which leads to the page."""
        return link(page_url(record.subject), value)

    def render_title(self, record: Any, value: str) -> SafeString:
        """The title, which leads to the page."""
        return link(page_url(record.subject), value)
