"""The screens of applications: register, page, deeds, morning page; nothing of others, constant queries."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from foi_office import PERSON, Office, open_office, someone
from foi_office import asked as asked_for
from PIL import Image

from gongkai.casework.counting import with_days_left
from gongkai.casework.models import StatusRow
from gongkai.foi import register, services
from gongkai.foi.facts import Intake, Party
from gongkai.foi.models import Application
from gongkai.law.calendar import calendar
from gongkai.ledger import reading
from gongkai.organs.models import Person
from invented_county import COUNTY, HEALTH, OFFICE

NAME, PHONE = PERSON.name, PERSON.phone


@pytest.fixture
def office(sqlite, tmp_path, monkeypatch, settings) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = open_office()
    # Screens act now; so does what the tests lay before them.
    office.at = timezone.now() - timedelta(hours=6)
    return office


def browser(login: str) -> Client:
    client = Client()
    person = Person.objects.get(login=login)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(subject: str, more: str = "") -> str:
    return f"/desk/foi/{subject.partition(':')[2]}/{more}"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(key|seen|sha256)" value="([^"]*)"', page))


def press(client: Client, subject: str, key: str, **given: object):
    """Open the screen of a deed and press its button; the answer."""
    address = at(subject, f"do/{key}/")
    opened = client.get(address)
    assert opened.status_code == 200, (key, opened.headers.get("Location"))
    return client.post(address, {**hidden(opened.content.decode()), **given}, follow=True)


def kinds(subject: str) -> list[str]:
    return [each.kind for each in reading.timeline(COUNTY, subject, with_voided=False)]


# ── the register ──


def test_the_register_opens_on_what_is_due_and_says_so_in_words(office):
    office.at -= timedelta(days=60)
    late = office.application("一", title="防汛经费", applicant=someone(1))
    office.at += timedelta(days=58)
    fresh = office.application("二", title="道路规划", applicant=someone(2))
    done = office.delivered()
    page = browser("clerk").get("/desk/foi/").content.decode()
    numbers = re.findall(r'data-open="/desk/foi/([^/]+)/"', page)
    assert [f"foi:{each}" for each in numbers] == [late, fresh, done]
    assert "逾期" in page and "正常" in page and "剩" in page and "张三丰" not in page
    for query, expected in (
        ("?state=late", [late]),
        ("?state=closed", [done]),
        ("?q=道路", [fresh]),
        ("?q=公复", [done]),
        ("?sort=-number", sorted([late, fresh, done], reverse=True)),
    ):
        found = re.findall(
            r'data-open="/desk/foi/([^/]+)/"', browser("clerk").get("/desk/foi/" + query).content.decode()
        )
        assert [f"foi:{each}" for each in found] == expected, query


def test_what_waits_stands_after_what_presses_the_oldest_first(office):
    office.at -= timedelta(days=40)
    late = office.application("一", applicant=someone(1))
    waiting = services.register(asked_for("二"), Intake.FAX, OFFICE, office.by("clerk")).subject
    office.at += timedelta(days=15)
    pressing = office.application("三", applicant=someone(3))
    office.at += timedelta(days=24)
    younger = services.register(asked_for("四"), Intake.FAX, OFFICE, office.by("clerk")).subject
    fresh = office.application("五", applicant=someone(5))
    found = register.InTurn(register.rows(office.clerk), register_day(pressing))
    assert [each.subject for each in found] == [late, pressing, waiting, younger, fresh]


def test_the_register_is_read_from_both_ends_and_knows_only_what_began_here(office):
    closed = [office.delivered() for _ in range(3)]
    fresh = office.application("一", applicant=someone(5))
    rows = register.rows(office.clerk)
    found = register.InTurn(rows, office.at.date())
    whole = [each.subject for each in found]
    assert whole[0] == fresh and set(whole[1:]) == set(closed) and found.count() == 4
    for first in range(5):
        for last in range(first, 6):
            part = [each.subject for each in found[first:last]]
            assert part == whole[first:last], (first, last)
    row = StatusRow.objects.values("app", "region", "organ", "holder_organ", "phase").get(pk=fresh)
    StatusRow.objects.create(subject="foi:imported", begun=False, **row)
    assert "foi:imported" not in {each.subject for each in register.InTurn(rows.all(), office.at.date())}


def register_day(pressing: str) -> date:
    """A day on which two working days are left for it."""
    due_on = StatusRow.objects.get(pk=pressing).due_on
    return with_days_left(due_on, 2, calendar())


def test_a_person_is_found_whole_and_by_no_part_and_no_address_names_it(office):
    there = office.application("一")
    office.application("二", applicant=someone(2))
    clerk = browser("clerk")
    for asked in (PHONE, PERSON.id_no, f" {PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", NAME):
        answer = clerk.post("/desk/foi/find/", {"person": asked})
        address = answer.headers["Location"]
        assert asked not in address and PHONE not in address
        assert re.findall(r'data-open="/desk/foi/([^/]+)/"', clerk.get(address).content.decode()) == [
            there.partition(":")[2]
        ]
    for asked in (PHONE[:7], NAME[:2], ""):
        assert "who=" not in clerk.post("/desk/foi/find/", {"person": asked}).headers["Location"]
    assert browser("inspector").post("/desk/foi/find/", {"person": PHONE}).status_code == 404


def test_excel_holds_no_particulars(office):
    office.application("一", title="防汛经费")
    answer = browser("clerk").get("/desk/foi/?export=xlsx")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    said = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "防汛经费" in said and "办理中" in said
    assert not any(each in said for each in (NAME, PHONE, PERSON.id_no, "人民路"))


@pytest.mark.parametrize("address", ["", "?state=open&sort=-title", "watch/"])
def test_lists_take_the_same_queries_however_long(office, address):
    clerk, counted = browser("clerk"), []
    for more in (3, 9):
        for n in range(more):
            subject = office.application("一", applicant=someone(n + more))
            services.consult(subject, Party.ORGAN, "预算", office.by("clerk"), organ=HEALTH)
        clerk.get(f"/desk/foi/{address}")
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(f"/desk/foi/{address}").status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


# ── the page ──


def test_the_page_shows_the_case_whole_and_the_applicant_masked(office):
    there = office.delivered()
    page = browser("clerk").get(at(there)).content.decode()
    for words in ("张**", "第0项", "作出答复", "送达", "收到申请", "逐日计算", "指纹"):
        assert words in page, words
    assert "渠道：当面提交" in page and "方式：邮寄" in page
    for each in (NAME, PHONE, PERSON.id_no):
        assert each not in page
    clock = browser("clerk").get(at(there, "clock/")).content.decode()
    assert "第几日" in clock and "起算" in clock and "计入" in clock
    assert browser("clerk").get(at(there, "clock/?as=pdf")).content.startswith(b"%PDF")


def test_particulars_are_shown_for_a_purpose_and_that_is_a_fact(office):
    there = office.application()
    party = Application.objects.get(pk=there).applicant_id
    clerk, address = browser("clerk"), at(there, f"parties/{Application.objects.get(pk=there).applicant_id}/")
    asked = clerk.post(address).content.decode()
    assert "用途" in asked and NAME not in asked and "casework.unmasked" not in kinds(there)
    shown = clerk.post(address, {"purpose": "contact"}).content.decode()
    assert NAME in shown and PHONE in shown and kinds(there).count("casework.unmasked") == 1
    for who in ("inspector", "secrecy", "leader"):
        answer = browser(who).post(address, {"purpose": "contact"})
        assert NAME not in answer.content.decode(), who
    assert kinds(there).count("casework.unmasked") == 1 and party


def test_papers_open_to_whom_they_concern_only(office):
    there = office.decided()
    page = browser("clerk").get(at(there)).content.decode()
    papers = re.findall(rf'href="({at(there)}papers/\d+/)', page)
    assert len(set(papers)) == 2
    for who, status in (
        ("clerk", 200),
        ("leader", 200),
        ("inspector", 404),
        ("head", 200),
        ("stranger", 404),
    ):
        assert browser(who).get(papers[0]).status_code == status, who


@pytest.mark.law("RECON 54")
def test_the_evidence_is_bound_in_one_file_for_whom_it_concerns(office):
    there = office.application("一")
    press(browser("clerk"), there, "withdraw", written=SimpleUploadedFile("撤回.png", picture()))
    bound = browser("clerk").get(at(there, "evidence/"))
    assert bound.content.startswith(b"%PDF") and NAME not in bound.headers["Content-Disposition"]
    with pypdfium2.PdfDocument(bound.content) as file:
        said = "".join(each.get_textpage().get_text_range() for each in file)
    assert "撤回申请" in said and "计算表" in said and "证据" in said
    assert browser("inspector").get(at(there, "evidence/")).status_code == 404


def picture() -> bytes:
    """A scan."""
    kept = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(kept, "PNG")
    return kept.getvalue()


# ── deeds ──


def test_a_double_click_is_one_deed_and_the_loser_is_told(office):
    there = office.application()
    clerk = browser("clerk")
    opened = hidden(clerk.get(at(there, "do/request_supplement/")).content.decode())
    given = {**opened, "working_days": 10, "points": "写明年度"}
    for _ in range(2):
        answer = clerk.post(at(there, "do/request_supplement/"), given, follow=True)
        assert "已告知补正" in answer.content.decode()
    assert kinds(there).count("foi.supplement_requested") == 1
    other = browser("other-clerk").post(
        at(there, "do/withdraw/"), {"key": "other", "seen": opened["seen"]}, follow=True
    )
    assert "李经办" in other.content.decode() and "没有办理" in other.content.decode()
    assert "foi.withdrawn" not in kinds(there)


def test_the_impossible_is_not_offered_and_the_unlawful_stands_behind_a_fold(office):
    office.at -= timedelta(days=60)
    there = office.application()
    office.at = timezone.now() - timedelta(hours=1)
    head = browser("head")
    page = head.get(at(there)).content.decode()
    fold = page.partition("其他办理（将记为违规）")[2]
    assert at(there, "do/extend/") in fold and at(there, "do/extend/") not in page.partition("其他办理")[0]
    assert at(there, "do/archive/") not in page and at(there, "do/supplement/") not in page
    opened = head.get(at(there, "do/extend/")).content.decode()
    assert "不合规定" in opened
    given = {**hidden(opened), "working_days": 20, "cause": "检索量大"}
    refused = head.post(at(there, "do/extend/"), {**given, "despite": ""})
    assert refused.status_code == 422 and "foi.extended" not in kinds(there)
    answer = head.post(at(there, "do/extend/"), {**given, "despite": "已口头同意"}, follow=True)
    assert "已批准延期" in answer.content.decode() and "foi.extended" in kinds(there)
    assert "违规" in answer.content.decode()
    # Who may not override is not even shown it.
    assert "其他办理" not in browser("secrecy").get(at(there)).content.decode()


def test_a_deed_that_another_day_makes_unlawful_asks_for_the_reason(office):
    office.at -= timedelta(days=14)
    there = office.application()
    office.at = timezone.now() - timedelta(hours=1)
    clerk = browser("clerk")
    office.at -= timedelta(days=10)
    opened = clerk.get(at(there, "do/consult/")).content.decode()
    given = {**hidden(opened), "party": "organ", "organ": HEALTH, "about": "预算", "on": "2099-01-01"}
    answer = clerk.post(at(there, "do/consult/"), given)
    assert answer.status_code == 422 and "还没有到" in answer.content.decode()


STORY = (
    ("clerk", "request_supplement", {"working_days": 10, "points": "写明年度"}),
    ("clerk", "deliver", {"letter": "supplement_request", "manner": "post", "proof_no": "XA1CN"}),
    ("clerk", "sign_for", {"letter": "supplement_request"}),
    ("clerk", "supplement", {}),
    ("head", "extend", {"working_days": 20, "cause": "检索量大"}),
    ("clerk", "demand_reasons", {"working_days": 5, "count": "本月共35件"}),
    ("clerk", "give_reasons", {"reasonable": "yes"}),
    ("clerk", "transfer", {"to": HEALTH, "wanted": "提供台账", "working_days": 5}),
    ("clerk", "consult", {"party": "organ", "organ": HEALTH, "about": "预算", "working_days": 5}),
    ("clerk", "close_consultation", {"ref": "1", "opinion": "agreed", "said": "同意"}),
    ("clerk", "charge", {"tariff": "by_page", "pages": 100, "how_to_pay": "到窗口缴纳"}),
    ("clerk", "pay", {"amount": "40"}),
    ("clerk", "search", {"places": "档案室", "words": "防汛", "result": "有"}),
    ("clerk", "hand_over", {"to": HEALTH, "unit": ""}),
)


def test_every_deed_of_a_story_is_done_by_its_screen(office):
    there = office.application()
    for who, key, given in STORY:
        before = kinds(there)
        if key == "pay":
            given = {"amount": next(
                str(each.body["amount"])
                for each in reading.timeline(COUNTY, there)
                if each.kind == "foi.fee_noticed"
            )}  # fmt: skip
        answer = press(browser(who), there, key, **given)
        said = answer.content.decode()
        assert answer.status_code == 200 and "alert success" in said, (
            key,
            re.findall(r"<p>([^<]+)</p>", said)[:6],
        )
        assert key in ("search",) or kinds(there) != before, key


def test_a_decision_is_drafted_cleared_signed_delivered_and_filed(office):
    there = office.application("防汛经费", "值班表")
    clerk, address = browser("clerk"), at(there, "decide/")
    opened = clerk.get(address).content.decode()
    assert re.findall(r"<strong>\d ([^<]+)</strong>", opened)[:6] == [
        "补不补", "是不是", "谁负责", "有没有", "给不给", "怎么给"
    ]  # fmt: skip
    press_ = hidden(opened)
    wanting = clerk.post(address, {**press_, "item1-outcome": "granted"})
    assert wanting.status_code == 422 and "foi.decided" not in kinds(there)
    given = {
        **press_,
        "item1-outcome": "granted",
        "item1-supplied": "纸质复印件一份",
        "item2-outcome": "denied_internal_affairs",
        "item2-category": "人事管理",
        "item2-reason": "属于内部值班安排",
    }
    looked = clerk.post(address, {**given, "look": "1"}).content.decode()
    assert "答复书" in looked and "纸质复印件一份" in looked and "行政复议" in looked and NAME not in looked
    answer = clerk.post(address, given, follow=True)
    assert answer.status_code == 200, re.findall(r"<p[^>]*>([^<]+)</p>", answer.content.decode())[:9]
    assert "已拟稿" in answer.content.decode() and "待保密审查" in answer.content.decode()
    # Not yet cleared: the button says why.
    page = browser("head").get(at(there)).content.decode()
    assert "还没有通过保密审查" in page
    secrecy = browser("secrecy")
    assert "待保密审查" in secrecy.get("/desk/").content.decode()
    press(secrecy, there, "clear_secrecy", level="none", basis="不在保密事项范围内")
    head = browser("head")
    assert there.partition(":")[2] in head.get("/desk/foi/watch/").content.decode().partition("待我签发")[2]
    letter = head.get(at(there, "do/sign/")).content.decode()
    assert "纸质复印件一份" in letter and "内部值班安排" in letter
    signed = press(head, there, "sign").content.decode()
    assert "已签发" in signed and "尉公复〔" in signed and "部分公开" in signed
    paper = re.search(
        rf'href="({at(there)}papers/\d+/)\?as=preview"', browser("clerk").get(at(there)).content.decode()
    )
    assert browser("clerk").get(paper.group(1)).content.startswith(b"%PDF")


def test_a_signed_letter_is_delivered_with_a_proof_and_filed(office):
    there = office.decided()
    refused = press(browser("clerk"), there, "deliver", letter="decision", manner="post")
    assert refused.status_code == 422 and "凭证" in refused.content.decode()
    press(browser("clerk"), there, "deliver", letter="decision", manner="post", proof_no="XA1CN")
    press(browser("clerk"), there, "come_back", letter="decision")
    press(browser("clerk"), there, "deliver", letter="decision", manner="post", proof_no="XA2CN")
    press(browser("clerk"), there, "archive", file_no="2026-1")
    assert kinds(there)[-1] == "foi.archived"
