"""F21, F22: files looked into before they leave the house; answers released to the public and withdrawn."""

import json
import re
import zlib
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import docx
import jsonschema
import pytest
from django.core import mail as mailbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from foi_office import PERSON, open_office, someone, words

from casework import release_files as made
from gongkai.casework.errors import RefusedPaper
from gongkai.casework.models import Deed, GateCheck, Notice, Paper
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.foi import answers, services, timeliness
from gongkai.foi.errors import RefusedRelease, RefusedReply, SamePerson
from gongkai.foi.facts import Outcome, ReleaseWithdrawal
from gongkai.foi.following import followed, letter_of
from gongkai.foi.models import Attachment, Release, Reply
from gongkai.foi.services import File, PublicWords
from gongkai.law.errors import GongkaiError
from gongkai.ledger import reading
from gongkai.organs import people
from gongkai.organs.acting import Role, actor_of
from gongkai.organs.models import Person
from gongkai.portal import addresses, frame
from gongkai.portal.checking import missing_tags
from gongkai.portal.press import Press
from gongkai.portal.sources import PublicSource
from gongkai.search import engines, indexing
from invented_county import COUNTY, HEALTH, OFFICE, START

BOX = "#place(top + left, dx: -2pt, dy: -2pt, rect(width: 200pt, height: 20pt, fill: black))"
HIDDEN = made.typeset(f"#place(top + left)[{made.SECRET}]\n{BOX}")
REDACTED = made.typeset(BOX + "\n#v(40pt)\nPublic words")
OTHER = made.typeset(BOX + "\n#v(40pt)\nOther words")
WORDS = PublicWords(
    title="2024年度防汛经费使用情况",
    question="申请公开2024年度全县防汛经费的安排和使用情况。",
    answer="2024年度安排防汛经费三百二十万元，用于河道疏浚和物资储备，明细见附件。",
)


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    frame.forget()
    yield sqlite_with(open_office)
    frame.forget()
    engines.close()


def replied(office, *files, outcome=Outcome.GRANTED):
    """A delivered application with these attachments; its subject."""
    subject = office.application()
    sha256 = office.draft(subject, outcome)
    for file in files:
        services.attach(subject, file, office.by("clerk"))
    clear(office, subject, sha256)
    office.sign(subject, sha256)
    office.deliver(subject)
    return subject


def clear(office, subject, sha256, level=SecrecyLevel.NONE):
    seen = attached(subject)
    services.clear_secrecy(subject, sha256, level, "不涉密", office.by("secrecy"), attachments=seen)


def attached(subject):
    rows = Attachment.objects.filter(application=subject, removed_at=None)
    return [each.paper.sha256 for each in rows]


