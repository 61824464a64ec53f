"""A running site and a browser before it: ``desk`` lets people work, ``reader`` reads."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from people import Desk, Reader
from playwright.sync_api import Browser, sync_playwright

import needs
import one_run

WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
TESTS = Path(__file__).parent.parent
PATIENCE = 60.0


@dataclass(frozen=True)
class Site:
    """A site that runs: its address and its folder."""

    address: str
    home: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.needs("chromium"))


@pytest.fixture(scope="session")
def site(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The county's site as ``gongkai serve`` serves it, on a port of its own; each worker has its own."""
    needs.demand("chromium")
    home = tmp_path_factory.mktemp("serving") / "county"
    shutil.copytree(one_run.once("county", partial(_make_county, migrated)), home, symlinks=True)
    env = {**os.environ, "GONGKAI_HOME": str(home)}
    port = _free_port()
    log = (home / "serve.log").open("wb")
    command = [sys.executable, "-m", "gongkai.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server, home / "serve.log")
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        log.close()


def _make_county(migrated: Path, home: Path) -> None:
    """The county whose copies are served, made once in a run."""
    home.mkdir()
    shutil.copyfile(migrated, home / "gongkai.sqlite3")
    env = {**os.environ, "GONGKAI_HOME": str(home), "PYTHONPATH": str(TESTS)}
    subprocess.run([sys.executable, "-m", "browser.county"], env=env, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the site answers; says what it said where it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the site did not start:\n{log.read_text('utf-8', 'replace')}", pytrace=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. It ends with the module: while it runs, Django would take this thread for an async one."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(needs.demand("chromium")), args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=list(WIDTHS))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The window: of a desk, and of a phone."""
    return WIDTHS[request.param]


@pytest.fixture
def desk(site: Site, browser: Browser, size: tuple[int, int]) -> Iterator[Desk]:
    """The desk, where each person has a browser of his or her own."""
    with Desk(browser, site.address, size) as there:
        yield there


@pytest.fixture
def reader(site: Site, browser: Browser, size: tuple[int, int]) -> Iterator[Reader]:
    """A citizen's browser."""
    with Reader(browser, site.address, size) as there:
        yield there
