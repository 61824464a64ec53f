"""Sizes: a file has at most 400 lines, a function 40 (its docstring not counted), a template 150.

What has to be longer is named with its reason in `sizes.toml`; an exception that nothing needs is a
problem too.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from scripts.checks import Problem, files, name, python_files

FILE, FUNCTION, TEMPLATE = 400, 40, 150
TEMPLATES = ("src/**/*.html", "src/**/*.jinja", "src/**/*.typ")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def function_lines(node: Function) -> int:
    r"""Lines from ``def`` to the last statement, without decorators and docstring.

    >>> function_lines(ast.parse("def f():\n    'Says\\\n much.'\n    return 1\n").body[0])
    2
    """
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        docstring = node.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def functions(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, Function]]:
    """All functions and methods with their dotted names (``Class.method``)."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef):
            dotted = f"{inside}.{node.name}".lstrip(".")
            if isinstance(node, Function):
                yield dotted, node
            yield from functions(node, dotted)
        else:
            yield from functions(node, inside)


def measured(root: Path) -> Iterator[tuple[str, str, int, int, int]]:
    """All that is measured: path, function (or empty), its line, its length, its limit."""
    for path in python_files(root):
        if "migrations" in path.parts:
            continue
        text = path.read_text("utf-8")
        yield name(root, path), "", 0, text.count("\n"), FILE
        for dotted, node in functions(ast.parse(text)):
            yield name(root, path), dotted, node.lineno, function_lines(node), FUNCTION
    for path in files(root, *TEMPLATES):
        yield name(root, path), "", 0, path.read_text("utf-8").count("\n"), TEMPLATE


def exceptions(root: Path) -> dict[tuple[str, str], tuple[int, str]]:
    """The named exceptions: (path, function) → the limit it has instead, and why."""
    path = root / "scripts" / "checks" / "sizes.toml"
    listed = tomllib.loads(path.read_text("utf-8")).get("exception", []) if path.exists() else []
    return {(each["path"], each.get("function", "")): (each["limit"], each["reason"]) for each in listed}


def problems(root: Path) -> Iterator[Problem]:
    """What is too long, and exceptions that have no reason or that nothing needs."""
    allowed = exceptions(root)
    needed = set()
    for path, function, line, length, usual in measured(root):
        key = (path, function)
        limit = allowed.get(key, (usual, ""))[0]
        if key in allowed and length > usual:
            needed.add(key)
        if length > limit:
            what = f"{function}() has" if function else "the file has"
            yield Problem(path, line, f"{what} {length} lines, at most {limit}: split it by idea")
    for key, (_, reason) in allowed.items():
        if key not in needed:
            yield Problem("scripts/checks/sizes.toml", 0, f"no longer needed: {' '.join(key).strip()}")
        if not reason.strip():
            yield Problem("scripts/checks/sizes.toml", 0, f"without a reason: {' '.join(key).strip()}")
