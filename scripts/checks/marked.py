"""Words that people see in screens are marked for translation: `_("标题")`, never a bare `"标题"`.

Chinese is the source language, so nothing else is needed for it: no file of messages, no command. Looked at
are the modules in which screens are made. Left alone are docstrings, what is raised (an error speaks as the
law does), what is written to a log, numerals and dates.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.checks import Problem, name, python_files
from scripts.checks.glossary import matches

MODULES = (
    "src/gongkai/{app}/{forms,act_forms,fields,tables,filters,screens,menu,views,acts,login,middleware}.py",
    "src/gongkai/{app}/{record_page,comments,queries/clocks}.py",
    "src/gongkai/{app}/{views,lists,staff,pages,tracking,templatetags}/*.py",
    "src/gongkai/{app}/{finding,guarding,opinions}.py",
)
APPS = ("desk", "casework", "records", "foi", "oversight", "portal")
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
CHINESE = re.compile("(?![一二三四五六七八九十年月日])[\u3400-\u9fff]")
"""Words; the numerals of articles and the signs of a date are written so in any language."""


def looked_at(path: str) -> bool:
    """Whether screens are made in a module.

    >>> looked_at("src/gongkai/records/forms.py"), looked_at("src/gongkai/records/errors.py")
    (True, False)
    """
    return any(matches(path, tuple(each.replace("{app}", app) for each in MODULES)) for app in APPS)


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """Line and words of each Chinese literal that is not marked.

    >>> list(unmarked('title = "标题"'))
    [(1, '标题')]
    >>> list(unmarked('title = _("标题")'))
    []
    >>> list(unmarked('def f(n):\\n    return f"共{n}条"'))
    [(2, '共…条')]
    """
    yield from _within(ast.parse(source))


def _within(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _called(node) in MARKS):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.JoinedStr):
        words = "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
        if CHINESE.search(words):
            yield node.lineno, words
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from _within(child)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def problems(root: Path) -> Iterator[Problem]:
    """Every unmarked word of a screen."""
    for path in python_files(root):
        if looked_at(own := name(root, path)):
            for line, words in unmarked(path.read_text("utf-8")):
                yield Problem(own, line, f"{words!r} is seen by people: mark it, _(…)")
