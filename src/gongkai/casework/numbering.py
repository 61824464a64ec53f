"""Numbers without gaps (编号): each series counts on by one, in the transaction that uses the number.

A transaction that fails leaves no gap; two that want the next number of a series stand in line for its row.
"""

from django.db import connection, transaction


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
