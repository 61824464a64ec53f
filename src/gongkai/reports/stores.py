"""What differs between database engines for counting: the one place where SQL is not the same everywhere."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


class Store:
    """One database as counting needs it: a field of a body in SQL, and values as parameters."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.sqlite = connection.vendor == "sqlite"

    def field(self, alias: str, name: str) -> str:
        """The SQL of a field of a fact's body. The index `reports_genre` is made of this very text."""
        return f"json_extract({alias}.body, '$.{name}')" if self.sqlite else f"({alias}.body ->> '{name}')"

    def by(self, index: str) -> str:
        """A hint after a table's alias: take this index. SQLite keeps no statistics unless told to; without
        them it prefers an equality on the region alone. PostgreSQL knows better by itself.
        """
        return f" INDEXED BY {index}" if self.sqlite else ""

    def value(self, wanted: Any) -> Any:
        """A wanted value as it comes back from a body: true is 1 in SQLite and text in PostgreSQL."""
        if self.sqlite:
            return int(wanted) if isinstance(wanted, bool) else wanted
        return ("true" if wanted else "false") if isinstance(wanted, bool) else str(wanted)

    def day(self, day: date) -> Any:
        """A day as a parameter."""
        return self.connection.ops.adapt_datefield_value(day)

    def moment(self, moment: datetime) -> Any:
        """A moment as a parameter."""
        return self.connection.ops.adapt_datetimefield_value(moment)

    def rows(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        """Run one statement."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    @staticmethod
    def body(raw: Any) -> Mapping[str, Any]:
        """A body as read by a raw statement."""
        body: Mapping[str, Any] = json.loads(raw) if isinstance(raw, (str, bytes)) else raw
        return body

    @staticmethod
    def read_day(raw: Any) -> date:
        """A day as read by a raw statement."""
        return date.fromisoformat(raw[:10]) if isinstance(raw, str) else raw

    @staticmethod
    def read_moment(raw: Any) -> datetime:
        """A moment as read by a raw statement; SQLite keeps it as text in UTC."""
        moment = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
