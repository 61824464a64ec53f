"""Report formats (报告格式): one official edition as rows × columns × checks, read from TOML.

The file is what runs: readers find labels by it, the fold and the SQL fill cells by it, the checks are
its sums, the writers draw its merges. Law: OGI 50; 国办公开办函〔2019〕60号; 国办公开办函〔2021〕30号.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.errors import GongkaiError

FORMAT_IDS = ("annual-2019", "annual-2021")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``label`` as printed, ``group`` the heading above it, ``also`` other wordings met in practice.

    ``measure`` is ``count`` (≥ 0), ``change`` (signed), ``yuan`` or ``wan`` (decimal 万元). ``fill`` says how
    its cells are filled, ``where`` which facts they take, ``sum`` the keys of the columns that it totals.
    """

    key: str
    label: str
    group: str = ""
    also: tuple[str, ...] = ()
    measure: str = "count"
    fill: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    sum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as a column, and ``side`` is the label that spans the whole group of rows at the far left."""

    key: str
    label: str
    group: str = ""
    side: str = ""
    also: tuple[str, ...] = ()
    fill: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    sum: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A grid of rows × columns under one caption. Table 二 has several, tables 三 and 四 have one each."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Table 二 (``proactive``), 三 (``requests``) or 四 (``reviews``), in the section of that number."""

    key: str
    section: str
    blocks: tuple[Block, ...]

    def cell_id(self, block: Block, row: Row, column: Column) -> str:
        """The address of a cell, as in `gongkai check --json` joined by dots."""
        if self.key == "proactive":
            return f"proactive.{block.key}.{row.key}.{column.key}"
        if self.key == "reviews":
            return f"reviews.{column.key}"
        return f"{self.key}.{row.key}.{column.key}"

    def cells(self) -> Iterator[tuple[str, Block, Row, Column]]:
        """All cells in reading order, each with its id."""
        for block in self.blocks:
            for row in block.rows:
                for column in block.columns:
                    yield self.cell_id(block, row, column), block, row, column


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: ``s1``…``s6``, its ordinal 一…六 and its title; ``also`` other titles met."""

    key: str
    ordinal: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A cross-check (勾稽关系) as data: sums on both sides of ``op``.

    ``each`` is ``column`` or ``row`` (run once for each, terms being the other axis's keys) or empty (terms are
    cell ids). A term may begin with ``-`` (subtracted) and with ``prior.`` (last year's report). ``at`` names the
    place of a check that runs once. ``level`` is ``error`` | ``warning`` | ``note``.
    """

    id: str
    level: str
    table: str
    each: str
    left: tuple[str, ...]
    op: str
    right: tuple[str, ...]
    at: str = ""
    law: str = ""
    says: str = ""
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """One edition. ``first_year``/``last_year`` are the report years it is prescribed for (last 0 = still)."""

    id: str
    title: str
    notice: str
    first_year: int
    last_year: int
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]

    def table(self, key: str) -> Table:
        """The table of that key."""
        return next(each for each in self.tables if each.key == key)

    def cells(self) -> Iterator[tuple[str, Block, Row, Column]]:
        """All cells of all tables in reading order."""
        for table in self.tables:
            yield from table.cells()


def _tuple(raw: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {**raw, **{key: tuple(raw[key]) for key in keys if key in raw}}


def parse_format(text: str) -> Format:
    """Build a format from its TOML text; an unknown key or a check naming no row fails here, not later."""
    raw = tomllib.loads(text)
    tables = tuple(
        Table(
            key=table["key"],
            section=table["section"],
            blocks=tuple(
                Block(
                    key=block["key"],
                    caption=block.get("caption", ""),
                    columns=tuple(Column(**_tuple(each, "also", "sum")) for each in block["columns"]),
                    rows=tuple(Row(**_tuple(each, "also", "sum")) for each in block["rows"]),
                )
                for block in table["blocks"]
            ),
        )
        for table in raw["tables"]
    )
    return Format(
        id=raw["id"],
        title=raw["title"],
        notice=raw["notice"],
        first_year=raw["first_year"],
        last_year=raw.get("last_year", 0),
        sections=tuple(Section(**_tuple(each, "also")) for each in raw["sections"]),
        tables=tables,
        checks=tuple(Check(**_tuple(each, "left", "right")) for each in raw["checks"]),
    )


@cache
def load_format(format_id: str) -> Format:
    """The format of that id (``annual-2019``, ``annual-2021``)."""
    if format_id not in FORMAT_IDS:
        raise GongkaiError("unknown_format", f"没有“{format_id}”这种报告格式，可用：{'、'.join(FORMAT_IDS)}。")
    return parse_format((files(__package__) / "formats" / f"{format_id}.toml").read_text("utf-8"))


def format_for(year: int) -> Format:
    """The format prescribed for the report of a year.

    >>> format_for(2020).id, format_for(2025).id
    ('annual-2019', 'annual-2021')
    """
    for format_id in FORMAT_IDS:
        found = load_format(format_id)
        if found.first_year <= year and (year <= found.last_year or not found.last_year):
            return found
    raise GongkaiError(
        "no_format_for_year",
        f"{year}年没有可用的年度报告格式：现有格式从2019年度起（国办公开办函〔2019〕60号）。",
        law="OGI 50",
        year=year,
    )
