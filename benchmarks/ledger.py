"""How fast facts enter and how an "open at 1 January" grows: JSON lines, SQLite in a temporary folder.

python -m benchmarks.ledger [--facts 200000]
"""

import argparse
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

REGION = "410223"
TARGET = 20_000  # facts a second in batches


def say(name: str, value: float, unit: str, *, baseline: float = 0, target: str = "") -> None:
    """Print one measure; ``ratio`` is value to baseline."""
    ratio = round(value / baseline, 3) if baseline else None
    print(
        json.dumps(
            {
                "name": name,
                "value": round(value, 3),
                "unit": unit,
                "baseline": round(baseline, 3) if baseline else None,
                "ratio": ratio,
                "target": target,
            },
            ensure_ascii=False,
        ),
        flush=True,
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rows(count: int, first_year: int = 2020) -> Iterator["Row"]:  # noqa: F821  # imported after set-up
    """Tickets received and closed, applications received and decided, by turns, all in one year."""
    from gongkai.ledger.entry import Row

    start = date(first_year, 1, 1)
    for number in range(count // 4):
        day = start + timedelta(days=number % 360)
        later = day + timedelta(days=5)
        ticket, application = f"hotline:{first_year}-{number:07d}", f"foi:{first_year}-{number:07d}"
        organ = f"{REGION}-{number % 40:02d}"
        line = {"line": "city", "appeal": "help", "category": f"类别{number % 73}"}
        yield Row("hotline.received", ticket, organ, day, f"{ticket}/r", line)
        yield Row("hotline.closed", ticket, organ, later, f"{ticket}/c", {"line": "city"})
        asked = {"applicant": "natural_person", "intake": "web"}
        yield Row("foi.received", application, organ, day, f"{application}/r", asked)
        outcome = {"outcome": "granted", "doc_no": f"公复〔{first_year}〕{number}号"}
        yield Row("foi.decided", application, organ, later, f"{application}/d", outcome)


def bare(lines: list[tuple], folder: Path) -> float:
    """Seconds for a bare executemany of the same lines into a table with the same indexes, no triggers."""
    from django.db import connection

    link = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    link.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name='ledger_fact' AND type IN ('table','index')"
        )
        for (statement,) in cursor.fetchall():
            if statement:
                link.execute(statement)

    def work() -> None:
        link.execute("BEGIN IMMEDIATE")
        link.executemany(
            f"INSERT INTO ledger_fact ({COLUMNS}) VALUES ({', '.join('?' * 12)})",
            lines,
        )
        link.execute("COMMIT")

    from gongkai.ledger.storing import COLUMNS

    return timed(work)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=200_000)
    count = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("GONGKAI_DATABASE", None)
        from gongkai.ledger import home

        home.prepare(Path(name))
        measure(count, Path(name))


def measure(count: int, folder: Path) -> None:
    """All measures on one database."""
    from django.db import connection

    from gongkai.foi.facts import ApplicantKind, Decided, Intake, Outcome, Received
    from gongkai.ledger import entry, open_spells
    from gongkai.ledger.storing import COLUMNS

    at = datetime.fromisoformat("2026-01-01T09:00:00+08:00")
    door = {"region": REGION, "origin": "bench", "entered_at": at, "by": "bench"}
    made = list(rows(count))
    # Other work on the machine only ever makes it slower: the best of three tells what the code costs.
    seconds = min(
        timed(lambda n=n: entry.enter_batch(made, **{**door, "region": n})) for n in ("a", "b", REGION)
    )
    again = timed(lambda: entry.enter_batch(made, **door))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM ledger_fact WHERE region = %s ORDER BY seq", [REGION])
        raw = [(*line[:4], str(line[4]), str(line[5]), *line[6:]) for line in cursor.fetchall()]
    floor = bare(raw, folder)
    say("ledger.batch", count / seconds, "facts/s", baseline=count / floor, target=f">= {TARGET}")
    say("ledger.batch_again", count / again, "facts/s", baseline=count / seconds)

    common = {"organ": f"{REGION}-01", "region": REGION, "entered_at": at, "by": "bench"}
    asked = Received(applicant=ApplicantKind.BUSINESS, intake=Intake.WEB)

    def singly() -> None:
        for number in range(500):
            case = {"subject": f"foi:one-{number}", **common}
            entry.enter(asked, happened_on=date(2025, 3, 3), **case)
            entry.enter(Decided(outcome=Outcome.GRANTED), happened_on=date(2025, 3, 9), **case)

    say("ledger.enter", 1000 / timed(singly), "facts/s")
    for year in range(2011, 2020):
        entry.enter_batch(list(rows(count // 2, year)), **door)
    young = date(2020, 12, 1)
    asked_for = timed(lambda: open_spells.open_at(REGION, "application", young))
    say("ledger.open_at_in_old_ledger", asked_for * 1000, "ms")
    say("ledger.rebuild", timed(open_spells.rebuild), "s")


if __name__ == "__main__":
    main()
