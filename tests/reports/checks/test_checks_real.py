"""The checks on real published reports: exactly what is wrong in them, and nothing else.

The reports are found by GONGKAI_REPORTS; ``expected.json`` beside them names the identities that each breaks.
"""

import json
from functools import cache

import pytest

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.comparing import compare
from gongkai.reports.consolidation import consolidate
from gongkai.reports.findings import findings
from gongkai.reports.reading import read

pytestmark = pytest.mark.needs("reports")

PROSE = {
    "01": {("N-2", 2633, 2620)},
    "02": {
        ("N-1", 258, 275),
        ("N-1", 265, 337),
        ("N-4", 33.9, 32.0),
        ("N-4", 4.34, 4.35),
    },
    "04": {("N-2", 2599, 2533)},
    "05": {("N-2", 2602, 2603)},
    "08": {("N-1", 393, 470)},
    "31": {("N-2", 228, 227)},
    "37": {("N-2", 617, 569)},
}
"""What the prose of each report gets wrong: check, stated, right. Where a report is not named: nothing."""


@cache
def opened(folder, name):
    return read(folder / name)


def expected(folder):
    return json.loads((folder / "expected.json").read_text("utf-8"))


def test_exactly_the_broken_identities_are_reported(reports_folder):
    wrong = {}
    for name, known in expected(reports_folder).items():
        found = findings(opened(reports_folder, name))
        tables = sorted([each.check, each.at] for each in found if each.check.startswith("T"))
        if tables != sorted(known["failing"]):
            wrong[name] = (tables, known["failing"])
    assert wrong == {}


def test_prose_comes_out_as_it_is(reports_folder):
    wrong = {}
    for name in expected(reports_folder):
        found = {
            (each.check, each.as_json()["left"], each.as_json()["right"])
            for each in findings(opened(reports_folder, name))
            if each.check.startswith("N")
        }
        if found != PROSE.get(name[:2], set()):
            wrong[name] = found
    assert wrong == {}


def test_shanghai_share_is_said_to_be_cut_off(reports_folder):
    (found,) = [
        each
        for each in findings(opened(reports_folder, "02-shanghai-office-2019.html"))
        if each.check == "N-4" and each.as_json()["left"] == 4.34
    ]
    assert found.level == "note"
    assert "截去尾数" in found.message


def test_shares_that_belong_to_another_number_name_it(reports_folder):
    (found,) = [
        each
        for each in findings(opened(reports_folder, "02-shanghai-office-2019.html"))
        if each.check == "N-4" and each.as_json()["left"] == 33.9
    ]
    assert "273" in found.message


def test_growth_against_the_year_before(reports_folder):
    before = opened(reports_folder, "15-suqian-2023.txt")
    after = opened(reports_folder, "16-suqian-2024.txt")
    (found,) = [each for each in findings(after, previous=before) if each.check[0] in "NX"]
    assert (found.check, found.as_json()["left"], found.as_json()["right"]) == ("N-5", 1.05, 1.08)
    assert compare(before, after).broken is False


def test_the_district_and_its_office_cannot_be_told_apart(reports_folder):
    report = opened(reports_folder, "14-hongze-2024.pdf")
    (found,) = [each for each in findings(report, all=True) if each.check == "N-1" and each.left == 17]
    assert found.outcome is CheckOutcome.CANNOT_TELL


@pytest.mark.parametrize(
    ("number", "check", "at"),
    [
        ("01", "S-7", "proactive"),
        ("01", "S-15", "s1.late"),
        ("13", "S-10", "other"),
        ("14", "S-10", "other"),
        ("19", "S-8", "s5.2023"),
        ("20", "S-14", "s1.carried_out"),
    ],
)
def test_form_and_dates(reports_folder, number, check, at):
    name = next(each for each in expected(reports_folder) if each.startswith(number))
    assert (check, at) in {(each.check, each.at) for each in findings(opened(reports_folder, name))}


def test_sixteen_organs_of_one_region(reports_folder):
    names = [name for name in expected(reports_folder) if "25" <= name[:2] <= "40"]
    children = [opened(reports_folder, name) for name in names]
    result = consolidate(children, opened(reports_folder, "05-pingtan-2020.txt"), expected_members=17)
    assert result.coverage == "17个机关中的16个"
    different = {each.at.rpartition(".")[0] for each in result.findings if each.at.startswith("requests.")}
    assert different == {
        "requests.unable_not_held",
        "requests.unable_unclear_after_supplement",
        "requests.not_processed_repeat",
        "requests.other",
        "requests.result_total",
    }
    assert {each.rpartition(".")[0] for each in result.unsupported if "total" not in each} >= {
        "requests.unable_unclear_after_supplement",
        "requests.not_processed_repeat",
    }
    assert [result.line(f"requests.{row}.total").total for row in ("new_received", "granted", "partial")] == [
        21,
        7,
        6,
    ]
    totals = [each.message for each in result.findings if each.at.startswith("requests.result_total")]
    assert all("君山片区管理局自己的这一格" in each for each in totals)
    assert any("“规范性文件”行“本年新制作数量”列" in note and "77" in note for note in result.notes)
    assert all(each.contributions for each in result.lines)
