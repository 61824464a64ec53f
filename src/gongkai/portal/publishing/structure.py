"""Has the site itself changed (网站结构变动)? What is not a record: boards, columns, alert, names of organs,
layout, templates. Any of it may show on every page, so a change asks for the whole site to be made anew.
What editors write on pages of its own (topics, guide, leaders, organs) is followed page by page.
"""

from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from gongkai.portal import addresses, queries
from gongkai.portal.press import Press

_PACKAGE = Path(__file__).parent.parent
_SUFFIXES = {".py", ".html", ".toml", ".css", ".js", ".svg", ".xml"}


@cache
def _made_by() -> str:
    """A fingerprint of what makes pages: code, templates, style. The same until the program is renewed."""
    whole = blake2b(digest_size=16)
    for path in sorted(each for each in _PACKAGE.rglob("*") if each.suffix in _SUFFIXES):
        whole.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def fingerprint(press: Press) -> str:
    """The same as long as no page changes but by records, days and what editors write on ``edited`` pages."""
    organs = queries.organs(press.frame.site.region, press.as_of)
    structure = press.frame.structure
    boards = tuple(replace(board, topics=()) for board in structure.boards)
    seen = (press.frame.layout, replace(structure, boards=boards), [each.organ for each in organs])
    return _digest(_made_by(), seen)


def edited(press: Press) -> dict[str, str]:
    """The pages that show what a site editor writes and what shows nowhere else: topics, guide, leaders,
    organs; by address, with a fingerprint of what is written.
    """
    frame = press.frame
    organs = queries.organs(frame.site.region, press.as_of)
    said = [(each.organ, vars(each.profile) if each.profile else None) for each in organs]
    written = {topic.address: _digest(topic) for board in frame.structure.boards for topic in board.topics}
    written[addresses.GUIDE] = _digest(queries.guide())
    written[addresses.LEADERS] = _digest(queries.leaders())
    written[addresses.ORGANS] = _digest(_plain(said))
    return written


def around(address: str) -> list[str]:
    """The pages that lead to an edited page, in the order in which they are laid down, the home page last."""
    if address in (addresses.GUIDE, addresses.LEADERS, addresses.ORGANS):
        return []
    board = address.split("/")[1]
    return [addresses.board(board), addresses.SITE_MAP, addresses.shard("pages"), addresses.HOME]


def _digest(*said: object) -> str:
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()


def _plain(said: list[tuple[object, dict[str, object] | None]]) -> list[object]:
    """What organs say of themselves, without what a row carries besides."""
    return [
        (organ, {name: value for name, value in (profile or {}).items() if not name.startswith("_")})
        for organ, profile in said
    ]
