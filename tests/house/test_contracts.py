"""The four import contracts: each holds now, and each fails when a copy of the tree breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks import ROOT

LAYERS, RULES, ENTRY, VIEWS = (
    "Imports go down only",
    "Rules know no framework",
    "Only services enter facts",
    "Views never touch models",
)


def lint(root: Path) -> dict[str, bool]:
    """Every contract by name, and whether it is kept by the tree under ``root``."""
    shown = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "pyproject.toml"],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [each.strip() for each in shown.stdout.splitlines()]
    verdicts = {
        name: any(line.startswith(name) and line.endswith("KEPT") for line in lines)
        for name in (LAYERS, RULES, ENTRY, VIEWS)
        if any(line.startswith(name) and line.endswith(("KEPT", "BROKEN")) for line in lines)
    }
    assert len(verdicts) == 4, shown.stdout + shown.stderr
    return verdicts


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts, to be broken."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def write(tree: Path, module: str, line: str) -> None:
    """Add a line to a module of the copy, making the module and its package if they are not there."""
    path = tree / "src" / (module.replace(".", "/") + ".py")
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_all_contracts_hold() -> None:
    assert lint(ROOT) == dict.fromkeys((LAYERS, RULES, ENTRY, VIEWS), True)


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        pytest.param("gongkai.law.upward", "import gongkai.organs", {LAYERS}, id="law imports organs"),
        pytest.param(
            "gongkai.ledger.upward", "import gongkai.reports", {LAYERS}, id="ledger imports reports"
        ),
        pytest.param(
            "gongkai.foi.sideways", "import gongkai.hotline", {LAYERS}, id="a sibling imports another"
        ),
        pytest.param("gongkai.newcomer.app", "", {LAYERS}, id="a package that no layer names"),
        pytest.param("gongkai.law.framed", "import django.utils.timezone", {RULES}, id="law imports Django"),
        pytest.param("gongkai.foi.status", "import wagtail.models", {RULES}, id="a status imports Wagtail"),
        pytest.param(
            "gongkai.foi.facts", "import gongkai.foi.framed", {RULES}, id="facts import Django indirectly"
        ),
        pytest.param(
            "gongkai.foi.queries", "import gongkai.ledger.entry", {ENTRY}, id="a query enters facts"
        ),
        pytest.param(
            "gongkai.foi.queries", "from gongkai.ledger import batch", {ENTRY}, id="a query enters many facts"
        ),
        pytest.param(
            "gongkai.foi.access", "import gongkai.ledger.storing", {ENTRY}, id="access writes lines itself"
        ),
        pytest.param(
            "gongkai.cli.recall", "import gongkai.ledger.voiding", {ENTRY}, id="a command voids facts"
        ),
        pytest.param("gongkai.foi.views", "import gongkai.foi.models", {VIEWS}, id="a view imports models"),
    ],
)
def test_a_broken_contract_is_seen(tree: Path, module: str, line: str, broken: set[str]) -> None:
    for each in ("gongkai.foi.models", "gongkai.foi.framed", "gongkai.ledger.entry"):
        write(tree, each, "import django.db" if each.endswith("framed") else "")
    write(tree, module, line)
    assert {name for name, kept in lint(tree).items() if not kept} == broken


@pytest.mark.parametrize("module", ["gongkai.foi.services", "gongkai.ledger.reading"])
def test_services_and_the_ledger_itself_may_enter_facts(tree: Path, module: str) -> None:
    write(tree, "gongkai.ledger.entry", "")
    write(tree, module, "import gongkai.ledger.entry")
    assert lint(tree)[ENTRY]


def test_rules_run_where_there_is_no_django() -> None:
    """The same of a running program: the rules load with Django out of reach."""
    code = """
import importlib, sys
sys.modules['django'] = sys.modules['wagtail'] = None
for name in sys.argv[1:]:
    importlib.import_module(name)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, *rule_modules()], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def rule_modules() -> list[str]:
    """All modules that the second contract speaks of, by the files that are there."""
    package = ROOT / "src" / "gongkai"
    pure = [
        "format",
        "report",
        "cells",
        "checks",
        "findings",
        "comparing",
        "consolidation",
        "prose",
        "writing",
    ]
    paths = [
        *package.glob("law/**/*.py"),
        *package.glob("*/facts.py"),
        *package.glob("*/status.py"),
        *package.glob("reports/reading/**/*.py"),
        *(path for each in pure for path in package.glob(f"reports/{each}.py")),
        *(path for each in pure for path in package.glob(f"reports/{each}/*.py")),
        package / "ledger" / "kinds.py",
    ]
    return sorted(
        ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
    )
