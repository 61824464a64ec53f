"""How fast records come in, get public and are shown: JSON lines, a database of its own.

python -m benchmarks.records [--records 20000]
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from benchmarks.ledger import say, timed

REGION, ORGAN = "410223", "410223-15"
BEIJING = timezone(timedelta(hours=8))
AT = datetime(2020, 12, 30, 9, 0, tzinfo=BEIJING)
TODAY = AT.date()
TARGET = 2_000  # records a second through the bulk door
BODY = "".join(
    f"<p>{'各乡镇人民政府，县政府各部门：现将有关事项通知如下，请认真贯彻执行。' * 6}</p>" for _ in range(5)
)


def office() -> dict[str, object]:
    """An office with a liaison, four reviewers and a clerk; returns the actors by name."""
    from gongkai.organs import people, services
    from gongkai.organs.acting import Role, actor_of
    from gongkai.organs.kinds import OrganKind
    from gongkai.records.services import ColumnPlan, arrange_columns

    start = date(2019, 3, 1)
    services.found("410223-00", "县政府", kind=OrganKind.GOVERNMENT, region=REGION, founded_on=start)
    services.found(
        ORGAN, "县卫健委", kind=OrganKind.DEPARTMENT, region=REGION, founded_on=start, parent="410223-00"
    )
    plans = [ColumnPlan(f"column-{n}", f"栏目{n}", "board", "板块") for n in range(20)]
    arrange_columns(REGION, plans)
    actors: dict[str, object] = {}
    for name, organ, role in (
        ("liaison", ORGAN, Role.LIAISON),
        ("first", ORGAN, Role.FIRST_REVIEWER),
        ("second", ORGAN, Role.SECOND_REVIEWER),
        ("third", ORGAN, Role.THIRD_REVIEWER),
        ("secrecy", ORGAN, Role.SECRECY_REVIEWER),
        ("clerk", "410223-00", Role.CLERK),
    ):
        person = people.register(name, name)
        people.appoint(person, people.set_up_post(organ, role).pk, valid_from=start)
        actors[name] = actor_of(person, TODAY)
    return actors


def rows(count: int, start: int = 0) -> Iterator["ImportRow"]:  # noqa: F821  # imported after set-up
    """Notices of the year, over all columns."""
    from gongkai.records.content import Content
    from gongkai.records.services import ImportRow

    for n in range(start, start + count):
        made_on = date(2020, 1, 1) + timedelta(days=n % 300)
        content = Content(
            title=f"关于第{n}项工作的通知",
            abstract="就有关工作作出部署。",
            body=f"{BODY}<p>第{n}项</p>",
            topic="综合政务",
            column=f"column-{n % 20}",
            made_on=made_on,
        )
        yield ImportRow(
            external_id=str(n),
            type="notice",
            organ=ORGAN,
            content=content,
            published_on=made_on + timedelta(days=2),
        )


def one_through_clearance(actors: dict[str, object], number: int) -> tuple[float, float]:
    """Seconds for a record from draft to cleared, and for its publication."""
    from gongkai.records import services
    from gongkai.records.clearance import SecrecyLevel, Verdict

    content = next(rows(1, 10_000_000 + number)).content
    began = time.perf_counter()
    there = services.draft("notice", ORGAN, content, by=actors["liaison"], at=AT)
    services.submit(there.subject, sha256=there.sha256, by=actors["liaison"], at=AT)
    for step in ("first", "second", "third", "secrecy"):
        more = {"level": SecrecyLevel.NONE, "basis": "不涉密"} if step == "secrecy" else {}
        given = {"sha256": there.sha256, "by": actors[step], "at": AT, **more}
        services.decide(there.subject, step, Verdict.APPROVED, **given)
    cleared = time.perf_counter()
    services.publish(there.subject, sha256=there.sha256, by=actors["clerk"], at=AT)
    return cleared - began, time.perf_counter() - cleared


def measure(count: int) -> None:
    """Everything, once."""
    from gongkai.records import queries, services
    from gongkai.records.queries import Wanted

    actors = office()
    small = [one_through_clearance(actors, n)[1] for n in range(20)]
    given = {"origin": "bench", "paper": "审批单册", "by": actors["clerk"], "at": AT}
    given_rows = list(rows(count))
    worked = time.process_time()
    seconds = timed(lambda: services.import_published(given_rows, **given))
    worked = time.process_time() - worked
    # Other work on the machine only ever makes it slower: processor time tells what the code costs.
    say("records.import", count / worked, "records per processor second", target=f">= {TARGET}")
    say("records.import.elapsed", count / seconds, "records/s")
    again = timed(lambda: services.import_published(given_rows, **given))
    say("records.import.again", count / again, "records/s")
    large = [one_through_clearance(actors, 100 + n) for n in range(20)]
    say("records.clear", 1000 * sorted(each[0] for each in large)[10], "ms")
    few, many = sorted(small)[10], sorted(each[1] for each in large)[10]
    say(
        "records.publish",
        1000 * many,
        "ms",
        baseline=1000 * few,
        target="ratio <= 2 (cost independent of size)",
    )
    wanted = Wanted(column="column-3")
    list_seconds = min(timed(lambda: queries.lines(REGION, wanted, as_of=TODAY)) for _ in range(20))
    say("records.list", 1000 * list_seconds, "ms")
    ids = queries.live_ids(REGION)
    whole = timed(lambda: list(queries.public_records(ids[:2000], as_of=TODAY)))
    say("records.whole", min(2000, len(ids)) / whole, "records/s")
    say("records.facets", 1000 * timed(lambda: queries.facets(REGION, Wanted(), as_of=TODAY)), "ms")


def main() -> None:
    """Run in a folder that is thrown away; ``GONGKAI_DATABASE`` chooses another database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    count = parser.parse_args().records
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ["GONGKAI_HOME"] = folder
        from gongkai.ledger.home import prepare

        prepare()
        measure(count)


if __name__ == "__main__":
    main()
