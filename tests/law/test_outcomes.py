"""Outcomes against the report formats, remedies against the law of the day, areas and disclosure items."""

from datetime import date

import pytest

from gongkai.foi.facts import Intake, Manner, Outcome, Party
from gongkai.law.catalogue import areas, disclosures
from gongkai.law.deadlines import deadline
from gongkai.law.errors import GongkaiError
from gongkai.law.outcomes import outcome, outcomes, outcomes_of_row, remedies, remedy_of
from gongkai.law.receipt import receipt_day, rules, service_day
from gongkai.law.sources import unresolved
from gongkai.reports.format import FORMAT_IDS, load_format

pytestmark = pytest.mark.law("OGI 36", "OGI 37", "RECON 23", "OGI 20", "OGI 21", "PILOT2017")

KEYS = [
    "granted",
    "already_public",
    "partial",
    "denied_state_secret",
    "denied_law_forbidden",
    "denied_safety_stability",
    "denied_third_party",
    "denied_internal_affairs",
    "denied_process_info",
    "denied_enforcement_file",
    "denied_admin_query",
    "unable_not_held",
    "unable_not_this_organ",
    "unable_need_creation",
    "unable_unclear_after_supplement",
    "not_processed_petition",
    "not_processed_repeat",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reconfirm",
    "other_no_supplement",
    "other_fee_unpaid",
    "other_misc",
]


def test_the_outcomes_are_those_of_the_glossary():
    assert list(outcomes()) == KEYS


def rows(format_id):
    block = load_format(format_id).table("requests").blocks[0]
    return [row.key for row in block.rows if not row.sum and row.side]


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_each_result_row_has_outcomes_and_each_outcome_one_row(format_id):
    counted = [key for row in rows(format_id) for key in outcomes_of_row(format_id, row)]
    assert sorted(counted) == sorted(KEYS)
    assert all(outcomes_of_row(format_id, row) for row in rows(format_id))


@pytest.mark.parametrize("row", ["new_received", "carried_in", "result_total", "carried_out", "", "nonsense"])
def test_other_rows_count_no_outcome(row):
    assert outcomes_of_row("annual-2021", row) == ()


def test_rows_that_take_more_than_one_outcome():
    assert outcomes_of_row("annual-2019", "granted") == ("granted", "already_public")
    assert outcomes_of_row("annual-2021", "unable_not_held") == ("unable_not_held", "unable_not_this_organ")
    assert len(outcomes_of_row("annual-2019", "other")) == 3
    assert outcomes_of_row("annual-2021", "other") == ()


def test_unknown_names_are_refused():
    with pytest.raises(GongkaiError, match="annual-1999"):
        outcomes_of_row("annual-1999", "granted")
    with pytest.raises(GongkaiError, match="没有“refused”这种处理结果"):
        outcome("refused")


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("denied_state_secret", date(2023, 12, 31), "either"),
        ("denied_state_secret", date(2024, 1, 1), "review_first"),
        ("partial", date(2024, 1, 1), "review_first_for_withheld"),
        ("partial", date(2023, 6, 1), "either"),
        ("unable_not_held", date(2025, 6, 1), "either"),
        ("denied_admin_query", date(2025, 6, 1), "either"),
        ("other_misc", date(2025, 6, 1), "none"),
    ],
)
def test_remedy_of_the_day(key, on, expected):
    assert remedy_of(key, decided_on=on).key == expected


def test_review_first_is_exactly_articles_14_to_16():
    first = {key for key, each in outcomes().items() if each.remedy == "review_first"}
    by_article = {
        key for key, each in outcomes().items() if each.law.split(".")[0] in ("OGI 14", "OGI 15", "OGI 16")
    }
    assert first == by_article
    assert not unresolved(each.law for each in remedies().values())


def test_evidence_is_asked_where_the_law_needs_proof():
    for key in ("unable_not_held", "denied_third_party", "other_no_supplement", "other_fee_unpaid"):
        assert outcome(key).evidence


def test_intakes_and_manners_are_those_of_the_facts():
    assert list(rules("receipts")) == [each.value for each in Intake]
    assert set(rules("services")) == {each.value for each in Manner}
    assert set(outcomes()) == {each.value for each in Outcome}
    assert set(deadline("foi.reply").pauses) == {each.value for each in Party}
    with pytest.raises(GongkaiError, match="没有“pigeon”这种方式"):
        receipt_day("pigeon")
    with pytest.raises(GongkaiError, match="没有“seen_on”这种日期"):
        service_day("post", seen_on=date(2025, 1, 2))


def test_areas_and_items():
    assert [each.number for each in areas().values()] == list(range(1, 33))
    assert sum(each.pilot for each in areas().values()) == 26
    by_level = [each.level for each in disclosures().values()]
    assert {level: by_level.count(level) for level in set(by_level)} == {
        "all": 15,
        "county": 7,
        "township": 8,
    }
    assert [each.law for each in disclosures().values()][:15] == [f"OGI 20({n})" for n in range(1, 16)]
