"""Stories of a calendar that changes or is not known yet, and of a scheduler that slept, by the services."""

import threading
from datetime import date, datetime, timedelta

import pytest
from day_loop import after, before
from django.db import connection
from foi_office import Office, open_office
from test_concluding import filed, table

from gongkai.casework.facts import Cause
from gongkai.casework.models import Message, Notice, StatusRow
from gongkai.casework.services import daily, lateness, status
from gongkai.desk.menu import DESK
from gongkai.foi import queries
from gongkai.law.files import instead, text_of
from gongkai.law.parameters import parameter
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from gongkai.organs.acting import Role
from gongkai.reports.filings import differences_since_filing
from gongkai.reports.queries import work
from invented_county import COUNTY, GOVERNMENT, OFFICE, person


@pytest.fixture
def office(database_with, tmp_path, monkeypatch) -> Office:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return database_with(open_office)


def row(subject: str) -> StatusRow:
    return StatusRow.objects.get(pk=subject)


def recomputed(subject: str) -> list:
    return [each for each in reading.timeline(COUNTY, subject) if each.kind == "casework.recomputed"]


def live_versions(subject: str) -> set[str]:
    return set(Notice.objects.filter(subject=subject, dropped_at=None).values_list("version", flat=True))


# ── F12 ──


@pytest.mark.law("HOLIDAYS 2")
def test_f12_a_holiday_made_longer_moves_what_is_open(office):
    subject = office.on(date(2020, 1, 10)).application()
    assert (
        row(subject).due_on == after(date(2020, 1, 10), 20, known_on=date(2020, 1, 26)) == date(2020, 2, 12)
    )
    assert status.recompute(office.on(date(2020, 1, 26)).at) == []
    assert [each.subject for each in status.recompute(office.on(date(2020, 1, 27), 18).at)] == [subject]
    (fact,) = recomputed(subject)
    assert (fact.body["old_due"], fact.body["new_due"]) == ("2020-02-12", "2020-02-14")
    assert "国办发明电〔2020〕1号" in fact.body["notice"]
    assert row(subject).due_on == after(date(2020, 1, 10), 20) == date(2020, 2, 14)
    assert live_versions(subject) == {"2020-02-14"}, "reminders are planned anew"
    assert status.recompute(office.later()) == []


LONGER = """
[[notices]]
number = "国办发明电〔{year}〕99号"
title = "关于延长假期的通知"
issued_on = {out}
published_on = {out}
confidence = "confirmed"
holidays = [ {{ name = "延长假期", from = {first}, to = {last}, make_up_days = [] }} ]
"""


@pytest.mark.parametrize("received", [date(2025, 9, 15), date(2024, 4, 8)], ids=str)
@pytest.mark.law("HOLIDAYS 2", "OGI 50")
def test_f12_a_notice_that_came_late_into_our_files_judges_the_late_again_with_a_trace(office, received):
    year, first = received.year, after(received, 15)
    longer = {first, after(first, 1)}
    due_on, new_due = after(received, 20), after(received, 20, without=longer)
    late, early, in_time, open_ = (office.on(received).application(f"第{n}项") for n in range(4))
    office.on(after(received, 3)).delivered(subject=early)
    office.on(after(received, 14)).delivered(subject=in_time)
    office.on(new_due).delivered(subject=late)
    assert row(late).late_days == 2 and row(late).due_on == due_on
    lateness.explain(late, Cause.OTHER, OFFICE, by=office.head, at=office.later())
    tables = table(year)
    filing = filed(office.on(date(year + 1, 1, 28)), year) if year == 2025 else None
    loaded = LONGER.format(year=year, out=after(received, 12), first=first, last=max(longer))
    with instead(f"calendar/{year}.toml", text_of(f"calendar/{year}.toml") + loaded):
        moved = {each.subject for each in status.recompute(office.on(date(year + 1, 2, 25)).at)}
        assert moved == {late, open_}, "what was closed before the notice came out stays as it was"
        assert (row(late).late_days, row(late).due_on) == (0, new_due)
        (fact,) = recomputed(late)
        assert (fact.body["old_due"], fact.body["late_days"]) == (due_on.isoformat(), 2), "the old verdict"
        assert f"〔{year}〕99号" in fact.body["notice"]
        assert (row(early).due_on, recomputed(early)) == (due_on, [])
        assert table(year) == tables and work(OFFICE, year)["work.lateness.count"].value == 1
        assert filing is None or differences_since_filing(filing) == [], "nothing silent in a closed year"
        assert status.recompute(office.later()) == []
        # What was answered in time after the notice came out stays so; its day follows when rows are rebuilt.
        assert (row(in_time).late_days, row(in_time).due_on, recomputed(in_time)) == (0, due_on, [])
        assert status.rebuild(COUNTY) == 0, "no row was wrong by the files of its day"
        assert (row(in_time).late_days, row(in_time).due_on) == (0, new_due)
        StatusRow.objects.filter(pk=in_time).update(due_on=due_on)
        assert status.rebuild(COUNTY) == 1, "a day that no notice moved is wrong"


# ── F13 ──


