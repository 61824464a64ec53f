"""Columns (栏目): the catalogue that records are put into and that the portal mirrors."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from gongkai.records.models import Column


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column as it is to be: code, name, the board it belongs to, and after how many working days without
    anything new it counts as neglected (``None``: never).
    """

    code: str
    name: str
    board: str
    board_name: str
    stale_working_days: int | None = None


@transaction.atomic
def arrange_columns(region: str, plans: Iterable[ColumnPlan]) -> int:
    """Make the columns of a region as planned, in this order (设置栏目). Columns not named stay, at the end.

    Doing it again changes nothing. Returns how many are new.
    """
    there = {each.code: each for each in Column.objects.filter(region=region)}
    new = 0
    for position, plan in enumerate(plans):
        column = there.get(plan.code) or Column(region=region, code=plan.code)
        new += column.pk is None
        wanted = (plan.name, plan.board, plan.board_name, position, plan.stale_working_days)
        if column.pk and wanted == (
            column.name,
            column.board,
            column.board_name,
            column.position,
            column.stale_working_days,
        ):
            continue
        column.name, column.board, column.board_name, column.position, column.stale_working_days = wanted
        column.save()
    return new
