"""The sample year comes out in the figures of its report, and entering it twice changes nothing."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gongkai.demo.sample_year import SampleYear, sample

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def gongkai(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai.cli", *arguments],
        env=os.environ | {"GONGKAI_HOME": str(home), "COLUMNS": "200"},
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=600,
    )


def test_same_seed_same_facts() -> None:
    def everything() -> list[object]:
        return [each for _, _, make in SampleYear().groups() for each in make()]

    assert everything() == everything()


def test_no_external_id_twice() -> None:
    ids = Counter(each.external_id for _, _, make in SampleYear().groups() for each in make())
    assert max(ids.values()) == 1


def passwords(out: str) -> list[str]:
    return re.findall(r"[a-z2-7]{5}(?:-[a-z2-7]{5}){2}", out)


def test_demo_twice(home: Path) -> None:
    first = gongkai(home, "demo", "--no-serve")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "读回不一致0格" in first.stdout
    assert "2620" in first.stdout
    assert "缺少网页标签" not in first.stdout
    for suffix in ("docx", "pdf", "html", "xlsx", "json"):
        assert (home / "demo" / f"年度报告.{suffix}").stat().st_size > 1000
    for path in ("index.html", "gongkai/guifanxing-wenjian/index.html", "sitemap.xml"):
        assert (home / "site" / "current" / "public" / path).stat().st_size > 200
    assert len(list((home / "site" / "current" / "public" / "art").rglob("*.html"))) > 2900
    again = gongkai(home, "demo", "--no-serve")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "信息：共2933条：新增0，已有2933，有变化0。" in again.stdout
    assert "其他事实：共14470条：新增0，已有14470，有变化0。" in again.stdout
    assert "工作台新增在办信息0条；检索收入0条变动" in again.stdout
    assert passwords(first.stdout) == passwords(again.stdout)
    assert len(passwords(first.stdout)) == 12


def test_work_comes_out_in_the_figures_of_the_report(home: Path) -> None:
    figures = sample()
    expected = {
        "news": figures["records"]["news"],
        "directory": figures["records"]["directory"],
        "normative_docs": figures["records"]["normative_documents"],
        "explainers": figures["records"]["explainers"],
        "exchanges": figures["records"]["exchanges"],
        "county_received": figures["hotline"]["county"],
        "county_closed": figures["hotline"]["county"],
        "city_received": figures["hotline"]["city"],
        "city_closed": figures["hotline"]["city"],
        "briefings": figures["hotline"]["briefings"],
        "applications_by_post": len(figures["applications"]),
        "lateness": 1,
        "trainings": len(figures["oversight"]["trainings"]),
        "inspections": len(figures["oversight"]["inspections"]),
        "boards": 6,
        "columns": 41,
    }
    out = gongkai(home, "report", "2020", "--organ", figures["office"], "--work", "--to", "json").stdout
    wanted = {f"work.{key}.count": str(value) for key, value in expected.items()}
    assert {key: value for key, value in json.loads(out).items() if key in wanted} == wanted


def test_the_astray_letter_is_five_working_days_late_and_traced(home: Path) -> None:
    from gongkai.law.clock import explain_due, late_working_days, working_days_used

    astray = next(each for each in sample()["applications"] if each.get("went_astray"))
    due = explain_due("foi.reply", astray["signed_on"])
    assert late_working_days(due.due_on, astray["decided_on"]) == 5
    assert working_days_used(astray["signed_on"], astray["with_unit_on"]) > 15
    office = sample()["office"]
    traced = gongkai(home, "report", "2020", "--organ", office, "--trace", "requests.granted.natural_person")
    assert traced.returncode == 0, traced.stderr
    assert "foi:2020-0001" in traced.stdout
    assert "foi:2020-0002" in traced.stdout


def test_report_as_known_in_september_does_not_know_the_astray_letter(home: Path) -> None:
    office = sample()["office"]
    out = gongkai(home, "report", "2020", "--organ", office, "--as-known-at", "2020-09-30", "--to", "json")
    cells = json.loads(out.stdout)["tables"]["requests"]
    assert cells["new_received"]["total"]["value"] == 1
    assert cells["granted"]["total"]["value"] == 1
    assert cells["carried_out"]["total"]["value"] == 0
