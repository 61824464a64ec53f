"""Pages of a list, and which page numbers are shown."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def paged(rows: Sequence[Any] | QuerySet, size: int, number: str | int | None) -> Page:
    """A page of rows; a number that is none or too great gives the nearest page. ``shown`` are the numbers to
    show, 0 for a gap.
    """
    page = Paginator(rows, size).get_page(number)
    page.shown = numbers(page.number, page.paginator.num_pages)
    return page


def numbers(here: int, last: int) -> list[int]:
    """The page numbers shown: first, last, and those around; 0 stands for what is left out.

    >>> numbers(6, 12)
    [1, 0, 4, 5, 6, 7, 8, 0, 12]
    >>> numbers(1, 3)
    [1, 2, 3]
    """
    wanted = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    shown: list[int] = []
    for number in wanted:
        if shown and number - shown[-1] == 2:
            shown.append(number - 1)
        elif shown and number - shown[-1] > 2:
            shown.append(0)
        shown.append(number)
    return shown