@pytest.mark.parametrize("received", [date(2025, 12, 10), date(2024, 12, 16), date(2022, 12, 12)], ids=str)
@pytest.mark.law("HOLIDAYS 2")
def test_f13_without_the_notice_of_next_year_a_day_is_provisional_until_it_is_loaded(office, received):
    file = f"calendar/{received.year + 1}.toml"
    loaded_on = received + timedelta(days=9)
    published = next(each for each in text_of(file).splitlines() if each.startswith("published_on"))
    with instead(file, text_of(file).replace(published, f"published_on = {loaded_on}")):
        subject = office.on(received).application()
        assert row(subject).provisional
        page = queries.application_page(office.clerk, subject, office.at)
        (told,) = [each for each in page.alarms if each.code == "provisional"]
        assert f"{received.year + 1}年放假安排尚未公布或录入" in told.why
        assert status.recompute(office.on(loaded_on - timedelta(days=1)).at) == []
        daily.carry_out(office.on(loaded_on).at)
        assert (row(subject).due_on, row(subject).provisional) == (after(received, 20), False)
        (fact,) = recomputed(subject)
        assert fact.body["new_due"] == after(received, 20).isoformat()
        page = queries.application_page(office.clerk, subject, office.at)
        assert not [each for each in page.alarms if each.code == "provisional"]


@pytest.mark.parametrize("received", [date(2025, 12, 10), date(2022, 12, 12)], ids=str)
@pytest.mark.law("HOLIDAYS 2")
def test_f13_the_administrator_is_warned_once_until_the_notice_is_loaded(office, received):
    year = received.year + 1
    keeper = person("guan", OFFICE, Role.ADMINISTRATOR, as_of=received)
    file = f"calendar/{year}.toml"
    loaded_on = received + timedelta(days=9)
    published = next(each for each in text_of(file).splitlines() if each.startswith("published_on"))

    def warned():
        return Message.objects.filter(post=keeper.posts[0].code, subject=f"calendar:{year}")

    def work(actor):
        rows = DESK.work_for("waiting", actor, office.at.date())
        return [each.title for each in rows if each.what == "放假安排"]

    with instead(file, text_of(file).replace(published, f"published_on = {loaded_on}")):
        office.on(date(received.year, 11, 3)).application("期限在本年内的")
        daily.carry_out(office.later())
        assert not warned() and work(keeper) == [], "no case runs into that year yet"
        office.on(received).application("期限跨年的")
        daily.carry_out(office.later()), daily.carry_out(office.later())
        (message,) = warned()
        assert f"{year}年放假安排尚未录入" in message.title
        assert work(keeper) == [message.title] and work(office.clerk) == []
        daily.carry_out(office.on(loaded_on).at)
        assert warned().count() == 1 and work(keeper) == []


# ── F15 ──


@pytest.mark.parametrize("received", [date(2025, 9, 15), date(2024, 1, 22)], ids=str)
@pytest.mark.law("OGI 47")
def test_f15_a_scheduler_dead_for_three_days_and_started_twice_tells_each_once(office, received):
    due_on = after(received, 20)
    subject, other = (office.on(received).application(f"第{n}项") for n in range(2))
    office.on(before(due_on, 2)).delivered(subject=other)
    sent = daily.carry_out(office.on(before(due_on, 4)).at).sent.inbox
    # Dead from two days before the due day until the day after; then two processes begin at once, twice.
    at = datetime.combine(due_on + timedelta(days=1), datetime.min.time(), BEIJING) + timedelta(hours=8)
    for round_ in range(2):
        meet, told = threading.Barrier(2), []

        def start(at=at + timedelta(minutes=round_), meet=meet, told=told):
            meet.wait()
            try:
                told.append(daily.carry_out(at).sent.inbox)
            finally:
                connection.close()

        both = [threading.Thread(target=start) for _ in range(2)]
        [each.start() for each in both]
        [each.join() for each in both]
        assert len(told) == 2
        sent += sum(told)
    handlers = {f"{OFFICE}.clerk", f"{OFFICE}.clerk-2"}
    above = {f"{OFFICE}.head", f"{GOVERNMENT}.leader"}
    got = sorted(Message.objects.filter(subject=subject).values_list("post", "title"))
    assert len(got) == len(set(got)), "none twice"
    wanted = {
        ("due_amber", _left(due_on, "foi.amber_working_days")): handlers,
        ("due_red", _left(due_on, "foi.red_working_days")): handlers | above,
        ("due_today", due_on): handlers,
        ("overdue", due_on + timedelta(days=1)): handlers | above,
    }
    told = Notice.objects.filter(subject=subject, sent_at__isnull=False)
    assert sorted(told.values_list("kind", "on", "post")) == sorted(
        (*key, post) for key, posts in wanted.items() for post in posts
    ), "nothing lost"
    assert len(got) == told.count()
    assert sent == Message.objects.count()
    assert not Message.objects.filter(subject=other, title__contains="今天到期").exists()


def _left(due_on: date, key: str) -> date:
    """The first day on which no more than so many working days are left, the house's lines being what they
    are: counted back from the due day.
    """
    return before(due_on, int(parameter(key).on(due_on).value))
