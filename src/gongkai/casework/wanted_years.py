"""Years whose holiday notice is wanted (放假安排未录入): open cases run into them, with provisional days.

Law: HOLIDAYS 2
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max, Min

from gongkai.casework.models import StatusRow
from gongkai.law.calendar import Calendar

KEEP = "casework.keep_calendars"
"""Who may do this keeps the notices: the warning is for that post."""
APP = "calendar"
"""What the subjects of warnings begin with: ``calendar:2026`` is no case."""


def wanted_years(known_at: date | datetime, regions: Collection[str] | None = None) -> dict[str, list[int]]:
    """The years, by region, into which open cases run and whose notice was not known at that time."""
    rows = StatusRow.objects.filter(closed_on__isnull=True, calendar__contains="?")
    if regions is not None:
        rows = rows.filter(region__in=regions)
    known = Calendar(known_at)
    spans = rows.values("region").annotate(first=Min("received_on"), last=Max("due_on")).order_by("region")
    found = {
        each["region"]: [
            year for year in range(each["first"].year, each["last"].year + 1) if not known.knows(year)
        ]
        for each in spans
    }
    return {region: years for region, years in found.items() if years}


def said(year: int) -> str:
    """What the keeper of the notices is told.

    >>> said(2026)
    '2026年放假安排尚未录入，有办件的期限只能暂定，请录入国务院办公厅的通知'
    """
    return f"{year}年放假安排尚未录入，有办件的期限只能暂定，请录入国务院办公厅的通知"
