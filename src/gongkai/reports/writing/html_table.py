"""A drawing as rows of HTML cells: headings with scope, every value tied to its headings by ``headers``.

Tables 三 and 四 have headings in three storeys on two sides; ``scope`` alone does not carry that to a screen
reader, so each value names the ids of the headings above and beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.reports.writing.drawing import Box, Drawing, Role


@dataclass(slots=True)
class HtmlCell:
    """One ``<th>`` or ``<td>``; ``marks`` number the findings that concern it, ``tone`` is the gravest."""

    box: Box
    id: str = ""
    scope: str = ""
    headers: str = ""
    marks: tuple[int, ...] = ()
    tone: str = ""
    classes: str = ""

    @property
    def tag(self) -> str:
        """``th`` for headings, ``td`` for values and the corner."""
        return "td" if self.box.role in (Role.VALUE, Role.CORNER) else "th"


@dataclass(slots=True)
class HtmlTable:
    """A table as ``head`` rows and ``bodies`` (one per block of table 二)."""

    drawing: Drawing
    caption: str
    head: list[list[HtmlCell]] = field(default_factory=list)
    bodies: list[list[list[HtmlCell]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mark:
    """What concerns a cell: the numbers of findings, and the tone (``error``, ``warning``, ``note``)."""

    numbers: tuple[int, ...]
    tone: str


def html_table(drawing: Drawing, marks: Mapping[str, Mark] | None = None) -> HtmlTable:
    """Turn a drawing into HTML rows; ``marks`` by cell id highlight cells."""
    table = HtmlTable(drawing, drawing.name)
    headings = _headings(drawing)
    for number, line in enumerate(drawing.lines()):
        row = [_cell(box, drawing, headings, marks or {}) for box in line]
        if number < drawing.head:
            table.head.append(row)
            continue
        if not table.bodies or (line and line[0].role is Role.CAPTION):
            table.bodies.append([])
        table.bodies[-1].append(row)
    return table


def _headings(drawing: Drawing) -> dict[tuple[int, int], str]:
    """The ids of the headings, by the place where they begin."""
    roles = (Role.CAPTION, Role.COLUMN, Role.ROW)
    prefix = drawing.key[:3]
    boxes = [box for box in drawing.boxes if box.role in roles]
    return {(box.row, box.column): f"{prefix}-{number}" for number, box in enumerate(boxes, 1)}


def _cell(
    box: Box, drawing: Drawing, headings: Mapping[tuple[int, int], str], marks: Mapping[str, Mark]
) -> HtmlCell:
    if box.role is Role.VALUE:
        mark = marks.get(box.cell_id)
        return HtmlCell(
            box,
            id=f"cell-{box.cell_id.replace('.', '-')}" if mark else "",
            headers=" ".join(_over(box, drawing, headings)),
            marks=mark.numbers if mark else (),
            tone=mark.tone if mark else "",
            classes=f"value {mark.tone}" if mark else "value",
        )
    if box.role is Role.CORNER:
        return HtmlCell(box, classes="corner")
    scope = {
        Role.CAPTION: "rowgroup",
        Role.COLUMN: "colgroup" if box.columns > 1 else "col",
        Role.ROW: "rowgroup" if box.rows > 1 else "row",
    }[box.role]
    upright = box.role is Role.ROW and box.rows > 1
    names = [
        box.role.value,
        *(["side"] if upright and box.column == 0 else []),
        *(["group"] if upright else []),
    ]
    return HtmlCell(box, id=headings[box.row, box.column], scope=scope, classes=" ".join(names))


def _over(value: Box, drawing: Drawing, headings: Mapping[tuple[int, int], str]) -> list[str]:
    """The ids of the headings of one value: those beside it, then those above it within its block."""
    block = max(
        (box.row for box in drawing.boxes if box.role is Role.CAPTION and box.row < value.row), default=0
    )
    beside, above = [], []
    for box in drawing.boxes:
        if (box.row, box.column) not in headings:
            continue
        if box.role is Role.ROW and box.row <= value.row < box.row + box.rows:
            beside.append(headings[box.row, box.column])
        elif (
            box.role in (Role.COLUMN, Role.CAPTION)
            and block <= box.row < value.row
            and box.column <= value.column < box.column + box.columns
        ):
            above.append(headings[box.row, box.column])
    return beside + above
