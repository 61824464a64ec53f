"""Run the benchmarks and write `docs/benchmarks.md`: `make bench` (`BENCH_ARGS="process"` for a part,
`BENCH_ARGS="publishing --items 500000"` for one with words of its own, kept beside the usual one).

Each module prints one JSON object a line: ``name``, ``value``, ``unit``; where there is one, ``baseline``
(the bare work that it is compared with, same unit), ``ratio`` (value to baseline) and ``target``
(``<= 0.5``, ``>= 200``, ``ratio <= 1.5``). Results of modules that are not run are kept as they were.
"""

import json
import operator
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
MODULES = {
    "process": "The command as a whole process · 整个命令",
    "reading": "Reading · 读取",
    "writing": "Writing · 写出",
    "ledger": "Ledger · 台账",
    "report": "Report from the ledger · 由台账成表",
    "records": "Register of records · 信息公开目录",
    "publishing": "Static publishing · 静态发布",
    "search": "Search · 检索",
    "foi": "Register of applications · 申请登记簿",
    "applying": "Applications on the website · 网上申请",
}
TARGET = re.compile(r"(ratio)?\s*(<=|>=|≤|≥)\s*([\d.]+)")
COMPARE = {"<=": operator.le, "≤": operator.le, ">=": operator.ge, "≥": operator.ge}
Result = dict[str, Any]


def met(result: Result) -> bool | None:
    """Whether a result is within its target; ``None`` where it has none.

    >>> met({"value": 0.3, "target": "<= 0.5"}), met({"value": 9, "ratio": 2.0, "target": "ratio <= 1.5"})
    (True, False)
    >>> met({"value": 3})
    """
    hit = TARGET.search(str(result.get("target") or ""))
    if hit is None:
        return None
    measured = result["ratio"] if hit[1] else result["value"]
    return bool(COMPARE[hit[2]](measured, float(hit[3])))


def results_of(output: str) -> Iterator[Result]:
    """The results among the lines that a module printed."""
    for line in output.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def run(module: str, *options: str) -> list[Result]:
    """Run one module in a process of its own; one that fails has a line that says so."""
    print(f"{' '.join((module, *options))} …", file=sys.stderr, flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    results = list(results_of(done.stdout))
    if done.returncode or not results:
        results.append({"name": f"{module} failed (exit {done.returncode})", "value": None, "unit": ""})
    for each in results:
        print(f"  {row(each)}", flush=True)
    print(f"{module}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return results


def number(value: float | int | None) -> str:
    """A measured number with three significant digits or its thousands set apart.

    >>> number(0.31234), number(48211.7), number(None), number(2)
    ('0.312', '48,212', '–', '2')
    """
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def row(result: Result) -> str:
    """A result as a line of the table."""
    verdict = {True: "met · 达到", False: "**not met · 未达到**", None: "–"}[met(result)]
    cells = (
        result["name"],
        f"{number(result['value'])} {result['unit']}".strip(),
        number(result.get("baseline")),
        number(result.get("ratio")),
        str(result.get("target") or "–").replace("<=", "≤").replace(">=", "≥"),
        verdict,
    )
    return "| " + " | ".join(cells) + " |"


def page(kept: dict[str, Any]) -> str:
    """The whole page; the results themselves stand at its end, to be kept when a part is run again."""
    lines = [
        "# Benchmarks · 测量\n",
        "Written by `make bench`; every number was measured, none is typed. *Baseline* is the bare work",
        "of the same run that a result is compared with, in the same unit, *ratio* the result to it.\n",
    ]
    for module, title in MODULES.items():
        for name in sorted(each for each in kept if each.split()[0] == module):
            part, options = kept[name], name.removeprefix(module).strip()
            lines += [f"## {title}{options and f' `{options}`'}\n", f"{part['on']}, {part['machine']}\n"]
            lines += ["| What | Measured | Baseline | Ratio | Target | |", "|---|---:|---:|---:|---|---|"]
            lines += [row(each) for each in part["results"]] + [""]
    lines += [f"<!-- {json.dumps(kept, ensure_ascii=False)} -->", ""]
    return "\n".join(lines)


def kept_results() -> dict[str, Any]:
    """The results of earlier runs, from the page."""
    hit = re.search(r"^<!-- (\{.*\}) -->$", PAGE.read_text("utf-8"), re.MULTILINE) if PAGE.exists() else None
    kept: dict[str, Any] = json.loads(hit[1]) if hit else {}
    return kept


def machine() -> str:
    """What it was measured on, and how busy that was; not the name of the machine."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"Python {platform.python_version()}"
    return f"{cores} cores, {platform.machine()}, {platform.system()}, {python}, load {load} before"


def main(chosen: list[str]) -> int:
    """Run the modules named (or all that are there), with options after them where there are any: 0 all
    targets met, 1 not, 2 no such module.
    """
    first = next((n for n, each in enumerate(chosen) if each.startswith("--")), len(chosen))
    chosen, options = chosen[:first], chosen[first:]
    if unknown := set(chosen) - MODULES.keys():
        print(
            f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(MODULES)}",
            file=sys.stderr,
        )
        return 2
    kept = kept_results()
    for module in chosen or MODULES:
        today = date.today().isoformat()  # noqa: DTZ011 - the day at the place of measuring
        before = machine()
        name = " ".join((module, *options))
        kept[name] = {"on": today, "machine": before, "results": run(module, *options)}
    PAGE.write_text(page(kept), "utf-8")
    missed = [each["name"] for part in kept.values() for each in part["results"] if met(each) is False]
    failed = [each["name"] for part in kept.values() for each in part["results"] if each["value"] is None]
    for each in missed + failed:
        print(f"✗ {each}", file=sys.stderr)
    return 1 if missed or failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
