"""Numbers of letters (文书编号): 尉公复〔2021〕3号, gapless for each organ, word and year.

The counting itself is ``casework.numbering.take`` in the transaction of whoever signs; here are the name of
the series and the words of the number.
"""

from gongkai.foi.letters.catalogue import letter_form
from gongkai.law.errors import GongkaiError


def series_of(organ: str, key: str, year: int) -> str:
    """The series in which a letter of an organ (by code) is numbered in a year.

    >>> series_of("410223-gov-office", "reply_granted", 2021)
    'letter:410223-gov-office:公复:2021'

    Raises: GongkaiError for a letter that bears no number.
    """
    word = letter_form(key).series
    if not word:
        raise GongkaiError("no_number", f"“{letter_form(key).title}”不编文号，请直接生成。", key=key)
    return f"letter:{organ}:{word}:{year}"


def number_text(code_word: str, key: str, year: int, number: int) -> str:
    """The number as it stands on the letter: no 第, no leading zeros, the year in 〔〕.

    ``code_word`` is the organ's own word (机关代字).

    >>> number_text("尉", "reply_granted", 2021, 3), number_text("尉住建", "fee_notice", 2021, 12)
    ('尉公复〔2021〕3号', '尉住建公函〔2021〕12号')
    """
    return f"{code_word}{letter_form(key).series}〔{year}〕{number}号"
