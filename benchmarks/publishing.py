"""The static publisher: full bake, publication to visible file, nginx, an article that is not cached.

python -m benchmarks.publishing [--items 10000]. JSON lines; SQLite in a temporary folder.
"""

import argparse
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.ledger import say

REGION, OFFICE, ORGAN = "410223", "410223-01", "410223-15"
COLUMNS = ("weishi-yaowen", "bumen-dongtai", "xiangzhen-dongtai", "tongzhi-gonggao", "bianmin-tishi")
PARAGRAPH = "会议指出，要抓好春季农业生产，确保粮食安全，加快重点项目建设，做好民生保障各项工作。" * 3
REQUESTS = 30_000


def rows(start: int, count: int, now: datetime) -> Iterator[Any]:
    """News for the largest columns, spread over a year, a third of them today's organs' notices."""
    from gongkai.records.content import Content
    from gongkai.records.services import ImportRow

    for n in range(start, start + count):
        day = date(now.year, 1, 1) + timedelta(days=n % 300)
        yield ImportRow(
            external_id=f"bench-{n}",
            type="news",
            organ=ORGAN,
            published_on=day,
            content=Content(
                title=f"县政府召开第{n + 1}次重点工作推进会",
                abstract="会议听取了重点工作进展情况，对下一步工作作出安排。",
                body=f"<p>{PARAGRAPH}</p>" * 6,
                source="县卫生健康委员会",
                column=COLUMNS[n % len(COLUMNS)],
                made_on=day,
            ),
        )


def open_office(now: datetime) -> Any:
    """Two organs, a clerk, the site's structure."""
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
    clerk = people.register("clerk", "经办人")
    people.appoint(clerk, people.set_up_post(OFFICE, Role.CLERK).pk, valid_from=since)
    return actor_of(clerk, now.date())


class County:
    """One installation that grows."""

    def __init__(self, now: datetime) -> None:
        from gongkai.portal.publishing.place import here

        self.now, self.place, self.count = now, here(), 0
        self.clerk = open_office(now)

    def grow(self, to: int) -> None:
        """Bring in more records, up to so many."""
        from gongkai.records.services import import_published

        import_published(
            rows(self.count, to - self.count, self.now),
            origin="测量",
            paper="测量用登记簿",
            by=self.clerk,
            at=self.now,
        )
        self.count = to

    def press(self) -> Any:
        """A press for today."""
        from gongkai.portal.publishing.tasks import press_at

        return press_at(self.now)

    def bake(self) -> float:
        """Seconds of a full bake."""
        from gongkai.portal.publishing.baking import bake

        start = time.perf_counter()
        bake(self.place, self.press, self.now)
        return time.perf_counter() - start

    def to_visible(self) -> float:
        """Seconds from the transaction of one more publication to its files, its lists and the home page."""
        from gongkai.portal.publishing.following import follow

        self.grow(self.count + 1)
        start = time.perf_counter()
        follow(self.place, self.press, self.now)
        return time.perf_counter() - start


def article_cpu(county: County, count: int = 200) -> float:
    """CPU milliseconds of an article through all of Django, middleware included."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    from gongkai.records.queries import live_ids

    handler, factory = WSGIHandler(), RequestFactory(SERVER_NAME="localhost")
    paths = [f"/art/{county.now.year}/{number}.html" for number in live_ids(REGION, limit=count + 20)]

    def answer(path: str) -> None:
        environ = factory.get(path).environ
        assert handler(environ, lambda *_: None).status_code == 200, path

    for path in paths[:20]:
        answer(path)
    start = time.process_time()
    for path in paths[20:]:
        answer(path)
    return (time.process_time() - start) * 1000 / (len(paths) - 20)


def _worker_cpu(master: int) -> float:
    """CPU seconds of nginx's only worker, to the nanosecond."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in children) / 1e9


def _fetch(port: int, path: str, count: int) -> None:
    """So many requests for one file over one connection, a hundred on their way at once."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        one = b""
        while b"\r\n\r\n" not in one:
            one += connection.recv(1 << 20)
        head, _, _ = one.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        size = len(head) + 4 + int(fields[b"Content-Length"])
        left = size - len(one)
        for _ in range(0, count, 100):
            connection.sendall(request * 100)
            left += 100 * size
            while left > 0:
                left -= len(connection.recv(1 << 20))


def nginx_ratio(county: County, program: str, run: Path) -> None:
    """What a baked page costs nginx, beside a plain file of the same size under a bare configuration."""
    from gongkai.config.nginx import Front, configuration

    page = next((county.place.current / "public/art").rglob("*.html"))
    address = "/" + page.relative_to(county.place.current / "public").as_posix()
    (run / "plain").mkdir()
    (run / "plain" / "page.html").write_bytes(page.read_bytes())
    ports = []
    for _ in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    ours = configuration(
        Front(f"127.0.0.1:{ports[0]}", (), "127.0.0.1:9", county.place.root.parent, run, workers="1")
    ).replace("keepalive_timeout 30s;", "keepalive_timeout 30s; keepalive_requests 10000000;")
    bare = f"    server {{ listen 127.0.0.1:{ports[1]}; root {run}/plain; }}\n}}\n"
    (run / "nginx.conf").write_text(ours.rstrip().removesuffix("}") + bare, "utf-8")
    mode = "daemon off;" + (" user root;" if os.getuid() == 0 else "")
    process = subprocess.Popen([program, "-c", run / "nginx.conf", "-e", run / "error.log", "-g", mode])
    try:
        time.sleep(1)
        costs: dict[int, list[float]] = {port: [] for port in ports}
        for _ in range(5):
            for port, path in zip(ports, (address, "/page.html"), strict=True):
                before = _worker_cpu(process.pid)
                _fetch(port, path, REQUESTS // 5)
                costs[port].append((_worker_cpu(process.pid) - before) * 1e6 / (REQUESTS // 5))
        baked, plain = (min(costs[port]) for port in ports)
        say("Baked page through nginx", baked, "µs CPU", baseline=plain, target="ratio <= 1.25")
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=10_000)
    items = parser.parse_args().items
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ["GONGKAI_HOME"] = folder
        os.environ["GONGKAI_HOSTS"] = "localhost"
        os.environ.pop("GONGKAI_DATABASE", None)
        from gongkai.ledger.home import prepare

        prepare()
        from django.utils import timezone

        county = County(timezone.now())
        county.grow(items // 10)
        county.bake()
        few = min(county.to_visible() for _ in range(5))
        county.grow(items)
        seconds = county.bake()
        say(f"Full bake of {items:,} items", items / seconds, "items/s", target=">= 800")
        many = min(county.to_visible() for _ in range(5))
        say(
            f"Publication to files at {items:,} items (baseline: at {items // 10:,})",
            many,
            "s",
            baseline=few,
            target="<= 1",
        )
        say("Article not cached, all of Django", article_cpu(county), "ms CPU", target="<= 4")
        if program := shutil.which("nginx") or shutil.which("/usr/sbin/nginx"):
            run = Path(folder) / "nginx"
            run.mkdir()
            nginx_ratio(county, program, run)


if __name__ == "__main__":
    main()
