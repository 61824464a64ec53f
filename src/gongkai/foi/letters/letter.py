"""A letter as structured text (文书), read from its Word document: the one source of both DOCX and PDF."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongkai.foi.letters.styles import ROLES, STYLES

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a form: ``label`` or ``value``, its text, how many columns it spans."""

    role: str
    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``role`` is a key of `STYLES`) or, with role ``table``, rows of cells with column widths.

    Widths are twentieths of a point.
    """

    role: str
    text: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter: the organ in its head (none on a form), its blocks in order, the Word document."""

    key: str
    title: str
    head: str
    blocks: tuple[Block, ...]
    word: bytes

    @property
    def text(self) -> str:
        """All words of the letter, one block or cell a line."""
        lines = [self.head] if self.head else []
        for block in self.blocks:
            lines += [cell.text for row in block.rows for cell in row] if block.rows else [block.text]
        return "\n".join(lines)

    def told(self, instead: Mapping[str, str]) -> "Letter":
        """The letter for a screen: words that are not shown there have others in their place."""

        def with_others(text: str) -> str:
            for words, others in instead.items():
                text = text.replace(words, others) if words else text
            return text

        blocks = tuple(
            replace(
                each,
                text=with_others(each.text),
                rows=tuple(
                    tuple(replace(cell, text=with_others(cell.text)) for cell in row) for row in each.rows
                ),
            )
            for each in self.blocks
        )
        return replace(self, blocks=blocks)

    def of(self, role: str) -> tuple[str, ...]:
        """The texts of the paragraphs of a role."""
        return tuple(block.text for block in self.blocks if block.role == role)


def read_letter(key: str, word: bytes) -> Letter:
    """The letter in a Word document, also in one that somebody has edited since it was composed."""
    import docx

    document = docx.Document(BytesIO(word))
    blocks = tuple(_blocks(document))
    title = next((block.text for block in blocks if block.role == "title"), "")
    section = document.sections[0]
    head = ""
    if section.different_first_page_header_footer:
        head = "".join(each.text for each in section.first_page_header.paragraphs).strip()
    return Letter(key, title, head, blocks, word)


def _blocks(document: "Document") -> Iterator[Block]:
    from docx.table import Table

    for each in document.iter_inner_content():
        if isinstance(each, Table):
            yield _table(each)
        elif text := each.text.strip("\n \t"):
            name = (each.style.name if each.style is not None else None) or STYLES["body"]
            yield Block(ROLES.get(name, "body"), text)


def _table(table: Any) -> Block:
    widths = tuple(int(column.width.twips) if column.width else 1 for column in table.columns)
    rows = []
    for row in table.rows:
        cells = []
        for tc in row._tr.tc_lst:
            paragraphs = tc.p_lst
            style = paragraphs[0].style if paragraphs else None
            role = "label" if style == _style_id(table, STYLES["label"]) else "value"
            text = "\n".join("".join(run.text for run in each.r_lst) for each in paragraphs)
            cells.append(Cell(role, text, tc.grid_span))
        rows.append(tuple(cells))
    return Block("table", rows=tuple(rows), widths=widths)


def _style_id(table: Any, name: str) -> str:
    found: str = next((each.style_id for each in table.part.styles if each.name == name), "")
    return found
