"""Strips: what is left of table rows once layout is gone, namely some words followed by some cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reports.reading.normal import Flat, level, squeeze
from gongkai.reports.reading.numbers import EMPTY_CELL, Piece, pieces_at, read_cell, tokens
from gongkai.reports.reading.pages import Grid
from gongkai.reports.report import CellKind

_PAGE_MARK = re.compile(
    r"^[ \t\f]*(?:-[ ]?\d{1,3}[ ]?-|—[ ]?\d{1,3}[ ]?—"
    r"|第[ ]?\d{1,3}[ ]?页(?:[ /]?共[ ]?\d{1,3}[ ]?页)?)[ \t]*$",
    re.MULTILINE,
)
_DAY = re.compile(  # all ways begin with the same digit, so that only digits are looked at
    r"\d(?:(?<=2)0\d\d ?年(?:\s?\d{1,2} ?月)?(?:\s?\d{1,2} ?日)?|(?<!\d\d)\d? ?月 ?\d{1,2} ?日)"
)
LEAST_BLANKS = 5
"""So many empty cells without a label still are a row (of an empty form)."""
_CELL_LINE = re.compile(r"^([ \t])[ \t]*-?\d[\d,.]*[ \t]*$", re.MULTILINE)
_CELL_LINES = re.compile(r"(?:^[ \t]+(?:-?\d[\d,.]*[ \t]*)?\n){5,}", re.MULTILINE)
_EMPTY_LINES = {
    " ": re.compile(r"^ [ \t]*$", re.MULTILINE),
    "\t": re.compile(r"^\t[ \t]*$", re.MULTILINE),
}
"""An empty cell where each cell stands on its own line, by what the cells are indented with."""
_ROW_END = re.compile(r"\n[ ]*\n")
LEAST_CELL_LINES = 10
"""So many indented lines of one number, or of one number or none five and more in a row, mean that each cell
stands on its own line."""
_CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Strip:
    """Words and the cells after them.

    ``own`` are the words of the same grid row (in running text there is no row, so it is empty), ``words``
    all words since the strip before it; both squeezed. ``columns`` are the headings above the cells, for a
    grid that has a heading row. ``lines`` says how many pieces stood on each line, ``after`` which words
    follow, ``raw`` how the cells were written, ``tight`` that no
    space stands between the words and the first figure. ``holes`` says how many empty lines stand before
    each piece.
    """

    words: str
    pieces: list[Piece]
    place: str
    start: int
    end: int
    own: str = ""
    columns: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    in_grid: bool = False
    after: str = ""
    raw: str = ""
    tight: bool = False
    holes: tuple[int, ...] = ()


def strips(flat: Flat, start: int, end: int) -> list[Strip]:
    """All strips of a stretch of the document in reading order."""
    found: list[Strip] = []
    words: list[str] = []
    for kind, part in _stretches(flat, start, end):
        if kind == "lines":
            _from_lines(flat, *part, found, words)
        else:
            _from_grid(flat, part, start, end, found, words)
    rest = "".join(words)
    for strip in reversed(found):
        strip.after = rest
        rest = strip.words
    return found


def _stretches(flat: Flat, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The stretch cut into runs of lines (``from, to``) and grids (``block, position``)."""
    blocks = flat.pages.blocks
    if not flat.starts:
        return
    first, last = flat.block_at(start), flat.block_at(max(end - 1, start))
    run = start
    for number in range(first, last + 1):
        if not isinstance(blocks[number], Grid):
            continue
        at = flat.starts[number]
        if at > run:
            yield "lines", (run, at)
        yield "grid", (number, at)
        run = flat.starts[number + 1] if number + 1 < len(blocks) else len(flat.text)
    if run < end:
        yield "lines", (run, end)


# ── running text ──


def _from_lines(flat: Flat, start: int, end: int, found: list[Strip], words: list[str]) -> None:
    text = _PAGE_MARK.sub(_spaces, flat.text[start:end])
    text = _DAY.sub(_strokes, text)
    empty_line = _empty_line(flat.text) if "\n\t" in text or "\n " in text else None
    if empty_line:
        text = empty_line.sub(lambda line: EMPTY_CELL + line.group()[1:], text)
    at = 0
    run: list[re.Match[str]] = []
    for token in tokens(text):
        gap = text[run[-1].end() : token.start()] if run else ""
        if run and (gap.strip() or (empty_line and _ROW_END.search(gap))):
            at = _close(flat, text, start, run, at, found, words)
            run = []
        run.append(token)
    if run:
        at = _close(flat, text, start, run, at, found, words)
    words.append("".join(text[at:].split()))


def _empty_line(text: str) -> re.Pattern[str] | None:
    """What an empty cell looks like in a text of one cell a line; none in any other text."""
    indents = _CELL_LINE.findall(text)
    if len(indents) < LEAST_CELL_LINES:  # nearly all cells may be empty
        indents = [line[0] for found in _CELL_LINES.findall(text) for line in found.splitlines()]
    return _EMPTY_LINES[max(set(indents), key=indents.count)] if len(indents) >= LEAST_CELL_LINES else None


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _strokes(found: re.Match[str]) -> str:
    """A day is no number of a table, but it does end a row of numbers."""
    return "·" * len(found.group())


