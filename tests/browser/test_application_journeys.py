"""Applications at the desk in a browser: a letter that went astray, silence, the edge of the time, a morning.

Each journey is walked once; every page on the way is looked at as wide as a desk and as narrow as a phone.
"""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from people import WHOLE, Desk, Person
from playwright.sync_api import Browser, expect

from axe import complaints
from browser.applications import DUE_NOW, LONG_PAST, POSTED, SOUGHT, TO_SIGN
from conftest import WIDTHS, Site
from foi.day_loop import after, before
from gongkai.ledger.rows import BEIJING

pytestmark = pytest.mark.law("OGI 31(2)", "OGI 33.2", "OGI 32", "OGI 47")


@pytest.fixture
def office(site: Site, browser: Browser) -> Iterator[Desk]:
    """The desk in wide windows, made narrow to be looked at."""
    with Desk(browser, site.address, WIDTHS["desktop"]) as there:
        yield there


def today() -> date:
    return datetime.now(BEIJING).date()


def looks_right(person: Person) -> None:
    """Nothing keeps anybody out and nothing is too wide, at a desk and on a phone."""
    for width, height in reversed(WIDTHS.values()):
        person.page.set_viewport_size({"width": width, "height": height})
        person.fits()
        assert complaints(person.page) == [], (person.page.url, width)


def open_case(person: Person, title: str) -> None:
    """From the register by the words of the list to the page of the case."""
    person.open(f"/desk/foi/?q={title}")
    person.page.get_by_role("link", name=title, exact=True).first.click()
    expect(person.page.get_by_role("heading", name=title)).to_be_visible()


def deed(person: Person, title: str, done: str, **given: str) -> None:
    """One deed on the case that is open: its button, its form, its button again, yes where it asks."""
    person.click(title)
    expect(person.page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=WHOLE)
    for label, value in given.items():
        box = person.page.get_by_label(label, exact=True).filter(visible=True).first
        if box.get_attribute("type") == "checkbox":
            box.check()
        else:
            person.write(label, value)
    looks_right(person)
    press(person, title, done)


def press(person: Person, title: str, done: str) -> None:
    """The button of the form that is open, yes where it asks, and what is said then."""
    button = person.page.locator("form.panel").get_by_role("button", name=title, exact=True)
    final = button.get_attribute("data-confirm") is not None
    button.click()
    if final:
        asked = person.page.get_by_role("dialog", name="请确认")
        asked.get_by_role("button", name=title, exact=True).click()
    expect(person.page.get_by_text(done).filter(visible=True).first).to_be_visible(timeout=WHOLE)


def decide(person: Person) -> None:
    """A draft that grants what was asked."""
    person.click("拟写答复")
    person.page.get_by_label("予以公开", exact=True).check()
    person.page.get_by_label("提供的内容和方式").fill("纸质复印件一份")
    looks_right(person)
    person.click("保存拟稿")
    person.sees("已拟稿")


def clear(office: Desk, title: str, act: str = "保密审查") -> None:
    """The secrecy review of what goes out, by its own person."""
    reviewer = office.as_("mi")
    open_case(reviewer, title)
    basis = "不在本行业国家秘密事项范围内"
    deed(reviewer, act, "已登记保密审查", 密级判定="不涉密，可以对外提供", 判定依据=basis)


def test_a_letter_that_went_astray_is_answered_late_with_cause_and_apology(office: Desk):
    clerk, title = office.as_("zheng"), "农村公路养护资金"
    clerk.open("/desk/casework/mail/?show=open")
    looks_right(clerk)
    clerk.page.get_by_role("row").filter(has_text=POSTED).get_by_role("link").first.click()
    looks_right(clerk)
    clerk.click("登记为依申请公开")
    came = before(today(), 24)
    clerk.sees(f"{came}")
    clerk.sees(f"答复期限 {after(came, 20)}")
    clerk.fill(内容摘要=title, 申请的政府信息="2025年度农村公路养护资金分配表")
    clerk.fill(**{"姓名、名称": "欧阳甲乙", "证件号码、统一社会信用代码": "410223199001011231"})
    looks_right(clerk)
    clerk.click("登记")
    clerk.sees("查询码")
    clerk.sees("逾期4个工作日")
    looks_right(clerk)
    decide(clerk)
    clear(office, title)
    leader = office.as_("zhou")
    open_case(leader, title)
    deed(leader, "签发答复", "已签发")
    open_case(clerk, title)
    deed(clerk, "登记送达", "已登记送达", 文书="答复书", 送达方式="邮寄", **{"邮件号码、回执号": "XA1CN"})
    clerk.sees("个工作日答复")
    expect(clerk.named("归档")).to_have_count(0)
    deed(
        clerk,
        "登记逾期原因",
        "已登记逾期原因",
        原因="信函转接失误",
        责任机关="尉氏县卫生健康委员会",
        已向申请人说明并致歉="on",
    )
    words = {"问题情况": "来信错转其他机关", "原因": "信函转接失误", "改进措施": "来信当日核对转交"}
    deed(clerk, "制发致歉函", "致歉函已经编号", **words)
    deed(clerk, "登记送达", "已登记送达", 文书="致歉函", 送达方式="邮寄", **{"邮件号码、回执号": "XA2CN"})
    expect(clerk.named("制发致歉函")).to_have_count(0)
    deed(clerk, "归档", "已归档", 案卷号="2026-7")


