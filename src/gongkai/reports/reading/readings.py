"""Every way in which a run of digits with lost borders can be read as cells.

White space and cell borders in the document are real; their absence proves nothing. A reading cuts the
pieces of a row into as many whole numbers as the row has cells: no leading zeros, no cut through a border.
Where the form itself has a sum in the row ("总计"), only readings that obey it are taken first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import comb

from gongkai.reports.reading.numbers import Piece
from gongkai.reports.report import CellKind, Number

Reading = tuple[Number | None, ...]
"""One way to read a row: a value for each cell, ``None`` for a blank or dash."""

MOST_STEPS = 15_000
"""After so many steps a row counts as not decidable; rows of real reports need some hundreds."""


MOST_TRIED = 60_000
"""So many numbers are tried in cutting a row with several totals before it counts as not decidable."""
LONGEST = 15
"""No number of a report has more figures; a longer run of digits is several."""


def _numbers_from(piece: Piece, at: int) -> Iterator[tuple[Number | None, int]]:
    """Each number that can start at that digit of a piece, with the digit after it."""
    digits = piece.digits
    if piece.kind is not CellKind.NUMBER:
        yield None, 0
        return
    if piece.whole:
        if at == 0:
            yield piece.value, len(digits)
        return
    size = len(digits)
    sign = piece.sign if at == 0 else ""
    for end in range(at + 1, at + 2 if digits[at] == "0" else min(size, at + LONGEST) + 1):
        if end == size and piece.decimals:
            yield Decimal(f"{sign}{digits[at:end]}.{piece.decimals}"), end
        else:
            yield int(sign + digits[at:end]), end


@dataclass(slots=True)
class _Search:
    """A depth-first walk over the cuts of a row without totals."""

    pieces: Sequence[Piece]
    cells: int
    limit: int
    found: list[Reading]
    steps: int = 0

    def walk(self, index: int, at: int, taken: list[Number | None]) -> None:
        """Extend a reading by one cell; ``index`` and ``at`` point to the next digit."""
        self.steps += 1
        if self.steps > MOST_STEPS or len(self.found) >= self.limit:
            return
        if len(taken) == self.cells:
            if index == len(self.pieces):
                self.found.append(tuple(taken))
            return
        if index == len(self.pieces):
            return
        piece = self.pieces[index]
        for value, end in _numbers_from(piece, at):
            done = piece.kind is not CellKind.NUMBER or end == len(piece.digits)
            following = (index + 1, 0) if done else (index, end)
            if not self._can_end(*following, self.cells - len(taken) - 1):
                continue
            taken.append(value)
            self.walk(*following, taken)
            taken.pop()

    def _can_end(self, index: int, at: int, needed: int) -> bool:
        if len(self.pieces) - index > needed + (1 if at else 0):
            return False
        if not needed:
            return index == len(self.pieces)
        return sum(map(_room, self.pieces[index:])) - at >= needed


class _Groups:
    """Cuts of a row of several groups of cells, each closed by its total: group by group, each place once."""

    def __init__(self, pieces: Sequence[Piece], sums: Sequence[int], limit: int) -> None:
        self._sizes = [at - before for at, before in zip(sums, (-1, *sums), strict=False)]
        self._ahead, _ = _moves(pieces)
        self._end = max(self._ahead)
        self._limit = limit
        self._known: dict[tuple[int, int], list[Reading]] = {}
        self.tried = 0

    def from_place(self, number: int = 0, start: int = 0) -> list[Reading]:
        """All readings of that group and those after it, from a place on; at most ``limit``."""
        if number == len(self._sizes):
            return [()] if start == self._end else []
        key = number, start
        if key not in self._known:
            found: list[Reading] = []
            most = self._end - sum(self._sizes[number + 1 :])
            for group, stop in self._group(start, most, self._sizes[number] - 1, 0):
                found += [(*group, *rest) for rest in self.from_place(number + 1, stop)]
                if len(found) >= self._limit or self.tried > MOST_TRIED:
                    break
            self._known[key] = found[: self._limit]
        return self._known[key]

    def _group(self, at: int, most: int, left: int, amount: Number) -> Iterator[tuple[Reading, int]]:
        """The readings of so many more cells and their total, and where each ends."""
        self.tried += 1
        if self.tried > MOST_TRIED:
            return
        for value, stop in self._ahead.get(at, ()):
            if not left:
                if (value or 0) == amount and stop <= most:
                    yield (value,), stop
            elif stop + left <= most:
                for rest, end in self._group(stop, most, left - 1, amount + (value or 0)):
                    yield (value, *rest), end


Half = dict[int, list[tuple[Number, Reading]]]
"""Position → the sums and cells with which it can be reached."""


def _with_total(pieces: Sequence[Piece], cells: int, limit: int) -> tuple[list[Reading], bool]:
    """Readings whose last cell is the total of all others; whether all of them were looked at.

    Met in the middle: the first half of the cells from the left and, for each total that can be cut off,
    the other half from the right; where they meet, the sums must come to the total.
    """
    ahead, back = _moves(pieces)
    middle = (cells - 1) // 2
    left = _half(ahead, 0, middle, forward=True)
    found: dict[Reading, None] = {}
    for total, end in back.get(max(ahead, default=0), []):
        right = _half(back, end, cells - 1 - middle, forward=False)
        if left is None or right is None:
            return [], False
        meeting: dict[tuple[int, Number], list[Reading]] = {}
        for at, ways in right.items():
            for amount, way in ways:
                meeting.setdefault((at, amount), []).append(way)
        for at, ways in left.items():
            for amount, way in ways:
                for rest in meeting.get((at, (total or 0) - amount), ()):
                    found.setdefault((*way, *rest, total))
    return sorted(found, key=lambda each: [value or 0 for value in each])[:limit], True


Moves = dict[int, list[tuple[Number | None, int]]]
"""Position → the numbers that begin (or end) there, each with the position at its other end."""


def _moves(pieces: Sequence[Piece]) -> tuple[Moves, Moves]:
    """All numbers that can be cut out of the pieces, by where they begin and by where they end."""
    ahead: Moves = {}
    back: Moves = {}
    base = 0
    for piece in pieces:
        size = len(piece.digits) if piece.kind is CellKind.NUMBER else 1
        for at in range(size):
            for value, end in _numbers_from(piece, at):
                stop = base + (end or 1)
                ahead.setdefault(base + at, []).append((value, stop))
                back.setdefault(stop, []).append((value, base + at))
        base += size
    ahead.setdefault(base, [])
    return ahead, back


def _half(moves: Moves, start: int, cells: int, *, forward: bool) -> Half | None:
    """All ways to go so many cells from a position; ``None`` if they are too many to try."""
    reached: Half = {start: [(0, ())]}
    for _ in range(cells):
        following: Half = {}
        count = 0
        for at, ways in reached.items():
            for value, stop in moves.get(at, ()):
                more = [
                    (amount + (value or 0), (*way, value) if forward else (value, *way))
                    for amount, way in ways
                ]
                following.setdefault(stop, []).extend(more)
                count += len(more)
        if count > MOST_STEPS:
            return None
        reached = following
    return reached


def _digit_by_digit(pieces: Sequence[Piece], sums: Sequence[int]) -> tuple[list[Reading], bool]:
    """The only reading there can be where the row has as many digits as cells."""
    values: list[Number | None] = []
    for piece in pieces:
        if piece.whole or piece.kind is not CellKind.NUMBER:
            values.append(piece.value)
            continue
        values += map(int, piece.digits)
        if piece.sign:
            values[-len(piece.digits)] = -int(piece.digits[0])
        if piece.decimals:
            values[-1] = Decimal(f"{values[-1]}.{piece.decimals}")
    return [tuple(values)], sums_hold(values, sums)


def _room(piece: Piece) -> int:
    """How many cells a piece can hold at most."""
    return 1 if piece.whole or piece.kind is not CellKind.NUMBER else len(piece.digits)


def readings(
    pieces: Sequence[Piece], cells: int, sums: Sequence[int] = (), limit: int = 200
) -> tuple[list[Reading], bool]:
    """All readings of a row as that many cells.

    ``sums`` are the positions that hold the total of the cells before them (since the last total).
    Returns the readings, and whether they obey the sums: where none does, all readings without that
    condition are returned with ``False``. Real borders always win over sums. A search that would take too
    long returns none: half a list could make one reading look like the only one. So does the caller's check
    for ``limit`` readings.

    >>> from gongkai.reports.reading.numbers import Piece
    >>> readings([Piece("", digits="230"), Piece("", digits="000023")], 7, (6,))[0]
    [(23, 0, 0, 0, 0, 0, 23)]
    >>> readings([Piece("", digits="1000112")], 7, (6,))
    ([(1, 0, 0, 0, 1, 1, 2)], False)
    """
    room = sum(map(_room, pieces))
    if not room >= cells >= len(pieces):
        return [], False
    if room == cells:  # every digit is a cell
        return _digit_by_digit(pieces, sums)
    if tuple(sums) == (cells - 1,):
        found, ended = _with_total(pieces, cells, limit)
        if found or not ended:
            return (found, True) if ended else ([], True)
    elif sums:
        groups = _Groups(pieces, sums, limit)
        found = groups.from_place()
        if found or groups.tried > MOST_TRIED:
            return found if groups.tried <= MOST_TRIED else [], True
    search = _Search(pieces, cells, limit, [])
    search.walk(0, 0, [])
    return search.found if search.steps <= MOST_STEPS else [], not sums


def with_gaps(
    values: Sequence[Number | None], cells: int, sums: Sequence[int], most: int = 4000
) -> list[Reading]:
    """Every way to spread the numbers of a row over more cells so that its sums hold.

    Ways that differ only in which cells are empty and which hold nought are one. None if all numbers fit in
    more ways than can be tried.

    >>> with_gaps([5, 1, 6], 4, (3,))
    [(5, 1, 0, 6), (5, 0, 1, 6), (0, 5, 1, 6)]
    """
    lacking = cells - len(values)
    if not 0 < lacking < cells or comb(cells, lacking) > most:
        return []
    found: dict[Reading, None] = {}
    for gaps in combinations(range(cells), lacking):
        rest = iter(values)
        reading: Reading = tuple(0 if at in gaps else next(rest) or 0 for at in range(cells))
        if sums_hold(reading, sums):
            found.setdefault(reading)
    return sorted(found, reverse=True)


def sums_hold(reading: Sequence[Number | None], sums: Sequence[int]) -> bool:
    """Whether each cell in ``sums`` is the total of the cells since the last such cell."""
    first = 0
    for at in sums:
        if sum(each or 0 for each in reading[first:at]) != (reading[at] or 0):
            return False
        first = at + 1
    return True


def shows_glue(pieces: Sequence[Piece]) -> bool:
    """Whether a piece cannot be one number ("00"): in this table digits were glued together."""
    for each in pieces:  # noqa: SIM110  every row is asked, and a loop is three times as fast
        if len(each.digits) > 1 and each.digits[0] == "0" and not each.whole:
            return True
    return False
