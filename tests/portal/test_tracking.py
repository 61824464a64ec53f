"""Following an application: a door that tells strangers nothing, stages, letters, supplement, withdrawal."""

import re
from datetime import datetime, timedelta

import pytest
from applicant import ASKED, EMAIL, ID_NO, NAME, NOW, PHONE, Citizen, pdf
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.casework.models import Paper, StatusRow, Visibility
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import services
from gongkai.foi.facts import Letter, Manner, Outcome
from gongkai.foi.letters.matter import Item
from gongkai.foi.models import Application, Reply
from gongkai.foi.services import By, File
from gongkai.ledger import reading
from gongkai.ledger.models import FactRow
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.kinds import Letterhead
from gongkai.organs.letterheads import set_letterhead
from records.office import COUNTY, OFFICE


class Days:
    """The time of the test, the same for desk and website."""

    def __init__(self) -> None:
        self.at = NOW

    def later(self, **by) -> datetime:
        self.at += timedelta(**(by or {"minutes": 1}))
        return self.at


@pytest.fixture
def days(monkeypatch) -> Days:
    made = Days()
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.at)
    return made


@pytest.fixture
def citizen(site, days, monkeypatch, tmp_path) -> Citizen:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return Citizen(OFFICE).apply()


@pytest.fixture
def staff(site, days):
    """Somebody of the office in a role, now."""
    known = {}

    def by(role: Role) -> By:
        if role not in known:
            who = people.register(f"foi-{role.value}".replace("_", "-"), f"办{role.value}")
            people.appoint(who, people.set_up_post(OFFICE, role).pk, valid_from=NOW.date())
            known[role] = actor_of(who, NOW.date())
        return By(actor=known[role], at=days.later())

    return by


def reply(subject: str, staff) -> str:
    """A reply signed for an application; its number."""
    set_letterhead(OFFICE, Letterhead(code_word="尉"), valid_from=NOW.date())
    words = Item(asked=ASKED, outcome=Outcome.GRANTED.value, supplied="电子文件一份")
    sha256 = services.draft(subject, {1: words}, File("答复书.docx", b"PK"), staff(Role.CLERK))
    services.clear_secrecy(subject, sha256, SecrecyLevel.NONE, "不涉密", staff(Role.SECRECY_REVIEWER))
    return services.sign(
        subject,
        sha256,
        staff(Role.HEAD),
        written=lambda key, draft, number, on: [File("答复书.pdf", f"%PDF {number}".encode())],
    )


def kinds(subject: str) -> list[str]:
    return [each.kind for each in reading.timeline(COUNTY, subject)]


def test_behind_the_door_stands_where_the_application_is_and_why(citizen):
    assert citizen.track().url == "/track/application/"
    page = citizen.page()
    assert citizen.number in page and "办理中" in page and "2025年10月17日" in page
    assert "收到申请" in page and "条例第三十一条" in page
    assert not any(each in page for each in (NAME, ID_NO, PHONE, EMAIL, ASKED, citizen.code))
    small = citizen.track(f" {citizen.number} ", citizen.code.lower())
    assert small.url == "/track/application/", "capitals and blanks make no difference"


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(citizen):
    """The same bytes, but for the token of the form, and the same questions to the database."""
    answers, asked = [], []
    tries = ((citizen.number, "ABCD2345"), ("2019-0001", citizen.code), ("2019-0002", "ABCD2345"))
    for place, (number, code) in enumerate(tries):
        stranger = Citizen(OFFICE, REMOTE_ADDR=f"10.0.0.{place}")
        stranger.page("/track/")
        with CaptureQueriesContext(connection) as queries:
            answer = stranger.track(number, code)
        assert answer.status_code == 422
        answers.append(re.sub(rb'value="[A-Za-z0-9]{64}"', b"", answer.content))
        asked.append([re.sub(r"'[^']*'|\d+", "", each["sql"]) for each in queries])
        assert stranger.browser.get("/track/application/").url == "/track/"
    assert answers[0] == answers[1] == answers[2]
    assert asked[0] == asked[1] == asked[2]


def test_too_many_wrong_codes_close_a_number_for_their_source_and_for_nobody_else(citizen, settings, days):
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "number": (3, 900), "track": (5, 900)}
    for n in range(9):
        assert Citizen(OFFICE, REMOTE_ADDR=f"10.0.0.{n}").track(citizen.number, "ABCD2345").status_code == 422
    assert citizen.track().status_code == 302, "strangers close nobody's number"
    guesser = {"REMOTE_ADDR": "10.0.1.1"}
    for _ in range(3):
        assert Citizen(OFFICE, **guesser).track(citizen.number, "ABCD2345").status_code == 422
    closed = Citizen(OFFICE, **guesser).track(citizen.number, citizen.code)
    assert closed.status_code == 429 and "尝试次数过多" in closed.content.decode(), "the right code, too"
    days.at += timedelta(minutes=16)
    assert Citizen(OFFICE, **guesser).track(citizen.number, citizen.code).status_code == 302


