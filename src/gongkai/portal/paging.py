"""Pages counted from the oldest (从旧到新编页): a new article changes the first screen and no other.

Page 1 has the oldest ``SIZE`` articles and never changes while they stay; the newest ones, one full page and
what began after it, make the screen that the column opens with. Pure Python.
"""

from dataclasses import dataclass

SIZE = 20


@dataclass(frozen=True, slots=True)
class Span:
    """One page: articles from ``start`` until before ``stop``, counted from the newest, 0 being the newest.

    ``number`` is the page counted from the oldest, ``None`` for the opening screen. ``newer`` and ``older``
    are the neighbours (``None`` for the opening screen), ``has_newer`` and ``has_older`` whether they exist.
    """

    number: int | None
    start: int
    stop: int
    newer: int | None
    older: int | None
    has_newer: bool
    has_older: bool


def full_pages(total: int) -> int:
    """How many pages besides the opening screen there are for so many articles.

    >>> [full_pages(total) for total in (0, 20, 39, 40, 59, 60)]
    [0, 0, 0, 1, 1, 2]
    """
    return max(total // SIZE - 1, 0)


def opening(total: int) -> Span:
    """The opening screen: a full page and what began after it (20 to 39 articles; fewer only if there are).

    >>> opening(45)
    Span(number=None, start=0, stop=25, newer=None, older=1, has_newer=False, has_older=True)
    """
    pages = full_pages(total)
    return Span(None, 0, total - pages * SIZE, None, pages or None, False, pages > 0)


def page(total: int, number: int) -> Span | None:
    """A page counted from the oldest; ``None`` where there is none of that number.

    >>> page(45, 1)
    Span(number=1, start=25, stop=45, newer=None, older=None, has_newer=True, has_older=False)
    """
    pages = full_pages(total)
    if not 1 <= number <= pages:
        return None
    stop = total - (number - 1) * SIZE
    newer = number + 1 if number < pages else None
    return Span(number, stop - SIZE, stop, newer, number - 1 or None, True, number > 1)


def page_of(total: int, position: int) -> int | None:
    """The page on which the article stands that is ``position``-th from the newest (0 the newest).

    >>> page_of(45, 24), page_of(45, 25)
    (None, 1)
    """
    spread = full_pages(total) * SIZE
    from_oldest = total - 1 - position
    return from_oldest // SIZE + 1 if from_oldest < spread else None


def shown_numbers(span: Span, total: int) -> list[int]:
    """The page numbers that a pager offers: the ends and the neighbours, newest first."""
    pages = full_pages(total)
    here = span.number if span.number is not None else pages + 1
    near = {each for each in range(here - 2, here + 3) if 1 <= each <= pages}
    return sorted(near | ({1, pages} if pages else set()), reverse=True)
