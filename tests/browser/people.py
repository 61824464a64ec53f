"""What people do before a screen, in the words of the office: ``desk.as_("lin").draft_from_word(…)``.

Everybody works with what is written on the screen: labels, buttons, links. No address is typed that a person
would not type.
"""

import re
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import ClassVar

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser.county import PASSWORD

QUICK, WHOLE = 10_000, 60_000
"""Milliseconds that a step, and the making of the whole site anew, may take at most on a busy machine."""

DANGEROUS = ("撤下", "登记废止")
"""Acts that ask once more."""


class Screen:
    """A browser window of some size on the site. Trouble of a page's scripts is trouble of the test."""

    def __init__(self, browser: Browser, address: str, size: tuple[int, int], state: object = None) -> None:
        width, height = size
        self.address = address
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=width < 600,
            reduced_motion="reduce",
            storage_state=state,
        )
        self.context.set_default_timeout(QUICK)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message) -> None:
        # A page that is refused or gone is asked for on purpose; what Wagtail's own scripts say is theirs,
        # and what comes from no address is said of a script of the test (axe).
        address = message.location.get("url", "")
        of_others = not address or "/static/wagtailadmin/" in address
        if message.type == "error" and not of_others and "Failed to load resource" not in message.text:
            self.troubles.append(message.text)

    def close(self) -> None:
        """Close the window; nothing may have gone wrong in it."""
        self.context.close()
        assert not self.troubles, self.troubles

    def open(self, path: str) -> Page:
        """Go to an address."""
        self.page.goto(path, wait_until="domcontentloaded")
        return self.page

    def click(self, name: str, *, exact: bool = True) -> None:
        """Click the link or button that says so."""
        self.named(name, exact=exact).first.click()

    def named(self, name: str, *, exact: bool = True) -> Locator:
        """Links and buttons that say so and can be seen."""
        there = self.page.get_by_role("link", name=name, exact=exact)
        return there.or_(self.page.get_by_role("button", name=name, exact=exact)).filter(visible=True)

    def fill(self, **given: str) -> None:
        """Write into fields by their label; choose, where there is a choice."""
        for label, value in given.items():
            self.write(label, value)

    def write(self, label: str, value: str) -> None:
        """Write into one field, or choose one of its values."""
        field = self.page.get_by_label(label, exact=True).filter(visible=True).first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def sees(self, words: str) -> None:
        """The words stand on the page."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible(timeout=QUICK)

    def fits(self) -> None:
        """Nothing stands out to the side."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"


class Person(Screen):
    """Somebody of the staff, logged in."""

    def begin(self, type_title: str) -> None:
        """Begin a record of a type, from the menu."""
        self.open("/desk/records/new/")
        self.page.get_by_role("link", name=re.compile(f"^{type_title}")).first.click()

    def draft_from_word(self, type_title: str, file: Path) -> None:
        """Let a Word file become a draft."""
        self.begin(type_title)
        self.page.get_by_label("从 Word 文件开始").set_input_files(file)
        self.click("建立草稿")

    def write_text(self, text: str) -> None:
        """Write the body in the editor, as one types."""
        area = self.page.locator(".editor [contenteditable=true]")
        area.click()
        self.page.keyboard.insert_text(text)

    def submit(self) -> str:
        """Save, look at the findings, submit. Returns the number of the record."""
        self.click("保存并提交审查")
        self.page.wait_for_url("**/submit/")
        self.click("提交审查")
        self.sees("已提交审查")
        return self.number

    @property
    def number(self) -> str:
        """The number of the record on the screen."""
        found = re.search(r"/desk/records/(\d{4}-\d+)/", self.page.url)
        assert found, self.page.url
        return found[1]

    def open_waiting(self, title: str, tab: str = "") -> None:
        """Open what waits, from the work table or one of its other tabs."""
        self.open("/desk/")
        if tab:
            self.page.get_by_role("link", name=re.compile(f"^{tab}")).first.click()
        self.page.get_by_role("link", name=title, exact=True).first.click()

    def look_up(self, words: str, title: str) -> None:
        """Find a record by the box on top of the desk, and open it."""
        self.open("/desk/")
        box = self.page.locator("#find")
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_url("**q=**")
        if "/desk/records/20" not in self.page.url:
            self.page.get_by_role("link", name=title, exact=True).first.click()

    def approve(self, title: str, act: str, **more: str) -> None:
        """Read, find nothing wrong, say so."""
        self.open_waiting(title)
        self.click(act)
        self.page.get_by_label("通过", exact=True).check()
        self.fill(**more)
        self.click(act)
        self.sees("已办理")

    def give_back(self, title: str, act: str, remarks: str) -> None:
        """Return with remarks."""
        self.open_waiting(title)
        self.click(act)
        self.page.get_by_label("退回修改", exact=True).check()
        self.fill(意见=remarks)
        self.click(act)
        self.sees("已办理")

    def do(self, act: str, done: str, **given: str) -> None:
        """One act on the record on the screen: its button, its form, its button again."""
        self.click(act)
        self.fill(**given)
        self.page.locator("form.panel").get_by_role("button", name=act, exact=True).click()
        if act in DANGEROUS:
            asked = self.page.get_by_role("dialog", name="请确认")
            asked.get_by_role("button", name=act, exact=True).click()
        self.sees(done)

    def make_topic(self, board: str, title: str, summary: str, heading: str) -> None:
        """Make a topic page under a board in the editor of the structure, and publish it."""
        self.open("/cms/pages/")
        self.page.get_by_role("link", name=f"查看'{board}'的子页面").click()
        self.page.locator("a[href$='/add_subpage/']").filter(visible=True).first.click()
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_summary").fill(summary)
        self.page.get_by_title("Insert a block").first.click()
        self.page.get_by_role("option", name="小标题").click()
        self.page.locator("input[name='body-0-value']").fill(heading)
        self.page.get_by_role("button", name="更多动作").click()
        self.page.get_by_role("button", name="发布", exact=True).click()
        self.page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))


