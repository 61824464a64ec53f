"""How text and days are worded on paper."""

import re
from datetime import date


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, which XML cannot hold.

    >>> clean("总体\\x0b情况\\ud800")
    '总体情况'
    """
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def day(on: date | None) -> str:
    """A day as in a letter, without leading zeros; nothing for no day.

    >>> day(date(2020, 6, 10)), day(None)
    ('2020年6月10日', '')
    """
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
