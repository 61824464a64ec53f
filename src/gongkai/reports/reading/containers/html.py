"""HTML (.html, .htm, and the HTML inside .mht, .docx converters or Markdown): lines and grids.

Tables that only lay out a page (they hold other tables) dissolve into lines; a row of long prose inside a
table is prose, and the rows above and below it are grids of their own.
"""

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.reports.reading.containers.grids import Spanned, TooManyCells, unfold, without_idle_columns
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, empty, too_large
from gongkai.reports.reading.containers.text import clean
from gongkai.reports.reading.pages import Grid, Line, Pages

Element = etree._Element

_DROPPED = (
    "script",
    "style",
    "nav",
    "template",
    "noscript",
    "svg",
    "select",
    "button",
    "iframe",
    "object",
    "head",
)
_BLOCK = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
    }
    | {
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
    }
    | {
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
    }
    | {"thead", "tr", "ul"}
)
_BREAKS = ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dd", "dt", "pre", "center")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_EMBEDDED = re.compile(rb"data:[\w.+-]{1,60}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s]{64,}")
_PROSE = 80
"""A cell across the whole table with more characters than this is a paragraph, not a caption."""


def parse(data: bytes) -> Element | None:
    """The tree of a page; ``None`` where there is nothing in it. No network, no entities of its own.

    ``data`` is UTF-8. Pictures embedded in the text are left out.
    """
    if b";base64," in data:
        data = _EMBEDDED.sub(b"", data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    return root


def _lines_in(element: Element) -> Iterator[tuple[str, Element | None]]:
    """Lines of text in reading order, as (text, None); a table with data comes as ("", table)."""
    words: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        breaks = tag in _BLOCK
        if breaks and words:
            if text := _joined(words):
                yield text, None
            words = []
        if event == "start":
            if tag == "table" and node is not element and is_data(node):
                walk.skip_subtree()
                yield "", node
            elif node.text:
                words.append(node.text)
        elif node.tail and node is not element:
            words.append(node.tail)
    if text := _joined(words):
        yield text, None


def _joined(words: list[str]) -> str:
    return _WHITE.sub(" ", "".join(words)).strip(" ")


def is_data(table: Element) -> bool:
    """Whether a table holds data: no other table inside."""
    return next(table.iterdescendants("table"), None) is None


def _cell_text(cell: Element) -> str:
    """The words of a cell, its paragraphs on lines of their own."""
    if len(cell) == 0:
        return clean(_joined([cell.text])).strip() if cell.text else ""
    inside = list(cell.iterdescendants(*_BREAKS))
    if not inside or (len(inside) == 1 and _fills(inside[0], cell)):
        return clean(_joined([str(each) for each in cell.itertext()])).strip()
    return "\n".join(text for text in (clean(text).strip() for text, _ in _lines_in(cell)) if text)


def _fills(block: Element, cell: Element) -> bool:
    """Whether a cell holds this one paragraph and no words beside it."""
    alone = block.getparent() is cell and len(cell) == 1 and block.tag != "br"
    return alone and not (cell.text or "").strip() and not (block.tail or "").strip()


def _span(cell: Element, name: str) -> int:
    raw = cell.get(name)
    if raw is None:
        return 1
    digits = re.match(r"\s*(\d{1,6})", raw)
    return max(1, int(digits[1])) if digits else 1


def _rows(table: Element) -> list[list[Spanned]]:
    return [
        [
            Spanned(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in row.iter("td", "th")
        ]
        for row in table.iter("tr")
    ]


def _is_prose(row: list[Spanned]) -> bool:
    """A row that is one long cell (others in it empty): a paragraph set in a table."""
    written = [cell for cell in row if cell.text]
    return len(written) == 1 and len(written[0].text) > _PROSE and len(row) <= 2 and "。" in written[0].text


class _Opener:
    def __init__(self, most: int, tables_before: int) -> None:
        self.blocks: list[Line | Grid] = []
        self.left = most
        self.tables = tables_before
        self.paragraphs = 0

    def say(self, text: str) -> None:
        if text := clean(text):
            self.paragraphs += 1
            self.blocks.append(Line(text, f"第{self.paragraphs}段"))

    def add_table(self, table: Element) -> None:
        for caption in table.iter("caption"):
            self.say(_cell_text(caption))
        rows: list[list[Spanned]] = []
        for row in _rows(table):
            if _is_prose(row):
                self.add_grid(rows)
                rows = []
                for text in next(cell.text for cell in row if cell.text).split("\n"):
                    self.say(text)
            else:
                rows.append(row)
        self.add_grid(rows)

    def add_grid(self, rows: list[list[Spanned]]) -> None:
        if not any(cell.text for row in rows for cell in row):
            return
        self.tables += 1
        grid = unfold(rows, f"表{self.tables}", self.left)
        if not grid:
            return
        self.left -= len(grid.rows) * len(grid.rows[0])
        grid = without_idle_columns(grid)
        if len(grid.rows[0]) > 1:
            self.blocks.append(grid)
            return
        self.tables -= 1  # one column is no table but a frame around paragraphs
        for text in "\n".join(row[0] or "" for row in grid.rows).split("\n"):
            self.say(text)


def blocks_of(html: str, most: int, *, tables_before: int = 0) -> list[Line | Grid]:
    """Lines and grids of a piece of HTML. Raises: `TooManyCells` above ``most`` table cells."""
    root = parse(html.encode("utf-8", "replace"))
    return [] if root is None else _blocks(root, most, tables_before)


def _blocks(root: Element, most: int, tables_before: int = 0) -> list[Line | Grid]:
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    opener = _Opener(most, tables_before)
    for text, table in _lines_in(root):
        if table is None:
            opener.say(text)
        else:
            opener.add_table(table)
    return opener.blocks


def _title(root: Element) -> str:
    for tag in ("title", "h1"):
        for found in root.iter(tag):
            if text := clean(_joined([str(each) for each in found.itertext()])).strip():
                return text
    return ""


def open_html(text: str, name: str, limits: Limits) -> Pages:
    """A page as lines and grids. Raises: `UnreadableDocument` ``empty``, ``damaged`` or ``too_large``."""
    if not text.strip():
        raise empty(name)
    root = parse(text.encode("utf-8", "replace"))
    if root is None:
        raise damaged(name, "网页内容不完整，没有可识别的文字")
    title = _title(root)
    try:
        blocks = _blocks(root, limits.cells)
    except TooManyCells:
        raise too_large(name, f"表格超过{limits.cells}格") from None
    if not blocks:
        raise empty(name)
    return Pages("html", blocks, title)
