"""Whole journeys over HTTP: what people at the desk do from the first draft to the last withdrawal."""

import io
import re
from contextlib import closing

import pytest
from asking import hidden, offered, text
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from workplace import number

from gongkai.ledger.reading import timeline
from gongkai.records.models import Record
from records.office import HEALTH

BODY = "<h2>一、总体要求</h2><p>为做好全县基本公共卫生服务工作，现通知如下。</p>"


def word_file() -> io.BytesIO:
    document = Document()
    document.add_heading("尉氏县2020年家庭医生签约服务实施方案", 0)
    document.add_paragraph("各乡镇卫生院：")
    document.add_paragraph("现将签约服务有关事项通知如下。")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "乡镇", "签约人数"
    table.cell(1, 0).text, table.cell(1, 1).text = "城关镇", "12000"
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    file.name = "方案.docx"
    return file


def fields(**more) -> dict[str, str]:
    return {
        "title": "尉氏县2020年家庭医生签约服务实施方案",
        "abstract": "明确签约服务的对象、内容和进度。",
        "body": BODY,
        "topic": "卫生健康",
        "column": "notices",
        "openness": "proactive",
        "made_on": "2020-06-08",
        "source": "县卫生健康委员会",
        **more,
    }


def decide(browser, address, verdict="approved", remarks="同意", **more):
    page = text(browser.get(f"{address}do/decide/"))
    given = {
        "verdict": verdict,
        "remarks": remarks,
        "key": hidden(page, "key"),
        "sha256": hidden(page, "sha256"),
    }
    return browser.post(f"{address}do/decide/", {**given, **more}, follow=True)


def begun_from_word(liaison) -> tuple[str, str]:
    """The address of a record begun from a Word file, and its page of editing."""
    page = text(liaison.get("/desk/records/new/"))
    assert "公示公告" in page and "办事指南" in page
    given = {"organ": HEALTH, "file": word_file()}
    begun = liaison.post("/desk/records/new/directory_entry/", given, follow=True)
    assert "已从“方案.docx”建立草稿" in text(begun)
    assert "尉氏县2020年家庭医生签约服务实施方案" in text(begun) and "签约人数" in text(begun)
    return begun.redirect_chain[-1][0].removesuffix("edit/"), text(begun)


def submitted(liaison, address: str, page: str, **changed):
    """The answer to a text that was saved and submitted."""
    given = fields(expects=hidden(page, "expects"), submit="1", **changed)
    saved = text(liaison.post(f"{address}edit/", given, follow=True))
    assert "要素齐全" in saved
    return text(liaison.post(f"{address}submit/", {"sha256": hidden(saved, "sha256")}, follow=True))


def test_from_a_word_file_through_one_return_to_live(workplace, browser_of):
    liaison = browser_of("liaison")
    address, page = begun_from_word(liaison)
    missing = text(liaison.get(f"{address}submit/"))
    assert "缺少“内容概述”" in missing and "disabled" in missing
    sent = submitted(liaison, address, page)
    assert "已提交审查，现在待一审" in sent
    assert offered(sent) == ["edit", "word", "discard"]

    first, second = browser_of("first"), browser_of("second")
    assert "家庭医生" in text(first.get("/desk/")) and "家庭医生" in text(
        first.get("/desk/records/clearance/")
    )
    assert "家庭医生" not in text(second.get("/desk/records/clearance/")), "not its turn yet"
    assert offered(text(second.get(address))) == []
    assert "已办理" in text(decide(first, address))
    assert "退回修改" in text(decide(second, address, "returned", "请写明签约对象。"))
    assert "家庭医生" in text(liaison.get("/desk/?tab=returned"))
    page = text(liaison.get(f"{address}edit/"))
    assert "请写明签约对象。" in page
    submitted(liaison, address, page, body=BODY + "<p>对象为常住居民。</p>")

    for login in ("first", "second", "third"):
        assert "已办理" in text(decide(browser_of(login), address)), login
    assert "待发布" not in text(decide(browser_of("secrecy"), address, level="", basis=""))
    told = text(decide(browser_of("secrecy"), address, level="none", basis="不在国家秘密事项范围内"))
    assert "待发布" in told and "不涉密，可以公开" in told
    publish(browser_of("clerk"), address)
    assert "<ins>对象为常住居民。</ins>" in text(liaison.get(f"{address}compare/?old=1-2&new=1-3"))


