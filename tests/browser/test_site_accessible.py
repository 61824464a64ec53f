"""Nothing serious keeps people out (axe), and nothing is wider than the window, on any page of the addresses.

Which pages there are is asked of the addresses themselves: a new one that nobody visits fails the test.
"""

import re
from xml.etree import ElementTree

from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver
from people import Desk, Reader, Screen

from invented_county import OFFICE

RECORD = "first"
"""Stands for the number of a record that the person finds in a list."""
DESK_PAGES = {
    "work": ("zheng", ""),
    "keys": ("zheng", "keys/"),
    "search": ("zheng", "search/?q=通知"),
    "list": ("zheng", "records/"),
    "clearance": ("yuan", "records/clearance/"),
    "ready": ("zheng", "records/ready/"),
    "forced": ("jian", "records/forced/"),
    "alarms": ("zheng", "records/alarms/"),
    "register": ("zheng", "records/register/"),
    "import": ("zheng", "records/import/"),
    "new": ("lin", "records/new/"),
    "start": ("lin", "records/new/notice/"),
    "page": ("zheng", f"records/{RECORD}/"),
    "timeline": ("zheng", f"records/{RECORD}/timeline/"),
    "compare": ("zheng", f"records/{RECORD}/compare/"),
    "act": ("zheng", f"records/{RECORD}/do/withdraw/"),
    "revision": ("zheng", f"records/{RECORD}/revisions/1-1/"),
    "posts": ("lin", "posts/"),
    "people": ("guan", "staff/"),
    "all_posts": ("guan", "staff/posts/"),
    "new_post": ("guan", "staff/posts/new/"),
    "new_person": ("guan", "staff/new/"),
    "person": ("guan", "staff/of/lin/"),
    "organs": ("guan", "organs/"),
    "organ": ("guan", f"organs/{OFFICE}/"),
}
AFTER_STARTING = {"edit": "edit/", "submit": "submit/", "replace": "word/"}
"""Pages of a draft, visited by the liaison who starts one."""
NO_PAGES = {
    *("hand_over", "take_back", "staff_act"),
    *("act_as", "keep_view", "forget_view", "choose_columns"),
    *("clean", "import_template", "attach", "picture", "file", "detach"),
    # Of a draft that is out for comment, which is not among these: visited by the desk's own tests.
    *("comments", "register_comment", "answer_comment"),
}
"""Addresses that take something or give a file."""


def check(screen: Screen) -> None:
    """Nothing serious on the page that is open."""
    found = Axe().run(screen.page).response["violations"]
    serious = [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
    assert not serious, (screen.page.url, serious)
    screen.fits()


def test_every_address_of_the_desk_is_visited():
    there = {
        pattern.name
        for urls in ("gongkai.desk.urls", "gongkai.records.urls")
        for pattern in get_resolver(urls).url_patterns
    }
    assert there == DESK_PAGES.keys() | AFTER_STARTING.keys() | NO_PAGES


def test_desk_pages_keep_nobody_out(desk: Desk):
    number = ""
    for login, path in sorted(DESK_PAGES.values()):
        person = desk.as_(login)
        if RECORD in path and not number:
            person.open("/desk/records/?state=live")
            number = re.search(r"/desk/records/(2\d{3}-[\w-]+)/", person.page.content())[1]
        answer = person.page.goto(f"/desk/{path.replace(RECORD, number)}")
        assert answer.status == 200, (path, answer.status)
        check(person)
    liaison = desk.as_("lin")
    liaison.begin("公示公告")
    liaison.click("建立草稿")
    liaison.page.wait_for_url("**/edit/")
    draft = liaison.number
    for path in AFTER_STARTING.values():
        liaison.open(f"/desk/records/{draft}/{path}")
        check(liaison)


def test_public_pages_keep_nobody_out(reader: Reader):
    """One page of every template that the site map leads to, and those that are answered anew."""
    reader.open("/")
    parts = reader.page.request.get("/sitemap.xml").body()
    shards = [
        each.text.partition("/sitemap")[2] for each in ElementTree.fromstring(parts).iter() if each.text
    ]
    seen: set[str] = set()
    for shard in (f"/sitemap{each}" for each in shards if each.endswith(".xml")):
        for each in ElementTree.fromstring(reader.page.request.get(shard).body()).iter():
            if each.tag.endswith("}loc"):
                _visit(reader, "/" + each.text.split("/", 3)[3], seen)
    for path in ("/search/", "/search/?q=低保标准", "/search/?q=飞行汽车", "/directory/", "/nothing-there/"):
        reader.open(path)
        check(reader)
    assert {"home", "board", "column", "article", "platform", "topic"} <= seen


def _visit(reader: Reader, path: str, seen: set[str]) -> None:
    """Check the page unless one of its template was checked before."""
    text = reader.page.request.get(path).text()
    found = re.search(r'<body class="page-([\w-]+)"', text)
    if found and found[1] not in seen:
        seen.add(found[1])
        reader.open(path)
        check(reader)
