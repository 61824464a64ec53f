"""What the stories leave in the books and on screens: table 三, causes of lateness, the drafted report.

Through services and pages; the pages act at the instant of the test, on a machine whose own zone is UTC.
"""

import os
import re
import threading
import time
from datetime import date, timedelta

import pytest
from day_loop import after
from django.db import connection
from foi_office import Office, asked, open_office, someone
from test_concluding import filed, row_of, table
from test_desk import at, browser, hidden

from gongkai.casework.facts import Carrier, Cause, OtherMatter
from gongkai.casework.models import Deed, Message, StatusRow
from gongkai.casework.services import hops, lateness, mail, notices
from gongkai.foi import queries, services
from gongkai.foi.facts import Intake, Letter, Means, Outcome
from gongkai.foi.status import ImpossibleAct
from gongkai.ledger import reading
from gongkai.reports import queries as reports
from gongkai.reports.filings import differences_since_filing
from invented_county import COUNTY, HEALTH, OFFICE

DAYS = [date(2025, 9, 15), date(2024, 4, 15)]
received_on = pytest.mark.parametrize("received", DAYS, ids=str)


@pytest.fixture
def office(sqlite_with, tmp_path, monkeypatch, settings) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    there = sqlite_with(open_office)
    monkeypatch.setattr("django.utils.timezone.now", lambda: there.at)
    return there


@pytest.fixture
def machine_in_utc(monkeypatch):
    """The zone of the machine, not of the house."""
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.setenv("TZ", before or "UTC")
    time.tzset()


@received_on
@pytest.mark.law("OGI 31(2)", "OGI 47", "OGI 50")
def test_f1_the_screen_says_what_is_used_and_the_report_tells_of_it(office, received):
    due_on, found_on = after(received, 20), after(received, 16)
    line = office.on(received).letter()
    hops.hand_over(line, HEALTH, by=office.mail_room, at=office.later())
    office.on(found_on)
    number = line.partition(":")[2]
    said = re.sub(r"<[^>]+>", "", browser("clerk").get(f"/desk/foi/new/?mail={number}").content.decode())
    assert f"{received}" in said and "已用 16 个工作日，还剩 4 个" in said
    subject = services.register_letter(line, asked(), office.by("clerk")).subject
    for login in ("head", "leader"):
        assert "告急" in browser(login).get("/desk/foi/watch/").content.decode()
    way = browser("clerk").get(f"/desk/casework/mail/{number}/").content.decode()
    assert re.search(rf"{received} 09:\d\d", way) and f"{found_on}" in way and "尉氏县卫生健康委员会" in way
    office.on(after(due_on, 5)).delivered(subject=subject)
    lateness.explain(subject, Cause.MAIL_ASTRAY, HEALTH, by=office.head, at=office.later())
    assert row_of(received.year, "granted") == 1 and table(received.year) == [1, 0, 1, 0]
    told = reports.work(OFFICE, received.year)
    assert (told["work.lateness.count"].value, told["work.late_mail_astray.count"].value) == (1, 1)
    drafted = reports.compute(OFFICE, received.year)
    prose = "".join(drafted.sections.values())
    assert "信函转接失误1件" in prose


@received_on
@pytest.mark.law("OGI 31(2)")
def test_f2_the_day_it_arrived_and_the_stricter_reading_stay_in_sight(office, received):
    line = office.on(received).letter("", Carrier.POST_ORDINARY)
    subject = services.register_letter(line, asked(), office.on(after(received, 3)).by("clerk")).subject
    office.on(after(received, 5))
    services.confirm_receipt(subject, Means.TELEPHONE, office.by("clerk"))
    page = browser("head").get(at(subject)).content.decode()
    assert f"{received}" in page and f"{after(received, 20)}" in page, "arrival, and the other reading"
    assert f"{after(office.at.date(), 20)}" in page


@received_on
@pytest.mark.law("OGI 36(5)", "OGI 39.1")
def test_f4_each_letter_has_an_owner_an_age_and_its_cell(office, received):
    office.on(received)
    nameless, for_bureau, petition = (office.letter(f"EA{n}CN") for n in range(3))
    opened = browser("clerk").get("/desk/casework/mail/?show=open").content.decode()
    assert "尉氏县人民政府办公室" in opened and f"{after(received, 1)}" in opened, (
        "who has it, and until when"
    )
    office.on(after(received, 3))
    told = {each.title for each in Message.objects.all()} if notices.send_due(office.at).inbox else set()
    assert any("来件" in each for each in told), "what lies too long is told"
    subjects = [
        services.register_letter(each, asked(), office.by("clerk")).subject for each in (for_bureau, petition)
    ]
    services.transfer(subjects[0], HEALTH, office.by("clerk"))
    assert StatusRow.objects.get(pk=subjects[0]).due_on == after(received, 20), "its own duty to reply"
    outcomes = (Outcome.UNABLE_NOT_THIS_ORGAN, Outcome.NOT_PROCESSED_PETITION)
    for subject, outcome in zip(subjects, outcomes, strict=True):
        office.delivered(outcome, subject=subject)
    mail.divert(nameless, OtherMatter.OTHER, by=office.clerk, at=office.later())
    year = received.year
    assert (row_of(year, "unable_not_held"), row_of(year, "not_processed_petition")) == (1, 1)
    assert table(year) == [2, 0, 2, 0] and mail.balance(OFFICE, received, received).holds


