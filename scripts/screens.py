"""Take the pictures of main pages that stand in ``docs/images/pages``, wide and on a phone.

``python -m scripts.screens HOME`` serves the demonstration that ``gongkai demo --no-serve`` made in the
folder HOME, visits its pages as people do, and writes small PNGs. Look at each before you commit it.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "images" / "pages"
WIDE, PHONE = (1280, 860), (390, 844)
PUBLIC = {
    "home": "/",
    "board": "/xinwen/",
    "column": "/xinwen/weishi-yaowen/",
    "article": "first of /xinwen/weishi-yaowen/",
    "policy": "first of /gongkai/guifanxing-wenjian/",
    "policies": "/policies/",
    "directory": "/directory/",
    "platform": "/platform/",
    "service-guide": "first of /fuwu/banshi-zhinan/",
    "topics": "/zhuanti/",
    "leaders": "/leaders/",
    "search": "/search/?q=低保标准",
    "annual-report": "first of /gongkai/gongkai-nianbao/",
    "apply": "/apply/",
    "apply-online": "/apply/online/",
    "track": "/track/",
    "answers": "/foi/",
    "promptness": "/foi/figures/",
}
"""Name of the picture → address; ``first of`` a column is the newest page it lists."""
DESK = {
    "desk-work": ("jingban", "/desk/"),
    "desk-records": ("jingban", "/desk/records/"),
    "desk-record": ("jingban", "first of /desk/records/?q=养犬管理规定"),
    "desk-new": ("jingban", "/desk/records/new/"),
    "desk-edit": ("jingban", "edit first of /desk/records/?q=政府投资项目管理办法"),
    "desk-clearance": ("jingban", "/desk/records/clearance/"),
    "desk-alarms": ("jingban", "/desk/records/alarms/"),
    "desk-import": ("jingban", "/desk/records/import/"),
    "desk-applications": ("jingban", "/desk/foi/"),
    "desk-application": ("jingban", "first of /desk/foi/?year=2020"),
    "desk-clock": ("jingban", "/desk/foi/2020-0002/clock/"),
    "desk-registering": ("jingban", "/desk/foi/new/"),
    "desk-morning": ("zhuren", "/desk/foi/watch/"),
    "desk-disputes": ("jingban", "/desk/oversight/"),
    "desk-dispute": ("jingban", "first of /desk/oversight/"),
    "desk-supervision": ("jingban", "/desk/oversight/supervision/"),
    "desk-mail": ("shoufa", "/desk/casework/mail/"),
    "desk-hops": ("shoufa", "/desk/casework/hops/"),
    "desk-people": ("guanli", "/desk/staff/"),
    "desk-posts": ("guanli", "/desk/posts/"),
}
"""Name of the picture → who looks, and where."""
ON_PHONE = (
    *("home", "article", "policy", "directory", "search", "annual-report", "apply-online", "track"),
    *("desk-work", "desk-records", "desk-record", "desk-applications", "desk-application", "desk-morning"),
    *("desk-mail", "desk-posts", "desk-dispute", "answers"),
)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The demonstration at an address of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "GONGKAI_HOME": str(home)}
    command = [sys.executable, "-m", "gongkai.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def keep(page: Page, name: str) -> None:
    """A picture of what the window shows, with few colours so that it stays small."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot()))
    file = FOLDER / f"{name}.png"
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)} {file.stat().st_size // 1024} kB")


def visit(page: Page, where: str) -> None:
    """Go to an address, or to what it leads to."""
    how, _, address = where.rpartition(" ")
    page.goto(address)
    if how:
        link = "td a[href*='/desk/'][href*='/20']" if "/desk/" in address else "main a[href^='/art/']"
        page.locator(link).first.click()
        page.wait_for_url(re.compile(r"/art/|/desk/[\w/]+/\d"))
    if how.startswith("edit"):
        page.get_by_role("link", name=re.compile("^修改")).first.click()
        page.wait_for_url("**/edit/")


def log_in(page: Page, login: str, password: str) -> None:
    """As a person of the demonstration."""
    page.goto("/desk/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


def take(browser: Browser, address: str, size: tuple[int, int], suffix: str) -> None:
    """All pictures of one size."""
    from gongkai.demo.people import password_of

    width, height = size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    for name, where in PUBLIC.items():
        if not suffix or name in ON_PHONE:
            visit(page, where)
            keep(page, name + suffix)
    someone = ""
    for name, (login, where) in DESK.items():
        if suffix and name not in ON_PHONE:
            continue
        if login != someone:
            someone = login
            context.clear_cookies()
            log_in(page, login, password_of(login))
        visit(page, where)
        keep(page, name + suffix)
    context.close()


def main() -> None:
    """Serve, visit, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, help="folder of a demonstration made by gongkai demo --no-serve")
    home = parser.parse_args().home.absolute()
    os.environ["GONGKAI_HOME"] = str(home)
    from gongkai.ledger.home import prepare

    prepare()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size, suffix in ((WIDE, ""), (PHONE, "-phone")):
            take(browser, address, size, suffix)
        browser.close()


if __name__ == "__main__":
    main()
