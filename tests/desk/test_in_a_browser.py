"""The desk in a real browser, wide and narrow: no error in the console, nothing that keeps people out (axe),
and the journey of an editor who types, pastes from Word and submits.
"""

import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from workplace import Workplace, number, open_workplace

from gongkai.records import services

pytestmark = pytest.mark.needs("chromium")
WIDTHS = (1280, 390)
PASSWORD = "summer-rain-2020"
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    '<p class="MsoNormal" style="text-align:center"><b>附表</b><o:p></o:p></p><table class="MsoNormalTable">'
    '<tr><td style="border:solid windowtext 1.0pt"><p class="MsoNormal">城关镇</p>'
    '</td><td><p class="MsoNormal">12000</p></td></tr></table><!--EndFragment--></body></html>'
)


class Chromium:
    """A browser that starts when it is first asked for a page: Playwright's loop takes the test's thread, and
    with it Django's idea of the connection, so records are made before.
    """

    def __init__(self, path: str) -> None:
        self.path, self.play, self.browser = path, None, None

    def new_context(self, **more):
        """A window of its own."""
        from playwright.sync_api import sync_playwright

        if self.browser is None:
            self.play = sync_playwright().start()
            self.browser = self.play.chromium.launch(executable_path=self.path, args=["--no-sandbox"])
        return self.browser.new_context(**more)

    def close(self) -> None:
        """The end of the browser and its loop."""
        if self.browser is not None:
            self.browser.close()
            self.play.stop()


@pytest.fixture
def chromium(found):
    opened = Chromium(str(found("chromium")))
    yield opened
    opened.close()


@dataclass
class Served:
    """Where the site answers."""

    url: str


def open_with_passwords() -> Workplace:
    """The workplace with people who can log in."""
    there = open_workplace()
    from gongkai.organs.models import Person

    for login in ("liaison", "clerk", "first", "office-administrator"):
        person = Person.objects.get(login=login)
        person.set_password(PASSWORD)
        person.save()
    return there


@pytest.fixture
def workplace(sqlite_with):
    return sqlite_with(open_with_passwords)


@pytest.fixture
def served(workplace):
    """The whole site, served by threads of this process from the test's own database."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.test.testcases import QuietWSGIRequestHandler

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    server.server_close()
    thread.join()


def logged_in(chromium, served, login: str, width: int):
    """A page of somebody who has logged in, with what its console complained of."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.complaints = []
    page.on("console", lambda each: each.type in ("error", "warning") and page.complaints.append(each.text))
    page.on("pageerror", lambda each: page.complaints.append(str(each)))
    page.goto(f"{served.url}/accounts/login/")
    page.fill("#id_login", login)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")
    return page


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_open_to_all_and_silent(workplace, chromium, served, width):
    draft = number(workplace.draft())
    waiting = number(workplace.submitted(title="待审的公告"))
    live = number(workplace.live(title="已公开的公告"))
    asked = workplace.live("comment_draft", title="征求意见的草案")
    today = timezone.localdate()
    services.open_comment(
        asked.subject, opens_on=today, closes_on=today + timedelta(days=40), address="来信、来电",
        by=workplace.clerk, at=workplace.later(),
    )  # fmt: skip
    services.register_comment(asked.subject, "建议延长时间。", by=workplace.clerk, at=workplace.later())
    visits = {
        "liaison": ["", "records/new/", "records/new/notice/", f"records/{draft}/", f"records/{draft}/edit/",
                    f"records/{draft}/submit/", f"records/{draft}/word/", f"records/{draft}/revisions/1-1/",
                    "records/alarms/", "keys/", "posts/"],
        "office-administrator": ["staff/", "staff/posts/", "staff/new/", "staff/of/health-leader/"],
        "clerk": ["records/", f"records/{number(asked)}/comments/", f"records/{live}/",
                  f"records/{live}/do/withdraw/", "records/register/",
                  "records/import/", f"records/{live}/timeline/"],
        "first": ["records/clearance/", f"records/{waiting}/do/decide/", "records/nothing-there/"],
    }  # fmt: skip
    for login, paths in visits.items():
        page = logged_in(chromium, served, login, width)
        for path in paths:
            page.goto(f"{served.url}/desk/{path}")
            assert violations(page) == [], path
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{path} is {wider} px wider than the window"
        missing = [each for each in page.complaints if "404" not in each]
        assert missing == [], login
        page.context.close()


