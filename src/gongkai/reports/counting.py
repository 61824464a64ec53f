"""Cells by set-based SQL: the fast executor. It means what `cells.fill` means; a property test proves it.

All counted, open and in-force cells of a format come from one statement: one branch for each kind of fact and
each spell, grouped by the fields that some cell asks for. The groups are few; which cells take a group is
decided by the conditions of the format, as in the fold. A second statement reads the declared figures.

Cost: a count reads the facts of its kind in the year. What is open at a day is sought among the spells now
open, those closed since, and those whose closing came in after ``known_at``; what is in force, among the
openings that meet the conditions (index ``reports_genre``). Neither grows with the age of the ledger.
"""
# ruff: noqa: S608  # all text is put together from our own names in `selects`; values are parameters

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.ledger.kinds import Entered
from gongkai.reports.cells import DECLARED, Filled, assemble, day_of, declarations
from gongkai.reports.format import Format, Recipe
from gongkai.reports.selects import (
    COLUMNS,
    Question,
    Sql,
    branches,
    effective,
    grouped,
    of_organs,
    open_at,
    source,
)
from gongkai.reports.stores import Store


def count(form: Format, question: Question) -> Filled:
    """Fill a format by SQL: the cells of `cells.fill`, without traces (see `facts_behind`). Law: OGI 50."""
    parts = branches(form.recipes())
    width = max((len(each.own) + len(each.head) for each in parts), default=0)
    statement = Sql()
    for number, branch in enumerate(parts):
        statement.add("\nUNION ALL\n" if number else "").join(grouped(question, branch, number, width))
    numbers: dict[str, int] = {}
    store = question.store
    for number, *rest in store.rows(statement.text, statement.values) if parts else ():
        branch, keys, (at_end, at_start) = parts[number], rest[:width], rest[width:]
        own = dict(zip(branch.own, keys, strict=False))
        head = dict(zip(branch.head, keys[len(own) :], strict=False))
        for recipe in branch.recipes:
            if _takes(store, recipe, own, head):
                amount = at_start if recipe.of == ("year_start",) else at_end
                numbers[recipe.cell_id] = numbers.get(recipe.cell_id, 0) + int(amount or 0)
    return assemble(form, numbers, {}, stated(question))


def facts_behind(recipe: Recipe, question: Question) -> list[Entered]:
    """The facts behind one cell: those counted, those that opened the spells, or the declarations.

    Returns them by day; nothing for a sum, whose parts have their own.
    """
    if recipe.way == "declared":
        return stated(question).get(recipe.cell_id, [])
    found: list[Entered] = []
    for branch in branches((recipe,)):
        piece = Sql(f"SELECT {_columns(branch.alias)}").join(source(question, branch))
        if branch.way != "count":
            piece.add(" AND ").join(open_at(question, branch.what, day_of(recipe, question.year)))
        found += entered(question.store, piece)
    return sorted(found, key=lambda one: (one.happened_on, one.seq))


def stated(question: Question) -> dict[str, list[Entered]]:
    """The declarations in force for the year, by cell: the last one of each organ."""
    store = question.store
    piece = Sql(f"SELECT {_columns('f')} FROM ledger_fact f WHERE f.region = %s", [question.region])
    piece.add(f" AND f.kind = '{DECLARED}' AND f.happened_on >= %s", store.day(date(question.year, 1, 1)))
    piece.add(f" AND {store.field('f', 'year')} = %s", store.value(question.year))
    piece.add(" AND ").join(of_organs(question, "f")).add(" AND ").join(effective(question, "f"))
    return declarations(entered(store, piece), year=question.year, organs=question.organs)


def entered(store: Store, piece: Sql) -> list[Entered]:
    """The facts that a select of `COLUMNS` gives."""
    return [_entered(store, row) for row in store.rows(piece.text, piece.values)]


def _entered(store: Store, row: tuple[Any, ...]) -> Entered:
    given = dict(zip(COLUMNS, row, strict=True))
    given["body"] = store.body(given["body"])
    given["happened_on"] = store.read_day(given["happened_on"])
    given["entered_at"] = store.read_moment(given["entered_at"])
    return Entered(**given)


def _columns(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in COLUMNS)


def _takes(store: Store, recipe: Recipe, own: Mapping[str, Any], head: Mapping[str, Any]) -> bool:
    """Whether a cell takes a group. Where fact and head are one, their fields stand on one side only."""
    for conditions, mine, other in ((recipe.where, own, head), (recipe.opening, head, own)):
        for name, wanted in conditions.items():
            value = mine[name] if name in mine else other.get(name)
            if value not in [store.value(each) for each in wanted]:
                return False
    return True
