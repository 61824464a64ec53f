"""Killed at any moment, the publisher loses nothing and doubles nothing: the next one goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from baked_site import baked_once, copied, many
from django.db import connection

from gongkai.portal.publishing import baking, following
from gongkai.portal.publishing.models import Job, JobState

KILLING = Path(__file__).with_name("killing.py")


@pytest.fixture
def site(sqlite_with, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    return copied(sqlite_with(baked_once, 12), tmp_path / "home")


def killed(site, count: int) -> int:
    """Run a publisher that is killed before its n-th file; how it ended."""
    database = f"sqlite:///{connection.settings_dict['NAME']}"
    command = [sys.executable, str(KILLING), os.environ["GONGKAI_HOME"], database, site.later().isoformat()]
    return subprocess.run([*command, str(count)], check=False).returncode


@pytest.mark.parametrize("count", [1, 4, 9])
def test_the_next_one_goes_on_where_it_was_killed(site, count):
    site.bring(many(21))
    (subject, *_) = site.subjects_in("bumen-dongtai")
    site.withdraw(subject)
    assert killed(site, count) == -signal.SIGKILL
    running = Job.objects.filter(state=JobState.RUNNING)
    assert running.count() == 22
    # What the killed one was about is changed once more before anybody goes on.
    site.new_edition(site.subjects_in("bumen-dongtai")[3], column="bianmin-tishi", title="移到便民提示")
    site.follow()
    assert following.waiting() == 0 and not running.exists()
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert Job.objects.filter(attempts=2).count() == 22
    assert site.agree() == []


def test_a_bake_that_was_killed_leaves_the_served_tree_alone(site):
    site.bring(many(3))
    site.follow()
    before = site.tree.root
    half = site.place.begin(site.later())
    (half.root / "public" / "index.html").write_text("half")
    assert site.place.current.resolve() == before
    site.bake()
    assert not half.root.exists() and site.place.current.resolve() != before
    assert site.read("/") != "half"
    # Twice in one instant, and the one before the last is taken away.
    for _ in range(2):
        baking.bake(site.place, site.press, site.at)
    assert len(list((site.place.root / "trees").iterdir())) == 2


def test_two_publishers_at_once_do_each_job_once(site):
    known = set(Job.objects.values_list("seq", flat=True))
    site.bring(many(30))
    database = f"sqlite:///{connection.settings_dict['NAME']}"
    at = site.later().isoformat()
    both = [
        subprocess.Popen([sys.executable, str(KILLING), os.environ["GONGKAI_HOME"], database, at, "100000"])
        for _ in range(2)
    ]
    assert [each.wait(120) for each in both] == [0, 0]
    assert following.waiting() == 0
    assert list(Job.objects.exclude(seq__in=known).values_list("attempts", flat=True)) == [1] * 30
    assert site.agree() == []
