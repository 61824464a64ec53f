"""Rows solved together: where one row can be read in several ways, the column sums of the form choose.

Only the sums that the form itself prints are used, and only to choose between readings that each obey
their own row. If none of the combinations obeys all column sums (the report breaks its own sums), the one
that breaks the fewest is taken, provided that it is the only one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from gongkai.reports.reading.readings import Reading

MOST_STATES = 20_000
MOST_COMBINATIONS = 5_000
MOST_SOLUTIONS = 8

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The column sums as coefficients: for each check, row key → +1 or -1; each must come to nought."""

    checks: tuple[Mapping[str, int], ...]
    columns: int

    def vector(self, key: str, reading: Reading) -> Vector:
        """What a row with that reading adds to every check and column."""
        return tuple(
            check.get(key, 0) * int(value or 0) for check in self.checks for value in reading[: self.columns]
        )


@dataclass(slots=True)
class Solved:
    """The readings that remain for each row; ``exact`` says whether all column sums hold."""

    rows: dict[str, list[Reading]]
    exact: bool


def solve(rows: Mapping[str, Sequence[Reading]], sums: Sums) -> Solved:
    """Narrow the readings of each row down to those that some best combination uses.

    >>> sums = Sums(({"granted": 1, "result_total": -1},), 2)
    >>> rows = {"granted": [(1, 9), (19, 1)], "result_total": [(19, 1)]}
    >>> solve(rows, sums).rows["granted"]
    [(19, 1)]
    """
    open_rows = [key for key, found in rows.items() if len(found) > 1]
    if not open_rows:
        return Solved({key: list(found) for key, found in rows.items()}, _holds(rows, sums))
    solutions, complete = _exact(rows, open_rows, sums)
    if complete and solutions:
        return Solved(_narrowed(rows, open_rows, solutions), True)
    if complete:
        best = _fewest_broken(rows, open_rows, sums)
        if best:
            return Solved(_narrowed(rows, open_rows, best), False)
    return Solved({key: list(found) for key, found in rows.items()}, False)


def _holds(rows: Mapping[str, Sequence[Reading]], sums: Sums) -> bool:
    return not any(_fixed(rows, sums))


def _fixed(rows: Mapping[str, Sequence[Reading]], sums: Sums) -> Vector:
    """What the rows with one reading come to."""
    total = [0] * (len(sums.checks) * sums.columns)
    for key, found in rows.items():
        if len(found) == 1:
            for at, value in enumerate(sums.vector(key, found[0])):
                total[at] += value
    return tuple(total)


def _narrowed(
    rows: Mapping[str, Sequence[Reading]], open_rows: Sequence[str], solutions: Sequence[Sequence[Reading]]
) -> dict[str, list[Reading]]:
    narrowed = {key: list(found) for key, found in rows.items()}
    for at, key in enumerate(open_rows):
        used = {solution[at] for solution in solutions}
        narrowed[key] = [each for each in rows[key] if each in used]
    return narrowed


def _exact(
    rows: Mapping[str, Sequence[Reading]], open_rows: list[str], sums: Sums
) -> tuple[list[tuple[Reading, ...]], bool]:
    """Combinations in which every column sum holds; whether all of them were looked at.

    Goes row by row and keeps, for each sum reached, the ways that lead to it; what can no longer come to
    nought is dropped. Rows with the most sums on them go first, the frames of the form before its details.
    """
    open_rows.sort(key=lambda key: (-sum(key in check for check in sums.checks), len(rows[key])))
    vectors = [[sums.vector(key, each) for each in rows[key]] for key in open_rows]
    lows = [tuple(map(min, zip(*each, strict=True))) for each in vectors]
    highs = [tuple(map(max, zip(*each, strict=True))) for each in vectors]
    size = len(sums.checks) * sums.columns
    low_rest, high_rest = [(0,) * size], [(0,) * size]
    for low, high in zip(reversed(lows), reversed(highs), strict=True):
        low_rest.append(tuple(a + b for a, b in zip(low_rest[-1], low, strict=True)))
        high_rest.append(tuple(a + b for a, b in zip(high_rest[-1], high, strict=True)))
    low_rest.reverse()
    high_rest.reverse()
    states: dict[Vector, list[tuple[Reading, ...]]] = {_fixed(rows, sums): [()]}
    for at, key in enumerate(open_rows):
        following: dict[Vector, list[tuple[Reading, ...]]] = {}
        for state, ways in states.items():
            for reading, vector in zip(rows[key], vectors[at], strict=True):
                reached = tuple(a + b for a, b in zip(state, vector, strict=True))
                if any(
                    value + low > 0 or value + high < 0
                    for value, low, high in zip(reached, low_rest[at + 1], high_rest[at + 1], strict=True)
                ):
                    continue
                kept = following.setdefault(reached, [])
                kept.extend((*way, reading) for way in ways[: MOST_SOLUTIONS - len(kept)])
        if len(following) > MOST_STATES:
            return [], False
        states = following
    found = states.get((0,) * size, [])
    return found, len(found) < MOST_SOLUTIONS


def _fewest_broken(
    rows: Mapping[str, Sequence[Reading]], open_rows: Sequence[str], sums: Sums
) -> list[tuple[Reading, ...]]:
    """The combinations that break the fewest column sums."""
    combinations = 1
    for key in open_rows:
        combinations *= len(rows[key])
    if combinations > MOST_COMBINATIONS:
        return []
    start = _fixed(rows, sums)
    best: list[tuple[Reading, ...]] = []
    fewest = len(start) + 1
    for chosen in product(*(rows[key] for key in open_rows)):
        total = list(start)
        for key, reading in zip(open_rows, chosen, strict=True):
            for at, value in enumerate(sums.vector(key, reading)):
                total[at] += value
        broken = sum(bool(value) for value in total)
        if broken < fewest:
            best, fewest = [chosen], broken
        elif broken == fewest:
            best.append(chosen)
    return best
