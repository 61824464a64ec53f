"""Applications on the website under load, and the server killed in the midst: JSON lines, PostgreSQL.

python -m benchmarks.applying [--seconds 20]. The server is that of docs/how-to/deploy.md (two workers) on
loopback; PostgreSQL keeps what was committed (fsync), with its factory settings. The limits of the website
stand: each citizen comes from another address. The client works in a process of its own; its share of the
processors is told, and that of the database.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import psutil

from benchmarks.citizens import receipts
from benchmarks.ledger import say
from benchmarks.publishing import REGION, open_office

ROOT = Path(__file__).resolve().parent.parent
TARGET = 200
"""Applications accepted in a second."""
CONNECTIONS = 16


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database() -> Iterator[tuple[str, psutil.Process]]:
    """The address of an empty database that keeps what was committed, and its server."""
    sys.path.insert(0, str(ROOT / "tests"))
    from postgres import Cluster

    cluster = Cluster(shared_buffers="256MB", durable=True)
    server = psutil.Process(cluster.start())
    try:
        cluster.execute("CREATE DATABASE county")
        yield f"postgresql:///county?host={cluster.folder}&user=gongkai", server
    finally:
        cluster.stop()


class Server:
    """The application server of an installation."""

    def __init__(self, workers: int = 2) -> None:
        self.workers, self.port = workers, free_port()
        self.process = self._start()

    def _start(self) -> psutil.Popen:
        command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"]
        command += [
            "--workers",
            str(self.workers),
            "--port",
            str(self.port),
            "--no-log",
            "gongkai.config.wsgi:application",
        ]
        process = psutil.Popen(command, start_new_session=True)
        wait_for(self.port)
        return process

    def kill(self) -> None:
        """Kill the server and its workers at once (kill -9)."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def again(self) -> None:
        """Start it anew at the same port."""
        self.process = self._start()


def wait_for(port: int, patience: float = 60) -> None:
    """Wait until somebody answers."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
                link.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if b" 200 " in link.recv(100):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def used_by(process: psutil.Process) -> float:
    """Processor seconds of a process so far, with all that it started."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            times = each.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def crowd(port: int, seconds: float, first: int) -> subprocess.Popen:
    """Citizens who apply for so long."""
    command = [sys.executable, "-m", "benchmarks.citizens", "--port", str(port), "--seconds", str(seconds)]
    command += ["--connections", str(CONNECTIONS), "--first", str(first)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def told(process: subprocess.Popen) -> dict:
    """What a crowd tells at its end."""
    out, _ = process.communicate()
    found: dict = json.loads(out)
    return found


def load(server: Server, kept: psutil.Process, seconds: float) -> None:
    """Applications accepted a second, and what each costs whom."""
    told(crowd(server.port, 2, 1))
    before = used_by(server.process), used_by(kept)
    found = told(crowd(server.port, seconds, 100_000))
    count = len(found["held"])
    if found["refused"] or not count:
        raise SystemExit(f"not all were accepted: {found['refused']}")
    each = 1000 / count
    say("Online applications accepted", count / found["seconds"], "a second", target=f">= {TARGET}")
    say("The same: waited for, p50", 1000 * found["p50"], "ms")
    say("The same: waited for, p95", 1000 * found["p95"], "ms")
    say("An application: server", each * (used_by(server.process) - before[0]), "ms CPU")
    say("An application: database", each * (used_by(kept) - before[1]), "ms CPU")
    say("An application: the client of the measuring", each * found["cpu"], "ms CPU")


def killed(server: Server, seconds: float) -> None:
    """The server killed in the midst: every receipt is there, numbers have no gaps, no case is half."""
    citizens = crowd(server.port, seconds, 200_000)
    time.sleep(seconds / 2)
    server.kill()
    held = told(citizens)["held"]
    server.again()
    found = asyncio.run(receipts(server.port, held))
    numbers = [number for number, _code in found]
    lost = numbers.count("")
    say("Killed in the midst: receipts held by citizens", len(held), "receipts")
    say("Killed in the midst: receipts lost", lost, "receipts", target="<= 0")
    say(
        "Killed in the midst: numbers given twice",
        len(numbers) - lost - len({*numbers} - {""}),
        "numbers",
        target="<= 0",
    )
    for name, count in wrong_cases().items():
        say(f"Killed in the midst: {name}", count, "cases", target="<= 0")


def wrong_cases() -> dict[str, int]:
    """What must not be: gaps in the numbers, half cases, rows that the facts do not say."""
    from gongkai.casework.models import Deed, Notice, Party, StatusRow
    from gongkai.casework.services import status
    from gongkai.foi.models import Application, Item
    from gongkai.ledger import open_spells, reading

    cases = {each.subject for each in Application.objects.all()}
    numbers = sorted(int(each.rpartition("-")[2]) for each in cases)
    parts = {
        "items": set(Item.objects.values_list("application_id", flat=True)),
        "parties": set(Party.objects.values_list("subject", flat=True)),
        "status": set(StatusRow.objects.filter(app="foi").values_list("subject", flat=True)),
        "deeds": set(Deed.objects.values_list("subject", flat=True)),
        "reminders": set(Notice.objects.values_list("subject", flat=True)),
        "facts": {each.subject for each in reading.facts(REGION, kinds=["foi.received"])},
    }
    return {
        "gaps in the numbers": numbers[-1] - len(numbers),
        "half cases": sum(len(cases ^ found) for found in parts.values()),
        "rows that differ from the facts": status.rebuild() + open_spells.rebuild(),
    }


def people() -> None:
    """Whoever is reminded of applications."""
    from gongkai.organs import people as staff
    from gongkai.organs.acting import Role

    for role in (Role.LIAISON, Role.HEAD, Role.LEADER):
        person = staff.register(f"foi-{role.value}", role.value)
        staff.appoint(person, staff.set_up_post("410223-01", role).pk, valid_from=date(2020, 1, 1))


def main() -> None:
    """Measure in a folder that is thrown away."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder, database() as (address, kept):
        settings = {"GONGKAI_HOME": folder, "GONGKAI_HOSTS": "localhost", "GONGKAI_PROXY": "1"}
        os.environ.update({**settings, "GONGKAI_DATABASE": address})
        from gongkai.ledger.home import prepare

        prepare()
        from django.utils import timezone

        open_office(timezone.now())
        people()
        server = Server()
        try:
            load(server, kept, seconds)
            killed(server, seconds / 2)
        finally:
            server.kill()


if __name__ == "__main__":
    main()
