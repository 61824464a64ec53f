"""Reports written as text: what is left when a page is copied from a browser or put through a converter."""

from collections.abc import Callable
from random import Random

from reports.layouts.sheets import Box, Paper, Sheet


def one_cell_a_line(paper: Paper, random: Random) -> str:
    """Every box on a line of its own, indented, with odd spaces around figures."""
    indent = random.choice(("\t", "\t\t", "    ", " \t", "\u3000\u3000"))
    lines: list[str] = []
    for block in paper.blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        for row in block.rows:
            for box in row:
                pad = random.choice(("", " ", "\u3000", "\xa0")) if box.cell_id else ""
                lines.append(f"{indent}{pad}{box.text}{random.choice(('', pad))}")
            lines.append("")
    return "\n".join(lines)


def spaced_lines(paper: Paper, random: Random) -> str:
    """A row on a line, figures apart by spaces, the side label on a line of its own."""
    gap = random.choice((" ", "  ", "\t", "\u3000", "      "))
    lines: list[str] = []
    for block in paper.blocks:
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [gap.join(box.text for box in row) for row in block.rows]
    return "\n".join(lines)


def glued(paper: Paper, random: Random) -> str:
    """Everything in one go: no border left between labels and figures, nor between figures."""
    del random
    return "".join(_words(block, lambda box: box.text) for block in paper.blocks)


def half_glued(paper: Paper, random: Random) -> str:
    """Some borders left as spaces, others lost; the spaces that there are stand at borders."""
    keep = random.choice((0.2, 0.5, 0.8))

    def words(box: Box) -> str:
        before = " " if random.random() < keep else ""
        after = " " if random.random() < keep else ""
        return f"{before}{box.text}{after}" if box.cell_id else box.text

    return "".join(_words(block, words) for block in paper.blocks)


def _words(block: str | Sheet, words: Callable[[Box], str]) -> str:
    if isinstance(block, str):
        return block
    return "".join(words(box) for row in block.rows for box in row)


def markdown(paper: Paper, random: Random) -> str:
    """Pipe tables, merged cells left empty; headings marked."""
    out: list[str] = []
    for block in paper.blocks:
        if isinstance(block, str):
            out += [_marked(block, paper, random), ""]
        else:
            rows = unfolded(block)
            out += _pipes(rows[0], rows[1:])
            out.append("")
    return "\n".join(out)


def mini_tables(paper: Paper, random: Random) -> str:
    """Markdown with one small table for each row, the figures under made-up heads."""
    out: list[str] = []
    for block in paper.blocks:
        if isinstance(block, str):
            out += [_marked(block, paper, random), ""]
            continue
        for row in block.rows:
            labels = [box.text for box in row if not box.cell_id]
            figures = [box.text for box in row if box.cell_id]
            if not figures:
                out += [" ".join(labels), ""]
                continue
            head = ["类别"][: len(labels)] + [f"数据{at}" for at in range(1, len(figures) + 1)]
            out += [*(f"### {label}" for label in labels[:-1]), *_pipes(head, [[*labels[-1:], *figures]]), ""]
    return "\n".join(out)


def _marked(text: str, paper: Paper, random: Random) -> str:
    if text == paper.title:
        return f"# {text}"
    if text[1:2] == "、" and len(text) < 40:
        return random.choice((f"## {text}", f"### {text}", f"**{text}**"))
    return text


def _pipes(head: list[str], rows: list[list[str]]) -> list[str]:
    line = "| " + " | ".join(head) + " |"
    ruler = "|" + "---|" * len(head)
    return [line, ruler, *("| " + " | ".join(row) + " |" for row in rows)]


def unfolded(sheet: Sheet) -> list[list[str]]:
    """The rows of a sheet with every place written; places under a merged box are empty."""
    grid: list[list[str | None]] = [[None] * sheet.width for _ in sheet.rows]
    for number, row in enumerate(sheet.rows):
        column = 0
        for box in row:
            while grid[number][column] is not None:
                column += 1
            for down in range(box.rows):
                for across in range(box.columns):
                    grid[number + down][column + across] = "" if down or across else box.text
    return [[text or "" for text in row] for row in grid]
