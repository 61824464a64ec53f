"""Applying on the website: the form, what is wrong with it, and the receipt at once."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from applicant import ASKED, EMAIL, ID_NO, NAME, NOW, PDF, PHONE, Citizen, pdf
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.casework import sealing
from gongkai.casework.models import Paper, Party, StatusRow
from gongkai.foi.models import Application, Item
from gongkai.portal.throttling import Attempts
from records.office import HEALTH, OFFICE

XSS = '"><script>alert(1)</script>'


@pytest.fixture
def citizen(site, monkeypatch, tmp_path, settings) -> Citizen:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return Citizen(OFFICE)


@pytest.mark.law("OGI 31(3)")
def test_the_receipt_says_number_code_and_why_the_day(citizen):
    citizen.apply()
    row = Application.objects.get(number=citizen.number)
    assert (row.intake, row.applicant_kind, row.delivery_way) == ("web", "natural_person", "网站下载")
    assert sealing.unseal(row.query_code) == citizen.code
    assert (str(row.status.received_on), str(row.status.due_on)) == ("2025-09-15", "2025-10-17")
    page = citizen.page("/apply/online/receipt/")
    assert "2025年9月15日" in page and "2025年10月17日" in page and "条例第三十三条第二款" in page
    assert page.count("<tr") > 20, "the clock day by day"
    letter = citizen.browser.get("/apply/online/receipt.pdf")
    assert letter.headers["Content-Type"] == "application/pdf" and letter.content.startswith(b"%PDF")


def test_the_receipt_is_for_the_browser_that_applied_and_for_half_an_hour(citizen, monkeypatch):
    citizen.apply()
    cookie = citizen.browser.cookies["receipt"]
    assert cookie["httponly"] and (cookie["samesite"], cookie["path"]) == ("Lax", "/apply/online/")
    other = Citizen(OFFICE).browser
    for wrong in ("", "x", cookie.value[:-1], cookie.value.replace(":", ".", 1)):
        other.cookies["receipt"] = wrong
        assert other.get("/apply/online/receipt/").url == "/track/"
        assert other.get("/apply/online/receipt.pdf").status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=31))
    assert citizen.browser.get("/apply/online/receipt/").url == "/track/"


@pytest.mark.law("OGI 29")
def test_items_agent_files_and_help_are_kept_sealed(citizen):
    citizen.apply(
        items=[ASKED, "验收单"],
        agent_name="丙丁",
        agent_id_no=ID_NO,
        authorisation=pdf(),
        enclosures=[pdf("欧阳甲乙的身份证.pdf"), pdf("说明.txt", "说明".encode())],
        assistance=["视力", "听力"],
    )
    row = Application.objects.get(number=citizen.number)
    assert [sealing.unseal(each.text) for each in Item.objects.filter(application=row)] == [ASKED, "验收单"]
    assert row.assistance == "视力、听力"
    roles = {each.role: sealing.unseal(each.name) for each in Party.objects.filter(subject=row.subject)}
    assert roles == {"applicant": NAME, "agent": "丙丁"}
    kept = Paper.objects.filter(subject=row.subject).order_by("pk")
    assert [each.kind for each in kept] == ["enclosure", "enclosure", "authorisation"]
    assert not any(NAME in each.name for each in kept), "people name files after persons"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"items": [""]}, "请写明需要的政府信息"),
        ({"items": ["长" * 1001]}, "每项不超过1000字"),
        ({"id_no": "41022319900101123X"}, "身份证号码应为18位"),
        ({"kind": "business", "id_no": ID_NO, "contact": "甲"}, "统一社会信用代码应为18位"),
        ({"kind": "business", "id_no": "91110000600037341L"}, "请填写单位的联系人"),
        ({"phone": "不告诉"}, "电话只写数字"),
        ({"delivery_way": "邮寄"}, "请填写通信地址"),
        ({"delivery_way": "电子邮件", "email": ""}, "请填写电子邮箱"),
        ({"agent_name": "丙丁", "agent_id_no": ID_NO}, "请上传授权委托书"),
        ({"organ": "410999-01"}, "向哪个机关申请"),
        ({"name": ""}, 'class="error"'),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(citizen, wrong, said):
    answer = citizen.send(**{"enclosures": [pdf()], **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and 'class="error"' in page
    kept = {"name": NAME, "phone": PHONE, "email": EMAIL, **wrong}
    assert all(str(each) in page for each in kept.values() if isinstance(each, str) and each != "410999-01")
    assert "已经收下附件1个" in page
    assert not Application.objects.exists()


def test_files_of_a_form_that_was_wrong_come_with_the_right_one(citizen):
    form = citizen.form(phone="x", enclosures=[pdf()])
    citizen.browser.post("/apply/online/", form)
    answer = citizen.browser.post("/apply/online/", {**form, "phone": PHONE, "enclosures": []})
    assert answer.status_code == 302
    assert Paper.objects.filter(kind="enclosure").count() == 1
    other = Citizen(OFFICE)
    other.apply(key=form["key"][::-1])
    assert Paper.objects.filter(kind="enclosure").count() == 1, "another browser brings nothing along"


def test_without_javascript_another_item_is_a_button_away(citizen):
    page = citizen.send(more="1", name="").content.decode()
    assert page.count('name="items"') == 2 and ASKED in page and 'class="error"' not in page
    page = citizen.send(more="1", items=["一"] * 5).content.decode()
    assert page.count('name="items"') == 5 and 'name="more"' not in page


def test_a_double_click_is_one_application_with_one_receipt(citizen):
    form = citizen.form()
    first, second = (citizen.browser.post("/apply/online/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Application.objects.count() == 1


def test_an_organisation_with_its_credit_code(citizen):
    citizen.apply(kind="legal_service", name="某某律师事务所", id_no="91110000600037341l", contact="戊己")
    assert Application.objects.get().applicant_kind == "legal_service"


def test_a_passport_is_no_identity_card(citizen):
    citizen.apply(id_kind="passport", id_no="E12345678")
    assert sealing.unseal(Party.objects.get().id_no) == "护照 E12345678"
    assert Party.objects.get().id_no_digest == sealing.digest("id_no", "e12345678")


def test_another_organ_answers_for_what_it_is_asked(site, citizen):
    assert "不属于它负责公开的，它会告诉您该找哪个机关" in citizen.page("/apply/online/")
    citizen.organ = HEALTH
    citizen.apply()
    assert StatusRow.objects.get(pk=citizen.subject).organ == HEALTH


def test_the_purpose_is_not_asked(citizen):
    page = citizen.page("/apply/online/")
    assert "用途" not in page.replace("不需要说明申请用途", "")


def bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 30_000_000)
    return made.getvalue()


def polyglot() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("payload.js", "alert(1)")
    return PDF + made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("页.html", b"<html>", "不能上传"),
        ("图.svg", b"<svg onload=alert(1)>", "不能上传"),
        ("图.pdf", b"MZ\x90\x00", "与扩展名.pdf不符"),
        ("两样.pdf", polyglot(), "还有别的内容"),
        ("页.txt", b"<script>alert(1)</script>", "还有别的内容"),
        ("弹.docx", bomb(), "展开后过大"),
        ("大.pdf", PDF + b"0" * (10 * 1024 * 1024), "不超过 10 MB"),
        ("空.pdf", b"", "不能是空的"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_taken(citizen, name, content, said):
    answer = citizen.send(enclosures=[pdf(name, content)])
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Paper.objects.exists() and not Application.objects.exists()


def test_a_hundred_megabytes_are_refused_before_they_are_read(citizen):
    read = []

    class Endless(BytesIO):
        def read(self, *args):
            read.append(args)
            return b""

    for length in (str(100 * 1024 * 1024), "-1", "viele"):
        answer = citizen.browser.generic(
            "POST", "/apply/online/", "", CONTENT_LENGTH=length, **{"wsgi.input": Endless()}
        )
        assert answer.status_code == 413 and "没有接收" in answer.content.decode()
    assert not read


def test_the_form_is_for_forms_of_this_site_alone(site, citizen):
    stranger = Citizen(OFFICE, enforce_csrf_checks=True)
    for path in ("/apply/online/", "/apply/online/similar", "/track/", "/track/supplement/"):
        assert stranger.browser.post(path, {"items": "x"}).status_code == 403, path


def test_nobody_keeps_a_page_of_one_reader(citizen):
    citizen.apply()
    for path in ("/apply/online/", "/apply/online/receipt/", "/apply/online/receipt.pdf", "/track/"):
        answer = citizen.browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store, private", path
        assert answer.headers["X-Robots-Tag"] == "noindex", path
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_what_is_typed_is_text_wherever_it_is_shown(citizen):
    fields = ("name", "id_no", "contact", "phone", "email", "address", "agent_name", "agent_id_no")
    page = citizen.send(
        **dict.fromkeys(fields, XSS), items=[XSS], kind=XSS, organ=XSS, key=XSS
    ).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_thirty_applications_an_hour_from_one_address(citizen, settings):
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "apply": (2, 3600)}
    citizen.apply()
    Citizen(OFFICE).apply()
    answer = Citizen(OFFICE).send()
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "尝试次数过多" in page and "电话或者当面" in page and NAME in page, "clear, and nothing is lost"
    assert Application.objects.count() == 2
    assert not any("127.0.0.1" in each.who for each in Attempts.objects.all())
    Citizen(OFFICE, REMOTE_ADDR="10.9.8.7").apply()


def test_the_form_asks_the_same_few_queries(citizen):
    citizen.page("/apply/online/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        citizen.page("/apply/online/")
    assert len(asked) <= 4, [each["sql"] for each in asked]


def test_what_is_public_already_is_suggested_by_post_alone(citizen, index):
    answer = citizen.browser.post("/apply/online/similar", {"items": ["城乡低保标准"], "name": NAME})
    assert "最低生活保障" in answer.content.decode() or "低保标准" in answer.content.decode()
    assert citizen.browser.get("/apply/online/similar?items=低保标准").status_code == 405
    assert citizen.browser.post("/apply/online/similar", {"items": ["低"]}).content.decode().strip() == ""
