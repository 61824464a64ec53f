"""Requests that two organs report (转办重复): found by the county's clerk, so that they count once."""

from datetime import date, datetime

from gongkai.ledger import reading
from gongkai.ledger.entry import enter
from gongkai.ledger.kinds import Entered
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor
from gongkai.reports.errors import NoRepeat
from gongkai.reports.facts import RepeatFound
from gongkai.reports.repeats import organ_of


def find_repeat(subject: str, of: str, *, region: str, on: date, at: datetime, by: Actor) -> Entered:
    """Find that an application is one that another organ passed on (认定转办重复统计): it counts there.

    ``of`` is the application that was passed on, ``subject`` that of the organ it came to. Each organ's own
    report stays as it is; a table that holds both has the request once.

    Raises ``NotPermitted``, `NoRepeat` where nothing was passed on from the one to the other. Law: OGI 50
    """
    here = list(reading.facts(region, subjects=[subject], known_at=at))
    there = list(reading.facts(region, subjects=[of], known_at=at))
    post = require(by, "reports.find_repeat", organ_of(there))
    to = organ_of(here)
    passed_on = [each for each in there if each.kind == "foi.transferred" and each.body["to"] == to]
    turned = reading.timeline(region, f"repeat:{of}", known_at=at, with_voided=False)
    if not to or not organ_of(there) or not passed_on or any(each.body["of"] == subject for each in turned):
        raise NoRepeat(
            "no_repeat",
            f"申请{of.partition(':')[2]}没有转办给登记{subject.partition(':')[2]}的机关，不能认定为同一件申请。"
            "请核对两个登记号；确已转办的，请先登记转办。",
            law="OGI 36(5)",
            subject=subject,
            of=of,
        )
    return enter(
        RepeatFound(of=of),
        subject=f"repeat:{subject}",
        organ=organ_of(there),
        region=region,
        happened_on=on,
        entered_at=at,
        by=post.code,
    )
