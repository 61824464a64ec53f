"""Rows of the batch door, and the checks that every fact passes before it is entered. Pure Python."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from gongkai.ledger.bodies import PERSONAL
from gongkai.ledger.errors import RefusedFact
from gongkai.ledger.kinds import Fact, body_of

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
FIRST_DAY = date(1949, 10, 1)
_SUBJECT = re.compile(r"[a-z][a-z_]*:\S+")
_CODE = re.compile(r"\S+")
LIMITS = {"subject": 120, "organ": 40, "region": 20, "by": 60, "origin": 60, "external_id": 120}


@dataclass(frozen=True, slots=True)
class Row:
    """A fact to be entered in a batch. ``external_id`` is its lasting number at its origin.

    ``entered_at`` is when it was known, if not the moment of the batch; ``voids`` the external id, at the
    same
    origin, of the fact that it takes back (kinds that reopen only); ``place`` where it came from, for
    messages.
    """

    kind: str
    subject: str
    organ: str
    happened_on: date
    external_id: str
    body: Mapping[str, Any] = field(default_factory=dict)
    entered_at: datetime | None = None
    voids: str = ""
    place: str = ""

    @classmethod
    def of(
        cls, deed: Fact, *, subject: str, organ: str, happened_on: date, external_id: str, **more: Any
    ) -> "Row":
        """The row of a deed."""
        return cls(deed.kind, subject, organ, happened_on, external_id, body_of(deed), **more)


def problems_of(*, subject: str, organ: str, happened_on: Any, entered_at: Any) -> list[str]:
    """What makes a fact impossible or unfit, whatever its kind; empty where it is fine.

    >>> problems_of(subject="foi:2020-0001", organ="410223-01", happened_on=date(2020, 6, 10),
    ...             entered_at=datetime(2020, 6, 9, 20, tzinfo=BEIJING))
    ['发生日期 2020-06-10 晚于登记时间 2020-06-09，还没有发生的事不能登记']
    """
    wrong = []
    if not isinstance(subject, str) or not _SUBJECT.fullmatch(subject) or len(subject) > 120:
        wrong.append(f"对象“{subject}”写法不对，应如 foi:2020-0001，不超过120字")
    elif PERSONAL.search(subject):
        wrong.append("对象疑似含有手机号码或者身份证号码，台账不登记个人信息")
    if not isinstance(organ, str) or not _CODE.fullmatch(organ) or len(organ) > 40:
        wrong.append(f"机关代码“{organ}”写法不对，不能为空或者含空格，不超过40字")
    if not isinstance(happened_on, date) or isinstance(happened_on, datetime):
        wrong.append(f"发生日期“{happened_on}”应为日期")
    elif happened_on < FIRST_DAY:
        wrong.append(f"发生日期 {happened_on} 过早")
    if not isinstance(entered_at, datetime) or entered_at.tzinfo is None:
        wrong.append(f"登记时间“{entered_at}”应为带时区的时间")
    elif not wrong and happened_on > (day := entered_at.astimezone(BEIJING).date()):
        wrong.append(f"发生日期 {happened_on} 晚于登记时间 {day}，还没有发生的事不能登记")
    return wrong


def require_plain(**texts: str) -> None:
    """Refuse a missing or overlong region, person or origin. ``by`` and ``region`` must be given."""
    names = {"region": "地区", "by": "登记人", "origin": "来源", "external_id": "来源编号"}
    for key, value in texts.items():
        limit = LIMITS[key]
        needed = key in ("region", "by")
        if not isinstance(value, str) or len(value) > limit or (needed and not value.strip()):
            raise RefusedFact(
                "bad_fact",
                f"{names[key]}“{value}”写法不对：{'不能为空，' if needed else ''}不超过{limit}字。",
            )
