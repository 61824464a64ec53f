"""Screens of single acts: opinions, longer validity, ties taken back, Word, old revisions."""

import io
from datetime import date

import pytest
from asking import do, hidden, offered, page_of, text
from django.db import IntegrityError, connection, transaction
from docx import Document

from gongkai.records import services
from gongkai.records.errors import RefusedChange
from gongkai.records.models import Deed, Explainer, Record
from records.office import sample

POLICY = {
    "doc_no": "尉卫〔2020〕9号",
    "column": "documents",
    "in_force_from": date(2020, 6, 8),
    "valid_until": date(2022, 6, 7),
}


def policy(office):
    there = office.draft("normative_document", **POLICY)
    services.exempt_explainer(
        there.subject, reason="技术性规定，不需要解读", by=office.clerk, at=office.later()
    )
    sent = services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    cleared = office.clear(sent)
    return services.publish(there.subject, sha256=cleared.sha256, by=office.clerk, at=office.later())


def word_file(*lines: str) -> io.BytesIO:
    document = Document()
    for each in lines:
        document.add_paragraph(each)
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    file.name = "新稿.docx"
    return file


@pytest.fixture
def asked_for(workplace, browser_of):
    """A draft that was out for comment in 2020, with two opinions."""
    there = workplace.live("comment_draft", column="notices")
    done = do(
        browser_of("clerk"), there, "open_comment",
        opens_on="2020-06-10", closes_on="2020-07-20", shorter_because="", address="来信来电",
    )  # fmt: skip
    assert "已开始征求意见" in done and "开始征求意见" in done
    for words in ("建议延长服务时间。", "建议增加签约医生。"):
        services.receive_comment(there.subject, words, at=workplace.later())
    return there


def test_opinions_are_answered_one_by_one_and_the_result_is_public(asked_for, workplace, browser_of):
    clerk, address = browser_of("clerk"), page_of(asked_for)
    page = text(clerk.get(f"{address}comments/"))
    assert "2 条，未答复 2 条" in page and "建议延长服务时间" in page
    first, second = services_numbers(asked_for)
    told = text(clerk.post(f"{address}comments/{first}/", {"adopted": "no", "answer": ""}, follow=True))
    assert "没有全部采纳的，要写明理由" in told
    clerk.post(f"{address}comments/{first}/", {"adopted": "yes", "answer": ""})
    clerk.post(f"{address}comments/{second}/", {"adopted": "no", "answer": "人员编制所限。"})
    told = text(clerk.post(f"{address}comments/register/", {"text": "来信：建议公布电话。"}, follow=True))
    assert "已登记第" in told and "3 条，未答复 1 条" in told
    assert "请删去意见中的" in text(
        clerk.post(f"{address}comments/register/", {"text": "我的手机13800138000"}, follow=True)
    )
    form = text(clerk.get(f"{address}do/comment_result/"))
    assert "共收到意见3条，采纳1条，部分采纳0条，不采纳1条" in form and 'data-confirm="确定' in form
    done = do(clerk, asked_for, "comment_result", result="共收到意见3条，采纳1条，其余已说明理由。")
    assert "已公布采纳情况" in done
    titles = [each.act for each in Deed.objects.filter(record__subject=asked_for.subject).order_by("pk")]
    assert titles == [
        "open_comment",
        "answer_comment",
        "answer_comment",
        "register_comment",
        "comment_result",
    ]
    assert "人员编制所限" in text(clerk.get(f"{address}comments/"))
    assert "comments" not in offered(text(clerk.get(address)))
    with pytest.raises(RefusedChange, match="采纳情况已经公布"):
        services.answer_comment(
            asked_for.subject,
            first,
            adopted="no",
            answer="改",
            by=workplace.clerk,
            at=workplace.later(days=60),
        )
    assert browser_of("first").get(f"{address}comments/").status_code == 403


def services_numbers(there) -> list[int]:
    from gongkai.records.models import Comment

    found = Comment.objects.filter(period__record__subject=there.subject).order_by("pk")
    return list(found.values_list("pk", flat=True))


def test_validity_is_extended_and_stays_so_in_the_next_edition(workplace, browser_of):
    there = policy(workplace)
    clerk = browser_of("clerk")
    assert "extend_validity" not in offered(text(clerk.get(page_of(there)))), "its term ran out long ago"
    services.extend_validity(
        there.subject,
        valid_until=date(2032, 6, 7),
        basis="尉政办〔2021〕3号",
        by=workplace.clerk,
        at=workplace.later(),
    )
    page = text(clerk.get(page_of(there)))
    assert "extend_validity" in offered(page) and "有效期至 2032-06-07" in page
    told = do(clerk, there, "extend_validity", valid_until="2031-01-01", basis="尉政办〔2022〕1号")
    assert "文件有效期本来就到 2032-06-07" in told
    told = do(clerk, there, "extend_validity", valid_until="2035-06-07", basis="尉政办〔2022〕1号")
    assert "已延长有效期" in told and "有效期至 2035-06-07" in told
    begun = services.begin_edition(there.subject, by=workplace.liaison, at=workplace.later())
    sent = services.submit(there.subject, sha256=begun.sha256, by=workplace.liaison, at=workplace.later())
    cleared = workplace.clear(sent)
    services.publish(there.subject, sha256=cleared.sha256, by=workplace.clerk, at=workplace.later())
    assert Record.objects.get(subject=there.subject).lapses_on == date(2035, 6, 8)


