"""F21: files are looked into before they leave the house, each by its fingerprint."""

import json
import re
import zlib
from pathlib import Path

import pytest
from django.core import mail as mailbox
from django.test import Client
from foi_office import PERSON, open_office
from releases import (
    HIDDEN,
    OTHER,
    REDACTED,
    attached,
    browser,
    clear,
    kinds,
    released,
)

from casework import release_files as made
from gongkai.casework.errors import RefusedPaper
from gongkai.casework.models import Deed, GateCheck, Notice
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import services
from gongkai.foi.errors import RefusedReply
from gongkai.foi.following import followed, letter_of
from gongkai.foi.models import Attachment, Release
from gongkai.foi.services import File
from gongkai.ledger import reading
from gongkai.portal import frame
from gongkai.portal.sources import PublicSource
from gongkai.search import engines, indexing
from invented_county import COUNTY


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    frame.forget()
    yield sqlite_with(open_office)
    frame.forget()
    engines.close()


@pytest.mark.law("OGI 37")
def test_f21_a_reply_with_something_hidden_in_its_attachment_is_neither_signed_nor_delivered(office):
    subject = office.application()
    sha256 = office.draft(subject)
    number = services.attach(subject, File("明细.pdf", HIDDEN), office.by("clerk"))
    check = GateCheck.objects.get()
    assert check.blocked and check.sha256 == Attachment.objects.get().paper.sha256
    assert check.findings[0]["code"] == "text_under_box" and made.SECRET not in str(check.findings)
    clear(office, subject, sha256)
    with pytest.raises(RefusedPaper, match="真正删除这些文字"):
        office.sign(subject, sha256)
    assert "foi.decided" not in kinds(subject)
    services.detach(subject, number, office.by("clerk"))
    services.attach(subject, File("明细.pdf", REDACTED), office.by("clerk"))
    with pytest.raises(RefusedReply, match="重新审查"):
        office.sign(subject, sha256)
    clear(office, subject, sha256)
    office.sign(subject, sha256)
    GateCheck.objects.filter(paper__sha256=attached(subject)[0]).delete()
    with pytest.raises(RefusedPaper, match="没有经过出门检查"):
        office.deliver(subject)
    assert "foi.delivered" not in kinds(subject)


@pytest.mark.law("SECRETS 35")
def test_a_review_is_of_the_attachments_that_were_seen_and_void_for_any_other(office):
    subject = office.application()
    sha256 = office.draft(subject)
    first = services.attach(subject, File("明细.pdf", REDACTED), office.by("clerk"))
    with pytest.raises(RefusedReply, match="重新打开"):
        services.clear_secrecy(subject, sha256, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    clear(office, subject, sha256)
    services.detach(subject, first, office.by("clerk"))
    services.attach(subject, File("明细.pdf", OTHER), office.by("clerk"))
    with pytest.raises(RefusedReply, match="没有保密审查记录"):
        office.sign(subject, sha256)
    clear(office, subject, sha256, SecrecyLevel.SECRET)
    with pytest.raises(RefusedReply, match="不能对外提供"):
        office.sign(subject, sha256)
    clear(office, subject, sha256)
    assert office.sign(subject, sha256)
    with pytest.raises(RefusedReply, match="没有正在办理的答复"):
        services.attach(subject, File("又.pdf", REDACTED), office.by("clerk"))


def test_what_can_be_cleaned_is_cleaned_into_another_file_that_is_looked_into_anew(office):
    subject = office.application()
    office.draft(subject)
    photo = made.picture(exif=made.exif(gps=True))
    number = services.attach(subject, File("现场.jpg", photo), office.by("clerk"), title="现场照片")
    assert GateCheck.objects.get().blocked and GateCheck.objects.get().cleanable
    services.clean_attachment(subject, number, office.by("clerk"))
    assert not GateCheck.objects.order_by("pk").last().blocked
    (kept,) = Attachment.objects.filter(removed_at=None)
    assert (
        kept.paper.title == "现场照片" and kept.paper.sha256 != Attachment.objects.get(pk=number).paper.sha256
    )
    hidden = services.attach(subject, File("明细.pdf", HIDDEN), office.by("clerk"))
    with pytest.raises(RefusedReply, match="不能自动清除"):
        services.clean_attachment(subject, hidden, office.by("clerk"))


@pytest.mark.law("OGI 15")
def test_f21_of_what_was_truly_redacted_nothing_is_found_anywhere(office, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_SEARCH", f"sqlite:///{tmp_path}/search")
    subject = office.application(applicant=PERSON)
    sha256 = office.draft(subject)
    bad = services.attach(subject, File("张三 13800001111.pdf", HIDDEN), office.by("clerk"))
    services.detach(subject, bad, office.by("clerk"))
    services.attach(subject, File("明细.pdf", REDACTED), office.by("clerk"))
    clear(office, subject, sha256)
    office.sign(subject, sha256)
    office.deliver(subject)
    chosen = Attachment.objects.get(removed_at=None).paper_id
    number = released(office, subject, uploads=(), chosen=[chosen])
    indexing.rebuild(engines.present(), PublicSource(COUNTY, office.at.date()))
    shown = {**public(number), **inside(office, subject, tmp_path)}
    assert REDACTED in shown.values()
    for text in (made.SECRET, "13800001111", "张三 138", PERSON.name, PERSON.phone, PERSON.id_no):
        for place, content in shown.items():
            # What was typed into a search stands in its box, its title and its answer.
            asked = rb'value="[^"]*"|<title>[^<]*|q=[^"&<]*|\xe2\x80\x9c[^<]{0,60}\xe2\x80\x9d'
            bare, escaped = re.sub(asked, b"", content), json.dumps(text).strip('"').encode()
            assert text.encode() not in bare and escaped not in bare, (text, place)


def public(number: int) -> dict[str, bytes]:
    """What anybody can get: pages, file, feeds, data, search, and the file taken apart."""
    paths = (
        f"/foi/{number}.html",
        f"/foi/{number}/1.pdf",
        "/foi/",
        "/foi/list.json",
        "/foi/rss.xml",
        f"/api/answers/{number}",
        "/api/answers",
        "/search/?q=13800001111",
        "/search/?q=Zhang+San",
    )
    reader = Client()
    found = {path: reader.get(path).content for path in paths}
    return found | {"unzipped": unzipped(found[f"/foi/{number}/1.pdf"])}


def inside(office, subject: str, folder: Path) -> dict[str, bytes]:
    """What the applicant downloads, what others of the staff find, mails, tables, ledger, index and files."""
    stranger = browser("stranger")
    found = {each: stranger.get(f"/desk/search/?q={each}").content for each in ("13800001111", "防汛")}
    case = followed(subject, office.at)
    assert [each.title for each in case.letters].count("答复附件") == 1
    for letter in case.letters:
        if letter.title == "答复附件":
            found["letter"] = letter_of(subject, letter.place, office.at)[1]
    for table in (Deed, Notice, GateCheck, Release):
        found[table.__name__] = str(list(table.objects.values())).encode()
    found["ledger"] = str(reading.timeline(COUNTY, subject)).encode()
    found["mails"] = "".join(each.body for each in mailbox.outbox).encode()
    for path in folder.rglob("*"):
        if path.is_file():
            found[str(path)] = path.read_bytes()
    return found


def unzipped(pdf: bytes) -> bytes:
    """Everything that a PDF holds, its streams taken apart."""
    found = b""
    for each in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(each)
        except zlib.error:
            found += each
    return found