class Desk:
    """The desk of the county: people at it, each in a window of his or her own."""

    _states: ClassVar[dict[tuple[str, str], object]] = {}

    def __init__(self, browser: Browser, address: str, size: tuple[int, int]) -> None:
        self.browser, self.address, self.size = browser, address, size
        self.people: dict[str, Person] = {}

    def as_(self, login: str) -> Person:
        """The person with this login name; logs in the first time."""
        if login not in self.people:
            key = (self.address, login)
            person = Person(self.browser, self.address, self.size, self._states.get(key))
            self.people[login] = person
            if key not in self._states:
                log_in(person, login)
                self._states[key] = person.context.storage_state()
        return self.people[login]

    def clear(self, title: str, *, after: str = "") -> None:
        """Three reviews and the secrecy review, each by its own person. ``after`` begins after a step."""
        steps = list(STEPS)
        for login in steps[steps.index(after) + 1 if after else 0 :]:
            act, more = STEPS[login]
            self.as_(login).approve(title, act, **more)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, kind: type | None, error: Exception | None, trace: TracebackType | None) -> None:
        for person in self.people.values():
            person.close()


STEPS: Mapping[str, tuple[str, dict[str, str]]] = {
    "yuan": ("一审", {}),
    "fu": ("二审", {}),
    "shen": ("三审", {}),
    "bao": ("保密审查", {"密级判定": "不涉密，可以公开", "判定依据": "不在本行业国家秘密事项范围内"}),
}
"""Who decides which step, and what is written down besides."""


def log_in(person: Screen, login: str) -> None:
    """Log in by name and password; the work table is the first thing to be seen."""
    person.open("/desk/")
    person.fill(登录名=login, 密码=PASSWORD)
    person.click("登录")
    expect(person.page.get_by_role("heading", name="我的工作")).to_be_visible()


class Reader(Screen):
    """A citizen on the public site."""

    def find(self, words: str) -> None:
        """Search from the box on top of every page."""
        box = self.page.get_by_role("search").first
        box.locator("input[type=search]").fill(words)
        box.get_by_role("button", name="检索").click()
        self.page.wait_for_url("**/search/**")

    def hits(self) -> list[str]:
        """The titles that were found, in their order."""
        return self.page.locator("ol.hits h2 a").all_inner_texts()

    def look_again(self, path: str) -> int:
        """The page as it is now: browsers may keep what they were given for a minute. Returns the status."""
        self.open(path)
        answer = self.page.reload(wait_until="domcontentloaded")
        assert answer is not None
        return answer.status

    def waits_for(self, path: str, words: str, *, gone: bool = False, most: int = QUICK) -> str:
        """Ask until the words are there (or gone): what was published is laid down within moments."""
        end = time.monotonic() + most / 1000
        while time.monotonic() < end:
            text = re.sub("</?mark>", "", self.page.request.get(path).text())
            if (words in text) is not gone:
                return text
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{path}: “{words}” is {'still' if gone else 'not'} there")

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, kind: type | None, error: Exception | None, trace: TracebackType | None) -> None:
        self.close()
