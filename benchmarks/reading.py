"""How fast reports are read: one file, a batch on two cores, PDF against bare text extraction, memory.

Files are made from random figures by our own writers; the glued ones are the text with all borders lost.
With GONGKAI_REPORTS set, the published reports of that folder are measured as well.
"""

import json
import multiprocessing
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil
import pypdfium2

from benchmarks.examples import made_report
from gongkai.reports.reading import read
from gongkai.reports.writing import write

ROUNDS = 5
PDF_ROUNDS = 61
BATCH = 1000
CORES = 2


def tell(name: str, value: float, unit: str, **more: object) -> None:
    """Print one result."""
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, **more}, ensure_ascii=False))


def glued(text: str) -> str:
    """The text in one line with every border between cells lost."""
    return re.sub(r"[\s│┌┐└┘├┤┬┴┼─|]+", "", text)


def files(folder: Path, count: int, kind: str) -> list[Path]:
    """So many made reports as files of that kind."""
    made = []
    for seed in range(count):
        path = folder / f"{kind}-{seed}.{'txt' if kind == 'glued' else kind}"
        data = write(made_report(seed), "txt" if kind == "glued" else kind)
        path.write_bytes(glued(data.decode()).encode() if kind == "glued" else data)
        made.append(path)
    return made


def milliseconds(work: Callable[[Path], object], paths: Iterable[Path]) -> float:
    """The median over the files of the best of some rounds, in milliseconds."""
    best = []
    for path in paths:
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            work(path)
            times.append(time.perf_counter() - start)
        best.append(min(times))
    return statistics.median(best) * 1000


def bare_pdf(path: Path) -> str:
    """The bare work of a PDF: opened, the whole text of all pages, closed. No reading can do with less."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def beside_bare(path: Path) -> tuple[float, float]:
    """Reading a PDF and the bare extraction of its text: the median of each, in milliseconds.

    Both in turn in this process, by its own processor time: other work on the machine is not counted.
    """
    rounds = []
    for _ in range(PDF_ROUNDS):
        begun = time.process_time()
        read(path)
        read_at = time.process_time()
        bare_pdf(path)
        rounds.append((read_at - begun, time.process_time() - read_at))
    reading, bare = (statistics.median(each) * 1000 for each in zip(*rounds[1:], strict=True))
    return reading, bare


def tell_pdfs(name: str, paths: Iterable[Path]) -> None:
    """Each PDF beside its bare extraction, and the highest of the ratios."""
    pairs = [beside_bare(path) for path in paths]
    reading, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratios = [one / other for one, other in pairs]
    tell(name, reading, "ms of processor time", baseline=round(bare, 3),
         ratio=round(statistics.median(ratios), 3), highest=round(max(ratios), 3),
         target="ratio <= 1.5")  # fmt: skip


def cells_of(path: Path) -> int:
    """How many cells a file yields."""
    return len(read(path).cells)


def in_batch(paths: list[Path]) -> tuple[float, float]:
    """Files a second on two cores, and the most memory that parent and children held together (MB)."""
    own = psutil.Process()
    most = 0
    start = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(CORES) as pool:
        work = pool.imap_unordered(cells_of, paths, chunksize=20)
        for number, _ in enumerate(work):
            if number % 50 == 0:
                family = [own, *own.children(recursive=True)]
                most = max(most, sum(each.memory_info().rss for each in family))
    return len(paths) / (time.perf_counter() - start), most / 1e6


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("txt", "glued", "html", "docx", "xlsx"):
            tell(f"read one {kind}", milliseconds(read, files(folder, 12, kind)), "ms")
        tell_pdfs("read one pdf of our own", files(folder, 6, "pdf"))
        half = BATCH // 2
        batch = files(folder, half, "txt") + files(folder, half, "html")
        rate, memory = in_batch(batch)
        tell(f"batch of {BATCH} txt and html, {CORES} processes", rate, "files/s", target=">= 200")
        tell("memory of that batch", memory, "MB", target="<= 300")
    published = os.environ.get("GONGKAI_REPORTS")
    if published:
        kinds = (".txt", ".html", ".md")
        found = [each for each in sorted(Path(published).iterdir()) if each.suffix in kinds]
        tell(f"read one of {len(found)} published txt, html, md", milliseconds(read, found), "ms")
        real = [each for each in sorted(Path(published).iterdir()) if each.suffix == ".pdf"]
        tell_pdfs(f"read one of {len(real)} published pdf", real)


if __name__ == "__main__":
    main()
