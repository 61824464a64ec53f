"""Lock files: every package pinned and hashed, complete for its `.in` file, and without any address."""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.checks import Problem, files, name

ADDRESS = re.compile(r"://|\s@\s|^\s*(?:-i|-f|--(?:extra-)?index(?:-url)?|--find-links|--trusted-host)\b")
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(\S+)")
WANTED = re.compile(r"^([A-Za-z0-9][\w.-]*)")
BESIDE = {"base": ("base",), "build": ("build",), "dev": ("base", "build", "dev")}


def normal(package: str) -> str:
    """A package's name as indexes compare it.

    >>> normal("Django_Stubs.Ext")
    'django-stubs-ext'
    """
    return re.sub(r"[-_.]+", "-", package).lower()


def pins(text: str) -> dict[str, tuple[str, int, bool]]:
    r"""Pinned packages of a lock file: name → version, line, whether a hash follows.

    >>> pins("a==1 \\\n    --hash=sha256:00\nb==2\n")
    {'a': ('1', 1, True), 'b': ('2', 3, False)}
    """
    found: dict[str, tuple[str, int, bool]] = {}
    last = ""
    for number, line in enumerate(text.splitlines(), 1):
        if pinned := PIN.match(line):
            last = normal(pinned[1])
            found[last] = (pinned[2], number, False)
        elif "--hash=" in line and last:
            found[last] = (*found[last][:2], True)
    return found


def wanted(text: str) -> list[str]:
    """The packages that an `.in` file asks for."""
    return [normal(hit[1]) for line in text.splitlines() if (hit := WANTED.match(line))]


def problems(root: Path) -> Iterator[Problem]:
    """Addresses, missing hashes, packages not locked, versions that differ between the locks."""
    locks = {path.stem: pins(path.read_text("utf-8")) for path in files(root, "requirements/*.txt")}
    for path in files(root, "requirements/*.txt", "requirements/*.in", "package-lock.json"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.startswith("#") and ADDRESS.search(line):
                yield Problem(
                    name(root, path), number, "names an address: a lock holds versions and hashes only"
                )
    for path in files(root, "uv.lock", ".python-version"):
        yield Problem(name(root, path), 0, "is not used here: `make lock` writes requirements/*.txt")
    for stem, pinned in locks.items():
        where = f"requirements/{stem}.txt"
        for package, (version, line, hashed) in pinned.items():
            if not hashed:
                yield Problem(where, line, f"{package} has no hash: run `make lock`")
            for other in BESIDE.get(stem, ()):
                if locks.get(other, {}).get(package, (version,))[0] != version:
                    yield Problem(
                        where, line, f"{package} is another version in {other}.txt: run `make lock`"
                    )
    for stem, sources in BESIDE.items():
        for source in sources:
            asked = root / "requirements" / f"{source}.in"
            for package in wanted(asked.read_text("utf-8")) if asked.exists() else []:
                if package not in locks.get(stem, {}):
                    yield Problem(f"requirements/{stem}.txt", 0, f"{package} is not locked: run `make lock`")
