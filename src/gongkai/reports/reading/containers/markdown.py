"""Markdown (.md): lines without their marks, pipe tables and HTML tables as grids.

Reports in Markdown come from converters, so tables are taken as they fall: without a header, with a separator
line in the middle, one mini-table a row, rows of unequal length.
"""

import re

from gongkai.reports.reading.containers.grids import TooManyCells, rectangle
from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import empty, too_large
from gongkai.reports.reading.containers.text import text_lines
from gongkai.reports.reading.pages import Line, Pages

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_SEPARATOR_LINE = re.compile(r"^[ \t>]*\|[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$", re.M)
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,2000}(?:\s+\"[^\"]*\")?\)")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_SPACE = re.compile(r"&(?:nbsp|emsp|ensp|#160|#xa0);", re.I)
_PIPE = re.compile(r"(?<!\\)\|")
_MARKED = re.compile(r"[*_`\\\[&<]")
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.I | re.S)


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a telling name has pipe tables: a separator line gives it away.

    >>> looks_like_markdown("| 规章 | 0 |\\n|---|---|"), looks_like_markdown("规章 0")
    (True, False)
    """
    return _SEPARATOR_LINE.search(text) is not None


def _plain(text: str) -> str:
    """A line's words without the marks around them."""
    if not _MARKED.search(text):
        return text
    text = _SPACE.sub("\xa0", _LINK.sub(r"\1", text))
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", _BREAK.sub("\n", text)))


def _cells(line: str) -> list[str]:
    """The cells of a pipe row; the pipes at both ends are its frame."""
    parts = _PIPE.split(line.strip())
    if parts and not parts[0].strip():
        del parts[0]
    if parts and not parts[-1].strip() and line.rstrip().endswith("|"):
        del parts[-1]
    return [_plain(part.strip()).strip() for part in parts]


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") or len(_PIPE.findall(line)) >= 2


class _Opener:
    """Takes lines one by one; collects rows until the table ends."""

    def __init__(self, limits: Limits) -> None:
        self.pages = Pages("md")
        self.left = limits.cells
        self.tables = 0
        self.rows: list[list[str]] = []

    def take(self, raw: str, number: int) -> None:
        line = _QUOTE.sub("", raw) if ">" in raw else raw
        if _SEPARATOR.fullmatch(line) and "|" in line:
            self.begin_table()
        elif _is_row(line):
            self.rows.append(_cells(line))
        else:
            self.end_table()
            self.say(line, number)

    def begin_table(self) -> None:
        """A separator: the row above it is the head of a new table, what came before is another one."""
        head = self.rows[-1:]
        del self.rows[-1:]
        self.end_table()
        self.rows = head

    def end_table(self) -> None:
        if not self.rows:
            return
        self.tables += 1
        grid = rectangle([dict(enumerate(row)) for row in self.rows], f"表{self.tables}", self.left)
        self.rows = []
        if grid:
            self.left -= len(grid.rows) * len(grid.rows[0])
            self.pages.blocks.append(grid)

    def say(self, line: str, number: int) -> None:
        heading = _HEADING.match(line)
        text = _plain(heading[1] if heading else line).rstrip()
        if heading and not self.pages.title:
            self.pages.title = text.strip()
        for each in text.split("\n"):
            self.pages.blocks.append(Line(each, f"第{number}行"))

    def take_html(self, fragment: str) -> None:
        from gongkai.reports.reading.containers.html import blocks_of

        self.end_table()
        for block in blocks_of(fragment, self.left, tables_before=self.tables):
            if not isinstance(block, Line):
                self.tables += 1
                self.left -= len(block.rows) * len(block.rows[0])
            self.pages.blocks.append(block)


def open_markdown(text: str, name: str, limits: Limits) -> Pages:
    """A Markdown text as lines and grids. Raises: `UnreadableDocument` ``empty`` or ``too_large``."""
    if not text.strip():
        raise empty(name)
    if len(text) > limits.characters:
        raise too_large(name, f"文字超过{limits.characters}字")
    opener = _Opener(limits)
    number = at = 0
    try:
        for table in [*_TABLE.finditer(text), None] if "<" in text else [None]:
            plain = text[at : table.start() if table else len(text)]
            for line in text_lines(plain):
                number += 1
                opener.take(line, number)
            opener.end_table()
            if table:
                opener.take_html(table[0])
                number += table[0].count("\n") - 1
                at = table.end()
    except TooManyCells:
        raise too_large(name, f"表格超过{limits.cells}格") from None
    return opener.pages
