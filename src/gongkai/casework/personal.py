"""Personal data in a text (个人信息): identity numbers, mobile numbers, bank cards. Pure Python.

A number is one only when it checks: an identity number by region, birthday and check digit, a card by its
length and Luhn digit. Spaces, hyphens, full-width digits and line breaks inside do not hide it.
Law: OGI 15; PIPL 25; PIPL 28.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError


class PersonalKind(StrEnum):
    """What kind of personal data was found."""

    IDENTITY_NO = "identity_no"  # 居民身份证号码
    MOBILE = "mobile"  # 手机号码
    BANK_CARD = "bank_card"  # 银行卡号

    @property
    def title(self) -> str:
        """The kind in Chinese."""
        return {"identity_no": "居民身份证号码", "mobile": "手机号码", "bank_card": "银行卡号"}[self.value]


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of personal data. ``masked`` may be shown, the number itself is not kept; ``around`` is the
    text before it, to find the place.
    """

    kind: PersonalKind
    masked: str
    around: str
    start: int


_GAP = r"[\s\-‐‑–—－·.]{1,2}"
_RUN = re.compile(rf"(?<![0-9A-Za-z])\d+(?:{_GAP}\d+)*(?:(?:{_GAP})?[Xx])?(?![0-9A-Za-z])")
_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
_MOBILE = re.compile(r"(?:0086|86)?1[3-9]\d{9}")
_MOBILE_GROUPS = {(11,), (3, 4, 4), (3, 8), (7, 4), (2, 11), (2, 3, 4, 4), (4, 11), (13,), (15,)}
_CARD_STARTS = ("3", "4", "5", "6", "9")
_MOST_GROUPS = 5


def personal_data(text: str) -> Iterator[Found]:
    """The personal data in a text, in order.

    >>> [(each.kind.value, each.masked) for each in personal_data("电话：138 1234 5678，编号20200312")]
    [('mobile', '138****5678')]
    >>> [each.masked for each in personal_data("身份证１１０１０１１９９００３０７７５７１")]
    ['110101********7571']
    >>> [each.kind.value for each in personal_data("身份证110101199003077572，账号 6222 0000 0000 0000")]
    []
    """
    # Full-width digits and letters count as plain ones; every place in the text stays what it was.
    plain = "".join(_narrow(each) for each in text)
    for run in _RUN.finditer(plain):
        groups = list(_GROUP.finditer(run.group()))
        at = 0
        while at < len(groups):
            taken, kind, digits = _longest(groups[at:])
            if kind is not None:
                start = run.start() + groups[at].start()
                before = text[max(0, start - 12) : start].replace("\n", " ")
                yield Found(kind, _masked(digits, kind), before, start)
            at += taken


def _narrow(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char


def _longest(groups: list[re.Match[str]]) -> tuple[int, PersonalKind | None, str]:
    """How many of the groups, taken together, are personal data: as many as can be, else one that is none."""
    for count in range(min(len(groups), _MOST_GROUPS), 0, -1):
        digits = "".join(each.group() for each in groups[:count]).upper()
        if kind := _kind(digits, tuple(len(each.group()) for each in groups[:count])):
            return count, kind, digits
    return 1, None, ""


def _kind(digits: str, sizes: tuple[int, ...]) -> PersonalKind | None:
    if len(digits) == 18 and _is_identity_no(digits):
        return PersonalKind.IDENTITY_NO
    if "X" in digits:
        return None
    if sizes in _MOBILE_GROUPS and _MOBILE.fullmatch(digits):
        return PersonalKind.MOBILE
    # Only as cards are written: in one, or in fours. Other neighbours are two numbers.
    written = len(sizes) == 1 or all(size == 4 for size in sizes[:-1])
    if written and 16 <= len(digits) <= 19 and digits[0] in _CARD_STARTS and luhn.is_valid(digits):
        return PersonalKind.BANK_CARD
    return None


def _is_identity_no(digits: str) -> bool:
    # Numbers given out under a former county keep its code: birthday and check digit decide, not the place.
    if not digits[:-1].isdigit() or not "1900" <= digits[6:10] <= "2099":
        return False
    try:
        ric.get_birth_date(digits)
    except ValidationError:
        return False
    return ric.calc_check_digit(digits) == digits[-1]


def _masked(digits: str, kind: PersonalKind) -> str:
    if kind is PersonalKind.MOBILE:
        digits = digits[-11:]
        return digits[:3] + "****" + digits[-4:]
    return digits[:6] + "*" * (len(digits) - 10) + digits[-4:]
