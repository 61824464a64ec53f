"""Reading (读取): any published report, in any layout, into a `Report`. Pure: no Django, no service.

Two steps: a container is opened into lines and grids (`containers`), then the tables and sections are found
in them by meaning (`find`). `read` does both.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.reports.reading.pages import Pages
    from gongkai.reports.report import Report

__all__ = ["find", "read", "read_bytes"]


def read(path: str | Path) -> "Report":
    """Read the annual report in a file (txt, md, html, docx, pdf, xlsx, json).

    Raises:
        UnreadableDocument: the file cannot be opened, or is no annual report; the message names the file
            and what to do.
    """
    from gongkai.reports.reading.containers.opening import open_pages  # parsers are loaded only when used

    place = Path(path)
    return find(open_pages(place), place.name)


def read_bytes(name: str, data: bytes) -> "Report":
    """Read the annual report in the bytes of a file; ``name`` tells its type and is used in messages."""
    from gongkai.reports.reading.containers.opening import open_bytes

    return find(open_bytes(name, data), name)


def find(pages: "Pages", file: str = "") -> "Report":
    """Find the tables and sections of an annual report in an opened document; see `reader.find`."""
    from gongkai.reports.reading import reader

    return reader.find(pages, file)
