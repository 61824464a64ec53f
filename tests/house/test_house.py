"""The commands of the house: setting up, the Makefile, CI, locks, pages and the bench's own sums."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks.examples import made_report
from gongkai.reports.format import load_format
from scripts import law_coverage, lock, pages, set_up
from scripts.checks import ROOT, locks

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")


def make(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *words], cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


@needs_make
def test_make_alone_lists_every_target() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    shown = make().stdout
    assert {"setup", "demo", "test", "check", "bench", "lock", "fuzz", "docs", "clean", "help"} <= set(
        targets
    )
    assert [each for each in targets if f"make {each}" not in shown] == []


@needs_make
def test_demo_needs_the_environment_and_runs_the_command() -> None:
    shown = make("--no-print-directory", "-n", "-B", "demo").stdout
    assert "scripts/set_up.py base" in shown
    assert shown.rstrip().endswith("gongkai demo")


@needs_make
def test_make_says_so_where_no_python_will_do() -> None:
    done = make("-B", ".venv/.base", "PYTHON=")
    assert done.returncode == 2
    assert "没有找到 Python 3.11 至 3.14" in done.stderr


def test_an_old_python_is_refused_with_what_to_do() -> None:
    set_up.require_supported((3, 14))
    with pytest.raises(set_up.SetUpError, match=r"这里是 3\.10。请用 make PYTHON="):
        set_up.require_supported((3, 10))


def test_an_environment_that_does_not_start_is_not_used(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    assert not set_up.is_usable(tmp_path)
    python.parent.mkdir()
    python.write_text("#!/gone/python\n")
    python.chmod(0o755)
    assert not set_up.is_usable(tmp_path)
    assert set_up.is_usable(Path(sys.prefix))


def test_uv_uses_the_mirror_of_pip_unless_it_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "mirror-of-pip")
    assert set_up.environment_for_uv(Path(sys.executable))["UV_DEFAULT_INDEX"] == "mirror-of-pip"
    monkeypatch.setenv("UV_INDEX_URL", "mirror-of-uv")
    assert "UV_DEFAULT_INDEX" not in set_up.environment_for_uv(Path(sys.executable))


def test_a_failing_step_shows_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(set_up.SetUpError, match=r"(?s)试一步失败：.*no such luck"):
        set_up.run("试一步", sys.executable, "-c", "raise SystemExit('no such luck')")
    assert not set_up.run("可有可无", sys.executable, "-c", "raise SystemExit(1)", needed=False)
    assert "可有可无 … 未成" in capsys.readouterr().out


def test_setting_up_uses_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "scripts/set_up.py").read_text("utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {each.partition(".")[0] for each in imported} <= sys.stdlib_module_names


def test_ci_is_a_sound_script_that_finds_the_reports_beside_the_checkout(tmp_path: Path) -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / ".ci/run"], check=False).returncode == 0
    for line in ("export GONGKAI_NO_SKIP=1", "make check\n", "make test "):
        assert line in script
    (tmp_path / "repo/.ci").mkdir(parents=True)
    head = script.partition("# Program")[0] + '\necho "$GONGKAI_REPORTS"\n'
    (tmp_path / "repo/.ci/run").write_text(head, "utf-8")
    env = {key: value for key, value in os.environ.items() if key != "GONGKAI_REPORTS"}
    shown = subprocess.run(
        ["bash", tmp_path / "repo/.ci/run"], env=env, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == str(tmp_path / "shared/reports")


def test_locks_are_for_all_platforms_with_hashes_and_no_address() -> None:
    for stem in lock.LOCKS:
        command = lock.compile_command(stem, [])
        assert {"--universal", "--generate-hashes", "--no-emit-index-url"} <= set(command)
    assert "requirements/base.txt" in lock.compile_command("dev", [])
    assert "setuptools" in locks.pins((ROOT / "requirements/build.txt").read_text("utf-8"))


def test_coverage_of_law_counts_marks_and_scenarios(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "src/gongkai/foi").mkdir(parents=True)
    (tmp_path / "src/gongkai/foi/facts.py").write_text('@fact("foi.received", law="OGI 31")\nclass A: ...\n')
    (tmp_path / "src/gongkai/foi/clock.py").write_text('"""Due.\n\nLaw: OGI 33.2, CIVIL 201\n"""\n')
    (tmp_path / "tests/test_a.py").write_text(
        'pytestmark = pytest.mark.law("OGI 4")\n'
        "class TestDue:\n"
        '    @pytest.mark.law("OGI 33.2", "OGI 33.3")\n'
        '    @pytest.mark.parametrize("x", [1, 2])\n'
        "    def test_late(self, x): ...\n"
    )
    (tmp_path / "tests/late.toml").write_text('law = ["OGI 31"]\n[[expected]]\nlaw = "OGI 33.2"\n')
    assert law_coverage.proved(tmp_path) == {
        "OGI 4": {"tests/test_a.py"},
        "OGI 33.2": {"tests/test_a.py::TestDue::test_late", "tests/late.toml"},
        "OGI 33.3": {"tests/test_a.py::TestDue::test_late"},
        "OGI 31": {"tests/late.toml"},
    }
    assert law_coverage.carried_out(tmp_path) == {
        "OGI 31": {"foi/facts.py"},
        "OGI 33.2": {"foi/clock.py"},
        "CIVIL 201": {"foi/clock.py"},
    }


def test_every_file_of_tests_has_a_name_of_its_own() -> None:
    """All tests are one run: a name that two folders use would mean whichever is imported first."""
    names = Counter(each.name for each in (ROOT / "tests").rglob("*.py") if each.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_generated_pages_are_the_same_each_time() -> None:
    assert [each for each in pages.PAGES if pages.text_of(each) != pages.text_of(each)] == []


def test_the_bench_page_keeps_results_and_judges_targets() -> None:
    result = {"name": "a", "value": 0.3, "unit": "s", "baseline": 0.2, "ratio": 1.5, "target": "<= 0.5"}
    kept = {"process": {"on": "2026-01-05", "machine": "2 cores", "results": [result]}}
    text = bench.page(kept)
    assert "| a | 0.3 s | 0.2 | 1.5 | ≤ 0.5 | met · 达到 |" in text
    assert "**not met" in bench.page({"process": {**kept["process"], "results": [{**result, "value": 0.6}]}})
    assert list(bench.results_of('noise\n{"name": "a"}\n')) == [{"name": "a"}]


def test_a_benchmark_that_fails_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "PAGE", tmp_path / "benchmarks.md")
    monkeypatch.setattr(bench, "MODULES", {"no_such_module": "Nothing"})
    assert bench.main([]) == 1
    assert "no_such_module failed" in (tmp_path / "benchmarks.md").read_text("utf-8")
    assert bench.kept_results()["no_such_module"]["results"][0]["value"] is None
    assert bench.main(["tea"]) == 2


@pytest.mark.parametrize("seed", range(6))
def test_reports_for_measuring_are_right_in_themselves(seed: int) -> None:
    report = made_report(seed)
    assert report == made_report(seed)
    values = {cell: each.value for cell, each in report.cells.items()}
    for check in load_format(report.format).checks:
        if check.op != "=" or check.each or any(term.startswith("prior.") for term in check.right):
            continue
        assert sum(values[each] for each in check.left) == sum(values[each] for each in check.right), check.id
    table = load_format(report.format).table("requests").blocks[0]
    for column in table.columns:
        at = {row.key: values[f"requests.{row.key}.{column.key}"] for row in table.rows}
        assert at["new_received"] + at["carried_in"] == at["result_total"] + at["carried_out"]
    for row in table.rows:
        assert 2 * values[f"requests.{row.key}.total"] == sum(
            values[f"requests.{row.key}.{column.key}"] for column in table.columns
        )