def publish(clerk, address: str) -> None:
    """Publish what is cleared: on the page, in the register, and as facts."""
    assert offered(text(clerk.get(address)))[:2] == ["publish", "return"]
    page = text(clerk.get(f"{address}do/publish/"))
    live = text(clerk.post(f"{address}do/publish/", {"sha256": hidden(page, "sha256")}, follow=True))
    assert "已发布" in live and "公开发布" in live
    record = Record.objects.get(subject=f"record:{address.rstrip('/').rpartition('/')[2]}")
    assert record.visible and record.index_no in live
    kinds = [each.kind for each in timeline(record.region, record.subject)]
    assert kinds == ["records.made", "records.cleared", "records.published"]
    assert "家庭医生" in text(clerk.get("/desk/records/register/"))


def test_an_edit_in_clearance_begins_it_anew(workplace, browser_of):
    there = workplace.approve(workplace.submitted(), "first")
    liaison, address = browser_of("liaison"), f"/desk/records/{number(there)}/"
    page = text(liaison.get(f"{address}edit/"))
    assert "审查意见失效" in page
    told = liaison.post(f"{address}edit/", fields(expects=hidden(page, "expects")), follow=True)
    assert "草稿" in text(told)
    stale = browser_of("second").post(
        f"{address}do/decide/", {"sha256": there.sha256, "verdict": "approved", "key": "k"}, follow=True
    )
    assert "现在不能办理" in text(stale)


def test_what_somebody_else_changed_is_not_overwritten(workplace, browser_of):
    there = workplace.draft()
    liaison, address = browser_of("liaison"), f"/desk/records/{number(there)}/"
    expects = hidden(text(liaison.get(f"{address}edit/")), "expects")
    assert liaison.post(f"{address}edit/", fields(expects=expects)).status_code == 302
    again = text(liaison.post(f"{address}edit/", fields(expects=expects, abstract="旧稿上的修改")))
    assert "别人在您打开之后改过这份稿件" in again and "旧稿上的修改" in again, (
        "what was typed stays on the page"
    )


def test_nobody_decides_on_their_own_text(workplace, browser_of):
    from gongkai.organs import people
    from gongkai.organs.acting import Role
    from gongkai.organs.models import Person
    from records.office import GOVERNMENT

    writer = Person.objects.get(login="liaison")
    post = people.set_up_post(GOVERNMENT, Role.FIRST_REVIEWER)
    there = workplace.submitted()
    people.appoint(writer, post.pk, valid_from=workplace.at.date())
    browser = browser_of("liaison")
    browser.post("/desk/post/", {"post": post.pk})
    address = f"/desk/records/{number(there)}/"
    page = text(browser.get(address))
    assert "您起草或者修改过本稿" in page and "decide" not in offered(page)
    assert "关于做好防汛" not in text(browser.get("/desk/records/clearance/"))
    assert "请由另一人审查" in text(browser.get(f"{address}do/decide/", follow=True))


def test_taking_down_tells_readers_why(workplace, browser_of):
    there = workplace.live()
    clerk, address = browser_of("clerk"), f"/desk/records/{number(there)}/"
    page = text(clerk.get(f"{address}do/withdraw/"))
    assert 'data-confirm="确定' in page
    short = text(clerk.post(f"{address}do/withdraw/", {"reason": "error", "text": "", "manner": ""}))
    assert "请填写这一项。" in short
    kept = clerk.post(
        f"{address}do/withdraw/", {"reason": "secrecy", "text": "不应公开的内容", "manner": "banner"}
    )
    assert "撤下后不能继续阅读" in text(kept)
    done = clerk.post(
        f"{address}do/withdraw/",
        {"reason": "error", "text": "电话有误，更正后重新发布。", "manner": ""},
        follow=True,
    )
    assert "电话有误，更正后重新发布。" in text(done) and "已撤下" in text(done)
    assert not Record.objects.get(subject=there.subject).visible


