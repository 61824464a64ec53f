"""The annual report of the sample year on the site: computed, written, cleared on paper, and in time."""

from datetime import date, datetime, time

from gongkai.demo.people import CLERK, acting
from gongkai.demo.sample_year import BEIJING, sample
from gongkai.demo.services import TAKEN_IN_AT, keep_file, take_in
from gongkai.portal.annual_reports import content_of
from gongkai.records.queries import by_subject
from gongkai.records.services import ImportRow
from gongkai.reports.report import Report

NAME = "annual-report"
SIGNED_ON, PUBLISHED_ON = date(2021, 1, 26), date(2021, 1, 28)
"""Before 31 January. Law: OGI 49."""


def publish(report: Report) -> bool:
    """Put the report on the site; whether it was not there yet."""
    number = f"{report.year}-{NAME}"
    if by_subject([f"record:{number}"], as_of=TAKEN_IN_AT.date()):
        return False
    clerk = acting(CLERK, TAKEN_IN_AT.date())
    row = ImportRow(
        external_id=number,
        subject=f"record:{number}",
        type="directory_entry",
        organ=sample()["office"],
        content=content_of(report, lambda data, name: keep_file(data, name, clerk), made_on=SIGNED_ON),
        published_on=PUBLISHED_ON,
        entered_at=datetime.combine(PUBLISHED_ON, time(17, 0), BEIJING),
    )
    take_in([row], clerk, lambda done: None)
    return True
