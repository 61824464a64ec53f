"""What one run of the tests shares, whatever number of workers it has: a folder, what is made once in it, and
the servers that end with it.

The process that is started first owns the folder and takes it away, servers and all, when it ends, also
after Ctrl-C. Its workers, and runs of pytest within a test, find the folder by the environment.
"""

import fcntl
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FOLDER, _OWNER = "GONGKAI_TEST_RUN", "GONGKAI_TEST_RUN_OWNER"
PATIENCE = 10.0
"""Seconds that a server has to end by itself."""


def enter() -> Path:
    """The folder of this run; made by whoever comes first."""
    if not Path(os.environ.get(_FOLDER) or "/nowhere").is_dir():
        # Not below TMPDIR, which may be too long for the name of a socket.
        folder = Path(tempfile.mkdtemp(prefix="gongkai-tests-", dir="/tmp"))
        # PostgreSQL runs as somebody else and has to get to its own folder in this one.
        folder.chmod(0o711)
        os.environ |= {_FOLDER: str(folder), _OWNER: str(os.getpid())}
    return folder_of_run()


def folder_of_run() -> Path:
    """The folder that all workers share."""
    return Path(os.environ[_FOLDER])


def leave() -> None:
    """End the servers and take the folder away, if it is ours."""
    if os.environ.get(_OWNER) != str(os.getpid()):
        return
    for each in (folder_of_run() / "running").glob("*"):
        _end(int(each.name))
    shutil.rmtree(folder_of_run(), ignore_errors=True)


def ends_with_the_run(pid: int) -> None:
    """Let this server end with the run, not with the worker that started it."""
    running = folder_of_run() / "running"
    running.mkdir(exist_ok=True)
    (running / str(pid)).touch()


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The file of this name in the folder: the first worker to ask makes it while the others wait."""
    path = folder_of_run() / name
    if not path.exists():
        with _alone(name):
            if not path.exists():
                coming = path.with_name(f"{name}.coming")
                make(coming)
                coming.replace(path)
    return path


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with (folder_of_run() / f"{name}.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _end(pid: int) -> None:
    """Ask as Ctrl-C does; insist where that does not help, as where a run in the background ignores it."""
    with suppress(ProcessLookupError):
        for sign in (signal.SIGINT, signal.SIGKILL):
            os.kill(pid, sign)
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                with suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)
                os.kill(pid, 0)
                time.sleep(0.02)
