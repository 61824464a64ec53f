"""Documents: every link leads somewhere, every page is in its index, every command in them exists.

Citations lead somewhere too. Pages that a program writes are compared with what it would write now
(`make docs` writes them).
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from scripts import law_coverage, pages
from scripts.checks import Problem, files, name

PAGES = ("*.md", "docs/**/*.md", "src/**/README.md", "tests/**/*.md", "benchmarks/*.md", "examples/*.md")
KINDS = ("tutorial", "how-to", "reference", "explanation", "explanation/adr")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img[^>]*\ssrc=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")
MAKE = re.compile(r"(?:^|`|\s)make ([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
ADR_PARTS = ("Status", "Context", "Decision", "Consequences")


def slug(heading: str) -> str:
    """The anchor that readers of Markdown give a heading.

    >>> slug("What a `check` prints: 例"), slug("公开 Gongkai")
    ('what-a-check-prints-例', '公开-gongkai')
    """
    plain = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(text: str) -> set[str]:
    """All places in a page that a link can name."""
    return {slug(each) for each in HEADING.findall(FENCE.sub("", text))} | set(ANCHOR.findall(text))


def line_of(text: str, position: int) -> int:
    """The line of a position in a text, counted from 1."""
    return text.count("\n", 0, position) + 1


def dead_links(root: Path, path: Path, text: str) -> Iterator[Problem]:
    """Links of one page that lead nowhere. Addresses of the web are not asked for."""
    blank = FENCE.sub(lambda hit: "\n" * hit[0].count("\n"), text)
    for hit in LINK.finditer(blank):
        target = hit[1] or hit[2]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        where = (path.parent / file).resolve() if file else path
        line = line_of(blank, hit.start())
        if not where.exists():
            yield Problem(name(root, path), line, f"leads nowhere: {target}")
        elif anchor and where.suffix == ".md" and anchor not in anchors(where.read_text("utf-8")):
            yield Problem(name(root, path), line, f"no such heading: {target}")


def unlisted(root: Path) -> Iterator[Problem]:
    """Pages that the index of their kind does not name, and kinds without an index."""
    for kind in KINDS:
        folder = root / "docs" / kind
        index = folder / "README.md"
        if not index.exists():
            yield Problem(name(root, index), 0, "the index is missing")
            continue
        listed = index.read_text("utf-8")
        for page in folder.glob("*.md"):
            if page != index and f"({page.name})" not in listed:
                yield Problem(name(root, page), 0, f"is not listed in {name(root, index)}")


def loose_decisions(root: Path) -> Iterator[Problem]:
    """Decisions (ADRs) that are not numbered in a row or lack one of their four parts."""
    found = sorted((root / "docs/explanation/adr").glob("[0-9]*.md"))
    for number, path in enumerate(found, 1):
        if not path.name.startswith(f"{number:04d}-"):
            yield Problem(name(root, path), 0, f"the next decision is number {number:04d}")
        headings = set(HEADING.findall(path.read_text("utf-8")))
        for part in ADR_PARTS:
            if part not in headings:
                yield Problem(name(root, path), 0, f"has no part '{part}'")


def unknown_targets(root: Path, path: Path, text: str) -> Iterator[Problem]:
    """`make …` commands of a page that the Makefile does not have."""
    targets = set(TARGET.findall((root / "Makefile").read_text("utf-8")))
    code = re.compile(r"`[^`\n]+`|^```.*?^```", re.MULTILINE | re.DOTALL)
    for block in code.finditer(text):
        for hit in MAKE.finditer(block[0]):
            if hit[1] not in targets:
                yield Problem(
                    name(root, path), line_of(text, block.start()), f"no such target: make {hit[1]}"
                )


def commands(text: str) -> Iterator[tuple[int, str]]:
    """Every `gongkai …` command line in the code of a page, with its line number."""
    for block in FENCE.finditer(text):
        for offset, line in enumerate(block[0].replace("\\\n", " \0").splitlines()):
            plain = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if plain.startswith("gongkai "):
                yield line_of(text, block.start()) + offset, plain.replace("\0", "").partition(" #")[0]


def wrong_with(line: str, group: click.Group) -> str:
    """What is wrong with a `gongkai …` command line: an unknown command or option, or nothing."""
    words = shlex.split(re.split(r"\s[|>]", line)[0])[1:]
    context = click.Context(group)
    command: click.Command = group
    for number, word in enumerate(words):
        if word.startswith("--") and len(word) > 2:
            known = {
                option
                for each in command.get_params(context)
                for option in (*each.opts, *each.secondary_opts)
            }
            if word.partition("=")[0] not in known:
                return f"gongkai {' '.join(words[:number])} has no option {word}"
        elif isinstance(command, click.Group) and words[number - 1 : number] != ["--lang"]:
            found = command.get_command(context, word)
            if found is None:
                return f"no such command: gongkai {word}"
            command = found
    return ""


def problems(root: Path) -> Iterator[Problem]:
    """All that is wrong with the documents."""
    from gongkai.cli import group  # here, so that a broken command line breaks this check and no other

    for path in files(root, *PAGES):
        text = path.read_text("utf-8")
        yield from dead_links(root, path, text)
        yield from unknown_targets(root, path, text)
        for line, command in commands(text):
            if says := wrong_with(command, group):
                yield Problem(name(root, path), line, says)
    yield from unlisted(root)
    yield from loose_decisions(root)
    for citation, file in law_coverage.lost(root).items():
        yield Problem(
            file, 0, f"the citation {citation} leads nowhere: see src/gongkai/law/data/sources.toml"
        )
    for page in pages.stale(root):
        yield Problem(page, 0, "is not what the code says now: run `make docs`")
