"""Plain text: the prose, and every table with one cell a line, as offices paste it into a web editor.

Each line of a table begins with a tab, each row ends with an empty line; a place covered by a merged cell of
an earlier row is a line with a tab alone, so the borders between cells are real and an empty cell stays one.
"""

from gongkai.reports.format import load_format
from gongkai.reports.report import Report
from gongkai.reports.writing.drawing import Box, Drawing, drawings
from gongkai.reports.writing.wording import paragraphs, signature, title_of


def write(report: Report) -> bytes:
    """The report as UTF-8 text."""
    lines = [title_of(report), ""]
    tables = drawings(report)
    for section in load_format(report.format).sections:
        lines.append(f"{section.ordinal}、{section.title}")
        lines += paragraphs(report.sections.get(section.key, ""))
        if section.key in tables:
            lines += [*table_lines(tables[section.key]), ""]
    lines += ["", *signature(report)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def table_lines(drawing: Drawing) -> list[str]:
    """One table, one cell a line."""
    begun = {(box.row, box.column): box for box in drawing.boxes}
    covered_above = {
        (row, box.column) for box in drawing.boxes for row in range(box.row + 1, box.row + box.rows)
    }
    lines: list[str] = []
    for row in range(drawing.rows):
        for column in range(drawing.columns):
            box: Box | None = begun.get((row, column))
            if box or (row, column) in covered_above:
                lines.append("\t" + (box.text if box else ""))
        lines.append("")
    return lines
