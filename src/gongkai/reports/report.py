"""A report as cells and prose: what reading yields, what counting fills, what writing takes.

One class serves all three, so that "written, read back, identical" is a plain comparison.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Number = int | Decimal


class CellKind(StrEnum):
    """What stood in a cell. Only ``NUMBER`` carries a value; the rest keep apart how it came to have none."""

    NUMBER = "number"  # a number is written, zero included
    BLANK = "blank"  # the cell is there and empty (空白, &nbsp;)
    DASH = "dash"  # "-", "—", "/", "无" in place of a number
    MISSING = "missing"  # the document has no such row or cell
    UNDECIDABLE = "undecidable"  # digits that can be read in several ways, see ``readings``
    TEXT = "text"  # words where a number belongs


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its number, how it was written, and where.

    ``value`` is in the unit of the column (yuan for money, 万元 where the column says so); ``unit`` is
    the unit as written, ``remark`` the words beside the number ("其中修订16件"), ``place`` where it stands
    in the document ("第12行", "表3第5行"), ``readings`` the possible values of an undecidable cell.
    """

    value: Number | None
    kind: CellKind = CellKind.NUMBER
    raw: str = ""
    unit: str = ""
    remark: str = ""
    place: str = ""
    readings: tuple[Number, ...] = ()


MISSING = Cell(None, CellKind.MISSING)
"""What stands for a cell that the document does not have."""

MISSING_MARK = "〔缺〕"
"""How a missing cell is printed where its row and column exist, so that it reads back as missing."""


UNDECIDED_MARK = "〔不明〕"
"""How an undecidable cell without known readings is printed. Its bare digits could be taken for a number."""


def undecided_mark(readings: Sequence[Number]) -> str:
    """How an undecidable cell is printed: every reading, for a person to choose.

    >>> undecided_mark((28, 2)), undecided_mark((Decimal("32995"), Decimal("2832995"))), undecided_mark(())
    ('〔28或2〕', '〔32995或2832995〕', '〔不明〕')
    """
    if not readings:
        return UNDECIDED_MARK
    words = (format(each, "f") if isinstance(each, Decimal) else str(each) for each in readings)
    return f"〔{'或'.join(words)}〕"


def readings_of(text: str) -> tuple[Number, ...]:
    """The readings in such a mark; empty where the text is none.

    >>> readings_of("〔28或2〕"), readings_of("〔1.5或15〕"), readings_of("28"), readings_of("〔缺〕")
    ((28, 2), (Decimal('1.5'), 15), (), ())
    """
    if not re.fullmatch(r"〔-?\d+(\.\d+)?(或-?\d+(\.\d+)?)*〕", text, re.ASCII):
        return ()
    return tuple(Decimal(each) if "." in each else int(each) for each in text[1:-1].split("或"))


@dataclass(slots=True)
class Report:
    """One organ's annual report for one year.

    ``format`` is the edition (``annual-2019``); ``cells`` maps cell ids of that format
    (``requests.granted.total``, ``reviews.review_total``, ``proactive.a20_1.normative_docs.in_force``)
    to cells; ``sections`` maps ``s1``…``s6`` to their prose, tables left out, paragraphs by newline;
    ``dated_on`` is the publication or signature date printed in it (ISO) or empty; ``preamble`` what stands
    between the title and the first section (the period of the figures), ``colophon`` what stands below the
    last section (signature, 印发 line with its own date), as written; ``notes`` are the
    reader's remarks in Chinese about how it was read.
    """

    format: str
    organ: str = ""
    year: int | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    title: str = ""
    dated_on: str = ""
    preamble: str = ""
    colophon: str = ""
    file: str = ""
    notes: list[str] = field(default_factory=list)

    def cell(self, cell_id: str) -> Cell:
        """The cell of that id; ``MISSING`` where the document has none."""
        return self.cells.get(cell_id, MISSING)

    def value(self, cell_id: str) -> Number | None:
        """The number in a cell, or ``None`` where there is none."""
        return self.cell(cell_id).value
