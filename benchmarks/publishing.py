"""The static publisher: bulk import, full bake, publication to visible, an article that is not cached, nginx.

python -m benchmarks publishing [--items 500000]. JSON lines; SQLite in a temporary folder. Everything is
measured at ten thousand items, the publication again at so many more (a hundred thousand unless given).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.ledger import say

REGION, OFFICE, ORGAN = "410223", "410223-01", "410223-15"
COLUMNS = ("weishi-yaowen", "bumen-dongtai", "xiangzhen-dongtai", "tongzhi-gonggao", "bianmin-tishi")
PARAGRAPH = "会议指出，要抓好春季农业生产，确保粮食安全，加快重点项目建设，做好民生保障各项工作。" * 3
FEW, MANY = 10_000, 100_000
TIMES = 5
PATIENCE = 60.0
"""Seconds after which a publication counts as not seen."""


def rows(start: int, count: int, now: datetime) -> Iterator[Any]:
    """News for the largest columns, spread over three hundred days."""
    from gongkai.records.services import ImportRow

    for n in range(start, start + count):
        day = now.date() - timedelta(days=300 - n % 300)
        yield ImportRow(
            external_id=f"bench-{n}", type="news", organ=ORGAN, published_on=day, content=content(n, day)
        )


def content(n: int, day: date, title: str = "") -> Any:
    """What one piece of news says."""
    from gongkai.records.content import Content

    return Content(
        title=title or f"县政府召开第{n + 1}次重点工作推进会",
        abstract="会议听取了重点工作进展情况，对下一步工作作出安排。",
        body=f"<p>{PARAGRAPH}</p>" * 6,
        source="县卫生健康委员会",
        column=COLUMNS[n % len(COLUMNS)],
        made_on=day,
    )


def open_office(now: datetime) -> dict[str, Any]:
    """Two organs, everybody whom a publication needs, the site's structure; the actors by name."""
    from gongkai.organs import people
    from gongkai.organs import services as organs
    from gongkai.organs.acting import Role, actor_of
    from gongkai.organs.kinds import OrganKind
    from gongkai.portal.services import build_site

    since = date(2019, 1, 1)
    for code, name, authority in ((OFFICE, "尉氏县人民政府办公室", True), (ORGAN, "县卫生健康委员会", False)):
        kind = OrganKind.OFFICE if authority else OrganKind.DEPARTMENT
        organs.found(code, name, kind=kind, region=REGION, founded_on=since, is_authority=authority)
    build_site()
    actors = {}
    for name, organ, role in (
        ("liaison", ORGAN, Role.LIAISON),
        ("first", ORGAN, Role.FIRST_REVIEWER),
        ("second", ORGAN, Role.SECOND_REVIEWER),
        ("third", ORGAN, Role.THIRD_REVIEWER),
        ("secrecy", ORGAN, Role.SECRECY_REVIEWER),
        ("clerk", OFFICE, Role.CLERK),
    ):
        person = people.register(name, name)
        people.appoint(person, people.set_up_post(organ, role).pk, valid_from=since)
        actors[name] = actor_of(person, now.date())
    return actors


