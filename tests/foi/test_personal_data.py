"""Whole lives of applications, then everything that the house keeps or says is searched for their people.

Law: PIPL 51. What a person may see (the case page shows masks, the letter opens to those who deliver it) is
tried elsewhere; here nothing may hold a value whole.
"""

import io
import json
import logging
import zipfile

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from foi_office import Office, asked, open_office
from test_desk import browser

from gongkai.casework.facts import Cause, Purpose
from gongkai.casework.models import Message, Notice, Party
from gongkai.casework.services import daily, lateness, notices, parties
from gongkai.casework.services.parties import Particulars
from gongkai.foi import services
from gongkai.foi.facts import Letter, Manner, Opinion, Outcome
from gongkai.foi.facts import Party as Consulted
from gongkai.foi.models import Application
from gongkai.ledger.models import FactRow
from gongkai.organs.acting import Role
from invented_county import OFFICE

APPLICANT = Particulars(
    name="欧阳甲乙",
    id_no="410223199001011231",
    phone="13800001357",
    address="尉氏县城关镇某某路七号",
    email="ouyang@example.cn",
)
AGENT = Particulars(name="司马丙丁", id_no="410223198505052345", phone="13911112468", email="sima@example.cn")
THIRD = Particulars(name="某某环卫有限公司", phone="0371-27991234", address="尉氏县工业路九号院")
OPINION = f"{THIRD.name}不同意公开"
WORDS = f"东街口第三根灯杆的维修记录，请告知{APPLICANT.name}，电话{APPLICANT.phone}"
"""People write themselves into what they ask for: sealed, and in no list by a part that names anybody."""
SECRETS = [
    each
    for person in (APPLICANT, AGENT, THIRD)
    for each in (person.name, person.id_no, person.phone, person.address, person.email)
    if each
]


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch, settings) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.outbox = []
    there = sqlite_with(open_office)
    monkeypatch.setattr("django.utils.timezone.now", lambda: there.at)
    return there


def lives(office: Office) -> list[str]:
    """One online with an agent and a third party, one by letter that is answered late."""
    by = office.by
    online = services.submit_online(
        asked(WORDS, applicant=APPLICANT, agent=AGENT), OFFICE, at=office.at, key="k"
    ).subject
    services.request_supplement(online, 10, by("clerk"))
    services.supplement_online(online, f"我是{APPLICANT.name}，要{WORDS}", at=office.later(), key="s")
    ref = services.consult(online, Consulted.THIRD_PARTY, WORDS, by("clerk"), third_party=THIRD)
    services.deliver(online, Manner.POST, by("clerk"), letter=Letter.CONSULTATION, ref=ref, proof_no="XA1")
    services.close_consultation(online, ref, Opinion.OBJECTED, by("clerk"), text=OPINION)
    party = Party.objects.get(subject=online, role="applicant")
    parties.unmask(online, party.pk, Purpose.CONTACT, by=office.clerk, at=office.later())
    office.decided(Outcome.DENIED_THIRD_PARTY, subject=online)
    office.deliver(online)
    line = office.letter(sender=APPLICANT)
    letter = services.register_letter(line, asked(WORDS, applicant=APPLICANT), by("clerk")).subject
    daily.carry_out(office.later(days=40))
    office.delivered(subject=letter)
    lateness.explain(letter, Cause.MAIL_ASTRAY, OFFICE, by=office.head, at=office.later(), note="转接失误")
    services.archive(letter, by("clerk"))
    return [online, letter]


def found(text: str) -> list[str]:
    """The values that stand in a text, however it writes them."""
    plain = text + json.dumps(text, ensure_ascii=False)
    spelt = {each: (each, json.dumps(each)[1:-1], each.encode().hex()) for each in SECRETS}
    return [each for each, ways in spelt.items() if any(way in plain for way in ways)]


@pytest.mark.law("PIPL 51", "PIPL 6")
def test_no_value_of_a_person_stands_anywhere(office, caplog, tmp_path, settings):
    settings.LOGGING_CONFIG = None
    caplog.set_level(logging.DEBUG)
    administrator = office.actors["administrator"] = _administrator()
    notices.set_mailbox(f"{OFFICE}.clerk", "zwgk@example.org", organ=OFFICE, by=administrator)
    with CaptureQueriesContext(connection) as asked_of_database:
        subjects = lives(office)
        daily.carry_out(office.later(days=2))
    assert outbox.outbox and Message.objects.exists() and Notice.objects.exists()
    told = {
        "ledger": str(list(FactRow.objects.values())),
        "mails": "".join(f"{each.subject}{each.body}{each.to}" for each in outbox.outbox),
        "log": "\n".join(each.getMessage() for each in caplog.records if each.name != "django.db.backends"),
        "database": _all_tables(),
        "errors": _refusals(office, subjects[0]),
    }
    assert len(asked_of_database) > 100 and FactRow.objects.count() > 15
    for where, text in told.items():
        assert not found(text), (where, found(text))
    for file in tmp_path.rglob("*"):
        assert not found(file.name)
        if file.is_file():
            assert not any(each.encode() in file.read_bytes() for each in SECRETS), file


