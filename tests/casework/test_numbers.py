"""Numbers across midnight of 31 December: unique, without gaps, by fifty who come at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta

import pytest
from django.db import connection

from gongkai.casework.facts import Carrier
from gongkai.casework.models import Counter, Deed, Mail, StatusRow
from gongkai.casework.services import mail
from gongkai.casework.services.mail import Letter
from gongkai.ledger import reading
from gongkai.ledger.rows import BEIJING
from invented_county import COUNTY, OFFICE

MIDNIGHT = datetime(2026, 1, 1, tzinfo=BEIJING)


def test_fifty_at_once_across_the_end_of_the_year(bureau):
    """Each of 50 threads registers two letters, before and after midnight; every third press is doubled."""
    meet, told, wrong = threading.Barrier(50), [], []
    if connection.vendor == "postgresql":
        _room_for(55)

    def register(n: int) -> None:
        try:
            meet.wait(60)
            for arrived in (MIDNIGHT - timedelta(seconds=n + 1), MIDNIGHT + timedelta(seconds=n)):
                for _ in range(2 if n % 3 == 0 else 1):
                    letter = Letter(carrier=Carrier.FAX, arrived_at=arrived)
                    at, key = arrived + timedelta(minutes=2), f"{n}-{arrived.year}"
                    there = mail.register(
                        letter, organ=OFFICE, region=COUNTY, by=bureau.mail_room, at=at, key=key
                    )
                    told.append((there.arrived_on.year, there.number))
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=(n,)) for n in range(50)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []
    wanted = {f"{year}-{n:04d}" for year in (2025, 2026) for n in range(1, 51)}
    assert {number for _, number in told} == wanted and len(told) == 2 * (50 + 17)
    assert all(number.startswith(str(year)) for year, number in told)
    assert sorted(Mail.objects.values_list("number", flat=True)) == sorted(wanted)
    facts = list(reading.facts(COUNTY, kinds=["casework.mail_arrived"]))
    assert {each.subject for each in facts} == {f"mail:{number}" for number in wanted} and len(facts) == 100
    assert Deed.objects.count() == StatusRow.objects.count() == 100
    assert dict(Counter.objects.values_list("series", "last")) == {
        f"mail/{COUNTY}/{year}": 50 for year in (2025, 2026)
    }


def _room_for(most: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        if (allowed := int(cursor.fetchone()[0])) < most:
            pytest.fail(f"the tests' PostgreSQL allows {allowed} connections, {most} are needed")


KILLED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
import django
django.setup()
from datetime import datetime
from gongkai.casework.facts import Carrier, MailArrived
from gongkai.casework import numbering
from gongkai.casework.services import parties
from gongkai.casework.services.door import System, begun
from gongkai.casework.services.parties import Particulars
at = datetime.fromisoformat("2025-09-15T10:00:00+08:00")
made = lambda: f"mail:2025-{numbering.take('mail/410223/2025'):04d}"
with begun(made, "casework.register_mail", region="410223", organ="410223-01", by=System("x"), at=at) as line:
    parties.keep(line, "sender", Particulars(name="x"))
    line.enter(MailArrived(carrier=Carrier.FAX))
    print("inside", flush=True)
    sys.stdin.read()
"""


def test_a_process_killed_in_its_act_leaves_nothing(bureau, tmp_path):
    bureau.letter("EA1CN")
    before = [list(model.objects.values()) for model in (Counter, StatusRow, Mail, Deed)]
    facts = [each.seq for each in reading.facts(COUNTY)]
    env = {**os.environ, "GONGKAI_HOME": str(tmp_path), "GONGKAI_DATABASE": _address()}
    acting = subprocess.Popen(
        [sys.executable, "-c", KILLED], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert acting.stdout.readline() == b"inside\n"
    acting.send_signal(signal.SIGKILL)
    acting.communicate()
    for _ in range(100):
        if [each.seq for each in reading.facts(COUNTY)] == facts:
            break
        time.sleep(0.05)
    assert [list(model.objects.values()) for model in (Counter, StatusRow, Mail, Deed)] == before
    assert bureau.letter("EA2CN").number == "2025-0002"


def _address() -> str:
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    return f"postgresql://{held['USER']}@/{held['NAME']}?host={held['HOST']}"
