"""The index by which stock is counted: published records by genre, so that the documents in force are found
among a million pieces of news. Its expression is that of `stores.Store.field`, letter by letter.
"""

from django.db import migrations

EXPRESSIONS = {"sqlite": "json_extract(body, '$.genre')", "postgresql": "(body ->> 'genre')"}


def make(apps, schema_editor):
    schema_editor.execute(
        "CREATE INDEX reports_genre ON ledger_fact "
        f"(region, {EXPRESSIONS[schema_editor.connection.vendor]}, happened_on, organ) "
        "WHERE kind = 'records.published'"
    )


def drop(apps, schema_editor):
    schema_editor.execute("DROP INDEX reports_genre")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("ledger", "0002_append_only")]

    operations = [migrations.RunPython(make, drop)]
