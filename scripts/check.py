"""All checks of the house, one line each, none left out because an earlier one failed: `make check`."""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scripts.checks import ROOT, documents, glossary, locks, marked, places, sizes

Answer = tuple[bool, str]


def program(*command: str) -> Answer:
    """Run a checker in the environment; fine if it leaves with 0."""
    path = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(path), *command[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def ours(module: object) -> Answer:
    """Run a check of our own; fine if it finds no problem."""
    found = sorted(module.problems(ROOT))  # type: ignore[attr-defined]  # each check module has it
    return not found, "\n".join(map(str, found))


CHECKS: dict[str, Callable[[], Answer]] = {
    "style": partial(program, "ruff", "check", "--output-format", "concise", "."),
    "format": partial(program, "ruff", "format", "--check", "--output-format", "concise", "."),
    "types": partial(program, "mypy"),
    "layers": partial(program, "lint-imports", "--no-cache"),
    "sizes": partial(ours, sizes),
    "glossary": partial(ours, glossary),
    "marked": partial(ours, marked),
    "locks": partial(ours, locks),
    "places": partial(ours, places),
    "documents": partial(ours, documents),
}


def main(chosen: list[str]) -> int:
    """Run the checks named (or all): 0 all fine, 1 something to mend, 2 no such check."""
    if unknown := set(chosen) - set(CHECKS):
        print(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = []
    for each in chosen or CHECKS:
        begun = time.monotonic()
        fine, output = CHECKS[each]()
        print(f"{'✓' if fine else '✗'} {each:<10} {time.monotonic() - begun:5.1f} s", flush=True)
        if not fine:
            failed.append(each)
            print("\n".join(f"    {line}" for line in output.splitlines()), flush=True)
    print(
        f"{len(failed)} of {len(chosen or CHECKS)} checks failed: {', '.join(failed)}"
        if failed
        else "all fine"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
