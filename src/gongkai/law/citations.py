"""All citations of the project's law files, so that one that leads nowhere fails the build."""

from collections.abc import Iterator
from typing import Any

from gongkai.law.files import names, read

CITING = frozenset(("law",))


def cited_in(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every citation in TOML contents, with the place where it stands.

    >>> list(cited_in({"rows": [{"law": "OGI 26"}, {"law": ""}]}))
    [('rows[1].law', 'OGI 26')]
    """
    if isinstance(value, dict):
        for key, each in value.items():
            place = f"{at}.{key}" if at else key
            if key in CITING and isinstance(each, str):
                if each:
                    yield place, each
            else:
                yield from cited_in(each, place)
    elif isinstance(value, list):
        for n, each in enumerate(value, 1):
            yield from cited_in(each, f"{at}[{n}]")


def citations_of_law_files() -> Iterator[tuple[str, str, str]]:
    """Every citation in the law files: file, place, citation."""
    for name in names():
        for at, citation in cited_in(dict(read(name))):
            yield name, at, citation