def test_whoever_knows_the_code_is_let_in_where_others_of_the_same_source_guessed(citizen, settings):
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "number": (3, 900), "track": (5, 900)}
    library = {"REMOTE_ADDR": "10.1.1.1"}
    for n in range(5):
        assert Citizen(OFFICE, **library).track(f"2018-000{n}", "ABCD2345").status_code == 422
    assert Citizen(OFFICE, **library).track("2018-0009", "ABCD2345").status_code == 429
    assert Citizen(OFFICE, **library).track(citizen.number, citizen.code).status_code == 302


def test_a_proxy_of_strangers_is_not_believed(citizen, settings):
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "track": (2, 900)}
    for n in range(3):
        stranger = Citizen(OFFICE, HTTP_X_FORWARDED_FOR=f"9.9.9.{n}")
        last = stranger.track("2018-0001", "ABCD2345").status_code
    assert last == 429
    settings.BEHIND_PROXY = True
    assert Citizen(OFFICE, HTTP_X_FORWARDED_FOR="9.9.9.9, 8.8.8.8").track("2018-0002", "A").status_code == 422


@pytest.mark.law("OGI 30")
def test_a_supplement_with_a_file_starts_the_clock_anew(citizen, staff, days):
    services.request_supplement(citizen.subject, 10, staff(Role.CLERK))
    services.deliver(
        citizen.subject,
        Manner.ELECTRONIC,
        staff(Role.CLERK),
        letter=Letter.SUPPLEMENT_REQUEST,
        proof_no="M-1",
    )
    citizen.track()
    page = citizen.page()
    assert "需要您补正" in page and "2025年9月28日" in page and "待补正" in page
    key = re.search(r'name="key" value="([0-9a-f]{32})"', page)[1]
    empty = citizen.browser.post("/track/supplement/", {"words": " ", "key": key})
    assert empty.status_code == 422 and "请写明补正的内容" in empty.content.decode()
    refused = citizen.browser.post(
        "/track/supplement/", {"words": "是沙袋", "files": [pdf("a.exe")], "key": key}
    )
    assert refused.status_code == 422 and "是沙袋" in refused.content.decode(), "nothing is lost"
    days.at += timedelta(minutes=10)
    for _ in range(2):
        sent = citizen.browser.post("/track/supplement/", {"words": "是沙袋", "files": [pdf()], "key": key})
        assert sent.status_code == 302
    assert kinds(citizen.subject).count("foi.supplemented") == 1
    kept = Paper.objects.filter(subject=citizen.subject, visibility=Visibility.INTERNAL)
    assert {"supplement", "enclosure"} <= {each.kind for each in kept}
    page = citizen.page()
    assert "需要您补正" not in page and "答复期限重新起算" in page


def test_withdrawing_is_asked_once_more(citizen):
    citizen.track()
    asked = citizen.page("/track/withdraw/")
    assert "不能恢复" in asked and "foi.withdrawn" not in kinds(citizen.subject)
    key = re.search(r'name="key" value="([0-9a-f]{32})"', asked)[1]
    citizen.browser.post("/track/withdraw/", {"key": key})
    assert "已撤回" in citizen.page() and StatusRow.objects.get(pk=citizen.subject).closed_on is not None
    again = citizen.browser.post("/track/withdraw/", {"key": "0" * 32})
    assert again.status_code == 422 and "没有办成" in again.content.decode()


@pytest.mark.law("OGI 40")
def test_the_reply_is_there_when_it_is_delivered_and_for_this_session_alone(citizen, staff, days):
    number = reply(citizen.subject, staff)
    citizen.track()
    assert "给您的文书" not in citizen.page(), "signed is not delivered"
    assert citizen.browser.get("/track/letters/1").status_code == 404
    services.deliver(citizen.subject, Manner.ELECTRONIC, staff(Role.CLERK), proof_no="M-2")
    page = citizen.page()
    assert number in page and "确认已经收到答复" in page
    file = citizen.browser.get("/track/letters/1")
    assert file.content == f"%PDF {number}".encode()
    assert file.headers["Content-Disposition"] == 'attachment; filename="letter-1.pdf"'
    assert file.headers["Cache-Control"] == "no-store, private"
    for place in (0, 2, 99):
        assert citizen.browser.get(f"/track/letters/{place}").status_code == 404
    other = Citizen(OFFICE).apply()
    other.track()
    assert other.browser.get("/track/letters/1").status_code == 404
    assert Citizen(OFFICE).browser.get("/track/letters/1").status_code == 404
    before = StatusRow.objects.get(pk=citizen.subject).late_days
    for _ in range(2):
        citizen.browser.post("/track/received/", {"key": "a" * 32})
    assert kinds(citizen.subject).count("foi.signed_for") == 1
    assert "确认已经收到答复" not in citizen.page()
    assert StatusRow.objects.get(pk=citizen.subject).late_days == before


