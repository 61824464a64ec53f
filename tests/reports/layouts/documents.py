"""Reports as documents: HTML out of Word, DOCX, XLSX, PDF and our own JSON."""

import io
import json
from functools import cache
from html import escape
from pathlib import Path
from random import Random

from reports.layouts.sheets import Box, Paper, Sheet

_DEBRIS = (
    "<o:p></o:p>",
    "<o:p>&nbsp;</o:p>",
    '<span lang="EN-US"></span>',
    "<!--[if !supportLists]--><!--[endif]-->",
    "<![if !supportEmptyParas]><![endif]>",
    "\u200b",
)


def html(paper: Paper, random: Random) -> str:
    """A page pasted from Word: labels cut into spans, leftovers everywhere, real spans in the tables."""
    body = "\n".join(
        f"<p class=MsoNormal style='text-indent:32.0pt'>{_cut(block, random)}</p>"
        if isinstance(block, str)
        else html_table(block, random)
        for block in paper.blocks
    )
    chrome = "<div class='nav'><a href='/'>首页</a> &gt; <a href='/xxgk/'>信息公开</a></div>"
    return (
        f"<!DOCTYPE html><html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset='utf-8'>"
        f"<title>{escape(paper.title)}</title><style>p{{margin:0}}</style></head><body>{chrome}"
        f"<table class='layout'><tr><td width='20%'></td><td>{body}</td></tr></table>"
        f"<script>var total = 12345;</script></body></html>"
    )


def html_table(sheet: Sheet, random: Random) -> str:
    """A table pasted from Word, with real spans."""
    rows = []
    for row in sheet.rows:
        cells = []
        for box in row:
            spans = f" colspan={box.columns}" if box.columns > 1 else ""
            spans += f' rowspan="{box.rows}"' if box.rows > 1 else ""
            written = _cut(box.text, random) or random.choice(("&nbsp;", "", "<span>&nbsp; </span>"))
            inside = f"{random.choice(_DEBRIS)}{written}{random.choice(_DEBRIS)}"
            inside = f"<p align=center>{inside}</p>" if random.random() < 0.5 else inside
            cells.append(f"<td{spans} style='border:solid windowtext 1.0pt'>{inside}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border=1 cellspacing=0><tbody>{''.join(rows)}</tbody></table>"


def _cut(text: str, random: Random) -> str:
    """A text cut into spans and fonts at random places; figures too."""
    if random.random() < 0.5 or len(text) < 2:
        return escape(text)
    at = random.randrange(1, len(text))
    tag = random.choice(("span", "font", "b"))
    return f"<{tag} style='font-family:宋体'>{escape(text[:at])}</{tag}><span>{escape(text[at:])}</span>"


def docx(paper: Paper, random: Random) -> bytes:
    """A Word document with merged cells."""
    from docx import Document

    document = Document()
    for block in paper.blocks:
        if isinstance(block, str):
            paragraph = document.add_paragraph()
            at = random.randrange(len(block) + 1)
            paragraph.add_run(block[:at]).bold = True
            paragraph.add_run(block[at:])
            continue
        table = document.add_table(len(block.rows), block.width)
        table.style = "Table Grid"
        grid = [list(row.cells) for row in table.rows]
        for top, left, box in placed(block):
            cell = grid[top][left]
            if box.columns > 1 or box.rows > 1:
                cell = cell.merge(grid[top + box.rows - 1][left + box.columns - 1])
            cell.text = box.text
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def placed(sheet: Sheet) -> list[tuple[int, int, Box]]:
    """Row, column and box of every box."""
    taken: set[tuple[int, int]] = set()
    found = []
    for number, row in enumerate(sheet.rows):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            taken |= {
                (number + down, column + across) for down in range(box.rows) for across in range(box.columns)
            }
            found.append((number, column, box))
    return found


def xlsx(paper: Paper, random: Random) -> bytes:
    """A workbook: one sheet, or one for each table; figures as numbers or as text; borders or none."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Side

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "年报"
    several = random.random() < 0.5
    framed = bool(paper.blank) or random.random() < 0.5
    border = Border(*[Side(style="thin")] * 4) if framed else None
    line = 1
    for block in paper.blocks:
        if isinstance(block, str):
            page.cell(line, 1, block)
            line += 1
            continue
        if several:
            page, line = book.create_sheet(f"表{len(book.sheetnames)}"), 1
        for top, left, box in placed(block):
            row, column = line + top, left + 1
            cell = page.cell(row, column, _value(box, random))
            if border:
                cell.border = border
            if box.columns > 1 or box.rows > 1:
                page.merge_cells(None, row, column, row + box.rows - 1, column + box.columns - 1)
        line += len(block.rows) + random.choice((0, 1))
        if several:
            page = book.worksheets[0]
            line = page.max_row + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(box: Box, random: Random) -> str | int | float:
    if box.cell_id and random.random() < 0.7:
        try:
            return int(box.text)
        except ValueError:
            return float(box.text) if box.text.replace(".", "").isdigit() else box.text
    return box.text


@cache
def font_folders() -> tuple[str, ...]:
    """Where the font wheel keeps its CJK fonts."""
    import justmytype_intl_cjk

    root = Path(justmytype_intl_cjk.__file__).parent
    return tuple(sorted({str(each.parent) for each in root.rglob("*SC*.ttf")}))


def pdf(paper: Paper, random: Random) -> bytes:
    """A typeset PDF with ruled tables."""
    import typst

    size = random.choice((8, 9, 10.5))
    parts = [
        f'#set text(font: "Noto Sans SC", size: {size}pt)\n#set page(margin: 15mm, numbering: "— 1 —")\n'
        f"#set table(stroke: {random.choice(('0.5pt', '1pt'))}, inset: 3pt)"
    ]
    for block in paper.blocks:
        parts.append(f"#{_string(block)}" if isinstance(block, str) else _typst_table(block))
    source = "\n\n".join(parts)
    return typst.compile(source.encode(), font_paths=list(font_folders()), ignore_system_fonts=True)


def _typst_table(sheet: Sheet) -> str:
    labels = 3 if sheet.width == 10 else 0
    widths = ", ".join(["3fr", "6fr", "14fr"][:labels] + ["4fr"] * (sheet.width - labels))
    cells = [
        f"table.cell(colspan: {box.columns}, rowspan: {box.rows}, {_string(box.text)})"
        for row in sheet.rows
        for box in row
    ]
    size = {15: "6pt", 10: "7pt"}.get(sheet.width, "1em")
    return f"#[#set text(size: {size})\n#table(columns: ({widths}), {', '.join(cells)})]"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