class County:
    """One installation that grows."""

    def __init__(self, now: datetime) -> None:
        from gongkai.portal.publishing.place import here

        self.now, self.place, self.count, self.published = now, here(), 0, 0
        self.actors = open_office(now)

    def grow(self, to: int) -> float:
        """Bring in more records, up to so many; how many a second of processor time."""
        from gongkai.records.services import import_published

        more, began = to - self.count, time.process_time()
        import_published(
            rows(self.count, more, self.now),
            origin="测量",
            paper="测量用登记簿",
            by=self.actors["clerk"],
            at=self.now,
        )
        self.count = to
        return more / (time.process_time() - began)

    def press(self) -> Any:
        """A press for today."""
        from gongkai.portal.publishing.tasks import press_at

        return press_at(self.now)

    def bake(self) -> float:
        """Seconds of a full bake that made every page of every record."""
        from gongkai.portal.publishing.baking import bake

        start = time.perf_counter()
        baked = bake(self.place, self.press, self.now)
        seconds = time.perf_counter() - start
        articles = sum(1 for _ in (self.place.current / "public" / "art").rglob("*.html"))
        assert min(baked.records, articles) >= self.count, (baked.records, articles, self.count)
        return seconds

    def index(self) -> None:
        """Make the search index anew."""
        from gongkai.portal.sources import PublicSource
        from gongkai.search import engines, indexing

        indexing.rebuild(engines.present(), PublicSource(REGION, self.now.date()))

    def cleared(self) -> Any:
        """One more record, drafted and cleared by everybody who has to; its title is found nowhere else."""
        from django.utils import timezone

        from gongkai.casework.secrecy import SecrecyLevel
        from gongkai.records import services
        from gongkai.records.clearance import Verdict

        self.published += 1
        title = f"关于测量第{self.count}之{self.published}件信息多久可见的通报"
        liaison = {"by": self.actors["liaison"], "at": timezone.now()}
        there = services.draft("news", ORGAN, content(0, self.now.date(), title), **liaison)
        services.submit(there.subject, sha256=there.sha256, **liaison)
        for step in ("first", "second", "third", "secrecy"):
            more = {"level": SecrecyLevel.NONE, "basis": "不涉密"} if step == "secrecy" else {}
            given = {"sha256": there.sha256, "by": self.actors[step], "at": timezone.now(), **more}
            services.decide(there.subject, step, Verdict.APPROVED, **given)
        return there, title

    def to_visible(self) -> float:
        """Seconds from publishing one record until everything that a reader may look at shows it."""
        from django.utils import timezone

        from gongkai.records import services
        from gongkai.records.queries import public_record

        there, title = self.cleared()
        start = time.perf_counter()
        services.publish(there.subject, sha256=there.sha256, by=self.actors["clerk"], at=timezone.now())
        record = public_record(subject=there.subject, as_of=self.now.date())
        assert record is not None
        shown = [*self.files(record.address), lambda: self.found(title, record.address)]
        while shown:
            shown = [each for each in shown if not each()]
            if time.perf_counter() - start > PATIENCE:
                raise SystemExit(f"{record.address} is not seen after {PATIENCE:.0f} s")
            time.sleep(0.01)
        return time.perf_counter() - start

    def files(self, address: str) -> list[Callable[[], bool]]:
        """Whether the page is there, and its list, feeds, part of the sitemap and home page name it."""
        from gongkai.portal import addresses
        from gongkai.portal.publishing.tree import place_of
        from gongkai.records.addresses import article_in

        board, column = "xinwen", COLUMNS[0]
        _, number = article_in(address)
        pages = [addresses.column(board, column), addresses.HOME]
        pages += [addresses.feed(board, column, form) for form in ("rss.xml", "atom.xml", "list.json")]
        pages.append(addresses.shard(addresses.shard_of(number)))
        public = self.place.current / "public"

        def named(page: str) -> bool:
            path = public / place_of(page)
            return path.exists() and address in path.read_text("utf-8")

        page = public / place_of(address)
        return [page.exists, *(lambda each=each: named(each) for each in pages)]

    def found(self, title: str, address: str) -> bool:
        """Whether search finds it by its title."""
        from gongkai.portal import finding

        press = self.press()
        page = finding.search_page(press.frame, {"q": title}, at=self.now)
        return address.encode() in press.print(page).body


@contextmanager
def tasks() -> Iterator[None]:
    """The work in the background, as an installation runs it."""
    with subprocess.Popen([sys.executable, "-m", "gongkai.cli", "tasks"]) as process:
        try:
            yield
        finally:
            process.terminate()


def publication(county: County) -> float:
    """Seconds from publication to visible, the median of some; the first is for warming up."""
    with tasks():
        county.to_visible()
        return median(county.to_visible() for _ in range(TIMES))


def article_cpu(now: datetime, count: int = 200) -> float:
    """CPU milliseconds of an article through all of Django, middleware included."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    from gongkai.records.queries import live_ids, public_records

    handler, factory = WSGIHandler(), RequestFactory(SERVER_NAME="localhost")
    ids = live_ids(REGION, limit=count + 20)
    paths = [each.address for each in public_records(ids, as_of=now.date())]

    def answer(path: str) -> None:
        environ = factory.get(path).environ
        assert handler(environ, lambda *_: None).status_code == 200, path

    for path in paths[:20]:
        answer(path)
    start = time.process_time()
    for path in paths[20:]:
        answer(path)
    return (time.process_time() - start) * 1000 / (len(paths) - 20)


def measure(items: int, folder: Path) -> None:
    """All of it: at ten thousand items, then the publication at so many."""
    from django.utils import timezone

    county = County(timezone.now())
    say("Bulk import", county.grow(FEW), "records per processor second", target=">= 2000")
    say(f"Full bake of {FEW:,} items", FEW / county.bake(), "items/s", target=">= 800")
    say("Article not cached, all of Django", article_cpu(county.now), "ms CPU", target="<= 4")
    if program := shutil.which("nginx") or shutil.which("/usr/sbin/nginx"):
        # Imported here: it asks for settings.
        from benchmarks.handing_out import nginx_ratio

        run = folder / "nginx"
        run.mkdir()
        nginx_ratio(county.place, program, run)
    county.index()
    few = publication(county)
    say(f"Publication to visible at {FEW:,} items", few, "s", target="<= 1")
    began = time.perf_counter()
    county.grow(items)
    say(f"Bulk import up to {items:,}", (items - FEW) / (time.perf_counter() - began), "records/s")
    county.index()
    say(f"Full bake of {items:,} items", items / county.bake(), "items/s", target=">= 800")
    many = publication(county)
    say(f"Publication to visible at {items:,} items", many, "s", baseline=few, target="<= 1")
    say(f"The same, at {items:,} to at {FEW:,}", many, "s", baseline=few, target="ratio <= 1.25")


def main() -> None:
    """Measure in a folder that is thrown away."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=MANY)
    items = parser.parse_args().items
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ["GONGKAI_HOME"] = folder
        os.environ["GONGKAI_HOSTS"] = "localhost"
        os.environ.pop("GONGKAI_DATABASE", None)
        from gongkai.ledger.home import prepare

        prepare()
        measure(items, Path(folder))


if __name__ == "__main__":
    main()
