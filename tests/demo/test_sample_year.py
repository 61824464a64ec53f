"""The sample year comes out in the figures of its report, and entering it twice changes nothing."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.demo.fresh import move_aside
from gongkai.demo.sample_year import SampleYear, sample
from gongkai.law.errors import GongkaiError

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
    assert "其他事实：共14458条：新增0，已有14458，有变化0。" in again.stdout
    assert "新办理2件" in first.stdout and "新办理0件" in again.stdout
    assert "公开申请和来件11件" in first.stdout
    assert "新增在办信息0条、公开申请和来件0件、复议诉讼0件、选登答复0件；检索收入0条变动" in again.stdout
    assert passwords(first.stdout) == passwords(again.stdout)
    assert len(passwords(first.stdout)) == 14


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


def test_a_folder_of_another_build_is_named_kept_and_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier build filled: a record under the sample's origin and number, saying something else."""
    home = tmp_path / "var"
    earlier = subprocess.run(
        [sys.executable, "-c", EARLIER_BUILD],
        env=os.environ | {"GONGKAI_HOME": str(home)},
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=120,
    )
    assert earlier.returncode == 0, earlier.stderr
    refused = gongkai(home, "demo", "--no-serve")
    assert refused.returncode == 2
    assert "由另一版程序建立" in refused.stderr and "gongkai demo --fresh" in refused.stderr
    assert str(home) in refused.stderr and "Traceback" not in refused.stderr
    monkeypatch.setenv("GONGKAI_HOME", str(home))
    aside = move_aside(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert aside == tmp_path / "var.20261124-090000" and not home.exists()
    assert (aside / "gongkai.sqlite3").stat().st_size > 0
    assert move_aside(datetime(2026, 11, 24, 9, 5, tzinfo=UTC)) is None


EARLIER_BUILD = """
from gongkai.ledger.home import prepare
prepare()
from gongkai.demo import site
from gongkai.demo.people import CLERK, acting, open_accounts
from gongkai.demo.register import Register
from gongkai.demo.sample_year import SampleYear
from gongkai.demo.services import TAKEN_IN_AT, found_organs, keep_file, take_in
found_organs()
open_accounts()
site.build()
clerk = acting(CLERK, TAKEN_IN_AT.date())
register = Register(SampleYear(), lambda data, name: keep_file(data, name, clerk))
from dataclasses import replace
first = next(register.groups()[0][1]())
take_in([replace(first, content=first.content.but(title="旧版程序的标题"))], clerk, lambda done: None)
"""


def test_what_lies_in_a_database_server_is_not_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.setenv("GONGKAI_DATABASE", "postgresql://gongkai@db.example/gongkai")
    with pytest.raises(GongkaiError, match="空库"):
        move_aside(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert tmp_path.exists()
