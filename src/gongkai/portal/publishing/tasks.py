"""Work in the background (后台任务): scheduled publications, search, files, the bake of every night.

What there is to do stands in rows of the database; whoever runs this and however often it is killed, nothing
is lost. One runs for an installation; a second one would only wait.
"""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from gongkai.casework.services import daily
from gongkai.ledger.rows import BEIJING
from gongkai.portal import frame
from gongkai.portal.layout import layout
from gongkai.portal.press import Press
from gongkai.portal.publishing import baking, following
from gongkai.portal.publishing.place import Place
from gongkai.portal.sources import PublicSource
from gongkai.records.services import publish_due
from gongkai.search import engines, indexing

LOG = logging.getLogger("gongkai.tasks")
BEAT = 0.2
"""Seconds between two looks at what changed: a publication is to be seen within one."""
EVERY_SCHEDULE, EVERY_EDITED, EVERY_STRUCTURE, EVERY_DUTY = 1.0, 1.0, 5.0, 300.0
AFTER_TROUBLE = 10.0
KEEP_DONE = timedelta(days=90)


def press_at(at: datetime) -> Press:
    """A press for an instant; the frame is at most moments old."""
    as_of = at.astimezone(BEIJING).date()
    return Press(as_of, made=frame.current(at, as_of))


class Tasks:
    """All of it, one after the other. ``now`` tells the time; work ends when ``go_on`` says no."""

    def __init__(
        self,
        place: Place,
        *,
        now: Callable[[], datetime] = timezone.now,
        go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self.place, self.now, self.go_on = place, now, go_on
        self.region = layout().site.region
        self._next: dict[str, float] = {}
        self._bake: subprocess.Popen[bytes] | None = None

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        while not stop.is_set() and self.go_on():
            close_old_connections()
            self._each("publications", EVERY_SCHEDULE, self.publications)
            self._each("index", 0, self.index)
            self._each("tree", 0, self.tree)
            self._each("editors", EVERY_EDITED, self.editors)
            self._each("structure", EVERY_STRUCTURE, self.structure)
            self._each("duties", EVERY_DUTY, self.duties)
            stop.wait(BEAT)
        if self._bake is not None:
            self._bake.terminate()
            self._bake.wait()

    def publications(self) -> None:
        """Publish what was scheduled for now."""
        for told in publish_due(self.now()):
            if told.message:
                LOG.warning("%s 没有按时发布：%s", told.subject, told.message)

    def duties(self) -> None:
        """Send reminders, follow new holiday notices, erase what was kept for its time."""
        done = daily.carry_out(self.now())
        if done.sent.inbox or done.sent.failed or done.moved or done.erased:
            LOG.info("%s", done.line)

    def index(self) -> None:
        """Bring the search index up to date."""
        today = self.now().astimezone(BEIJING).date()
        indexing.catch_up(engines.present(), PublicSource(self.region, today))

    def tree(self) -> None:
        """Bring the tree of files up to date."""
        at = self.now()
        laid = following.follow(self.place, lambda: press_at(at), at)
        for address, lacks in laid.faults.items():
            LOG.warning("%s 缺少：%s", address, "、".join(lacks))

    def editors(self) -> None:
        """Bring the tree up to date with what site editors wrote."""
        press = Press(self.now().astimezone(BEIJING).date())
        if following.follow_editors(self.place, press).printed:
            # No page printed from now on may show the structure as it was before.
            frame.forget()

    def structure(self) -> None:
        """Where the site itself changed, or another day began, make it anew: in a process of its own."""
        if self._bake is not None:
            if self._bake.poll() is None:
                return
            if self._bake.returncode:
                LOG.error("全站生成没有完成（%s）", self._bake.returncode)
            self._bake = None
        at = self.now()
        if baking.needed(self.place, press_at(at)):
            following.forget_done(at - KEEP_DONE)
            command = [sys.executable, "-m", "gongkai.cli", "bake", "--full", "--quiet"]
            self._bake = subprocess.Popen(command)  # noqa: S603 - our own command, nothing of others in it

    def _each(self, name: str, every: float, work: Callable[[], None]) -> None:
        """One task, when its time has come; trouble with it keeps no other from being done."""
        if time.monotonic() < self._next.get(name, 0):
            return
        self._next[name] = time.monotonic() + every
        try:
            work()
        except Exception:  # whatever it is: it is reported, and tried again
            LOG.exception("后台任务“%s”出错，稍后重试", name)
            self._next[name] = time.monotonic() + AFTER_TROUBLE
