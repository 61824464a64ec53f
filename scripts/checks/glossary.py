"""Words: one for each idea, as `glossary.toml` lists them; each rule there carries its own examples."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from scripts.checks import ROOT, Problem, name, python_files


@dataclass(frozen=True)
class Rule:
    """A rule of `glossary.toml`: what it looks at, the pattern that must not occur, what to do instead."""

    id: str
    looks_at: str
    pattern: re.Pattern[str]
    within: tuple[str, ...]
    says: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    outside: tuple[str, ...] = ()

    def concerns(self, path: str) -> bool:
        """Whether the rule is for this file."""
        return matches(path, self.within) and not matches(path, self.outside)

    def breaks(self, path: PurePosixPath, source: str) -> Iterator[tuple[int, str]]:
        """Where the source of a file breaks the rule: line and the words found."""
        for line, text in LOOKS[self.looks_at](path, source):
            if hit := self.pattern.search(text):
                yield line, hit[0].strip() or text


def rules(root: Path = ROOT) -> list[Rule]:
    """The rules of the data file; an unknown key is an error here and not a rule that never runs."""
    listed = tomllib.loads((root / "scripts" / "checks" / "glossary.toml").read_text("utf-8"))["rule"]
    return [
        Rule(
            pattern=re.compile(each.pop("pattern")),
            within=tuple(each.pop("within")),
            outside=tuple(each.pop("except", ())),
            good=tuple(each.pop("good")),
            bad=tuple(each.pop("bad")),
            **each,
        )
        for each in listed
    ]


def matches(path: str, globs: tuple[str, ...]) -> bool:
    """Whether a path is one of those meant; ``**`` spans folders and ``{a,b}`` is either.

    >>> matches("src/gongkai/foi/facts.py", ("src/gongkai/{foi,hotline}/**/*.py",))
    True
    >>> matches("src/gongkai/foi/facts.py", ("src/*.py",))
    False
    """
    return any(_pattern(each).fullmatch(path) for each in globs)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    text = re.escape(glob).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    text = re.sub(r"\\\{([^}]*)\\\}", lambda hit: f"(?:{hit[1].replace(',', '|')})", text)
    return re.compile(text)


def _module(path: PurePosixPath, source: str) -> Iterator[tuple[int, str]]:
    yield 0, path.parent.name if path.stem == "__init__" else path.stem


def _lines(path: PurePosixPath, source: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(source.splitlines(), 1)


@lru_cache(maxsize=4)
def _tree(source: str) -> list[ast.AST]:
    """All nodes of a source; every rule looks at the same file before the next one is read."""
    return list(ast.walk(ast.parse(source)))


def _names(path: PurePosixPath, source: str) -> Iterator[tuple[int, str]]:
    """Names that the code gives; what it merely uses was named by somebody else."""
    for node in _tree(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def _messages(path: PurePosixPath, source: str) -> Iterator[tuple[int, str]]:
    """The second argument of every ``…Error(code, message)`` that people see."""
    for node in _tree(source):
        if not (isinstance(node, ast.Call) and len(node.args) > 1 and _called(node) == "GongkaiError"):
            continue
        message = node.args[1]
        if isinstance(message, ast.Constant | ast.JoinedStr):
            parts = message.values if isinstance(message, ast.JoinedStr) else [message]
            yield node.lineno, "".join(str(each.value) for each in parts if isinstance(each, ast.Constant))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


LOOKS = {"module": _module, "line": _lines, "name": _names, "message": _messages}


def problems(root: Path) -> Iterator[Problem]:
    """Every place that breaks a rule."""
    listed = rules(root)
    for path in python_files(root):
        own = name(root, path)
        source = path.read_text("utf-8")
        for rule in listed:
            if rule.concerns(own):
                for line, found in rule.breaks(PurePosixPath(own), source):
                    yield Problem(own, line, f"{found!r}: {rule.says} ({rule.id})")
