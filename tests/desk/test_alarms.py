"""Due days as a list: filtered by kind and organ, sorted, in Excel, each with its article."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.records import queries, services
from gongkai.records.services import ColumnPlan
from records.office import COUNTY, HEALTH, TOWN


def titles(page: str) -> list[str]:
    return re.findall(r'<td class="title"[^>]*>(?:<a href="[^"]+">)?([^<]+)', page)


@pytest.fixture
def filled(workplace):
    workplace.draft(title="甲：防汛工作通知")
    workplace.of_stranger("乙：城关镇公告")
    workplace.draft(title="丙：还不到期", made_on=timezone.localdate())
    return workplace


def text(answer) -> str:
    return answer.content.decode()


def test_alarms_are_filtered_by_what_the_address_says(filled, browser_of):
    clerk = browser_of("clerk")
    assert set(titles(text(clerk.get("/desk/records/alarms/")))) == {
        "甲：防汛工作通知",
        "乙：城关镇公告",
        "丙：还不到期",
    }
    for query, wanted in (
        (f"?organ={TOWN}", ["乙：城关镇公告"]),
        ("?late=no", ["丙：还不到期"]),
        ("?kind=forced", []),
        (f"?kind=publish&organ={HEALTH}&late=yes", ["甲：防汛工作通知"]),
    ):
        assert titles(text(clerk.get(f"/desk/records/alarms/{query}"))) == wanted, query
    page = text(clerk.get("/desk/records/alarms/"))
    assert "应当公开（3，超期2）" in page and "条例第二十六条" in page
    assert titles(text(browser_of("liaison").get("/desk/records/alarms/"))) != []
    assert "乙：" not in text(browser_of("liaison").get("/desk/records/alarms/"))


def test_alarms_sort_and_go_to_excel(filled, browser_of):
    clerk = browser_of("clerk")
    up = titles(text(clerk.get("/desk/records/alarms/?sort=due_on")))
    assert up[-1] == "丙：还不到期"
    down = titles(text(clerk.get("/desk/records/alarms/?sort=-due_on")))
    assert down[0] == "丙：还不到期"
    answer = clerk.get("/desk/records/alarms/?export=xlsx&late=no")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.active.iter_rows(values_only=True))
    assert [len(rows), rows[1][0], rows[1][5]] == [2, "丙：还不到期", "条例第二十六条"]


def test_alarms_cost_the_same_however_many(filled, browser_of):
    clerk = browser_of("clerk")

    def cost() -> int:
        clerk.get("/desk/records/alarms/")
        with CaptureQueriesContext(connection) as asked:
            clerk.get("/desk/records/alarms/")
        return len(asked)

    few = cost()
    for n in range(8):
        filled.draft(title=f"又一件{n}")
    assert cost() == few


def test_a_silent_column_is_told(workplace):
    workplace.live(title="最近一条")
    services.arrange_columns(COUNTY, [ColumnPlan("notices", "公示公告", "open-board", "政府信息公开", 5)])
    day = workplace.at.date()
    found = [
        each for each in queries.alarms(workplace.clerk, day + timedelta(days=30)) if each.kind == "column"
    ]
    assert [each.title for each in found] == ["政府信息公开 › 公示公告"]
    assert found[0].late > 0 and found[0].subject == ""
