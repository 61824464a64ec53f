"""Has the site itself changed (网站结构变动)? What is not a record: boards, topics, guide, leaders, organs,
layout, templates. Any of it may show on every page, so a change asks for the whole site to be made anew.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from gongkai.portal import queries
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
    """The same as long as no page changes but by records and days."""
    organs = queries.organs(press.frame.site.region, press.as_of)
    said = [(each.organ, vars(each.profile) if each.profile else None) for each in organs]
    seen = (press.frame.layout, press.frame.structure, queries.guide(), queries.leaders(), _plain(said))
    return blake2b(repr((_made_by(), seen)).encode(), digest_size=16).hexdigest()


def _plain(said: list[tuple[object, dict[str, object] | None]]) -> list[object]:
    """What organs say of themselves, without what a row carries besides."""
    return [
        (organ, {name: value for name, value in (profile or {}).items() if not name.startswith("_")})
        for organ, profile in said
    ]
