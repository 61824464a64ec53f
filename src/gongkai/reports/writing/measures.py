"""How wide the columns of a table are on A4, and how large its type: numbers never break over two lines.

Twentieths of a point throughout, as Word counts (1 mm is 56.7).
"""

import re
from unicodedata import east_asian_width

from gongkai.reports.writing.drawing import Box, Drawing, Role

WIDTH = 8844
"""Width of the type area of GB/T 9704: 156 mm."""

STUBS = {"proactive": (2600,), "requests": (480, 1000, 2724), "reviews": ()}
NARROWEST_LABEL = 1500
SIZES = {"proactive": 12.0, "requests": 9.0, "reviews": 9.0}
"""Type size in points: 小四, 小五, 小五."""
SMALLEST = 5.0
PADDING = 100
"""Left and right inside a cell together."""
FIGURE = 0.57
"""Width of a figure in em; a Chinese character is one."""
SPACE = 0.5
"""What a word processor puts between figures and Chinese characters, both sides together, in em."""


def measure(drawing: Drawing) -> tuple[list[int], float]:
    """The width of each column, together the type area, and the type size.

    Columns are even as long as their numbers fit; then wide ones grow, then the labels give way, then the
    type shrinks.
    """
    stub = list(STUBS[drawing.key][: drawing.stub])
    if drawing.key == "requests" and drawing.stub < len(STUBS["requests"]):
        stub = [sum(STUBS["requests"]) // drawing.stub] * drawing.stub if drawing.stub else []
    size = SIZES[drawing.key]
    while True:
        needs = _needs(drawing, size)
        labels = list(stub)
        if labels and sum(labels) + sum(needs) > WIDTH:
            labels[-1] = max(NARROWEST_LABEL, labels[-1] - (sum(labels) + sum(needs) - WIDTH))
        room = WIDTH - sum(labels)
        if sum(needs) <= room or size <= SMALLEST:
            return [*labels, *_share(needs, room)], size
        size -= 0.5


def _needs(drawing: Drawing, size: float) -> list[int]:
    """The least width of each column of values at a type size."""
    needs = [0] * (drawing.columns - drawing.stub)
    for box in drawing.boxes:
        if box.role is Role.VALUE or (box.role is Role.COLUMN and box.column >= drawing.stub):
            need = round(_em(box) * size * 20) + PADDING
            for column in range(box.column, box.column + box.columns):
                needs[column - drawing.stub] = max(needs[column - drawing.stub], -(-need // box.columns))
    return needs


def _em(box: Box) -> float:
    """The width in em of what must stay on one line: a number, a mark; of words two characters."""
    if box.role is Role.COLUMN:
        return 2.0
    runs = re.findall(r"〔[^〕]*〕|[-\d.]+", box.text)
    return max(
        (sum(_character(each) for each in run) + (SPACE if run[0] == "〔" else 0) for run in runs),
        default=1.0,
    )


def _character(each: str) -> float:
    return 1.0 if east_asian_width(each) in "WFA" else FIGURE


def _share(needs: list[int], room: int) -> list[int]:
    """Share the room evenly, but give no column less than it needs; what cannot be had shrinks in proportion.

    >>> _share([300, 300, 300], 1200), _share([300, 900, 300], 1800), _share([600, 600], 900)
    ([400, 400, 400], [450, 900, 450], [450, 450])
    """
    if sum(needs) > room:
        needs = [need * room // sum(needs) for need in needs]
    widths = list(needs)
    fixed: set[int] = set()
    while len(fixed) < len(needs):
        free = [at for at in range(len(needs)) if at not in fixed]
        even = (room - sum(needs[at] for at in fixed)) // len(free)
        tight = [at for at in free if needs[at] > even]
        if not tight:
            for at in free:
                widths[at] = even
            break
        fixed.update(tight)
    widths[-1] += room - sum(widths)
    return widths
