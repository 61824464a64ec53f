"""The page of a checked report: every finding with a word, tied to its cells in both directions."""

from types import SimpleNamespace

import pytest
from lxml import html

from gongkai.reports.format import load_format
from gongkai.reports.report import Cell, Report
from gongkai.reports.writing.drawing import form
from gongkai.reports.writing.findings_html import findings_html


@pytest.fixture
def report() -> Report:
    found = form(load_format("annual-2021"))
    found.cells = {cell_id: Cell(0) for cell_id in found.cells if not cell_id.startswith("reviews.")}
    found.organ, found.year, found.file = "青阳县人民政府", 2023, "甲<乙>.txt"
    found.sections = {"s1": "新收申请2件。"}
    found.notes = ["表三第3行数字粘连。"]
    return found


def finding(check: str, *cells: str, level: str = "error", outcome: str = "fails", **more: object):
    base = {"at": "", "left": None, "right": None, "message": f"{check}：请核对。"}
    return SimpleNamespace(check=check, cells=cells, level=level, outcome=outcome, **{**base, **more})


FOUND = [
    finding("N-1", "requests.new_received.total", left=2, right=0),
    finding("T3-1", "requests.new_received.total", "requests.carried_in.total", left=28, right=21),
    finding("T3-2", "requests.carried_in.total", level="error", outcome="cannot_tell"),
    finding("B-1", "proactive.a20_1.normative_docs.in_force", level="warning"),
    finding("S-5", level="note", message="日期<b>晚</b>于1月31日。"),
    finding("T4-1", "reviews.review_total", outcome="not_applicable"),
]


@pytest.fixture
def page(report):
    return html.fromstring(findings_html(report, FOUND))


def test_findings_are_grouped_and_summed_up_in_words(page):
    overview = [
        tuple(each.text_content() for each in item.xpath("a/*"))
        for item in page.xpath("//ul[@class='overview']/li")
    ]
    assert overview == [
        ("表二", "警告 1"),
        ("表三", "错误 1　无法判断 1"),
        ("表四", "不适用 1"),
        ("文字与数据", "错误 1"),
        ("格式与要素", "提示 1"),
    ]
    assert page.xpath("string(//p[contains(@class, 'verdict')])") == (
        "有2处错误需要改正，另有2处警告或提示，1处数据不全、无法判断。"
    )
    words = [each.text for each in page.xpath("//b[@class='word']")]
    assert words == ["警告", "错误", "无法判断", "不适用", "错误", "提示"]


def test_cells_point_to_their_findings_and_back(page):
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        assert page.xpath(f"//*[@id='{link.get('href')[1:]}']"), link.get("href")
    cell = page.xpath("//*[@id='cell-requests-new_received-total']")[0]
    assert [each.text for each in cell.findall("a")] == ["2", "5"]
    assert "error" in cell.get("class")
    carried = page.xpath("//*[@id='cell-requests-carried_in-total']")[0]
    assert "error" in carried.get("class")
    assert "warning" in page.xpath("//*[@id='cell-proactive-a20_1-normative_docs-in_force']/@class")[0]
    places = page.xpath("//li[@id='finding-2']//p[@class='places']")[0].text_content()
    assert "表三·一、本年新收政府信息公开申请数量·总计；表三·二、上年结转政府信息公开申请数量·总计" in places


def test_both_sides_and_the_difference_are_shown(page):
    assert page.xpath("string(//li[@id='finding-2']/p[@class='gap'])") == "28 与 21，相差 7"
    assert not page.xpath("//li[@id='finding-1']/p[@class='gap']")


def test_a_cell_that_is_not_drawn_is_named_without_a_link(page):
    item = page.xpath("//li[@id='finding-4']")[0]
    assert "表四·行政复议·总计" in item.text_content()
    assert not item.xpath(".//a")


def test_words_from_the_report_stay_words_and_nothing_runs(page):
    assert "甲<乙>.txt" in page.xpath("string(//dl)")
    assert "日期<b>晚</b>于1月31日。" in page.text_content()
    assert not page.xpath("//script|//*[@style]|//*[starts-with(name(@*), 'on')]")
    assert "表三第3行数字粘连。" in page.text_content()


def test_a_clean_report_says_so(report):
    page = html.fromstring(findings_html(report, []))
    assert page.xpath("string(//p[contains(@class, 'verdict')])") == "未发现问题。"
    summaries = [each.text for each in page.xpath("//ul[@class='overview']//span")]
    assert summaries == ["未发现问题", "未发现问题", "报告中没有此表", "未发现问题", "未发现问题"]


def test_many_cells_fold_away(report):
    cells = [
        f"requests.{row.key}.total" for row in load_format("annual-2021").table("requests").blocks[0].rows
    ]
    page = html.fromstring(findings_html(report, [finding("T3-2", *cells)]))
    assert page.xpath("string(//details/summary)") == f"全部{len(cells)}格"
    assert len(page.xpath("//details//a")) == len(cells)
    assert len(page.xpath("//p[@class='places']/a")) == 6