def test_lists_are_worked_by_keys(workplace, chromium, served):
    workplace.draft(title="第一份草稿")
    workplace.draft(title="第二份草稿")
    page = logged_in(chromium, served, "liaison", 1280)
    page.goto(f"{served.url}/desk/records/")
    at = "tr.at td.title"
    page.keyboard.press("j")
    first = page.text_content(at)
    page.keyboard.press("j")
    second = page.text_content(at)
    assert {first.strip(), second.strip()} == {"第一份草稿", "第二份草稿"}
    page.keyboard.press("k")
    assert page.text_content(at) == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/records/2*/")
    assert second.strip() in page.text_content("h1")
    page.keyboard.press("?")
    page.wait_for_url("**/desk/keys/")
    page.context.close()


def test_rows_are_cards_on_a_phone(workplace, chromium, served):
    workplace.draft(title="第一份草稿")
    page = logged_in(chromium, served, "liaison", 390)
    page.goto(f"{served.url}/desk/records/")
    row = page.locator("table.cards tbody tr").first
    assert row.evaluate("each => getComputedStyle(each.querySelector('td')).display") != "table-cell"
    assert not page.locator("table.cards thead").is_visible()
    assert row.locator("td.title").bounding_box()["width"] > 250
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_typing_and_pasting_from_word(workplace, chromium, served, width):
    there = workplace.draft()
    page = logged_in(chromium, served, "liaison", width)
    page.goto(f"{served.url}/desk/records/{number(there)}/edit/")
    page.click(".ProseMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type("请各单位认真落实。")
    page.evaluate(
        """html => { const data = new DataTransfer(); data.setData("text/html", html);
        document.querySelector(".ProseMirror").dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }""",
        WORD,
    )
    page.wait_for_selector(".ProseMirror td:has-text('12000')")
    page.set_input_files("#file", {"name": "名单.txt", "mimeType": "text/plain", "buffer": "张村".encode()})
    page.wait_for_selector("#files >> text=名单.txt")
    page.click("button:has-text('保存并提交审查')")
    page.wait_for_url("**/submit/")
    page.click("main button[type=submit]")
    page.wait_for_selector("text=已提交审查")
    article = page.inner_text("article.document")
    assert "请各单位认真落实。" in article and "12000" in article
    assert "Mso" not in page.inner_html("article.document")
    assert page.complaints == []
    page.context.close()


def test_keys_and_filters_without_a_mouse(workplace, chromium, served):
    for title in ("甲公告", "乙公告"):
        workplace.draft(title=title)
    page = logged_in(chromium, served, "clerk", 1280)
    page.goto(f"{served.url}/desk/records/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.inner_text("tr.at td.title") == "甲公告"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('甲公告')")
    page.go_back()
    page.fill("main input[type=search]", "乙")
    page.wait_for_selector("#list >> text=共 1 条")
    assert "q=%E4%B9%99" in page.url, "the filter is in the address"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_url("**/desk/keys/")
    assert page.complaints == []
    page.context.close()


def test_a_dialog_asks_before_what_cannot_be_taken_back(workplace, chromium, served):
    there = workplace.live()
    page = logged_in(chromium, served, "clerk", 390)
    page.goto(f"{served.url}/desk/records/{number(there)}/do/withdraw/")
    page.fill("[name=text]", "内容有误，另行发布。")
    page.click("main .sticky-acts button")
    page.wait_for_selector("#confirm.show")
    page.click("#confirm >> text=取消")
    page.wait_for_selector("#confirm", state="hidden")
    page.click("main .sticky-acts button")
    page.wait_for_selector("#confirm.show")
    page.click("#confirm [data-yes]")
    page.wait_for_selector(".alert.success")
    assert page.complaints == []
    page.context.close()
