"""Publication: at its hour, once, by two at a time, through a kill; withdrawal and what follows."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from office import open_office, sample

from gongkai.law.errors import GongkaiError
from gongkai.ledger.reading import timeline
from gongkai.ledger.rows import BEIJING
from gongkai.records import outbox, queries, services
from gongkai.records.clearance import State
from gongkai.records.errors import ContentChanged, RefusedChange
from gongkai.records.facts import TakeDownReason
from gongkai.records.models import Edition, OutboxRow, Publication, Record
from gongkai.records.queries import Wanted
from gongkai.records.services import ImportRow
from gongkai.reports.queries import compute
from invented_county import COUNTY, HEALTH

TODAY = date(2020, 6, 10)


@pytest.fixture
def office(database_with):
    return database_with(open_office)


def kinds(subject: str) -> list[str]:
    return [each.kind.removeprefix("records.") for each in timeline(COUNTY, subject)]


def test_publishing_twice_is_publishing_once(office):
    there = office.cleared()
    for _ in range(2):
        after = services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
        assert after.state is State.LIVE
    assert kinds(there.subject).count("published") == 1
    assert OutboxRow.objects.filter(subject=there.subject).count() == 2
    with pytest.raises(ContentChanged):
        services.publish(there.subject, sha256="0" * 64, by=office.clerk, at=office.later())


def test_a_new_edition_takes_the_place_of_the_old_one(office):
    there = office.live()
    services.begin_edition(there.subject, by=office.liaison, at=office.later(), change_note="更正联系电话。")
    edition = Edition.objects.get(record__subject=there.subject, number=2)
    from gongkai.records.services.editions import content_of

    there = services.revise(
        there.subject,
        content_of(edition).but(title="关于做好防汛工作的通知（更正）"),
        by=office.liaison,
        at=office.later(),
    )
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert shown.title == "关于做好防汛工作的通知", "readers see the old one until the new one is live"
    there = services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    there = office.clear(there)
    office.later(days=2)
    services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert shown.title.endswith("（更正）") and shown.published_on == TODAY
    assert [note for _, note in shown.change_notes] == ["更正联系电话。"]
    assert kinds(there.subject).count("published") == 1, "a publication is counted once"
    assert [each.state for each in Edition.objects.order_by("number")] == ["superseded", "live"]


def test_a_scheduled_publication_waits_for_its_hour(office):
    there = office.cleared()
    hour = office.at + timedelta(days=1)
    services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later(), publish_at=hour)
    assert services.publish_due(hour - timedelta(seconds=1)) == []
    assert not Record.objects.get().visible
    assert [each.subject for each in services.publish_due(hour)] == [there.subject]
    assert services.publish_due(hour) == []
    assert Record.objects.get().published_on == hour.date()
    assert kinds(there.subject)[-1] == "published"


def test_what_changed_after_scheduling_is_not_published(office):
    there = office.cleared()
    hour = office.at + timedelta(days=1)
    schedule = {"sha256": there.sha256, "by": office.clerk, "publish_at": hour}
    services.publish(there.subject, at=office.later(), **schedule)
    from gongkai.records.services.editions import content_of

    content = content_of(Edition.objects.get()).but(title="改过了")
    services.revise(there.subject, content, by=office.liaison, at=office.later())
    assert Publication.objects.get().state == "cancelled"
    assert services.publish_due(hour) == [] and not Record.objects.get().visible


def test_a_row_that_cannot_be_carried_out_says_why(office):
    there = office.cleared()
    hour = office.at + timedelta(days=1)
    services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later(), publish_at=hour)
    # As if the row had been left behind by a restored backup.
    Publication.objects.update(sha256="0" * 64)
    told = services.publish_due(hour)
    assert told[0].code == "content_changed" and Publication.objects.get().state == "failed"
    assert Publication.objects.get().problem and not Record.objects.get().visible


def test_a_withdrawn_record_comes_back_as_a_new_edition(office):
    there = office.live()
    services.withdraw(
        there.subject, reason=TakeDownReason.ERROR, text="数字有误。", by=office.clerk, at=office.later()
    )
    assert [each.act for each in outbox.read("bake")][-1] == "drop"
    assert queries.still_visible([there.subject]) == set()
    with pytest.raises(RefusedChange, match="没有公开"):
        services.withdraw(
            there.subject, reason=TakeDownReason.ERROR, text="再撤一次", by=office.clerk, at=office.later()
        )
    again = services.begin_edition(
        there.subject, by=office.liaison, at=office.later(), change_note="更正数字"
    )
    again = services.submit(there.subject, sha256=again.sha256, by=office.liaison, at=office.later())
    again = office.clear(again)
    services.publish(there.subject, sha256=again.sha256, by=office.clerk, at=office.later())
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert shown.visible and shown.withdrawal is None and shown.index_no == there.index_no
    assert kinds(there.subject) == ["made", "cleared", "published", "taken_down", "cleared", "published"]


def test_secrets_leave_nothing_readable(office):
    there = office.live(title="不该公开的标题")
    with pytest.raises(RefusedChange, match="不保留内容"):
        services.withdraw(
            there.subject,
            reason=TakeDownReason.SECRECY,
            text="经核查不应公开",
            manner="banner",
            by=office.clerk,
            at=office.later(),
        )
    services.withdraw(
        there.subject,
        reason=TakeDownReason.SECRECY,
        text="经核查不应公开",
        by=office.clerk,
        at=office.later(),
    )
    shown = queries.public_record(subject=there.subject, as_of=TODAY)
    assert shown.title == "" and shown.content.body == "" and shown.elements == ()


def test_many_are_published_each_for_itself(office):
    good, draft = office.cleared(title="好的"), office.draft(title="没审的")
    told = services.publish_many(
        [good.subject, draft.subject, "record:2020-999999"], by=office.clerk, at=office.later()
    )
    assert [each.code for each in told] == ["", "impossible_act", "unknown_record"]


def test_the_outbox_is_read_from_a_mark(office):
    first, second = office.live(), office.live()
    items = outbox.read("search")
    assert [each.subject for each in items] == [first.subject, second.subject]
    outbox.mark("search", items[0].seq)
    assert [each.subject for each in outbox.read("search")] == [second.subject]
    outbox.mark("search", 0)
    assert outbox.waiting("search") == 1 and outbox.waiting("bake") == 2
    assert outbox.clear_followed("search", before=office.later()) == 1


def test_two_publishers_at_once_publish_once(postgresql):
    office = open_office()
    cleared = [office.cleared(title=f"第{n}号") for n in range(6)]
    at, done, refused = office.later(), [], []
    barrier = threading.Barrier(4)

    def run() -> None:
        try:
            barrier.wait(timeout=20)
            for there in cleared:
                try:
                    done.append(services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=at))
                except GongkaiError as refusal:
                    refused.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    assert not refused and len(done) == 24
    for there in cleared:
        assert kinds(there.subject).count("published") == 1
    numbers = sorted(Record.objects.values_list("index_no", flat=True))
    assert numbers == [f"410223-15/2020-{n:05d}" for n in range(1, 7)], "unique, without gaps"
    assert OutboxRow.objects.filter(kind="bake").count() == 6


def test_a_reader_of_the_outbox_skips_nothing_that_commits_late(postgresql):
    """Numbers are given out before the commit: who writes first has to be read first, however slow."""
    at, written, go_on = datetime(2020, 6, 10, 9, tzinfo=BEIJING), threading.Event(), threading.Event()

    def write(subject: str, slow: bool) -> None:
        try:
            with transaction.atomic():
                outbox.write("410223", [subject], outbox.PUT, at)
                written.set()
                assert not slow or go_on.wait(timeout=20)
        finally:
            connections.close_all()

    first = threading.Thread(target=write, args=("record:slow", True))
    second = threading.Thread(target=write, args=("record:quick", False))
    first.start()
    assert written.wait(timeout=20)
    second.start()
    second.join(timeout=1)
    assert second.is_alive() and outbox.read("search") == [], "nobody overtakes who has a number already"
    go_on.set()
    first.join(timeout=20)
    second.join(timeout=20)
    assert [each.subject for each in outbox.read("search")] == ["record:slow", "record:quick"]


def test_two_reviewers_at_once_decide_once(postgresql):
    office = open_office()
    there = office.submitted()
    outcomes = []

    def run() -> None:
        try:
            outcomes.append(office_approve(office, there))
        except GongkaiError as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    at = office.later()

    def office_approve(office, there):
        from gongkai.records.clearance import Verdict

        given = {"sha256": there.sha256, "by": office.first, "at": at, "key": "click-1"}
        return services.decide(there.subject, "first", Verdict.APPROVED, **given).waiting_for

    threads = [threading.Thread(target=run) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    assert outcomes == ["second"] * 3, "a repeated click is one decision"
    assert Edition.objects.get().decisions.filter(step="first").count() == 1


WORKER = """
import os, sys
from datetime import datetime
sys.path.insert(0, {tests!r})
from gongkai.ledger.home import prepare
prepare()
from gongkai.organs.acting import actor_of
from gongkai.organs.models import Person
from gongkai.records import services
from gongkai.records.models import Record
clerk = actor_of(Person.objects.get(login="clerk"), datetime.fromisoformat({at!r}).date())
print("ready", flush=True)
for row in Record.objects.filter(visible=False).order_by("pk"):
    sha = row.draft_edition.revision.sha256
    services.publish(row.subject, sha256=sha, by=clerk, at=datetime.fromisoformat({at!r}))
    print(row.subject, flush=True)
