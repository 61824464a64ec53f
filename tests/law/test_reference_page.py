"""The page of the law says what the data files say, and each doubt in the code has its entry."""

import re
from pathlib import Path

from scripts import law_page

ROOT = Path(__file__).parents[2]
DOUBT = re.compile(r"Doubt (D-\d{3})|; (D-\d{3}):")


def test_the_page_is_what_the_files_say():
    assert (ROOT / "docs/reference/law.md").read_text("utf-8") == law_page.page(), "run `make docs`"


def test_each_doubt_in_the_law_code_has_an_entry():
    listed = re.findall(r"^## (D-\d{3}) ", (ROOT / "docs/doubts.md").read_text("utf-8"), re.MULTILINE)
    assert listed == sorted(set(listed))
    folder = ROOT / "src/gongkai/law"
    texts = [path.read_text("utf-8") for path in (*folder.rglob("*.py"), *folder.rglob("*.toml"))]
    named = {first or second for text in texts for first, second in DOUBT.findall(text)}
    assert named and named <= set(listed)
