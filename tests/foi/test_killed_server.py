"""The server is killed while people apply: whoever holds a receipt has an application, and none is half."""

import asyncio
import time
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks.applying import Server, people, wrong_cases
from benchmarks.citizens import FORM, Crowd, apply
from gongkai.foi.models import Application
from gongkai.portal.services import build_site
from invented_county import found_organs

pytestmark = pytest.mark.needs("postgresql")


def open_county() -> None:
    found_organs()
    build_site()
    people()


@pytest.fixture
def server(_own, tmp_path, monkeypatch):
    """The application server of an installation, on a database of its own."""
    with _own("postgresql", open_county):
        there = connection.settings_dict
        # One installation: what the server sealed and signed is read here.
        (tmp_path / "secret-key").write_text(str(settings.SECRET_KEY), "ascii")
        for name, value in {
            "GONGKAI_HOME": str(tmp_path),
            "GONGKAI_HOSTS": "localhost",
            "GONGKAI_PROXY": "1",
            "GONGKAI_DATABASE": f"postgresql:///{there['NAME']}?host={there['HOST']}&user={there['USER']}",
        }.items():
            monkeypatch.setenv(name, value)
        server = Server(workers=1)
        try:
            yield server
        finally:
            server.kill()


def wait_until(true, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    assert true()


def left_alone() -> bool:
    """Whether the database has noticed that the server is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0] == 1


@pytest.mark.law("OGI 31(3)")
def test_who_holds_a_receipt_has_an_application_and_none_is_half(server):
    crowd = Crowd(server.port, 1)
    citizens = Thread(target=lambda: asyncio.run(apply(crowd, 60, 8)))
    citizens.start()
    wait_until(lambda: len(crowd.held) >= 15)
    server.kill()
    citizens.join()
    wait_until(left_alone)
    assert not crowd.refused
    numbers = set()
    for _address, receipt in crowd.held:
        citizen = Client(HTTP_HOST="localhost")
        citizen.cookies["receipt"] = receipt
        page = citizen.get(f"{FORM}receipt/").content
        numbers.add(page.partition(b'id="number">')[2].partition(b"<")[0].decode())
    assert len(numbers) == len(crowd.held) and "" not in numbers
    assert numbers <= set(Application.objects.values_list("number", flat=True))
    assert not any(wrong_cases().values()), wrong_cases()
