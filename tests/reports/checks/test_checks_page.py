"""The reference page says what the code does; every check that the code can make is in the catalogue."""

import re
import sys
from pathlib import Path

import gongkai.reports
from gongkai.reports.findings.catalogue import CATALOGUE

ROOT = Path(__file__).parents[3]
SOURCES = Path(gongkai.reports.__file__).parent


def test_the_page_is_up_to_date(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    from scripts.checks_page import page

    assert (ROOT / "docs/reference/checks.md").read_text("utf-8") == page()


def test_every_check_in_the_code_is_in_the_catalogue():
    made = set()
    for path in [*(SOURCES / "findings").glob("*.py"), *(SOURCES / "consolidation").glob("*.py")]:
        if path.name != "catalogue.py":
            made |= set(re.findall(r'"([NSA]-\d+|T3-4)"', path.read_text("utf-8")))
    assert made == {rule.id for rule in CATALOGUE}
    assert len(made) == len(CATALOGUE)
