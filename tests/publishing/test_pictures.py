"""Pictures inside a text (正文图片): from the Word file to the address that readers fetch them from."""

import io
from contextlib import closing

import pytest
from baked_site import baked_once, copied
from django.test import Client
from docx import Document
from PIL import Image

from gongkai.portal.publishing.tree import PUBLIC
from gongkai.records import files, services
from gongkai.records.content import Content
from gongkai.records.facts import TakeDownReason
from gongkai.records.markup import pictures_of
from gongkai.records.models import Record
from records.office import HEALTH, sample


@pytest.fixture
def site(sqlite_with, tmp_path):
    return copied(sqlite_with(baked_once, 12), tmp_path)


def drawn(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


def word_file(*pictures: bytes) -> io.BytesIO:
    document = Document()
    document.add_heading("关于开展健康义诊的通知", 0)
    for each in pictures:
        document.add_paragraph("现场如下图。")
        document.add_picture(io.BytesIO(each))
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    return file


def status(reader: Client, address: str) -> int:
    with closing(reader.get(address)) as answer:
        return answer.status_code


def from_word(site, *pictures: bytes):
    office = site.office
    there, remarks = services.draft_from_word(
        "notice",
        HEALTH,
        word_file(*pictures),
        "义诊.docx",
        content=sample(title="", body="", column="tongzhi-gonggao"),
        by=office.liaison,
        at=office.later(),
    )
    assert remarks == ()
    return there


def described(there, office):
    """The same with words for each picture, as the look before submission asks."""
    content = body_of(there)
    body = content.body.replace("<img ", '<img alt="义诊现场" ').replace('alt=""', "")
    return services.revise(there.subject, content.but(body=body), by=office.liaison, at=office.later())


def body_of(there) -> Content:
    edition = Record.objects.get(subject=there.subject).draft_edition
    return Content.from_json(edition.revision.content)


def published(there, office):
    sent = services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    cleared = office.clear(sent)
    return services.publish(there.subject, sha256=cleared.sha256, by=office.clerk, at=office.later())


def test_pictures_of_a_word_file_are_public_with_their_page(site):
    office, first, second = site.office, drawn("red"), drawn("blue")
    there = from_word(site, first, second)
    addresses = [each.src for each in pictures_of(body_of(there).body)]
    assert len(addresses) == 2
    reader = Client()
    assert [reader.get(each).status_code for each in addresses] == [404, 404], "nothing is public yet"
    published(described(there, office), office)
    for address, content in zip(addresses, (first, second), strict=True):
        answer = reader.get(address)
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content) == content
    site.follow()
    for address, content in zip(addresses, (first, second), strict=True):
        assert (site.place.current / PUBLIC / address[1:]).read_bytes() == content
    assert not Record.objects.get(subject=there.subject).live_edition.revision.content.get("attachments")


def test_a_picture_that_a_new_edition_leaves_out_is_public_no_longer(site):
    office = site.office
    there = published(described(from_word(site, drawn("red"), drawn("blue")), office), office)
    edition = Record.objects.get(subject=there.subject).live_edition
    kept, dropped = (each.src for each in pictures_of(edition.revision.content["body"]))
    begun = services.begin_edition(there.subject, by=office.liaison, at=office.later())
    content = body_of(begun)
    start = content.body.index("<img", content.body.index("<img") + 1)
    end = content.body.index(">", start) + 1
    body = content.body[:start] + content.body[end:]
    there = services.revise(there.subject, content.but(body=body), by=office.liaison, at=office.later())
    published(there, office)
    reader = Client()
    assert (status(reader, kept), status(reader, dropped)) == (200, 404)
    services.withdraw(
        there.subject,
        reason=TakeDownReason.ERROR,
        text="内容有误，更正后再发。",
        by=office.clerk,
        at=office.later(),
    )
    assert status(reader, kept) == 404


def test_a_file_named_in_a_text_but_never_kept_is_nobodys(site):
    office = site.office
    body = f'<p>见<a href="/files/{"a" * 64}.pdf">附件</a></p>'
    there = office.draft("notice", body=body, column="tongzhi-gonggao")
    assert not Record.objects.get(subject=there.subject).uses.exists()
    assert files.sha256_in(f"/files/{'a' * 64}.pdf") in body_of(there).files


def test_pictures_of_imported_records_are_public(site):
    from datetime import date

    from gongkai.records.services import ImportRow

    office, content = site.office, drawn("green")
    ref = services.keep(io.BytesIO(content), "现场.png", by=office.clerk, at=office.later())
    address = files.address(ref.sha256, ref.name)
    row = ImportRow(
        external_id="p1",
        type="notice",
        organ=HEALTH,
        content=sample(column="tongzhi-gonggao", body=f'<p><img src="{address}" alt="现场"></p>'),
        published_on=date(2020, 6, 9),
    )
    services.import_published([row], origin="旧站", paper="审批单册", by=office.clerk, at=office.later())
    answer = Client().get(address)
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == content
