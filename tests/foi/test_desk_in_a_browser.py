"""The screens of applications in a real browser, wide and narrow: no error, nothing that keeps people out,
nothing wider than the window; and a decision that is composed while somebody chooses.
"""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler
from django.utils import timezone
from docx import Document
from foi_office import open_office, someone, words
from test_desk import at

from axe import complaints
from gongkai.casework.services.papers import File
from gongkai.foi import services
from gongkai.foi.facts import Outcome, Party
from invented_county import HEALTH

pytestmark = pytest.mark.needs("chromium")
WIDTHS = (1280, 390)


@pytest.fixture
def office(sqlite, tmp_path, monkeypatch, settings):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return open_office()


@pytest.fixture
def served(office):
    """The site, served by threads of this process."""
    import threading

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def session_of(login: str) -> str:
    """A logged-in session, as the login page makes it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from gongkai.organs.models import Person

    person, session = Person.objects.get(login=login), SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def in_word(text: str) -> bytes:
    """A document of Word."""
    document, held = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


def lay(office) -> dict[str, str]:
    """Applications at every stage: overdue, due soon, consulting, drafted, delivered late."""
    now = timezone.now()
    office.at = now - timedelta(days=60)
    late = office.application("2024年度防汛经费使用情况明细", title="防汛经费使用情况", applicant=someone(1))
    office.at = now - timedelta(days=24)
    office.application("道路规划图", title="道路规划图", applicant=someone(2))
    office.at = now - timedelta(days=9)
    sought = office.application("招标文件", title="招标文件", applicant=someone(3))
    services.consult(sought, Party.ORGAN, "招标文件及附件", office.by("clerk"), organ=HEALTH)
    drafted = office.application("值班表", title="值班安排", applicant=someone(4))
    reply = File("答复书.docx", in_word("经研究，予以公开。"))
    services.draft(drafted, {1: words(Outcome.GRANTED)}, reply, office.by("clerk"))
    office.clear(drafted)
    fresh = office.application("一、预算", "二、决算", title="预算和决算", applicant=someone(5))
    done = office.delivered()
    return {"late": late, "sought": sought, "drafted": drafted, "fresh": fresh, "done": done}


PAGES = (
    ("clerk", "register", lambda there: "/desk/foi/"),
    ("head", "watch", lambda there: "/desk/foi/watch/"),
    ("head", "late", lambda there: at(there["late"])),
    ("clerk", "sought", lambda there: at(there["sought"])),
    ("clerk", "done", lambda there: at(there["done"])),
    ("clerk", "clock", lambda there: at(there["sought"], "clock/")),
    ("clerk", "consult", lambda there: at(there["fresh"], "do/consult/")),
    ("head", "unlawful", lambda there: at(there["late"], "do/extend/")),
    ("head", "sign", lambda there: at(there["drafted"], "do/sign/")),
    ("clerk", "decide", lambda there: at(there["drafted"], "decide/")),
    ("clerk", "new", lambda there: "/desk/foi/new/"),
)


def test_every_screen_keeps_nobody_out_wide_and_narrow(office, served, found):
    from playwright.sync_api import sync_playwright

    there = lay(office)
    keys = {login: session_of(login) for login in ("clerk", "head")}
    wrong = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(found("chromium")), args=["--no-sandbox"])
        for width in WIDTHS:
            for login, name, address in PAGES:
                window = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
                window.add_cookies([{"name": "sessionid", "value": keys[login], "url": served}])
                page = window.new_page()
                page.on(
                    "console",
                    lambda said, told=wrong, name=name: (
                        said.type == "error" and told.append((name, said.text))
                    ),
                )
                page.goto(served + address(there))
                keep(page, f"{name}-{width}")
                wrong += [(name, width, each) for each in complaints(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append((name, width, "wider than the window"))
                window.close()
        browser.close()
    assert wrong == []


def test_the_letter_is_composed_while_somebody_chooses(office, served, found):
    from playwright.sync_api import sync_playwright

    subject = office.on(timezone.localdate(), 0, 1).application("防汛经费")
    key = session_of("clerk")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(found("chromium")), args=["--no-sandbox"])
        window = browser.new_context(viewport={"width": 1280, "height": 900})
        window.add_cookies([{"name": "sessionid", "value": key, "url": served}])
        page = window.new_page()
        page.goto(served + at(subject, "decide/"))
        page.get_by_label("予以公开", exact=True).check()
        page.get_by_label("提供的内容和方式").fill("纸质复印件一份")
        page.locator("#preview .letter").get_by_text("纸质复印件一份").wait_for()
        assert page.get_by_label("提供的内容和方式").input_value() == "纸质复印件一份"
        page.get_by_role("button", name="保存拟稿").click()
        page.get_by_text("已拟稿").wait_for()
        browser.close()


def keep(page, name: str) -> None:
    """A picture of the page, where a folder for pictures is named."""
    import os
    from pathlib import Path

    if folder := os.environ.get("GONGKAI_PICTURES", ""):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
