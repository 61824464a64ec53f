"""What a report costs over a ledger of a million facts: JSON lines, SQLite in a temporary folder.

python -m benchmarks.report [--facts 100000]   (facts a year; eleven years)

`report.of_million` compares `queries.compute` (all cells of the annual format, our own statistics, the prose)
with the same counts in hand-written SQL on the same database. `report.old_ledger` compares the same year's
report with ten years of older facts and with one.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.ledger import say, timed

REGION, YEAR, ORGANS, TIMES = "410223", 2021, 40, 7
AT = datetime(2022, 1, 5, 9, tzinfo=UTC)
# Of each hundred facts of a year. An application and a ticket are two facts, most closed within weeks.
SHARE = {"news": 36, "directory_entry": 6, "ticket": 50, "application": 8}
APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org")
OUTCOMES = (
    *("granted", "partial", "denied_process_info"),
    *("unable_not_held", "not_processed_petition", "other_misc"),
)

Fact = tuple[str, str, int, date, dict[str, Any]]


def facts(year: int, count: int) -> Iterator[Fact]:
    """The facts of a year: kind, subject, number of the organ, day, body."""
    hundred = count // 100
    genres = [("news", hundred * SHARE["news"]), ("directory_entry", hundred * SHARE["directory_entry"])]
    genres += [("normative_document", count // 1000), ("explainer", count // 1000)]
    for genre, many in genres:
        for number in range(many):
            body = {"genre": genre, "channel": "website"}
            yield "records.published", f"record:{year}-{genre}-{number}", number, _day(year, number), body
    for number in range(hundred * SHARE["ticket"] // 2):
        day, subject = _day(year, number), f"hotline:{year}-{number}"
        line = ("city", "county")[number % 9 == 0]
        body = {"line": line, "appeal": "help", "category": f"类别{number % 73}"}
        yield "hotline.received", subject, number, day, body
        yield "hotline.closed", subject, number, day + timedelta(days=number % 20), {"line": line}
    for number in range(hundred * SHARE["application"] // 2):
        day, subject = _day(year, number), f"foi:{year}-{number}"
        applicant = APPLICANTS[number % 7 % 6]
        yield "foi.received", subject, number, day, {"applicant": applicant, "intake": "web", "items": 1}
        if number % 1000:  # one in a thousand stays open for good
            closed = day + timedelta(days=number % 40)
            yield "foi.decided", subject, number, closed, {"outcome": OUTCOMES[number % 11 % 6]}


def _day(year: int, number: int) -> date:
    return date(year, 1, 1) + timedelta(days=number % 365)


def fill(years: range, count: int) -> None:
    """Enter whole years in bulk, then build the cache of open spells from them."""
    import json

    from django.db import transaction

    from gongkai.ledger import open_spells, storing

    def line(fact: Fact) -> tuple[Any, ...]:
        kind, subject, organ, day, body = fact
        text = json.dumps(body)
        at = f"{day} 10:00:00"
        return (
            REGION,
            kind,
            subject,
            f"{REGION}-{organ % ORGANS:02d}",
            str(day),
            at,
            "bench",
            text,
            "",
            "",
            "",
            None,
        )

    with transaction.atomic():
        for year in years:
            storing.insert_many([line(each) for each in facts(year, count)])
    open_spells.rebuild(REGION)


HELD = (
    "f.region = '410223' AND f.organ IN (ORGANS) AND NOT EXISTS "
    "(SELECT 1 FROM ledger_fact v WHERE v.region = f.region AND v.voids = f.seq)"
)
IN_YEAR = f"f.happened_on BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31' AND {HELD}"
BY_HAND = {
    "genre": "SELECT json_extract(f.body, '$.genre'), COUNT(*) FROM ledger_fact f "
    f"WHERE f.kind = 'records.published' AND {IN_YEAR} GROUP BY 1",
    "tickets": "SELECT f.kind, json_extract(f.body, '$.line'), COUNT(*) FROM ledger_fact f "
    f"WHERE f.kind IN ('hotline.received', 'hotline.closed') AND {IN_YEAR} GROUP BY 1, 2",
    "received": "SELECT json_extract(f.body, '$.applicant'), COUNT(*) FROM ledger_fact f "
    f"WHERE f.kind = 'foi.received' AND {IN_YEAR} GROUP BY 1",
    "by_post": "SELECT COUNT(*) FROM ledger_fact f WHERE f.kind = 'foi.received' AND "
    f"json_extract(f.body, '$.intake') IN ('post_signed', 'post_ordinary') AND {IN_YEAR}",
    "decided": "SELECT json_extract(f.body, '$.outcome'), json_extract(h.body, '$.applicant'), COUNT(*) "
    "FROM ledger_fact f JOIN ledger_fact h ON h.region = f.region AND h.subject = f.subject "
    "AND h.kind = 'foi.received' AND NOT EXISTS (SELECT 1 FROM ledger_fact v WHERE v.region = h.region "
    f"AND v.voids = h.seq) WHERE f.kind IN ('foi.decided', 'foi.withdrawn') AND {IN_YEAR} GROUP BY 1, 2",
    "others": "SELECT f.kind, json_extract(f.body, '$.result'), COUNT(*) FROM ledger_fact f WHERE f.kind IN ("
    "'records.repealed', 'hotline.exchange_published', 'hotline.briefing_issued', 'oversight.trained', "
    "'oversight.inspected', 'oversight.appraised', 'oversight.held_to_account', "
    "'casework.lateness_explained', 'oversight.reconsideration_concluded', 'oversight.lawsuit_concluded') "
    f"AND {IN_YEAR} GROUP BY 1, 2",
    "in_force": "SELECT json_extract(f.body, '$.genre'), COUNT(*) "
    "FROM ledger_fact f INDEXED BY reports_genre WHERE f.kind = 'records.published' "
    "AND json_extract(f.body, '$.genre') IN ('rules', 'normative_document') "
    f"AND f.happened_on <= '{YEAR}-12-31' AND {HELD} AND NOT EXISTS (SELECT 1 FROM ledger_fact c "
    "WHERE c.region = f.region AND c.subject = f.subject "
    "AND c.kind IN ('records.repealed', 'records.taken_down') "
    f"AND c.happened_on <= '{YEAR}-12-31') GROUP BY 1",
    "declared": "SELECT f.body FROM ledger_fact f WHERE f.kind = 'reports.figure_declared' "
    f"AND f.happened_on >= '{YEAR}-01-01' AND {HELD}",
}
OPEN_BY_HAND = (
    "SELECT json_extract(f.body, '$.applicant'), COUNT(*) FROM ledger_fact f "
    "WHERE f.kind = 'foi.received' AND f.subject IN (SELECT subject FROM ledger_open_spell "
    "WHERE region = '410223' AND spell = 'application' UNION SELECT subject "
    "FROM ledger_fact INDEXED BY fact_kind_day WHERE region = '410223' "
    "AND kind IN ('foi.decided', 'foi.withdrawn') AND happened_on > 'DAY') "
    f"AND f.happened_on <= 'DAY' AND {HELD} AND NOT EXISTS (SELECT 1 FROM ledger_fact c "
    "WHERE c.region = f.region AND c.subject = f.subject AND c.kind IN ('foi.decided', 'foi.withdrawn') "
    "AND c.happened_on <= 'DAY') GROUP BY 1"
)
for _name, _last in (("carried_in", f"{YEAR - 1}-12-31"), ("carried_out", f"{YEAR}-12-31")):
    BY_HAND[_name] = OPEN_BY_HAND.replace("DAY", _last)
for _name in ("reconsideration", "lawsuit"):
    BY_HAND[_name] = f"SELECT COUNT(*) FROM ledger_open_spell WHERE region = '410223' AND spell = '{_name}'"


def by_hand() -> dict[str, list[tuple[Any, ...]]]:
    """The counts of the report as somebody would write them for this one report."""
    from django.db import connection

    organs = ", ".join(f"'{REGION}-{number:02d}'" for number in range(ORGANS))
    found = {}
    with connection.cursor() as cursor:
        for name, statement in BY_HAND.items():
            cursor.execute(statement.replace("ORGANS", organs))
            found[name] = cursor.fetchall()
    return found


def require_same(report: Any, work: Any, hand: dict[str, list[tuple[Any, ...]]]) -> None:
    """Both ways give the same numbers, or the comparison means nothing."""
    for row, name in (
        ("new_received", "received"),
        ("carried_in", "carried_in"),
        ("carried_out", "carried_out"),
    ):
        counted = {each: report.value(f"requests.{row}.{each}") for each in APPLICANTS}
        written = dict.fromkeys(APPLICANTS, 0) | dict(hand[name])
        assert counted == written, (row, counted, written)
    assert report.value("requests.result_total.total") == sum(each[2] for each in hand["decided"])
    genres = dict(hand["genre"])
    assert work["work.news.count"].value == genres["news"]
    assert work["work.directory.count"].value == genres["directory_entry"] + genres["normative_document"]
    in_force = dict(hand["in_force"])
    assert report.value("proactive.a20_1.normative_docs.in_force") == in_force["normative_document"]
    tickets = {(kind, line): count for kind, line, count in hand["tickets"]}
    assert work["work.city_closed.count"].value == tickets["hotline.closed", "city"]


def measure(count: int) -> None:
    """All measures on one database."""
    from gongkai.organs import services as organs
    from gongkai.organs.kinds import OrganKind
    from gongkai.reports import queries

    def organ(number: int, **more: Any) -> None:
        kind = OrganKind.DEPARTMENT if number else OrganKind.OFFICE
        code = f"{REGION}-{number:02d}"
        organs.found(code, f"机关{number:02d}", kind=kind, region=REGION, founded_on=date(2000, 1, 1), **more)

    organ(0, is_authority=True)
    for number in range(1, ORGANS):
        organ(number, parent=f"{REGION}-00")

    def compute() -> Any:
        return queries.compute(f"{REGION}-00", YEAR, scope="subtree")

    fill(range(YEAR - 1, YEAR + 1), count)
    compute()
    young = min(timed(compute) for _ in range(TIMES))
    fill(range(YEAR - 10, YEAR - 1), count)
    require_same(compute(), queries.work(f"{REGION}-00", YEAR, scope="subtree"), by_hand())
    pairs = [(timed(compute), timed(by_hand)) for _ in range(TIMES)]  # by turns
    ours, hand = (min(side) for side in zip(*pairs, strict=True))
    say("report.of_million", ours * 1000, "ms", baseline=hand * 1000, target="ratio <= 1.5")
    say("report.old_ledger", ours * 1000, "ms", baseline=young * 1000, target="ratio <= 1.5")
    early = datetime(YEAR + 1, 1, 25, tzinfo=UTC)

    def pinned() -> Any:
        return queries.compute(f"{REGION}-00", YEAR, scope="subtree", known_at=early)

    say("report.as_known_at", min(timed(pinned) for _ in range(3)) * 1000, "ms")
    cell = "requests.carried_out.total"

    def traced() -> Any:
        return queries.trace(f"{REGION}-00", YEAR, cell, scope="subtree")

    one = min(timed(traced) for _ in range(3))
    say("report.trace", one * 1000, "ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000, help="facts a year")
    count = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("GONGKAI_DATABASE", None)
        from gongkai.ledger import home

        home.prepare(Path(name))
        measure(count)


if __name__ == "__main__":
    main()
