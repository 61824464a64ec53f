"""A request passed on and reported by two organs stands once in the table of the county, which lists both."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from gongkai.cli.consolidate import command
from gongkai.foi import facts as foi
from gongkai.ledger.entry import Row, enter_batch
from gongkai.organs.acting import Role
from gongkai.organs.permissions import NotPermitted
from gongkai.reports import queries, services
from gongkai.reports.checks import CheckOutcome, run_checks
from gongkai.reports.consolidation import consolidate
from gongkai.reports.errors import NoRepeat
from gongkai.reports.writing import write
from invented_county import COUNTY, GOVERNMENT, HEALTH, OFFICE, TOWN, found_organs, person

pytestmark = pytest.mark.law("OGI 36", "OGI 50")

PERSON, FIRM = foi.ApplicantKind.NATURAL_PERSON, foi.ApplicantKind.BUSINESS


def county():
    """The county with two who may not say that requests are one, and the clerk, who may."""
    found_organs()
    day = date(2020, 1, 1)
    people = (("clerk", OFFICE, Role.CLERK), ("liaison", HEALTH, Role.LIAISON))
    return {login: person(login, organ, role, as_of=day) for login, organ, role in people}


@pytest.fixture
def posts(sqlite_with):
    return sqlite_with(county)


def entered(subject, organ, applicant, *deeds):
    """An application with what happened to it: deeds with their days."""
    first, *_ = deeds
    opened = foi.Received(applicant=applicant, intake=foi.Intake.WEB)
    rows = [
        Row.of(
            deed,
            subject=subject,
            organ=organ,
            happened_on=on,
            external_id=f"{subject}/{place}",
            entered_at=datetime(on.year, on.month, on.day, 10, tzinfo=UTC),
        )
        for place, (deed, on) in enumerate([(opened, first), *deeds[1:]])
    ]
    at = max(each.entered_at for each in rows)
    enter_batch(rows, region=COUNTY, origin="test", entered_at=at, by="测试")


def two_numbers(year, applicant, there_decided):
    """One request of the office, passed on to the bureau, which registered it and answered it as well."""
    here, there = f"foi:{year}-0001", f"foi:{year}-0002"
    refused, granted = foi.Outcome.UNABLE_NOT_HELD, foi.Outcome.GRANTED
    passed = foi.Transferred(to=HEALTH)
    entered(
        here,
        OFFICE,
        applicant,
        date(year, 11, 3),
        (passed, date(year, 11, 5)),
        (foi.Decided(outcome=refused), date(year, 11, 20)),
    )
    entered(there, HEALTH, applicant, date(year, 11, 6), (foi.Decided(outcome=granted), there_decided))
    entered(f"foi:{year}-0003", TOWN, PERSON, date(year, 12, 1))
    return here, there


def find(posts, year, there, here, who="clerk", at=None):
    at = at or datetime(year + 1, 1, 15, 9, tzinfo=UTC)
    return services.find_repeat(there, here, region=COUNTY, on=at.date(), at=at, by=posts[who])


def numbers(report):
    return {
        row: report.value(f"requests.{row}.total")
        for row in ("new_received", "carried_in", "granted", "unable_not_held", "result_total", "carried_out")
    }


CASES = [(2020, PERSON, date(2020, 11, 25)), (2023, FIRM, date(2024, 1, 9)), (2021, FIRM, date(2021, 12, 2))]


@pytest.mark.parametrize(("year", "applicant", "decided"), CASES, ids=lambda each: str(each))
def test_f25_a_request_reported_by_two_is_once_in_the_countys_table_and_both_are_listed(
    posts, year, applicant, decided
):
    here, there = two_numbers(year, applicant, decided)
    before = queries.compute(GOVERNMENT, year, scope="subtree", with_prose=False)
    assert before.value("requests.new_received.total") == 3 and before.notes == []
    find(posts, year, there, here)
    own = [queries.compute(each, year, with_prose=False) for each in (OFFICE, HEALTH, TOWN)]
    assert [each.value("requests.new_received.total") for each in own] == [1, 1, 1], "their own reports stay"
    whole = queries.compute(GOVERNMENT, year, scope="subtree", with_prose=False)
    assert numbers(whole) == {
        "new_received": 2,
        "carried_in": 0,
        "granted": 0,
        "unable_not_held": 1,
        "result_total": 1,
        "carried_out": 1,
    }
    assert whole.value(f"requests.new_received.{applicant.value}") == (2 if applicant is PERSON else 1)
    assert not [each for each in run_checks(whole) if each.outcome is CheckOutcome.FAILS]
    (note,) = whole.notes
    assert all(each in note for each in (f"{year}-0001", f"{year}-0002", "办公室", "卫生健康", "只计一次"))
    after = queries.compute(GOVERNMENT, year + 1, scope="subtree", with_prose=False)
    assert (after.value("requests.carried_in.total"), after.value("requests.result_total.total")) == (1, 0)
    column = f"requests.new_received.{applicant.value}"
    traced = queries.trace_of(GOVERNMENT, year, column, scope="subtree")
    assert f"：{whole.value(column)}" in traced.splitlines()[0]
    assert here in traced and there in traced and note in traced, "both are behind it"
    # The same from the reports of the organs, as papers.
    twice = queries.repeats_of(GOVERNMENT, year)
    added = consolidate(own, whole, repeats=twice)
    line = added.line("requests.new_received.total")
    assert (line.total, line.repeated, len(line.givers)) == (2, 1, 3)
    assert added.findings == () and note in added.notes and "其中转办重复1" in added.as_text()
    assert consolidate(own, whole).broken, "without knowing of it the sum differs"
    assert consolidate(own[:1], repeats=twice).line("requests.new_received.total").total == 1


def test_the_command_adds_up_papers_by_what_the_ledger_knows(posts, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    here, there = two_numbers(2020, PERSON, date(2020, 11, 25))
    find(posts, 2020, there, here)
    papers = [
        str(write(queries.compute(each, 2020, with_prose=False), "json", tmp_path / f"{each}.json"))
        for each in (OFFICE, HEALTH)
    ]
    given = [*papers, "--json", "--repeats-under", "尉氏县人民政府"]
    said = json.loads(CliRunner().invoke(command, given, standalone_mode=False).output)
    lines = {each["cell"]: (each["total"], each["repeated"]) for each in said["lines"]}
    assert lines["requests.new_received.natural_person"] == (1, 1)
    assert [note for note in said["notes"] if "只计一次" in note]


def test_what_was_found_later_is_not_in_what_was_known_before(posts):
    here, there = two_numbers(2020, PERSON, date(2020, 11, 25))
    at = datetime(2021, 1, 15, 9, tzinfo=UTC)
    find(posts, 2020, there, here, at=at)
    earlier = queries.compute(
        GOVERNMENT, 2020, known_at=at - timedelta(days=1), scope="subtree", with_prose=False
    )
    assert earlier.value("requests.new_received.total") == 3 and not earlier.notes


def test_only_what_was_passed_on_is_found_and_by_the_countys_clerk_alone(posts):
    here, there = two_numbers(2020, PERSON, date(2020, 11, 25))
    with pytest.raises(NotPermitted):
        find(posts, 2020, there, here, who="liaison")
    for wrong in ((here, there), ("foi:2020-0003", here), ("foi:2020-0009", here), (there, "foi:2020-0009")):
        with pytest.raises(NoRepeat, match="没有转办"):
            find(posts, 2020, *wrong)
    assert queries.repeats_of(GOVERNMENT, 2020) == ()
