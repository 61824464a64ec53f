"""The screens of disputes: list, page, clock, deeds, evidence; both ways between an application and them."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import openpyxl
import pypdfium2
import pytest
from dispute_office import BODY, CLAIMANT, by, lawsuit, noticed, reconsideration
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import invented_county
from gongkai.casework.gb9704.typesetting import typeset
from gongkai.casework.models import Paper, StatusRow
from gongkai.casework.services import papers
from gongkai.foi import services as foi
from gongkai.foi.facts import Outcome
from gongkai.ledger import reading
from gongkai.organs.acting import Role
from gongkai.organs.models import Person
from gongkai.oversight import services, urls
from gongkai.oversight.facts import Result
from gongkai.oversight.models import Dispute
from gongkai.oversight.views.acts import SCREENS
from invented_county import COUNTY, HEALTH

ONE = [each for each in urls.urlpatterns if "<str:number>" in str(each.pattern)]


@pytest.fixture
def about(office) -> str:
    """An application refused today: screens act now, and so does what the tests lay before them."""
    office.at = timezone.now() - timedelta(hours=6)
    subject = office.application("讨论记录", "会议纪要")
    foi.search(subject, "档案室、办公系统", "纪要", "未检索到", office.by("clerk"), item=2)
    sha256 = office.draft(subject, Outcome.DENIED_PROCESS_INFO, Outcome.UNABLE_NOT_HELD)
    office.clear(subject, sha256)
    foi.sign(subject, sha256, office.by("leader"), written=written)
    office.deliver(subject)
    return subject


def written(key: str, draft: bytes, number: str, day: date) -> list[foi.File]:
    return [foi.File("答复书.pdf", letter())]


@cache
def letter() -> bytes:
    return typeset('#import "official.typ": official\n#show: official\n这是答复书正文')


def browser(login: str) -> Client:
    client = Client()
    person = Person.objects.get(login=login)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(subject: str, more: str = "") -> str:
    kind, _, number = subject.partition(":")
    return f"/desk/oversight/{kind}/{number}/{more}"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(key|seen)" value="([^"]*)"', page))


def press(client: Client, subject: str, key: str, **given: object):
    """Open the screen of a deed and press its button; the answer."""
    address = at(subject, f"do/{key}/")
    opened = client.get(address)
    assert opened.status_code == 200, (key, opened.headers.get("Location"))
    return client.post(address, {**hidden(opened.content.decode()), **given}, follow=True)


def kinds(subject: str) -> list[str]:
    return [each.kind for each in reading.timeline(COUNTY, subject, with_voided=False)]


def pdf(name: str = "答复书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 x", "application/pdf")


def numbers(page: str) -> list[str]:
    return re.findall(r'data-open="/desk/oversight/([^"]+)/"', page)


# ── from the application to the end ──


def test_a_dispute_from_the_page_of_the_application_to_the_new_reply(office, about):
    clerk, number = browser("clerk"), about.partition(":")[2]
    page = clerk.get(f"/desk/foi/{number}/").content.decode()
    assert "复议、诉讼" in page
    new = re.search(r'href="(/desk/oversight/new/reconsideration/[^"]*)"', page)[1]
    form = clerk.get(new).content.decode()
    assert f'value="{number}"' in form
    given = {"about": number, "on": office.at.date(), "body": BODY, "name": CLAIMANT.name, "case_no": "9号"}
    page = clerk.post(new, {**hidden(form), **given}, follow=True).content.decode()
    (dispute,) = Dispute.objects.all()
    assert "李**" in page and CLAIMANT.name not in page and "登记收到通知" in page
    assert press(clerk, dispute.subject, "receive_notice", procedure="simplified").status_code == 200
    page = press(clerk, dispute.subject, "file_answer", answer=pdf(), bind="on").content.decode()
    assert "审理中" in page and "证据材料.pdf" in page
    given = {"result": "corrected", "redecide": "on", "working_days": 15}
    page = press(clerk, dispute.subject, "conclude", **given).content.decode()
    assert "结果纠正" in page and "已登记审结。期限：" in page
    assert StatusRow.objects.get(pk=about).phase == "open"
    page = clerk.get(f"/desk/foi/{number}/").content.decode()
    assert "casework." not in page and "解除保全" in page, "every fact is told in words"
    assert at(dispute.subject) in page and "结果纠正" in page and "责令重新答复" in page
    assert kinds(dispute.subject) == [
        "oversight.reconsideration_filed",
        "oversight.notice_received",
        "oversight.answer_filed",
        "oversight.reconsideration_concluded",
    ]


def test_every_deed_of_a_lawsuit_has_its_screen_and_says_no_in_words(office, about):
    clerk, suit = browser("clerk"), lawsuit(office, about)
    assert "简易程序" not in clerk.get(at(suit, "do/receive_notice/")).content.decode()
    press(clerk, suit, "receive_notice", notice=pdf("通知书.pdf"))
    refused = clerk.post(at(suit, "do/file_answer/"), {"key": "k", "seen": 99})
    assert refused.status_code == 422 and "请填写这一项" in refused.content.decode()
    press(clerk, suit, "file_answer", answer=pdf(), evidence=pdf("证据.pdf"))
    press(clerk, suit, "judge", result="upheld", ruling="no", judgment=pdf("判决.pdf"))
    answer = clerk.get(at(suit, "do/conclude/"), follow=True)
    assert "现在不能办理" in answer.content.decode()
    answer = clerk.post(at(suit, "do/conclude/"), {"key": "k", "result": "upheld"})
    assert answer.status_code == 422 and "上诉期到" in answer.content.decode()
    press(clerk, suit, "appeal", by_organ="no")
    press(clerk, suit, "conclude", result="upheld")
    assert Paper.objects.filter(subject=suit).count() == 4
    page = press(clerk, suit, "take_back", reason="结果登记有误").content.decode()
    assert "二审审理中" in page and kinds(suit).count("oversight.lawsuit_concluded") == 0


def test_the_clock_is_explained_day_by_day(office, about):
    dispute = noticed(office, about, office.at.date())
    page = browser("clerk").get(at(dispute, "clock/")).content.decode()
    for words in ("被申请人答复并举证期限", "复议决定期限", "次日为第一日", "计入", "届满"):
        assert words in page, words
    assert browser("clerk").get(at(lawsuit(office, about), "clock/")).status_code == 404


# ── the evidence ──


@pytest.mark.law("RECON 48", "RECON 54", "LITIG 67")
def test_f24_the_evidence_is_complete(office, about):
    dispute = noticed(office, about, office.at.date())
    answer = browser("clerk").get(at(dispute, "evidence/"))
    assert answer.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    pages = [page.get_textpage().get_text_range() for page in document]
    whole = re.sub(r"\s", "", "".join(pages))
    for words in (
        BODY,  # on the cover: before whom
        "政府信息公开申请登记表", "讨论记录", "会议纪要", "张**",  # what was asked, by whom
        "这是答复书正文",  # the letter itself
        "检索记录", "档案室、办公系统", "未检索到",  # that it was looked for
        "办理、审批和送达记录", "签发答复", "对答复作保密审查", "登记送达", "XA123456789CN",  # who and when
        "答复期限计算表", "计入",  # the clock
        "案卷材料清单", "另附电子文件",  # what could not be bound is named
    ):  # fmt: skip
        assert re.sub(r"\s", "", words) in whole, words
    # The index leads to each part, in order, without gaps.
    index = re.sub(r"\s", "", pages[1])
    assert [n for n in range(1, 8) if f"证据{n}" in index] == list(range(1, 7))
    assert "张三丰" not in whole
    outline = [each.get_title() for each in document.get_toc()]
    assert len([each for each in outline if each.startswith("证据") and each[2].isdigit()]) == 6


def test_the_evidence_is_kept_with_the_answer_and_only_who_may_opens_it(office, about):
    dispute = noticed(office, about, office.at.date())
    press(browser("clerk"), dispute, "file_answer", answer=pdf(), bind="on")
    kept = Paper.objects.get(subject=dispute, kind="evidence")
    (fact,) = [each for each in reading.timeline(COUNTY, dispute) if each.kind == "oversight.answer_filed"]
    assert fact.body["evidence_sha256"] == kept.sha256 and papers.content(kept).startswith(b"%PDF-")
    assert browser("clerk").get(at(dispute, f"papers/{kept.pk}/")).status_code == 200
    for address in ("evidence/", f"papers/{kept.pk}/"):
        assert browser("inspector").get(at(dispute, address)).status_code == 404


def test_who_disputes_is_shown_whole_only_with_a_trace(office, about):
    whole = replace(CLAIMANT, id_no="41022319900101123X", email="li@example.com", contact="王五")
    dispute = reconsideration(office, about, claimant=whole)
    assert "电子邮箱" in browser("clerk").get(at(dispute)).content.decode()
    party = Dispute.objects.get().claimant_id
    page = browser("clerk").post(at(dispute, f"parties/{party}/")).content.decode()
    assert CLAIMANT.name in page and CLAIMANT.phone in page
    assert kinds(dispute)[-1] == "casework.unmasked"
    page = browser("inspector").post(at(dispute, f"parties/{party}/")).content.decode()
    assert CLAIMANT.name not in page


# ── the list ──


def test_the_list_opens_on_what_is_owed_and_finds_by_words(office, about):
    over = reconsideration(office, about, title="供热规划")
    services.conclude(over, Result.UPHELD, by(office))
    pending, owed = lawsuit(office, about), noticed(office, about, office.at.date())
    clerk = browser("clerk")
    page = clerk.get("/desk/oversight/").content.decode()
    shown = [each.replace("/", ":") for each in numbers(page)]
    assert shown == [owed, pending, over] and "告急" not in page and CLAIMANT.name not in page
    for query, expected in (
        ("?state=open", [owed, pending]),
        ("?state=closed", [over]),
        ("?kind=lawsuit", [pending]),
        ("?outcome=upheld", [over]),
        ("?q=供热", [over]),
        ("?phase=answering", [owed]),
        ("?sort=-kind", [owed, over, pending]),
        (f"?year={office.at.year - 1}", []),
    ):
        page = clerk.get("/desk/oversight/" + query).content.decode()
        found = [each.replace("/", ":") for each in numbers(page)]
        assert sorted(found) == sorted(expected), query
    answer = clerk.get("/desk/oversight/?export=xlsx")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    said = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "结果维持" in said and "供热规划" in said and CLAIMANT.name not in said


@pytest.mark.parametrize("address", ["", "?state=open&sort=-title"])
def test_the_list_takes_the_same_queries_however_long(office, about, address):
    clerk, counted = browser("clerk"), []
    for more in (2, 7):
        for _ in range(more):
            noticed(office, about, office.at.date())
        clerk.get(f"/desk/oversight/{address}")
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(f"/desk/oversight/{address}").status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_what_is_owed_lies_on_the_work_table(office, about):
    noticed(office, about, office.at.date())
    page = browser("clerk").get("/desk/?tab=due").content.decode()
    assert "待答复举证" in page and "复议诉讼" in page


# ── what is not there ──


@pytest.mark.law("OGI 15")
def test_another_organs_dispute_is_not_there_for_any_role(office, about):
    dispute = noticed(office, about, office.at.date())
    facts = len(reading.timeline(COUNTY, dispute))
    party = Dispute.objects.get().claimant_id
    for role in [each for each in Role if each not in (Role.CLERK, Role.INSPECTOR)]:
        login = f"health-{role.value}"
        invented_county.person(login, HEALTH, role, as_of=office.at.date())
        client = browser(login)
        for pattern in ONE:
            route = str(pattern.pattern).replace("<dispute:kind>/<str:number>/", "")
            route = route.replace("<int:paper>", "1").replace("<int:party>", str(party))
            for key in SCREENS if "<slug:key>" in route else [""]:
                address = at(dispute, route.replace("<slug:key>", key))
                for answer in (client.get(address), client.post(address, {"key": "x", "seen": 99})):
                    assert answer.status_code in (404, 405), (address, answer.status_code)
        if (page := client.get("/desk/oversight/")).status_code == 200:
            assert numbers(page.content.decode()) == []
    assert len(reading.timeline(COUNTY, dispute)) == facts


def test_the_inspector_reads_and_does_nothing(office, about):
    dispute, client = noticed(office, about, office.at.date()), browser("inspector")
    page = client.get(at(dispute)).content.decode()
    assert "/do/" not in page and "显示完整信息" not in page
    before = len(reading.timeline(COUNTY, dispute))
    for key in SCREENS:
        client.post(at(dispute, f"do/{key}/"), {"key": "x", "result": "upheld", "reason": "误登"})
    assert client.get("/desk/oversight/new/lawsuit/").status_code == 404
    assert len(reading.timeline(COUNTY, dispute)) == before
