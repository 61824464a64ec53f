"""Cells from facts: the definition of every number in a report (the SQL in `counting` must say the same).

Words used here:

- A fact is *known* if it was entered at or before ``known_at``; *effective* if it is known and no known fact
  voids it. A fact entered later does not exist yet, and neither does its taking-back.
- A *spell* (时段) is what a subject goes through between an opening and a closing fact: an application from
  ``foi.received`` to ``foi.decided`` or ``foi.withdrawn``. Reopening an application voids its decision, so
  the spell goes on; a hotline ticket that goes into another round is opened anew by a fact of its own.
- *Open at a day* means at its end: the subject was opened on or before that day and has no closing between
  the last such opening and that day, both included. The start of a year is the end of 31 December before it.
- The *head* of a spell is the first fact that opened it. Cells with ``opening`` conditions, and all open and
  in-force cells, go by the head: its body meets the conditions, its organ is the one that answers. So a case
  that is received, decided or carried over is always found in one and the same organ and column, and a
  decision of something never received counts nowhere. A fact outside any spell is its own head.
- A cell that counts *once* takes each subject once, however often such a fact was entered: in the year of the
  first, as the last one says. What was said again replaces what was said before.

From this follows 一 + 二 = 三 + 四 of table 三 for every stream of possible facts (OGI 50): an application
opened by the year's end and not closed before the year began is new or carried in, and also a result or
carried out, once each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.ledger.kinds import KINDS, Entered, standing
from gongkai.reports.format import Format, Recipe
from gongkai.reports.report import Cell, CellKind, Number

DECLARED = "reports.figure_declared"
"""The kind by which an organ states a figure with its evidence."""

_BLANK = Cell(None, CellKind.BLANK)


@dataclass(frozen=True, slots=True)
class Filled:
    """A format filled for one year: ``cells`` by cell id; ``trace``, the ``seq`` of the facts behind each.

    The trace of a counted cell lists the facts counted, of an open or in-force cell the facts that opened the
    spells, of a declared cell the declarations in force (one for each organ), of a sum nothing: its parts
    have theirs. Cells without facts are not in it.
    """

    cells: dict[str, Cell]
    trace: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Spell:
    """What a subject goes through under one name: its head, the days of opening and the days of closing."""

    head: Entered
    opened_on: list[date] = field(default_factory=list)
    closed_on: list[date] = field(default_factory=list)

    def open_at(self, day: date) -> bool:
        """Whether the subject is in the spell at the end of a day."""
        opened = [each for each in self.opened_on if each <= day]
        return bool(opened) and not any(max(opened) <= each <= day for each in self.closed_on)


def fill(
    form: Format,
    facts: Iterable[Entered],
    *,
    year: int,
    organs: Collection[str],
    known_at: datetime | None = None,
    through_seq: int | None = None,
) -> Filled:
    """Fill a format from facts, for the organs that answer for the report.

    ``facts`` are those of the region, all years; ``year`` runs from 1 January to 31 December; ``organs``
    are the codes of one organ, or of a county and all below it; ``known_at`` leaves out what came in later,
    ``through_seq`` what has a higher number.

    Returns the cells with their trace. Law: OGI 50
    """
    effective = standing(_known(facts, known_at, through_seq))
    spells = spells_of(effective)
    of_the_year = defaultdict(list)
    for each in effective:
        if each.happened_on.year == year:
            of_the_year[each.kind].append(each)
    trace: dict[str, tuple[int, ...]] = {}
    for recipe in form.recipes():
        if recipe.way == "count":
            counted = [each for kind in recipe.of for each in of_the_year[kind]]
            if recipe.once:
                counted = _last_words(effective, recipe.of, year)
            taken = [each.seq for each in counted if _takes(recipe, each, spells, organs)]
        elif recipe.way in ("open_at", "in_force_at"):
            day = day_of(recipe, year)
            within = [spell for (name, _, _), spell in spells.items() if name == recipe.spell]
            taken = [
                spell.head.seq
                for spell in within
                if spell.head.organ in organs
                and meets(recipe.where, spell.head.body)
                and meets(recipe.opening, spell.head.body)
                and spell.open_at(day)
            ]
        else:
            continue
        trace[recipe.cell_id] = tuple(sorted(taken))
    numbers = {cell_id: len(taken) for cell_id, taken in trace.items()}
    return assemble(form, numbers, trace, declarations(effective, year=year, organs=organs))


def _last_words(effective: Iterable[Entered], kinds: Collection[str], year: int) -> list[Entered]:
    """Of each subject whose first fact of a kind is of the year, the last one."""
    said: dict[tuple[str, str, str], list[Entered]] = defaultdict(list)
    for each in effective:
        if each.kind in kinds:
            said[each.kind, each.region, each.subject].append(each)
    in_order = (sorted(listed, key=lambda one: (one.happened_on, one.seq)) for listed in said.values())
    return [listed[-1] for listed in in_order if listed[0].happened_on.year == year]


def _known(facts: Iterable[Entered], known_at: datetime | None, through_seq: int | None) -> Iterator[Entered]:
    for each in facts:
        if known_at is not None and each.entered_at > known_at:
            continue
        if through_seq is None or each.seq <= through_seq:
            yield each


SpellKey = tuple[str, str, str]
"""The name of a spell, the region and the subject."""


def spells_of(effective: Iterable[Entered]) -> dict[SpellKey, Spell]:
    """The spells that effective facts make."""
    spells: dict[SpellKey, Spell] = {}
    closed_on: dict[SpellKey, list[date]] = defaultdict(list)
    for each in sorted(effective, key=lambda one: (one.happened_on, one.seq)):
        kind = KINDS.get(each.kind)
        if kind and kind.opens:
            key = (kind.opens, each.region, each.subject)
            spells.setdefault(key, Spell(each)).opened_on.append(each.happened_on)
        if kind and kind.closes:
            closed_on[kind.closes, each.region, each.subject].append(each.happened_on)
    for key, spell in spells.items():
        spell.closed_on = closed_on[key]
    return spells


def _takes(recipe: Recipe, one: Entered, spells: Mapping[SpellKey, Spell], organs: Collection[str]) -> bool:
    """Whether a count cell takes an effective fact of the year."""
    if not meets(recipe.where, one.body):
        return False
    if recipe.app and not one.subject.startswith(f"{recipe.app}:"):
        return False
    if not recipe.opening:
        return one.organ in organs
    kind = KINDS.get(one.kind)
    if kind is None or not (kind.opens or kind.closes):
        return one.organ in organs and meets(recipe.opening, one.body)
    spell = spells.get((kind.closes or kind.opens, one.region, one.subject))
    return spell is not None and spell.head.organ in organs and meets(recipe.opening, spell.head.body)


def day_of(recipe: Recipe, year: int) -> date:
    """The day at whose end a spell must be open: 31 December of the year, or of the year before.

    >>> day_of(Recipe("c", "open_at", "count", ("year_start",), "application"), 2020)
    datetime.date(2019, 12, 31)
    """
    return date(year - 1 if recipe.of == ("year_start",) else year, 12, 31)


def meets(conditions: Mapping[str, tuple[Any, ...]], body: Mapping[str, Any]) -> bool:
    """Whether a body meets all conditions: each field has one of the values wanted.

    >>> meets({"genre": ("news", "notice")}, {"genre": "news"}), meets({"genre": ("news",)}, {})
    (True, False)
    """
    return all(plain(body.get(name)) in map(plain, wanted) for name, wanted in conditions.items())


def plain(value: Any) -> str | None:
    """A value of a body as the text by which both executors compare it.

    >>> plain(True), plain("upheld"), plain(3), plain(None)
    ('true', 'upheld', '3', None)
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def declarations(
    effective: Iterable[Entered], *, year: int, organs: Collection[str]
) -> dict[str, list[Entered]]:
    """The declarations in force for a year: by cell, the last one of each organ.

    A figure of a year cannot have been declared before the year began.
    """
    last: dict[tuple[str, str], Entered] = {}
    for each in sorted(effective, key=lambda one: (one.entered_at, one.seq)):
        if (
            each.kind == DECLARED
            and each.organ in organs
            and plain(each.body.get("year")) == str(year)
            and each.happened_on >= date(year, 1, 1)
        ):
            last[str(each.body.get("cell")), each.organ] = each
    found = defaultdict(list)
    for (cell_id, _), each in sorted(last.items()):
        found[cell_id].append(each)
    return dict(found)


