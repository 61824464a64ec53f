"""Words for organs: kinds, endings, and an organ as it stood on a day. Pure Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class _Labelled(StrEnum):
    label: str

    def __new__(cls, value: str, label: str) -> "_Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class OrganKind(_Labelled):
    """What an organ is (机关类别); it decides which report it owes and when. Law: OGI 27, OGI 49."""

    GOVERNMENT = "government", "人民政府"
    OFFICE = "office", "政府办公室"
    DEPARTMENT = "department", "政府部门"
    TOWNSHIP = "township", "乡镇人民政府、街道办事处"
    AUTHORISED = "authorised", "法律、法规授权的组织"
    DISPATCHED = "dispatched", "派出机构、内设机构"
    PUBLIC_BODY = "public_body", "公共企事业单位"


class Ending(_Labelled):
    """How an organ ended (终止方式)."""

    MERGED = "merged", "合并"
    ABOLISHED = "abolished", "撤销"


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as it stood on the day it was asked for.

    ``valid_from`` and ``valid_to`` bound its whole existence (first day; first day after, or ``None``), not
    that of the name. ``parent`` and ``successor`` are codes, empty where there is none.
    """

    code: str
    name: str
    short_name: str
    kind: OrganKind
    region: str
    parent: str
    valid_from: date
    valid_to: date | None = None
    successor: str = ""
    ogi_unit: str = ""
    is_authority: bool = False

    def exists_on(self, day: date) -> bool:
        """Whether the organ existed on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What an organ writes under on a day (机关资料): its word in numbers and how it is reached.

    ``code_word`` leads the numbers of its letters (机关代字，如“尉政办”); ``upper_government`` is the next
    higher government (上一级人民政府), named in remedies where no organ above is kept; ``how_to_pay`` tells
    where a fee is paid; ``templates`` names its own folder of letter templates, empty for the house's own.
    """

    code_word: str = ""
    upper_government: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    how_to_pay: str = ""
    templates: str = ""
