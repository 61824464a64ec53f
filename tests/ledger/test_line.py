"""Writers of a region stand in line, and nobody in it waits for the disk of another."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ledger.acts import RECEIVED, enter

pytestmark = pytest.mark.needs("postgresql")


def said(asked: CaptureQueriesContext, words: str) -> int:
    return sum(words in each["sql"] for each in asked.captured_queries)


def waits_for_the_disk() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return str(cursor.fetchone()[0])


def test_a_transaction_waits_in_line_once_and_for_the_disk_behind_it(postgresql):
    outside = waits_for_the_disk()
    with CaptureQueriesContext(connection) as asked:
        with transaction.atomic():
            enter(RECEIVED, "foi:1", date(2020, 3, 2))
            enter(RECEIVED, "foi:2", date(2020, 3, 2))
            assert waits_for_the_disk() == "off", "whoever is next does not wait for our disk"
            assert not said(asked, "pg_logical_emit_message")
        assert said(asked, "pg_logical_emit_message") == 1, "we do, before anybody is told"
    assert said(asked, "pg_advisory_xact_lock") == 1
    assert waits_for_the_disk() == outside


def test_a_place_in_line_given_back_is_asked_for_again(postgresql):
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            enter(RECEIVED, "foi:1", date(2020, 3, 2))
            raise RuntimeError
        enter(RECEIVED, "foi:1", date(2020, 3, 2))
    assert said(asked, "pg_advisory_xact_lock") == 2
    assert said(asked, "pg_logical_emit_message") == 1
