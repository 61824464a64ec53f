"""The annual report on the site: a page whose tables can be read aloud, its files, and the same as data."""

import json
import re
from datetime import date
from io import BytesIO

import jsonschema
import lxml.html
import pytest
from county_site import AT, TODAY

from gongkai.portal.annual_reports import content_of
from gongkai.portal.press import Press
from gongkai.records import services as records
from gongkai.records.queries import by_subject
from gongkai.records.services import ImportRow
from gongkai.reports import queries
from gongkai.reports.reading import read_bytes
from records.office import OFFICE

SUBJECT = "record:2020-9100"


@pytest.fixture
def published(site):
    """The report of the year, published: the report itself, and the record."""
    report = queries.compute(OFFICE, 2020)
    clerk = site.office.clerk
    content = content_of(
        report,
        lambda data, name: records.keep(BytesIO(data), name, by=clerk, at=AT),
        made_on=date(2020, 12, 1),
    )
    row = ImportRow(
        external_id="report",
        subject=SUBJECT,
        type="directory_entry",
        organ=OFFICE,
        content=content,
        published_on=date(2020, 12, 4),
    )
    paper = "年度报告审批单（测试）"
    records.import_published([row], origin="年度报告", paper=paper, by=clerk, at=AT)
    (record,) = by_subject([SUBJECT], as_of=TODAY)
    return report, record


@pytest.mark.law("OGI 49", "OGI 50")
def test_the_page_has_every_section_and_every_number(published):
    report, record = published
    html = Press(TODAY).render(record.address).body.decode()
    assert re.findall(r"<h2>([一二三四五六])、", html) == list("一二三四五六")
    tree = lxml.html.fromstring(html)
    values = tree.xpath("//div[contains(@class, 'prose')]//td[@headers]")
    assert len(values) == len(report.cells)
    assert sum(each.text_content() == "0" for each in values) == sum(
        cell.value == 0 for cell in report.cells.values()
    )


def test_every_number_names_its_headings(published):
    _, record = published
    tree = lxml.html.fromstring(Press(TODAY).render(record.address).body.decode())
    ids = [each.get("id") for each in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    for value in tree.xpath("//td[@headers]"):
        named = value.get("headers").split()
        assert len(named) >= 2 and set(named) <= set(ids)


def test_the_report_as_data_is_linked_with_its_schema(published, site, client):
    report, record = published
    html = site.page(client, record.address)
    linked = dict(re.findall(r'<link rel="(alternate|describedby)" [^>]*href="([^"]+)"', html))
    plain = json.loads(site.page(client, linked["alternate"]))
    schema = json.loads(site.page(client, linked["describedby"]))
    jsonschema.validate(plain, schema)
    assert plain["title"] == record.title and plain["year"] == report.year
    new_received = plain["tables"]["requests"]["new_received"]["total"]["value"]
    assert new_received == report.value("requests.new_received.total")


def test_files_to_print_to_read_and_to_calculate_with(published, site, client):
    report, record = published
    assert [each.name.rpartition(".")[2] for each in record.attachments] == ["docx", "pdf", "xlsx", "json"]
    for each in record.attachments:
        response = client.get(each.address)
        data = b"".join(response.streaming_content)
        assert response.status_code == 200 and len(data) == each.size
        assert figures(read_bytes(each.name, data)) == figures(report)


def figures(report):
    """The numbers of a report by cell."""
    return {key: cell.value for key, cell in report.cells.items() if cell.value is not None}


def test_only_headings_of_tables_may_be_named_in_a_text():
    from gongkai.records.markup import clean_html

    typed = '<h2 id="main">甲</h2><table><tr><th id="req-1" scope="col">乙</th></tr>'
    typed += '<tr><td headers="req-1">1</td><th id="main">丙</th></tr></table>'
    cleaned = clean_html(typed)
    assert 'id="req-1"' in cleaned and 'headers="req-1"' in cleaned and "main" not in cleaned
    assert clean_html(cleaned) == cleaned
