"""A filed annual report is brought to the site by a button: drafted, cleared, published, corrected."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.ledger.rows import BEIJING
from gongkai.organs.models import Person
from gongkai.portal import bringing
from gongkai.portal.annual_reports import FORMS
from gongkai.portal.models import ReportOnSite
from gongkai.records import services as records
from gongkai.records.models import Record
from gongkai.records.queries import by_subject
from gongkai.reports import services as reports
from gongkai.reports.errors import ReasonsMissing
from records.office import OFFICE

FILED_AT = datetime(2021, 1, 20, 9, tzinfo=BEIJING)
PROSE = {
    "s1": "本年度办理依申请公开工作。",
    "s5": "存在的主要问题：解读形式单一。改进情况：增加图解。",
    "s6": "无其他需要报告的事项。",
}


def file(at: datetime = FILED_AT, year: int = 2020):
    """The office's report, filed; what its checks ask is answered."""
    given = {"on": at.date(), "at": at, "by": "410223-01.clerk", "sections": PROSE}
    try:
        return reports.file_report(OFFICE, year, **given)
    except ReasonsMissing as missing:
        reasons = {each.fingerprint: "已核对" for each in missing.context["findings"]}
        return reports.file_report(OFFICE, year, **given, reasons=reasons)


def browser(login: str) -> Client:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Person.objects.get(login=login), backend=backend)
    return client


@pytest.mark.law("OGI 50")
def test_the_button_drafts_the_page_and_files_once_and_the_rest_is_as_for_any_record(site):
    filing, clerk = file(), browser(site.office.clerk.login)
    listed = clerk.get("/desk/reports/").content.decode()
    assert "尉氏县人民政府办公室" in listed and "没有送办" in listed
    address = f"/desk/reports/{filing.fact_seq}/"
    shown = clerk.get(address).content.decode()
    assert "送网站发布" in shown and "data-confirm" in shown and "解读形式单一" in shown
    first = clerk.post(address)
    assert clerk.post(address).headers["Location"] == first.headers["Location"]
    subject = ReportOnSite.objects.get().subject
    row = Record.objects.get(subject=subject)
    assert not row.visible and row.organ == OFFICE, "nothing is public before it was cleared"
    site.office.at = timezone.now()
    there = records.submit(subject, sha256=sha_of(subject), by=site.office.clerk, at=site.office.later())
    there = site.office.clear(there)
    records.publish(subject, sha256=there.sha256, by=site.office.clerk, at=site.office.later())
    (public,) = by_subject([subject], as_of=site.office.at.date())
    assert public.visible and public.column == "gongkai-nianbao"
    assert {each.name.rpartition(".")[2] for each in public.attachments} == set(FORMS)
    assert "解读形式单一" in public.content.body
    assert "送网站发布" not in clerk.get(address).content.decode()


def sha_of(subject: str) -> str:
    return Record.objects.get(subject=subject).draft_edition.revision.sha256


def test_a_filing_that_corrects_becomes_an_edition_of_the_same_record(site):
    first, clerk, site.office.at = file(), site.office.clerk, FILED_AT.replace(day=22)
    line = bringing.filed_line(clerk, first.fact_seq)
    subject = bringing.bring_to_site(line, by=clerk, at=site.office.later())
    there = records.submit(subject, sha256=sha_of(subject), by=clerk, at=site.office.later())
    there = site.office.clear(there)
    records.publish(subject, sha256=there.sha256, by=clerk, at=site.office.later())
    second = file(FILED_AT.replace(day=25))
    lines = bringing.filed(clerk)
    assert [(each.filing.number, each.last, each.may_bring) for each in lines] == [
        (2, True, True),
        (1, False, False),
    ]
    again = bringing.bring_to_site(lines[0], by=clerk, at=site.office.later())
    assert again == subject and ReportOnSite.objects.count() == 2
    assert Record.objects.get(subject=subject).editions.count() == 2
    assert bringing.filed_line(clerk, second.fact_seq).subject == subject


def test_only_who_drafts_for_the_organ_sees_it_at_the_same_cost_however_many(site):
    filing = file()
    for role, status in (("liaison", 404), ("first", 403)):
        reader = browser(site.office.actors[role].login)
        for answer in (reader.get, reader.post):
            assert answer(f"/desk/reports/{filing.fact_seq}/").status_code == status, role
    assert (
        "尉氏县人民政府办公室"
        not in browser(site.office.liaison.login).get("/desk/reports/").content.decode()
    )
    assert not ReportOnSite.objects.exists()
    clerk, counted = browser(site.office.clerk.login), []
    for day in (26, 27, 28):
        file(FILED_AT.replace(day=day))
        clerk.get("/desk/reports/")
        with CaptureQueriesContext(connection) as asked:
            page = clerk.get("/desk/reports/").content.decode()
        counted.append(len(asked))
    assert len(set(counted)) == 1 and len(re.findall(r"/desk/reports/\d+/", page)) == 4
    assert date(2021, 1, 28).isoformat() in page
