"""Synonyms (同义词): the words of the office for the words of the people, as data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.search.errors import BrokenSearchFile
from gongkai.search.folding import fold

FILE = "synonyms.toml"
MOST = 5
"""As many other wordings of one chunk are tried."""


def read_data(name: str) -> dict[str, Any]:
    """A data file of search. Raises ``BrokenSearchFile``."""
    text = files("gongkai.search").joinpath("data", name).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken(name, "", f"不是有效的 TOML（{problem}）") from None


def read_groups(raw: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """The groups of a synonyms file, folded. Raises ``BrokenSearchFile`` naming the place of any fault."""
    seen: set[str] = set()
    groups = []
    for at, entry in enumerate(raw.get("group", []), 1):
        terms = tuple(fold(str(term)) for term in entry.get("terms", []))
        if set(entry) != {"terms"} or len(set(terms)) < 2:
            raise _broken(FILE, f"group[{at}]", "应只有 terms，且至少两个不同的词")
        for term in terms:
            if len(term) < 2 or not term.isalnum():
                raise _broken(FILE, f"group[{at}]", f"“{term}”应为两个字以上，不含标点空格")
            if term in seen:
                raise _broken(FILE, f"group[{at}]", f"“{term}”写了两次")
            seen.add(term)
        groups.append(terms)
    return tuple(groups)


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """All groups."""
    return read_groups(read_data(FILE))


def wordings(chunk: str) -> tuple[str, ...]:
    """A folded chunk of a query and its other wordings, itself first.

    >>> wordings("低保标准")
    ('低保标准', '最低生活保障标准')
    >>> wordings("烟花爆竹")
    ('烟花爆竹',)
    """
    found = [chunk]
    for group in groups():
        # The longest term of the group that is there: 居民身份证 is not 居民居民身份证.
        term = max((each for each in group if each in chunk), key=len, default="")
        found += [chunk.replace(term, other) for other in group if term and other != term]
    # A wording that contains the chunk itself finds nothing that the chunk does not.
    return tuple([chunk, *(each for each in dict.fromkeys(found[1:]) if chunk not in each)][: MOST + 1])


def terms_in(text: str) -> tuple[str, ...]:
    """The words of the groups that stand in a folded text; of one group the longest.

    >>> terms_in("农村低保标准")
    ('低保',)
    """
    found = (max((each for each in group if each in text), key=len, default="") for group in groups())
    return tuple(term for term in found if term)


def _broken(name: str, at: str, wrong: str) -> BrokenSearchFile:
    where = f" 的“{at}”" if at else " "
    return BrokenSearchFile(
        "broken_search_file",
        f"检索数据文件 {name}{where}有误：{wrong}。请改正后重试。",
        file=name,
        at=at,
    )
