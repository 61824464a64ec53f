"""Which article is proved by which tests: read from the ``law`` marks of the tests, without running them.

A test says `@pytest.mark.law("OGI 33.2")`, a module `pytestmark = pytest.mark.law(…)`, a scenario file
`law = ["OGI 33.2"]`. The page lists every article that the code carries out, and says where no test names it.
"""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from scripts.checks import ROOT, files, name

CARRIED_OUT = re.compile(r"\bLaw:\s*((?:[A-Z]+\d*\s+\d+(?:\.\d+)*(?:[,;、]\s*)?)+)")
CITATION = re.compile(r"\b[A-Z]{2,}\d*\s+\d+(?:\.\d+)*")
DATA = re.compile(r"^\s*(?:law|basis|citation)\s*=\s*\"([A-Z]{2,}\d*\s+\d+(?:\.\d+)*)\"", re.MULTILINE)

TOP = """# Law and tests · 条文与测试

Made by `make docs` from the marks of the tests. *Carried out in* names the modules whose docstrings, kinds of
fact or data files cite the article; *proved by* the tests that are marked with it.
"""


def proved(root: Path = ROOT) -> dict[str, set[str]]:
    """Citation → tests that name it, as `file::test`; parametrised cases count as one test."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in files(root, "tests/**/test_*.py"):
        for citation, test in marked(ast.parse(path.read_text("utf-8"))):
            found[citation].add(f"{name(root, path)}{test and '::' + test}")
    for path in files(root, "tests/**/*.toml"):
        for citation in _cited_by_scenario(tomllib.loads(path.read_text("utf-8"))):
            found[citation].add(name(root, path))
    return found


def marked(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, str]]:
    """Citations given by ``…mark.law(…)``, each with the test (or class, or nothing for the module) it marks.

    >>> list(marked(ast.parse('@pytest.mark.law("OGI 33.2")\\ndef test_due(): ...')))
    [('OGI 33.2', 'test_due')]
    """
    for node in ast.iter_child_nodes(tree):
        inner = inside
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{inside}::{node.name}".removeprefix("::")
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.law"):
            for word in node.args:
                if isinstance(word, ast.Constant):
                    yield str(word.value), inside
        yield from marked(node, inner)


def _cited_by_scenario(story: object) -> Iterator[str]:
    if isinstance(story, dict):
        for key, value in story.items():
            if key == "law":
                yield from CITATION.findall(str(value))
            else:
                yield from _cited_by_scenario(value)
    elif isinstance(story, list):
        for each in story:
            yield from _cited_by_scenario(each)


def carried_out(root: Path = ROOT) -> dict[str, set[str]]:
    """Citation → modules and data files that say they carry it out."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in files(root, "src/gongkai/**/*.py"):
        text = path.read_text("utf-8")
        listed = [hit for said in CARRIED_OUT.findall(text) for hit in CITATION.findall(said)]
        listed += DATA.findall(text) + re.findall(r"\blaw=\"([A-Z]{2,}\d*\s+\d+(?:\.\d+)*)\"", text)
        for citation in listed:
            found[citation].add(name(root, path).removeprefix("src/gongkai/"))
    for path in files(root, "src/gongkai/**/*.toml"):
        for citation in DATA.findall(path.read_text("utf-8")):
            found[citation].add(name(root, path).removeprefix("src/gongkai/"))
    return found


def order(citation: str) -> tuple[str, list[int]]:
    """Sources by name, articles by number.

    >>> sorted(["OGI 33.2", "OGI 4", "CIVIL 201"], key=order)
    ['CIVIL 201', 'OGI 4', 'OGI 33.2']
    """
    source, _, article = citation.partition(" ")
    return source, [int(each) for each in re.findall(r"\d+", article)]


def page() -> str:
    """The whole page in Markdown."""
    duties, tests = carried_out(), proved()
    lines = [TOP, "| Article | Carried out in | Proved by |", "|---|---|---|"]
    for citation in sorted(duties.keys() | tests.keys(), key=order):
        where = ", ".join(f"`{each}`" for each in sorted(duties.get(citation, ())))
        by = ", ".join(f"`{each.removeprefix('tests/')}`" for each in sorted(tests.get(citation, ())))
        lines.append(f"| {citation} | {where or '–'} | {by or '**no test names it**'} |")
    return "\n".join(lines) + "\n"