def test_a_new_edition_leaves_the_live_one_alone(workplace, browser_of):
    there = workplace.live()
    liaison, address = browser_of("liaison"), f"/desk/records/{number(there)}/"
    begun = liaison.post(
        f"{address}do/begin_edition/", {"change_note": "更正联系电话", "major": "on"}, follow=True
    )
    assert begun.redirect_chain[-1][0] == f"{address}edit/"
    page = text(liaison.get(address))
    assert "草稿" in page and "网站上为已发布的版本" in page
    assert Record.objects.get(subject=there.subject).visible


def test_a_policy_needs_its_explainer_planned_and_can_be_repealed(workplace, browser_of):
    there = workplace.draft(
        "normative_document", doc_no="尉卫〔2020〕9号", column="documents", in_force_from=None
    )
    liaison, address = browser_of("liaison"), f"/desk/records/{number(there)}/"
    page = text(liaison.get(f"{address}submit/"))
    assert "没有解读方案" in page and "缺少“施行日期”" in page
    plan = {"kinds": ["text", "chart"], "outline": "背景、要点", "organ": HEALTH, "due_on": "2020-07-01"}
    told = text(liaison.post(f"{address}do/plan_explainer/", plan, follow=True))
    assert "已保存解读方案" in told and "计划 2020-07-01 前发布" in told
    assert "没有解读方案" not in text(liaison.get(f"{address}submit/"))

    live = workplace.live("document", doc_no="尉卫〔2020〕10号", column="documents")
    clerk, address = browser_of("clerk"), f"/desk/records/{number(live)}/"
    given = {"changed_on": "2020-06-10", "basis": "尉氏县人民政府关于宣布失效一批文件的决定", "other": ""}
    told = text(clerk.post(f"{address}do/repeal/", given, follow=True))
    assert "已登记废止" in told and "已废止" in told


def test_attachments_go_on_and_off_and_are_what_they_say(workplace, browser_of):
    there = workplace.draft()
    liaison, address = browser_of("liaison"), f"/desk/records/{number(there)}/"
    paper = io.BytesIO("名单\n张村".encode())
    paper.name = "名单.txt"
    quick = liaison.post(f"{address}files/", {"file": paper}, headers={"X-Requested-With": "XMLHttpRequest"})
    part = text(quick)
    assert "名单.txt" in part and 'id="id_expects"' in part
    sha = re.search(r"/files/([0-9a-f]{64})/", part).group(1)
    download = liaison.get(f"{address}files/{sha}/")
    assert b"".join(download.streaming_content) == "名单\n张村".encode()
    assert "attachment" in download.headers["Content-Disposition"]
    liar = io.BytesIO(b"MZ\x90\x00 not a picture")
    liar.name = "照片.jpg"
    told = text(liaison.post(f"{address}files/", {"file": liar}, follow=True))
    assert "照片.jpg" in told and "alert error" in told
    gone = liaison.post(f"{address}files/{sha}/detach/", follow=True)
    assert "没有附件" in text(gone)


