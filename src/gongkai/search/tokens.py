"""Tokens (切分): text becomes overlapping pairs of characters, the same for every engine. No dictionary.

A run of Han characters gives every overlapping pair and then its last character; a run of letters and
digits gives itself, and itself glued to a Han character that touches it. So 〔2020〕12号 is
``2020 12 12号 号``: whatever the brackets, however wide the digits. A query is the same, as a phrase; found
is what stands in the text character by character, within words or across them, never across punctuation.
"""

import re
from collections.abc import Iterator
from operator import concat

from gongkai.search.folding import fold

VERSION = 3
"""Of folding, tokens and what an index keeps: one made by another version has to be rebuilt."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
LONGEST_WORD = 64
_RUN = re.compile(f"([{HAN}]+)|[^\\W_{HAN}]{{1,{LONGEST_WORD}}}")
_IS_HAN = re.compile(f"[{HAN}]")


def runs(folded: str) -> Iterator[tuple[int, str, bool]]:
    """Each run of a folded text: where it begins, what it is, whether it is Han.

    >>> list(runs("pm2.5低保"))
    [(0, 'pm2', False), (4, '5', False), (5, '低保', True)]
    """
    for hit in _RUN.finditer(folded):
        yield hit.start(), hit[0], hit.lastindex is not None


def tokens_of_folded(folded: str) -> list[str]:
    """The tokens of a text that is folded already, in the order of their places."""
    made: list[str] = []
    end, last, last_is_han = -1, "", False
    for start, run, is_han_run in runs(folded):
        if start == end and is_han_run != last_is_han:
            made.append(last[-1] + run if last_is_han else last + run[0])
        if is_han_run:
            made += map(concat, run, run[1:])
            made.append(run[-1])
        else:
            made.append(run)
        end, last, last_is_han = start + len(run), run, is_han_run
    return made


def tokens(text: str) -> list[str]:
    """The tokens of a text, as an engine keeps them.

    >>> " ".join(tokens("尉政办〔2020〕12号"))
    '尉政 政办 办 2020 12 12号 号'
    >>> tokens("低保、PM2.5")
    ['低保', '保', 'pm2', '5']
    """
    return tokens_of_folded(fold(text))


def phrase(text: str) -> list[str]:
    """The tokens that have to follow each other for a text to be found within another.

    The last single character says nothing that the pair before it does not, so it is left out; where the
    text is one character alone there is no phrase (the planner looks for titles that have it).

    >>> phrase("低保标准"), phrase("12号"), phrase("号")
    (['低保', '保标', '标准'], ['12', '12号'], [])
    """
    made = tokens(text)
    return made[:-1] if made and is_han(made[-1]) else made


def plain(text: str, *, asked: bool = False) -> str:
    """A text as one line in which a phrase can be looked for as it is: runs that do not touch are parted by a
    space, words of letters and digits stand between bars. Of what is asked for, a last single character that
    stands apart is left out, as it is in ``phrase``.

    >>> plain("尉政办〔2020〕12号，见 PM2.5")
    '尉政办 |2020| |12|号 见 |pm2| |5|'
    >>> plain("12号") in plain("112号"), plain("[2020]12号", asked=True) in plain("尉政办〔2020〕12号")
    (False, True)
    """
    made: list[str] = []
    end = -1
    for start, run, is_han_run in runs(fold(text)):
        apart = start > end and end >= 0
        end = start + len(run)
        made.append((" " if apart else "") + (run if is_han_run else f"|{run}|"))
    if asked and len(made) > 1 and len(made[-1]) == 2 and made[-1][0] == " ":
        made.pop()
    return "".join(made)


def is_han(token: str) -> bool:
    """Whether a token is one Han character alone.

    >>> is_han("号"), is_han("5"), is_han("低保")
    (True, False, False)
    """
    return len(token) == 1 and _IS_HAN.match(token) is not None


def has_han(token: str) -> bool:
    """Whether a token has a Han character.

    >>> has_han("12号"), has_han("2020")
    (True, False)
    """
    return _IS_HAN.search(token) is not None


def key_of(text: str) -> str:
    """A number or title without anything but its characters, to look it up exactly.

    >>> key_of("尉政办〔2020〕第12号") == key_of("尉政办[2020] 12 号") == "尉政办202012号"
    True
    """
    return re.sub(r"第(?=\d+号$)", "", "".join(run for _, run, _ in runs(fold(text))))
