"""Traces (来源): what stands behind a cell, down to the facts, printable for a clerk. Pure Python."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.ledger.kinds import KINDS, Entered
from gongkai.reports.cells import Filled
from gongkai.reports.errors import UnknownCell
from gongkai.reports.format import WORK_ID, Format, Recipe
from gongkai.reports.report import Cell, Number

WAYS = {
    "count": "本年发生的事实",
    "open_at": "尚未办结的事项，按其开始的事实列出",
    "in_force_at": "仍然有效的事项，按其开始的事实列出",
    "declared": "机关填报",
    "sum": "合计",
}


@dataclass(frozen=True, slots=True)
class Trace:
    """What stands behind one cell: its facts, or for a sum its parts with their values.

    ``label`` is the cell in the words of the form, ``way`` how it is filled, ``unit`` that of its column. The
    facts of a declared cell are the declarations in force, one for each organ, with their evidence.
    """

    cell_id: str
    label: str
    way: str
    cell: Cell
    unit: str = ""
    facts: tuple[Entered, ...] = ()
    parts: tuple[tuple[str, str, Cell], ...] = ()

    def text(self, limit: int = 200) -> str:
        """The trace in Chinese, one fact or part a line, the first ``limit`` of them."""
        lines = [f"{self.label}：{written(self.cell)}{self.unit}", f"{WAYS[self.way]}{self._count()}"]
        lines += [f"  {label}  {written(cell)}  {cell_id}" for cell_id, label, cell in self.parts]
        lines += [f"  {line_of(each)}" for each in self.facts[:limit]]
        if len(self.facts) > limit:
            lines.append(f"  ……另有{len(self.facts) - limit}条")
        return "\n".join(lines)

    def _count(self) -> str:
        if self.way == "sum":
            return f"（{len(self.parts)}格相加）："
        return f"（{len(self.facts)}条）：" if self.facts else "：没有。"


def trace(form: Format, filled: Filled, cell_id: str, facts: Iterable[Entered] = ()) -> Trace:
    """The trace of a cell. ``facts`` are those behind it, or any that hold them: ``filled`` chooses.

    Raises `UnknownCell`.
    """
    recipe = recipe_of_cell(form, cell_id)
    behind = filled.trace.get(cell_id)
    found = [each for each in facts if behind is None or each.seq in behind]
    return traced(form, recipe, filled.cells, found)


def traced(form: Format, recipe: Recipe, cells: Mapping[str, Cell], facts: Iterable[Entered]) -> Trace:
    """The trace of a cell whose facts are known."""
    labels = labels_of(form)
    parts = tuple((each, labels[each], cells[each]) for each in recipe.of) if recipe.way == "sum" else ()
    behind = () if parts else tuple(sorted(facts, key=lambda one: (one.happened_on, one.seq)))
    unit = {"yuan": "元", "wan": "万元"}.get(recipe.measure, "")
    return Trace(
        recipe.cell_id, labels[recipe.cell_id], recipe.way, cells[recipe.cell_id], unit, behind, parts
    )


def recipe_of_cell(form: Format, cell_id: str) -> Recipe:
    """How a cell is filled. Raises `UnknownCell`."""
    for recipe in form.recipes():
        if recipe.cell_id == cell_id:
            return recipe
    raise UnknownCell(
        "unknown_cell",
        f"{form.title}（{form.id}）里没有“{cell_id}”这一格。格名如 requests.granted.total，"
        "可用 gongkai report --to json 查看全部格名。",
        cell=cell_id,
    )


def labels_of(form: Format) -> dict[str, str]:
    """Every cell in the words of the form: table, block, row, column."""
    names = {"s2": "表二", "s3": "表三", "s4": "表四"}
    labels = {}
    for table in form.tables:
        for cell_id, block, row, column in table.cells():
            words = [names.get(table.section, ""), block.caption if table.key == "proactive" else ""]
            words += [f"{row.group}{row.label}", f"{column.group} {column.label}".strip()]
            if form.id == WORK_ID:
                words = [row.label]
            labels[cell_id] = " · ".join(each for each in words if each)
    return labels


def line_of(one: Entered) -> str:
    """A fact in one line: day, subject, what happened, what was said, its number.

    >>> from datetime import date, datetime
    >>> print(line_of(Entered(7, "some.deed", "foi:2020-0001", "o", "r", date(2020, 5, 14),
    ...                       datetime(2020, 5, 14), {"outcome": "granted"})))
    2020-05-14  foi:2020-0001  some.deed  outcome=granted  第7号
    """
    said = "，".join(f"{name}={value}" for name, value in one.body.items())
    return "  ".join(
        each
        for each in (str(one.happened_on), one.subject, name_of(one.kind), said, f"第{one.seq}号")
        if each
    )


def name_of(kind: str) -> str:
    """A kind in Chinese, from its manual page; the dotted name where it is not registered."""
    page = (KINDS[kind].__doc__ or "") if kind in KINDS else ""
    found = re.search(r"[（(]([^（）()]*[\u4e00-\u9fff][^（）()]*)[）)]", page)
    return found.group(1) if found else kind


def written(cell: Cell) -> str:
    """A cell as a clerk reads it."""
    if cell.value is None:
        return cell.raw or "空白"
    return _number(cell.value)


def _number(value: Number) -> str:
    return str(value) if isinstance(value, int) else format(value.normalize(), "f")
