"""The frame of every page (页头页尾): made once for many pages, for it costs more than what it frames."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.template.loader import get_template
from django.utils.safestring import SafeString

from gongkai.portal import addresses
from gongkai.portal.layout import Layout, Site, layout
from gongkai.portal.queries import BoardView, ColumnView, Structure, structure

KEPT = timedelta(seconds=5)
"""For how long a change of the structure may go unseen by pages that are answered anew each time."""

STATIC = Path(__file__).parent / "static" / "portal"


@cache
def versions() -> Mapping[str, str]:
    """The site's own style and script with a fingerprint, so that browsers may keep them for ever."""
    found = {}
    for each in sorted(STATIC.glob("*.*")):
        mark = hashlib.sha256(each.read_bytes()).hexdigest()[:10]
        found[each.name] = f"/static/portal/{each.name}?v={mark}"
    return found


@dataclass(slots=True)
class Frame:
    """Structure, names and the parts of a page that all pages share, as of a day."""

    as_of: date
    layout: Layout
    structure: Structure
    _parts: dict[str, SafeString] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """Who the site is."""
        return self.layout.site

    def board(self, code: str) -> BoardView | None:
        """A board by its code."""
        return self.structure.board(code)

    def column(self, code: str) -> ColumnView | None:
        """A column by its code."""
        return self.structure.column(code)

    def top(self, board: str = "") -> SafeString:
        """The head of a page, with the board marked that the reader is in."""
        return self._part("top", board)

    @property
    def foot(self) -> SafeString:
        """The foot of a page: the items of 国办发〔2017〕47号."""
        return self._part("foot", "")

    def _part(self, name: str, board: str) -> SafeString:
        key = f"{name}:{board}"
        if key not in self._parts:
            shown = {
                "site": self.site,
                "structure": self.structure,
                "here": board,
                "addresses": addresses,
                "assets": assets(),
            }
            self._parts[key] = get_template(f"portal/parts/{name}.html").render(shown)
        return self._parts[key]


def assets() -> dict[str, str]:
    """Style and script by a name that templates can say."""
    return {name.replace(".", "_"): address for name, address in versions().items()}


def make(as_of: date) -> Frame:
    """A frame as things are now."""
    return Frame(as_of, layout(), structure())


_last: list[tuple[datetime, Frame]] = []


def current(at: datetime, as_of: date) -> Frame:
    """The frame for a page that is answered at an instant: the last one, if it is only moments old."""
    if _last:
        made_at, frame = _last[0]
        if timedelta() <= at - made_at < KEPT and frame.as_of == as_of and frame.layout is layout():
            return frame
    frame = make(as_of)
    _last[:] = [(at, frame)]
    return frame


def forget() -> None:
    """Let the next page see the structure as it is: after it was changed."""
    _last.clear()