def test_what_the_house_drafts_is_not_the_applicants(citizen, staff):
    reply(citizen.subject, staff)
    services.deliver(citizen.subject, Manner.ELECTRONIC, staff(Role.CLERK), proof_no="M-2")
    citizen.track()
    listed = len(re.findall(r"/track/letters/\d+", citizen.page()))
    assert listed == 1 < Paper.objects.filter(subject=citizen.subject).count()
    assert Reply.objects.get().paper.visibility == Visibility.INTERNAL


def test_a_session_ends_by_itself_and_by_leaving(citizen, days):
    citizen.track()
    days.at += timedelta(minutes=31)
    assert citizen.browser.get("/track/application/").url == "/track/"
    citizen.track()
    citizen.browser.post("/track/leave/")
    assert citizen.browser.get("/track/application/").url == "/track/"
    assert citizen.browser.get("/apply/online/receipt.pdf").status_code == 404


def test_a_session_gets_a_new_number_at_the_door(citizen):
    citizen.track()
    before = citizen.browser.cookies["sessionid"].value
    citizen.track()
    assert citizen.browser.cookies["sessionid"].value != before


def test_no_page_of_the_track_changes_anything_by_get(citizen):
    citizen.track()
    before = FactRow.objects.count()
    for path in ("/track/supplement/", "/track/received/", "/track/leave/"):
        assert citizen.browser.get(path).status_code == 405
    citizen.page("/track/withdraw/")
    assert FactRow.objects.count() == before


@pytest.mark.law("PIPL 51")
def test_nothing_personal_in_ledger_sessions_addresses_or_logs(citizen, staff, caplog):
    caplog.set_level(0)
    citizen.track("2018-0001", "ABCD2345")
    citizen.track()
    page = citizen.page()
    said = (NAME, ID_NO, PHONE, EMAIL, ASKED)
    for row in FactRow.objects.values():
        assert not any(each in str(row) for each in said)
    for row in Session.objects.all():
        assert not any(each in str(row.get_decoded()) for each in (*said, citizen.code))
    for row in Application.objects.values():  # its title says in a few words what was asked
        assert not any(each in str(row) for each in (NAME, ID_NO, PHONE, EMAIL))
    for address in re.findall(r'(?:href|action)="([^"]+)"', page):
        assert citizen.number not in address and citizen.code not in address
    assert not any(each in caplog.text for each in (*said, citizen.code))


def test_following_costs_the_same_however_much_happened(citizen, staff):
    citizen.track()
    citizen.page()
    with CaptureQueriesContext(connection) as few:
        citizen.page()
    services.request_supplement(citizen.subject, 10, staff(Role.CLERK))
    reply_key = {"words": "补正", "key": "b" * 32}
    citizen.browser.post("/track/supplement/", reply_key)
    reply(citizen.subject, staff)
    services.deliver(citizen.subject, Manner.ELECTRONIC, staff(Role.CLERK), proof_no="M-2")
    citizen.page()
    with CaptureQueriesContext(connection) as many:
        citizen.page()
    assert len(many) == len(few) <= 12, [each["sql"] for each in many]


@pytest.mark.law("PIPL 51")
def test_f23_what_is_refused_is_in_the_log_and_tells_of_nobody(citizen, staff, days, caplog, settings):
    caplog.set_level("INFO", logger="gongkai.portal.refusals")
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "number": (1, 900), "track": (9, 900)}
    reply(citizen.subject, staff)
    services.deliver(citizen.subject, Manner.ELECTRONIC, staff(Role.CLERK), proof_no="M-2")
    stranger = Citizen(OFFICE, REMOTE_ADDR="203.0.113.77")

    def noted() -> list[str]:
        lines = [each.getMessage() for each in caplog.records if each.name == "gongkai.portal.refusals"]
        caplog.clear()
        for line in lines:
            assert not any(each in line for each in (NAME, ID_NO, PHONE, EMAIL, ASKED, "203.0.113.77"))
            assert citizen.number not in line and citizen.code not in line and "ABCD2345" not in line
        return lines

    assert stranger.browser.get("/track/letters/1").status_code == 404
    assert stranger.browser.get("/track/application/").url == "/track/"
    letter, page = noted()
    assert letter.split()[::3] == page.split()[::3] == ["refused", "stranger"] and letter != page
    for _ in range(2):
        stranger.track(citizen.number, "ABCD2345")
    assert [each.split()[-1] for each in noted()] == ["wrong_code", "too_often"]
    citizen.track()
    assert citizen.browser.get("/track/letters/1").status_code == 200 and noted() == []
    assert citizen.browser.get("/track/letters/9").status_code == 404
    assert [each.split()[-1] for each in noted()] == ["not_there"]
    days.at += timedelta(minutes=31)
    assert citizen.browser.get("/track/letters/1").status_code == 404
    assert [each.split()[-1] for each in noted()] == ["expired"]
