"""How the databases answer the public questions: by walking an index, whatever the size of the register."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from office import Office, open_office, sample

from gongkai.records import queries, services
from gongkai.records.queries import Wanted
from gongkai.records.services import ImportRow
from gongkai.records.services.bulk_rows import Shelf
from invented_county import COUNTY, HEALTH

TODAY = date(2020, 6, 10)
QUESTIONS = {
    "record_column_list": lambda: queries.lines(COUNTY, Wanted(column="notices"), as_of=TODAY),
    "record_list": lambda: queries.lines(COUNTY, Wanted(), as_of=TODAY),
    "record_genre_list": lambda: queries.lines(COUNTY, Wanted(genres=("notice",)), as_of=TODAY),
    "record_organ_list": lambda: queries.lines(COUNTY, Wanted(organ=HEALTH), as_of=TODAY),
}


def open_register() -> Office:
    """The office with so many records that walking all of them would not pay."""
    office = open_office()
    rows = [
        ImportRow(
            external_id=str(n),
            type="notice",
            organ=HEALTH,
            content=sample(title=f"第{n}号", made_on=date(2020, 3, 2)),
            published_on=date(2020, 3, 4),
        )
        for n in range(400)
    ]
    services.import_published(rows, origin="旧", paper="审批单册", by=office.clerk, at=office.later())
    return office


@pytest.fixture
def office(database_with):
    return database_with(open_register)


def plan_of(ask) -> str:
    """How the database goes about the list that a question asks for."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    statement = next(
        each["sql"] for each in asked if "published_on" in each["sql"] and "LIMIT" in each["sql"]
    )
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + statement.replace("%", "%%"))
        return "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())


@pytest.mark.parametrize("index", QUESTIONS)
def test_lists_walk_an_index_in_its_own_order(office, index):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE records_record")
            # Of so few rows a scan would be as good; of half a million it would not.
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SET enable_bitmapscan = off")
    plan = plan_of(QUESTIONS[index])
    # PostgreSQL may take the index of all records where, as here, all of them are asked for.
    assert index in plan or (connection.vendor == "postgresql" and "record_list" in plan), plan
    assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan


def test_a_column_is_counted_within_its_index(office):
    """Never by looking each of its records up, which takes SQLite thirty times as long."""
    with CaptureQueriesContext(connection) as asked:
        assert queries.count(COUNTY, Wanted(column="notices"), as_of=TODAY) == 400
    statement = next(each["sql"] for each in asked if "COUNT(" in each["sql"])
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE records_record")
            cursor.execute("SET enable_seqscan = off")
        cursor.execute(explain + statement)
        plan = "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())
    assert "record_column_list" in plan or connection.vendor == "postgresql", plan
    assert "records_record_column_id" not in plan, plan


def test_known_numbers_are_found_by_their_index(office):
    """The bulk door asks for two thousand numbers at a time: never by walking the register."""
    with CaptureQueriesContext(connection) as asked:
        services.import_published([], origin="旧", paper="审批单册", by=office.clerk, at=office.later())
        shelf = Shelf(COUNTY, "旧", "审批单册", 1, "x", office.at)
        assert len(shelf.known(["1", "2", "nowhere"])) == 2
    statement = next(each["sql"] for each in asked if "origin_sha256" in each["sql"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE records_record")
            cursor.execute("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + statement)
        assert "record_origin" in "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())
