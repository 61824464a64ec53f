"""A broken law file names the file, the place in it and the fault, and every fault there is gets tried."""

import ast
from pathlib import Path

import pytest

import gongkai.law
from gongkai.law.files import BrokenLawFile, instead, text_of
from law.broken_texts import BROKEN

FOLDER = Path(gongkai.law.__file__).parent
# Reached by its own test (`test_a_missing_file`), not by a broken text.
ELSEWHERE = {"读不到这个文件"}


def places() -> set[tuple[str, int, int]]:
    """All ``raise BrokenLawFile`` statements, by file, first and last line."""
    return {
        (path.name, node.lineno, node.end_lineno or node.lineno)
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Raise)
        and "BrokenLawFile(" in (said := ast.unparse(node))
        and not any(each in said for each in ELSEWHERE)
    }


def raised_at(name: str) -> tuple[str, int]:
    file, text, load, *_ = BROKEN[name]
    if isinstance(text, tuple):
        text = text_of(file).replace(*text)
    with instead(file, text), pytest.raises(BrokenLawFile) as refused:
        load()
    last = refused.traceback[-1]
    return Path(last.path).name, last.lineno + 1


def test_every_fault_has_its_broken_file():
    reached = {raised_at(name) for name in BROKEN}
    assert len(places()) > 30
    missed = {
        (file, first)
        for file, first, last in places()
        if not any(other == file and first <= line <= last for other, line in reached)
    }
    assert missed == set()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_names_file_place_and_fault(name):
    file, text, load, at, says = BROKEN[name]
    if isinstance(text, tuple):
        text = text_of(file).replace(*text)
    assert text != text_of(file)
    with instead(file, text), pytest.raises(BrokenLawFile) as refused:
        load()
    message = refused.value.message
    assert refused.value.context["at"] == at, message
    assert file in message and at in message and says in message
    assert message.endswith("请改正该文件后重试。")
