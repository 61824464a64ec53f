"""A citizen's journey, at a desk and on a phone: apply, keep the receipt, supplement, get the reply."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from people import Reader
from playwright.sync_api import expect

from axe import complaints
from conftest import TESTS, Site

pytestmark = pytest.mark.law("OGI 29", "OGI 31(3)", "OGI 40")


def office(site: Site, deed: str, number: str) -> None:
    """Let the office act meanwhile."""
    env = {**os.environ, "GONGKAI_HOME": str(site.home), "PYTHONPATH": str(TESTS)}
    subprocess.run([sys.executable, "-m", "browser.answering", deed, number], env=env, check=True)


def looks_right(reader: Reader) -> None:
    """Nothing is too wide, and axe has nothing to say."""
    reader.fits()
    assert complaints(reader.page) == [], reader.page.url


def apply(reader: Reader) -> tuple[str, str]:
    """From the guide to the receipt, with one press too early; the number and the code."""
    page = reader.open("/apply/")
    looks_right(reader)
    reader.click("网上申请")
    page.get_by_label("第1项").press_sequentially("停车管理规定")
    expect(page.get_by_text("这些信息已经公开")).to_be_visible()
    looks_right(reader)
    reader.click("提交申请")
    reader.sees("还没有提交，请改正后再提交")
    looks_right(reader)
    page.locator("#id_name").fill("欧阳甲乙")
    page.locator("#id_id_no").fill("410223199001011231")
    page.locator("#id_phone").fill("13800001357")
    reader.click("提交申请")
    reader.sees("申请已经收到")
    looks_right(reader)
    with page.expect_download() as receipt:
        reader.click("下载接收回执（PDF）")
    assert receipt.value.path().read_bytes().startswith(b"%PDF")
    return page.locator("#number").inner_text(), page.locator("#code").inner_text()


def come_back(reader: Reader, number: str, code: str) -> None:
    """Another day: a wrong code first, then the right one."""
    page = reader.page
    reader.context.clear_cookies()
    reader.open("/track/")
    looks_right(reader)
    for given, answer in (("ABCD2345", "登记号或者查询码不对"), (code, "需要您补正")):
        page.locator("#number").fill(number)
        page.locator("#code").fill(given)
        page.get_by_role("main").get_by_role("button", name="查询").click()
        reader.sees(answer)
    looks_right(reader)


def test_from_the_guide_to_the_reply(site: Site, reader: Reader, tmp_path: Path):
    number, code = apply(reader)
    page = reader.page

    office(site, "ASK", number)
    come_back(reader, number, code)
    material = tmp_path / "说明.txt"
    material.write_text("地点是城关镇。", "utf-8")
    page.get_by_label("补正的内容").fill("指2024年的合同。")
    page.get_by_label("补正材料").set_input_files(material)
    reader.click("提交补正")
    reader.sees("答复期限重新起算")

    office(site, "REPLY", number)
    reader.open("/track/application/")
    looks_right(reader)
    with page.expect_download() as reply:
        page.get_by_role("link", name="答复书").click()
    assert reply.value.path().read_bytes() == b"%PDF-1.7 reply"
    reader.click("确认已经收到答复")
    reader.sees("申请人确认收到")
    reader.click("离开本页")
    reader.open("/track/application/")
    expect(page).to_have_url(f"{site.address}/track/")