def released(office, subject="", *, said=WORDS, uploads=None, **more):
    """A released answer; its number in the log."""
    subject = subject or replied(office)
    uploads = [File("明细.pdf", REDACTED)] if uploads is None else uploads
    sha256 = services.prepare_release(subject, said, office.by("clerk"), uploads=uploads, **more)
    services.clear_release(subject, sha256, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    return services.release(subject, sha256, office.by("head"))


def kinds(subject):
    return [each.kind for each in reading.timeline(COUNTY, subject, with_voided=False)]


# ── F21: the gate on replies ──


@pytest.mark.law("OGI 37")
def test_f21_a_reply_with_something_hidden_in_its_attachment_is_neither_signed_nor_delivered(office):
    subject = office.application()
    sha256 = office.draft(subject)
    number = services.attach(subject, File("明细.pdf", HIDDEN), office.by("clerk"))
    check = GateCheck.objects.get()
    assert check.blocked and check.sha256 == Attachment.objects.get().paper.sha256
    assert check.findings[0]["code"] == "text_under_box" and made.SECRET not in str(check.findings)
    clear(office, subject, sha256)
    with pytest.raises(RefusedPaper, match="真正删除这些文字"):
        office.sign(subject, sha256)
    assert "foi.decided" not in kinds(subject)
    services.detach(subject, number, office.by("clerk"))
    services.attach(subject, File("明细.pdf", REDACTED), office.by("clerk"))
    with pytest.raises(RefusedReply, match="重新审查"):
        office.sign(subject, sha256)
    clear(office, subject, sha256)
    office.sign(subject, sha256)
    GateCheck.objects.filter(paper__sha256=attached(subject)[0]).delete()
    with pytest.raises(RefusedPaper, match="没有经过出门检查"):
        office.deliver(subject)
    assert "foi.delivered" not in kinds(subject)


@pytest.mark.law("SECRETS 35")
def test_a_review_is_of_the_attachments_that_were_seen_and_void_for_any_other(office):
    subject = office.application()
    sha256 = office.draft(subject)
    first = services.attach(subject, File("明细.pdf", REDACTED), office.by("clerk"))
    with pytest.raises(RefusedReply, match="重新打开"):
        services.clear_secrecy(subject, sha256, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    clear(office, subject, sha256)
    services.detach(subject, first, office.by("clerk"))
    services.attach(subject, File("明细.pdf", OTHER), office.by("clerk"))
    with pytest.raises(RefusedReply, match="没有保密审查记录"):
        office.sign(subject, sha256)
    clear(office, subject, sha256, SecrecyLevel.SECRET)
    with pytest.raises(RefusedReply, match="不能对外提供"):
        office.sign(subject, sha256)
    clear(office, subject, sha256)
    assert office.sign(subject, sha256)
    with pytest.raises(RefusedReply, match="没有正在办理的答复"):
        services.attach(subject, File("又.pdf", REDACTED), office.by("clerk"))


def test_what_can_be_cleaned_is_cleaned_into_another_file_that_is_looked_into_anew(office):
    subject = office.application()
    office.draft(subject)
    photo = made.picture(exif=made.exif(gps=True))
    number = services.attach(subject, File("现场.jpg", photo), office.by("clerk"), title="现场照片")
    assert GateCheck.objects.get().blocked and GateCheck.objects.get().cleanable
    services.clean_attachment(subject, number, office.by("clerk"))
    assert not GateCheck.objects.order_by("pk").last().blocked
    (kept,) = Attachment.objects.filter(removed_at=None)
    assert (
        kept.paper.title == "现场照片" and kept.paper.sha256 != Attachment.objects.get(pk=number).paper.sha256
    )
    hidden = services.attach(subject, File("明细.pdf", HIDDEN), office.by("clerk"))
    with pytest.raises(RefusedReply, match="不能自动清除"):
        services.clean_attachment(subject, hidden, office.by("clerk"))


@pytest.mark.law("OGI 15")
def test_f21_of_what_was_truly_redacted_nothing_is_found_anywhere(office, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_SEARCH", f"sqlite:///{tmp_path}/search")
    subject = office.application(applicant=PERSON)
    sha256 = office.draft(subject)
    bad = services.attach(subject, File("张三 13800001111.pdf", HIDDEN), office.by("clerk"))
    services.detach(subject, bad, office.by("clerk"))
    services.attach(subject, File("明细.pdf", REDACTED), office.by("clerk"))
    clear(office, subject, sha256)
    office.sign(subject, sha256)
    office.deliver(subject)
    chosen = Paper.objects.get(pk=Attachment.objects.get(removed_at=None).paper_id).pk
    number = released(office, subject, uploads=(), chosen=[chosen])
    indexing.rebuild(engines.present(), PublicSource(COUNTY, office.at.date()))
    reader, stranger = Client(), browser("stranger")
    shown = [
        reader.get(path).content
        for path in (
            f"/foi/{number}.html",
            f"/foi/{number}/1.pdf",
            "/foi/",
            "/foi/list.json",
            "/foi/rss.xml",
            f"/api/answers/{number}",
            "/api/answers",
            "/search/?q=13800001111",
            "/search/?q=Zhang+San",
        )
    ]
    case = followed(subject, office.at)
    letters = [letter_of(subject, each.place, office.at) for each in case.letters]
    assert [each.title for each in case.letters].count("答复附件") == 1
    shown += [each[1] for each in letters if each]
    shown += [stranger.get(f"/desk/search/?q={each}").content for each in ("13800001111", "防汛")]
    shown += [str(list(table.objects.values())).encode() for table in (Deed, Notice, GateCheck, Release)]
    shown += [str(reading.timeline(COUNTY, subject)).encode()]
    shown += [each.body.encode() for each in mailbox.outbox]
    shown += [path.read_bytes() for path in (tmp_path / "search").rglob("*") if path.is_file()]
    shown += [unzipped(shown[1])]
    for text in (made.SECRET, "13800001111", "张三 138", PERSON.name, PERSON.phone, PERSON.id_no):
        for n, content in enumerate(shown):
            bare = re.sub(
                rb'value="[^"]*"|<title>[^<]*|q=[^"&<]*|\xe2\x80\x9c[^<]{0,60}\xe2\x80\x9d', b"", content
            )
            escaped = json.dumps(text).strip('"').encode()
            assert text.encode() not in bare and escaped not in bare, (text, n)
    papers_on_disk = b"".join(
        each.read_bytes() for each in (tmp_path / "papers").rglob("*") if each.is_file()
    )
    assert made.SECRET.encode() not in papers_on_disk, "what is kept with the case is sealed"


def unzipped(pdf: bytes) -> bytes:
    """Everything that a PDF holds, its streams taken apart."""
    found = b""
    for each in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(each)
        except zlib.error:
            found += each
    return found


# ── releasing ──


@pytest.mark.law("OGI 44")
def test_an_answer_is_released_by_three_people_and_only_once_it_was_delivered(office):
    subject = office.decided()
    with pytest.raises(RefusedRelease, match="还没有送达"):
        services.prepare_release(subject, WORDS, office.by("clerk"))
    office.deliver(subject)
    sha256 = services.prepare_release(subject, WORDS, office.by("head"), uploads=[File("a.pdf", REDACTED)])
    with pytest.raises(RefusedReply, match="没有保密审查记录"):
        services.release(subject, sha256, office.by("leader"))
    services.clear_release(subject, sha256, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    with pytest.raises(SamePerson, match="另一人"):
        services.release(subject, sha256, office.by("head"))
    changed = services.prepare_release(subject, WORDS, office.by("clerk"), uploads=[File("a.pdf", OTHER)])
    assert changed != sha256, "another file is another fingerprint"
    with pytest.raises(RefusedRelease, match="重新打开"):
        services.release(subject, sha256, office.by("leader"))
    with pytest.raises(RefusedReply, match="重新审查"):
        services.release(subject, changed, office.by("leader"))
    services.clear_release(subject, changed, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    key = office.by("leader", key="press")
    number = services.release(subject, changed, key)
    assert services.release(subject, changed, key) == number == 1
    assert kinds(subject).count("foi.released") == 1
    (fact,) = [each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.released"]
    assert fact.body == {"version": 1, "files": 1}


@pytest.mark.law("OGI 15")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": f"答复{PERSON.name}：已经公开。"}, "姓名"),
        ({"question": "张 三丰 申请公开防汛经费。"}, "姓名"),
        ({"answer": f"联系电话{PERSON.phone}。"}, "手机号码"),
        ({"answer": "身份证11010119900307757１。"}, "身份证"),
        ({"title": "城关镇人民路1号的拆迁补偿"}, "地址"),
        ({"answer": ""}, "请填写“答复内容”"),
    ],
)
def test_words_that_tell_who_asked_are_refused(office, change, said):
    subject = replied(office)
    with pytest.raises(RefusedRelease, match=said) as refused:
        services.prepare_release(subject, replace(WORDS, **change), office.by("clerk"))
    assert PERSON.name not in refused.value.message and PERSON.phone not in refused.value.message
    assert not Release.objects.exists()


def test_a_file_that_hides_something_or_names_somebody_is_not_released(office):
    subject = replied(office)
    named = made.word("<w:r><w:t>张三</w:t></w:r><w:r><w:t>丰的申请</w:t></w:r>")
    with pytest.raises(RefusedRelease, match=r"附件1 .*姓名"):
        services.prepare_release(subject, WORDS, office.by("clerk"), uploads=[File("a.docx", named)])
    letter = Reply.objects.get(application=subject).signed_paper
    with pytest.raises(RefusedPaper, match="含有当事人个人信息"):
        services.prepare_release(subject, WORDS, office.by("clerk"), chosen=[letter.pk])
    with pytest.raises(RefusedRelease, match="手机号码"):
        released(office, subject, uploads=[File("a.pdf", HIDDEN)])
    covered = made.typeset(f"#place(top + left)[Draft words]\n{BOX}")
    with pytest.raises(RefusedPaper, match="真正删除"):
        released(office, subject, uploads=[File("a.pdf", covered)])
    assert "foi.released" not in kinds(subject) and answers.count(COUNTY, answers.Wanted()) == 0


ROLES = {
    "prepare_release": {Role.LIAISON, Role.HEAD, Role.CLERK},
    "clear_release": {Role.SECRECY_REVIEWER},
    "release": {Role.HEAD, Role.LEADER},
    "withdraw_release": {Role.HEAD, Role.LEADER, Role.CLERK},
}


def test_who_may_release_and_withdraw_by_role_and_organ(office):
    for role in Role:
        for organ in (OFFICE, HEALTH):
            who = people.register(f"only-{organ}-{role.value}", "某人")
            people.appoint(
                who, people.set_up_post(organ, role, name=f"{role.value}-only").pk, valid_from=START
            )
            office.actors[f"{organ}-{role.value}"] = actor_of(who, office.at.date())
    subject = replied(office)
    for deed, allowed in ROLES.items():
        for role in Role:
            for organ in (HEALTH, OFFICE):
                sha256 = stand(office, subject, deed)
                by = office.by(f"{organ}-{role.value}")
                before = len(kinds(subject))
                try:
                    act(deed, subject, sha256, by)
                    done = True
                except GongkaiError:
                    done = False
                reach = organ == OFFICE or role is Role.CLERK
                assert done == (role in allowed and reach), (deed, role, organ)
                assert done or len(kinds(subject)) == before


def stand(office, subject, deed):
    """Bring the case to where a deed is possible; the fingerprint that was prepared."""
    prepared = services.prepare_release(subject, WORDS, office.by("other_clerk"), uploads=[])
    if deed in ("release", "withdraw_release"):
        services.clear_release(subject, prepared, SecrecyLevel.NONE, "不涉密", office.by("secrecy"))
    if deed == "withdraw_release":
        services.release(subject, prepared, office.by("head"))
    return prepared


def act(deed, subject, sha256, by):
    if deed == "prepare_release":
        services.prepare_release(subject, WORDS, by)
    elif deed == "clear_release":
        services.clear_release(subject, sha256, SecrecyLevel.NONE, "不涉密", by)
    elif deed == "release":
        services.release(subject, sha256, by)
    else:
        services.withdraw_release(subject, ReleaseWithdrawal.ERROR, "内容有误", by)


# ── F22: the log and what is withdrawn from it ──


def browser(login: str) -> Client:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Person.objects.get(login=login), backend=backend)
    return client


def places(number: int) -> dict[str, str]:
    """Where a released answer is found, and what of it shows there."""
    title, mark = WORDS.title, f"/foi/{number}.html"
    return {
        "/foi/": title,
        "/foi/?q=防汛": title,
        "/foi/list.json": title,
        "/foi/rss.xml": title,
        "/foi/atom.xml": title,
        "/foi/sitemap.xml": mark,
        "/api/answers": title,
        "/api/answers?q=防汛": title,
        "/search/?q=防汛经费": mark,
    }


def read(reader: Client, path: str) -> str:
    """What stands at an address; of data as it is meant, not as it is escaped."""
    said = reader.get(path).content.decode()
    return str(json.loads(said)) if path.startswith("/api/") else said


def test_f22_a_withdrawn_answer_is_gone_everywhere_at_once_and_a_notice_stays(office, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_SEARCH", f"sqlite:///{tmp_path}/search")
    source = PublicSource(COUNTY, office.at.date())
    indexing.rebuild(engines.present(), source)
    subject = replied(office)
    number = released(office, subject)
    indexing.catch_up(engines.present(), source)
    reader, page, file = Client(), f"/foi/{number}.html", f"/foi/{number}/1.pdf"
    for path, said in places(number).items():
        assert said in read(reader, path), path
    assert WORDS.answer in reader.get(page).content.decode()
    there = reader.get(file)
    assert (
        there.content == REDACTED
        and there["Cache-Control"] == "no-cache"
        and "sandbox" in there["Content-Security-Policy"]
    )
    assert reader.get(file, HTTP_IF_NONE_MATCH=there["ETag"]).status_code == 304

    with pytest.raises(RefusedRelease, match="理由"):
        services.withdraw_release(subject, ReleaseWithdrawal.ERROR, "", office.by("head"))
    services.withdraw_release(subject, ReleaseWithdrawal.PERSONAL, "附件中可以认出个人。", office.by("head"))
    for path in places(number):
        # The index was not told yet: search asks what may still be seen.
        said = read(reader, path)
        assert WORDS.title not in said and page not in said, path
    assert reader.get(file).status_code == 404
    assert reader.get(file, HTTP_IF_NONE_MATCH=there["ETag"]).status_code == 404
    gone = reader.get(page)
    assert gone.status_code == 410 and gone["Cache-Control"] == "no-cache"
    told = gone.content.decode()
    assert "含有个人信息" in told and "附件中可以认出个人。" in told and "noindex" in told
    assert WORDS.title not in told and WORDS.answer not in told
    data = reader.get(f"/api/answers/{number}")
    assert data.status_code == 410 and "含有个人信息" in data.json()["detail"]
    indexing.catch_up(engines.present(), source)
    assert indexing.compare(engines.present(), source).equal
    (fact,) = [each for each in reading.timeline(COUNTY, subject) if each.kind == "foi.release_withdrawn"]
    assert fact.body == {"version": 1, "reason": "personal", "text": "附件中可以认出个人。"}

    again = replace(WORDS, answer="更正：安排防汛经费三百万元。")
    assert released(office, subject, said=again, uploads=[File("明细.pdf", OTHER)]) == number
    indexing.catch_up(engines.present(), source)
    shown = reader.get(page)
    assert shown.status_code == 200 and "第2版" in shown.content.decode()
    assert again.answer in shown.content.decode() and WORDS.answer not in shown.content.decode()
    assert reader.get(file).content == OTHER
    assert reader.get(f"/api/answers/{number}").json()["version"] == 2
    for path, said in places(number).items():
        assert said in read(reader, path), path


def test_no_file_of_the_site_ever_holds_an_answer(office):
    released(office)
    press = Press(office.at.date())
    assert not [path for path in press.paths() if path.startswith(addresses.ANSWERS)]
    laid = b"".join(press.render(path).body for path in press.paths())
    assert WORDS.title.encode() not in laid and b"/foi/1.html" not in laid
    assert b"/foi/sitemap.xml" in press.render(addresses.SITEMAP).body


def test_the_list_is_searched_narrowed_and_turned_over_at_the_same_cost(office):
    def cost(path="/foi/"):
        client = Client()
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200
        return len(asked)

    released(office)
    few = cost()
    for n in range(2, 6):
        subject = replied(office, outcome=Outcome.PARTIAL)
        said = PublicWords(title=f"第{n}件", question="申请公开道路规划。", answer="已经公开。")
        released(office, subject, said=said, uploads=())
    assert cost() == few <= 9
    client = Client()
    for query, found in (
        ("?q=道路", 4),
        ("?q=道路+防汛", 0),
        ("?outcome=granted", 1),
        ("?organ=x", 0),
        ("?year=2025", 5),
        ("?year=1999", 0),
        ("?page=99", 5),
    ):
        page = client.get("/foi/" + query).content.decode()
        assert len(re.findall(r'<h2><a href="/foi/\d+\.html">', page)) == found, query
    schema = client.get("/api/schema/answers.json").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(client.get("/foi/list.json").content))
    assert client.get("/foi/99.html").status_code == client.get("/api/answers/99").status_code == 404
    assert client.get("/api/answers?outcome=granted").json()["total"] == 1


def test_the_pages_carry_their_tags_and_name_their_feeds(office):
    number = released(office)
    subject = Release.objects.get().application_id
    client = Client()
    for path, kind in (("/foi/", "column"), (f"/foi/{number}.html", "article"), ("/foi/figures/", "column")):
        page = client.get(path).content
        assert missing_tags(page, kind) == [], path
        linked = re.findall(rb'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', page)
        assert linked and all(client.get(each.decode()).status_code == 200 for each in linked), path
    services.withdraw_release(subject, ReleaseWithdrawal.OUTDATED, "内容已经过时。", office.by("clerk"))
    assert missing_tags(client.get(f"/foi/{number}.html").content, "article") == []


# ── how promptly organs answer ──


@pytest.mark.law("OGI 33")
def test_figures_by_organ_are_right_and_tell_of_no_single_person(office):
    office.on(date(2025, 3, 3))
    for n in range(6):
        office.on(date(2025, 3, 3 + n % 3))
        subject = office.application("一", applicant=someone(n))
        office.on(date(2025, 3, 10) if n else date(2025, 4, 30))
        office.delivered(Outcome.GRANTED, subject=subject, **({} if n else {"despite": "确已逾期"}))
    few = office.on(date(2025, 3, 3)).application("一", organ=HEALTH, applicant=someone(9))
    del few
    with CaptureQueriesContext(connection) as asked:
        found = timeliness.year_of(COUNTY, 2025, as_of=date(2025, 5, 1))
    assert len(asked) == 2
    ours, theirs = found.organs
    assert (ours.received, ours.finished, ours.open, ours.on_time, ours.late) == (6, 6, 0, 5, 1)
    # 3月3日（周一）收到、3月10日答复是5个工作日；4日、5日收到的是4个、3个；4月30日答复的一件更多。
    assert ours.median_days == 4
    assert (theirs.received, theirs.finished, theirs.open) == (1, 0, 1)
    assert theirs.on_time is theirs.late is theirs.median_days is None
    assert (found.whole.received, found.whole.late) == (7, 1)
    page = Client().get("/foi/figures/?year=2025").content.decode()
    assert "不单列" in page and "怎样统计" in page
    data = Client().get("/api/promptness?year=2025").json()
    assert data["whole"]["received"] == 7 and data["organs"][1]["median_working_days"] is None


def test_what_is_hidden_cannot_be_reckoned_back():
    def hidden(*finished):
        sums = {str(n): timeliness._Sum(days=Counter({9: each})) for n, each in enumerate(finished)}
        return {int(each) for each in timeliness._hidden(sums)}

    for finished in ((1, 6, 9), (3, 3), (5, 6), (4,), (1, 1, 1, 9, 20), (0, 6), ()):
        out = hidden(*finished)
        told = [each for n, each in enumerate(finished) if n not in out and each]
        missing = sum(finished[n] for n in out)
        assert all(each >= timeliness.FEWEST for each in told), finished
        assert not out or missing >= timeliness.FEWEST or not told, finished


# ── the desk ──


def at(subject: str, more: str = "") -> str:
    return f"/desk/foi/{subject.partition(':')[2]}/{more}"


def hidden(page) -> dict[str, str]:
    names = "key|seen|sha256|attachments"
    return dict(re.findall(rf'<input type="hidden" name="({names})" value="([^"]*)"', page.content.decode()))


def press(who: str, subject: str, screen: str, **given):
    """Open a screen and press its button; the answer as a page."""
    client = browser(who)
    opened = client.get(at(subject, screen))
    assert opened.status_code == 200, (screen, opened.headers.get("Location"))
    return client.post(at(subject, screen), {**hidden(opened), **given}, follow=True)


@pytest.fixture
def now(office, settings):
    """The office today: screens act now, and so does what the tests lay before them."""
    settings.UPPER_GOVERNMENT = "开封市人民政府"
    office.at = timezone.now() - timedelta(hours=6)
    return office


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def letter() -> bytes:
    """A draft in Word."""
    document, kept = docx.Document(), BytesIO()
    document.add_paragraph("答复如下。")
    document.save(kept)
    return kept.getvalue()


def test_f21_the_desk_shows_what_hides_in_a_file_and_what_to_do(now):
    subject = now.application()
    draft, decided = File("答复书.docx", letter()), {1: words(Outcome.GRANTED)}
    sha256 = services.draft(subject, decided, draft, now.by("clerk"))
    photo = made.picture(exif=made.exif(gps=True))
    page = press("clerk", subject, "attachments/", add="1", title="现场照片", file=upload(photo, "张三.jpg"))
    said = page.content.decode()
    assert "不能发出" in said and "清除隐藏信息" in said and "张三" not in said
    page = press("clerk", subject, "attachments/", add="1", title="明细", file=upload(HIDDEN, "a.pdf"))
    assert "真正删除这些文字" in page.content.decode() and made.SECRET not in page.content.decode()
    first, second = Attachment.objects.order_by("pk")
    press("clerk", subject, "attachments/", clean=str(first.pk))
    said = press("clerk", subject, "attachments/", remove=str(second.pk)).content.decode()
    assert "检查通过" in said and "不能发出" not in said
    shown = browser("secrecy").get(at(subject, "do/clear_secrecy/")).content.decode()
    assert "现场照片" in shown and "检查通过" in shown
    press("secrecy", subject, "do/clear_secrecy/", level="none", basis="不涉密")
    assert "保密审查通过" in browser("clerk").get(at(subject)).content.decode()
    assert now.sign(subject, sha256)
    refused = browser("clerk").get(at(subject, "attachments/"), follow=True).content.decode()
    assert "不能办理" in refused


def test_f22_an_answer_goes_to_the_log_and_out_again_by_buttons(now):
    subject = now.delivered()
    typed = {"title": WORDS.title, "question": WORDS.question, "answer": WORDS.answer}
    refused = press("clerk", subject, "release/", **typed | {"answer": f"{PERSON.name}您好"})
    assert refused.status_code == 422 and "姓名" in refused.content.decode()
    done = press(
        "clerk", subject, "release/", **typed, files=[upload(REDACTED, "a.pdf"), upload(OTHER, "b.pdf")]
    )
    assert "已保存选登稿" in done.content.decode() and "待保密审查" in done.content.decode()
    # Nobody decides on what was not reviewed.
    assert "还没有通过保密审查" in browser("head").get(at(subject)).content.decode()
    shown = browser("secrecy").get(at(subject, "do/clear_release/")).content.decode()
    assert WORDS.answer in shown and shown.count("检查通过") == 2
    press("secrecy", subject, "do/clear_release/", level="none", basis="不涉密")
    assert "已选登" in press("head", subject, "do/release/").content.decode()
    assert Client().get("/foi/1/2.pdf").content == OTHER
    listed = browser("clerk").get("/desk/foi/released/?standing=public").content.decode()
    assert WORDS.title in listed and "已选登" in listed
    refused = press("clerk", subject, "do/withdraw_release/", reason="error", text="")
    assert refused.status_code == 422 and Client().get("/foi/1.html").status_code == 200
    done = press("clerk", subject, "do/withdraw_release/", reason="error", text="数字有误。")
    assert "已撤下" in done.content.decode() and "撤下选登" in done.content.decode()
    assert Client().get("/foi/1.html").status_code == 410
    assert "已撤下" in browser("clerk").get("/desk/foi/released/?standing=withdrawn").content.decode()
    for who in ("inspector", "secrecy", "stranger"):
        page = browser(who).get(at(subject)).content.decode()
        assert "修改选登稿" not in page and "do/release/" not in page, who


def test_the_desks_list_takes_the_same_queries_however_long(now):
    clerk, counted = browser("clerk"), []
    for more in (1, 3):
        for n in range(more):
            released(now, now.delivered(), uploads=(), said=replace(WORDS, title=f"第{n}件"))
            now.delivered(Outcome.PARTIAL)
        clerk.get("/desk/foi/released/")
        with CaptureQueriesContext(connection) as asked:
            page = clerk.get("/desk/foi/released/")
        assert page.status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]
    book = clerk.get("/desk/foi/released/?export=xlsx")
    assert book.status_code == 200
    empty = browser("stranger").get("/desk/foi/released/").content.decode()
    assert "还没有送达的答复" in empty
