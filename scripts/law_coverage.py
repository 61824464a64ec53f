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

from gongkai.law.sources import cite, sources, unresolved
from scripts.checks import ROOT, files, name

CITATION = re.compile(r"\b[A-Z]{2,}\d*(?: \d+(?:\.\d+)*(?:\(\d+\))?)?(?![\w.]\w)")
SAID = re.compile(r"\bLaw:\s*(.*(?:[;,]\s*\n.*)*)")

TOP = """# Law and tests · 条文与测试

Made by `make docs` from the marks of the tests. *Carried out in* names the modules whose docstrings, kinds of
fact or data files cite the place; *proved by* the tests that are marked with it. *Not marked* says that no
test is marked, not that none runs the rule.
"""


def cited_in(text: str) -> list[str]:
    """The citations in a text, of sources that are known.

    >>> cited_in("OGI 33.2; OGI 36(4), FORM2021. GB 9704")
    ['OGI 33.2', 'OGI 36(4)', 'FORM2021']
    """
    return [each for each in CITATION.findall(text) if each.partition(" ")[0] in sources()]


def proved(root: Path = ROOT) -> dict[str, set[str]]:
    """Citation → tests that name it, as `file::test`; parametrised cases count as one test."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in files(root, "tests/**/test_*.py"):
        for citation, test in marked(ast.parse(path.read_text("utf-8"))):
            found[citation].add(f"{name(root, path)}{test and '::' + test}")
    for path in files(root, "tests/**/*.toml"):
        for citation in cited_by(tomllib.loads(path.read_text("utf-8"))):
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


def cited_by(contents: object) -> Iterator[str]:
    """The citations under the key ``law`` anywhere in a data file or scenario."""
    if isinstance(contents, dict):
        for key, value in contents.items():
            yield from cited_in(str(value)) if key == "law" else cited_by(value)
    elif isinstance(contents, list):
        for each in contents:
            yield from cited_by(each)


def carried_out(root: Path = ROOT) -> dict[str, set[str]]:
    """Citation → modules and data files that say they carry it out."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in files(root, "src/gongkai/**/*.py"):
        text = path.read_text("utf-8")
        said = SAID.findall(text) + re.findall(r"\blaw=\"([^\"]+)\"", text)
        for citation in cited_in("; ".join(said)):
            found[citation].add(name(root, path).removeprefix("src/gongkai/"))
    for path in files(root, "src/gongkai/**/*.toml"):
        for citation in cited_by(tomllib.loads(path.read_text("utf-8"))):
            found[citation].add(name(root, path).removeprefix("src/gongkai/"))
    return found


def order(citation: str) -> tuple[str, list[int]]:
    """Sources by name, then articles, paragraphs and items by number.

    >>> sorted(["OGI 33.2", "OGI 4", "CIVIL 201"], key=order)
    ['CIVIL 201', 'OGI 4', 'OGI 33.2']
    """
    source, _, article = citation.partition(" ")
    return source, [int(each) for each in re.findall(r"\d+", article)]


def lost(root: Path = ROOT) -> dict[str, str]:
    """Citations of code, data and tests that lead nowhere, each with a file that has it."""
    places = {**proved(root), **carried_out(root)}
    return {each: min(places[each]) for each in unresolved(sorted(places, key=order))}


def page() -> str:
    """The whole page in Markdown."""
    duties, tests, nowhere = carried_out(), proved(), lost()
    lines = [TOP, "| Place | 条文 | Carried out in | Proved by |", "|---|---|---|---|"]
    for citation in sorted(duties.keys() | tests.keys(), key=order):
        where = ", ".join(f"`{each}`" for each in sorted(duties.get(citation, ())))
        by = ", ".join(f"`{each.removeprefix('tests/')}`" for each in sorted(tests.get(citation, ())))
        text = "**leads nowhere**" if citation in nowhere else cite(citation).short
        lines.append(f"| {citation} | {text} | {where or '–'} | {by or '*not marked*'} |")
    return "\n".join(lines) + "\n"
