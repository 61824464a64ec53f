"""HTML (.html, .htm, and the HTML inside .mht or Markdown): lines and grids.

Tables that only lay out a page (they hold other tables) dissolve into lines; a row of long prose inside a
table is prose, and the rows above and below it are grids of their own.

Borders between lines are written into the tree as a mark and the text is then taken out whole: many times
faster than walking the tree in Python, and no nesting is too deep for it.
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
_BLOCKS = """
    address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table td th tr ul
"""
_BLOCK = tuple(_BLOCKS.split())
_WHITE = re.compile(r"[ \t\r\n\f]+")
_EMBEDDED = re.compile(rb"data:[\w.+-]{1,60}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s]{64,}")
_DIGITS = re.compile(r"\s*(\d{1,6})")
_IMPOSSIBLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARK, _TABLE = "\ue000", "\ue001"
"""Private characters for "a line ends here" and "here stood a table"; none is left in what is read."""
_AROUND = f" \t\r\n\f{_MARK}"
_PROSE = 80
"""A row of one cell with more characters than this is a paragraph, not a caption."""


def parse(text: str) -> Element | None:
    """The tree of a page; ``None`` where there is nothing in it. Nothing is fetched.

    Pictures embedded in the text, comments (Word's conditional ones too), scripts and styles are left out.
    """
    data = text.replace(_MARK, "").replace(_TABLE, "").encode("utf-8", "replace")
    if b";base64," in data:
        data = _EMBEDDED.sub(b"", data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _mark(root: Element) -> None:
    """Write the ends of lines into the tree."""
    for pre in root.iter("pre"):
        for node in pre.iter():
            node.text = _possible(node.text or "").replace("\n", _MARK)
            if node is not pre:
                node.tail = _possible(node.tail or "").replace("\n", _MARK)
    for block in root.iter(*_BLOCK):
        text, tail = block.text or "", block.tail or ""
        try:
            block.text, block.tail = _MARK + text, _MARK + tail
        except ValueError:
            block.text, block.tail = _MARK + _possible(text), _MARK + _possible(tail)


def _possible(text: str) -> str:
    """Text without the characters that no XML tree may hold; references such as ``&#1;`` bring them in."""
    return _IMPOSSIBLE.sub("", text)


def _take_tables(root: Element) -> list[Element]:
    """Take the tables that hold data out of the tree, a mark in the place of each."""
    tables = [table for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    for table in tables:
        stand_in = table.makeelement("span", None, None)
        stand_in.text, stand_in.tail = _TABLE, table.tail
        table.tail = None
        parent = table.getparent()
        if parent is not None:
            parent.replace(table, stand_in)
    return tables


def _written(element: Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _lines(text: str) -> Iterator[str]:
    """The lines of a marked text that have words in them."""
    for piece in text.split(_MARK):
        if (line := clean(_WHITE.sub(" ", piece))) and not line.isspace():
            yield line.strip(" ")


def _cell_text(cell: Element) -> str:
    """The words of a cell, its paragraphs on lines of their own."""
    text = _written(cell) if len(cell) else cell.text or ""
    plain = text.strip(_AROUND)
    if plain.isascii() and plain.isalnum():  # most cells are a number
        return plain
    return "\n".join(line.strip() for line in _lines(text))


def _span(cell: Element, name: str) -> int:
    raw = cell.get(name)
    digits = _DIGITS.match(raw) if raw else None
    return max(1, int(digits[1])) if digits else 1


def _row(row: Element) -> list[Spanned]:
    cells = [cell for cell in row if cell.tag in ("td", "th")] or list(row.iter("td", "th"))
    return [Spanned(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]


def _is_prose(row: list[Spanned]) -> bool:
    """A row that is one long cell (or has one empty cell beside it): a paragraph set in a table."""
    written = [cell for cell in row if cell.text]
    return len(written) == 1 and len(written[0].text) > _PROSE and len(row) <= 2 and "。" in written[0].text


class _Opener:
    """Collects blocks; counts paragraphs, tables and the cells still allowed."""

    def __init__(self, most: int, tables_before: int) -> None:
        self.blocks: list[Line | Grid] = []
        self.left = most
        self.tables = tables_before
        self.paragraphs = 0

    def say(self, text: str) -> None:
        self.paragraphs += 1
        self.blocks.append(Line(text, f"第{self.paragraphs}段"))

    def add_table(self, table: Element) -> None:
        for caption in table.iter("caption"):
            for line in _lines(_written(caption)):
                self.say(line)
        rows: list[list[Spanned]] = []
        for row in (_row(each) for each in table.iter("tr")):
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
        grid = unfold(rows, f"表{self.tables + 1}", self.left)
        if not grid:
            return
        self.left -= len(grid.rows) * len(grid.rows[0])
        grid = without_idle_columns(grid)
        if len(grid.rows[0]) > 1:
            self.tables += 1
            self.blocks.append(grid)
            return
        for row in grid.rows:  # one column is no table but a frame around paragraphs
            for text in (row[0] or "").split("\n"):
                if text:
                    self.say(text)


def blocks_of(html: str, most: int, *, tables_before: int = 0) -> list[Line | Grid]:
    """Lines and grids of a piece of HTML. Raises: `TooManyCells` above ``most`` table cells."""
    root = parse(html)
    return [] if root is None else _blocks(root, most, tables_before)


def _blocks(root: Element, most: int, tables_before: int = 0) -> list[Line | Grid]:
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    _mark(root)
    tables = iter(_take_tables(root))
    opener = _Opener(most, tables_before)
    for line in _lines(_written(root)):
        if _TABLE not in line:
            opener.say(line)
            continue
        for at, piece in enumerate(line.split(_TABLE)):
            if at:
                opener.add_table(next(tables))
            if piece.strip():
                opener.say(piece.strip(" "))
    return opener.blocks


def _title(root: Element) -> str:
    for found in root.iter("title", "h1"):
        if text := clean(_WHITE.sub(" ", _written(found))).strip():
            return text
    return ""


def open_html(text: str, name: str, limits: Limits) -> Pages:
    """A page as lines and grids. Raises: `UnreadableDocument` ``empty``, ``damaged`` or ``too_large``."""
    if not text.strip():
        raise empty(name)
    root = parse(text)
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
