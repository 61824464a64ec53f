"""Report formats (报告格式): one official edition as rows × columns × checks, read from TOML.

The file is what runs: readers find labels by it, the fold and the SQL fill cells by it, the checks are
its sums, the writers draw its merges. Law: OGI 50; 国办公开办函〔2019〕60号; 国办公开办函〔2021〕30号.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.errors import GongkaiError

FORMAT_IDS = ("annual-2019", "annual-2021")
"""The official editions of the annual report, in the order of their years."""

WORK_ID = "work"
"""Our own statistics of a year's work: a format too, without sections and checks."""

FILLS = ("count", "open_at", "in_force_at", "declared")
"""How a cell can be filled from facts; the fifth way is a ``sum`` of other cells."""

# What may be left out: then the facts of all subjects count, and every one of them.
_OPTIONAL = {"app", "once"}
_FILL_KEYS = {
    "count": {"count", "app", "once"},
    "open_at": {"open_at", "spell"},
    "in_force_at": {"in_force_at", "spell"},
    "declared": {"declared"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``label`` as printed, ``group`` the heading above it, ``also`` other wordings met.

    ``measure`` is ``count`` (≥ 0), ``change`` (signed), ``yuan`` or ``wan`` (decimal 万元). ``fill`` says
    how its cells are filled; ``where`` which facts they take by their own body, ``opening`` by that of the
    fact that opened the spell which they close (by their own where they close none); ``sum`` the keys of the
    columns that it totals. See `Recipe` for row and column together.
    """

    key: str
    label: str
    group: str = ""
    also: tuple[str, ...] = ()
    measure: str = "count"
    fill: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    opening: Mapping[str, Any] = field(default_factory=dict)
    sum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as a column; ``side`` is the label that spans the whole group of rows at the far left.

    ``outcomes = true``: the row takes the outcomes that the law puts in it (`gongkai.law.outcomes`).
    """

    key: str
    label: str
    group: str = ""
    side: str = ""
    also: tuple[str, ...] = ()
    fill: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    opening: Mapping[str, Any] = field(default_factory=dict)
    outcomes: bool = False
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

    ``each`` is ``column`` or ``row`` (run once for each, terms being the other axis's keys) or empty (terms
    are cell ids). A term may begin with ``-`` (subtracted) and with ``prior.`` (last year's report). ``at``
    names the place of a check that runs once. ``level`` is ``error`` | ``warning`` | ``note``.
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
class Recipe:
    """How one cell is filled: what its row and its column give, put together.

    ``way`` is one of `FILLS` or ``sum``. Exactly one of row and column names the fill; the conditions of both
    hold at once (the same field on both sides is refused: it would say two things). A ``sum`` wins over a
    fill: a total column adds the cells of its row, else a total row adds the cells of its column.
    ``of`` holds the kinds to count, or the day asked for (``year_start``, ``year_end``), or the cells added.
    ``app`` narrows a count of facts that cases of several apps share to the cases of one. With ``once`` a
    count takes each subject once: in the year of its first such fact, as the last one says.
    """

    cell_id: str
    way: str
    measure: str
    of: tuple[str, ...] = ()
    spell: str = ""
    app: str = ""
    once: bool = False
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    opening: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """One edition. ``first_year``/``last_year``: the report years it is prescribed for (last 0 = still)."""

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

    def recipes(self) -> tuple[Recipe, ...]:
        """How each cell is filled, in reading order."""
        return tuple(
            recipe_of(table, block, row, column)
            for table in self.tables
            for _, block, row, column in table.cells()
        )


def recipe_of(table: Table, block: Block, row: Row, column: Column) -> Recipe:
    """The recipe of one cell. Raises `GongkaiError` where row and column do not fit together."""
    cell_id = table.cell_id(block, row, column)
    if column.sum:
        of = tuple(_sibling(table, block, cell_id, row.key, key) for key in column.sum)
        return Recipe(cell_id, "sum", column.measure, of)
    if row.sum:
        of = tuple(_sibling(table, block, cell_id, key, column.key) for key in row.sum)
        return Recipe(cell_id, "sum", column.measure, of)
    if bool(row.fill) == bool(column.fill):
        raise _wrong(cell_id, "行和列之中必须有且只有一个写明 fill")
    fill = row.fill or column.fill
    way = next((each for each in FILLS if each in fill), "")
    if not way or set(fill) | (_OPTIONAL & _FILL_KEYS[way]) != _FILL_KEYS[way]:
        raise _wrong(cell_id, f"fill 只能是{'、'.join(FILLS)}之一")
    if way in ("open_at", "in_force_at") and fill[way] not in ("year_start", "year_end"):
        raise _wrong(cell_id, f"{way} 只能是 year_start 或 year_end")
    return Recipe(
        cell_id,
        way,
        column.measure,
        of=() if way == "declared" else _listed(fill[way]),
        spell=fill.get("spell", ""),
        app=fill.get("app", ""),
        once=fill.get("once", False),
        where=_both(cell_id, row.where, column.where),
        opening=_both(cell_id, row.opening, column.opening),
    )


def _sibling(table: Table, block: Block, cell_id: str, row_key: str, column_key: str) -> str:
    row = next((each for each in block.rows if each.key == row_key), None)
    column = next((each for each in block.columns if each.key == column_key), None)
    if row is None or column is None:
        raise _wrong(cell_id, f"sum 所列的 {row_key}、{column_key} 不在本表中")
    return table.cell_id(block, row, column)


def _both(cell_id: str, row: Mapping[str, Any], column: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    if twice := set(row) & set(column):
        raise _wrong(cell_id, f"行和列都写了条件 {'、'.join(sorted(twice))}")
    return {name: _listed(wanted) for name, wanted in {**row, **column}.items()}


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _wrong(cell_id: str, what: str) -> GongkaiError:
    return GongkaiError("bad_format", f"报告格式文件中 {cell_id} 一格写得不对：{what}。", cell=cell_id)


def _tuple(raw: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {**raw, **{key: tuple(raw[key]) for key in keys if key in raw}}


def _row(format_id: str, raw: dict[str, Any]) -> Row:
    row = Row(**_tuple(raw, "also", "sum"))
    if not row.outcomes:
        return row
    from gongkai.law.outcomes import outcomes_of_row  # here: a format without such rows needs no law data

    return replace(row, where={**row.where, "outcome": outcomes_of_row(format_id, row.key)})


def _block(format_id: str, raw: dict[str, Any]) -> Block:
    return Block(
        key=raw["key"],
        caption=raw.get("caption", ""),
        columns=tuple(Column(**_tuple(each, "also", "sum")) for each in raw["columns"]),
        rows=tuple(_row(format_id, each) for each in raw["rows"]),
    )


def parse_format(text: str) -> Format:
    """Build a format from its TOML text; a bad key, recipe or check fails here, not later."""
    raw = tomllib.loads(text)
    built = Format(
        id=raw["id"],
        title=raw["title"],
        notice=raw.get("notice", ""),
        first_year=raw.get("first_year", 0),
        last_year=raw.get("last_year", 0),
        sections=tuple(Section(**_tuple(each, "also")) for each in raw.get("sections", ())),
        tables=tuple(
            Table(
                key=table["key"],
                section=table.get("section", ""),
                blocks=tuple(_block(raw["id"], each) for each in table["blocks"]),
            )
            for table in raw["tables"]
        ),
        checks=tuple(Check(**_tuple(each, "left", "right")) for each in raw.get("checks", ())),
    )
    built.recipes()  # refuses what does not fit together
    return built


@cache
def load_format(format_id: str) -> Format:
    """The format of that id: an official edition (``annual-2019``, ``annual-2021``) or our own (``work``)."""
    known = (*FORMAT_IDS, WORK_ID)
    if format_id not in known:
        raise GongkaiError("unknown_format", f"没有“{format_id}”这种报告格式，可用：{'、'.join(known)}。")
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
