"""Which tests prove which story of disclosure on request: made from ``tests/foi/stories.toml``."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.checks import ROOT

SOURCE = "tests/foi/stories.toml"
TOP = """# Stories and tests · 故事与测试

Made by `make docs` from `tests/foi/stories.toml`. Each story of disclosure on request must come out right;
each sentence names the tests that prove it, below `tests/`. A `.toml` file is a scenario: facts with dates,
told again on other dates. *Not proved yet* means what it says.

| Story | What must come out | Proved by |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of a story with the tests that prove it."""

    story: str
    title: str
    says: str
    by: tuple[str, ...]


def proofs(root: Path = ROOT) -> tuple[Proof, ...]:
    """All sentences, in the order of the stories."""
    told = tomllib.loads((root / SOURCE).read_text("utf-8"))
    return tuple(
        Proof(story["key"], story["title"], each["says"], tuple(each["by"]))
        for story in told["stories"]
        for each in story["proofs"]
    )


def missing(root: Path = ROOT) -> Iterator[str]:
    """Tests that are named and are not there."""
    for each in sorted({by for proof in proofs(root) for by in proof.by}):
        file, _, test = each.partition("::")
        path = root / "tests" / file
        if not path.is_file() or (test and test not in _tests_in(path)):
            yield each


def _tests_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def page() -> str:
    """The whole page in Markdown."""
    lines = [TOP.rstrip("\n")]
    before = ""
    for each in proofs():
        name = f"{each.story} {each.title}" if each.story != before else ""
        by = ", ".join(f"`{test}`" for test in each.by)
        lines.append(f"| {name} | {each.says} | {by or '*not proved yet*'} |")
        before = each.story
    return "\n".join(lines) + "\n"
