"""Masking (脱敏): how particulars of persons look on screens until somebody asks to see them. Pure Python."""

import re


def masked_name(text: str) -> str:
    """A name by its first character; of an organisation the first two.

    >>> masked_name("张三丰"), masked_name("尉氏县某某有限公司"), masked_name("")
    ('张**', '尉氏*******', '')
    """
    shown = 2 if len(text) > 5 else 1
    return _hidden(text, shown, 0)


def masked_id_no(text: str) -> str:
    """A number of identity by its first three and last two characters.

    >>> masked_id_no("41022319900101123X")
    '410*************3X'
    """
    return _hidden(text, 3, 2)


def masked_phone(text: str) -> str:
    """A telephone number by its first three and last four digits.

    >>> masked_phone("13800001234"), masked_phone("12345")
    ('138****1234', '123**')
    """
    return _hidden(text, 3, 4)


def masked_address(text: str) -> str:
    """An address as far as the county or town, the rest hidden.

    >>> masked_address("河南省开封市尉氏县城关镇某路1号"), masked_address("某路1号")
    ('河南省开封市尉氏县****', '****')
    """
    if not text:
        return ""
    found = re.match(r".*?(?:县|区|旗|市(?!.{0,8}[县区旗]))", text)
    return (found.group() if found else "") + "****"


def masked_email(text: str) -> str:
    """A mail address by its first character and its host.

    >>> masked_email("zhangsan@example.cn")
    'z***@example.cn'
    """
    name, at, host = text.partition("@")
    return f"{name[:1]}***{at}{host}" if text else ""


def _hidden(text: str, first: int, last: int) -> str:
    """The text with all but its first and last characters hidden; of a short one only the first show."""
    if len(text) <= first + last:
        first, last = min(first, max(len(text) - 1, 0)), 0
    middle = len(text) - first - last
    return text[:first] + "*" * middle + text[len(text) - last :] if text else ""
