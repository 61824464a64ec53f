"""The log of zero hits (零结果检索): by day and wording, so that the office adds synonyms or documents."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max, Sum

from gongkai.ledger.rows import BEIJING
from gongkai.search.models import UnansweredQuery
from gongkai.search.services import Answer

LONGEST = 60
MOST_A_DAY = 5_000
"""Different wordings kept of one day: nobody fills the table from outside."""
_PERSONAL = re.compile(r"\d(?:[ -]?\d){6,}x?|[\w.+-]+@[\w-]+\.[\w.]+")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A wording that was asked for in vain: how often, last on which day."""

    text: str
    times: int
    last_on: date


def note(answer: Answer, *, asked_at: datetime) -> bool:
    """Note a query that nothing answered in full; whether it was noted.

    Long numbers and addresses are not kept: somebody may have typed an identity number.
    """
    if not answer.found_nothing:
        return False
    text = without_personal(answer.plan.text)[:LONGEST].strip()
    day = asked_at.astimezone(BEIJING).date()
    if not text or _full(day, text):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_unanswered_query (text, asked_on, times, nearest) VALUES (%s, %s, 1, %s) "
            "ON CONFLICT (asked_on, text) DO UPDATE SET times = search_unanswered_query.times + 1",
            [text, day, answer.page.relaxed],
        )
    return True


def without_personal(text: str) -> str:
    """A query without long numbers and addresses.

    >>> without_personal("张三 410223199001011234 低保"), without_personal("尉政办〔2020〕12号")
    ('张三 … 低保', '尉政办〔2020〕12号')
    """
    return _PERSONAL.sub("…", text)


def _full(day: date, text: str) -> bool:
    kept = UnansweredQuery.objects.filter(asked_on=day)
    return kept.count() >= MOST_A_DAY and not kept.filter(text=text).exists()


def listed(*, since: date, until: date, limit: int = 100) -> list[Unanswered]:
    """What was asked for in vain between two days, both included, the most frequent first."""
    rows = (
        UnansweredQuery.objects.filter(asked_on__gte=since, asked_on__lte=until)
        .values("text")
        .annotate(total=Sum("times"), last=Max("asked_on"))
        .order_by("-total", "text")[:limit]
    )
    return [Unanswered(row["text"], row["total"], row["last"]) for row in rows]


def forget(*, before: date) -> int:
    """Remove what is older than a day; how many rows."""
    return UnansweredQuery.objects.filter(asked_on__lt=before).delete()[0]
