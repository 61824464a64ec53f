"""Numbers without gaps (编号): each series counts on by one, in the transaction that uses the number.

A transaction that fails leaves no gap; two that want the next number of a series stand in line for its row.
"""

from django.db import connection, transaction

from gongkai.ledger import reading


def take(series: str, count: int = 1) -> int:
    """The next number of a series; with ``count`` so many at once, of which the last is returned.

    Inside the door of a case (``services.door``) the order of locks is always the same. Elsewhere take
    numbers of several series in the order of their names, so that nobody waits in a circle.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("numbers are taken in the transaction that uses them")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_counter (series, last) VALUES (%s, %s) "
            "ON CONFLICT (series) DO UPDATE SET last = casework_counter.last + EXCLUDED.last RETURNING last",
            [series, count],
        )
        return int(cursor.fetchone()[0])


def subject(app: str, region: str, year: int) -> str:
    """The next subject of an app's cases in a region and year: ``foi:2026-0001``.

    In an installation of several regions the one with which it began has these numbers; every other bears its
    code in them, ``foi:410224-2026-0001``: no two cases of a database share a subject, and no number that was
    given out changes. Numbers that are there already (an import brought them) are passed over.
    """
    lead = "" if reading.first_region() in ("", region) else f"{region}-"
    while True:
        found = f"{app}:{lead}{year}-{take(f'{app}/{region}/{year}'):04d}"
        if not _is_there(region, found):
            return found


def _is_there(region: str, subject: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM casework_status WHERE subject = %s) "
            "OR EXISTS (SELECT 1 FROM ledger_fact WHERE region = %s AND subject = %s)",
            [subject, region, subject],
        )
        return bool(cursor.fetchone()[0])