@pytest.mark.law("PIPL 51")
def test_no_page_address_export_or_cache_names_anybody(office):
    subjects = lives(office)
    number = subjects[0].partition(":")[2]
    clerk = browser("clerk")
    pages = ["/desk/", "/desk/foi/", "/desk/foi/watch/", f"/desk/foi/{number}/", f"/desk/foi/{number}/clock/",
             "/desk/foi/?state=late", "/desk/casework/mail/?show=open", "/desk/casework/inbox/"]  # fmt: skip
    for address in pages:
        answer = clerk.get(address)
        assert answer.status_code == 200, address
        # What was asked for, and what the third party wrote, is read by who answers it.
        said = answer.content.decode().replace(WORDS, "").replace(OPINION, "")
        assert not found(said), (address, found(said))
        assert "public" not in answer.headers.get("Cache-Control", "private"), address
    sought = clerk.post("/desk/foi/find/", {"person": APPLICANT.phone})
    assert "who=" in sought.headers["Location"] and not found(sought.headers["Location"])
    sheet = clerk.get("/desk/foi/?export=xlsx")
    content = b"".join(sheet.streaming_content) if sheet.streaming else sheet.content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert not found("".join(book.read(each).decode("utf-8", "replace") for each in book.namelist()))
    exported = io.StringIO()
    call_command("dumpdata", "ledger", stdout=exported)
    assert not found(exported.getvalue())
    kept = getattr(cache, "_cache", {})
    assert not found(repr(dict(kept)))
    anybody = browser_of_nobody()
    for address in ("/track/", "/apply/", f"/desk/foi/{number}/", f"/track/application/?n={number}"):
        assert not found(anybody.get(address).content.decode())


XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_markup_that_was_submitted_is_text_at_the_desk_and_in_letters(office):
    hostile = Particulars(name=XSS, phone="13800001357", email="a@example.cn", address=XSS, contact=XSS)
    subject = services.submit_online(
        asked(XSS, applicant=hostile, agent=Particulars(name=XSS), title=XSS[:100]), OFFICE, at=office.at
    ).subject
    services.consult(
        subject, Consulted.THIRD_PARTY, XSS, office.by("clerk"), third_party=Particulars(name=XSS)
    )
    services.search(subject, XSS, XSS, XSS, office.by("clerk"))
    number = subject.partition(":")[2]
    clerk = browser("clerk")
    letter = clerk.get(f"/desk/foi/{number}/decide/").content.decode()
    key = letter.split('name="key" value="')[1].split('"')[0]
    seen = letter.split('name="seen" value="')[1].split('"')[0]
    given = {"key": key, "seen": seen, "item1-outcome": "granted", "item1-supplied": XSS, "look": "1"}
    looked = clerk.post(f"/desk/foi/{number}/decide/", given).content.decode()
    assert "&lt;script&gt;alert" in looked
    daily.carry_out(office.later(days=40))
    clerk = browser("clerk")
    pages = ("/desk/", "/desk/foi/", f"/desk/foi/{number}/", "/desk/foi/watch/", "/desk/casework/inbox/",
             f"/desk/foi/{number}/do/close_consultation/", f"/desk/foi/{number}/do/search/")  # fmt: skip
    shown = [looked, *(clerk.get(each).content.decode() for each in pages)]
    assert any("&lt;script&gt;alert" in each for each in shown[1:])
    for page in shown:
        assert "<script>alert" not in page and "<img src=x" not in page
    policy = clerk.get(f"/desk/foi/{number}/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not [each for each in outbox.outbox if "<script>" in each.body + each.subject]
    assert Application.objects.get(pk=subject).title


def _administrator():
    from foi_office import person

    return person("guan", OFFICE, Role.ADMINISTRATOR)


def browser_of_nobody():
    from django.test import Client

    return Client()


def _all_tables() -> str:
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                told += [
                    bytes(each).decode("utf-8", "replace") + bytes(each).hex()
                    if isinstance(each, (bytes, memoryview))
                    else str(each)
                    for each in row
                ]
    return "\n".join(told)


def _refusals(office: Office, subject: str) -> str:
    """What people are told where something cannot be."""
    from gongkai.law.errors import GongkaiError

    told = []
    for act in (services.withdraw, services.supplement, services.archive, services.split):
        try:
            act(subject, by=office.by("clerk"))
        except GongkaiError as refused:
            told.append(f"{refused.message}{refused.context}")
    assert told
    return "\n".join(told)
