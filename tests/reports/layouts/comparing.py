"""What a reading got wrong: cells whose value is not the one written, nor among the readings offered."""

from gongkai.reports.report import CellKind, Report
from reports.layouts.figures import Figures


def wrong_cells(report: Report, figures: Figures, *, may_doubt: bool = False) -> list[str]:
    """Each cell read otherwise than written.

    ``may_doubt`` allows "not decidable" where the true figure is among the readings: in a layout without
    borders that is the right answer, and a wrong number never is.
    """
    wrong = []
    for cell_id, figure in figures.items():
        cell = report.cell(cell_id)
        if cell.kind is CellKind.NUMBER and cell.value == figure:
            continue
        if may_doubt and cell.kind is CellKind.UNDECIDABLE and figure in cell.readings:
            continue
        got = cell.readings or cell.value
        wrong.append(f"{cell_id}: {figure} written, {got} ({cell.kind}) read from {cell.raw!r}")
    return wrong
