"""Cells and prose in canonical form: the bytes whose SHA-256 a filing pins. Pure Python."""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from gongkai.reports.report import Cell, CellKind, Number


def cells_as_json(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Cells as JSON: whole numbers as such, decimals as text in plain notation, others by kind and text.

    >>> cells_as_json({"b": Cell(Decimal("168700.0"), unit="万元"), "a": Cell(None, CellKind.BLANK)})
    {'a': {'kind': 'blank'}, 'b': {'value': '168700', 'unit': '万元'}}
    """
    return {cell_id: _cell(cells[cell_id]) for cell_id in sorted(cells)}


def _cell(cell: Cell) -> Any:
    if isinstance(cell.value, int) and not cell.unit:
        return cell.value
    given: dict[str, Any] = {}
    if cell.value is not None:
        given["value"] = cell.value if isinstance(cell.value, int) else _plain(cell.value)
    if cell.kind != CellKind.NUMBER:
        given["kind"] = str(cell.kind)
    if cell.raw and cell.value is None:
        given["raw"] = cell.raw
    if cell.unit:
        given["unit"] = cell.unit
    return given


def cells_from_json(stored: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells that `cells_as_json` gave.

    >>> cells_from_json(cells_as_json({"a": Cell(2), "c": Cell(None, CellKind.BLANK)}))["a"]
    Cell(value=2, kind=<CellKind.NUMBER: 'number'>, raw='', unit='', remark='', place='', readings=())
    """
    return {cell_id: _read(given) for cell_id, given in stored.items()}


def _read(given: Any) -> Cell:
    if isinstance(given, int):
        return Cell(given)
    stored = given.get("value")
    value: Number | None = Decimal(stored) if isinstance(stored, str) else stored
    kind = CellKind(given.get("kind", CellKind.NUMBER))
    return Cell(value, kind, given.get("raw", ""), given.get("unit", ""))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def digest(format_id: str, cells: Mapping[str, Cell], sections: Mapping[str, str]) -> str:
    """SHA-256 of a report's format, cells and prose: one changed digit or word gives another."""
    text = json.dumps(
        {"format": format_id, "cells": cells_as_json(cells), "sections": dict(sections)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return sha256(text.encode("utf-8")).hexdigest()
