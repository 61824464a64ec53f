"""Pages of the reference that are made from the code: `make docs` writes them, `make check` compares them."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks import ROOT

# Page → the module whose ``page()`` gives its text. Each is the same on every machine and every day.
PAGES = {
    "docs/reference/api.md": "scripts.api_page",
    "docs/reference/checks.md": "scripts.checks_page",
    "docs/reference/command-line.md": "scripts.command_page",
    "docs/reference/facts.md": "scripts.facts_page",
    "docs/reference/law.md": "scripts.law_page",
    "docs/reference/law-coverage.md": "scripts.law_coverage",
    "docs/reference/letters.md": "scripts.letters_page",
    "docs/reference/stories.md": "scripts.stories_page",
}


def text_of(page: str) -> str:
    """What a generated page should say now."""
    text: str = importlib.import_module(PAGES[page]).page()
    return text


def stale(root: Path) -> Iterator[str]:
    """Generated pages that are missing or say something else than the code."""
    for page in PAGES:
        path = root / page
        if not path.exists() or path.read_text("utf-8") != text_of(page):
            yield page


def main() -> int:
    """Write every generated page that is not up to date."""
    for page in list(stale(ROOT)):
        (ROOT / page).write_text(text_of(page), "utf-8")
        print(f"written: {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
