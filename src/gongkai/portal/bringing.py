"""Bringing a filed annual report to the site (年报上网): from the filing to a record to be cleared.

It goes through the register like everything else: what is made here is a draft of the office, with the report
as a page and as files; it is submitted, cleared and published at the desk. Law: OGI 17; OGI 49; OGI 50.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.db import transaction

from gongkai.organs.permissions import may, organs_where, require
from gongkai.organs.posts import Actor
from gongkai.organs.queries import names
from gongkai.portal.annual_reports import content_of
from gongkai.portal.models import ReportOnSite
from gongkai.records import services as records
from gongkai.reports import filings
from gongkai.reports.models import Filing
from gongkai.reports.report import Report

VERB = "records.draft"
TYPE = "directory_entry"
MOST = 200


@dataclass(frozen=True, slots=True)
class FiledLine:
    """A filed report as the desk lists it; ``subject`` is the record that it became, ``last`` whether no
    later filing corrects it, ``may_bring`` whether the actor may bring it to the site now.
    """

    filing: Filing
    organ_name: str
    subject: str
    last: bool
    may_bring: bool


def filed(actor: Actor) -> list[FiledLine]:
    """The filed reports of the organs for which the actor may draft, the latest first; three queries."""
    rows = filings.of_organs(organs_where(actor, VERB))[:MOST]
    there = dict(
        ReportOnSite.objects.filter(fact_seq__in=[each.fact_seq for each in rows]).values_list(
            "fact_seq", "subject"
        )
    )
    called = names({each.organ for each in rows})
    newest: dict[tuple[str, int, str], int] = {}
    for each in rows:
        key = (each.organ, each.year, each.scope)
        newest[key] = max(each.number, newest.get(key, 0))
    return [
        FiledLine(
            filing=each,
            organ_name=called.get(each.organ, each.organ),
            subject=there.get(each.fact_seq, ""),
            last=(last := each.number == newest[each.organ, each.year, each.scope]),
            may_bring=last and each.fact_seq not in there and may(actor, VERB, each.organ),
        )
        for each in rows
    ]


def filed_line(actor: Actor, fact_seq: int) -> FiledLine | None:
    """One of them, by the number of its fact."""
    return next((each for each in filed(actor) if each.filing.fact_seq == fact_seq), None)


def report_of(line: FiledLine) -> Report:
    """The report as it was filed."""
    return filings.filed_report(line.filing)


def bring_to_site(line: FiledLine, *, by: Actor, at: datetime) -> str:
    """Draft the record of a filed report with its page and files (拟发网站); its subject. Once for a filing.

    A filing that corrects one on the site becomes a new edition of that record. Raises ``NotPermitted``, and
    ``RefusedContent`` where an edition of it is in work.
    """
    filing = line.filing
    require(by, VERB, filing.organ)
    content = content_of(
        report_of(line),
        lambda data, name: records.keep(BytesIO(data), name, by=by, at=at),
        made_on=filing.filed_on,
    )
    with transaction.atomic():
        before = _on_site(filing)
        if filing.fact_seq in before:
            return before[filing.fact_seq]
        if before:
            subject = before[max(before)]
            note = f"按第{filing.number}次报送更正。"
            records.begin_edition(subject, by=by, at=at, change_note=note)
            records.revise(subject, content, by=by, at=at, note=note)
        else:
            subject = records.draft(TYPE, filing.organ, content, by=by, at=at).subject
        ReportOnSite.objects.create(fact_seq=filing.fact_seq, subject=subject, brought_at=at)
        return subject


def _on_site(filing: Filing) -> dict[int, str]:
    """Which filings of the same report became which record."""
    same = filings.filings(filing.organ, filing.year, scope=filing.scope)
    rows = ReportOnSite.objects.select_for_update().filter(fact_seq__in=[each.fact_seq for each in same])
    return dict(rows.values_list("fact_seq", "subject"))
