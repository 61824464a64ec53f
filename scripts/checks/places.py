"""Places: no path of somebody's machine, no package index and no private host in what is published."""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.checks import Problem, files, name

PATTERNS = (
    "*.md", "*.toml", "Makefile", ".ci/*", "docs/**/*.md", "examples/*", "requirements/*",
    "src/**/*", "tests/**/*", "scripts/**/*", "benchmarks/**/*", "fuzz/**/*",
)  # fmt: skip
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".json", ".typ", ".jinja", ".sh", ""}

# A bracketed letter keeps this file from finding itself.
FORBIDDEN = {
    r"(?<![\w./-])/(?:wor[k]|roo[t]|hom[e]|User[s])/[A-Za-z]": "a path of somebody's machine: compute it",
    r"\.\./share[d]\b": "a folder outside the project: name it by an environment variable",
    r"\b(?:files\.pythonhoste[d]|pyp[i])\.org\b|\bregistry\.npmj[s]\b": "the address of a package index",
    r"https?://(?:10\.\d|192\.168\.)[^\s\"')>]*": "an address of one machine",
}


def problems(root: Path) -> Iterator[Problem]:
    """Every line that names such a place."""
    rules = [(re.compile(pattern), says) for pattern, says in FORBIDDEN.items()]
    for path in files(root, *PATTERNS):
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            for pattern, says in rules:
                if hit := pattern.search(line):
                    yield Problem(name(root, path), number, f"{hit[0]!r} is {says}")