def assemble(
    form: Format,
    numbers: Mapping[str, int],
    trace: Mapping[str, tuple[int, ...]],
    stated: Mapping[str, list[Entered]],
) -> Filled:
    """Put counted numbers and declarations into the cells of a format and add up its sums."""
    recipes = {each.cell_id: each for each in form.recipes()}
    cells: dict[str, Cell] = {}
    for recipe in recipes.values():
        if recipe.way == "declared":
            cells[recipe.cell_id] = declared_cell(recipe, stated.get(recipe.cell_id, ()))
        elif recipe.way != "sum":
            cells[recipe.cell_id] = Cell(numbers.get(recipe.cell_id, 0))
    for recipe in recipes.values():
        if recipe.way == "sum":
            _add_up(recipe, recipes, cells, ())
    traced = {key: value for key, value in trace.items() if value}
    for recipe in recipes.values():
        if recipe.way == "declared" and recipe.cell_id in stated:
            traced[recipe.cell_id] = tuple(sorted(each.seq for each in stated[recipe.cell_id]))
    return Filled({each: cells[each] for each in recipes}, traced)


def _add_up(
    recipe: Recipe, recipes: Mapping[str, Recipe], cells: dict[str, Cell], within: tuple[str, ...]
) -> Cell:
    if recipe.cell_id in within:
        raise GongkaiError(
            "bad_format", f"报告格式文件中 {recipe.cell_id} 的 sum 引用了自己。", cell=recipe.cell_id
        )
    if recipe.cell_id in cells:
        return cells[recipe.cell_id]
    parts = [
        cells[key] if key in cells else _add_up(recipes[key], recipes, cells, (*within, recipe.cell_id))
        for key in recipe.of
    ]
    values = [each.value for each in parts if each.value is not None]
    cells[recipe.cell_id] = Cell(sum(values, start=0)) if values else _BLANK
    return cells[recipe.cell_id]


