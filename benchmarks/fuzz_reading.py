"""Fuzzing (模糊测试) the readers: damaged documents of every kind, read in a process that may die alone.

    python -m benchmarks.fuzz_reading --seconds 60

Whatever the bytes are, reading gives a report or raises `UnreadableDocument`, within time and memory limits.
Anything else (another exception, a crash of a library, a case that takes too long) is kept as a file under
``var/fuzz/`` and ends the run with exit code 1. The same ``--seed`` gives the same cases.
"""

import argparse
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import FrameType

from benchmarks.mutations import mutated
from gongkai.reports.format import FORMAT_IDS, load_format
from gongkai.reports.report import Cell, Report

SLOWEST = 5.0
"""Seconds of processor time that one document may take: other work on the machine does not count."""
MEMORY = 3 * 2**30
"""Bytes of address space that the reading process may have."""
_SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf", ".xlsx", ".json", ".csv", ".mht", ".doc", "")


@dataclass(slots=True)
class Tally:
    """What came out: outcomes by kind, seconds of the slowest case, bytes of memory, failures."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak: int = 0
    failures: list[str] = field(default_factory=list)


def sample_documents() -> dict[str, bytes]:
    """Documents to damage: one of each edition in every kind that we write, and the real ones if given."""
    from gongkai.reports.writing import KINDS, write

    documents = {}
    for number, format_id in enumerate(FORMAT_IDS):
        cells = {
            cell_id: Cell(at % 7 * number) for at, (cell_id, *_) in enumerate(load_format(format_id).cells())
        }
        report = Report(
            format_id, "青禾县人民政府", 2020 + number, cells, {f"s{at}": "做了工作。" for at in range(1, 7)}
        )
        documents |= {f"{format_id}.{kind}": write(report, kind) for kind in KINDS}
    folder = os.environ.get("GONGKAI_REPORTS")
    for file in sorted(Path(folder).glob("*")) if folder else ():
        if file.is_file() and file.suffix != ".json":
            documents[file.name] = file.read_bytes()
    return documents


def cases(documents: dict[str, bytes], seed: int) -> "Cases":
    """An endless row of damaged documents."""
    return Cases(documents, Random(seed))


class Cases:
    """Damaged documents, of every kind as many, each with a name that may lie about its kind."""

    def __init__(self, documents: dict[str, bytes], random: Random) -> None:
        self._kinds: dict[str, list[str]] = {}
        for name in documents:
            self._kinds.setdefault(Path(name).suffix, []).append(name)
        self._documents = documents
        self._all = list(documents.values())
        self._random = random

    def __iter__(self) -> "Cases":
        return self

    def __next__(self) -> tuple[str, bytes]:
        name = self._random.choice(self._kinds[self._random.choice(list(self._kinds))])
        data = mutated(self._documents[name], self._all, self._random)
        if self._random.random() < 0.2:
            name = Path(name).stem + self._random.choice(_SUFFIXES)
        return name, data


def outcome_of(name: str, data: bytes) -> str:
    """``read``, the code of the refusal, or the trace of what should not have happened."""
    from gongkai.reports.reading import read_bytes
    from gongkai.reports.reading.errors import UnreadableDocument

    try:
        read_bytes(name, data)
    except UnreadableDocument as refusal:
        return (
            refusal.code if name in refusal.message else f"refusal without the file's name: {refusal.message}"
        )
    except Exception:
        return traceback.format_exc()
    return "read"


def _too_slow(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"took longer than {SLOWEST} s")


def _read_all(answers: Connection, case_file: Path, seed: int, until: float) -> None:
    """The reading process: each case is on disk before it is tried, so that a crash leaves it there."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_slow)
    for name, data in cases(sample_documents(), seed):
        if time.time() > until:
            break
        case_file.write_bytes(data)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SLOWEST)
        outcome = outcome_of(name, data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answers.send((name, data, outcome, time.process_time() - begun, peak))
    answers.close()


def run(seconds: float, seed: int, folder: Path) -> Tally:
    """Try damaged documents for a time; a process that died is started again with the next seed."""
    folder.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    until = time.time() + seconds
    start = multiprocessing.get_context("spawn")
    while time.time() < until:
        mine, theirs = start.Pipe(duplex=False)
        case_file = folder / "case"
        reader = start.Process(target=_read_all, args=(theirs, case_file, seed, until))
        reader.start()
        theirs.close()
        _listen(mine, case_file, tally)
        reader.join()
        if reader.exitcode:
            _keep(case_file, case_file.read_bytes(), f"process ended with {reader.exitcode}", tally)
        seed += 1
    return tally


def _listen(answers: Connection, case_file: Path, tally: Tally) -> None:
    while True:
        try:
            name, data, outcome, took, peak = answers.recv()
        except EOFError:
            return
        if took > tally.slowest:
            tally.slowest = took
            case_file.with_name("slowest" + Path(name).suffix).write_bytes(data)
        tally.peak = max(tally.peak, peak)
        if "\n" in outcome or " " in outcome:
            _keep(case_file, data, f"{name}\n{outcome}", tally)
            outcome = "FAILED"
        tally.outcomes[outcome] += 1


def _keep(case_file: Path, data: bytes, why: str, tally: Tally) -> None:
    kept = case_file.with_name(f"failure-{len(tally.failures) + 1}")
    kept.write_bytes(data)
    kept.with_suffix(".why").write_text(why, "utf-8")
    tally.failures.append(f"{kept}: {why.strip().splitlines()[-1]}")


def main() -> int:
    """Run from the command line; 0 where nothing failed."""
    words = argparse.ArgumentParser(description="用损坏的文件试探读取器")
    words.add_argument("--seconds", type=float, default=60, help="试探多少秒")
    words.add_argument("--seed", type=int, default=int(time.time()), help="随机种子，同一种子得到同样的文件")
    words.add_argument("--folder", type=Path, default=Path(os.environ.get("GONGKAI_HOME", "var")) / "fuzz")
    given = words.parse_args()
    print(f"试探 {given.seconds:.0f} 秒，种子 {given.seed}")
    tally = run(given.seconds, given.seed, given.folder)
    total = sum(tally.outcomes.values())
    for outcome, count in tally.outcomes.most_common():
        print(f"  {count:8,}  {outcome}")
    print(f"共 {total:,} 个文件，最慢用处理器 {tally.slowest:.2f} 秒，内存峰值 {tally.peak / 2**20:.0f} MB")
    for failure in tally.failures:
        print(f"失败：{failure}")
    return 1 if tally.failures or not total else 0


if __name__ == "__main__":
    sys.exit(main())
