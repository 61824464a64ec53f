"""The annual report (年报) as something to publish: a page with tables that can be read aloud, and its files.

What is made here goes through the register like everything else: drafted and cleared at the desk, or imported
where it was cleared on paper. Law: OGI 49, 50.
"""

from collections.abc import Callable
from datetime import date

from gongkai.portal.pages.platform import REPORTS
from gongkai.records.content import AttachmentRef, Content
from gongkai.records.markup import clean_html
from gongkai.reports.report import Report
from gongkai.reports.writing import write
from gongkai.reports.writing.as_html import as_part
from gongkai.reports.writing.wording import title_of

FORMS = ("docx", "pdf", "xlsx", "json")
"""As files: to print, to read as printed, to calculate with, for machines."""
TOPIC = "综合政务"


def content_of(report: Report, keep: Callable[[bytes, str], AttachmentRef], *, made_on: date) -> Content:
    """What the site says of a report. ``keep`` keeps a file of a name and tells how to refer to it.

    ``made_on`` is the day on which the organ signed it.
    """
    title = title_of(report)
    summary = f"{report.organ}{report.year}年主动公开、依申请公开、行政复议和行政诉讼、主要问题和改进情况。"
    return Content(
        title=title,
        abstract=f"{summary}附可下载的文档、表格和数据。",
        body=clean_html(as_part(report)),
        topic=TOPIC,
        column=REPORTS,
        made_on=made_on,
        source=report.organ,
        keywords=("政府信息公开", "工作年度报告", f"{report.year}年"),
        attachments=tuple(keep(write(report, form), f"{title}.{form}") for form in FORMS),
    )