def test_a_picture_goes_into_the_text_and_is_no_attachment(workplace, browser_of):
    there = workplace.draft()
    liaison, address = browser_of("liaison"), f"/desk/records/{number(there)}/"
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    shown = liaison.post(f"{address}pictures/", {"file": upload("现场.PNG", file.getvalue())}).json()
    assert re.fullmatch(r"/files/[0-9a-f]{64}\.png", shown["src"])
    with closing(liaison.get(shown["shown"])) as picture:
        assert picture.headers["Content-Type"] == "image/png" and "attachment" not in str(picture.headers)
    assert "没有附件" in text(liaison.get(address)), "a picture is part of the text"
    page = text(liaison.get(f"{address}edit/"))
    given = fields(expects=hidden(page, "expects"), body=f'<p><img src="{shown["src"]}" alt="现场"></p>')
    saved = text(liaison.post(f"{address}edit/", given, follow=True))
    assert f'src="{shown["shown"]}"' in saved
    refused = liaison.post(f"{address}pictures/", {"file": upload("名单.txt", b"text")})
    assert refused.status_code == 409 and "请选择 jpg" in refused.json()["problem"]


def upload(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_pasted_text_comes_back_clean(workplace, browser_of):
    pasted = '<p class="MsoNormal" style="text-align:center"><b>通知</b><o:p></o:p></p><script>x()</script>'
    answer = browser_of("liaison").post("/desk/records/clean/", pasted, content_type="text/html")
    assert text(answer) == '<p class="align-center"><b>通知</b></p>'


def test_a_table_comes_in_whole_or_not_at_all(workplace, browser_of):
    clerk = browser_of("clerk")
    template = clerk.get("/desk/records/import/template/?type=notice")
    book = load_workbook(io.BytesIO(b"".join(template.streaming_content)))
    heads = [cell.value for cell in book.active[1]]

    def sheet(**more) -> io.BytesIO:
        row = {
            "来源编号": "A-1", "标题": "关于停水的公告", "成文日期": "2020-03-02", "发布日期": "2020-03-03",
            "发布机构": "尉氏县卫生健康委员会", "栏目": "公示公告", "正文": "因检修停水。", **more,
        }  # fmt: skip
        book.active.delete_rows(2, 9)
        book.active.append([row.get(head) for head in heads])
        file = io.BytesIO()
        book.save(file)
        file.seek(0)
        file.name = "目录.xlsx"
        return file

    given = {"type": "notice", "origin": "原网站", "paper": "2020年审批登记簿"}
    bad = text(clerk.post("/desk/records/import/", {**given, "file": sheet(发布机构="无此机关")}))
    assert "没有导入" in bad and "无此机关" in bad and not Record.objects.exists()
    done = text(clerk.post("/desk/records/import/", {**given, "file": sheet()}))
    assert "新导入 1 条" in done
    again = text(clerk.post("/desk/records/import/", {**given, "file": sheet()}))
    assert "新导入 0 条，已有且相同 1 条" in again
    assert "关于停水的公告" in text(clerk.get("/desk/records/register/"))
    assert browser_of("liaison").get("/desk/records/import/").status_code == 404


def test_an_address_that_is_nothing_says_what_to_do(workplace, browser_of):
    page = browser_of("clerk").get("/desk/records/2020-999999/")
    assert page.status_code == 404 and "没有找到页面" in text(page)


@pytest.mark.parametrize("key", ["publish", "withdraw", "repeal", "reassess", "clear_forced", "nothing"])
def test_an_act_that_cannot_come_next_is_not_done(workplace, browser_of, key):
    there = workplace.draft()
    answer = browser_of("clerk").post(
        f"/desk/records/{number(there)}/do/{key}/",
        {"sha256": there.sha256, "text": "x", "reason": "error"},
        follow=True,
    )
    assert answer.status_code == (404 if key == "nothing" else 200)
    assert Record.objects.get(subject=there.subject).draft_edition.state == "draft"


def test_a_form_from_elsewhere_is_refused_in_chinese(workplace, browser_of):
    from django.test import Client

    there = workplace.live()
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser_of("clerk").cookies
    answer = client.post(
        f"/desk/records/{number(there)}/do/withdraw/", {"reason": "error", "text": "伪造的请求"}
    )
    assert answer.status_code == 403 and "页面已过期" in text(answer)
    assert Record.objects.get(subject=there.subject).visible
