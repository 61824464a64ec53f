"""Journeys of people through desk and site, from the first key to the page that anyone can find."""

from datetime import datetime
from pathlib import Path

import docx
import pytest
from people import WHOLE, Desk, Person, Reader
from playwright.sync_api import expect

from gongkai.ledger.rows import BEIJING
from gongkai.portal import addresses
from gongkai.records.addresses import article_in

pytestmark = pytest.mark.law("OGI 17")
TODAY = datetime.now(BEIJING).date().isoformat()


@pytest.fixture
def name(size: tuple[int, int]) -> str:
    """What tells the titles of one window size from those of another."""
    return {1280: "甲", 390: "乙"}[size[0]]


def word_file(folder: Path, title: str) -> Path:
    """A notice as an office writes it in Word: title, paragraphs, a table."""
    paper = docx.Document()
    paper.add_heading(title, 0)
    paper.add_paragraph("各乡镇卫生院，各民办医疗机构：")
    paper.add_paragraph("现就冬季流感疫苗接种安排通知如下，接种门诊周末照常开放。")
    table = paper.add_table(rows=2, cols=2)
    for cell, words in zip(
        (each for row in table.rows for each in row.cells),
        ("门诊", "电话", "城关镇", "0371-00000005"),
        strict=True,
    ):
        cell.text = words
    file = folder / "通知.docx"
    paper.save(file)
    return file


def test_from_a_word_file_to_a_page_that_anyone_finds(desk: Desk, reader: Reader, name: str, tmp_path: Path):
    title = f"关于{name}区冬季流感疫苗接种安排的通知"
    liaison = desk.as_("lin")
    liaison.draft_from_word("公示公告", word_file(tmp_path, title))
    liaison.sees("已从“通知.docx”建立草稿")
    expect(liaison.page.get_by_label("标题", exact=True)).to_have_value(title)
    expect(liaison.page.locator(".editor td").first).to_have_text("门诊")
    liaison.fill(栏目="通知公告", 主题分类="卫生、体育", 成文日期=TODAY, 内容概述="流感疫苗接种安排。")
    number = liaison.submit()

    desk.as_("yuan").approve(title, "一审")
    desk.as_("fu").give_back(title, "二审", "请写明接种对象。")
    liaison.open_waiting(title, tab="退回修改")
    liaison.sees("请写明接种对象。")
    liaison.click("修改")
    liaison.write("内容概述", "六十岁以上老人和学生的流感疫苗接种安排。")
    assert liaison.submit() == number
    desk.clear(title)
    clerk = desk.as_("zheng")
    clerk.open_waiting(title)
    clerk.do("发布", "已办理发布")

    reader.open("/")
    reader.waits_for(f"/search/?q={name}区冬季流感疫苗接种", title)
    reader.find("冬季流感疫苗接种")
    assert title in reader.hits()
    reader.click(title)
    expect(reader.page.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.page.locator(".prose td").first).to_have_text("门诊")
    reader.fits()
    path = reader.page.url.removeprefix(reader.address)
    for place in ("rss.xml", "atom.xml", "list.json"):
        reader.waits_for(f"/xinwen/tongzhi-gonggao/{place}", title)
    reader.waits_for("/xinwen/tongzhi-gonggao/", title)
    _, number = article_in(path)
    reader.waits_for(addresses.shard(addresses.shard_of(number)), path)
    reader.waits_for("/directory/?organ=410223-15", title)


def prepare_policy_with_explainer(liaison: Person, policy: str, explainer: str, doc_no: str) -> None:
    """A policy with its plan, the explainer that was planned, both linked and submitted."""
    liaison.begin("行政规范性文件")
    liaison.click("建立草稿")
    liaison.fill(
        标题=policy,
        内容概述="明确村医补助的标准和发放办法。",
        发文字号=doc_no,
        主题分类="卫生、体育",
        栏目="行政规范性文件",
        成文日期=TODAY,
        施行日期=TODAY,
    )
    liaison.write_text("村医补助按月发放，每人每月八百元。")
    liaison.click("保存")
    of_policy = liaison.number
    liaison.click("制定解读方案")
    liaison.page.get_by_label("问答", exact=True).check()
    liaison.fill(计划发布日期=TODAY)
    liaison.click("制定解读方案")
    liaison.sees("已保存解读方案")

    liaison.begin("政策解读")
    liaison.click("建立草稿")
    liaison.fill(标题=explainer, 栏目="政策解读", 信息来源="县卫生健康委员会", 成文日期=TODAY)
    liaison.write_text("问：补助多少？答：每人每月八百元。")
    of_explainer = liaison.submit()
    liaison.open(f"/desk/records/{of_policy}/")
    liaison.do("关联解读", "已关联", 解读=of_explainer, 形式="问答")
    liaison.click("提交审查")
    liaison.click("提交审查")
    liaison.sees("已提交审查")


