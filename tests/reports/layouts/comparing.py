"""What a reading got wrong: cells whose value is not the one written, nor among the readings offered."""

from gongkai.reports.reading.proactive import MOST_SHOWN
from gongkai.reports.reading.reviews import UNPLACED
from gongkai.reports.report import CellKind, Report
from reports.layouts.sheets import Paper


def wrong_cells(report: Report, paper: Paper, *, may_doubt: bool = False) -> list[str]:
    """Each cell read otherwise than written.

    ``may_doubt`` allows "not decidable" where the true figure is among the readings: in a layout without
    borders that is the right answer, and a wrong number never is.
    """
    wrong = []
    for cell_id, figure in paper.figures.items():
        cell = report.cell(cell_id)
        if cell_id in paper.blank:
            if cell.kind is not CellKind.BLANK:
                wrong.append(f"{cell_id}: left blank, {cell.value} ({cell.kind}) read from {cell.raw!r}")
            continue
        if cell.kind is CellKind.NUMBER and cell.value == figure:
            continue
        open_cell = may_doubt and cell.kind is CellKind.UNDECIDABLE
        if open_cell and (figure in cell.readings or _not_all_shown(report, cell.raw)):
            continue
        got = cell.readings or cell.value
        wrong.append(f"{cell_id}: {figure} written, {got} ({cell.kind}) read from {cell.raw!r}")
    return wrong


def _not_all_shown(report: Report, raw: str) -> bool:
    """Whether the note on an undecidable row lists as many ways to cut it as are ever shown, or says that
    it cannot be cut.
    """
    return any(
        f"“{raw}”" in note and (UNPLACED in note or note.count("；") + 1 >= MOST_SHOWN)
        for note in report.notes
    )
