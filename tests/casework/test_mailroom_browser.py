"""The mail room in a real browser, wide and narrow: a scanner and the Enter key are enough; axe content."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from mailroom import Bureau, open_bureau

from axe import complaints
from gongkai.casework.services import hops, notices
from gongkai.casework.services.parties import Particulars
from invented_county import HEALTH, OFFICE

pytestmark = pytest.mark.needs("chromium")
PAGES = ("mail/", "mail/?show=open", "mail/{number}/", "hops/", "inbox/")


@pytest.fixture
def bureau(sqlite, tmp_path, monkeypatch) -> Bureau:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    bureau = open_bureau()
    bureau.at = timezone.now() - timedelta(days=9)
    late = bureau.letter("EB1CN", sender=Particulars(name="张三"))
    hops.hand_over(late.subject, OFFICE, by=bureau.mail_room, at=bureau.later())
    bureau.at = timezone.now() - timedelta(hours=1)
    bureau.letter("EA0CN", addressee="县政府办公室")
    sent = bureau.letter("EA1CN")
    hops.hand_over(sent.subject, HEALTH, by=bureau.mail_room, at=bureau.later())
    notices.send_due(timezone.now())
    return bureau


@pytest.fixture
def window_of(bureau, found):
    """``window_of("clerk", 390)``: a page of a browser in which that person has logged in."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.test import Client
    from django.test.testcases import QuietWSGIRequestHandler

    from gongkai.organs.models import Person

    sessions = {}
    for login in ("mail-room", "clerk"):
        client = Client()
        person = Person.objects.get(login=login)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        sessions[login] = client.cookies["sessionid"].value
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    running = threading.Thread(target=server.serve_forever)
    running.start()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(found("chromium")), args=["--no-sandbox"])
        url = f"http://127.0.0.1:{server.server_port}"

        def opened(login: str, width: int):
            window = browser.new_context(
                viewport={"width": width, "height": 800}, locale="zh-CN", base_url=url
            )
            window.add_cookies([{"name": "sessionid", "value": sessions[login], "url": url}])
            return window.new_page()

        yield opened
        browser.close()
    server.shutdown()
    running.join()
    server.server_close()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_keeps_people_out_and_nothing_runs_over(window_of, width):
    page = window_of("clerk", width)
    for address in PAGES:
        page.goto("/desk/casework/" + address.format(number=f"{timezone.now().year}-0001"))
        assert complaints(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_scanner_and_the_enter_key_register_a_pile(window_of):
    page = window_of("mail-room", 1280)
    page.goto("/desk/casework/mail/")
    for number in ("EA900000001CN", "EA900000002CN", "EA900000003CN"):
        # What a scanner does: it types where the focus is, and presses Enter.
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        page.get_by_role("row").filter(has_text=number).wait_for()
    assert page.locator("p.balance").inner_text().startswith("当日来件 ")
    page.keyboard.type("EA900000001CN")
    page.keyboard.press("Enter")
    assert "不能重复登记" in page.get_by_role("alert").first.inner_text()


def test_a_pile_is_picked_and_handed_over(window_of):
    page = window_of("mail-room", 1280)
    page.goto("/desk/casework/mail/?show=open")
    page.locator("input[name=pick]").first.check()
    page.select_option("select[name=to]", HEALTH)
    page.get_by_role("button", name="转交所选").click()
    page.get_by_text("已转交1件").wait_for()