def _close(
    flat: Flat, text: str, start: int, run: list[re.Match[str]], at: int, found: list[Strip], words: list[str]
) -> int:
    """End a strip at the last token of ``run``."""
    first, last = run[0].start(), run[-1].end()
    words.append("".join(text[at:first].split()))
    pieces, lines, holes = _pieces(flat, text, start, run, at)
    empty = pieces[0].kind is CellKind.BLANK and all(each.kind is CellKind.BLANK for each in pieces)
    if empty and (not words[-1] or re.search(r"\n[ ]*\n$", text[at:first])):
        return last  # places under a merged label, at the beginning of their row
    raw = " ".join(text[first:last].split()).replace(EMPTY_CELL, "")
    tight = first > at and not text[first - 1].isspace()
    found.append(
        Strip(
            "".join(words),
            pieces,
            pieces[0].place,
            start + first,
            start + last,
            lines=tuple(lines),
            raw=raw,
            tight=tight,
            holes=tuple(holes) if len(holes) == len(pieces) else (),
        )
    )
    words.clear()
    return last


def _pieces(
    flat: Flat, text: str, start: int, run: list[re.Match[str]], at: int
) -> tuple[list[Piece], list[int], list[int]]:
    """The cells of a run of tokens, how many stand on each line, and the empty lines before each."""
    first, place = run[0].start(), ""
    pieces: list[Piece] = []
    lines: list[int] = []
    holes: list[int] = []
    for number, token in enumerate(run):
        gap = text[run[number - 1].end() : token.start()] if number else ""
        before = gap if number else text[at + len(text[at:first].rstrip()) : first]
        holes.append(max(before.count("\n") - 1, 0) if before else 0)
        if "\n" in gap or not number:
            lines.append(0)
            place = flat.place(start + token.start())
        if "\t" in gap:
            pieces += [Piece("", CellKind.BLANK, whole=True, place=place)] * _blank_cells(gap)
        more = pieces_at(token, place)
        holes += [0] * (len(more) - 1)
        lines[-1] += len(more)
        pieces += more
    return pieces, lines, holes


def _blank_cells(gap: str) -> int:
    """Empty cells between two numbers: a line of nothing but a tab, or tabs side by side.

    >>> _blank_cells("\\n\\t \\n\\t"), _blank_cells("\\t\\t\\t"), _blank_cells("\\n\\n  ")
    (1, 2, 0)
    """
    lines = gap.split("\n")
    if len(lines) == 1:
        return max(gap.count("\t") - 1, 0)
    return sum("\t" in each for each in lines[1:-1])


# ── grids ──


def _from_grid(
    flat: Flat, part: tuple[int, int], start: int, end: int, found: list[Strip], words: list[str]
) -> None:
    number, _ = part
    grid = flat.pages.blocks[number]
    assert isinstance(grid, Grid)
    positions = {row: at for at, block, row in flat.rows if block == number}
    headings = _headings(grid)
    for row, cells in enumerate(grid.rows):
        at = positions[row]
        if not start <= at < end and not at <= start < at + sum(len(each or "") + 1 for each in cells):
            continue
        kept = [(column, text) for column, text in enumerate(cells) if text is not None]
        place = f"{grid.place}第{row + 1}行"
        pieces = [read_cell(text, place) for _, text in kept]
        first = _first_value(pieces)
        own = "".join(squeeze(text) for _, text in kept[:first])
        values = pieces[first:]
        real = any(each.kind not in (CellKind.BLANK, CellKind.TEXT) for each in values)
        if not real and len(values) < (1 if own else LEAST_BLANKS):
            words.append(own + "".join(squeeze(text) for _, text in kept[first:]))
            continue
        words.append(own)
        columns = tuple(headings[column] for column, _ in kept[first:]) if headings else ()
        stop = at + sum(len(each or "") + 1 for each in cells)
        raw = " ".join(each.raw for each in values if each.raw)
        found.append(
            Strip("".join(words), values, place, at, stop, own=own, columns=columns, in_grid=True, raw=raw)
        )
        words.clear()


def _first_value(pieces: Sequence[Piece]) -> int:
    """Where the labels of a grid row end: after the last words that have at most one number before them."""
    first = 0
    numbers = 0
    for at, piece in enumerate(pieces):
        if piece.kind is CellKind.NUMBER or piece.kind is CellKind.DASH:
            numbers += 1
        elif piece.kind is CellKind.TEXT and numbers <= 1 and len(_CJK.findall(piece.raw)) >= 2:
            first = at + 1
    return first


def _headings(grid: Grid) -> list[str]:
    """The squeezed words above each column, down to the first row of numbers."""
    headings = [""] * max((len(row) for row in grid.rows), default=0)
    for row in grid.rows:
        numbers = sum(bool(each) and level(each or "").strip().isdigit() for each in row)
        if numbers >= 2 or (numbers and len(row) <= 3):
            break
        for column, text in enumerate(row):
            headings[column] += squeeze(text or "")
    return headings if any(headings) else []
