"""Which strip is which row of table 三: by its label, and where labels were torn off, by the order of rows.

The rows of the form have one order. A label in the same grid row decides; in running text the label just
before the numbers counts most, other labels met on the way count a little; numbers with no label at all
take the row that is missing at that place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from gongkai.reports.format import FORMAT_IDS
from gongkai.reports.reading.labels import core, request_keys, request_labels
from gongkai.reports.reading.numbers import Piece
from gongkai.reports.reading.strips import Strip
from gongkai.reports.report import CellKind

CELLS = 7
LEAST_ROOM = 3
"""A strip without a label of its own that can hold fewer cells is no row."""
SURE, NEAR, SEEN, NAMELESS, STRANGE = 20.0, 8.0, 3.0, 1.0, 0.4
NEVER = -1.0
_SIDES = ("不予公开", "无法提供", "不予处理", "本年度办理结果", "申请人情况", "法人或其他组织")


@dataclass(frozen=True, slots=True)
class Aligned:
    """The strips of the rows of table 三 and the edition whose rows fit better (empty if neither does)."""

    edition: str
    rows: dict[str, Strip]


def align(found: Sequence[Strip]) -> Aligned:
    """Give each row of the form its strip; rows without one are left out.

    Both editions are tried: "（六）其他处理" is one row in the older and three in the newer one.
    """
    strips = [each for each in _apart(found) if _could_be_row(each)]
    weights = [_weights(strips, at) for at in range(len(strips))]
    tried = []
    for format_id in FORMAT_IDS:
        keys = request_keys(format_id)
        score, pairs = _best(weights, keys)
        tried.append((score, format_id, {keys[row]: at for at, row in pairs}))
    _, format_id, chosen = max(tried, key=lambda each: each[0])
    used = set(chosen.values())
    for at, weight in enumerate(weights):  # rows printed in another order than the form's
        own = [key for key, value in weight.items() if value >= NEAR]
        if at not in used and own and own[-1] not in chosen and own[-1] in request_keys(format_id):
            chosen[own[-1]] = at
    common = set(request_keys(FORMAT_IDS[0])) & set(request_keys(FORMAT_IDS[1]))
    told = any(key not in common for key in chosen)
    rows = {key: strips[chosen[key]] for key in request_keys(format_id) if key in chosen}
    return Aligned(format_id if told else "", rows)


def _apart(found: Sequence[Strip]) -> list[Strip]:
    """Strips in which several rows ran together, cut into their rows."""
    apart: list[Strip] = []
    for strip in found:
        parts = [strip.pieces] if strip.in_grid or len(strip.pieces) <= CELLS else _rows_of(strip)
        if len(parts) == 1:
            apart.append(strip)
            continue
        for number, part in enumerate(parts):
            row = replace(
                strip,
                words=strip.words if number == 0 else "",
                pieces=part,
                place=part[0].place or strip.place,
                after=strip.after if number == len(parts) - 1 else "",
                raw=" ".join(each.raw for each in part if each.raw),
            )
            apart.append(row)
    return apart


def _rows_of(strip: Strip) -> list[list[Piece]]:
    """The rows in a long run of cells: by its lines, or by sevens across or down, whichever adds up."""
    pieces = strip.pieces
    sizes = strip.lines
    if sum(sizes) == len(pieces) and all(1 < size <= CELLS for size in sizes):
        ends = list(accumulate(sizes))
        return [pieces[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    if len(pieces) % CELLS:
        return [pieces]
    height = len(pieces) // CELLS
    across = [pieces[at : at + CELLS] for at in range(0, len(pieces), CELLS)]
    down = [pieces[at::height] for at in range(height)]
    return max(across, down, key=lambda rows: sum(map(_adds_up, rows)))


def _adds_up(pieces: Sequence[Piece]) -> bool:
    values = [each.value or 0 for each in pieces]
    return sum(values[:-1]) == values[-1]


def _could_be_row(strip: Strip) -> bool:
    return bool(strip.own) or len(strip.pieces) >= LEAST_ROOM or room(strip.pieces) >= LEAST_ROOM


def room(pieces: Sequence[Piece]) -> int:
    """How many cells the pieces can hold."""
    return sum(1 if each.whole or each.kind is not CellKind.NUMBER else len(each.digits) for each in pieces)


def _weights(strips: Sequence[Strip], at: int) -> dict[str, float]:
    """How well a strip fits each row that its words speak of; key ``""`` is the weight for any other row."""
    strip = strips[at]
    full = len(strip.pieces) >= CELLS or room(strip.pieces) >= CELLS
    labels = request_labels()
    own = labels.last(strip.own) if strip.own else None
    if own is not None:
        return {own.key: SURE if full else SURE / 2, "": NEVER}
    if strip.own and (not full or core(strip.own) in _SIDES):
        return {"": NEVER}
    seen = labels.mentions(strip.words)
    weights = {each.key: SEEN for each in seen}
    followers = _nameless_after(strips, at)
    if not strip.own and seen and not strip.in_grid:
        torn = followers >= len(seen) - 1  # the labels of several rows stand before their numbers
        nearest = seen[0] if torn else seen[-1]
        weights[nearest.key] = NEAR
        weights[""] = NEVER if nearest.share >= 0.5 and full and nearest is seen[-1] else STRANGE
    else:
        weights[""] = NAMELESS if not strip.own else STRANGE
    if not full:
        weights = {key: value / 2 for key, value in weights.items() if value >= NEAR}
        weights[""] = NEVER
    return weights


def _nameless_after(strips: Sequence[Strip], at: int) -> int:
    """How many strips follow without any words of their own."""
    count = 0
    while at + count + 1 < len(strips) and not strips[at + count + 1].words:
        count += 1
    return count


def _in_order(
    weights: Sequence[dict[str, float]], keys: Sequence[str]
) -> tuple[float, list[tuple[int, int]]] | None:
    """The answer where the row that each strip fits best follows the one before it, as in most tables.

    No other answer can weigh more than the best of every strip.
    """
    places = _places(tuple(keys))
    pairs: list[tuple[int, int]] = []
    score = 0.0
    for at, weight in enumerate(weights):
        most, row, several = max(weight[""], 0.0), -1, weight[""] > 0
        for key, value in weight.items():
            if value >= most and value > 0 and key in places:
                most, row, several = value, places[key], value == most
        if several or (pairs and 0 <= row <= pairs[-1][1]):
            return None
        if row < 0:
            continue
        pairs.append((at, row))
        score += most
    return score, pairs


@cache
def _places(keys: tuple[str, ...]) -> dict[str, int]:
    return {key: at for at, key in enumerate(keys)}


def _best(weights: Sequence[dict[str, float]], keys: Sequence[str]) -> tuple[float, list[tuple[int, int]]]:
    """The greatest sum of weights, and its pairs (strip, row), both in rising order."""
    plain = _in_order(weights, keys)
    if plain is not None:
        return plain
    width = len(keys) + 1
    above = [0.0] * width
    choices: list[list[int]] = []
    for weight in weights:
        other = weight[""]
        line = [0.0] * width
        choice = [0] * width
        for column in range(1, width):
            here, came = above[column], 1  # 1: this strip is no row
            if line[column - 1] >= here:
                here, came = line[column - 1], 2  # 2: this row has no strip
            value = weight.get(keys[column - 1], other)
            if value > 0 and above[column - 1] + value > here:
                here, came = above[column - 1] + value, 3
            line[column] = here
            choice[column] = came
        choices.append(choice)
        above = line
    pairs: list[tuple[int, int]] = []
    at, column = len(weights) - 1, width - 1
    while at >= 0 and column > 0:
        came = choices[at][column]
        if came == 3:
            pairs.append((at, column - 1))
            at, column = at - 1, column - 1
        elif came == 2:
            column -= 1
        else:
            at -= 1
    pairs.reverse()
    return above[-1], pairs
