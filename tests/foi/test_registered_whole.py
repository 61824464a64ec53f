"""Registering everything that came: scans, several applicants, an agent with a right; titles without persons;
opinions of who handles the case.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from foi_office import PERSON, Office, asked, open_office
from test_desk import at, browser, kinds, picture, press
from test_desk_registering import NEW, given

from gongkai.casework.models import Paper, Party
from gongkai.casework.services import papers
from gongkai.casework.services.parties import Particulars
from gongkai.foi import following, services
from gongkai.foi.facts import Intake, Outcome
from gongkai.foi.letters import read_letter
from gongkai.foi.models import Application, IssuedLetter
from gongkai.foi.titles import PLAIN, title_of
from invented_county import OFFICE

PDF = b"%PDF-1.7 letter"


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    office = sqlite_with(open_office)
    office.at = timezone.now() - timedelta(hours=6)
    return office


def scans(**more) -> dict:
    return (
        given()
        | {
            "scans": [
                SimpleUploadedFile("王五的信封.jpg.png", picture()),
                SimpleUploadedFile("申请书.pdf", PDF),
            ]
        }
        | more
    )


def test_everything_that_came_is_kept_with_the_case(office):
    form = scans(
        others="李四 410223199001010028 13900000000\n王五",
        agent_name="赵律师",
        agent_phone="13700000000",
        authorisation=SimpleUploadedFile("委托书.pdf", PDF + b" 2"),
        needs=["视力"],
        assistance="约定时间",
    )
    answer = browser("clerk").post(NEW, form, follow=True)
    row = Application.objects.get()
    assert row.assistance == "视力、约定时间" and "已登记" in answer.content.decode()
    kept = list(Paper.objects.filter(subject=row.subject).order_by("pk").values_list("kind", "name", "party"))
    assert kept == [
        ("scan", "申请材料扫描件1.png", row.applicant_id),
        ("scan", "申请材料扫描件2.pdf", row.applicant_id),
        ("authorisation", "授权委托书.pdf", row.applicant_id),
    ]
    roles = list(Party.objects.filter(subject=row.subject).order_by("pk").values_list("role", flat=True))
    assert roles == ["applicant", "agent", "co_applicant", "co_applicant"]
    page = answer.content.decode()
    assert "共同申请人" in page and "代理人" in page
    assert not any(each in page for each in ("李四", "王五", "赵律师", "13900000000"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"agent_name": "赵律师"}, "授权委托书"),
        ({"others": "李四 1 2 3"}, "每人一行"),
        ({"scans": [SimpleUploadedFile("信.pdf", b"MZ\x00 a program")]}, "与扩展名不符"),
        ({"scans": [SimpleUploadedFile("信.exe", PDF)]}, "与扩展名不符"),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_registered(office, more, said):
    for each in more.get("scans", ()):
        each.seek(0)
    answer = browser("clerk").post(NEW, given() | more)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Application.objects.exists() and not Paper.objects.exists()


def test_several_applicants_are_all_named_in_their_letters(office):
    others = [Particulars(name="李四"), Particulars(name="王五")]
    there = services.register(
        asked("防汛经费", others=others), Intake.IN_PERSON, OFFICE, office.by("clerk")
    ).subject
    services.request_supplement(there, 5, office.by("clerk"), points=["写明年度"])
    row = IssuedLetter.objects.get()
    letter = read_letter(row.key, papers.content(row.word))
    assert letter.of("to") == (f"{PERSON.name}、李四、王五：",) and "你们" in letter.text


@pytest.mark.law("PIPL 6")
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("我想申请公开2024年度防汛经费使用情况", "2024年度防汛经费使用情况"),
        (
            "申请人：王小二，请公开城关镇东街棚户区改造补偿方案。电话13800000000",
            "城关镇东街棚户区改造补偿方案",
        ),
        ("依法申请公开尉政办〔2024〕12号文件", "尉政办〔2024〕12号文件"),
        ("张三丰的低保审批表及发放记录", "的低保审批表及发放记录"),
        ("41022319900101123X", PLAIN),
        ("", PLAIN),
    ],
)
def test_a_title_is_made_of_what_was_asked_and_of_nobody(text, title):
    assert title_of([text], ["张三丰", "13800000000"]) == title


def test_a_long_title_is_cut():
    assert len(title_of(["关于" + "防汛工程" * 30])) == 36


def test_online_applications_are_told_apart_by_their_titles(office):
    there = services.submit_online(
        asked("申请公开张三丰家2024年防汛补助发放表"), OFFICE, at=office.at, key="a"
    ).subject
    assert Application.objects.get(pk=there).title == "家2024年防汛补助发放表"


def test_an_opinion_is_signed_kept_and_never_shown_outside(office):
    there = office.application("一")
    empty = press(browser("clerk"), there, "note", said=" ")
    assert empty.status_code == 422 and not Paper.objects.exists()
    before = kinds(there)
    page = press(browser("leader"), there, "note", said="建议部分公开").content.decode()
    assert "建议部分公开" in page and "周县长" in page and kinds(there) == before
    assert browser("inspector").get(at(there)).content.decode().count("建议部分公开") == 0
    assert browser("inspector").get(at(there, "do/note/")).status_code == 302
    assert following.followed(there, office.at + timedelta(hours=1)).letters == ()
    kept = Paper.objects.get()
    assert (kept.kind, kept.visibility, kept.party_id is not None) == ("note", "internal", True)


def test_an_application_may_end_otherwise_with_its_reason(office):
    there = office.application("一")
    clerk, address = browser("clerk"), at(there, "decide/")
    opened = clerk.get(address).content.decode()
    assert "其他（如申请人撤回）" in opened
    key = opened.partition('name="key" value="')[2].partition('"')[0]
    form = {"key": key, "item1-outcome": "other_misc", "item1-reason": "申请人书面说明不再需要"}
    done = clerk.post(address, form, follow=True).content.decode()
    assert "已拟稿" in done
    office.at = timezone.now()
    office.clear(there)
    services.sign(there, Paper.objects.get(kind="draft").sha256, office.by("leader"))
    assert Application.objects.select_related("status").get(pk=there).status.outcome == Outcome.OTHER_MISC
