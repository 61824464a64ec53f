"""Attachments and released answers on the screens of the desk."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from foi_office import PERSON, open_office, words
from releases import HIDDEN, OTHER, REDACTED, WORDS, browser, released

from casework import release_files as made
from gongkai.foi import services
from gongkai.foi.facts import Outcome
from gongkai.foi.models import Attachment
from gongkai.foi.services import File
from gongkai.portal import frame
from gongkai.search import engines


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    frame.forget()
    yield sqlite_with(open_office)
    frame.forget()
    engines.close()


def at(subject: str, more: str = "") -> str:
    return f"/desk/foi/{subject.partition(':')[2]}/{more}"


def hidden(page) -> dict[str, str]:
    names = "key|seen|sha256|attachments"
    return dict(re.findall(rf'<input type="hidden" name="({names})" value="([^"]*)"', page.content.decode()))


def press(who: str, subject: str, screen: str, **given):
    """Open a screen and press its button; the answer as a page."""
    client = browser(who)
    opened = client.get(at(subject, screen))
    assert opened.status_code == 200, (screen, opened.headers.get("Location"))
    return client.post(at(subject, screen), {**hidden(opened), **given}, follow=True)


@pytest.fixture
def now(office, settings):
    """The office today: screens act now, and so does what the tests lay before them."""
    settings.UPPER_GOVERNMENT = "开封市人民政府"
    office.at = timezone.now() - timedelta(hours=6)
    return office


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def letter() -> bytes:
    """A draft in Word."""
    document, kept = docx.Document(), BytesIO()
    document.add_paragraph("答复如下。")
    document.save(kept)
    return kept.getvalue()


def test_f21_the_desk_shows_what_hides_in_a_file_and_what_to_do(now):
    subject = now.application()
    draft, decided = File("答复书.docx", letter()), {1: words(Outcome.GRANTED)}
    sha256 = services.draft(subject, decided, draft, now.by("clerk"))
    photo = made.picture(exif=made.exif(gps=True))
    page = press("clerk", subject, "attachments/", add="1", title="现场照片", file=upload(photo, "张三.jpg"))
    said = page.content.decode()
    assert "不能发出" in said and "清除隐藏信息" in said and "张三" not in said
    page = press("clerk", subject, "attachments/", add="1", title="明细", file=upload(HIDDEN, "a.pdf"))
    assert "真正删除这些文字" in page.content.decode() and made.SECRET not in page.content.decode()
    first, second = Attachment.objects.order_by("pk")
    press("clerk", subject, "attachments/", clean=str(first.pk))
    said = press("clerk", subject, "attachments/", remove=str(second.pk)).content.decode()
    assert "检查通过" in said and "不能发出" not in said
    shown = browser("secrecy").get(at(subject, "do/clear_secrecy/")).content.decode()
    assert "现场照片" in shown and "检查通过" in shown
    press("secrecy", subject, "do/clear_secrecy/", level="none", basis="不涉密")
    assert "保密审查通过" in browser("clerk").get(at(subject)).content.decode()
    assert now.sign(subject, sha256)
    refused = browser("clerk").get(at(subject, "attachments/"), follow=True).content.decode()
    assert "不能办理" in refused


def test_f22_an_answer_goes_to_the_log_and_out_again_by_buttons(now):
    subject = now.delivered()
    typed = {"title": WORDS.title, "question": WORDS.question, "answer": WORDS.answer}
    refused = press("clerk", subject, "release/", **typed | {"answer": f"{PERSON.name}您好"})
    assert refused.status_code == 422 and "姓名" in refused.content.decode()
    done = press(
        "clerk", subject, "release/", **typed, files=[upload(REDACTED, "a.pdf"), upload(OTHER, "b.pdf")]
    )
    assert "已保存选登稿" in done.content.decode() and "待保密审查" in done.content.decode()
    # Nobody decides on what was not reviewed.
    assert "还没有通过保密审查" in browser("head").get(at(subject)).content.decode()
    shown = browser("secrecy").get(at(subject, "do/clear_release/")).content.decode()
    assert WORDS.answer in shown and shown.count("检查通过") == 2
    press("secrecy", subject, "do/clear_release/", level="none", basis="不涉密")
    assert "已选登" in press("head", subject, "do/release/").content.decode()
    assert Client().get("/foi/1/2.pdf").content == OTHER
    listed = browser("clerk").get("/desk/foi/released/?standing=public").content.decode()
    assert WORDS.title in listed and "已选登" in listed
    refused = press("clerk", subject, "do/withdraw_release/", reason="error", text="")
    assert refused.status_code == 422 and Client().get("/foi/1.html").status_code == 200
    done = press("clerk", subject, "do/withdraw_release/", reason="error", text="数字有误。")
    assert "已撤下" in done.content.decode() and "撤下选登" in done.content.decode()
    assert Client().get("/foi/1.html").status_code == 410
    assert "已撤下" in browser("clerk").get("/desk/foi/released/?standing=withdrawn").content.decode()
    for who in ("inspector", "secrecy", "stranger"):
        page = browser(who).get(at(subject)).content.decode()
        assert "修改选登稿" not in page and "do/release/" not in page, who


def test_the_desks_list_takes_the_same_queries_however_long(now):
    clerk, counted = browser("clerk"), []
    for more in (1, 3):
        for n in range(more):
            released(now, now.delivered(), uploads=(), said=replace(WORDS, title=f"第{n}件"))
            now.delivered(Outcome.PARTIAL)
        clerk.get("/desk/foi/released/")
        with CaptureQueriesContext(connection) as asked:
            page = clerk.get("/desk/foi/released/")
        assert page.status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]
    book = clerk.get("/desk/foi/released/?export=xlsx")
    assert book.status_code == 200
    empty = browser("stranger").get("/desk/foi/released/").content.decode()
    assert "还没有送达的答复" in empty
