"""How long one report takes to write, by kind of file; and to compose its prose and draw its findings.

Run alone: ``python -m benchmarks.writing``. Prints JSON lines. Best of several runs in a warm process; the
first run of a kind, which loads its library, is given apart.
"""

import json
import random
import time
from collections.abc import Callable
from types import SimpleNamespace

from gongkai.reports.format import load_format
from gongkai.reports.prose import compose
from gongkai.reports.report import Cell, Report
from gongkai.reports.writing import KINDS, write
from gongkai.reports.writing.findings_html import findings_html

RUNS = 15
PDF_TARGET_MS = 500.0


def sample() -> Report:
    """A report of 2023 with a number in every cell and five paragraphs of prose."""
    dice = random.Random(2023)
    edition = load_format("annual-2021")
    cells = {cell_id: Cell(dice.randrange(5000)) for cell_id, *_ in edition.cells()}
    work = {cell_id: Cell(dice.randrange(3000)) for cell_id, *_ in load_format("work").cells()}
    prose = compose(cells | work, organ="青阳县人民政府", year=2023, kind="government")
    return Report("annual-2021", "青阳县人民政府", 2023, cells, prose, dated_on="2024-01-26")


def timed(deed: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of the best run."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        deed()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def show(name: str, value: float, target: float | None = None) -> None:
    """One result as a JSON line."""
    line: dict[str, object] = {"name": name, "value": round(value, 2), "unit": "ms"}
    if target is not None:
        line["target"] = f"<= {target:g}"
    print(json.dumps(line, ensure_ascii=False), flush=True)


def main() -> None:
    """Measure every kind."""
    report = sample()
    for kind in KINDS:
        show(f"write {kind}, first", timed(lambda kind=kind: write(report, kind), 1))
        show(
            f"write {kind}",
            timed(lambda kind=kind: write(report, kind)),
            PDF_TARGET_MS if kind == "pdf" else None,
        )
    work = {cell_id: Cell(7) for cell_id, *_ in load_format("work").cells()}
    show(
        "compose prose",
        timed(lambda: compose(report.cells | work, organ="青阳县人民政府", year=2023, kind="government")),
    )
    cells = list(report.cells)
    same = {"check": "T3-1", "at": "total", "level": "error", "outcome": "fails", "message": "请核对。"}
    found = [
        SimpleNamespace(**same, left=1, right=2, cells=cells[start : start + 9]) for start in range(0, 90, 9)
    ]
    show("findings as HTML", timed(lambda: findings_html(report, found)))


if __name__ == "__main__":
    main()
