"""How the databases answer what the public asks (查询计划), at half a million records.

python -m benchmarks.plans [--items 500000] [--engines SQLite,PostgreSQL]; writes the page of the reference.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "query-plans.md"
REGISTER = "records_record"
_VALUES = re.compile(r"IN \((?:%s, )+%s\)")
Plans = dict[str, dict[str, list[str]]]


def asking(press: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that the public asks, or that is asked to show it something."""
    from gongkai.portal import addresses
    from gongkai.records import queries
    from gongkai.records.queries import Wanted

    region, as_of = press.frame.site.region, press.as_of
    newest = queries.lines(region, Wanted(column="weishi-yaowen"), as_of=as_of, limit=1)[0]
    column = addresses.column("xinwen", "weishi-yaowen")
    wanted = Wanted(column="weishi-yaowen")
    for title, path in (
        ("文章", newest.address),
        ("栏目", column),
        ("栏目最早一页", f"{column}page/1.html"),
        ("订阅", addresses.feed("xinwen", "weishi-yaowen", "rss.xml")),
        ("板块", addresses.board("xinwen")),
        ("首页", addresses.HOME),
        ("公开平台", addresses.PLATFORM),
        ("站点地图索引", addresses.SITEMAP),
        ("站点地图一部分", addresses.shard(addresses.shard_of(newest.id))),
    ):
        yield title, lambda path=path: press.render(path)
    for title, narrowed in (
        ("目录", {}),
        ("目录，按机构和年份", {"organ": newest.organ, "year": str(newest.published_on.year)}),
        ("目录，按主题和体裁", {"topic": "综合政务", "type": "notice"}),
        ("政策文件库，按效力", {"validity": "in_force"}),
    ):
        where = addresses.POLICIES if "validity" in narrowed else addresses.DIRECTORY
        yield title, lambda where=where, narrowed=narrowed: press.render(where, narrowed)
    since = as_of - timedelta(days=7)
    yield "接口，按日期", lambda: queries.lines(region, Wanted(since=since), as_of=as_of)
    yield "接口，按文号", lambda: queries.lines(region, Wanted(doc_no="尉政〔2020〕1号"), as_of=as_of)
    yield "检索结果复核", lambda: queries.still_visible([newest.subject])
    yield "跟进发布", lambda: queries.by_subject([newest.subject], as_of=as_of)
    yield "全站生成，编号", lambda: queries.live_ids(region, after=newest.id - 1000, limit=1000)
    yield "全站生成，已撤下", lambda: queries.withdrawn_ids(region)
    yield "全站生成，列表", lambda: next(queries.all_lines(region, replace(wanted, board=""), as_of=as_of))


def plans(press: Any) -> dict[str, dict[str, list[str]]]:
    """For each thing asked its questions to the register, each with the plan of the database."""
    from django.db import connection

    found: Plans = {}
    seen: set[str] = set()
    for title, ask in asking(press):
        asked: list[tuple[str, Any]] = []

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any, asked: Any = asked) -> Any:
            asked.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            ask()
        for sql, params in asked:
            if REGISTER in sql and (short := shortened(sql)) not in seen:
                seen.add(short)
                found.setdefault(title, {})[short] = plan_of(sql, params)
    return found


def shortened(sql: str) -> str:
    """A question without what it asks for: from where, on which conditions, in which order."""
    _, _, rest = sql.partition(" FROM ")
    return _VALUES.sub("IN (…)", "FROM " + rest.replace('"', ""))


def plan_of(sql: str, params: Any) -> list[str]:
    """The steps of the database."""
    from django.db import connection

    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (COSTS OFF) "
    with connection.cursor() as cursor:
        cursor.execute(how + sql, params)
        return [str(row[-1]) for row in cursor.fetchall()]


def full_scans(found: Plans) -> list[str]:
    """What reads the whole register: the questions whose plan has a walk over it without an index, or over
    all of a region where a column would have led to the few that are asked for.
    """
    scan = re.compile(rf"(SCAN|Seq Scan on) {REGISTER}\b(?! USING)")
    walk = re.compile(rf"SEARCH {REGISTER} USING INDEX \w+ \(region=\?\)")
    return [
        f"{title}：{sql}"
        for title, asked in found.items()
        for sql, steps in asked.items()
        if any(scan.search(step) or ("_other_columns" in sql and walk.search(step)) for step in steps)
    ]


def measured(items: int) -> Plans:
    """The plans in a register of so many records, in this process's database."""
    from gongkai.ledger.home import prepare

    prepare()
    from django.utils import timezone

    from benchmarks.publishing import County

    county = County(timezone.now())
    county.grow(items)
    return plans(county.press())


def page(items: int, found: dict[str, Plans]) -> str:
    """The page of the reference."""
    lines = [
        "# Plans of public queries · 公开查询的执行计划\n",
        "Written by `python -m benchmarks.plans`: what public pages ask of the register, and how each",
        f"database answers it with {items:,} records. All of them are news of one organ: where nearly every",
        "record fits, PostgreSQL reads the register rather than an index.\n",
    ]
    for engine, plans_of_engine in found.items():
        lines.append(f"## {engine}\n")
        scans = [f"- {each}" for each in full_scans(plans_of_engine)]
        lines += (
            ["Read all of the register:\n", *scans, ""] if scans else ["Nothing reads all of the register.\n"]
        )
        for title, asked in plans_of_engine.items():
            lines.append(f"### {title}\n")
            for sql, steps in asked.items():
                lines += ["```", sql, "", *(f"    {step}" for step in steps), "```", ""]
    return "\n".join(lines)


def one(engine: str, items: int) -> Plans:
    """The plans of one engine, worked out in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        given = {**os.environ, "GONGKAI_HOME": folder}
        given.pop("GONGKAI_DATABASE", None)
        cluster = None
        if engine == "PostgreSQL":
            sys.path.insert(0, str(ROOT / "tests"))
            from postgres import Cluster

            cluster = Cluster()
            cluster.start()
            cluster.execute("CREATE DATABASE register")
            given["GONGKAI_DATABASE"] = f"postgresql:///register?host={cluster.folder}&user=gongkai"
        try:
            command = [sys.executable, "-m", "benchmarks.plans", "--here", "--items", str(items)]
            done = subprocess.run(command, env=given, cwd=ROOT, stdout=subprocess.PIPE, check=True)
            result: Plans = json.loads(done.stdout)
            return result
        finally:
            if cluster is not None:
                cluster.stop()


def main() -> int:
    """Work the plans out and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=500_000)
    parser.add_argument("--engines", default="SQLite,PostgreSQL")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        print(json.dumps(measured(given.items), ensure_ascii=False))
        return 0
    found = {engine: one(engine, given.items) for engine in given.engines.split(",")}
    PAGE.write_text(page(given.items, found), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
