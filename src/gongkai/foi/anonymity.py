"""Does a text written for the public tell who asked (隐去个人信息)? Pure Python.

Numbers of persons are found wherever they are; names, addresses and the like of those concerned, because
the case knows them. Law: OGI 15; PIPL 25.
"""

from collections.abc import Iterable, Iterator, Mapping

from gongkai.casework.personal import personal_data

SHORTEST = 2
"""A name of one character would be found in every text."""


def revealing(texts: Mapping[str, str], known: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What tells of a person in texts, by the place where they stand; ``known`` are titles and values of
    particulars. The value itself is never repeated.

    >>> list(revealing({"答复": "张三 丰先生：您的电话13800000000"}, [("姓名", "张三丰")]))
    ['“答复”中有手机号码（138****0000）。', '“答复”中有当事人的姓名。']
    """
    values = [(title, _bare(value)) for title, value in known]
    for place, text in texts.items():
        for each in personal_data(text):
            yield f"“{place}”中有{each.kind.title}（{each.masked}）。"
        bare = _bare(text)
        for title in dict.fromkeys(
            title for title, value in values if len(value) >= SHORTEST and value in bare
        ):
            yield f"“{place}”中有当事人的{title}。"


def _bare(text: str) -> str:
    """A text without what may part a name: spaces, and the difference of capital letters."""
    return "".join(text.split()).casefold()