def test_what_is_public_can_be_amended_and_withdrawn_while_a_new_edition_is_in_work(workplace, browser_of):
    there = policy(workplace)
    services.begin_edition(there.subject, by=workplace.liaison, at=workplace.later())
    clerk = browser_of("clerk")
    acts = offered(text(clerk.get(page_of(there))))
    assert "withdraw" in acts
    told = do(clerk, there, "withdraw", reason="error", text="内容有误，更正后再发。", manner="")
    assert "已撤下" in told and not Record.objects.get(subject=there.subject).visible


def test_a_tie_made_in_error_is_taken_back_with_a_line_in_the_timeline(workplace, browser_of):
    there = workplace.draft("normative_document", **POLICY)
    beside = workplace.draft("explainer", title="关于防汛规定的解读")
    liaison = browser_of("liaison")
    form = text(liaison.get(f"{page_of(there)}do/link_explainer/"))
    assert '<datalist id="suggested">' in form and "关于防汛规定的解读" in form
    assert "unlink_explainer" not in offered(text(liaison.get(page_of(there))))
    do(liaison, there, "link_explainer", explainer=beside.subject.partition(":")[2], form="text")
    assert (
        "关于防汛规定的解读"
        not in text(liaison.get(f"{page_of(there)}do/link_explainer/"))
        .partition("<datalist")[2]
        .partition("</datalist>")[0]
    )
    assert 'data-confirm="确定' in text(liaison.get(f"{page_of(there)}do/unlink_explainer/"))
    told = do(liaison, there, "unlink_explainer", explainer=beside.subject)
    assert "已取消关联" in told and "取消关联解读" in told
    assert not Explainer.objects.exists()
    assert browser_of("first").get(f"{page_of(there)}do/unlink_explainer/", follow=True).status_code == 200


def test_word_takes_the_place_of_the_text_after_a_look(workplace, browser_of):
    there = workplace.draft(abstract="概述不变")
    liaison, address = browser_of("liaison"), page_of(there)
    assert "word" in offered(text(liaison.get(address)))
    look = text(liaison.post(f"{address}word/", {"file": word_file("各乡镇人民政府：", "立即上岗到位。")}))
    assert "<ins>" in look and "立即上岗到位" in look
    before = Record.objects.get(subject=there.subject).draft_edition.revision
    assert before.number == 1, "only looked at so far"
    given = {name: hidden(look, name) for name in ("name", "expects", "body")}
    import html

    given["body"] = html.unescape(given["body"])
    done = text(liaison.post(f"{address}word/", given, follow=True))
    assert "已用“新稿.docx”替换正文" in done and "读入 新稿.docx" in done
    content = Record.objects.get(subject=there.subject).draft_edition.revision.content
    assert content["body"].endswith("<p>立即上岗到位。</p>") and content["abstract"] == "概述不变"
    assert content["title"] == sample().title
    stale = text(liaison.post(f"{address}word/", {**given, "body": "<p>旧</p>"}, follow=True))
    assert "别人在您打开之后改过这份稿件" in stale
    text_file = word_file("x")
    text_file.name = "新稿.doc"
    assert "只能读入 docx" in text(liaison.post(f"{address}word/", {"file": text_file}))
    assert browser_of("first").get(f"{address}word/").status_code == 403


def test_an_old_revision_can_be_read_with_what_was_decided_on_it(workplace, browser_of):
    there = workplace.approve(workplace.submitted(), "first")
    services.revise(
        there.subject, sample(body="<p>第二稿的正文。</p>"), by=workplace.liaison, at=workplace.later()
    )
    liaison, address = browser_of("liaison"), page_of(there)
    assert f"{address}revisions/1-1/" in text(liaison.get(address))
    old = text(liaison.get(f"{address}revisions/1-1/"))
    assert "现将有关事项通知如下" in old and "第二稿的正文" not in old
    assert "一审：通过" in old and "只供查阅" in old
    new = text(liaison.get(f"{address}revisions/1-2/"))
    assert "第二稿的正文" in new and "这一稿没有经过审查" in new and "只供查阅" not in new
    assert liaison.get(f"{address}revisions/9-9/").status_code == 404


def test_what_was_returned_is_on_the_first_tab_with_its_remarks(workplace, browser_of):
    from gongkai.records.clearance import Verdict

    there = workplace.submitted()
    services.decide(
        there.subject,
        "first",
        Verdict.RETURNED,
        sha256=there.sha256,
        remarks="请补充数据来源。",
        by=workplace.actors["first"],
        at=workplace.later(),
    )
    page = text(browser_of("liaison").get("/desk/?tab=waiting"))
    assert "关于做好防汛" in page and "请补充数据来源。" in page and "退回修改" in page
    assert "请补充数据来源。" in text(browser_of("liaison").get("/desk/?tab=returned"))


def test_deeds_are_only_added(workplace):
    there = workplace.draft("normative_document", **POLICY)
    services.exempt_explainer(
        there.subject, reason="技术性规定，不需要解读", by=workplace.clerk, at=workplace.later()
    )
    deed = Deed.objects.get()
    for statement in ("UPDATE records_deed SET text = 'x'", "DELETE FROM records_deed"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Deed.objects.get().text == deed.text


def test_the_registration_list_keeps_what_was_taken_down_and_says_so(workplace, browser_of):
    there = workplace.live(title="已撤下的公告")
    workplace.live(title="仍在公开的公告")
    clerk = browser_of("clerk")
    do(clerk, there, "withdraw", reason="error", text="内容有误，更正后再发。", manner="")
    page = text(clerk.get("/desk/records/register/?since=2020-06-01&until=2020-06-30"))
    assert "已撤下的公告" in page and "仍在公开的公告" in page and page.count(" 撤下</td>") == 1
    assert "已撤下的公告" not in text(clerk.get("/desk/records/register/?since=2020-07-01"))
