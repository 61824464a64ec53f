"""A missing need is one loud line, and in CI a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
CASES = """
import pytest

pytestmark = pytest.mark.needs("reports")

def test_one(): pass
def test_two(reports_folder): assert reports_folder.is_dir()
"""


def run(folder: Path, **environment) -> subprocess.CompletedProcess:
    (folder / "test_it.py").write_text(CASES)
    known = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "conftest",
            "-c",
            "/dev/null",
            "--rootdir",
            str(folder),
            ".",
        ],
        env={**known, "PYTHONPATH": str(TESTS), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_need_is_skipped_with_one_loud_line(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "2 skipped" in done.stdout
    loud = [line for line in done.stdout.splitlines() if "!!! 跳过了" in line]
    assert len(loud) == 1
    assert "2 项测试" in loud[0] and "GONGKAI_REPORTS" in loud[0]


def test_in_ci_a_missing_need_fails(tmp_path):
    done = run(tmp_path, GONGKAI_NO_SKIP="1")
    assert done.returncode == 1
    assert "2 failed" in done.stdout or "2 errors" in done.stdout, done.stdout


@pytest.mark.parametrize("skip", ["0", "1"])
def test_a_need_that_is_met_runs(tmp_path, skip):
    done = run(tmp_path, GONGKAI_REPORTS=str(tmp_path), GONGKAI_NO_SKIP=skip)
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
