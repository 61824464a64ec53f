"""The database itself keeps facts as they were entered, whoever asks."""

import importlib
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from gongkai.ledger import entry, reading, storing
from ledger.acts import DECIDED, RECEIVED, enter

pytestmark = pytest.mark.law("OGI 45")


def refused(statement: str, values: tuple = ()) -> None:
    before = list(reading.facts("410223", with_voided=True))
    why = "台账只能追加|UNIQUE|duplicate key|non-DEFAULT"
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    assert list(reading.facts("410223", with_voided=True)) == before


@pytest.fixture
def two(database):
    first = enter(RECEIVED, "foi:1", date(2020, 3, 2), origin="test", external_id="1")
    second = enter(DECIDED, "foi:1", date(2020, 3, 9))
    return database, first, second


def test_update_and_delete_are_refused(two):
    refused("UPDATE ledger_fact SET organ = 'other'")
    refused("UPDATE ledger_fact SET body = %s WHERE kind = 'foi.decided'", ("{}",))
    refused("DELETE FROM ledger_fact")
    refused("DELETE FROM ledger_fact WHERE seq = 1")


def test_truncate_is_refused(postgresql):
    enter(RECEIVED, "foi:1", date(2020, 3, 2))
    refused("TRUNCATE ledger_fact")


def line(**other) -> list:
    names = storing.COLUMNS.split(", ")
    made = dict(
        zip(
            names,
            [
                *["410223", "foi.received", "foi:9", "o", "2020-01-01", "2020-01-01 00:00:00+00:00"],
                *["x", "{}", "", "", "", None],
            ],
            strict=True,
        )
    )
    return [{**made, **other}[name] for name in names]


def test_a_line_cannot_be_replaced_on_sqlite(sqlite):
    enter(RECEIVED, "foi:1", date(2020, 3, 2), origin="test", external_id="1")
    decision = enter(DECIDED, "foi:1", date(2020, 3, 9))
    entry.void(decision.seq, reason="误", region="410223", entered_at=decision.entered_at, by="x")
    marks = ", ".join(["%s"] * 12)
    for number in (1, 2, 3):
        refused(f"REPLACE INTO ledger_fact (seq, {storing.COLUMNS}) VALUES ({number}, {marks})", line())
    refused(
        f"REPLACE INTO ledger_fact ({storing.COLUMNS}) VALUES ({marks})", line(origin="test", external_id="1")
    )
    refused(f"REPLACE INTO ledger_fact ({storing.COLUMNS}) VALUES ({marks})", line(voids=decision.seq))


def test_numbers_come_from_the_database_and_grow(two):
    engine, first, second = two
    assert first.seq < second.seq
    marks = ", ".join(["%s"] * 12)
    refused(f"INSERT INTO ledger_fact (seq, {storing.COLUMNS}) VALUES (1, {marks})", line())
    if engine == "postgresql":
        refused(f"INSERT INTO ledger_fact (seq, {storing.COLUMNS}) VALUES (99, {marks})", line())


def test_a_number_is_not_used_again_after_a_refusal(two):
    _, _, second = two
    with pytest.raises(RuntimeError), transaction.atomic():
        enter(DECIDED, "foi:2", date(2020, 3, 9))
        raise RuntimeError
    assert enter(DECIDED, "foi:3", date(2020, 3, 9)).seq > second.seq


def test_models_and_migrations_agree(sqlite):
    call_command("makemigrations", "ledger", "organs", check=True, dry_run=True, verbosity=0)


def test_the_guard_can_be_taken_down_and_put_up_by_migration_alone(database):
    enter(RECEIVED, "foi:1", date(2020, 3, 2))
    guard = importlib.import_module("gongkai.ledger.migrations.0002_append_only")
    with connection.schema_editor() as editor:
        guard.backwards(None, editor)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_fact SET organ = 'other'")
        transaction.set_rollback(True)
    with connection.schema_editor() as editor:
        guard.forwards(None, editor)
    refused("DELETE FROM ledger_fact")