"""


def test_a_killed_publisher_loses_and_doubles_nothing(sqlite, tmp_path):
    office = open_office()
    cleared = [office.cleared(title=f"第{n}号") for n in range(12)]
    path = connection.settings_dict["NAME"]
    connections.close_all()
    code = WORKER.format(tests=str(Path(__file__).parent), at=office.later().isoformat())
    env = {**os.environ, "GONGKAI_DATABASE": f"sqlite:///{path}", "GONGKAI_HOME": str(tmp_path / "home")}
    for stop_after in (3, 4):
        worker = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env)
        assert worker.stdout.readline().strip() == "ready"
        for _ in range(stop_after):
            worker.stdout.readline()
        # In the middle of the next one, wherever that is.
        time.sleep(0.003 * stop_after)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(timeout=30)
        worker.stdout.close()
        for there in cleared:
            record = Record.objects.get(subject=there.subject)
            counted = kinds(there.subject).count("published")
            rows = OutboxRow.objects.filter(subject=there.subject).count()
            assert (counted, rows) == ((1, 2) if record.visible else (0, 0)), "all of it or nothing"
            assert bool(record.index_no) == record.visible
        connections.close_all()
    assert 7 <= Record.objects.filter(visible=True).count() < 12
    for there in cleared:
        services.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
    numbers = sorted(Record.objects.values_list("index_no", flat=True))
    assert numbers == [f"410223-15/2020-{n:05d}" for n in range(1, 13)], "no gap where it was killed"
    assert OutboxRow.objects.count() == 24


def test_table_two_counts_what_these_services_did(office):
    """The stock of normative documents in the annual report is the stock of the register."""
    rows = [
        ImportRow(
            external_id=f"d{n}",
            type="normative_document",
            organ=HEALTH,
            content=sample(doc_no=f"尉卫〔2020〕{n}号", made_on=date(2020, 3, 2), title=f"办法{n}"),
            published_on=date(2020, 3, 4),
            subject=f"record:2020-document-{n}",
        )
        for n in range(1, 6)
    ]
    rows[4] = replace(rows[4], content=rows[4].content.but(valid_until=date(2021, 5, 31)))
    services.import_published(rows, origin="旧", paper="审批单册", by=office.clerk, at=office.later())
    first, second = "record:2020-document-1", "record:2020-document-2"
    office.at = datetime(2021, 4, 1, 9, tzinfo=BEIJING)
    given = {"basis": "清理决定", "by": office.clerk}
    services.repeal(first, changed_on=date(2021, 4, 1), at=office.later(), **given)
    services.amend(second, changed_on=date(2021, 4, 1), at=office.later(), **given)
    services.carry_out_due(datetime(2021, 6, 1, 8, tzinfo=BEIJING), region=COUNTY)

    def cells(year):
        report = compute(HEALTH, year, with_prose=False)
        prefix = "proactive.a20_1.normative_docs."
        return {
            key.removeprefix(prefix): cell.value
            for key, cell in report.cells.items()
            if key.startswith(prefix)
        }

    then, now = cells(2020), cells(2021)
    assert (then["made_this_year"], then["published_this_year"], then["published_total"]) == (5, 5, 5)
    assert (now["issued"], now["repealed"], now["in_force"]) == (0, 2, 3)
    stock = queries.count(COUNTY, Wanted(validity="in_force"), as_of=date(2021, 12, 31))
    stock += queries.count(COUNTY, Wanted(validity="amended"), as_of=date(2021, 12, 31))
    assert now["in_force"] == stock
