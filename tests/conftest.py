"""What all tests share: needs, databases, Hypothesis profile. See `needs.py`, `engines.py`, `one_run.py`."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import needs
import one_run

pytest_plugins = ["engines"]
# They hold no examples, and are loaded by folder: as modules they would all have one name.
collect_ignore_glob = ["conftest.py", "*/conftest.py"]

os.environ["GONGKAI_HOME"] = str(one_run.enter() / f"home-{os.getpid()}")

# The same examples on every run: a failure is everybody's failure. GONGKAI_EXPLORE=1 looks for new ones.
_explore = os.environ.get("GONGKAI_EXPLORE") == "1"
settings.register_profile(
    "house",
    deadline=None,
    derandomize=not _explore,
    max_examples=1000 if _explore else 60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

LONGEST = (
    "tests/search/test_search_truth.py",
    "tests/demo/test_sample_year.py",
    "tests/browser/",
    "tests/desk/test_in_a_browser.py",
    "tests/publishing/",
)
"""Begun first, so that no worker is left with them alone at the end."""

_skipped: Counter[str] = Counter()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(*what): skip (in CI: fail) unless what is there; see tests/needs.py"
    )


def pytest_unconfigure() -> None:
    one_run.leave()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        return next((n for n, each in enumerate(LONGEST) if item.nodeid.startswith(each)), len(LONGEST))

    items.sort(key=rank)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        for need in mark.args:
            needs.demand(need)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason.startswith("缺少 "):
            _skipped[reason] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason, count in sorted(_skipped.items()):
        terminalreporter.write_line(f"!!! 跳过了 {count} 项测试：{reason}", red=True, bold=True)


@pytest.fixture
def found():
    """``found("libreoffice")``: the program's path; skips (in CI: fails) the test where it is missing."""
    return needs.demand


@pytest.fixture
def reports_folder() -> Path:
    """The folder of real annual reports named by GONGKAI_REPORTS."""
    return needs.demand("reports")
