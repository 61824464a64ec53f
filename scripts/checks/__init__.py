"""Checks of the house: each module has ``problems(root)`` and names what is wrong, where, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("src", "tests", "scripts", "benchmarks")
_NOT_OURS = {".venv", ".git", "var", "build", "dist", "__pycache__", "node_modules"}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: the file (from the root), the line (0: all of it), and what to do."""

    path: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}" if self.line else f"{self.path}: {self.says}"


def files(root: Path, *patterns: str) -> Iterator[Path]:
    """Our own files that match any of the glob patterns (relative to ``root``), sorted, each once."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    for path in sorted(found):
        parts = path.relative_to(root).parts
        if not _NOT_OURS.intersection(parts) and not any(
            part.endswith((".egg-info", "_cache")) for part in parts
        ):
            yield path


def python_files(root: Path) -> Iterator[Path]:
    """All Python files of ours."""
    yield from files(root, *(f"{each}/**/*.py" for each in CODE))


def name(root: Path, path: Path) -> str:
    """How a file is called in a message."""
    return path.relative_to(root).as_posix()
