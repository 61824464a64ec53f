"""The one list component: filters, sorting, pages, columns, views, bulk acts, Excel, constant queries."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from workplace import number

from gongkai.desk.lists import excel
from gongkai.desk.models import ColumnChoice, SavedView

LISTS = (
    "/desk/",
    "/desk/records/",
    "/desk/records/clearance/",
    "/desk/records/ready/",
    "/desk/records/forced/",
    "/desk/records/register/",
    "/desk/records/alarms/",
)


def titles(page: str) -> list[str]:
    return re.findall(r'<td class="title"[^>]*><a href="[^"]+">([^<]+)</a>', page)


def table_of(response) -> list[tuple]:
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [tuple(cell for cell in row) for row in book.active.iter_rows(values_only=True)]


@pytest.fixture
def filled(workplace):
    workplace.draft(title="甲：防汛工作通知", doc_no="尉卫〔2020〕3号")
    workplace.submitted(title="乙：疫苗接种公告")
    workplace.cleared(title="丙：义诊活动公告")
    workplace.live(title="丁：卫生检查结果")
    return workplace


def test_a_list_filters_by_what_its_address_says(filled, browser_of):
    browser = browser_of("clerk")
    assert len(titles(browser.get("/desk/records/").content.decode())) == 4
    for query, wanted in (
        ("?q=防汛", "甲：防汛工作通知"),
        ("?q=通知 甲", "甲：防汛工作通知"),
        ("?q=〔2020〕3号", "甲：防汛工作通知"),
        ("?standing=live", "丁：卫生检查结果"),
        ("?standing=in_clearance", "乙：疫苗接种公告"),
        ("?standing=cleared", "丙：义诊活动公告"),
    ):
        assert titles(browser.get("/desk/records/" + query).content.decode()) == [wanted], query
    nothing = browser.get("/desk/records/?q=没有这条").content.decode()
    assert "没有符合条件的内容" in nothing and "清除筛选" in nothing


def test_a_list_sorts_and_pages(filled, browser_of):
    browser = browser_of("clerk")
    up = titles(browser.get("/desk/records/?sort=title").content.decode())
    down = titles(browser.get("/desk/records/?sort=-title").content.decode())
    assert up == down[::-1] and len(up) == 4
    for _ in range(32):
        filled.draft()
    first = browser.get("/desk/records/").content.decode()
    assert len(titles(first)) == 30 and "共 36 条" in first and 'rel="next"' in first
    assert len(titles(browser.get("/desk/records/?page=2").content.decode())) == 6
    assert len(titles(browser.get("/desk/records/?page=99").content.decode())) == 6
    assert len(titles(browser.get("/desk/records/?size=60").content.decode())) == 36
    assert browser.get("/desk/records/?sort=password&page=x&size=9999").status_code == 200


def test_a_part_of_the_page_for_a_page_that_is_there(filled, browser_of):
    part = (
        browser_of("clerk")
        .get("/desk/records/?q=防汛", headers={"HX-Request": "true", "HX-Target": "list"})
        .content.decode()
    )
    assert part.lstrip().startswith('<div id="list"') and "<html" not in part
    assert titles(part) == ["甲：防汛工作通知"]


def test_an_empty_list_says_what_would_be_there(workplace, browser_of):
    page = browser_of("clerk").get("/desk/records/").content.decode()
    assert "还没有信息" in page and "新建信息" in page
    assert "没有等待您审查的稿件" in browser_of("first").get("/desk/records/clearance/").content.decode()


def test_columns_are_chosen_by_each_person(filled, browser_of):
    browser, other = browser_of("clerk"), browser_of("inspector")
    assert "<th" in browser.get("/desk/records/").content.decode()
    browser.post(
        "/desk/lists/records/columns/", {"column": ["doc_no", "standing"], "back": "/desk/records/?q=甲"}
    )
    heads = re.findall(r'data-label="([^"]+)"', browser.get("/desk/records/?q=甲").content.decode())
    assert heads == ["标题", "状态", "发文字号"]
    assert "栏目" in re.findall(r'data-label="([^"]+)"', other.get("/desk/records/").content.decode())
    browser.post("/desk/lists/records/columns/", {"usual": "1", "back": "/desk/records/"})
    assert not ColumnChoice.objects.exists()


def test_a_view_keeps_filters_under_a_name(filled, browser_of):
    browser = browser_of("clerk")
    back = "/desk/records/?standing=live&page=2"
    assert browser.post("/desk/lists/records/views/", {"name": "已发布的", "back": back}).url == back
    view = SavedView.objects.get()
    assert view.query == "standing=live", "a page belongs to the moment"
    assert "已发布的" in browser.get("/desk/records/").content.decode()
    assert "已发布的" not in browser_of("inspector").get("/desk/records/").content.decode()
    assert browser_of("inspector").post(f"/desk/lists/views/{view.pk}/forget/").status_code == 404
    browser.post(f"/desk/lists/views/{view.pk}/forget/", {"back": "/desk/records/"})
    assert not SavedView.objects.exists()


def test_forms_lead_nowhere_else(filled, browser_of):
    answer = browser_of("clerk").post(
        "/desk/lists/records/views/", {"name": "x", "back": "https://elsewhere.example/"}
    )
    assert answer.url == "/desk/"


def test_excel_has_what_the_list_shows(filled, browser_of):
    head, *rows = table_of(browser_of("clerk").get("/desk/records/?standing=live&export=xlsx"))
    assert head == ("标题", "类型", "机关", "栏目", "状态", "发布日期", "最近办理")
    assert len(rows) == 1
    assert rows[0][:5] == ("丁：卫生检查结果", "公示公告", "尉氏县卫生健康委员会", "公示公告", "已发布")
    assert rows[0][5].date().isoformat() == "2020-06-10"


def test_nothing_in_excel_is_a_formula():
    file = excel.book("表", ["标题"], [["=1+1"], ["+cmd"], [None], [3], [True]])
    rows = [row[0] for row in load_workbook(file).active.iter_rows()]
    assert [(cell.value, cell.data_type) for cell in rows[1:3]] == [("=1+1", "s"), ("+cmd", "s")]
    assert [cell.value for cell in rows[3:]] == [None, 3, "是"]


def test_a_bulk_act_asks_first_then_tells(filled, browser_of):
    browser = browser_of("clerk")
    other = filled.cleared(title="戊：健康教育公告")
    keys = list(
        re.findall(r'name="pick" value="([^"]+)"', browser.get("/desk/records/ready/").content.decode())
    )
    assert len(keys) == 2
    question = browser.post("/desk/records/ready/", {"act": "publish", "pick": keys}).content.decode()
    assert "确定发布下列信息" in question and "戊：健康教育公告" in question
    assert "待发布" in browser.get(f"/desk/records/{number(other)}/").content.decode(), "only asked so far"
    told = browser.post(
        "/desk/records/ready/", {"act": "publish", "pick": keys, "confirmed": "1"}, follow=True
    ).content.decode()
    assert "批量发布：已办理2条" in told
    again = browser.post(
        "/desk/records/ready/", {"act": "publish", "pick": [*keys, "record:1"], "confirmed": "1"}, follow=True
    ).content.decode()
    assert "没有办理" in again
    assert (
        "没有选中任何一条"
        in browser.post("/desk/records/ready/", {"act": "publish"}, follow=True).content.decode()
    )
    assert browser.post("/desk/records/ready/", {"act": "withdraw", "pick": keys}).status_code == 404


def test_a_post_that_may_not_open_a_list_is_told_whom_to_ask(workplace, browser_of):
    answer = browser_of("liaison").get("/desk/records/ready/")
    assert answer.status_code == 403
    assert "政务公开办经办人" in answer.content.decode()


def test_lists_take_as_many_queries_for_many_rows_as_for_few(workplace, browser_of):
    def fill(times):
        for _ in range(times):
            workplace.draft()
            workplace.submitted()
            workplace.cleared()
            workplace.live()

    def queries(browser, address) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code in (200, 403)
        return len(caught)

    browsers = {login: browser_of(login) for login in ("clerk", "first", "health-liaison")}
    pages = [(login, address) for login in browsers for address in LISTS]
    fill(1)
    for login, address in pages:
        browsers[login].get(address)
    few = {page: queries(browsers[page[0]], page[1]) for page in pages}
    fill(4)
    many = {page: queries(browsers[page[0]], page[1]) for page in pages}
    assert many == few
    assert max(few.values()) <= 36, few


def test_the_registration_list_says_who_cleared(filled, browser_of):
    clerk = browser_of("clerk")
    page = clerk.get("/desk/records/register/").content.decode()
    assert "一审 甲first；二审 甲second；三审 甲third；保密审查 甲secrecy" in page
    titles_row, line = table_of(clerk.get("/desk/records/register/?export=xlsx"))
    assert "一审 甲first" in line[titles_row.index("审查人")]


def test_a_scheduled_publication_shows_its_hour_on_the_work_table(workplace, browser_of):
    from datetime import timedelta

    from django.utils import timezone

    from gongkai.records import services

    there = workplace.cleared(title="定时发布的公告")
    hour = timezone.now() + timedelta(days=2)
    services.publish(
        there.subject, sha256=there.sha256, by=workplace.clerk, at=workplace.later(), publish_at=hour
    )
    page = browser_of("clerk").get("/desk/?tab=waiting").content.decode()
    assert f"定于 {timezone.localtime(hour):%Y-%m-%d %H:%M} 发布" in page