@pytest.mark.law("OGI 31")
def test_f5_receipt_is_not_confirmed_before_the_letter_changed_hands(office):
    line = office.on(date(2025, 9, 15)).letter("", Carrier.POST_ORDINARY)
    hops.hand_over(line, OFFICE, by=office.mail_room, at=office.later())
    hops.take_over(line, by=office.clerk, at=office.on(date(2025, 9, 18)).at)
    subject = services.register_letter(line, asked(), office.by("clerk")).subject
    office.on(date(2025, 9, 22))
    with pytest.raises(ImpossibleAct, match="不能早于登记之日"):
        services.confirm_receipt(subject, Means.TELEPHONE, office.by("clerk"), on=date(2025, 9, 17))
    assert services.confirm_receipt(subject, Means.TELEPHONE, office.by("clerk"))


@pytest.mark.law("OGI 30", "OGI 50")
def test_f8_a_revival_after_the_report_is_a_difference_and_never_a_second_count(office):
    subject = office.on(date(2025, 11, 3)).application()
    services.request_supplement(subject, 10, office.on(date(2025, 11, 6)).by("clerk"))
    services.find_lapsed(subject, "两次电话告知", office.on(date(2025, 12, 1)).by("head"))
    assert table(2025) == [1, 0, 1, 0] and row_of(2025, "other_no_supplement") == 1
    filing = filed(office.on(date(2026, 1, 28)))
    assert differences_since_filing(filing) == []
    office.on(date(2026, 2, 3))
    services.reopen(subject, "申请人证明住院", office.by("head"), excused=Letter.SUPPLEMENT_REQUEST)
    services.supplement(subject, office.by("clerk"))
    moved = {each.cell_id for each in differences_since_filing(filing)}
    assert {"requests.result_total.total", "requests.carried_out.total"} <= moved, "an erratum to propose"
    assert "requests.new_received.total" not in moved
    office.on(date(2026, 2, 10)).delivered(subject=subject)
    assert (table(2025), table(2026)) == ([1, 0, 0, 1], [0, 1, 1, 0]), "received once, done once"


@received_on
@pytest.mark.law("CIVIL 203.2")
def test_f14_the_register_says_late_from_midnight_in_beijing_on(office, received, machine_in_utc):
    office.on(received).application(title="防汛经费")
    last = office.on(after(received, 20), 23).at.replace(minute=59, second=59)
    for moment, word in ((last.replace(hour=8), "今天到期"), (last.replace(hour=17), "今天到期"),
                         (last, "今天到期"), (last + timedelta(seconds=2), "逾期1个工作日")):  # fmt: skip
        office.at = moment
        said = browser("clerk").get("/desk/foi/?state=open").content.decode()
        assert word in said, moment
        assert ("逾期1个" in said) is (word != "今天到期")


def test_f16_two_tabs_at_once_give_one_letter_and_a_clear_word(office):
    subject = office.application()
    clerk = browser("clerk")
    opened = hidden(clerk.get(at(subject, "decide/")).content.decode())
    clerk.post(at(subject, "decide/"), {**opened, "item1-outcome": "granted", "item1-supplied": "复印件"})
    office.later()
    office.clear(subject)
    tabs = {login: browser(login) for login in ("leader", "head")}
    screens = {login: each.get(at(subject, "do/sign/")).content.decode() for login, each in tabs.items()}
    begin, answers = threading.Barrier(2), {}

    def sign(login: str) -> None:
        given = hidden(screens[login])
        begin.wait()
        try:
            answers[login] = tabs[login].post(at(subject, "do/sign/"), given)
        finally:
            connection.close()

    both = [threading.Thread(target=sign, args=(login,)) for login in tabs]
    [each.start() for each in both]
    [each.join() for each in both]
    assert all(each.status_code < 500 for each in answers.values()), "no error page"
    assert [each.kind for each in reading.timeline(COUNTY, subject)].count("foi.decided") == 1
    assert Deed.objects.filter(subject=subject, verb="foi.sign").count() == 1
    said = "".join(each.content.decode() for each in answers.values())
    assert "没有办理" in said and "签发答复" in said, "the loser hears who and what"


@pytest.mark.law("OGI 35", "OGI 44.1")
def test_f20_a_hundred_and_twenty_by_one_person_and_thirty_with_the_same_words(office):
    day = date(2024, 4, 15)
    office.on(day, 0, 5)
    ways = (Intake.IN_PERSON, Intake.WEB)
    flood = []
    for n in range(120):
        thing = asked(f"第{n % 40}件事", applicant=someone(1))
        if ways[n % 2] is Intake.WEB:
            flood.append(services.submit_online(thing, OFFICE, at=office.later(seconds=5)).subject)
        else:
            flood.append(services.register(thing, Intake.IN_PERSON, OFFICE, office.by("clerk")).subject)
    copies = [
        services.submit_online(
            asked("征地补偿标准", applicant=someone(100 + n)), OFFICE, at=office.at
        ).subject
        for n in range(30)
    ]
    for n in range(40):
        office.letter(f"EA{n}CN")  # paper is never throttled
    page = queries.application_page(office.clerk, flood[0], office.at)
    found = {each.code: each for each in page.proposals}
    assert set(found) == {"repeat", "demand_reasons"} and len(found["demand_reasons"].about) == 119
    assert set(found["repeat"].about) == {flood[40], flood[80]}
    (other,) = queries.application_page(office.clerk, copies[0], office.at).proposals
    assert (other.code, len(other.about)) == ("publish", 29)
    rows = StatusRow.objects.filter(app="foi")
    assert rows.count() == 150 and set(rows.values_list("due_on", "phase")) == {(after(day, 20), "open")}
