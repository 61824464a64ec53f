"""The SQL of counting: from cells to branches, from a branch to its select. Means what `cells` defines.

A *branch* serves all cells that look at the same facts: those of one kind, or the heads of one spell. Names
of X written into the text so that partial indexes apply; everything else is a parameter.
"""
# ruff: noqa: S608  # see above: only names of kinds and fields are in the text

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connections

from gongkai.law.errors import GongkaiError
from gongkai.ledger.kinds import KINDS
from gongkai.reports.cells import day_of
from gongkai.reports.format import Recipe
from gongkai.reports.stores import Store

COLUMNS = (
    *("seq", "kind", "subject", "organ", "region", "happened_on", "entered_at", "body", "voids"),
    *("law", "entered_by", "origin"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: whose report (``organs`` of a ``region``), for which year, known when, in which store.

    ``through_seq`` leaves out higher numbers too: what a filing pinned stays what it was even where facts
    came in later with an earlier moment of knowledge.
    """

    region: str
    organs: tuple[str, ...]
    year: int
    known_at: datetime | None = None
    through_seq: int | None = None
    using: str = "default"

    @property
    def store(self) -> Store:
        """The database asked."""
        return Store(connections[self.using])


@dataclass(frozen=True, slots=True)
class Branch:
    """Cells that one select serves: of one kind of fact (``count``), or of one spell and one way of asking.

    ``own`` and ``head`` are the fields grouped by, of the fact and of the head of its spell. ``alias`` names
    the fact that is counted: ``f`` itself, or ``h``, the head. ``app`` is that of the subjects, or empty;
    with ``once`` each subject counts once.
    """

    way: str
    what: str
    by_head: bool
    recipes: tuple[Recipe, ...]
    app: str = ""
    once: bool = False
    own: tuple[str, ...] = ()
    head: tuple[str, ...] = ()

    @property
    def alias(self) -> str:
        """The alias of the facts counted."""
        return "f" if self.way == "count" else "h"


@dataclass(slots=True)
class Sql:
    """A piece of SQL with its parameters, in order."""

    text: str = ""
    values: list[Any] = field(default_factory=list)

    def add(self, text: str, *values: Any) -> "Sql":
        """Append text and parameters."""
        self.text += text
        self.values += values
        return self

    def join(self, other: "Sql") -> "Sql":
        """Append another piece."""
        return self.add(other.text, *other.values)


def branches(recipes: Iterable[Recipe]) -> list[Branch]:
    """Sort cells into branches."""
    sorted_in: dict[tuple[str, str, bool, str, bool], list[Recipe]] = {}
    for recipe in recipes:
        if recipe.way == "count":
            for kind in recipe.of:
                by_head = bool(recipe.opening) and bool(spell_of(kind))
                key = ("count", kind, by_head, recipe.app, recipe.once)
                sorted_in.setdefault(key, []).append(recipe)
        elif recipe.way in ("open_at", "in_force_at"):
            sorted_in.setdefault((recipe.way, recipe.spell, True, "", False), []).append(recipe)
    return [_branch(*key, tuple(found)) for key, found in sorted_in.items()]


def _branch(way: str, what: str, by_head: bool, app: str, once: bool, recipes: tuple[Recipe, ...]) -> Branch:
    own = {_name(name) for each in recipes for name in each.where}
    head = {_name(name) for each in recipes for name in each.opening}
    if way != "count":  # the fact that is counted is the head
        own, head = set(), own | head
    elif not by_head:  # the fact is its own head
        own, head = own | head, set()
    return Branch(way, what, by_head, recipes, app, once, tuple(sorted(own)), tuple(sorted(head)))


def grouped(question: Question, branch: Branch, number: int, width: int) -> Sql:
    """One branch of the counting statement: its number, the fields (padded to ``width``), and two counts.

    The counts of an open or in-force branch are those at the year's end and at its start.
    """
    store = question.store
    fields = [store.field("f", name) for name in branch.own] + [
        store.field("h", name) for name in branch.head
    ]
    padded = fields + ["NULL"] * (width - len(fields))
    piece = Sql(f"SELECT {', '.join([str(number), *padded])}")
    if branch.way == "count":
        piece.add(", COUNT(*), 0").join(source(question, branch))
    else:
        for which in ("year_end", "year_start"):
            if any(each.of == (which,) for each in branch.recipes):
                piece.add(", SUM(CASE WHEN ")
                piece.join(open_at(question, branch.what, day_of_year(question.year, which)))
                piece.add(" THEN 1 ELSE 0 END)")
            else:
                piece.add(", 0")
        piece.join(source(question, branch))
    return piece.add(f" GROUP BY {', '.join(fields)}") if fields else piece


def day_of_year(year: int, which: str) -> date:
    """The day at whose end a spell is looked at."""
    return day_of(Recipe("", "open_at", "count", (which,)), year)


def source(question: Question, branch: Branch) -> Sql:
    """FROM and WHERE of a branch: its facts as ``f`` with their heads as ``h``, or the heads of its spell."""
    store = question.store
    if branch.way == "count":
        by = _index(question, branch, (branch.what,))
        piece = Sql(f" FROM ledger_fact f{by}")
        if branch.by_head:
            spell = spell_of(branch.what)
            piece.add(" JOIN ledger_fact h ON h.seq = (").join(_head(question, spell, "f")).add(")")
        piece.add(f" WHERE f.region = %s AND f.kind = '{branch.what}'", question.region)
        piece.add(" AND ").join(_first_day(question) if branch.once else Sql("f.happened_on"))
        piece.add(" BETWEEN %s AND %s", *_days(store, question.year))
        if branch.app:
            piece.add(" AND f.subject LIKE %s", f"{branch.app}:%")
        piece.add(" AND ").join(effective(question, "f"))
        if branch.once:
            piece.join(_last_word(question))
    else:
        piece = Sql(" FROM (").join(_candidates(question, branch)).add(") c JOIN ledger_fact h ON h.seq = (")
        piece.join(_head(question, branch.what, "c")).add(") WHERE h.region = %s", question.region)
        latest = max(day_of(each, question.year) for each in branch.recipes)
        piece.add(" AND h.happened_on <= %s", store.day(latest))
    piece.add(" AND ").join(of_organs(question, "h" if branch.by_head else "f"))
    for alias, names in (("f", branch.own), ("h", branch.head)):
        for name in names:
            piece.join(_narrowed(store, branch, alias, name))
    return piece


def _first_day(question: Question) -> Sql:
    """The day of the first effective fact of the kind and subject of ``f``."""
    piece = Sql("(SELECT MIN(o.happened_on) FROM ledger_fact o WHERE o.region = f.region AND o.kind = f.kind")
    return piece.add(" AND o.subject = f.subject AND ").join(effective(question, "o")).add(")")


def _last_word(question: Question) -> Sql:
    """No later effective fact of the kind and subject of ``f``: it has the last word."""
    piece = Sql(" AND NOT EXISTS (SELECT 1 FROM ledger_fact n WHERE n.region = f.region AND n.kind = f.kind")
    piece.add(" AND n.subject = f.subject AND (n.happened_on > f.happened_on")
    piece.add(" OR n.happened_on = f.happened_on AND n.seq > f.seq) AND ")
    return piece.join(effective(question, "n")).add(")")


def _narrowed(store: Store, branch: Branch, alias: str, name: str) -> Sql:
    """A condition that every cell of the branch makes on a field: what no cell takes is not even grouped."""
    wanted: set[Any] = set()
    for recipe in branch.recipes:
        sides = [side[name] for side in (recipe.where, recipe.opening) if name in side]
        if branch.way == "count" and branch.by_head:
            sides = [
                side[name] for side in ((recipe.where if alias == "f" else recipe.opening),) if name in side
            ]
        if not sides:
            return Sql()
        wanted.update(store.value(each) for side in sides for each in side)
    listed = sorted(wanted, key=str)
    return Sql(f" AND {store.field(alias, name)} IN ({_marks(listed)})", listed)


def _candidates(question: Question, branch: Branch) -> Sql:
    """Subjects that may be in a spell on the days asked for: all that are, and not many more.

    Flow (``open_at``): what is open now; what was closed since; what has a closing that came in after
    ``known_at``; what had its opening taken back after it. Stock (``in_force_at``): what was opened with the
    fields asked for.
    """
    store, spell = question.store, branch.what
    if branch.way == "in_force_at":
        kinds = opening_kinds(spell)
        piece = Sql(
            "SELECT DISTINCT o.subject AS subject, o.region AS region"
            f" FROM ledger_fact o{_index(question, branch, kinds)}"
            f" WHERE o.region = %s AND {_kind_in('o', kinds)}",
            [question.region],
        )
        latest = max(day_of(each, question.year) for each in branch.recipes)
        piece.add(" AND o.happened_on <= %s", store.day(latest))
        for name in branch.head:
            piece.join(_narrowed(store, branch, "o", name))
        return piece
    first = min(day_of(each, question.year) for each in branch.recipes)
    piece = Sql(
        "SELECT s.subject AS subject, s.region AS region FROM ledger_open_spell s"
        " WHERE s.region = %s AND s.spell = %s UNION SELECT x.subject, x.region"
        f" FROM ledger_fact x{store.by('fact_kind_day')}"
        f" WHERE x.region = %s AND {_kind_in('x', closing_kinds(spell))} AND x.happened_on > %s",
        [question.region, spell, question.region, store.day(first)],
    )
    for condition, value in later(question):
        piece.add(
            f" UNION SELECT x.subject, x.region FROM ledger_fact x WHERE x.region = %s AND x.{condition}"
            f" AND {_kind_in('x', closing_kinds(spell))} UNION SELECT x.subject, x.region FROM ledger_fact v"
            f" JOIN ledger_fact x ON x.seq = v.voids WHERE v.region = %s AND v.{condition}"
            f" AND v.voids IS NOT NULL AND {_kind_in('x', opening_kinds(spell))}",
            *(question.region, value, question.region, value),
        )
    return piece


def _index(question: Question, branch: Branch, kinds: tuple[str, ...]) -> str:
    """The index for facts of these kinds: by genre where every cell asks for some, else by day."""
    side = "f" if branch.way == "count" else "h"
    of_genre = kinds == ("records.published",) and _narrowed(question.store, branch, side, "genre").text
    return question.store.by("reports_genre" if of_genre else "fact_kind_day")


def _head(question: Question, spell: str, alias: str) -> Sql:
    """The ``seq`` of the first effective fact that opened a spell of the subject of ``alias``."""
    piece = Sql(
        f"SELECT o.seq FROM ledger_fact o WHERE o.region = {alias}.region AND o.subject = {alias}.subject"
        f" AND {_kind_in('o', opening_kinds(spell))} AND "
    )
    return piece.join(effective(question, "o")).add(" ORDER BY o.happened_on, o.seq LIMIT 1")


def open_at(question: Question, spell: str, day: date) -> Sql:
    """Whether the subject of the head ``h`` is in the spell at the end of a day."""
    store = question.store
    moment = store.day(day)
    piece = Sql("h.happened_on <= %s AND NOT EXISTS (SELECT 1 FROM ledger_fact x", [moment])
    piece.add(
        f" WHERE x.region = h.region AND x.subject = h.subject AND {_kind_in('x', closing_kinds(spell))}"
    )
    piece.add(" AND x.happened_on <= %s AND ", moment).join(effective(question, "x"))
    piece.add(" AND x.happened_on >= (SELECT MAX(y.happened_on) FROM ledger_fact y WHERE y.region = h.region")
    piece.add(f" AND y.subject = h.subject AND {_kind_in('y', opening_kinds(spell))}")
    return piece.add(" AND y.happened_on <= %s AND ", moment).join(effective(question, "y")).add("))")


def effective(question: Question, alias: str) -> Sql:
    """A fact is known and no known fact voids it."""
    piece = known(question, alias)
    piece.add("NOT EXISTS (SELECT 1 FROM ledger_fact v WHERE ").join(known(question, "v"))
    return piece.add(f"v.region = {alias}.region AND v.voids = {alias}.seq)")


def known(question: Question, alias: str) -> Sql:
    """The conditions under which a fact is known, each followed by AND.

    ``IS TRUE`` keeps a database from looking facts up by the moment of entry: nearly all were known by then.
    """
    piece = Sql()
    if question.known_at is not None:
        piece.add(f"({alias}.entered_at <= %s) IS TRUE AND ", question.store.moment(question.known_at))
    if question.through_seq is not None:
        piece.add(f"({alias}.seq <= %s) IS TRUE AND ", question.through_seq)
    return piece


def later(question: Question) -> list[tuple[str, Any]]:
    """The ways in which a fact can be later than what the question knows: condition and value."""
    ways: list[tuple[str, Any]] = []
    if question.known_at is not None:
        ways.append(("entered_at > %s", question.store.moment(question.known_at)))
    if question.through_seq is not None:
        ways.append(("seq > %s", question.through_seq))
    return ways


def of_organs(question: Question, alias: str) -> Sql:
    """A fact of one of the organs asked about."""
    if not question.organs:
        return Sql("1 = 0")
    return Sql(f"{alias}.organ IN ({_marks(question.organs)})", list(question.organs))


def spell_of(kind: str) -> str:
    """The spell that a kind closes or opens; empty where it does neither."""
    if kind not in KINDS:
        raise GongkaiError("bad_format", f"报告格式文件中的事实种类“{kind}”没有登记，不能计数。", kind=kind)
    return KINDS[kind].closes or KINDS[kind].opens


def opening_kinds(spell: str) -> tuple[str, ...]:
    """The kinds that open a spell."""
    return _sided(spell, [name for name, kind in KINDS.items() if kind.opens == spell])


def closing_kinds(spell: str) -> tuple[str, ...]:
    """The kinds that close a spell."""
    return _sided(spell, [name for name, kind in KINDS.items() if kind.closes == spell])


def _sided(spell: str, names: list[str]) -> tuple[str, ...]:
    if not names:
        raise GongkaiError(
            "bad_format", f"报告格式文件中的时段“{spell}”没有相应的开始或结束事实，不能计数。", spell=spell
        )
    return tuple(sorted(names))


def _kind_in(alias: str, kinds: tuple[str, ...]) -> str:
    if len(kinds) == 1:  # equality lets a partial index apply
        return f"{alias}.kind = '{kinds[0]}'"
    return f"{alias}.kind IN ({', '.join(repr(each) for each in kinds)})"


def _name(name: str) -> str:
    if not re.fullmatch(r"[a-z_]+", name):
        raise GongkaiError("bad_format", f"报告格式文件中的条件“{name}”不是事实的字段名。", field=name)
    return name


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values)


def _days(store: Store, year: int) -> tuple[Any, Any]:
    return store.day(date(year, 1, 1)), store.day(date(year, 12, 31))
