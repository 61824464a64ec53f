"""The register of applications when it is large, and the status rows made anew: JSON lines, PostgreSQL.

python -m benchmarks.foi [--applications 100000]. Facts of applications enter by the ledger's batch door and
their status rows are made by ``rebuild``, as in an installation; applications, people, items and hops (ten
for each, without facts) are written straight to their tables. A clerk's whole requests through Django are
timed, each five times; the best is told, for other work on the machine only makes it slower.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from benchmarks.applying import database
from benchmarks.ledger import say, timed
from benchmarks.publishing import REGION

TARGET = 150
"""Milliseconds of the register."""
ORGANS = 40
HOPS = 10
DAYS = 5 * 365
"""Over how many days applications came in."""
OPEN_DAYS = 24
"""What came in during so many last days is mostly open."""
TIMES = 5
REGISTER = {
    "due first": "",
    "page in the middle": "?page=1000",
    "last page": "?page=999999",
    "of one organ": "?organ=410223-07",
    "of one phase": "?phase=delivered",
    "late": "?state=late",
    "open": "?state=open",
    "of one year": "?year={year}",
    "a number": "?q={year}-00123",
    "a word": "?q=道路",
    "by day of receipt": "?sort=-received_on",
}


class County:
    """An office with many organs and many applications."""

    def __init__(self, count: int, now: datetime) -> None:
        self.count, self.now, self.today = count, now, now.date()
        self.first = self.today - timedelta(days=DAYS)

    def found(self) -> Any:
        """Organs, and a clerk who reads all of them; returns the clerk's account."""
        from gongkai.organs import people
        from gongkai.organs import services as organs
        from gongkai.organs.acting import Role
        from gongkai.organs.kinds import OrganKind

        for n in range(ORGANS):
            kind = OrganKind.OFFICE if n == 1 else OrganKind.DEPARTMENT
            organs.found(
                self.organ(n), f"县第{n}局", kind=kind, region=REGION, founded_on=date(2010, 1, 1),
                is_authority=n == 1,
            )  # fmt: skip
        clerk = people.register("clerk", "李经办")
        post = people.set_up_post(self.organ(1), Role.CLERK)
        people.appoint(clerk, post.pk, valid_from=date(2010, 1, 1))
        return clerk

    def organ(self, n: int) -> str:
        """The code of an organ."""
        return f"{REGION}-{n % ORGANS:02d}"

    def day(self, n: int) -> date:
        """The day on which the n-th application came in."""
        return self.first + timedelta(days=n * DAYS // self.count)

    def subject(self, n: int) -> str:
        """The subject of the n-th application."""
        return f"foi:{self.day(n).year}-{n:05d}"

    def facts(self) -> Iterator[Any]:
        """Received; most are answered within some weeks and delivered; some late, some supplemented."""
        from gongkai.ledger.entry import Row

        for n in range(self.count):
            subject, organ, day = self.subject(n), self.organ(n), self.day(n)

            def row(kind: str, on: date, body: dict, subject: str = subject, organ: str = organ) -> Row:
                return Row(kind, subject, organ, on, f"{subject}/{kind}", body)

            asked = {"applicant": "natural_person", "intake": "web", "items": 1}
            yield row("foi.received", day, asked)
            if n % 25 == 0 and day + timedelta(days=5) <= self.today:
                yield row(
                    "foi.supplement_requested",
                    day + timedelta(days=4),
                    {"until": str(day + timedelta(days=30))},
                )
                if day + timedelta(days=15) <= self.today:
                    yield row("foi.supplemented", day + timedelta(days=15), {})
            decided = day + timedelta(days=45 if n % 500 == 0 else 16 + n % 8)
            if decided + timedelta(days=1) <= self.today:
                yield row(
                    "foi.decided", decided, {"outcome": "granted", "doc_no": f"公复〔{day.year}〕{n}号"}
                )
                yield row(
                    "foi.delivered", decided + timedelta(days=1), {"manner": "post", "letter": "decision"}
                )
            if decided + timedelta(days=60) <= self.today:
                yield row("foi.archived", decided + timedelta(days=50), {})

    def enter(self) -> float:
        """Enter all facts; seconds."""
        from gongkai.ledger.entry import enter_batch

        return timed(
            lambda: enter_batch(self.facts(), region=REGION, origin="bench", entered_at=self.now, by="bench")
        )

    def write_tables(self) -> None:
        """People, applications, the deeds that began them and items, straight to their tables."""
        from gongkai.casework import sealing
        from gongkai.casework.models import Deed, Party, StatusRow
        from gongkai.foi.models import Application, Item

        sealed = sealing.seal("2024年某某道路工程的招标文件和合同")
        count = iter(range(self.count))
        while numbers := list(islice(count, 5000)):
            parties = Party.objects.bulk_create(
                Party(
                    subject=self.subject(n), region=REGION, role="applicant", name=sealed,
                    name_digest=sealing.digest("name", f"申请人{n % 70_000}"),
                    phone_digest=sealing.digest("phone", f"139{n % 70_000:08d}"),
                )
                for n in numbers
            )  # fmt: skip
            Application.objects.bulk_create(
                Application(
                    status_id=self.subject(n), region=REGION, number=self.subject(n)[4:],
                    title=f"{('道路', '防汛', '征地', '财政')[n % 4]}工程第{n}号文件", intake="web",
                    applicant_kind="natural_person", applicant=party, text_digest=f"asked:{n % 90_000}",
                    registered_at=self.now, query_code=sealed,
                )
                for n, party in zip(numbers, parties, strict=True)
            )  # fmt: skip
            Item.objects.bulk_create(
                Item(application_id=self.subject(n), place=1, text=sealed) for n in numbers
            )
            Deed.objects.bulk_create(
                Deed(
                    subject=self.subject(n), region=REGION, verb="foi.register", begins=True, seq=0,
                    post="bench", at=self.now,
                )
                for n in numbers
            )  # fmt: skip
        StatusRow.objects.update(begun=True)

    def write_hops(self) -> None:
        """Ten hand-overs of each application, those of the last days open; some of them late."""
        from gongkai.ledger.rows import BEIJING

        lines = []
        for n in range(self.count):
            for hop in range(HOPS):
                sent = datetime.combine(self.day(n), datetime.min.time(), BEIJING) + timedelta(hours=9 + hop)
                taken = sent + timedelta(minutes=30)
                is_open = hop == HOPS - 1 and n >= self.count - 500
                lines.append(
                    (self.subject(n), REGION, self.organ(n), "", self.organ(n + hop + 1), "", sent, "bench",
                     None if is_open else taken, "" if is_open else "bench", None, sent + timedelta(days=2))
                )  # fmt: skip
            if len(lines) >= 50_000 or n == self.count - 1:
                copy(lines)
                lines.clear()


def copy(lines: list[tuple]) -> None:
    """Hops by COPY."""
    from django.db import connection

    columns = "subject, region, sender_organ, sender_unit, to_organ, to_unit, sent_at, sent_by, received_at"
    asked = f"COPY casework_hop ({columns}, received_by, returned_at, limit_at) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(asked) as there:
        for line in lines:
            there.write_row(line)


def screens(clerk: Any, year: int) -> None:
    """The register as a clerk opens it, in many ways; the morning page; the hand-overs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = {f"Register, {name}": f"/desk/foi/{query.format(year=year)}" for name, query in REGISTER.items()}
    pages |= {"Morning page": "/desk/foi/watch/", "Hand-overs": "/desk/casework/hops/"}
    asked = {}
    for name, address in pages.items():

        def ask(address: str = address) -> None:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        ask()
        with CaptureQueriesContext(connection) as queries:
            ask()
        asked[name] = len(queries)
        best = min(timed(ask) for _ in range(TIMES))
        say(name, 1000 * best, "ms", target=f"<= {TARGET}" if name.startswith("Register, due") else "")
    say(
        "Register, most queries of a page",
        max(asked[each] for each in asked if "Register" in each),
        "queries",
    )


def measure(count: int) -> None:
    """Fill, make the rows, look, make them again."""
    from django.db import connection, transaction
    from django.utils import timezone

    from gongkai.casework.services import status

    county = County(count, timezone.now())
    clerk = county.found()
    seconds = county.enter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM ledger_fact")
        facts = int(cursor.fetchone()[0])
    say("Facts of applications entered", facts / seconds, "facts/s")
    made = timed(lambda: status.rebuild(REGION))
    say(f"Status rows of {count:,} applications made", made, "s")
    with transaction.atomic():
        county.write_tables()
        county.write_hops()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    screens(clerk, county.today.year)
    began, worked = time.perf_counter(), time.process_time()
    differing = status.rebuild(REGION)
    say(f"Rebuild proves {count:,} rows equal", time.perf_counter() - began, "s")
    say("Rebuild: processor time of the command", time.process_time() - worked, "s CPU")
    say("Rebuild: rows that differed", differing, "rows", target="<= 0")


def main() -> None:
    """Measure in a folder that is thrown away."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--applications", type=int, default=100_000)
    count = parser.parse_args().applications
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder, database() as (address, _server):
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_HOSTS="localhost,testserver", GONGKAI_DATABASE=address)
        from gongkai.ledger.home import prepare

        prepare()
        measure(count)


if __name__ == "__main__":
    main()
