"""Public pages in a browser: accessible, readable on a phone, and with aids that stay on."""

from pathlib import Path

import pytest
from county_site import GONE, GUIDE, OLD, POLICY, TODAY

import needs
from axe import complaints
from gongkai.portal import finding
from gongkai.portal.frame import STATIC
from gongkai.portal.press import Press
from gongkai.records.queries import public_record

pytestmark = pytest.mark.needs("chromium")
SITE = "http://portal.example"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WIDTHS = (1280, 390)


@pytest.fixture
def printed(site, index):
    """Pages of every kind, printed before the browser starts."""
    press = Press(TODAY)
    paths = ["/", "/xinwen/", "/xinwen/weishi-yaowen/", "/xinwen/weishi-yaowen/page/1.html", "/directory/"]
    paths += ["/policies/", "/platform/", "/platform/guide/", "/apply/", "/organs/", "/leaders/", "/map/"]
    paths += ["/open-data/", "/gongkai/guifanxing-wenjian/", "/zhuanti/sannong-gongzuo/", "/none/"]
    paths += [public_record(subject=each, as_of=TODAY).address for each in (POLICY, OLD, GONE, GUIDE)]
    pages = {each: press.render(each) for each in paths}
    for asked in ("低保标准", "飞行汽车牌照"):
        at = site.office.at
        pages[f"/search/?q={asked}"] = press.print(finding.search_page(press.frame, {"q": asked}, at=at))
    return pages


@pytest.fixture
def browser(printed):
    """Chromium that gets everything from memory: nothing is asked of Django while it runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        running = started.chromium.launch(
            executable_path=str(needs.demand("chromium")), args=["--no-sandbox"]
        )
        yield running
        running.close()


def open_window(browser, printed, width):
    """A window of a width before the printed site."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    context.route("**/*", lambda route: answer(route, printed))
    return context.new_page()


def answer(route, printed):
    from urllib.parse import unquote

    path = unquote(route.request.url.removeprefix(SITE))
    if path in printed:
        page = printed[path]
        route.fulfill(status=page.status, content_type=page.media_type, body=page.body)
    elif path.startswith("/static/portal/"):
        file = STATIC / Path(path.partition("?")[0]).name
        route.fulfill(content_type=KINDS[file.suffix], body=file.read_bytes())
    else:
        route.fulfill(status=404, body="")


@pytest.mark.parametrize("aids", [(), ("contrast",)])
def test_axe_has_nothing_to_complain_of(browser, printed, aids):
    for width in WIDTHS[:1] if aids else WIDTHS:
        page = open_window(browser, printed, width)
        page.goto(SITE + "/")
        for aid in aids:
            page.click(f"[data-tool={aid}]")
        for path in printed:
            page.goto(SITE + path)
            assert complaints(page) == [], (width, path)


def test_nothing_is_wider_than_the_screen_and_text_is_large_enough(browser, printed):
    for width in WIDTHS:
        page = open_window(browser, printed, width)
        for path in printed:
            page.goto(SITE + path)
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over == 0, (width, path)
        page.goto(SITE + next(each for each in printed if each.startswith("/art/")))
        style = page.evaluate(
            "(() => { const of = getComputedStyle(document.querySelector('.prose'));"
            " return [parseFloat(of.fontSize), parseFloat(of.lineHeight) / parseFloat(of.fontSize)] })()"
        )
        assert style[0] >= 16 and style[1] >= 1.75
        assert page.evaluate("document.querySelector('.prose').clientWidth / 17") < 46


def test_aids_stay_on_from_page_to_page(browser, printed):
    page = open_window(browser, printed, 1280)
    page.goto(SITE + "/")
    page.click("[data-tool=large]")
    page.goto(SITE + "/map/")
    assert page.get_attribute("[data-tool=large]", "aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.click("[data-tool=large]")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"


def test_the_keyboard_leads_everywhere(browser, printed):
    page = open_window(browser, printed, 1280)
    page.goto(SITE + "/xinwen/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("4")
    page.wait_for_url(SITE + "/map/")


def test_nothing_is_lost_without_scripts(browser, printed):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    context.route("**/*", lambda route: answer(route, printed))
    page = context.new_page()
    page.goto(SITE + "/")
    assert page.get_by_role("button", name="大字").count() == 0
    page.get_by_role("searchbox").fill("低保标准")
    assert page.get_by_role("button", name="检索").is_visible()
    assert page.get_by_role("link", name="依申请公开").first.is_visible()
