"""What can be done with reports: declare a figure, file a report, judge a finding, sign an exception, find a
request that stands twice. Each is a fact.
"""

from gongkai.reports.services.declaring import UNITS, declare_figure
from gongkai.reports.services.filing import (
    Judgement,
    file_report,
    judge,
    record_verdict,
    sign_exception,
)
from gongkai.reports.services.repeating import find_repeat

__all__ = [
    "UNITS",
    "Judgement",
    "declare_figure",
    "file_report",
    "find_repeat",
    "judge",
    "record_verdict",
    "sign_exception",
]
