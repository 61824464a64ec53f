"""Many rows into tables of records at once, on SQLite and PostgreSQL. Used by the bulk door alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def reserve(model: type[Model], count: int) -> range | list[int]:
    """Primary keys for so many new rows, in growing order, which nobody else will get.

    On SQLite the transaction is the only writer; on PostgreSQL the sequence gives them out.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return sorted(pk for (pk,) in cursor.fetchall())
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608  # the name of our own table
        last = max(last, cursor.fetchone()[0])
        return range(last + 1, last + count + 1)


class Table:
    """How rows of a model are written: all its columns, with what stands in those not given."""

    def __init__(self, model: type[Model]) -> None:
        self.name = model._meta.db_table
        fields = model._meta.concrete_fields
        self.columns = [field.column for field in fields]
        self.empty = [_plain(field.get_default()) for field in fields]
        self.places = {column: place for place, column in enumerate(self.columns)}

    def line(self, given: Mapping[str, Any]) -> list[Any]:
        """One row: the values given by column name, everything else as for a new object."""
        line = self.empty.copy()
        for column, value in given.items():
            line[self.places[column]] = value
        return line

    def write(self, lines: Sequence[Sequence[Any]]) -> None:
        """Write rows; constraints are the database's own."""
        columns = ", ".join(f'"{each}"' for each in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy:
                    for line in lines:
                        copy.write_row(line)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                insert = "INSERT INTO TABLE_OF_OURS (COLUMNS) VALUES (MARKS)".replace("COLUMNS", columns)
                insert = insert.replace("MARKS", marks).replace("TABLE_OF_OURS", self.name)
                cursor.executemany(insert, lines)


def take_stock(models: Iterable[type[Model]]) -> None:
    """Let the database look at its tables anew: after many rows it finds its way by old figures."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")
        for model in models:
            cursor.execute(f"ANALYZE {model._meta.db_table}")  # the name of our own table


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


def in_chunks(rows: Iterable[Any], size: int) -> Iterable[list[Any]]:
    """The rows, so many at a time."""
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
