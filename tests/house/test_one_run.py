"""What a run of the tests leaves behind: nothing, whether it comes to its end or is stopped by Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import one_run

TESTS = Path(__file__).resolve().parent.parent
PATIENCE = 300.0
"""Seconds that a run may take on a machine that is busy with others."""
HEED_CTRL_C = """
import signal, sys, pytest
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(pytest.main(sys.argv[1:]))
"""
"""A run that heeds Ctrl-C even where this one was begun in the background, which ignores it."""
CASES = """
import os, subprocess, sys, time
from pathlib import Path
import one_run

def server(path):
    wait = "import time; print(flush=True); time.sleep(1000)"
    started = subprocess.Popen([sys.executable, "-c", wait], stdout=subprocess.PIPE, start_new_session=True)
    started.stdout.readline()
    one_run.ends_with_the_run(started.pid)
    path.write_text(str(started.pid))

def run(name):
    with Path("seen").open("a") as seen:
        print(name, one_run.folder_of_run(), one_run.once("server", server).read_text(), file=seen)
    if os.environ["LINGER"]:
        time.sleep(1000)
"""


@contextmanager
def begun(folder: Path, *, linger: str = "") -> "Iterator[subprocess.Popen[str]]":
    """A run of two files by two workers, which share a server."""
    (folder / "sharing.py").write_text(CASES)
    for name in ("one", "two"):
        (folder / f"test_{name}.py").write_text(f"import sharing\ndef test_it(): sharing.run('{name}')\n")
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "PYTEST_"))
    }
    command = [sys.executable, "-c", HEED_CTRL_C, "-q", "-p", "conftest", "-c", os.devnull, "-n", "2"]
    run = subprocess.Popen(
        [*command, "--dist", "loadfile", f"--rootdir={folder}", "."],
        env={**known, "PYTHONPATH": str(TESTS), "LINGER": linger},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield run
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()


def lines(folder: Path) -> list[list[str]]:
    """What the two tests have seen: name, folder, process of the server."""
    seen = folder / "seen"
    return sorted(line.split() for line in seen.read_text().splitlines()) if seen.exists() else []


def require_nothing_left(folder: Path) -> None:
    (one, run, server), two = lines(folder)
    assert (one, two) == ("one", ["two", run, server]), "one folder and one server for both"
    assert not Path(run).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(server), 0)


def test_a_run_that_ends_leaves_nothing(tmp_path):
    with begun(tmp_path) as run:
        said, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, said
    require_nothing_left(tmp_path)


def test_a_server_that_does_not_heed_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr(one_run, "PATIENCE", 0.5)
    wait = (
        "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    with subprocess.Popen([sys.executable, "-c", wait], stdout=subprocess.PIPE) as server:
        server.stdout.readline()
        one_run._end(server.pid)
        with pytest.raises(ProcessLookupError):
            os.kill(server.pid, 0)


def test_a_run_that_is_stopped_leaves_nothing(tmp_path):
    with begun(tmp_path, linger="1") as run:
        until = time.monotonic() + PATIENCE
        while len(lines(tmp_path)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)
        said, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == pytest.ExitCode.INTERRUPTED, said
    require_nothing_left(tmp_path)
