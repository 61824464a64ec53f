"""The `gongkai` command as people run it: a whole process for one report, and a batch of a thousand."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from benchmarks.examples import made_report
from benchmarks.reading import beside_bare
from gongkai.reports.writing import write

GONGKAI = Path(sys.executable).with_name("gongkai")
BATCH = 1000
LOOK_EVERY = 0.1  # seconds between two looks at the memory


def say(name: str, value: float, unit: str, **more: object) -> None:
    """Print one result."""
    print(json.dumps({"name": name, "value": value, "unit": unit, **more}, ensure_ascii=False), flush=True)


def best(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs: the one that other work on the machine disturbed least."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def command(*arguments: str | Path) -> None:
    """Run a command to its end; anything but "fine" or "errors found" stops the measuring."""
    done = subprocess.run([str(each) for each in arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{arguments[0]} left with {done.returncode}: {done.stderr.decode()}")


def one_report(folder: Path) -> None:
    """`gongkai check FILE` from start to exit, beside a Python that does nothing."""
    bare = best(7, lambda: command(sys.executable, "-c", "pass"))
    for kind, target in (("txt", "<= 0.5"), ("html", "<= 0.5"), ("docx", None), ("pdf", None)):
        file = write(made_report(7), kind, folder / f"one.{kind}")
        seconds = best(7, lambda file=file: command(GONGKAI, "check", file))
        say(f"`gongkai check` of one .{kind}, whole process", seconds, "s", baseline=bare,
            ratio=seconds / bare, target=target)  # fmt: skip


def memory_of(process: psutil.Process) -> int:
    """Bytes that a process and its children hold; memory that they share is counted once."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            full = each.memory_full_info()
            total += getattr(full, "pss", 0) or full.rss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue  # it has just ended
    return total


def batch(folder: Path) -> None:
    """`gongkai check FOLDER --json` over a thousand reports, half text and half HTML."""
    many = folder / "many"
    for seed in range(BATCH):
        kind = ("txt", "html")[seed % 2]
        write(made_report(seed), kind, many / f"{seed:04d}.{kind}")
    begun, peak = time.perf_counter(), 0
    with (folder / "out.jsonl").open("wb") as out:
        process = psutil.Popen([str(GONGKAI), "check", "--json", str(many)], stdout=out)
        while process.poll() is None:
            peak = max(peak, memory_of(process))
            time.sleep(LOOK_EVERY)
    seconds = time.perf_counter() - begun
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    unread = sum("error" in each for each in lines)
    if len(lines) != BATCH or unread:
        raise SystemExit(f"{len(lines)} of {BATCH} reports answered, {unread} not read")
    say(f"batch of {BATCH} text and HTML reports", BATCH / seconds, "reports/s", target=">= 200")
    say(f"batch of {BATCH}, memory at its highest, children included", peak / 1e6, "MB", target="<= 300")


def pdf(folder: Path) -> None:
    """Reading a PDF into cells, beside the bare extraction of its text, in turn in the same process."""
    file = write(made_report(11), "pdf", folder / "report.pdf")
    reading, bare = beside_bare(file)
    say("reading a PDF report into cells", reading, "ms of processor time", baseline=bare,
        ratio=reading / bare, target="ratio <= 1.5")  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        one_report(Path(made))
        batch(Path(made))
        pdf(Path(made))