def test_a_policy_and_its_explainer_go_live_together(desk: Desk, reader: Reader, name: str):
    policy, explainer = f"关于{name}类村医补助办法", f"{name}类村医补助怎么领"
    prepare_policy_with_explainer(desk.as_("lin"), policy, explainer, f"尉卫〔2026〕{ord(name) % 90}号")
    for title in (explainer, policy):
        desk.clear(title)

    clerk = desk.as_("zheng")
    clerk.open_waiting(policy)
    clerk.do("发布", "已办理发布")
    reader.open("/")
    reader.waits_for("/gongkai/guifanxing-wenjian/", policy)
    reader.waits_for("/gongkai/zhengce-jiedu/", explainer)
    reader.open("/gongkai/guifanxing-wenjian/")
    reader.click(policy)
    reader.click(explainer)
    expect(reader.page.get_by_role("heading", name=explainer)).to_be_visible()
    reader.click(policy)
    expect(reader.page.get_by_role("heading", name=policy)).to_be_visible()
    reader.fits()


def test_a_repealed_document_says_so_on_its_page(desk: Desk, reader: Reader, name: str):
    title = f"尉氏县城区{name}号养犬管理办法"
    reader.open("/gongkai/guifanxing-wenjian/")
    reader.click(title)
    path = reader.page.url.removeprefix(reader.address)
    expect(reader.page.get_by_text("本文件已废止")).to_have_count(0)
    clerk = desk.as_("zheng")
    clerk.look_up(title, title)
    clerk.do("登记废止", "已登记废止", 日期=TODAY, 依据文件="尉政〔2026〕9号")
    reader.waits_for(path, "本文件已废止")
    reader.look_again(path)
    reader.sees("本文件已废止")
    reader.sees("尉政〔2026〕9号")
    reader.fits()
    reader.waits_for("/gongkai/guifanxing-wenjian/", "已废止")


@pytest.mark.parametrize(
    ("title", "reason", "manner", "status"),
    [
        ("公租房{}类配租人员名单公示", "涉及商业秘密、个人隐私", "只显示撤下说明", 410),
        ("蔬菜大棚{}型补贴申报公告", "失效", "保留内容，并显示撤下说明", 200),
    ],
)
def test_what_is_withdrawn_leaves_a_reason(
    desk: Desk, reader: Reader, name: str, title: str, reason: str, manner: str, status: int
):
    title = title.format(name)
    reader.open("/xinwen/tongzhi-gonggao/")
    reader.click(title)
    path = reader.page.url.removeprefix(reader.address)
    clerk = desk.as_("zheng")
    clerk.look_up(title, title)
    clerk.do("撤下", "已撤下", 原因=reason, 向公众的说明="经核查不宜继续公开。", 原地址显示=manner)
    reader.waits_for(path, "经核查不宜继续公开。")
    assert reader.look_again(path) == status
    reader.sees("经核查不宜继续公开。")
    assert (reader.page.get_by_text("自发布之日起施行").count() > 0) == (status == 200)
    reader.waits_for("/xinwen/tongzhi-gonggao/", title, gone=True)
    reader.waits_for("/xinwen/tongzhi-gonggao/rss.xml", title, gone=True)
    reader.open("/")
    reader.find(title)
    assert title not in reader.hits()


@pytest.mark.parametrize("words", ["最低生活保障标准", "尉政办2020 12号", "低保标准提高了多少"])
def test_a_citizen_finds_a_policy_in_his_own_words(reader: Reader, words: str):
    policy = "尉氏县人民政府办公室关于提高城乡低保标准的通知"
    reader.open("/")
    reader.find(words)
    assert policy in reader.hits()[:3]
    reader.fits()
    reader.click(policy)
    expect(reader.page.get_by_role("heading", name=policy)).to_be_visible()


def test_a_site_editor_makes_a_topic(desk: Desk, reader: Reader, name: str):
    title = f"{name}号春耕备耕"
    editor = desk.as_("bian")
    editor.make_topic("专题专栏", title, "春耕备耕的部署和进展。", "农时不等人")
    reader.open("/")
    reader.waits_for("/zhuanti/", title, most=WHOLE)
    reader.open("/zhuanti/")
    reader.click(title, exact=False)
    expect(reader.page.get_by_role("heading", name=title)).to_be_visible()
    reader.sees("农时不等人")
    reader.fits()
