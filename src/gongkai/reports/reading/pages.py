"""What every container (txt, md, html, docx, pdf, xlsx) is opened into: lines and grids in reading order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.reports.report import Report


@dataclass(slots=True)  # not frozen: hundreds are made for each report, which takes twice as long
class Line:
    """A line or paragraph of text. ``place`` tells a person where it stands ("第12行", "第3页第8行")."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with real cell borders, spans unfolded.

    ``rows[r][c]`` is the text of the cell, ``""`` an empty cell, ``None`` a place covered by a merged cell
    that began above or to the left. All rows have the same length.
    """

    rows: tuple[tuple[str | None, ...], ...]
    place: str = ""


@dataclass(slots=True)
class Pages:
    """A document as lines and grids. ``kind`` is the container, ``title`` its own title if it has one.

    ``notes`` say in Chinese what was lost or left out in opening; ``report`` is set only where the document
    is our own JSON: it is the report already and has no blocks to search. ``closer`` looks again, more
    slowly: the same document with drawn tables as grids (PDF), for when the lines leave a doubt.
    """

    kind: str
    blocks: list[Line | Grid] = field(default_factory=list)
    title: str = ""
    notes: list[str] = field(default_factory=list)
    report: Report | None = None
    closer: Callable[[], "Pages"] | None = None
