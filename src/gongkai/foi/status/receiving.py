"""The day of receipt of an application: fixed by how it came and by evidence, never by whoever types it.

Law: OGI 31. Pure Python.
"""

from datetime import date

from gongkai.foi.kinds import Intake
from gongkai.law.errors import GongkaiError
from gongkai.law.known import within_reach
from gongkai.law.receipt import LegalDay, receipt_day


class RefusedReceipt(GongkaiError):
    """The day of receipt cannot be: it has not come, contradicts other days, or is not the one of the law."""


def legal_receipt(
    intake: Intake,
    *,
    as_of: date,
    submitted_on: date | None = None,
    signed_on: date | None = None,
    confirmed_on: date | None = None,
    last_hop_on: date | None = None,
    typed_on: date | None = None,
) -> LegalDay:
    """The day of receipt, or that it still waits for confirmation.

    ``submitted_on`` is the day the applicant sent or handed it in, ``signed_on`` the day the organ signed for
    it at its gate, ``confirmed_on`` the day both sides confirmed, ``last_hop_on`` the day it last changed
    hands in the house, ``typed_on`` a day that somebody would like better.

    >>> legal_receipt(Intake.POST_SIGNED, as_of=date(2025, 10, 13), signed_on=date(2025, 9, 15)).on
    datetime.date(2025, 9, 15)

    Raises: RefusedReceipt.
    """
    days = {"submitted_on": submitted_on, "signed_on": signed_on, "confirmed_on": confirmed_on}
    titles = {"submitted_on": "提交之日", "signed_on": "签收之日", "confirmed_on": "确认之日"}
    for name, day in days.items():
        if day is not None:
            _require_past(titles[name], day, as_of)
    _require_order(submitted_on, "申请落款或者提交之日", signed_on or confirmed_on, "签收、确认之日")
    _require_order(last_hop_on, "上一次流转", confirmed_on, "确认之日")
    found = receipt_day(intake.value, **days)
    if typed_on is not None:
        _require_past("收到申请之日", typed_on, as_of)
        if typed_on != found.on:
            shown = found.on or "待确认"
            raise RefusedReceipt(
                "receipt_is_fixed",
                f"收到申请之日不能填为{typed_on}：{found.why}，应为{shown}。签收、确认记录有误的，请更正该记录。",
                law=found.law,
                legal_on=found.on,
            )
    return found


def _require_past(name: str, day: date, as_of: date) -> None:
    within_reach(day)
    if day > as_of:
        raise RefusedReceipt("not_yet", f"{name}（{day}）还没有到，请核对日期。", law="OGI 31", day=day)


def _require_order(before: date | None, before_name: str, after: date | None, after_name: str) -> None:
    if before is not None and after is not None and after < before:
        raise RefusedReceipt(
            "out_of_order",
            f"{after_name}（{after}）不能早于{before_name}（{before}），请核对日期。",
            law="OGI 31",
        )
