"""Slots and conditions: the little language in which a sentence cites cells. Nothing is evaluated as code.

A slot is ``{expression}``, a condition ``expression < expression`` (also ``<= = != >= >``) or
``no expression`` (some cell of it has no number). An expression is cell ids joined by ``+`` and ``-``, or a
whole number, or ``percent(expression, expression)`` with one decimal, rounded half up. ``{year}`` and
``{organ}`` are names.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from operator import eq, ge, gt, le, lt, ne

from gongkai.law.errors import GongkaiError
from gongkai.reports.report import Cell, Number

_CELL = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
_SUM = re.compile(rf"\s*(?:\d+|{_CELL})(?:\s*[+-]\s*{_CELL})*\s*")
_PERCENT = re.compile(r"\s*percent\(([^,()]+),([^,()]+)\)\s*")
_SLOT = re.compile(r"\{([^{}]*)\}")
_COMPARE = re.compile(r"(.+?)(<=|>=|!=|<|>|=)(.+)")
_OPERATORS: Mapping[str, Callable[[Number, Number], bool]] = {
    "<": lt,
    "<=": le,
    "=": eq,
    "!=": ne,
    ">=": ge,
    ">": gt,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One expression over cells.

    >>> slot = Slot("reviews.direct_total + reviews.after_total")
    >>> slot.cells
    ('reviews.direct_total', 'reviews.after_total')
    >>> slot.text({"reviews.direct_total": Cell(2), "reviews.after_total": Cell(1)})
    '3'
    >>> Slot("percent(a.b, a.c)").text({"a.b": Cell(273), "a.c": Cell(805)})
    '33.9%'
    """

    expression: str

    def __post_init__(self) -> None:
        """Refuse what is no expression when the slot is read, not when it is filled."""
        if not (_SUM.fullmatch(self.expression) or self._percent()):
            raise GongkaiError(
                "bad_slot", f"句子中的“{{{self.expression}}}”不是单元格或单元格之和，请改正句子文件。"
            )

    def _percent(self) -> tuple[str, str] | None:
        found = _PERCENT.fullmatch(self.expression)
        if not found or not all(_SUM.fullmatch(part) for part in found.groups()):
            return None
        return found[1], found[2]

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of the cells that it cites, in order."""
        return tuple(re.findall(_CELL, self.expression))

    def known(self, cells: Mapping[str, Cell]) -> bool:
        """Whether every cell that it cites has a number."""
        return all(each in cells and cells[each].value is not None for each in self.cells)

    def text(self, cells: Mapping[str, Cell]) -> str:
        """The number as it stands in a sentence.

        Raises: GongkaiError ``cell_without_number`` if a cell that it cites has none.
        """
        parts = self._percent()
        if parts is None:
            return _plain(_total(self.expression, cells))
        part, whole = (_total(each, cells) for each in parts)
        if not whole:
            raise GongkaiError("no_whole", f"不能计算“{self.expression}”：总数为0，请给句子加上条件。")
        share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{_plain(share)}%"


@dataclass(frozen=True, slots=True)
class Condition:
    """When a sentence is said. A comparison with a cell that has no number does not hold.

    >>> Condition("work.lateness.count > 0").holds({"work.lateness.count": Cell(1)})
    True
    >>> Condition("work.boards.count > 0").holds({}), Condition("no work.boards.count").holds({})
    (False, True)
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse what is no condition when it is read."""
        self._parts()

    def _parts(self) -> tuple[Slot, str, Slot]:
        if self.text.startswith("no "):
            return Slot(self.text[3:]), "no", Slot("0")
        found = _COMPARE.fullmatch(self.text)
        if not found:
            raise GongkaiError(
                "bad_condition", f"“{self.text}”不是条件，应为“甲 > 乙”或“no 甲”，请改正句子文件。"
            )
        return Slot(found[1].strip()), found[2], Slot(found[3].strip())

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of the cells that it looks at."""
        left, _, right = self._parts()
        return left.cells + right.cells

    def holds(self, cells: Mapping[str, Cell]) -> bool:
        """Whether it holds for these cells."""
        left, operator, right = self._parts()
        if operator == "no":
            return not left.known(cells)
        if not (left.known(cells) and right.known(cells)):
            return False
        return _OPERATORS[operator](_total(left.expression, cells), _total(right.expression, cells))


def slots_of(text: str) -> list[Slot]:
    """The slots in a sentence, names left out."""
    return [Slot(each) for each in _SLOT.findall(text) if each not in ("year", "organ")]


def fill_slots(text: str, cells: Mapping[str, Cell], names: Mapping[str, str]) -> str:
    """A sentence with its slots filled; ``names`` are what ``{year}`` and ``{organ}`` stand for.

    >>> fill_slots("{year}年新收申请{requests.new_received.total}件。",
    ...     {"requests.new_received.total": Cell(2)}, {"year": "2020"})
    '2020年新收申请2件。'
    """
    return _SLOT.sub(lambda found: names.get(found[1]) or Slot(found[1]).text(cells), text)


def _total(expression: str, cells: Mapping[str, Cell]) -> Number:
    total: Number = 0
    for sign, term in re.findall(rf"([+-]?)\s*({_CELL}|\d+)", expression):
        value = int(term) if term.isdigit() else _value(term, cells)
        total = total - value if sign == "-" else total + value
    return total


def _value(cell_id: str, cells: Mapping[str, Cell]) -> Number:
    cell = cells.get(cell_id)
    if cell is None or cell.value is None:
        raise GongkaiError(
            "cell_without_number",
            f"文字部分要用到“{cell_id}”，但这一格没有数字。请先填报或登记相应事实，再生成文字。",
            law="OGI 50",
            cell=cell_id,
        )
    return cell.value


def _plain(value: Number) -> str:
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