def declared_cell(recipe: Recipe, stated: Iterable[Entered]) -> Cell:
    """The cell that declarations make: the sum over organs, blank where no organ has declared.

    A value that is not a number of the column's measure makes a text cell: it is shown, not counted.
    """
    total: Number = 0
    units: list[str] = []
    for each in stated:
        text, unit = str(each.body.get("value", "")), str(each.body.get("unit", ""))
        value = number_of(text, unit, recipe.measure)
        if value is None:
            return Cell(None, CellKind.TEXT, raw=text + unit)
        total += value
        units.append(unit)
    if not units:
        return _BLANK
    return Cell(total, unit=units[0] if len(set(units)) == 1 else "")


def number_of(text: str, unit: str, measure: str) -> Number | None:
    """A declared value in the unit of its column; ``None`` where it is no such number.

    Money is converted between 元 and 万元; counts are whole and not negative, changes whole.

    >>> number_of("16.8700", "万元", "yuan"), number_of("2", "", "count"), number_of("-3", "", "change")
    (Decimal('168700'), 2, -3)
    >>> number_of("-3", "", "count"), number_of("2.5", "", "count"), number_of("nan", "", "yuan")
    (None, None, None)
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if measure in ("yuan", "wan"):
        if measure == "yuan" and unit == "万元":
            value *= 10000
        elif measure == "wan" and unit == "元":
            value /= 10000
        return Decimal(format(value.normalize(), "f")) if value >= 0 else None
    if value != value.to_integral_value() or (value < 0 and measure == "count"):
        return None
    return int(value)