def test_a_third_party_that_is_silent_leaves_the_decision_to_the_organ(office: Desk):
    clerk = office.as_("zheng")
    open_case(clerk, SOUGHT)
    sent = before(today(), 16)
    deed(
        clerk,
        "征求意见",
        "已登记征求意见",
        对象="第三方",
        涉及的政府信息="垃圾清运合同及附件",
        日期=f"{sent}",
        **{"第三方姓名、名称": "某某环卫公司", "第三方电话": "0371-2"},
    )
    clear(office, SOUGHT, "文书保密审查")
    open_case(clerk, SOUGHT)
    deed(
        clerk,
        "登记送达",
        "已登记送达",
        文书="征求意见书",
        送达方式="邮寄",
        日期=f"{sent}",
        **{"邮件号码、回执号": "XA3CN", "征求意见编号": "1 第三方"},
    )
    deed(clerk, "登记对方签收", "已登记签收", 文书="征求意见书", 日期=f"{sent}")
    clerk.sees("不等于同意；由本机关决定是否公开")
    clerk.sees("逾期未答复，由本机关决定")
    looks_right(clerk)
    deed(clerk, "登记意见", "已登记意见", 反馈意见="逾期未反馈")
    # The fifteen working days of the third party are not counted, the rest is; and the organ decides.
    last = after(sent, 15)
    received = before(today(), 19)
    waited = {after(sent, n) for n in range(1, 16)}
    clerk.sees(f"{after(received, 20, without=waited)}")
    assert last < today()
    decide(clerk)


def test_an_extension_holds_until_the_last_day_and_is_void_after_it(office: Desk):
    head = office.as_("qian")
    open_case(head, DUE_NOW)
    deed(head, "延期", "已批准延期", **{"期限（工作日）": "20", "原因": "需要逐份核对台账"})
    looks_right(head)
    expect(head.named("延期")).to_have_count(0)
    open_case(head, LONG_PAST)
    expect(head.named("延期")).to_have_count(0)
    head.page.get_by_text("其他办理（将记为违规）").click()
    looks_right(head)
    head.click("延期")
    head.sees("不生效")
    head.fill(**{"期限（工作日）": "20", "原因": "批复年代较久"})
    head.page.locator("form.panel").get_by_role("button", name="延期", exact=True).click()
    expect(head.page.get_by_role("dialog", name="请确认")).to_have_count(0)
    head.page.go_back()
    head.page.get_by_text("其他办理（将记为违规）").click()
    given = {"期限（工作日）": "20", "原因": "批复年代较久", "仍须登记的理由": "已口头同意，未告知申请人"}
    deed(head, "延期", "已批准延期", **given)
    head.sees("逾期5个工作日")


def test_the_leaders_morning_begins_with_what_is_late_and_ends_with_a_signature(office: Desk):
    clerk = office.as_("zheng")
    open_case(clerk, TO_SIGN)
    decide(clerk)
    clear(office, TO_SIGN)
    leader = office.as_("zhou")
    leader.open("/desk/foi/watch/")
    looks_right(leader)
    late = leader.page.locator("#overdue")
    expect(late.get_by_role("link", name=LONG_PAST)).to_be_visible()
    late.get_by_role("link", name=LONG_PAST).click()
    leader.sees("逾期")
    looks_right(leader)
    leader.open("/desk/foi/watch/")
    leader.page.locator("#sign").get_by_role("link", name=TO_SIGN).click()
    leader.sees("纸质复印件一份")
    looks_right(leader)
    press(leader, "签发答复", "已签发")
    leader.open("/desk/foi/watch/")
    expect(leader.page.get_by_role("heading", name="今日督办")).to_be_visible()
    expect(leader.page.locator("#sign").get_by_role("link", name=TO_SIGN)).to_have_count(0)
