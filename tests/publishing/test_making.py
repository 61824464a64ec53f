"""A whole new tree made by several processes: the same bytes, and whoever is killed leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from baked_site import many, open_baked
from django.db import connection

from gongkai.portal.publishing import baking
from gongkai.portal.publishing.making import side_by_side
from gongkai.portal.publishing.place import Place, here
from gongkai.portal.publishing.tree import differences

BAKING = Path(__file__).with_name("baking_slowly.py")


@pytest.fixture
def site(sqlite, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    there = open_baked(tmp_path / "elsewhere", 12)
    there.place = here()
    return there


def test_several_processes_make_what_one_makes(site, tmp_path, monkeypatch):
    monkeypatch.setattr(baking, "AT_ONCE", 7)
    site.bring(many(90))
    site.withdraw(site.subjects_in("bumen-dongtai")[4])
    trees = []
    for processes in (1, 2, 3):
        place = Place(tmp_path / str(processes))
        baked = baking.bake(place, site.press, site.at, processes=processes)
        assert baked.laid.faults == {} and baked.records == 109
        trees.append(place.tree())
    assert trees[0].read("/xinwen/bumen-dongtai/page/1.html") is not None
    assert differences(trees[0], trees[1]) == differences(trees[0], trees[2]) == []


def test_what_went_wrong_in_one_process_stops_all():
    def work(number: int) -> int:
        if number == 7:
            raise ValueError(number)
        return number

    with pytest.raises(ChildProcessError):
        list(side_by_side(work, range(20), 2))
    assert sorted(side_by_side(work, range(7), 2)) == list(range(7))


def test_a_bake_that_is_killed_leaves_no_process_and_no_lock(site):
    """The processes of a bake end with it, and the next bake makes all that is to be made."""
    site.bring(many(60))
    database = f"sqlite:///{connection.settings_dict['NAME']}"
    command = [sys.executable, str(BAKING), os.environ["GONGKAI_HOME"], database, site.later().isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        children = {int(process.stdout.readline()) for _ in range(2)}
        process.send_signal(signal.SIGKILL)
    until = time.monotonic() + 30
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert site.place.tree() is None
    site.bake()
    assert "第60条部门动态" in site.read("/xinwen/bumen-dongtai/")
    assert [each.suffix for each in (site.place.root / "trees").iterdir()] == [""]
