"""Amounts of money in the unit of their column, the unit as written kept beside them."""

from dataclasses import replace
from decimal import Decimal

from gongkai.reports.report import Cell, CellKind, Number

_YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
_UNIT_OF = {"yuan": "元", "wan": "万元"}


def in_unit(amount: Number, written: str, measure: str) -> Decimal:
    """An amount in the unit of a column (``yuan`` or ``wan``), exactly.

    >>> in_unit(Decimal("16.8700"), "万元", "yuan"), in_unit(38000, "元", "wan")
    (Decimal('168700'), Decimal('3.8'))
    """
    value = Decimal(amount) * _YUAN[written] / _YUAN[_UNIT_OF[measure]]
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


def convert(cell: Cell, measure: str, heading_unit: str) -> Cell:
    """The cell with its amount in the unit of its column.

    The unit written in the cell counts first, then the one in the heading, then the column's own.
    """
    if measure not in _UNIT_OF:
        return cell
    written = cell.unit if cell.unit in _YUAN else heading_unit or _UNIT_OF[measure]
    if cell.kind is CellKind.UNDECIDABLE:
        return replace(
            cell, unit=written, readings=tuple(in_unit(each, written, measure) for each in cell.readings)
        )
    if cell.value is None:
        return cell
    return replace(cell, value=in_unit(cell.value, written, measure), unit=written)
